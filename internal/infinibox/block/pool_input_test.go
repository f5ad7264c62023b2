package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// TestPoolBadInput is refused at plan time with one diagnostic that names the
// attribute and what would do, and nothing is sent.
func TestPoolBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name too long", map[string]any{"name": strings.Repeat("x", 66)}, []string{`"name"`, "between 1 and 65"}},
		{"name empty", map[string]any{"name": ""}, []string{`"name"`, "between 1 and 65"}},
		{"unknown type", map[string]any{"type": "FAST"}, []string{`"type"`, "STANDARD", "VVOL", "S3"}},
		{"physical capacity not aligned", map[string]any{"physical_capacity": 2000000000001}, []string{`"physical_capacity"`, "multiple of 512", "2000000000000 and 2000000000512"}},
		{"physical capacity too small", map[string]any{"physical_capacity": 999999999488}, []string{`"physical_capacity"`, "at least 1000000000000"}},
		{"virtual capacity not aligned", map[string]any{"virtual_capacity": 2000000000511}, []string{`"virtual_capacity"`, "multiple of 512"}},
		{"virtual capacity too small", map[string]any{"virtual_capacity": 999999999488}, []string{`"virtual_capacity"`, "at least 1000000000000"}},
		{"virtual capacity below physical", map[string]any{"virtual_capacity": 1000000000000}, []string{`"virtual_capacity"`, "1000000000000", "2000000000000", "Give at least that"}},
		{"warning of 0", map[string]any{"physical_capacity_warning": 0}, []string{`"physical_capacity_warning"`, "between 1 and 100"}},
		{"critical of 101", map[string]any{"physical_capacity_critical": 101}, []string{`"physical_capacity_critical"`, "between 1 and 100"}},
		{"filesystem warning of 0", map[string]any{"fs_used_default_warning": 0}, []string{`"fs_used_default_warning"`, "between 1 and 100"}},
		{"filesystem critical of 101", map[string]any{"fs_used_default_critical": 101}, []string{`"fs_used_default_critical"`, "between 1 and 100"}},
		{"warning above critical", map[string]any{"physical_capacity_warning": 91, "physical_capacity_critical": 90}, []string{`"physical_capacity_warning"`, "is 91", "below physical_capacity_critical, which is 90"}},
		{"warning equal to critical", map[string]any{"physical_capacity_warning": 90, "physical_capacity_critical": 90}, []string{`"physical_capacity_warning"`, "Lower the one or raise the other"}},
		{"filesystem warning above critical", map[string]any{"fs_used_default_warning": 91, "fs_used_default_critical": 90}, []string{`"fs_used_default_warning"`, "fs_used_default_critical, which is 90"}},
		{"emergency buffer below -1", map[string]any{"max_extend": -2}, []string{`"max_extend"`, "at least -1"}},
		{"filesystem threshold of a VVOL pool", map[string]any{"type": "VVOL", "fs_used_default_critical": 90}, []string{`"fs_used_default_critical"`, "type VVOL", "Remove"}},
		{"virtual capacity of an S3 pool", map[string]any{"type": "S3", "virtual_capacity": 2000000000000}, []string{`"virtual_capacity"`, "Remove virtual_capacity"}},
		{"unlimited buffer of an S3 pool", map[string]any{"type": "S3", "max_extend": -1}, []string{`"max_extend"`, "can't have an unlimited"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.StartArray(t, infinibox.Options{S3: true}, device.Options{})
			pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
			base := map[string]any{"name": "fast", "physical_capacity": 2000000000000}
			wantRefusedPlan(t, array, pool.Plan(configured(base, c.input)), c.texts...)
		})
	}
}

// TestPoolInputOnItsEdges is taken by plan and array alike.
func TestPoolInputOnItsEdges(t *testing.T) {
	t.Parallel()
	for name, input := range map[string]map[string]any{
		"name of 65 characters":              {"name": strings.Repeat("x", 65)},
		"least capacity":                     {"physical_capacity": 1000000000000},
		"virtual equal to physical":          {"virtual_capacity": 2000000000000},
		"virtual rounded to the same":        {"physical_capacity": 2000000000512, "virtual_capacity": 2000000000000},
		"filesystem warning equals critical": {"fs_used_default_warning": 90, "fs_used_default_critical": 90},
		"thresholds apart by one":            {"physical_capacity_warning": 99, "physical_capacity_critical": 100},
		"pool for VMware":                    {"type": "VVOL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			config := configured(map[string]any{"name": "fast", "physical_capacity": 2000000000000}, input)
			wantNothingPlanned(t, newPool(t, array, config), config)
		})
	}
}

