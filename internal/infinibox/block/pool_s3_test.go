package block_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// featuresAsked counts how often an array was asked what it can do.
func featuresAsked(array *acctest.Array) int {
	return array.CountRequests(device.Match{Path: "/api/rest/_features"})
}

// TestPoolS3WhereItIsSwitchedOff is refused at plan time, created or replaced;
// the array is asked once, and not at all for other pools.
func TestPoolS3WhereItIsSwitchedOff(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{}, device.Options{})
	protocol := acctest.NewProtocol(t, array, nil)
	standard := map[string]any{"name": "p", "physical_capacity": 1000000000000, "type": "STANDARD", "approved": true}
	s3 := configured(standard, map[string]any{"type": "S3"})
	pool := protocol.Resource("onprem_infinibox_pool")
	wantErrors(t, acctest.Errors(pool.Apply(standard)))
	if asked := featuresAsked(array); asked != 0 {
		t.Errorf("asked %d times for a pool that needs no feature", asked)
	}
	array.ClearRequests()
	wantRefusedPlan(t, array, protocol.Resource("onprem_infinibox_pool").Plan(s3), `AttributeName("type")`, "Feature Not Enabled", "feature s3", "InfiniBox")
	wantRefusedPlan(t, array, pool.Plan(s3), `AttributeName("type")`, "Feature Not Enabled")
	if asked := featuresAsked(array); asked != 1 {
		t.Errorf("asked %d times, want once", asked)
	}
}

// TestPoolS3WhereItIsEnabled goes ahead, and later changes need no asking.
func TestPoolS3WhereItIsEnabled(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{S3: true}, device.Options{})
	pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
	s3 := map[string]any{"name": "p", "physical_capacity": 1000000000000, "type": "S3"}
	wantErrors(t, acctest.Errors(pool.Apply(s3)))
	array.ClearRequests()
	wantErrors(t, acctest.Errors(acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool").Plan(configured(s3, map[string]any{"type": nil})).Diagnostics))
	wantErrors(t, acctest.Errors(pool.Apply(configured(s3, map[string]any{"name": "q"}))))
	if asked := featuresAsked(array); asked != 0 {
		t.Errorf("asked %d times", asked)
	}
}

// TestPoolS3WhereTheArrayDoesNotTell is left to the array itself.
func TestPoolS3WhereTheArrayDoesNotTell(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Break(device.Rule{Path: "/api/rest/_features", Error: "NO_SUCH_SERVICE"})
	pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
	diagnostics := pool.Apply(map[string]any{"name": "objects", "type": "S3", "physical_capacity": 1000000000000})
	wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox pool "objects"`, "S3_FEATURE_NOT_ENABLED")
	if pool.Exists() || len(array.Find("pools", nil)) > 0 {
		t.Error("the pool was made")
	}
}

// TestPoolS3WithGeneratedConfiguration has its virtual capacity written down,
// as after an import: that plans nothing, and growing says to remove it.
func TestPoolS3WithGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{S3: true}, device.Options{})
	pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
	s3 := map[string]any{"name": "p", "physical_capacity": 1099511627776, "type": "S3"}
	wantErrors(t, acctest.Errors(pool.Apply(s3)))
	generated := configured(s3, map[string]any{"virtual_capacity": 1099511627776})
	if plan := pool.Plan(generated); len(plan.Changes) > 0 || plan.Errors() != "" {
		t.Errorf("planned %v: %s", plan.Changes, plan.Errors())
	}
	grown := map[string]any{"physical_capacity": 2199023255552}
	wantErrors(t, pool.Plan(configured(generated, grown)).Errors(), "virtual_capacity", "Remove virtual_capacity")
	wantErrors(t, acctest.Errors(pool.Apply(configured(s3, grown))))
	array.Only("pools", map[string]any{"physical_capacity": 2199023255552, "virtual_capacity": 2199023255552})
}
