package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// stocked is an array with an inventory that the simulator made up.
func stocked(t *testing.T, pools, volumes, snapshots int) *acctest.Array {
	t.Helper()
	array := acctest.NewArray(t)
	counts := map[string]int{"pools": pools, "volumes": volumes, "snapshots": snapshots}
	if err := array.Device().Generate(counts); err != nil {
		t.Fatal(err)
	}
	return array
}

// names are what Terraform shows the results as, in their order.
func names(found []acctest.Listed) []string {
	shown := []string{}
	for _, one := range found {
		shown = append(shown, one.Name)
	}
	return shown
}

// ask wants a query to succeed without a word.
func ask(t *testing.T, list *acctest.ListResource, query acctest.Query) []acctest.Listed {
	t.Helper()
	found, diagnostics := list.Ask(query)
	if len(diagnostics) > 0 {
		t.Fatalf("unexpected: %s %s", acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	}
	return found
}

// filters are the filters of a query, each of field, operator (empty is left
// out) and values.
func filters(conditions ...[]string) map[string]any {
	list := []any{}
	for _, condition := range conditions {
		values := []any{}
		for _, value := range condition[2:] {
			values = append(values, value)
		}
		one := map[string]any{"field": condition[0], "values": values}
		if condition[1] != "" {
			one["operator"] = condition[1]
		}
		list = append(list, one)
	}
	return map[string]any{"filters": list}
}

// TestListEveryKind lists what the array has of each kind and nothing else,
// ordered by id, each with its identity, its name, and as a resource that is
// what the array shows.
func TestListEveryKind(t *testing.T) {
	t.Parallel()
	array := stocked(t, 3, 7, 5)
	for _, pool := range array.Find("pools", nil)[:2] {
		array.Put("pools", acctest.ID(pool), map[string]any{"state": "LOCKED"})
	}
	protocol := acctest.NewProtocol(t, array, nil)
	for _, c := range []struct {
		resource, key, collection string
		fields                    map[string]any
		count                     int
	}{
		{"onprem_infinibox_pool", "id", "pools", nil, 3},
		{"onprem_infinibox_volume", "id", "volumes", map[string]any{"type": "MASTER"}, 7},
		{"onprem_infinibox_volume_snapshot", "id", "volumes", map[string]any{"type": "SNAPSHOT"}, 5},
		{"onprem_infinibox_pool_lock", "pool_id", "pools", map[string]any{"state": "LOCKED"}, 2},
	} {
		for _, include := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, include_resource %t", c.resource, include), func(t *testing.T) {
				t.Parallel()
				held := array.Find(c.collection, c.fields)
				found := ask(t, protocol.ListResource(c.resource), acctest.Query{Include: include})
				if len(held) != c.count || len(found) != c.count {
					t.Fatalf("found %d of %d, want %d", len(found), len(held), c.count)
				}
				for i, one := range found {
					object := held[i]
					if len(one.Identity) != 1 || fmt.Sprint(one.Identity[c.key]) != fmt.Sprint(object["id"]) || one.Name != object["name"] {
						t.Errorf("listed %q as %v, the array has %v %v", one.Name, one.Identity, object["name"], object["id"])
					}
					if !include {
						if one.Resource != nil {
							t.Errorf("%s: a resource that nobody asked for", one.Name)
						}
						continue
					}
					for name, value := range one.Resource {
						field := name
						if name == c.key {
							field = "id"
						}
						if shown := object[field]; name != "approved" && fmt.Sprint(value) != fmt.Sprint(shown) {
							t.Errorf("%s: %s is %v, the array has %v", one.Name, name, value, shown)
						}
					}
				}
			})
		}
	}
}

// TestListAsksOnlyForWhatItShows: without the resources key and name do.
func TestListAsksOnlyForWhatItShows(t *testing.T) {
	t.Parallel()
	array := stocked(t, 1, 1, 1)
	volumes := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume")
	ask(t, volumes, acctest.Query{})
	ask(t, volumes, acctest.Query{Include: true})
	requests := array.Requests(device.Match{Path: "/api/rest/volumes"})
	if len(requests) != 2 {
		t.Fatalf("%d requests, want 2", len(requests))
	}
	if want := "type=eq:MASTER&sort=id&fields=id,name,type&page_size=1000&page=1"; requests[0].Query != want {
		t.Errorf("asked %q, want %q", requests[0].Query, want)
	}
	if !strings.Contains(requests[1].Query, "provtype") || strings.Contains(requests[1].Query, "tree_allocated") {
		t.Errorf("asked %q, which isn't the resource's attributes", requests[1].Query)
	}
}