// TestPoolBadChange is refused at plan time too, where the state has what the
// configuration leaves out.
func TestPoolBadChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"physical above the virtual configured", map[string]any{"physical_capacity": 3000000000000, "virtual_capacity": 2000000000000}, []string{`"virtual_capacity"`, "which is 3000000000000"}},
		{"warning at the critical it has", map[string]any{"physical_capacity_warning": 90}, []string{`"physical_capacity_warning"`, "which is 90"}},
		{"critical at the warning it has", map[string]any{"physical_capacity_critical": 80}, []string{`"physical_capacity_warning"`, "which is 80"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "fast", "physical_capacity": 2000000000000}
			pool := newPool(t, array, base)
			wantRefusedPlan(t, array, pool.Plan(configured(base, c.input)), c.texts...)
			wantAgreement(t, array, pool)
		})
	}
}

// TestPoolCapacitiesNotKnownYet plan, and are what they turn out to be.
func TestPoolCapacitiesNotKnownYet(t *testing.T) {
	t.Parallel()
	for _, unknown := range []string{"physical_capacity", "virtual_capacity", "physical_capacity_warning", "physical_capacity_critical", "type", "owners"} {
		t.Run(unknown, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{
				"name": "fast", "physical_capacity": 2000000000000, "virtual_capacity": 2000000000000,
				"physical_capacity_warning": 80, "physical_capacity_critical": 90, "approved": true,
			}
			hidden := configured(base, map[string]any{unknown: acctest.Unknown})
			pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
			wantErrors(t, pool.Plan(hidden).Errors())
			wantErrors(t, acctest.Errors(pool.Apply(base)))
			plan := pool.Plan(hidden)
			wantErrors(t, plan.Errors())
			if !slices.Contains(plan.Changes, unknown) {
				t.Errorf("planned %v", plan.Changes)
			}
		})
	}
}

// TestPoolGrowsWithItsVirtualCapacity where the configuration leaves that out:
// it follows as far as it must, and never shrinks along.
func TestPoolGrowsWithItsVirtualCapacity(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	sized := func(physical any) map[string]any {
		return map[string]any{"name": "fast", "physical_capacity": physical}
	}
	pool := newPool(t, array, sized(1000000000000))
	wantErrors(t, pool.Plan(sized(acctest.Unknown)).Errors())
	grown := sized(3000000000000)
	if plan := pool.Plan(grown); !slices.Equal(plan.Changes, []string{"physical_capacity", "virtual_capacity"}) {
		t.Errorf("planned %v: %s", plan.Changes, plan.Errors())
	}
	wantErrors(t, acctest.Errors(pool.Apply(grown)))
	wantWrites(t, array,
		fmt.Sprintf(`PUT pools/%d {"virtual_capacity":3000000000000}`, pool.Int("id")),
		fmt.Sprintf(`PUT pools/%d {"physical_capacity":3000000000000}`, pool.Int("id")))
	array.Only("pools", map[string]any{"physical_capacity": 3000000053248, "virtual_capacity": 3000000053248})
	wantAgreement(t, array, pool)
	wantNothingPlanned(t, pool, grown)
	wantErrors(t, acctest.Errors(pool.Refresh()))
	wantNothingPlanned(t, pool, grown)
	for _, physical := range []int{2000000000000, 3000000000000} {
		array.ClearRequests()
		wantErrors(t, acctest.Errors(pool.Apply(sized(physical))))
		wantWrites(t, array, fmt.Sprintf(`PUT pools/%d {"physical_capacity":%d}`, pool.Int("id"), physical))
		array.Only("pools", map[string]any{"virtual_capacity": 3000000053248})
		wantNothingPlanned(t, pool, sized(physical))
	}
}

// TestPoolForS3 has one capacity: its virtual one follows the physical one.
func TestPoolForS3(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{S3: true}, device.Options{})
	base := map[string]any{"name": "objects", "type": "S3", "physical_capacity": 1000000000000}
	pool := newPool(t, array, base)
	grown := configured(base, map[string]any{"physical_capacity": 2000000000000})
	if plan := pool.Plan(grown); !slices.Equal(plan.Changes, []string{"physical_capacity", "virtual_capacity"}) {
		t.Errorf("planned %v: %s", plan.Changes, plan.Errors())
	}
	wantErrors(t, acctest.Errors(pool.Apply(grown)))
	wantWrites(t, array, fmt.Sprintf(`PUT pools/%d {"physical_capacity":2000000000000}`, pool.Int("id")))
	array.Only("pools", map[string]any{"type": "S3", "physical_capacity": 2000000385024, "virtual_capacity": 2000000385024})
	wantAgreement(t, array, pool)
	wantNothingPlanned(t, pool, grown)
}
