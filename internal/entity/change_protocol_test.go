package entity_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const aVolume = volumesPath + "/*"

// managedVolume is a volume that Terraform made on an array of its own, with a
// clean request log.
func managedVolume(t *testing.T, settings map[string]any) (*acctest.Array, *acctest.Instance, map[string]any) {
	t.Helper()
	array := acctest.NewArray(t)
	config := db01(poolOn(array, "p"))
	volume := acctest.NewProtocol(t, array, settings).Resource(volumeResource)
	wantSuccess(t, volume.Apply(config))
	array.ClearRequests()
	return array, volume, config
}

// TestUpdateKeepsWhatWentThrough when the array refuses one of several fields:
// the state says what the array has, and the next apply does the rest.
func TestUpdateKeepsWhatWentThrough(t *testing.T) {
	t.Parallel()
	array, volume, config := managedVolume(t, nil)
	wanted := with(with(with(config, "name", "db02"), "size", 4000000000), "udid", 9)
	broken := array.Break(device.Rule{Method: "PUT", Path: aVolume, Body: "udid", Error: "INTERNAL_SERVER_ERROR"})
	wantOneError(t, volume.Apply(wanted), "Unable to change InfiniBox volume", "INTERNAL_SERVER_ERROR", "PUT volumes/")
	array.Only("volumes", map[string]any{"name": "db02", "size": 4000000000})
	if volume.Text("name") != "db02" || volume.Int("size") != 4000000000 || volume.Int("udid") != 0 {
		t.Errorf("the state has name %s, size %d, udid %d", volume.Text("name"), volume.Int("size"), volume.Int("udid"))
	}
	broken.Remove()
	if plan := volume.Plan(wanted); !slices.Equal(plan.Changes, []string{"udid"}) {
		t.Errorf("still to change: %v", plan.Changes)
	}
	wantSuccess(t, volume.Apply(wanted))
	array.Only("volumes", map[string]any{"name": "db02", "size": 4000000000, "udid": 9})
}

// TestUpdateThatTheArrayRefusesAtOnce changes nothing anywhere.
func TestUpdateThatTheArrayRefusesAtOnce(t *testing.T) {
	t.Parallel()
	array, volume, config := managedVolume(t, nil)
	other := array.Put("volumes", 0, with(config, "name", "taken"))
	wantOneError(t, volume.Apply(with(config, "name", "taken")), `Unable to change InfiniBox volume "db01"`, "_NAME_CONFLICT")
	if volume.Text("name") != "db01" || volume.Tainted {
		t.Errorf("the state has %q", volume.Text("name"))
	}
	array.Only("volumes", map[string]any{"name": "db01"})
	array.Only("volumes", map[string]any{"name": "taken", "id": other})
}

// TestUpdateWhoseAnswerIsLostIsRepeated, as setting a value twice is setting
// it once.
func TestUpdateWhoseAnswerIsLostIsRepeated(t *testing.T) {
	t.Parallel()
	array, volume, config := managedVolume(t, nil)
	array.Break(device.Rule{Method: "PUT", Path: aVolume, Drop: device.AfterExecution, Times: 1})
	wantSuccess(t, volume.Apply(with(config, "size", 4000000000)))
	array.Only("volumes", map[string]any{"size": 4000000000})
	if volume.Int("size") != 4000000000 || len(array.Writes()) != 2 {
		t.Errorf("the state has %d bytes after %q", volume.Int("size"), array.Writes())
	}
}

// TestUpdateWhoseAnswersAreAllLost ends in an error, and the state says what
// the array did nevertheless.
func TestUpdateWhoseAnswersAreAllLost(t *testing.T) {
	t.Parallel()
	array, volume, config := managedVolume(t, nil)
	array.Break(device.Rule{Method: "PUT", Path: aVolume, Drop: device.AfterExecution})
	wantOneError(t, volume.Apply(with(config, "size", 4000000000)), `Unable to change InfiniBox volume "db01"`, "answer was lost", "Plan again")
	array.Only("volumes", map[string]any{"size": 4000000000})
	if volume.Int("size") != 4000000000 {
		t.Errorf("the state has %d bytes", volume.Int("size"))
	}
	if plan := volume.Plan(with(config, "size", 4000000000)); len(plan.Changes) > 0 {
		t.Errorf("still to change: %v", plan.Changes)
	}
}

// TestMoveWhoseAnswerIsLost isn't repeated: it is an operation, not a value.
func TestMoveWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	array, volume, config := managedVolume(t, nil)
	to := poolOn(array, "to")
	array.Break(device.Rule{Method: "POST", Path: aVolume + "/move", Drop: device.AfterExecution})
	wantOneError(t, volume.Apply(with(config, "pool_id", to)), `Unable to change InfiniBox volume "db01"`, "/move", "Plan again")
	array.Only("volumes", map[string]any{"pool_id": to})
	if volume.Int("pool_id") != to || len(array.Writes()) != 1 {
		t.Errorf("the state has pool %d after %q", volume.Int("pool_id"), array.Writes())
	}
}

// TestDeleteWhoseAnswerIsLost is done when the object is gone.
func TestDeleteWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	for name, times := range map[string]int{"once": 1, "always": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array, volume, _ := managedVolume(t, nil)
			array.Break(device.Rule{Method: "DELETE", Path: aVolume, Drop: device.AfterExecution, Times: times})
			wantSuccess(t, volume.Destroy())
			wantNothing(t, array, volume)
		})
	}
}

