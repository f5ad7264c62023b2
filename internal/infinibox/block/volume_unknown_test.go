package block_test

import (
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// TestVolumeNotKnownYet plans a volume, and changes one that exists in place,
// where Terraform doesn't know a value before the apply.
func TestVolumeNotKnownYet(t *testing.T) {
	t.Parallel()
	for _, attribute := range []string{"pool_id", "size", "name", "provtype", "write_protected", "snapshot_policy_id"} {
		t.Run(attribute, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
			hidden := configured(base, map[string]any{attribute: acctest.Unknown})
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			wantErrors(t, volume.Plan(hidden).Errors())
			wantErrors(t, acctest.Errors(volume.Apply(base)))
			plan := volume.Plan(hidden)
			wantErrors(t, plan.Errors())
			if !slices.Equal(plan.Changes, []string{attribute}) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v", plan.Changes, plan.Replaces)
			}
		})
	}
}
