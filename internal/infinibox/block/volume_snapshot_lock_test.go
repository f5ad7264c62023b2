package block_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// in is a time ahead on the array's clock, in its milliseconds.
func in(array *acctest.Array, ahead time.Duration) int64 {
	return array.Clock().Now().Add(ahead).UnixMilli()
}

// TestVolumeSnapshotLockSetAndProlonged in one request each.
func TestVolumeSnapshotLockSetAndProlonged(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, nil)
	for _, ahead := range []time.Duration{time.Hour, 48 * time.Hour, 365*24*time.Hour - time.Minute} {
		array.ClearRequests()
		expiry := in(array, ahead)
		config = configured(config, map[string]any{"lock_expires_at": expiry})
		wantErrors(t, acctest.Errors(snapshot.Apply(config)))
		wantWrites(t, array, fmt.Sprintf(`PUT volumes/%d {"lock_expires_at":%d}`, snapshot.Int("id"), expiry))
		array.Only("volumes", map[string]any{"id": snapshot.Int("id"), "lock_state": "LOCKED", "lock_expires_at": expiry})
		wantNothingPlanned(t, snapshot, config)
	}
}

// TestVolumeSnapshotLockRefused is known at plan time by the array's clock,
// not by the one of the machine that plans.
func TestVolumeSnapshotLockRefused(t *testing.T) {
	t.Parallel()
	const years = 3 * 365 * 24 * time.Hour
	for _, c := range []struct {
		name   string
		change func(array *acctest.Array) map[string]any
		texts  []string
	}{
		{"ended already", func(array *acctest.Array) map[string]any {
			return map[string]any{"lock_expires_at": in(array, -time.Hour)}
		}, []string{`"lock_expires_at"`, "in the future", "milliseconds since 1970"}},
		{"in seconds instead of milliseconds", func(array *acctest.Array) map[string]any {
			return map[string]any{"lock_expires_at": in(array, time.Hour) / 1000}
		}, []string{`"lock_expires_at"`, "in the future", "milliseconds since 1970"}},
		{"more than 365 days ahead", func(array *acctest.Array) map[string]any {
			return map[string]any{"lock_expires_at": in(array, 365*24*time.Hour+time.Hour)}
		}, []string{`"lock_expires_at"`, "at most 365 days"}},
		{"with writes", func(array *acctest.Array) map[string]any {
			return map[string]any{"lock_expires_at": in(array, time.Hour), "write_protected": false}
		}, []string{`"write_protected"`, "write_protected = true"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			array.Clock().Advance(years)
			snapshot, config := newSnapshot(t, array, nil)
			wantRefusedPlan(t, array, snapshot.Plan(configured(config, c.change(array))), c.texts...)
			// A new one plans by the clock of the device's last answer.
			fresh := snapshot.Resource(snapshotResource)
			wantRefusedPlan(t, array, fresh.Plan(configured(config, map[string]any{"name": "tuesday"}, c.change(array))), c.texts...)
		})
	}
}

// TestVolumeSnapshotLockInALeapYear: 365 days are less than a year then.
func TestVolumeSnapshotLockInALeapYear(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Clock().Set(time.Date(2027, time.June, 1, 0, 0, 0, 0, time.UTC))
	snapshot, config := newSnapshot(t, array, nil)
	late := configured(config, map[string]any{"lock_expires_at": in(array, 365*24*time.Hour+12*time.Hour)})
	wantRefusedPlan(t, array, snapshot.Plan(late), `"lock_expires_at"`, "at most 365 days")
}

