package block_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// triggered is a volume whose making and every change take a snapshot of it
// first, as an upgrade of a database would.
const triggered = acctest.Required + `
provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  name    = %q
  pool_id = %d
  size    = 2000000000

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.onprem_infinibox_volume_reset_serial.db]
    }
    action_trigger {
      events  = [after_update]
      actions = [action.onprem_infinibox_volume_group_snapshot.db, action.onprem_infinibox_volume_reset_serial.db]
    }
  }
}

action "onprem_infinibox_volume_reset_serial" "db" {
  config {
    id = caller.id
  }
}

action "onprem_infinibox_volume_group_snapshot" "db" {
  config {
    entities    = [{ id = caller.id }]
    snap_suffix = "-changed"
  }
}
`

// refreshing is a snapshot that is taken anew whenever it was changed.
const refreshing = acctest.Required + `
provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = %d
  size    = 2000000000
}

resource "onprem_infinibox_volume_snapshot" "db" {
  name      = %q
  parent_id = onprem_infinibox_volume.db.id

  lifecycle {
    action_trigger {
      events  = [after_update]
      actions = [action.onprem_infinibox_volume_refresh.db]
    }
  }
}

action "onprem_infinibox_volume_refresh" "db" {
  config {
    id        = caller.id
    source_id = caller.parent_id
    %s
  }
}
`

// invokable is an action by itself, for -invoke.
const invokable = acctest.Required + `
provider "onprem" {}

action "onprem_infinibox_volume_%s" "now" {
  config {
    id = %d
    %s
  }
}
`

// wantOutput wants each of the texts in what Terraform printed, however it
// broke the lines.
func wantOutput(t *testing.T, output string, texts ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(strings.NewReplacer("│", "", "╷", "", "╵", "").Replace(output)), " ")
	for _, text := range texts {
		if !strings.Contains(flat, text) {
			t.Errorf("no %q in %s", text, output)
		}
	}
}

// TestAccVolumeActionTriggered runs actions after a create and after an
// update, with ids that weren't known before.
func TestAccVolumeActionTriggered(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", fmt.Sprintf(triggered, "db01", pool))
	created := terraform.Must("apply", "-no-color", "-auto-approve")
	id := acctest.ID(array.Only("volumes", map[string]any{"name": "db01"}))
	wantOutput(t, created, "Actions: 1 invoked.", "InfiniBox volume reset serial: done")
	wantWrites(t, array,
		fmt.Sprintf(`POST volumes {"name":"db01","pool_id":%d,"size":2000000000}`, pool),
		fmt.Sprintf(`POST volumes/%d/reset_serial`, id))
	array.ClearRequests()
	terraform.Write("main.tf", fmt.Sprintf(triggered, "db02", pool))
	changed := terraform.Must("apply", "-no-color", "-auto-approve")
	wantOutput(t, changed, "Actions: 2 invoked.")
	wantWrites(t, array,
		fmt.Sprintf(`PUT volumes/%d {"name":"db02"}`, id),
		fmt.Sprintf(`POST volumes/group_snapshot {"entities":[{"id":%d}],"snap_suffix":"-changed"}`, id),
		fmt.Sprintf(`POST volumes/%d/reset_serial`, id))
	array.Only("volumes", map[string]any{"name": "db02-changed", "parent_id": id})
	// The serial number is one of the resource's attributes; the next refresh
	// finds the new one, and that is no change.
	if output, code := terraform.Run("plan", "-no-color", "-detailed-exitcode"); code != 0 {
		t.Errorf("a plan afterwards ends with code %d: %s", code, output)
	}
	terraform.Agrees(acctest.Agree(array))
}