// TestListFilters has the array filter: each class of operator.
func TestListFilters(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	for i, name := range []string{"alpha", "beta", "gamma", "delta"} {
		fields := map[string]any{"name": name, "pool_id": pool, "size": 1000000000 * (i + 1), "provtype": "THIN"}
		if name == "delta" {
			fields["provtype"] = "THICK"
		}
		id := array.Put("volumes", 0, fields)
		if name == "beta" {
			array.Put("volumes", id, map[string]any{"udid": 7})
		}
	}
	volumes := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume")
	for _, c := range []struct {
		config map[string]any
		want   []string
	}{
		{filters([]string{"name", "", "beta"}), []string{"beta"}},
		{filters([]string{"name", "eq", "beta"}), []string{"beta"}},
		{filters([]string{"name", "neq", "beta"}), []string{"alpha", "gamma", "delta"}},
		{filters([]string{"name", "like", "ta"}), []string{"beta", "delta"}},
		{filters([]string{"name", "in", "delta", "alpha"}), []string{"alpha", "delta"}},
		{filters([]string{"name", "notin", "delta", "alpha"}), []string{"beta", "gamma"}},
		{filters([]string{"size", "lt", "2000000000"}), []string{"alpha"}},
		{filters([]string{"size", "leq", "2000000000"}), []string{"alpha", "beta"}},
		{filters([]string{"size", "gt", "3000000000"}), []string{"delta"}},
		{filters([]string{"size", "geq", "3000000000"}), []string{"gamma", "delta"}},
		{filters([]string{"size", "between", "2000000000", "3500000000"}), []string{"beta", "gamma"}},
		{filters([]string{"udid", "is", "null"}), []string{"alpha", "gamma", "delta"}},
		{filters([]string{"udid", "isnot", "null"}), []string{"beta"}},
		{filters([]string{"provtype", "", "thick"}), []string{"delta"}},
		{filters([]string{"write_protected", "", "true"}), []string{}},
		{filters([]string{"pool_id", "", fmt.Sprint(pool)}, []string{"size", "gt", "1000000000"}, []string{"provtype", "", "THIN"}), []string{"beta", "gamma"}},
	} {
		t.Run(fmt.Sprint(c.config["filters"]), func(t *testing.T) {
			t.Parallel()
			if found := names(ask(t, volumes, acctest.Query{Config: c.config})); !slices.Equal(found, c.want) {
				t.Errorf("found %q, want %q", found, c.want)
			}
		})
	}
}

// TestListSorts as asked, descending too. What is equal comes by id, so that
// no object is on two pages or none.
func TestListSorts(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	for _, v := range []struct {
		name string
		size int64
	}{{"b", 2000000000}, {"c", 1000000000}, {"a", 2000000000}} {
		array.Put("volumes", 0, map[string]any{"name": v.name, "pool_id": pool, "size": v.size})
	}
	volumes := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume")
	for _, c := range []struct {
		sort  []any
		order []string
		asked string
	}{
		{[]any{"name"}, []string{"a", "b", "c"}, "sort=name,id"},
		{[]any{"-name"}, []string{"c", "b", "a"}, "sort=-name,id"},
		{[]any{"-size", "name"}, []string{"a", "b", "c"}, "sort=-size,name,id"},
		{[]any{"size"}, []string{"c", "b", "a"}, "sort=size,id"},
		{[]any{"-id"}, []string{"a", "c", "b"}, "sort=-id&"},
		{[]any{}, []string{"b", "c", "a"}, "sort=id&"},
	} {
		found := names(ask(t, volumes, acctest.Query{Config: map[string]any{"sort": c.sort}}))
		requests := array.Requests(device.Match{Path: "/api/rest/volumes"})
		if asked := requests[len(requests)-1].Query; !slices.Equal(found, c.order) || !strings.Contains(asked, c.asked) {
			t.Errorf("sorted by %v: %q with %q, want %q with %q", c.sort, found, asked, c.order, c.asked)
		}
	}
}

