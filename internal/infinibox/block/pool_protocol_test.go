package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// poolAdmin is the id of the simulated array's account of role POOL_ADMIN.
func poolAdmin(array *acctest.Array) int64 {
	return acctest.ID(array.Only("users", map[string]any{"role": "POOL_ADMIN"}))
}

// newPool has a pool made by the provider.
func newPool(t *testing.T, array *acctest.Array, config map[string]any) *acctest.Instance {
	t.Helper()
	pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
	wantErrors(t, acctest.Errors(pool.Apply(config)))
	wantAgreement(t, array, pool)
	array.ClearRequests()
	return pool
}

// TestPoolAttributesOneByOne changes each attribute alone: one request for it,
// and nothing else touched.
func TestPoolAttributesOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attribute    string
		value, shown any
		sent         string
	}{
		{"name", "slow", "slow", `"slow"`},
		{"physical_capacity", 3000000000000, 3000000053248, `3000000000000`},
		{"virtual_capacity", 5000000000000, 5000000438272, `5000000000000`},
		{"physical_capacity_warning", 70, 70, `70`},
		{"physical_capacity_critical", 95, 95, `95`},
		{"fs_used_default_warning", 60, 60, `60`},
		{"fs_used_default_critical", 85, 85, `85`},
		{"max_extend", 0, 0, `0`},
		{"ssd_enabled", false, false, `false`},
		{"compression_enabled", false, false, `false`},
		{"owners", []any{101}, []any{101}, `[101]`},
	} {
		t.Run(c.attribute, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{
				"name": "fast", "physical_capacity": 2000000000000, "virtual_capacity": 4000000000000,
				"fs_used_default_warning": 70, "fs_used_default_critical": 80,
			}
			pool := newPool(t, array, base)
			before := array.Only("pools", map[string]any{"id": pool.Int("id")})
			changed := configured(base, map[string]any{c.attribute: c.value})
			if plan := pool.Plan(changed); !slices.Equal(plan.Changes, []string{c.attribute}) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(pool.Apply(changed)))
			wantWrites(t, array, fmt.Sprintf(`PUT pools/%d {%q:%s}`, pool.Int("id"), c.attribute, c.sent))
			wantOnlyChange(t, before, array.Only("pools", map[string]any{"id": pool.Int("id")}), c.attribute, c.shown)
			wantAgreement(t, array, pool)
			wantNothingPlanned(t, pool, changed)
		})
	}
}

// TestPoolOwners are exactly those of the configuration; none empties them,
// and left out they stay.
func TestPoolOwners(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "fast", "physical_capacity": 1000000000000}
	admin := poolAdmin(array)
	pool := newPool(t, array, configured(base, map[string]any{"owners": []any{admin}}))
	wantNothingPlanned(t, pool, base)
	array.Only("pools", map[string]any{"owners": []any{admin}})
	wantErrors(t, acctest.Errors(pool.Apply(configured(base, map[string]any{"owners": []any{}}))))
	wantWrites(t, array, fmt.Sprintf(`PUT pools/%d {"owners":[]}`, pool.Int("id")))
	array.Only("pools", map[string]any{"owners": []any{}})
}

