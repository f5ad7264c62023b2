package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const poolLockResource = "onprem_infinibox_pool_lock"

// newPoolLock has a pool locked by the provider.
func newPoolLock(t *testing.T, array *acctest.Array) (*acctest.Instance, map[string]any) {
	t.Helper()
	config := map[string]any{"pool_id": poolOn(array, "fast"), "approved": true}
	lock := acctest.NewProtocol(t, array, nil).Resource(poolLockResource)
	wantErrors(t, acctest.Errors(lock.Apply(config)))
	wantAgreement(t, array, lock)
	return lock, config
}

// TestPoolLockLocksAndUnlocks through the operations for it: the lock is
// dangerous, lifting it isn't.
func TestPoolLockLocksAndUnlocks(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	lock, config := newPoolLock(t, array)
	id := config["pool_id"]
	wantWrites(t, array, fmt.Sprintf("POST pools/%d/lock", id), fmt.Sprintf("POST pools/%d/lock?approved=yes", id))
	array.Only("pools", map[string]any{"id": id, "state": "LOCKED"})
	wantNothingPlanned(t, lock, config)
	array.ClearRequests()
	wantErrors(t, acctest.Errors(lock.Destroy()))
	wantWrites(t, array, fmt.Sprintf("POST pools/%d/unlock", id))
	array.Only("pools", map[string]any{"id": id, "state": "NORMAL"})
}

// TestPoolLockApproval is refused at plan where it wasn't given, and recorded
// with the array's reason where it was.
func TestPoolLockApproval(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := poolOn(array, "fast")
	lock := acctest.NewProtocol(t, array, nil).Resource(poolLockResource)
	wantRefusedPlan(t, array, lock.Plan(map[string]any{"pool_id": id}), `"approved"`, "allows no change", "set approved = true on this resource", "INFINIBOX_APPROVED=true")
	applied := lock.Apply(map[string]any{"pool_id": id, "approved": true})
	wantErrors(t, acctest.Errors(applied))
	if warnings := acctest.Warnings(applied); !strings.Contains(warnings, "Approved: Create InfiniBox pool lock") || !strings.Contains(warnings, "prevents any changes to existing datasets") {
		t.Errorf("the approval isn't recorded: %s", warnings)
	}
}

// TestPoolLockApprovedByTheProvider needs nothing on the resource.
func TestPoolLockApprovedByTheProvider(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := poolOn(array, "fast")
	lock := acctest.NewProtocol(t, array, map[string]any{"approved": true}).Resource(poolLockResource)
	wantErrors(t, lock.Plan(map[string]any{"pool_id": id, "approved": false}).Errors(), "Approval Required")
	wantErrors(t, acctest.Errors(lock.Apply(map[string]any{"pool_id": id})))
	array.Only("pools", map[string]any{"id": id, "state": "LOCKED"})
}

