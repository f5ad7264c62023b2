package block_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// slowArray answers the given endpoint asynchronously: its outcome is there
// after an hour on the array's clock, which only the test moves.
func slowArray(t *testing.T, method, path string) *acctest.Array {
	t.Helper()
	clock := device.NewClock(nil)
	clock.Freeze()
	return acctest.StartArray(t, infinibox.Options{
		Clock: clock, Delays: []infinibox.Delay{{Method: method, Path: path, For: time.Hour}},
	}, device.Options{})
}

// interruptedWhenWaiting gives a context that is cancelled as soon as the
// array is asked for an outcome.
func interruptedWhenWaiting(t *testing.T, array *acctest.Array) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer cancel()
		for ctx.Err() == nil && array.CountRequests(device.Match{Path: "/api/rest/results/*"}) == 0 {
			time.Sleep(5 * time.Millisecond)
		}
	}()
	return ctx
}

// wantTaken fails unless the create left exactly one volume on the array, in
// the state, untainted, with a warning.
func wantTaken(t *testing.T, array *acctest.Array, volume *acctest.Instance, errors, warnings string) {
	t.Helper()
	wantErrors(t, errors)
	if !strings.Contains(warnings, "Still Working On InfiniBox volume") {
		t.Errorf("no warning: %s", warnings)
	}
	if volume.Tainted || volume.Int("id") != acctest.ID(array.Only("volumes", nil)) {
		t.Errorf("tainted %t, id %d", volume.Tainted, volume.Int("id"))
	}
}

// wantFinished fails unless the next run waits for the same outcome, and makes
// nothing more.
func wantFinished(t *testing.T, array *acctest.Array, volume *acctest.Instance, config map[string]any) {
	t.Helper()
	array.ClearRequests()
	array.Clock().Advance(2 * time.Hour)
	wantErrors(t, acctest.Errors(volume.Refresh()))
	if array.CountRequests(device.Match{Path: "/api/rest/results/*"}) != 1 {
		t.Error("the outcome wasn't asked for")
	}
	wantErrors(t, acctest.Errors(volume.Apply(config)))
	if writes := array.Writes(); len(writes) > 0 {
		t.Errorf("sent %q", writes)
	}
	array.ClearRequests()
	wantErrors(t, acctest.Errors(volume.Refresh()))
	if array.CountRequests(device.Match{Path: "/api/rest/results/*"}) != 0 {
		t.Error("the outcome is asked for again")
	}
	array.Only("volumes", map[string]any{"id": volume.Int("id")})
}

// TestVolumeCreateInterrupted ends at once and leaves the wait to the next run.
func TestVolumeCreateInterrupted(t *testing.T) {
	t.Parallel()
	array := slowArray(t, "POST", "volumes")
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	begun := time.Now()
	diagnostics := volume.ApplyIn(interruptedWhenWaiting(t, array), base)
	if taken := time.Since(begun); taken > 2*time.Second {
		t.Errorf("took %s to stop", taken)
	}
	wantTaken(t, array, volume, acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	wantFinished(t, array, volume, base)
}

// TestVolumeCreateTimesOut says how to wait longer, and leaves the wait to the
// next run.
func TestVolumeCreateTimesOut(t *testing.T) {
	t.Parallel()
	array := slowArray(t, "POST", "volumes")
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "timeouts": map[string]any{"create": "50ms"}}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	diagnostics := volume.Apply(base)
	wantTaken(t, array, volume, acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "timeouts = { create") {
		t.Errorf("no remedy: %s", warnings)
	}
	wantFinished(t, array, volume, base)
}

// TestVolumeChangeTimesOut keeps the change, which the array shows already.
func TestVolumeChangeTimesOut(t *testing.T) {
	t.Parallel()
	array := slowArray(t, "PUT", "volumes/{id}")
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "timeouts": map[string]any{"update": "50ms"}}
	changed := configured(base, map[string]any{"name": "db02"})
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	diagnostics := volume.Apply(changed)
	wantTaken(t, array, volume, acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	if volume.Text("name") != "db02" {
		t.Errorf("the state has %s", volume.Text("name"))
	}
	wantFinished(t, array, volume, changed)
}

// TestVolumeChangeFinishesLater waits as long as it takes.
func TestVolumeChangeFinishesLater(t *testing.T) {
	t.Parallel()
	array := slowArray(t, "PUT", "volumes/{id}")
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	go func() {
		for t.Context().Err() == nil && array.CountRequests(device.Match{Path: "/api/rest/results/*"}) == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		array.Clock().Advance(2 * time.Hour)
	}()
	diagnostics := volume.Apply(configured(base, map[string]any{"name": "db02"}))
	wantErrors(t, acctest.Errors(diagnostics))
	if warnings := acctest.Warnings(diagnostics); warnings != "" {
		t.Errorf("warned: %s", warnings)
	}
	array.Only("volumes", map[string]any{"name": "db02"})
}

// TestAccVolumeInterrupted presses Ctrl-C while Terraform waits: it ends
// within a second of the array's last answer, and the next apply finishes the
// same volume.
func TestAccVolumeInterrupted(t *testing.T) {
	t.Parallel()
	array := slowArray(t, "POST", "volumes")
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", acctest.Required+`
provider "onprem" {}

resource "onprem_infinibox_pool" "p" {
  name              = "p"
  physical_capacity = 1000000000000
  virtual_capacity  = 1000000000000
}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = onprem_infinibox_pool.p.id
  size    = 2000000000
}
`)
	output, _, ended := terraform.Interrupted(os.Interrupt, func() bool {
		return array.CountRequests(device.Match{Path: "/api/rest/results/*"}) > 0
	}, "apply", "-auto-approve", "-no-color")
	t.Logf("ended %s after the interrupt", ended)
	if ended > time.Second {
		t.Errorf("ended %s after the interrupt:\n%s", ended, output)
	}
	if !strings.Contains(output, "Still Working On InfiniBox volume") {
		t.Errorf("no warning:\n%s", output)
	}
	id := acctest.ID(array.Only("volumes", nil))
	array.Clock().Advance(2 * time.Hour)
	array.ClearRequests()
	if again := terraform.Must("apply", "-auto-approve", "-no-color"); !strings.Contains(again, "0 added, 0 changed, 0 destroyed") {
		t.Errorf("the next apply did something:\n%s", again)
	}
	array.Only("volumes", map[string]any{"id": id})
	if writes := array.Writes(); len(writes) > 0 {
		t.Errorf("sent %q", writes)
	}
}