// TestListStreams 2,500 volumes: a page is asked for when Terraform gets to
// it, and none after it has what it wants.
func TestListStreams(t *testing.T) {
	t.Parallel()
	array := stocked(t, 10, 2500, 0)
	volumes := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume")
	for _, c := range []struct {
		name        string
		query       acctest.Query
		found, asks int
	}{
		{"all", acctest.Query{}, 2500, 3},
		{"all as resources", acctest.Query{Include: true}, 2500, 3},
		{"less than a page", acctest.Query{Limit: 100}, 100, 1},
		{"exactly a page", acctest.Query{Limit: 1000}, 1000, 1},
		{"one more than a page", acctest.Query{Limit: 1001}, 1001, 2},
		{"more than there are", acctest.Query{Limit: 5000}, 2500, 3},
		{"Terraform goes away at once", acctest.Query{Taken: 1}, 1, 1},
		{"Terraform goes away on the second page", acctest.Query{Taken: 1500}, 1500, 2},
	} {
		array.ClearRequests()
		found := ask(t, volumes, c.query)
		requests := array.CountRequests(device.Match{Path: "/api/rest/volumes"})
		if len(found) != c.found || requests != c.asks {
			t.Errorf("%s: found %d with %d requests, want %d with %d", c.name, len(found), requests, c.found, c.asks)
		}
		seen := map[string]bool{}
		for _, one := range found {
			seen[fmt.Sprint(one.Identity["id"])] = true
		}
		if len(seen) != len(found) {
			t.Errorf("%s: %d results are %d objects", c.name, len(found), len(seen))
		}
	}
}

// TestListLeavesOutWhatOthersOwn unless it is asked for: snapshots that a
// policy made or that belong to a group. The limit counts what is shown.
func TestListLeavesOutWhatOthersOwn(t *testing.T) {
	t.Parallel()
	array := stocked(t, 1, 1, 4)
	snapshots := array.Find("volumes", map[string]any{"type": "SNAPSHOT"})
	madeByPolicy(t, array, acctest.ID(snapshots[1]))
	all := []string{}
	for _, snapshot := range snapshots {
		all = append(all, fmt.Sprint(snapshot["name"]))
	}
	own := slices.Delete(slices.Clone(all), 1, 2)
	list := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume_snapshot")
	owned := func(include any) map[string]any { return map[string]any{"include_owned": include} }
	for _, c := range []struct {
		name  string
		query acctest.Query
		want  []string
	}{
		{"left out", acctest.Query{}, own},
		{"null", acctest.Query{Config: owned(nil)}, own},
		{"false", acctest.Query{Config: owned(false), Include: true}, own},
		{"true", acctest.Query{Config: owned(true)}, all},
		{"true, as resources", acctest.Query{Config: owned(true), Include: true}, all},
		{"with a limit", acctest.Query{Limit: 2}, own[:2]},
	} {
		if found := names(ask(t, list, c.query)); !slices.Equal(found, c.want) {
			t.Errorf("%s: found %q, want %q", c.name, found, c.want)
		}
	}
}

// TestListLeavesOutSnapshotsOfGroups, which the simulator can't make: the
// array's answer is given in its place.
func TestListLeavesOutSnapshotsOfGroups(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Break(device.Rule{Method: "GET", Path: "/api/rest/volumes", Status: 200, Answer: `{"error":null,
		"metadata":{"ready":true,"page":1,"page_size":1000,"pages_total":1,"number_of_objects":2},
		"result":[{"id":1,"name":"of-a-group","type":"SNAPSHOT","cg_id":9,"created_by_snapshot_policy_id":null},
		          {"id":2,"name":"own","type":"SNAPSHOT","cg_id":null,"created_by_snapshot_policy_id":null}]}`})
	list := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume_snapshot")
	if found := names(ask(t, list, acctest.Query{})); !slices.Equal(found, []string{"own"}) {
		t.Errorf("found %q", found)
	}
	found := names(ask(t, list, acctest.Query{Config: map[string]any{"include_owned": true}}))
	if !slices.Equal(found, []string{"of-a-group", "own"}) {
		t.Errorf("found %q with include_owned", found)
	}
}

// TestListOwnedOnlyWhereThereAreOwners: nothing else makes pools.
func TestListOwnedOnlyWhereThereAreOwners(t *testing.T) {
	t.Parallel()
	protocol := acctest.NewProtocol(t, acctest.NewArray(t), nil)
	for name, has := range map[string]bool{
		"onprem_infinibox_pool": false, "onprem_infinibox_pool_lock": false,
		"onprem_infinibox_volume": false, "onprem_infinibox_volume_snapshot": true,
	} {
		if got := slices.Contains(protocol.ListResource(name).Attributes(), "include_owned"); got != has {
			t.Errorf("%s: include_owned is there: %t", name, got)
		}
	}
}
