package infinibox

import (
	"math"
	"slices"
	"strconv"
	"time"
)

// maxLock is the longest lock (INVALID_LOCK_DURATION).
const maxLock = 365 * 24 * time.Hour

// createSnapshot makes a snapshot of a volume, or of a snapshot.
func (a *Array) createSnapshot(c *call, d document, parentID int64) (*answer, error) {
	if err := d.only("parent_id", "name", "write_protected", "lock_expires_at", "snapshot_retention", "ssd_enabled",
		"ssa_express_enabled", "remote_snapshot_retention", "remote_snapshot_retention_lock"); err != nil {
		return nil, err
	}
	if err := d.require("name"); err != nil {
		return nil, err
	}
	s := &volume{lockState: unlocked}
	if err := s.read(d); err != nil {
		return nil, err
	}
	if err := checkName(s.name); err != nil {
		return nil, err
	}
	if err := checkRetention(d, s.retention); err != nil {
		return nil, err
	}
	parent, ok := a.volumes.find(parentID)
	if !ok {
		return nil, fail("VOLUME_NOT_FOUND")
	}
	if err := s.readRemoteRetention(c, d, parent); err != nil {
		return nil, err
	}
	if s.express {
		return nil, fail("INVALID_SSA_EXPRESS_DATASET_TYPE")
	}
	if d["write_protected"] == nil {
		s.writeProtected = true
	}
	ssd := s.ssd
	s.takeAfter(parent, c.millis())
	if d["ssd_enabled"] != nil {
		s.ssd = ssd
	}
	if err := a.admitSnapshot(c, s, d["lock_expires_at"] != nil); err != nil {
		return nil, err
	}
	a.keepVolume(s)
	a.watch(s)
	return made(a.volumes.schema, s), nil
}

// takeAfter makes a volume a snapshot of its parent as that is now.
func (v *volume) takeAfter(parent *volume, now int64) {
	v.parent, v.root, v.pool = parent, parent.root, parent.pool
	v.depth = parent.depth + 1
	v.size, v.thick = parent.size, false
	v.compression, v.ssd = parent.compression, parent.ssd
	v.created, v.updated = now, now
	if v.retention > 0 {
		v.expires = now/1000 + v.retention
	}
}

// admitSnapshot refuses a well-formed snapshot that clashes with the array's
// state.
func (a *Array) admitSnapshot(c *call, s *volume, wantsLock bool) error {
	if wantsLock {
		if err := checkLock(c.millis(), s.lockExpires); err != nil {
			return err
		}
		if !s.writeProtected {
			return fail("WRITABLE_LOCKED_SNAPSHOT")
		}
		if c.replicates() && s.parent.isSource() && s.retention > 0 && s.lockExpires > c.millis()+s.retention*1000 {
			return fail("INVALID_LOCK_DURATION_EXCEEDS_SNAPSHOT_RETENTION")
		}
		s.lockState = locked
	}
	if err := unlockedPool(s.pool); err != nil {
		return err
	}
	if err := s.parent.mayBeSnapped(!s.writeProtected, c.millis()); err != nil {
		return err
	}
	if err := a.freeVolumeName(s.name, nil); err != nil {
		return err
	}
	return a.roomInFamily(s.parent, 0, 1)
}

// roomInFamily refuses a snapshot beyond the array's limits: one more in its
// family, which the same call has already given some, and all that the call
// makes on the system.
func (a *Array) roomInFamily(parent *volume, given, all int) error {
	limits := a.options.Limits
	switch {
	case parent.depth+1 > int64(limits.TreeDepth):
		return fail("MAX_TREE_DEPTH")
	case parent.root.family+given+1 > limits.FamilySize:
		return fail("MAX_FAMILY_SIZE", parent.root.name, parent.root.family)
	case len(a.volumes.ids)+all > limits.Datasets: // the list has those that go at the moment
		return fail("DATASET_COUNT_LIMIT")
	default:
		return nil
	}
}

// checkLock refuses a lock that ends in the past or too late.
func checkLock(now, expires int64) error {
	if expires <= now {
		return fail("INVALID_LOCK_EXPIRY")
	}
	if expires > now+maxLock.Milliseconds() {
		return fail("INVALID_LOCK_DURATION")
	}
	return nil
}

// checkRetention refuses retentions that aren't a time, and those beyond what
// 32 bits count.
func checkRetention(d document, seconds int64) error {
	if seconds > math.MaxInt32 {
		return fail("MALFORMED_PARAMETER", "snapshot_retention")
	}
	if d["snapshot_retention"] != nil && seconds < 1 {
		return fail("WRONG_PARAMETER", strconv.FormatInt(seconds, 10), "snapshot_retention", "must be greater than or equal to 1")
	}
	return nil
}

// dropChild forgets a child that is deleted or promoted.
func (v *volume) dropChild(child *volume) {
	if at := slices.Index(v.children, child); at >= 0 {
		v.children = slices.Delete(v.children, at, at+1)
	}
}
