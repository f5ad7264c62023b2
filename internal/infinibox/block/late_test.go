package block_test

import (
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// lateArray accepts calls of the given endpoint and carries them out an hour
// later on the array's clock, which only the test moves.
func lateArray(t *testing.T, method, path string) *acctest.Array {
	t.Helper()
	clock := device.NewClock(nil)
	clock.Freeze()
	return acctest.StartArray(t, infinibox.Options{
		Clock: clock, Delays: []infinibox.Delay{{Method: method, Path: path, For: time.Hour, Late: true}},
	}, device.Options{})
}

// outcomes are the questions for what the array does late.
var outcomes = device.Match{Path: "/api/rest/results/*"}

// TestVolumeCreateThatShowsNothingYet ends without anything in the state. The
// next apply, sent while the first create still goes on, ends at the name,
// with the import block for the only volume there is.
func TestVolumeCreateThatShowsNothingYet(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"interrupted", "timed out"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			array := lateArray(t, "POST", "volumes")
			base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
			brief := configured(base, map[string]any{"timeouts": map[string]any{"create": "300ms"}})
			protocol := acctest.NewProtocol(t, array, nil)
			first := protocol.Resource("onprem_infinibox_volume")
			begun := time.Now()
			if how == "interrupted" {
				diagnostics := first.ApplyIn(interruptedWhenWaiting(t, array), base)
				wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox volume "db01"`, "interrupted", "accepted it and still works on it", "isn't in the state", "import")
				wantPlainWords(t, diagnostics)
			} else {
				diagnostics := first.Apply(brief)
				wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox volume "db01"`, "hadn't finished after 300ms", "isn't in the state", `timeouts = { create = "1h" }`)
				wantPlainWords(t, diagnostics)
			}
			if took := time.Since(begun); took > 2*time.Second {
				t.Errorf("it took %s", took)
			}
			if first.Exists() || len(array.Find("volumes", nil)) > 0 {
				t.Fatal("there is something already")
			}
			array.ClearRequests()
			go func() {
				for t.Context().Err() == nil && array.CountRequests(outcomes) == 0 {
					time.Sleep(time.Millisecond)
				}
				array.Clock().Advance(time.Hour)
			}()
			second := protocol.Resource("onprem_infinibox_volume")
			wantErrors(t, acctest.Errors(second.Apply(base)), `Unable to create InfiniBox volume "db01"`, "import {")
			id := acctest.ID(array.Only("volumes", nil))
			if second.Exists() {
				t.Errorf("the state has %d", second.Int("id"))
			}
			wantErrors(t, acctest.Errors(second.Import("name=db01")))
			if second.Int("id") != id {
				t.Errorf("imported %d, want %d", second.Int("id"), id)
			}
		})
	}
}

// TestVolumeDeletionThatTakesLonger says how to wait longer and goes on where
// it was: no second deletion is sent.
func TestVolumeDeletionThatTakesLonger(t *testing.T) {
	t.Parallel()
	for _, next := range []string{"refresh", "destroy"} {
		t.Run(next, func(t *testing.T) {
			t.Parallel()
			array := lateArray(t, "DELETE", "volumes/{id}")
			base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "timeouts": map[string]any{"delete": "300ms"}}
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			wantErrors(t, acctest.Errors(volume.Apply(base)))
			diagnostics := volume.Destroy()
			wantRefused(t, diagnostics, "timeouts", `Unable to delete InfiniBox volume "db01"`, "hadn't finished after 300ms", "goes on", `timeouts = { delete = "1h" }`)
			wantPlainWords(t, diagnostics)
			if !volume.Exists() {
				t.Fatal("the state has nothing")
			}
			// It isn't done yet, and waited for as a deletion.
			wantRefused(t, volume.Refresh(), "timeouts", "hadn't finished after 300ms", `timeouts = { delete = "1h" }`)
			array.Clock().Advance(time.Hour)
			array.ClearRequests()
			if next == "refresh" {
				wantErrors(t, acctest.Errors(volume.Refresh()))
			} else {
				wantErrors(t, acctest.Errors(volume.Destroy()))
			}
			if volume.Exists() || len(array.Find("volumes", nil)) > 0 {
				t.Error("it is still there")
			}
			if array.CountRequests(outcomes) != 1 || len(array.Writes()) > 0 {
				t.Errorf("asked %d times for the outcome and sent %q", array.CountRequests(outcomes), array.Writes())
			}
		})
	}
}