// TestAccVolumeActionTriggeredWithoutApproval is refused before the change
// that would trigger it; approved it shows what was approved, although
// Terraform drops its warnings.
func TestAccVolumeActionTriggeredWithoutApproval(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", fmt.Sprintf(refreshing, pool, "monday", ""))
	terraform.Must("apply", "-no-color", "-auto-approve")
	volume := acctest.ID(array.Only("volumes", map[string]any{"name": "db01"}))
	snapshot := acctest.ID(array.Only("volumes", map[string]any{"name": "monday"}))
	array.ClearRequests()
	terraform.Write("main.tf", fmt.Sprintf(refreshing, pool, "tuesday", ""))
	refused, code := terraform.Run("apply", "-no-color", "-auto-approve")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	wantOutput(t, refused, "Approval Required To Invoke InfiniBox volume refresh", "set approved = true on this action")
	wantWrites(t, array)
	terraform.Write("main.tf", fmt.Sprintf(refreshing, pool, "tuesday", "approved = true"))
	applied := terraform.Must("apply", "-no-color", "-auto-approve")
	wantOutput(t, applied, "Approved as configured, because the device demanded it: Refreshing snapshot 'tuesday' will overwrite its data")
	wantWrites(t, array,
		fmt.Sprintf(`PUT volumes/%d {"name":"tuesday"}`, snapshot),
		fmt.Sprintf(`POST volumes/%d/refresh {"source_id":%d}`, snapshot, volume),
		fmt.Sprintf(`POST volumes/%d/refresh?approved=yes {"source_id":%d}`, snapshot, volume))
}

// TestAccVolumeActionInvoked runs actions by themselves, with and without
// approval.
func TestAccVolumeActionInvoked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, action string
		retention    bool
		line         string
		environment  []string
		refused      string
		approved     bool
	}{
		{name: "not dangerous", action: "promote"},
		{name: "dangerous for the array", action: "promote", retention: true, refused: "its retention period will be cleared"},
		{name: "approved there", action: "promote", retention: true, line: "approved = true", approved: true},
		{name: "approved by the environment", action: "promote", retention: true, environment: []string{"INFINIBOX_APPROVED=true"}, approved: true},
		{name: "always dangerous", action: "restore", refused: "what was written to the volume since the snapshot is lost"},
		{name: "always dangerous, approved", action: "restore", line: "approved = true", approved: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			volume := array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 1000000000})
			fields := map[string]any{"name": "monday", "parent_id": volume}
			if c.retention {
				fields["snapshot_retention"] = 86400
			}
			snapshot := array.Put("volumes", 0, fields)
			target, lines := snapshot, c.line
			if c.action == "restore" {
				target, lines = volume, fmt.Sprintf("source_id = %d\n%s", snapshot, c.line)
			}
			array.ClearRequests()
			terraform := acctest.NewCLI(t, array.Environ(c.environment...)...)
			terraform.Write("main.tf", fmt.Sprintf(invokable, c.action, target, lines))
			output, code := terraform.Run("apply", "-no-color", "-auto-approve", "-invoke=action.onprem_infinibox_volume_"+c.action+".now")
			promoted := array.Only("volumes", map[string]any{"id": snapshot})["type"] == "MASTER"
			if c.refused != "" {
				if code != 1 || promoted {
					t.Errorf("exit code %d, promoted: %t", code, promoted)
				}
				wantOutput(t, output, "Approval Required To Invoke InfiniBox volume "+c.action, c.refused, "set approved = true on this action")
				return
			}
			if code != 0 || promoted != (c.action == "promote") {
				t.Errorf("exit code %d, promoted: %t: %s", code, promoted, output)
			}
			wantOutput(t, output, "InfiniBox volume "+c.action+": done", "Actions: 1 invoked.")
			if recorded := strings.Contains(output, "Approved: Invoke InfiniBox volume"); recorded != c.approved {
				t.Errorf("the approval is recorded: %t: %s", recorded, output)
			}
		})
	}
}

// TestAccVolumeActionTimesOut with a real clock.
func TestAccVolumeActionTimesOut(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{Delays: []infinibox.Delay{{Path: "volumes/{id}/promote", For: time.Hour}}}, device.Options{})
	volume := array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 1000000000})
	snapshot := array.Put("volumes", 0, map[string]any{"name": "monday", "parent_id": volume})
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", fmt.Sprintf(invokable, "promote", snapshot, `timeouts = { invoke = "2s" }`))
	output, code := terraform.Run("apply", "-no-color", "-auto-approve", "-invoke=action.onprem_infinibox_volume_promote.now")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	wantOutput(t, output, "the array is still working on it", "Still Working On InfiniBox volume promote",
		"hadn't finished after 2s: the array is still working on it.", "The device goes on: look there before invoking it again", `timeouts = { invoke = "1h" }`)
}
