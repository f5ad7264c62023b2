package block_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// shelves is an array with one object of each entity, by entity, each named
// like its entity.
func shelves(t *testing.T) (*acctest.Array, map[string]int64) {
	t.Helper()
	array := acctest.NewArray(t)
	ids := map[string]int64{}
	put := func(entity, collection string, fields map[string]any) {
		fields["name"] = entity
		ids[entity] = array.Put(collection, 0, fields)
	}
	put("pool", "pools", map[string]any{"physical_capacity": 2000000000000, "owners": []any{101}})
	put("volume", "volumes", map[string]any{"pool_id": ids["pool"], "size": 2000000000})
	put("volume_snapshot", "volumes", map[string]any{"parent_id": ids["volume"]})
	put("cluster", "clusters", map[string]any{"host_type": "HPUX"})
	put("pool_lock", "pools", map[string]any{"physical_capacity": 1000000000000})
	array.Put("pools", ids["pool_lock"], map[string]any{"state": "LOCKED"})
	return array, ids
}

// kinds are the entities with the collections that they live in and the
// attributes that identify them.
var kinds = []struct{ entity, collection, key string }{
	{"cluster", "clusters", "id"},
	{"pool", "pools", "id"},
	{"pool_lock", "pools", "pool_id"},
	{"volume", "volumes", "id"},
	{"volume_snapshot", "volumes", "id"},
}

// TestDataSourceForOne shows what the array does, live figures included,
// whether it is found by id or by name.
func TestDataSourceForOne(t *testing.T) {
	t.Parallel()
	for _, kind := range kinds {
		for _, by := range []string{kind.key, "name"} {
			t.Run(kind.entity+" by "+by, func(t *testing.T) {
				t.Parallel()
				array, ids := shelves(t)
				config := map[string]any{by: kind.entity}
				if by == kind.key {
					config[by] = ids[kind.entity]
				}
				shown, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_" + kind.entity).Read(config)
				wantErrors(t, acctest.Errors(diagnostics))
				wantShown(t, shown, array.Only(kind.collection, map[string]any{"id": ids[kind.entity]}), kind.key)
				wantWrites(t, array)
			})
		}
	}
}

// wantShown wants every attribute to be what the array has, where none and 0
// are one.
func wantShown(t *testing.T, shown, object map[string]any, key string) {
	t.Helper()
	for name, value := range shown {
		field := name
		if name == key {
			field = "id"
		}
		held, known := object[field]
		if !known {
			t.Errorf("the array has no %s", field)
		}
		if value == int64(0) && held == nil {
			continue
		}
		if fmt.Sprint(value) != fmt.Sprint(held) {
			t.Errorf("%s is %v, and the array has %v", name, value, held)
		}
	}
}

// TestDataSourceForOneRefusals: each is one diagnostic that names the
// attribute.
func TestDataSourceForOneRefusals(t *testing.T) {
	t.Parallel()
	for _, kind := range kinds {
		source := "onprem_infinibox_" + kind.entity
		for _, c := range []struct {
			name   string
			config func(ids map[string]int64) map[string]any
			texts  []string
		}{
			{"neither id nor name", func(map[string]int64) map[string]any { return map[string]any{} },
				[]string{kind.key, "name", "one (and only one)"}},
			{"both id and name", func(ids map[string]int64) map[string]any {
				return map[string]any{kind.key: ids[kind.entity], "name": kind.entity}
			}, []string{kind.key, "name"}},
			{"no such id", func(map[string]int64) map[string]any { return map[string]any{kind.key: 4711} },
				[]string{fmt.Sprintf("%q", kind.key), "4711", "shows no object"}},
			{"no such name", func(map[string]int64) map[string]any { return map[string]any{"name": "nobody"} },
				[]string{`"name"`, "nobody", "Check the spelling"}},
			{"name in another case", func(map[string]int64) map[string]any { return map[string]any{"name": "P" + kind.entity[1:]} },
				[]string{`"name"`, "upper and lower case"}},
		} {
			t.Run(kind.entity+" with "+c.name, func(t *testing.T) {
				t.Parallel()
				array, ids := shelves(t)
				_, diagnostics := acctest.NewProtocol(t, array, nil).DataSource(source).Read(c.config(ids))
				wantErrors(t, acctest.Errors(diagnostics), c.texts...)
				if len(diagnostics) != 1 {
					t.Errorf("%d diagnostics: %s", len(diagnostics), acctest.Errors(diagnostics))
				}
			})
		}
	}
}