// TestVolumeChangeThatTakesLonger says how to wait longer, and the next run
// waits for it as long as for a change.
func TestVolumeChangeThatTakesLonger(t *testing.T) {
	t.Parallel()
	array := lateArray(t, "PUT", "volumes/{id}")
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "timeouts": map[string]any{"create": "1h", "update": "300ms"}}
	changed := configured(base, map[string]any{"name": "db02"})
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	for range 2 { // the second takes up the wait
		array.ClearRequests()
		diagnostics := volume.Apply(changed)
		wantRefused(t, diagnostics, "timeouts", `InfiniBox volume "db01"`, "hadn't finished after 300ms", `timeouts = { update = "1h" }`)
		wantPlainWords(t, diagnostics)
		if volume.Text("name") != "db01" {
			t.Errorf("the state has %s", volume.Text("name"))
		}
	}
	if writes := array.Writes(); len(writes) > 0 {
		t.Errorf("sent %q again", writes)
	}
	array.Clock().Advance(time.Hour)
	wantErrors(t, acctest.Errors(volume.Refresh()))
	array.ClearRequests()
	wantErrors(t, acctest.Errors(volume.Apply(changed)))
	if writes := array.Writes(); len(writes) > 0 || volume.Text("name") != "db02" {
		t.Errorf("sent %q; the state has %s", writes, volume.Text("name"))
	}
}

// TestPoolAndLockTakeLonger name their timeouts too.
func TestPoolAndLockTakeLonger(t *testing.T) {
	t.Parallel()
	array := lateArray(t, "POST", "pools")
	pool := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool")
	wantRefused(t, pool.Apply(map[string]any{"name": "p", "physical_capacity": 2000000000000, "timeouts": map[string]any{"create": "300ms"}}),
		"timeouts", `Unable to create InfiniBox pool "p"`, `timeouts = { create = "1h" }`)
	array = lateArray(t, "POST", "pools/{id}/lock")
	lock := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool_lock")
	wantRefused(t, lock.Apply(map[string]any{"pool_id": poolOn(array, "p"), "approved": true, "timeouts": map[string]any{"create": "300ms"}}),
		"timeouts", "Unable to create InfiniBox pool lock", `timeouts = { create = "1h" }`)
}

// TestTimeoutsInWhichNothingCanBeDone are refused at plan, where they are.
func TestTimeoutsInWhichNothingCanBeDone(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	p := poolOn(array, "p")
	protocol := acctest.NewProtocol(t, array, nil)
	for resource, base := range map[string]map[string]any{
		"volume":    {"name": "db01", "pool_id": p, "size": 2000000000},
		"pool":      {"name": "q", "physical_capacity": 2000000000000},
		"pool_lock": {"pool_id": p, "approved": true},
	} {
		for _, operation := range []string{"create", "update", "delete"} {
			for _, impossible := range []string{"0s", "-5m"} {
				wrong := configured(base, map[string]any{"timeouts": map[string]any{operation: impossible}})
				plan := protocol.Resource("onprem_infinibox_" + resource).Plan(wrong)
				wantRefusedPlan(t, array, plan, `AttributeName("timeouts").AttributeName("`+operation+`")`, "timeouts."+operation+" is ")
			}
		}
	}
	unknown := protocol.Resource("onprem_infinibox_pool").Plan(map[string]any{"name": "q", "physical_capacity": 2000000000000, "timeouts": map[string]any{"create": acctest.Unknown}})
	wantErrors(t, unknown.Errors())
	if !strings.Contains(strings.Join(unknown.Changes, " "), "timeouts") {
		t.Errorf("planned %v", unknown.Changes)
	}
}