// TestPoolOwnerOfTheWrongRole is refused by the array, which alone knows.
func TestPoolOwnerOfTheWrongRole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		owner int64
		code  string
	}{
		"another role":    {102, "ILLEGAL_POOL_ADMIN"},
		"no such account": {4711, "USER_NOT_FOUND"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
			diagnostics := pool.Apply(map[string]any{"name": "fast", "physical_capacity": 1000000000000, "owners": []any{c.owner}})
			wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox pool "fast"`, c.code)
			if pool.Exists() || len(array.Find("pools", nil)) > 0 {
				t.Error("the pool was made")
			}
		})
	}
}

// TestPoolPairsInOrder: of two fields that depend on each other the array
// never sees the greater below the lesser, whichever way they go.
func TestPoolPairsInOrder(t *testing.T) {
	t.Parallel()
	const tera = 1000000000000
	capacities := func(physical, virtual int) map[string]any {
		return map[string]any{"physical_capacity": physical * tera, "virtual_capacity": virtual * tera}
	}
	thresholds := func(warning, critical int) map[string]any {
		return map[string]any{"physical_capacity_warning": warning, "physical_capacity_critical": critical}
	}
	filesystems := func(warning, critical int) map[string]any {
		return map[string]any{"fs_used_default_warning": warning, "fs_used_default_critical": critical}
	}
	for _, c := range []struct {
		name     string
		from, to map[string]any
		order    []string
	}{
		{"both capacities grow", capacities(2, 3), capacities(4, 5), []string{"virtual_capacity", "physical_capacity"}},
		{"both capacities shrink", capacities(4, 5), capacities(2, 3), []string{"physical_capacity", "virtual_capacity"}},
		{"physical grows, virtual shrinks", capacities(2, 5), capacities(3, 4), []string{"virtual_capacity", "physical_capacity"}},
		{"virtual shrinks to the old physical", capacities(3, 5), capacities(2, 3), []string{"physical_capacity", "virtual_capacity"}},
		{"physical grows to the old virtual", capacities(2, 3), capacities(3, 4), []string{"virtual_capacity", "physical_capacity"}},
		{"both thresholds rise", thresholds(70, 80), thresholds(85, 95), []string{"physical_capacity_critical", "physical_capacity_warning"}},
		{"both thresholds fall", thresholds(85, 95), thresholds(70, 80), []string{"physical_capacity_warning", "physical_capacity_critical"}},
		{"critical falls to the old warning", thresholds(80, 90), thresholds(70, 80), []string{"physical_capacity_warning", "physical_capacity_critical"}},
		{"warning rises to the old critical", thresholds(70, 80), thresholds(80, 90), []string{"physical_capacity_critical", "physical_capacity_warning"}},
		{"both filesystem thresholds rise", filesystems(50, 60), filesystems(70, 80), []string{"fs_used_default_critical", "fs_used_default_warning"}},
		{"both filesystem thresholds fall", filesystems(70, 80), filesystems(50, 60), []string{"fs_used_default_warning", "fs_used_default_critical"}},
		{
			"capacities grow while thresholds fall",
			configured(capacities(2, 3), thresholds(85, 95)), configured(capacities(4, 5), thresholds(70, 80)),
			[]string{"virtual_capacity", "physical_capacity", "physical_capacity_warning", "physical_capacity_critical"},
		},
		{
			"capacities shrink while thresholds rise",
			configured(capacities(4, 5), thresholds(70, 80)), configured(capacities(2, 3), thresholds(85, 95)),
			[]string{"physical_capacity", "virtual_capacity", "physical_capacity_critical", "physical_capacity_warning"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "fast", "physical_capacity": 2 * tera}
			pool := newPool(t, array, configured(base, c.from))
			changed := configured(base, c.to)
			wantErrors(t, acctest.Errors(pool.Apply(changed)))
			var sent []string
			for _, name := range c.order {
				sent = append(sent, fmt.Sprintf(`PUT pools/%d {%q:%v}`, pool.Int("id"), name, c.to[name]))
			}
			wantWrites(t, array, sent...)
			wantAgreement(t, array, pool)
			wantNothingPlanned(t, pool, changed)
		})
	}
}

// TestPoolUpdateThatFailsHalfWay keeps what went through, and the next apply
// sends the rest alone.
func TestPoolUpdateThatFailsHalfWay(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "fast", "physical_capacity": 2000000000000, "virtual_capacity": 2000000000000}
	pool := newPool(t, array, base)
	id := pool.Int("id")
	array.Break(device.Rule{Method: "PUT", Path: "/api/rest/pools/*", Skip: 1, Times: 1, Error: "SYSTEM_READ_ONLY"})
	changed := map[string]any{"name": "slow", "physical_capacity": 3000000000000, "virtual_capacity": 4000000000000}
	wantErrors(t, acctest.Errors(pool.Apply(changed)), `Unable to change InfiniBox pool "fast"`, "SYSTEM_READ_ONLY")
	array.Only("pools", map[string]any{"id": id, "name": "slow", "virtual_capacity": 2000000385024})
	wantAgreement(t, array, pool)
	if pool.Text("name") != "slow" {
		t.Errorf("the state has the name %q", pool.Text("name"))
	}
	array.ClearRequests()
	wantErrors(t, acctest.Errors(pool.Apply(changed)))
	wantWrites(t, array,
		fmt.Sprintf(`PUT pools/%d {"virtual_capacity":4000000000000}`, id),
		fmt.Sprintf(`PUT pools/%d {"physical_capacity":3000000000000}`, id))
	wantAgreement(t, array, pool)
	wantNothingPlanned(t, pool, changed)
}

// TestPoolCapacitiesThatMeanTheSame plan no change, also after an import.
func TestPoolCapacitiesThatMeanTheSame(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	imported := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
	wantErrors(t, acctest.Errors(imported.Import(fmt.Sprint(poolOn(array, "fast")))))
	if imported.Int("physical_capacity") != 2000000385024 {
		t.Errorf("imported %d bytes", imported.Int("physical_capacity"))
	}
	wantNothingPlanned(t, imported, map[string]any{"name": "fast", "physical_capacity": 2000000000000, "virtual_capacity": 2000000000512})
}

// TestPoolSendsOnlyWhatIsConfigured leaves every default to the array.
func TestPoolSendsOnlyWhatIsConfigured(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
	wantErrors(t, acctest.Errors(pool.Apply(map[string]any{"name": "fast", "physical_capacity": 1000000000000})))
	wantWrites(t, array, `POST pools {"name":"fast","physical_capacity":1000000000000}`)
	wantAgreement(t, array, pool)
}

// TestPoolProviderSettingsSendNothing: approved is the provider's own.
func TestPoolProviderSettingsSendNothing(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "fast", "physical_capacity": 1000000000000}
	pool := newPool(t, array, base)
	wantErrors(t, acctest.Errors(pool.Apply(configured(base, map[string]any{"approved": true}))))
	if requests := array.Requests(device.Match{}); len(requests) > 0 {
		t.Errorf("sent %v", requests)
	}
}

// TestPoolWithVolumesStays: approval isn't what the array lacks then.
func TestPoolWithVolumesStays(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := newPool(t, array, map[string]any{"name": "fast", "physical_capacity": 2000000000000, "approved": true})
	array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": pool.Int("id"), "size": 1000000000})
	wantErrors(t, acctest.Errors(pool.Destroy()), `Unable to delete InfiniBox pool "fast"`, "POOL_NOT_EMPTY")
	if !pool.Exists() || strings.Contains(fmt.Sprint(pool.Differences(array)), "no pools") {
		t.Error("the pool is gone")
	}
}