// TestDataSourceOfTheWrongKind says where the object belongs.
func TestDataSourceOfTheWrongKind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ source, key, of, text string }{
		{"volume", "id", "volume_snapshot", "It is a snapshot: use onprem_infinibox_volume_snapshot."},
		{"volume_snapshot", "id", "volume", "It is a volume: use onprem_infinibox_volume."},
		{"pool_lock", "pool_id", "pool", "The pool isn't locked."},
	} {
		t.Run(c.source, func(t *testing.T) {
			t.Parallel()
			array, ids := shelves(t)
			_, diagnostics := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_" + c.source).Read(map[string]any{c.key: ids[c.of]})
			wantErrors(t, acctest.Errors(diagnostics), fmt.Sprintf("%q", c.key), c.text)
			if len(diagnostics) != 1 {
				t.Errorf("%d diagnostics: %s", len(diagnostics), acctest.Errors(diagnostics))
			}
		})
	}
}

// TestDataSourceTellsNamesakesApart: to the array names in other upper and
// lower case are other objects, although its filters don't tell them apart.
func TestDataSourceTellsNamesakesApart(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	names := []string{"db01", "DB01", "Db01"}
	source := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_volume")
	ids := map[string]int64{}
	for _, name := range names {
		ids[name] = array.Put("volumes", 0, map[string]any{"name": name, "pool_id": pool, "size": 1000000000})
	}
	for _, name := range names {
		shown, diagnostics := source.Read(map[string]any{"name": name})
		wantErrors(t, acctest.Errors(diagnostics))
		if shown["id"] != ids[name] {
			t.Errorf("%s is shown as %v, and has the id %d", name, shown["id"], ids[name])
		}
	}
}

const dataSourcesOfOne = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 2000000000
}

resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "monday"
  parent_id = onprem_infinibox_volume.db.id
}

resource "onprem_infinibox_pool_lock" "fast" {
  pool_id    = onprem_infinibox_pool.fast.id
  approved   = true
  depends_on = [onprem_infinibox_volume_snapshot.monday]
}

data "onprem_infinibox_pool" "fast" {
  name       = onprem_infinibox_pool.fast.name
  depends_on = [onprem_infinibox_pool_lock.fast]
}

data "onprem_infinibox_pool_lock" "fast" {
  pool_id = onprem_infinibox_pool_lock.fast.pool_id
}

data "onprem_infinibox_volume" "db" {
  id         = onprem_infinibox_volume.db.id
  depends_on = [onprem_infinibox_volume_snapshot.monday]
}

data "onprem_infinibox_volume_snapshot" "monday" {
  name = onprem_infinibox_volume_snapshot.monday.name
}
`

// TestAccDataSourcesForOne reads one object of each entity, with its live
// figures, in the run that makes it.
func TestAccDataSourcesForOne(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	shows := func(source, attribute string, value knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue("data.onprem_infinibox_"+source, tfjsonpath.New(attribute), value)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{{
			Config:           array.Provider() + dataSourcesOfOne,
			ConfigPlanChecks: agreeing(array),
			ConfigStateChecks: []statecheck.StateCheck{
				shows("pool.fast", "state", knownvalue.StringExact("LOCKED")),
				shows("pool.fast", "physical_capacity", knownvalue.Int64Exact(1000000192512)),
				shows("pool.fast", "volumes_count", knownvalue.Int64Exact(1)),
				shows("pool_lock.fast", "name", knownvalue.StringExact("fast")),
				shows("volume.db", "has_children", knownvalue.Bool(true)),
				shows("volume.db", "pool_name", knownvalue.StringExact("fast")),
				shows("volume_snapshot.monday", "size", knownvalue.Int64Exact(2000000000)),
				shows("volume_snapshot.monday", "depth", knownvalue.Int64Exact(1)),
			},
		}},
		CheckDestroy: func(*terraformState) error { return none(array, "volumes", "pools") },
	})
}
