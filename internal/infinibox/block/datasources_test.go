package block_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// filter is one element of the attribute filters.
func filter(field, operator string, values ...string) map[string]any {
	plain := []any{}
	for _, value := range values {
		plain = append(plain, value)
	}
	if operator == "" {
		return map[string]any{"field": field, "values": plain}
	}
	return map[string]any{"field": field, "operator": operator, "values": plain}
}

// labels are an attribute of every object of a result, in its order.
func labels(t *testing.T, shown map[string]any, result, attribute string) []string {
	t.Helper()
	objects, ok := shown[result].([]any)
	if !ok {
		t.Fatalf("no %s in %v", result, shown)
	}
	all := []string{}
	for _, object := range objects {
		attributes, _ := object.(map[string]any)
		all = append(all, fmt.Sprint(attributes[attribute]))
	}
	return all
}

// volumesOn is an array with volumes of different names and sizes, and a
// snapshot of one of them.
func volumesOn(t *testing.T) *acctest.Array {
	t.Helper()
	array := acctest.NewArray(t)
	pool := poolOn(array, "fast")
	for _, volume := range []map[string]any{
		{"name": "db01", "size": 1000000000, "udid": 7},
		{"name": "db02", "size": 2000000000, "provtype": "THICK"},
		{"name": "web01", "size": 3000000000},
		{"name": "web02", "size": 4000000000, "write_protected": true},
	} {
		array.Put("volumes", 0, configured(volume, map[string]any{"pool_id": pool}))
	}
	parent := acctest.ID(array.Only("volumes", map[string]any{"name": "db01"}))
	array.Put("volumes", 0, map[string]any{"name": "db01-monday", "parent_id": parent})
	return array
}

// TestDataSourceForManyFilters has the device filter, by every operator there
// is.
func TestDataSourceForManyFilters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		filters []any
		want    []string
	}{
		{"nothing", nil, []string{"db01", "db02", "web01", "web02"}},
		{"left out", []any{filter("name", "", "web01")}, []string{"web01"}},
		{"eq", []any{filter("name", "eq", "db02")}, []string{"db02"}},
		{"eq of an enumeration", []any{filter("provtype", "eq", "THICK")}, []string{"db02"}},
		{"eq of a boolean", []any{filter("write_protected", "eq", "true")}, []string{"web02"}},
		{"neq", []any{filter("name", "neq", "db02")}, []string{"db01", "web01", "web02"}},
		{"lt", []any{filter("size", "lt", "2000000000")}, []string{"db01"}},
		{"leq", []any{filter("size", "leq", "2000000000")}, []string{"db01", "db02"}},
		{"gt", []any{filter("size", "gt", "3000000000")}, []string{"web02"}},
		{"geq", []any{filter("size", "geq", "3000000000")}, []string{"web01", "web02"}},
		{"in", []any{filter("name", "in", "db01", "web02", "nobody")}, []string{"db01", "web02"}},
		{"notin", []any{filter("name", "notin", "db01", "web02")}, []string{"db02", "web01"}},
		{"between", []any{filter("size", "between", "2000000000", "3000000000")}, []string{"db02", "web01"}},
		{"like", []any{filter("name", "like", "WEB")}, []string{"web01", "web02"}},
		{"is", []any{filter("udid", "is", "null")}, []string{"db02", "web01", "web02"}},
		{"isnot", []any{filter("udid", "isnot", "null")}, []string{"db01"}},
		{"several together", []any{filter("name", "like", "db"), filter("size", "gt", "1000000000")}, []string{"db02"}},
		{"twice the same field", []any{filter("size", "gt", "1000000000"), filter("size", "lt", "4000000000")}, []string{"db02", "web01"}},
		{"nothing that matches", []any{filter("name", "eq", "nobody")}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := volumesOn(t)
			config := map[string]any{}
			if c.filters != nil {
				config["filters"] = c.filters
			}
			shown, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_volumes").Read(config)
			wantErrors(t, acctest.Errors(diagnostics))
			if got := labels(t, shown, "volumes", "name"); !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
			// A value that holds its operator's name must not be taken for one.
			if asked := array.CountRequests(device.Match{Method: "GET", Path: "/api/rest/volumes"}); asked != 1 {
				t.Errorf("asked %d times", asked)
			}
		})
	}
}

