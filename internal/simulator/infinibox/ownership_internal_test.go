package infinibox

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// poolless are the calls of the block sections that a POOL_ADMIN may make on
// anything, with the reason.
func poolless() map[string]string {
	return map[string]string{
		"POST volumes/delete_simulation":           "reads",
		"POST filesystems/delete_simulation":       "reads",
		"PUT metadata/system":                      "the system is in no pool",
		"DELETE metadata/system":                   "the system is in no pool",
		"DELETE metadata/system/{key}":             "the system is in no pool",
		"POST hosts":                               "hosts are in no pool",
		"PUT hosts/{id}":                           "hosts are in no pool",
		"DELETE hosts/{id}":                        "hosts are in no pool",
		"POST hosts/{id}/ports":                    "hosts are in no pool",
		"DELETE hosts/{id}/ports/{type}/{address}": "hosts are in no pool",
		"POST clusters":                            "clusters are in no pool",
		"PUT clusters/{id}":                        "clusters are in no pool",
		"DELETE clusters/{id}":                     "clusters are in no pool",
		"POST clusters/{id}/hosts":                 "clusters are in no pool",
		"DELETE clusters/{id}/hosts/{host_id}":     "clusters are in no pool",
	}
}

// foreignArray has a pool of others with an object of each kind in it, all with
// the id of their entity.
func foreignArray(t *testing.T) (*Array, map[string]int64) {
	t.Helper()
	a := New(Options{})
	ids := make(map[string]int64)
	put := func(entity string, fields map[string]any) {
		t.Helper()
		made, err := a.Put(entity, "", fields)
		if err != nil {
			t.Fatalf("%s: %v", entity, err)
		}
		ids[entity], _ = made["id"].(int64)
	}
	put("pools", map[string]any{"name": "foreign", "physical_capacity": 10 * minPoolCapacity})
	put("volumes", map[string]any{"name": "v", "pool_id": ids["pools"], "size": minDatasetSize})
	put("filesystems", map[string]any{"name": "fs", "pool_id": ids["pools"], "size": minDatasetSize})
	put("cgs", map[string]any{"name": "cg", "pool_id": ids["pools"]})
	put("hosts", map[string]any{"name": "h"})
	put("clusters", map[string]any{"name": "c"})
	put("snapshot_policies", map[string]any{"name": "sp", "suffix": "-sp"})
	ids["metadata"], ids["datasets"] = ids["cgs"], ids["volumes"]
	for _, owner := range []string{"hosts", "clusters"} {
		if _, err := a.perform(http.MethodPost, fmt.Sprintf("%s/%d/luns", owner, ids[owner]), map[string]any{"volume_id": ids["volumes"], "lun": 7}); err != nil {
			t.Fatal(err)
		}
	}
	return a, ids
}

// Whoever answers a call: what is in a pool of others can't be changed.
func TestEveryCallAsksWhoOwnsThePool(t *testing.T) {
	t.Parallel()
	sections := []string{
		"Pool", "Volume", "Dataset", "Consistency Group", "Host", "Host Cluster", "Metadata", "Snapshot Policy", "Filesystem",
	}
	a, ids := foreignArray(t)
	caller, ok := a.users.named("pool_admin")
	if !ok {
		t.Fatal("there is no pool_admin")
	}
	seen := 0
	for _, e := range a.world.addresses {
		first := e.documented[0]
		if e.method == http.MethodGet || !slices.Contains(sections, first.Section) || !slices.Contains(first.Roles, string(RolePoolAdmin)) {
			continue
		}
		c := &call{array: a, user: caller, approved: true, now: a.clock.Now(), route: a.router.at(e.method, e.path)}
		sent := map[string]any{
			"pool_id": ids["pools"], "volume_id": ids["volumes"], "dataset_id": ids["volumes"], "assigned_entity_id": ids["volumes"],
			"ids": []any{ids["volumes"]}, "entities": []any{map[string]any{"id": ids["volumes"]}},
		}
		for i, p := range first.PathParameters {
			collection, _, _ := strings.Cut(e.path, "/{")
			id := ids[a.world.entityAt(collection)]
			switch {
			case p.Name == "lun_number":
				id = 7
			case i > 0:
				id = ids["volumes"]
			}
			c.variables = append(c.variables, fmt.Sprint(id))
		}
		if e.path == "hosts" || e.path == "clusters" || len(first.PathParameters) > 0 && !strings.HasSuffix(e.path, "/luns") && !strings.HasSuffix(e.path, "assign_entity") {
			sent = map[string]any{}
		}
		var err error
		if c.body, err = json.Marshal(sent); err != nil {
			t.Fatal(err)
		}
		seen++
		var refused *failure
		forbidden := errors.As(a.mayChange(c), &refused) && refused.code == "USER_IS_FORBIDDEN"
		if _, free := poolless()[e.method+" "+e.path]; free == forbidden {
			t.Errorf("%s %s: forbidden is %v", e.method, e.path, forbidden)
		}
	}
	if seen < 40 {
		t.Errorf("only %d calls were tried", seen)
	}
}

// An account that may only read is kept from every other call, also where the
// reference doesn't say who may make it.
func TestReadersMayOnlyRead(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	reader, ok := a.users.named("read_only")
	if !ok {
		t.Fatal("there is no read_only")
	}
	for _, e := range a.world.addresses {
		r := a.router.at(e.method, e.path)
		if e.method == http.MethodGet || r.open || r.reads || slices.Contains(e.documented[0].Roles, "ALL") {
			continue
		}
		c := &call{array: a, user: reader, now: a.clock.Now(), route: r}
		request, err := http.NewRequestWithContext(t.Context(), e.method, basePath, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		refusal := c.admit(request)
		if refusal == nil {
			refusal = a.mayChange(c)
		}
		var refused *failure
		if !errors.As(refusal, &refused) || refused.code != "UNAUTHORIZED" {
			t.Errorf("%s %s: %v", e.method, e.path, refusal)
		}
	}
}
