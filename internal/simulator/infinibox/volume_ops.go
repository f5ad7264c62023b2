package infinibox

import "time"

// moveVolume relocates a volume with its snapshots; with_capacity takes the
// space it uses along.
func (a *Array) moveVolume(c *call) (*answer, error) {
	move, err := c.move()
	if err != nil {
		return nil, err
	}
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	target, ok := a.pools.find(move.pool)
	if !ok {
		return nil, fail("POOL_NOT_FOUND")
	}
	if err := movable(v, target); err != nil {
		return nil, err
	}
	if target == v.pool {
		return shown(a.volumes.schema, v, nil), nil
	}
	if err := move.makeRoom(v.pool, target, v.virtualUse(), v.treeUse(), c.millis()); err != nil {
		return nil, err
	}
	for _, member := range v.all() {
		member.book(-1)
		member.pool = target
		member.book(+1)
		member.updated = c.millis()
	}
	return shown(a.volumes.schema, v, nil), nil
}

// movable refuses moves that no capacity would make possible.
func movable(v *volume, target *pool) error {
	switch {
	case v.isSnapshot():
		return fail("DATASET_NOT_MASTER")
	case v.group != nil:
		return fail("CG_DATASET_MOVE_NOT_ALLOWED")
	case target.kind == poolS3 || v.pool.kind == poolS3:
		return fail("S3_POOL_MOVE_ENTITIES_NOT_ALLOWED")
	case target.kind == poolVVOL:
		return fail("ILLEGAL_MOVE_TO_VVOL_POOL", v.name, target.name, target.name)
	case v.activeActive() != nil && target.qos != nil:
		return fail("REPLICA_UNSUPPORTED_FEATURE")
	case v.pool.state == poolLocked || target.state == poolLocked:
		return fail("ILLEGAL_POOL_STATE")
	default:
		return nil
	}
}

// roomToMove refuses a move of so much space into a pool that is too small.
func roomToMove(target *pool, virtual, physical int64) error {
	if virtual > target.virtual-target.provided {
		return fail("POOL_VIRTUAL_CAPACITY")
	}
	if free := target.physical - target.allocated; physical > free {
		return fail("INSUFFICIENT_POOL_CAPACITY", readable(free), readable(physical))
	}
	return nil
}

// handOver takes the space that what moves uses from its pool and gives it to
// the target. Physical capacity goes along as far as it holds data or would
// exceed what virtual capacity is left.
func handOver(source, target *pool, virtualUse, physicalUse, now int64) error {
	virtual := source.virtual - virtualUse
	physical := min(source.physical-physicalUse, virtual)
	for _, left := range []int64{virtual, physical} {
		if left < minPoolCapacity {
			return refuseCapacity("Pool capacity is less than the minimum capacity of 1TB", left)
		}
	}
	target.virtual += source.virtual - virtual
	target.physical += source.physical - physical
	source.virtual, source.physical = virtual, physical
	source.updated, target.updated = now, now
	return nil
}

// sourceOf reads the source_id of a restore or refresh.
func (c *call) sourceOf() (int64, error) {
	d, err := c.document()
	if err != nil {
		return 0, err
	}
	if err := d.only("source_id"); err != nil {
		return 0, err
	}
	if err := d.require("source_id"); err != nil {
		return 0, err
	}
	id, _, err := d.number("source_id")
	return id, err
}

// restoreVolume rolls a volume back to one of its snapshots; what was written
// since is lost. The reference doesn't say whether the size goes back too; here
// it does, as a device's size is part of what a snapshot keeps, and clients
// have to cope with either.
func (a *Array) restoreVolume(c *call) (*answer, error) {
	id, err := c.sourceOf()
	if err != nil {
		return nil, err
	}
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	source, ok := a.volumes.find(id)
	if !ok {
		return nil, fail("VOLUME_NOT_FOUND")
	}
	if err := c.approve("Restoring volume '" + v.name + "' will overwrite its data"); err != nil {
		return nil, err
	}
	switch {
	case a.state == stateReadOnly:
		return nil, fail("SYSTEM_READ_ONLY")
	case v.pool.state == poolLocked:
		return nil, fail("ILLEGAL_POOL_STATE")
	case v.isLocked():
		return nil, fail("INVALID_OPERATION_ON_LOCKED_SNAPSHOT")
	case len(v.replicas) > 0:
		return nil, fail("REPLICATED_DATASET_RESTORE_NOT_ALLOWED")
	case v.writeProtected:
		return nil, fail("PROTECTED_DATASET_CANNOT_BE_RESTORED", v.name)
	case v.isLoading() && v.loadedAt > c.millis():
		return nil, fail("SSA_EXPRESS_BUSY")
	case !source.below(v):
		return nil, fail("ILLEGAL_RESTORE_REQUEST", source.name, v.name)
	}
	if err := a.setSize(v, source.size); err != nil {
		return nil, err
	}
	v.overwritten()
	v.updated = c.millis()
	return plain(flag(true)), nil
}

