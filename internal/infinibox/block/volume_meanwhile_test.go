package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const volumeMeanwhile = acctest.Required + `
provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  name    = %q
  pool_id = %d
  size    = 1000000000
}
`

// TestAccVolumeChangedMeanwhile changes a volume that somebody else changed
// after the plan: what was planned is done, the rest is the next plan's.
func TestAccVolumeChangedMeanwhile(t *testing.T) {
	t.Parallel()
	for name, apply := range map[string]func(*acctest.CLI, func()){
		"without refresh": func(terraform *acctest.CLI, meanwhile func()) {
			meanwhile()
			terraform.Must("apply", "-no-color", "-auto-approve", "-refresh=false")
		},
		"saved plan": func(terraform *acctest.CLI, meanwhile func()) {
			terraform.Must("plan", "-no-color", "-out=saved")
			meanwhile()
			terraform.Must("apply", "-no-color", "saved")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			pool := poolOn(array, "p")
			terraform := acctest.NewCLI(t, array.Environ()...)
			terraform.Write("main.tf", fmt.Sprintf(volumeMeanwhile, "a", pool))
			terraform.Must("apply", "-no-color", "-auto-approve")
			id := acctest.ID(array.Only("volumes", map[string]any{"name": "a"}))
			terraform.Write("main.tf", fmt.Sprintf(volumeMeanwhile, "b", pool))
			apply(terraform, func() { array.Put("volumes", id, map[string]any{"ssd_enabled": false}) })
			array.Only("volumes", map[string]any{"id": id, "name": "b", "ssd_enabled": false})
			terraform.Must("plan", "-no-color", "-detailed-exitcode")
		})
	}
}

const volumeTriggersReset = acctest.Required + `
provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  name    = %q
  pool_id = %d
  size    = 1000000000

  lifecycle {
    action_trigger {
      events  = [before_update]
      actions = [action.onprem_infinibox_volume_reset_serial.fresh]
    }
  }
}

action "onprem_infinibox_volume_reset_serial" "fresh" {
  config {
    id = 1001
  }
}
`

// TestAccVolumeSerialResetByItsOwnChange keeps the serial number that was
// planned; the next refresh shows the new one.
func TestAccVolumeSerialResetByItsOwnChange(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", fmt.Sprintf(volumeTriggersReset, "a", pool))
	terraform.Must("apply", "-no-color", "-auto-approve")
	before := array.Only("volumes", map[string]any{"id": 1001})["serial"]
	terraform.Write("main.tf", fmt.Sprintf(volumeTriggersReset, "b", pool))
	terraform.Must("apply", "-no-color", "-auto-approve")
	if after := array.Only("volumes", map[string]any{"id": 1001, "name": "b"})["serial"]; after == before {
		t.Error("the serial number wasn't reset")
	}
	terraform.Must("plan", "-no-color", "-detailed-exitcode")
}

const volumeAdopts = acctest.Required + `
provider "onprem" {
  infinibox = {
    adopt_existing = true
  }
}

resource "onprem_infinibox_volume" "db" {
  count   = %d
  name    = "db01"
  pool_id = %d
  size    = 1000000000

  lifecycle {
    create_before_destroy = true
  }
}
`

// TestAccVolumeReplacedBeforeItIsDestroyed keeps what the new resource adopts,
// where destroying the old one would lose it.
func TestAccVolumeReplacedBeforeItIsDestroyed(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", fmt.Sprintf(volumeAdopts, 1, poolOn(array, "p")))
	terraform.Must("apply", "-no-color", "-auto-approve")
	id := acctest.ID(array.Only("volumes", nil))
	array.ClearRequests()
	output := terraform.Must("apply", "-no-color", "-auto-approve", "-replace=onprem_infinibox_volume.db[0]")
	if !strings.Contains(output, "Kept InfiniBox volume") {
		t.Errorf("no warning:\n%s", output)
	}
	array.Only("volumes", map[string]any{"id": id})
	if deletions := array.CountRequests(device.Match{Method: "DELETE"}); deletions > 0 {
		t.Errorf("%d deletions", deletions)
	}
	terraform.Must("plan", "-no-color", "-detailed-exitcode")
}

// TestAccVolumeAdoptedTwice is refused for the second of two resources.
func TestAccVolumeAdoptedTwice(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", fmt.Sprintf(volumeAdopts, 2, poolOn(array, "p")))
	output, code := terraform.Run("apply", "-no-color", "-auto-approve")
	if code == 0 || !strings.Contains(output, "Another resource of this configuration has it") {
		t.Errorf("exit code %d:\n%s", code, output)
	}
	array.Only("volumes", map[string]any{"name": "db01"})
	if state := terraform.Must("state", "list"); strings.Count(state, "onprem_infinibox_volume") != 1 {
		t.Errorf("in the state: %s", state)
	}
}

// TestVolumeChangedSincePlanned: what the plan keeps comes back as planned even
// if the array shows something else by now, which the next refresh finds.
func TestVolumeChangedSincePlanned(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	config := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 1000000000, "ssd_enabled": true}
	wantErrors(t, acctest.Errors(volume.Apply(config)))
	array.Put("volumes", volume.Int("id"), map[string]any{"ssd_enabled": false})
	wantErrors(t, acctest.Errors(volume.Apply(configured(config, map[string]any{"name": "db02"}))))
	wantErrors(t, acctest.Errors(volume.Refresh()))
	if plan := volume.Plan(configured(config, map[string]any{"name": "db02"})); len(plan.Changes) != 1 || plan.Changes[0] != "ssd_enabled" {
		t.Errorf("the next plan changes %q", plan.Changes)
	}
}
