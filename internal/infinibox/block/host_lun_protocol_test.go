package block_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// TestHostLUNTakesALUN: one that was assigned isn't drift.
func TestHostLUNTakesALUN(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	volume := array.Put("volumes", 0, map[string]any{"name": "v", "pool_id": poolOn(array, "p"), "size": 1000000000})
	host := array.Put("hosts", 0, map[string]any{"name": "h"})
	lun := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_host_lun")
	config := map[string]any{"host_id": host, "volume_id": volume, "approved": true}
	wantErrors(t, acctest.Errors(lun.Apply(config)))
	if lun.Int("lun") == 0 {
		t.Errorf("no LUN")
	}
	wantErrors(t, acctest.Errors(lun.Refresh()))
	if plan := lun.Plan(config); len(plan.Changes) != 0 {
		t.Errorf("the next plan changes %q", plan.Changes)
	}
}