// TestDataSourceForManySorts by several fields, each way.
func TestDataSourceForManySorts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		sort, want []string
	}{
		{"by id when left out", nil, []string{"db01", "db02", "web01", "web02"}},
		{"ascending", []string{"size"}, []string{"db01", "db02", "web01", "web02"}},
		{"descending", []string{"-size"}, []string{"web02", "web01", "db02", "db01"}},
		{"by two fields", []string{"-write_protected", "-name"}, []string{"web02", "web01", "db02", "db01"}},
		{"by two fields, one each way", []string{"provtype", "-name"}, []string{"db02", "web02", "web01", "db01"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := volumesOn(t)
			config := map[string]any{}
			if c.sort != nil {
				order := []any{}
				for _, field := range c.sort {
					order = append(order, field)
				}
				config["sort"] = order
			}
			shown, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_volumes").Read(config)
			wantErrors(t, acctest.Errors(diagnostics))
			if got := labels(t, shown, "volumes", "name"); !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

// TestDataSourceForManyShowsAll that the array has of an object, live figures
// included, and asks for no other fields.
func TestDataSourceForManyShowsAll(t *testing.T) {
	t.Parallel()
	for _, kind := range kinds {
		t.Run(kind.entity, func(t *testing.T) {
			t.Parallel()
			array, ids := shelves(t)
			shown, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_" + kind.entity + "s").
				Read(map[string]any{"filters": []any{filter("name", "eq", kind.entity)}})
			wantErrors(t, acctest.Errors(diagnostics))
			objects, _ := shown[kind.entity+"s"].([]any)
			if len(objects) != 1 {
				t.Fatalf("%d objects", len(objects))
			}
			object, _ := objects[0].(map[string]any)
			wantShown(t, object, array.Only(kind.collection, map[string]any{"id": ids[kind.entity]}), kind.key)
			asked := array.Requests(device.Match{Method: "GET", Path: "/api/rest/" + kind.collection})
			if len(asked) != 1 {
				t.Fatalf("asked %v", asked)
			}
			query, err := url.ParseQuery(asked[0].Query)
			if err != nil {
				t.Fatal(err)
			}
			fields := strings.Split(query.Get("fields"), ",")
			for name := range object {
				if name == kind.key {
					name = "id"
				}
				if !slices.Contains(fields, name) {
					t.Errorf("didn't ask for %s in %q", name, fields)
				}
			}
			if extra := len(fields) - len(object); extra > 1 || len(slices.Compact(slices.Sorted(slices.Values(fields)))) != len(fields) {
				t.Errorf("asked for %q", fields)
			}
		})
	}
}

// TestDataSourceForManyHasItsKindAlone although volumes and snapshots live in
// one collection, and the array can't filter pools by their state.
func TestDataSourceForManyHasItsKindAlone(t *testing.T) {
	t.Parallel()
	for source, want := range map[string][]string{
		"volumes":          {"volume"},
		"volume_snapshots": {"volume_snapshot"},
		"pools":            {"pool", "pool_lock"},
		"pool_locks":       {"pool_lock"},
	} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			array, _ := shelves(t)
			shown, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_" + source).Read(map[string]any{})
			wantErrors(t, acctest.Errors(diagnostics))
			if got := labels(t, shown, source, "name"); !slices.Equal(got, want) {
				t.Errorf("found %q, want %q", got, want)
			}
		})
	}
}

// TestDataSourceForManyReadsAllPages, in the order asked for.
func TestDataSourceForManyReadsAllPages(t *testing.T) {
	t.Parallel()
	const count = 2001
	array := acctest.NewArray(t)
	if err := array.Device().Generate(map[string]int{"pools": 1, "volumes": count, "snapshots": 5}); err != nil {
		t.Fatal(err)
	}
	shown, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_volumes").Read(map[string]any{"sort": []any{"-id"}})
	wantErrors(t, acctest.Errors(diagnostics))
	var want []string
	for _, volume := range array.Find("volumes", map[string]any{"type": "MASTER"}) {
		want = append(want, fmt.Sprint(acctest.ID(volume)))
	}
	slices.Reverse(want)
	if got := labels(t, shown, "volumes", "id"); len(got) != count || !slices.Equal(got, want) {
		t.Errorf("found %d volumes, want %d in descending order", len(got), count)
	}
	if pages := array.CountRequests(device.Match{Method: "GET", Path: "/api/rest/volumes"}); pages != 3 {
		t.Errorf("asked for %d pages", pages)
	}
}