// TestDeleteThatNeverHappened keeps the object in the state.
func TestDeleteThatNeverHappened(t *testing.T) {
	t.Parallel()
	array, volume, _ := managedVolume(t, nil)
	array.Break(device.Rule{Method: "DELETE", Path: aVolume, Drop: device.BeforeExecution})
	wantOneError(t, volume.Destroy(), `Unable to delete InfiniBox volume "db01"`, "DELETE volumes/")
	wantManaged(t, array, volume)
}

// TestDeleteOfWhatIsGone is success.
func TestDeleteOfWhatIsGone(t *testing.T) {
	t.Parallel()
	array, volume, _ := managedVolume(t, nil)
	array.Remove("volumes", volume.Int("id"))
	wantSuccess(t, volume.Destroy())
	wantNothing(t, array, volume)
	if writes := array.Writes(); len(writes) != 1 || !strings.HasPrefix(writes[0], "DELETE ") {
		t.Errorf("sent %q", writes)
	}
}

// TestInterruptedDelete is looked into as a lost answer is.
func TestInterruptedDelete(t *testing.T) {
	t.Parallel()
	array, volume, _ := managedVolume(t, nil)
	array.Break(device.Rule{Method: "DELETE", Path: aVolume, Delay: time.Minute, Executed: true})
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	go func() {
		for len(array.Find("volumes", nil)) > 0 {
			time.Sleep(time.Millisecond)
		}
		interrupt()
	}()
	wantSuccess(t, volume.ApplyIn(ctx, nil))
	wantNothing(t, array, volume)
}

// TestReadWhileTheArrayIsDown is an error, and the state stays.
func TestReadWhileTheArrayIsDown(t *testing.T) {
	t.Parallel()
	for name, rule := range map[string]device.Rule{
		"no answer":           {Drop: device.BeforeExecution},
		"service unavailable": {Status: 503},
		"page of a proxy":     {Status: 404, Answer: "<html><title>Not here</title></html>", Header: map[string]string{"Content-Type": "text/html"}},
		"internal error":      {Error: "INTERNAL_SERVER_ERROR"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array, volume, _ := managedVolume(t, nil)
			rule.Method, rule.Path = "GET", aVolume
			array.Break(rule)
			wantOneError(t, volume.Refresh(), `Unable to read InfiniBox volume "db01"`, "GET volumes/")
			wantManaged(t, array, volume)
		})
	}
}

// TestReadOfWhatIsGone removes it from the state, without a word, and the next
// apply makes it anew.
func TestReadOfWhatIsGone(t *testing.T) {
	t.Parallel()
	array, volume, config := managedVolume(t, nil)
	before := volume.Int("id")
	array.Remove("volumes", before)
	if diagnostics := volume.Refresh(); len(diagnostics) > 0 {
		t.Errorf("said %s%s", acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	}
	wantNothing(t, array, volume)
	wantSuccess(t, volume.Apply(config))
	wantManaged(t, array, volume)
	if volume.Int("id") == before {
		t.Error("the id is the old one")
	}
}

// TestStateWithoutIdentityGainsIt: Terraform before 1.12 keeps none, and what
// it left behind works on.
func TestStateWithoutIdentityGainsIt(t *testing.T) {
	t.Parallel()
	t.Run("by a read", func(t *testing.T) {
		t.Parallel()
		array, volume, _ := managedVolume(t, nil)
		wantSuccess(t, volume.WithoutIdentity().Refresh())
		wantManaged(t, array, volume)
	})
	t.Run("by a change", func(t *testing.T) {
		t.Parallel()
		array, volume, config := managedVolume(t, nil)
		wantSuccess(t, volume.WithoutIdentity().Apply(with(config, "udid", 3)))
		wantManaged(t, array, volume)
		array.Only("volumes", map[string]any{"udid": 3})
	})
	t.Run("deleted without", func(t *testing.T) {
		t.Parallel()
		array, volume, _ := managedVolume(t, nil)
		wantSuccess(t, volume.WithoutIdentity().Destroy())
		wantNothing(t, array, volume)
	})
	t.Run("gone without", func(t *testing.T) {
		t.Parallel()
		array, volume, _ := managedVolume(t, nil)
		array.Remove("volumes", volume.Int("id"))
		wantSuccess(t, volume.WithoutIdentity().Refresh())
		wantNothing(t, array, volume)
	})
}

// TestLockWhoseAnswerIsLost: what an operation makes instead of a create is
// found by its key.
func TestLockWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	lock := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool_lock")
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/pools/*/lock", Query: "approved", Drop: device.AfterExecution})
	wantSuccess(t, lock.Apply(map[string]any{"pool_id": pool, "approved": true}))
	array.Only("pools", map[string]any{"id": pool, "state": "LOCKED"})
	if lock.Int("pool_id") != pool || lock.Identity()["pool_id"] == "" {
		t.Errorf("the state has pool %d", lock.Int("pool_id"))
	}
	wantSuccess(t, lock.Destroy())
	array.Only("pools", map[string]any{"id": pool, "state": "NORMAL"})
}

// TestLockThatExists isn't taken over without being asked for.
func TestLockThatExists(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	array.Put("pools", pool, map[string]any{"state": "LOCKED"})
	lock := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool_lock")
	wantOneError(t, lock.Apply(map[string]any{"pool_id": pool, "approved": true}), `AttributeName("pool_id")`, fmt.Sprintf("id = %q", fmt.Sprint(pool)))
	if lock.Exists() || len(array.Writes()) > 0 {
		t.Errorf("sent %q", array.Writes())
	}
}