// TestPoolLockHoldsItsPool: nothing in a locked pool changes, and the
// diagnostic has the array's own reason.
func TestPoolLockHoldsItsPool(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	_, config := newPoolLock(t, array)
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	diagnostics := volume.Apply(map[string]any{"name": "db01", "pool_id": config["pool_id"], "size": 1000000000})
	wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox volume "db01"`, "ILLEGAL_POOL_STATE")
	if volumes := array.Find("volumes", nil); len(volumes) > 0 {
		t.Errorf("made %v", volumes)
	}
}

// TestPoolLockOnAnotherPool is another lock.
func TestPoolLockOnAnotherPool(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	lock, config := newPoolLock(t, array)
	moved := configured(config, map[string]any{"pool_id": poolOn(array, "slow")})
	if plan := lock.Plan(moved); len(plan.Replaces) != 1 || !strings.Contains(plan.Replaces[0], "pool_id") {
		t.Errorf("replacing %v: %s", plan.Replaces, plan.Errors())
	}
	wantErrors(t, acctest.Errors(lock.Apply(moved)))
	array.Only("pools", map[string]any{"name": "fast", "state": "NORMAL"})
	array.Only("pools", map[string]any{"name": "slow", "state": "LOCKED"})
	wantAgreement(t, array, lock)
}

// TestPoolLockLiftedBehindTerraform is gone from the state and planned anew.
func TestPoolLockLiftedBehindTerraform(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	lock, config := newPoolLock(t, array)
	array.Put("pools", lock.Int("pool_id"), map[string]any{"state": "NORMAL"})
	refreshed := lock.Refresh()
	if len(refreshed) > 0 || lock.Exists() {
		t.Fatalf("still in the state: %v", refreshed)
	}
	if plan := lock.Plan(config); !slices.Contains(plan.Changes, "pool_id") {
		t.Errorf("planned %v", plan.Changes)
	}
	wantErrors(t, acctest.Errors(lock.Apply(config)))
	array.Only("pools", map[string]any{"id": config["pool_id"], "state": "LOCKED"})
}

// TestPoolLockOfAPoolThatIsGone goes with it.
func TestPoolLockOfAPoolThatIsGone(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	lock, _ := newPoolLock(t, array)
	array.Remove("pools", lock.Int("pool_id"))
	wantErrors(t, acctest.Errors(lock.Destroy()))
	if lock.Exists() {
		t.Error("still in the state")
	}
}

// TestPoolLockOfALockedPool is somebody else's: reported with an import block
// that then works.
func TestPoolLockOfALockedPool(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := poolOn(array, "fast")
	array.Put("pools", id, map[string]any{"state": "LOCKED"})
	lock := acctest.NewProtocol(t, array, nil).Resource(poolLockResource)
	diagnostics := lock.Apply(map[string]any{"pool_id": id, "approved": true})
	wantErrors(t, acctest.Errors(diagnostics), `"pool_id"`, "exists already", "import {",
		"to = onprem_infinibox_pool_lock.example", fmt.Sprintf(`id = "%d"`, id), "adopt_existing = true")
	if lock.Exists() || len(array.Writes()) > 0 {
		t.Errorf("took it, or sent %q", array.Writes())
	}
	wantErrors(t, acctest.Errors(lock.Import(fmt.Sprint(id))))
	wantAgreement(t, array, lock)
}

// TestPoolLockAdopted takes over what is locked already, and sends nothing.
func TestPoolLockAdopted(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := poolOn(array, "fast")
	array.Put("pools", id, map[string]any{"state": "LOCKED"})
	lock := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true}).Resource(poolLockResource)
	diagnostics := lock.Apply(map[string]any{"pool_id": id, "approved": true})
	wantErrors(t, acctest.Errors(diagnostics))
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Adopted InfiniBox pool lock") {
		t.Errorf("not recorded: %q", warnings)
	}
	wantWrites(t, array)
	wantAgreement(t, array, lock)
}

// TestPoolLockBadInput is refused with one diagnostic that names the pool.
func TestPoolLockBadInput(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	lock := acctest.NewProtocol(t, array, nil).Resource(poolLockResource)
	wantRefusedPlan(t, array, lock.Plan(map[string]any{"pool_id": 0, "approved": true}), `"pool_id"`, "at least 1")
	diagnostics := lock.Apply(map[string]any{"pool_id": 4711, "approved": true})
	wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox pool lock 4711`, "POOL_NOT_FOUND")
	if len(diagnostics) != 1 || lock.Exists() {
		t.Errorf("%d diagnostics: %s", len(diagnostics), acctest.Errors(diagnostics))
	}
}

// TestPoolLockOfAPoolNotKnownYet plans a lock, and a replacement for one that
// exists.
func TestPoolLockOfAPoolNotKnownYet(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	hidden := map[string]any{"pool_id": acctest.Unknown, "approved": true}
	wantErrors(t, acctest.NewProtocol(t, array, nil).Resource(poolLockResource).Plan(hidden).Errors())
	lock, _ := newPoolLock(t, array)
	plan := lock.Plan(hidden)
	wantErrors(t, plan.Errors())
	if len(plan.Replaces) != 1 {
		t.Errorf("replacing %v", plan.Replaces)
	}
}

// TestPoolLockWhoseAnswerIsLost is found to be there.
func TestPoolLockWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := poolOn(array, "fast")
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/pools/*/lock", Query: "approved=yes", Times: 1, Drop: device.AfterExecution})
	lock := acctest.NewProtocol(t, array, nil).Resource(poolLockResource)
	wantErrors(t, acctest.Errors(lock.Apply(map[string]any{"pool_id": id, "approved": true})))
	array.Only("pools", map[string]any{"id": id, "state": "LOCKED"})
	wantAgreement(t, array, lock)
}