// refreshVolume overwrites a snapshot with the present data of its parent.
func (a *Array) refreshVolume(c *call) (*answer, error) {
	id, err := c.sourceOf()
	if err != nil {
		return nil, err
	}
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	source, ok := a.volumes.find(id)
	if !ok {
		return nil, fail("DATASET_NOT_FOUND")
	}
	if err := c.approve("Refreshing snapshot '" + v.name + "' will overwrite its data"); err != nil {
		return nil, err
	}
	switch {
	case v.pool.state == poolLocked:
		return nil, fail("ILLEGAL_POOL_STATE")
	case !v.isSnapshot():
		return nil, fail("REFRESH_TARGET_NOT_SNAPSHOT")
	case v.parent != source:
		return nil, fail("REFRESH_TARGET_NOT_DIRECT_SNAPSHOT")
	case len(v.children) > 0:
		return nil, fail("REFRESH_TARGET_HAS_CHILDREN")
	case v.isLocked():
		return nil, fail("INVALID_OPERATION_ON_LOCKED_SNAPSHOT")
	case v.group != nil:
		return nil, fail("REFRESH_TARGET_IS_MEMBER_OF_SG", v.group.name)
	}
	if err := v.replicationAllowsRefresh(); err != nil {
		return nil, err
	}
	v.size = source.size
	v.overwritten()
	v.updated = c.millis()
	return shown(a.volumes.schema, v, nil), nil
}

// promoteVolume makes a snapshot a volume of its own, thin and writable, in
// the same pool. A retention ends with it, which is dangerous. It can't be
// deleted until the process that this starts in the background is over.
func (a *Array) promoteVolume(c *call) (*answer, error) {
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, a.unpromotable(c, err)
	}
	if v.retention > 0 {
		if err := c.approve("If this snapshot is promoted, its retention period will be cleared"); err != nil {
			return nil, err
		}
	}
	switch {
	case a.options.NoPromotion:
		return nil, fail("FEATURE_NOT_ENABLED")
	case v.pool.state == poolLocked:
		return nil, fail("ILLEGAL_POOL_STATE")
	case !v.isSnapshot():
		return nil, fail("PROMOTE_MASTER_ENTITY")
	case v.isLocked():
		return nil, fail("PROMOTE_LOCKED_SNAPSHOT")
	case v.group != nil:
		return nil, fail("PROMOTE_SNAPSHOT_PART_OF_SG")
	case len(v.children) > 0:
		return nil, fail("PROMOTE_SNAPSHOT_WITH_CHILDREN")
	}
	if err := v.pool.hasRoom(roundUp(v.size, provisionUnit), 0); err != nil {
		return nil, err
	}
	v.promote(c.now, a.options.Promotion)
	return shown(a.volumes.schema, v, nil), nil
}

// promote makes a snapshot a volume; what that takes goes on in the background
// for a while.
func (v *volume) promote(now time.Time, background time.Duration) {
	v.book(-1)
	v.root.family--
	v.parent.dropChild(v)
	v.promotion, v.root.promotion = true, true
	v.promotedFrom = v.parent.id
	v.parent, v.root, v.depth = nil, v, 0
	v.writeProtected, v.thick = false, false
	v.retention, v.expires = 0, 0
	v.lockExpires, v.lockState = 0, unlocked
	v.promotedAt = now.Add(background).UnixMilli()
	v.updated = now.UnixMilli()
	v.book(+1)
}

// resetSerial gives a volume a fresh serial number.
func (a *Array) resetSerial(c *call) (*answer, error) {
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	if err := unlockedPool(v.pool); err != nil {
		return nil, err
	}
	if v.isSnapshot() {
		return nil, fail("CANNOT_RESET_VOLUME_SERIAL")
	}
	v.serial = a.newSerial()
	v.updated = c.millis()
	return shown(a.volumes.schema, v, nil), nil
}

// ownSnapshot would keep the newest replication snapshot; nothing is
// replicated.
func (a *Array) ownSnapshot(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("name"); err != nil {
		return nil, err
	}
	if err := d.require("name"); err != nil {
		return nil, err
	}
	name, _, err := d.text("name")
	if err != nil {
		return nil, err
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	if _, err := a.volumeAt(c); err != nil {
		return nil, err
	}
	if err := a.freeVolumeName(name, nil); err != nil {
		return nil, err
	}
	return nil, fail("NO_RMR_SNAPSHOT_FOUND")
}

// unpromotable tells those who would promote a file system or vVol that such
// things aren't promoted, rather than that there's no such volume.
func (a *Array) unpromotable(c *call, refusal error) error {
	id, err := c.id()
	if err == nil && (a.exists("filesystems", id) || a.exists("vvols", id)) {
		return fail("PROMOTE_VVOL_OR_FILESYSTEM_NOT_SUPPORTED")
	}
	return refusal
}