// TestDataSourceForManyRefusals: each is one diagnostic at the filter or the
// field that is wrong.
func TestDataSourceForManyRefusals(t *testing.T) {
	t.Parallel()
	const first = `AttributeName("filters").ElementKeyInt(0)`
	good := filter("name", "like", "db")
	for _, c := range []struct {
		name   string
		source string
		config map[string]any
		texts  []string
	}{
		{"a field that can't be filtered", "volumes", map[string]any{"filters": []any{filter("used", "gt", "0")}}, []string{first + `.AttributeName("field")`, "NOT_FILTERABLE_FIELD", "used"}},
		{"the second can't be filtered", "volumes", map[string]any{"filters": []any{good, filter("provtype", "eq", "THIN"), filter("used", "gt", "0")}}, []string{`AttributeName("filters").ElementKeyInt(2)`, "NOT_FILTERABLE_FIELD"}},
		{"locks by their state", "pool_locks", map[string]any{"filters": []any{filter("state", "eq", "LOCKED")}}, []string{first, "NOT_FILTERABLE_FIELD", "state"}},
		{"a field that doesn't exist", "pools", map[string]any{"filters": []any{filter("colour", "eq", "red")}}, []string{first, "ATTRIBUTE_NOT_FOUND", "colour"}},
		{"a value of the wrong type", "volumes", map[string]any{"filters": []any{filter("size", "eq", "big")}}, []string{"MALFORMED_PARAMETER", "big"}},
		{"an operator that doesn't exist", "volumes", map[string]any{"filters": []any{filter("size", "about", "1")}}, []string{first + `.AttributeName("operator")`, "between", "notin"}},
		{"an operator that the field doesn't take", "volumes", map[string]any{"filters": []any{filter("provtype", "like", "TH")}}, []string{first + `.AttributeName("operator")`, "UNSUPPORTED_FILTER_RELATION", "LIKE", "Use another operator"}},
		{"the second's operator", "volumes", map[string]any{"filters": []any{good, filter("write_protected", "leq", "true")}}, []string{`AttributeName("filters").ElementKeyInt(1).AttributeName("operator")`, "'LE'", "every field by leq"}},
		{"one of two with the operator", "volumes", map[string]any{"filters": []any{filter("name", "like", "d"), filter("provtype", "like", "TH")}}, []string{"UNSUPPORTED_FILTER_RELATION", "LIKE", "Use another operator"}},
		{"two values where there is one", "volumes", map[string]any{"filters": []any{filter("size", "lt", "1", "2")}}, []string{first + `.AttributeName("values")`, "lt takes one value"}},
		{"one value where there are two", "volumes", map[string]any{"filters": []any{filter("size", "between", "1")}}, []string{first + `.AttributeName("values")`, "between takes two values"}},
		{"no value", "volumes", map[string]any{"filters": []any{filter("size", "lt")}}, []string{first + `.AttributeName("values")`, "at least 1"}},
		{"no field", "volumes", map[string]any{"filters": []any{filter("", "eq", "1")}}, []string{first + `.AttributeName("field")`, "at least 1"}},
		{"an order that can't be", "volumes", map[string]any{"sort": []any{"name", "-used"}}, []string{`AttributeName("sort").ElementKeyInt(1)`, "NOT_SORTABLE_FIELD", "used"}},
		{"an order by nothing there is", "volumes", map[string]any{"sort": []any{"colour"}}, []string{`AttributeName("sort").ElementKeyInt(0)`, "ATTRIBUTE_NOT_FOUND", "colour"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, diagnostics := acctest.NewProtocol(t, volumesOn(t), nil).DataSource("onprem_infinibox_" + c.source).Read(c.config)
			wantErrors(t, acctest.Errors(diagnostics), c.texts...)
			if len(diagnostics) != 1 {
				t.Errorf("%d diagnostics: %s", len(diagnostics), acctest.Errors(diagnostics))
			}
		})
	}
}

const dataSourcesOfMany = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "db" {
  count   = 3
  name    = "db0${count.index + 1}"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 1000000000 * (count.index + 1)
}

resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "monday"
  parent_id = onprem_infinibox_volume.db[0].id
}

resource "onprem_infinibox_pool_lock" "fast" {
  pool_id    = onprem_infinibox_pool.fast.id
  approved   = true
  depends_on = [onprem_infinibox_volume.db, onprem_infinibox_volume_snapshot.monday]
}

data "onprem_infinibox_pools" "all" {
  depends_on = [onprem_infinibox_pool_lock.fast]
}

data "onprem_infinibox_pool_locks" "all" {
  depends_on = [onprem_infinibox_pool_lock.fast]
}

data "onprem_infinibox_volumes" "large" {
  filters = [
    { field = "pool_id", values = [onprem_infinibox_pool.fast.id] },
    { field = "size", operator = "geq", values = [2000000000] },
  ]
  sort       = ["-size"]
  depends_on = [onprem_infinibox_pool_lock.fast]
}

data "onprem_infinibox_volume_snapshots" "of_db" {
  filters = [{ field = "parent_id", operator = "in", values = onprem_infinibox_volume.db[*].id }]

  depends_on = [onprem_infinibox_pool_lock.fast]
}
`

// TestAccDataSourcesForMany lists each entity in the run that makes it.
func TestAccDataSourcesForMany(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	names := func(source, result string, want ...string) statecheck.StateCheck {
		var checks []knownvalue.Check
		for _, name := range want {
			checks = append(checks, knownvalue.ObjectPartial(map[string]knownvalue.Check{"name": knownvalue.StringExact(name)}))
		}
		return statecheck.ExpectKnownValue("data.onprem_infinibox_"+source, tfjsonpath.New(result), knownvalue.ListExact(checks))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{{
			Config:           array.Provider() + dataSourcesOfMany,
			ConfigPlanChecks: agreeing(array),
			ConfigStateChecks: []statecheck.StateCheck{
				names("pools.all", "pools", "fast"),
				names("pool_locks.all", "pool_locks", "fast"),
				names("volumes.large", "volumes", "db03", "db02"),
				names("volume_snapshots.of_db", "volume_snapshots", "monday"),
			},
		}},
		CheckDestroy: func(*terraformState) error { return none(array, "volumes", "pools") },
	})
}