// TestVolumeSnapshotLockHolds while it lasts: every way out is refused at plan
// time, and nothing is sent.
func TestVolumeSnapshotLockHolds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(array *acctest.Array, config map[string]any) map[string]any
		texts  []string
	}{
		{"deletion", func(*acctest.Array, map[string]any) map[string]any { return nil },
			[]string{`"lock_expires_at"`, `"monday" can't be deleted before`, "keep the snapshot"}},
		{"replacement", func(array *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"parent_id": volumeOn(array, "web01")})
		}, []string{`"lock_expires_at"`, `"monday" can't be deleted before`}},
		{"shortening", func(array *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"lock_expires_at": in(array, time.Minute)})
		}, []string{`"lock_expires_at"`, "prolonged but not shortened", "Give at least that"}},
		{"an end long past", func(_ *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"lock_expires_at": 5})
		}, []string{`"lock_expires_at"`, "prolonged but not shortened", "Give at least that"}},
		{"write enabling", func(_ *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"write_protected": false})
		}, []string{`"write_protected"`, "until its lock expires", "write_protected = true"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			snapshot, config := newSnapshot(t, array, map[string]any{"lock_expires_at": in(array, time.Hour), "approved": true})
			wantRefusedPlan(t, array, snapshot.Plan(c.change(array, config)), c.texts...)
			array.Only("volumes", map[string]any{"id": snapshot.Int("id"), "lock_state": "LOCKED"})
			wantAgreement(t, array, snapshot)
		})
	}
}

// TestVolumeSnapshotLockedAfterThePlan is refused by the array at apply, in
// its own words, and stays in the state.
func TestVolumeSnapshotLockedAfterThePlan(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, _ := newSnapshot(t, array, nil)
	array.Put("volumes", snapshot.Int("id"), map[string]any{"lock_expires_at": in(array, time.Hour)})
	wantErrors(t, acctest.Errors(snapshot.Destroy()), `Unable to delete InfiniBox volume snapshot "monday"`, "DELETE_LOCKED_SNAPSHOT", "can only be deleted after")
	if !snapshot.Exists() {
		t.Error("gone from the state")
	}
	array.Only("volumes", map[string]any{"id": snapshot.Int("id")})
}

// TestVolumeSnapshotWithLockedDescendantsStays: the array knows of them.
func TestVolumeSnapshotWithLockedDescendantsStays(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, _ := newSnapshot(t, array, map[string]any{"approved": true})
	array.Put("volumes", 0, map[string]any{"name": "copy", "parent_id": snapshot.Int("id"), "lock_expires_at": in(array, time.Hour)})
	wantErrors(t, acctest.Errors(snapshot.Destroy()), "DELETE_SNAPSHOT_WITH_LOCKED_DESCENDANTS")
	array.Only("volumes", map[string]any{"id": snapshot.Int("id")})
}

// TestVolumeSnapshotLockThatIsOver holds nothing any more, and a configuration
// that still has it plans nothing.
func TestVolumeSnapshotLockThatIsOver(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, map[string]any{"lock_expires_at": in(array, time.Hour)})
	array.Clock().Advance(2 * time.Hour)
	wantErrors(t, acctest.Errors(snapshot.Refresh()))
	wantNothingPlanned(t, snapshot, config)
	writable := configured(config, map[string]any{"write_protected": false})
	wantErrors(t, acctest.Errors(snapshot.Apply(writable)))
	array.Only("volumes", map[string]any{"id": snapshot.Int("id"), "lock_state": "EXPIRED", "write_protected": false})
	wantAgreement(t, array, snapshot)
	wantErrors(t, acctest.Errors(snapshot.Destroy()))
	if left := array.Find("volumes", map[string]any{"type": "SNAPSHOT"}); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestVolumeSnapshotLockRemovedFromTheConfiguration stays as it is.
func TestVolumeSnapshotLockRemovedFromTheConfiguration(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, map[string]any{"lock_expires_at": in(array, time.Hour)})
	wantNothingPlanned(t, snapshot, map[string]any{"name": "monday", "parent_id": config["parent_id"]})
	array.Only("volumes", map[string]any{"id": snapshot.Int("id"), "lock_expires_at": config["lock_expires_at"]})
}

// TestVolumeSnapshotLockNotKnownYet plans, and is refused when it turns out to
// be too short.
func TestVolumeSnapshotLockNotKnownYet(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, map[string]any{"lock_expires_at": in(array, time.Hour)})
	wantErrors(t, snapshot.Plan(configured(config, map[string]any{"lock_expires_at": acctest.Unknown})).Errors())
	wantErrors(t, snapshot.Resource(snapshotResource).Plan(configured(config, map[string]any{"lock_expires_at": acctest.Unknown})).Errors())
}
