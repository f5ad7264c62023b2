package block_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// orphans is an array with two vVols, and one of them.
func orphans(t *testing.T) (*acctest.Array, map[string]any) {
	t.Helper()
	array := acctest.NewArray(t)
	if err := array.Device().Generate(map[string]int{"vvols": 2}); err != nil {
		t.Fatal(err)
	}
	array.ClearRequests()
	return array, array.Find("vvols", nil)[0]
}

// TestVvolDelete deletes one vVol and leaves the other.
func TestVvolDelete(t *testing.T) {
	t.Parallel()
	array, orphan := orphans(t)
	wantInvoked(t, acctest.NewProtocol(t, array, nil).Action("onprem_infinibox_vvol_delete").Invoke(map[string]any{"id": acctest.ID(orphan)}))
	if left := array.Find("vvols", nil); len(left) != 1 || acctest.ID(left[0]) == acctest.ID(orphan) {
		t.Errorf("left are %v", left)
	}
}

// TestVvolDeleteRefused says what to do, and leaves the vVol.
func TestVvolDeleteRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rule *device.Rule
		id   int64
		text string
	}{
		{"of a group", &device.Rule{Method: "DELETE", Path: "**/vvols/*", Error: "VVOL_CANNOT_BE_DELETED"}, 0, "replication group first"},
		{"unknown", nil, 4711, "Give the id of a vVol that exists"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array, orphan := orphans(t)
			if c.rule != nil {
				array.Break(*c.rule)
			}
			if c.id == 0 {
				c.id = acctest.ID(orphan)
			}
			invoked := acctest.NewProtocol(t, array, nil).Action("onprem_infinibox_vvol_delete").Invoke(map[string]any{"id": c.id})
			wantRefused(t, invoked.Diagnostics, "Unable to invoke InfiniBox vvol delete", c.text)
			if left := array.Find("vvols", nil); len(left) != 2 {
				t.Errorf("left are %v", left)
			}
		})
	}
}
