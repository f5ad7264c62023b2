package infinibox

import "strconv"

// volumeChange changes one field of a volume, or refuses to.
type volumeChange func(c *call, v *volume, d document) error

// volumeChanges are the fields that an update can change.
func volumeChanges() map[string]volumeChange {
	return map[string]volumeChange{
		"name":                renameVolume,
		"size":                resizeVolume,
		"provtype":            setProvisioning,
		"write_protected":     setWriteProtected,
		"compression_enabled": setCompression,
		"ssd_enabled":         setSSD,
		"ssa_express_enabled": setExpress,
		"snapshot_policy_id":  setPolicy,
		"udid":                setUDID,
		"lock_expires_at":     setLock,
		"snapshot_retention":  setRetention,
	}
}

func (a *Array) updateVolume(c *call) (*answer, error) {
	if err := c.checkFlag("force_resize"); err != nil {
		return nil, err
	}
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	name, err := d.single()
	if err != nil {
		return nil, err
	}
	change, ok := volumeChanges()[name]
	if !ok {
		return nil, fail("UNSUPPORTED_FIELD", name)
	}
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	if err := change(c, v, d); err != nil {
		return nil, err
	}
	v.updated = c.millis()
	return shown(a.volumes.schema, v, nil), nil
}

// demandedFlag reads a boolean that an update can't set to null.
func (d document) demandedFlag(name string) (bool, error) {
	b, set, err := d.flag(name)
	if err == nil && !set {
		err = fail("WRONG_PARAMETER", "null", name, "must be valid boolean")
	}
	return b, err
}

func renameVolume(c *call, v *volume, d document) error {
	name, set, err := d.text("name")
	if err != nil {
		return err
	}
	if !set {
		return fail("MALFORMED_PARAMETER", "name")
	}
	if err := checkName(name); err != nil {
		return err
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	if err := c.array.freeVolumeName(name, v); err != nil {
		return err
	}
	before := v.name
	v.name = name
	c.array.volumes.renamed(v, before)
	return nil
}

// resizeVolume only grows. Snapshots that may be written to can grow too; they
// take nothing of the pool.
func resizeVolume(c *call, v *volume, d document) error {
	size, err := d.demanded("size")
	if err != nil {
		return err
	}
	switch {
	case v.pool.state == poolLocked:
		return fail("ILLEGAL_POOL_STATE")
	case v.isLocked():
		return fail("INVALID_OPERATION_ON_LOCKED_SNAPSHOT")
	case v.writeProtected && v.isSnapshot():
		return fail("SNAP_RESIZE_NOT_ALLOWED")
	case v.writeProtected:
		return fail("VOLUME_RESIZE_NOT_ALLOWED")
	case size < 1 || size > maxCapacity:
		return fail("ILLEGAL_DATASET_SIZE")
	}
	size = roundUp(size, blockSize)
	if size < v.size {
		return fail("DATASET_SHRINKING_NOT_ALLOWED")
	}
	if err := c.replicationAllowsSize(v); err != nil {
		return err
	}
	return c.array.setSize(v, size)
}

// setSize gives a volume another size, if its pool and the cache have room.
func (a *Array) setSize(v *volume, size int64) error {
	changed := *v
	changed.size = size
	virtual, physical := changed.virtualUse()-v.virtualUse(), changed.physicalUse()-v.physicalUse()
	if err := v.pool.hasRoom(virtual, physical); err != nil {
		return err
	}
	if more := size - v.size; v.express && more > 0 && more > a.options.SSAExpressCapacity-a.expressUse() {
		return fail("INSUFFICIENT_SSA_EXPRESS_CAPACITY")
	}
	v.pool.take(virtual, physical)
	v.size = size
	return nil
}

func setProvisioning(_ *call, v *volume, d document) error {
	provisioned, set, err := d.choice("provtype", []string{thick, thin})
	if err != nil {
		return err
	}
	if !set {
		return fail("MALFORMED_PARAMETER", "provtype")
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	if v.isSnapshot() {
		return fail("DATASET_NOT_MASTER")
	}
	if v.activeActive() != nil {
		return fail("ACTIVE_ACTIVE_REPLICA_PROVTYPE_CHANGE_NOT_ALLOWED")
	}
	changed := *v
	changed.thick = provisioned == thick
	physical := changed.physicalUse() - v.physicalUse()
	if err := v.pool.hasRoom(0, physical); err != nil {
		return err
	}
	v.pool.take(0, physical)
	v.thick = changed.thick
	return nil
}

// setWriteProtected is dangerous when it stops hosts from writing.
func setWriteProtected(c *call, v *volume, d document) error {
	protect, err := d.demandedFlag("write_protected")
	if err != nil {
		return err
	}
	if protect && !v.writeProtected {
		if err := c.approve("Disabling writes to volume '" + v.name + "' will prevent the hosts from writing to it, which may cause the application to fail"); err != nil {
			return err
		}
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	if !protect && v.isLocked() {
		return fail("WRITE_ENABLE_LOCKED_SNAPSHOT", v.name, utc(v.lockExpires))
	}
	if err := v.replicationAllowsProtection(protect); err != nil {
		return err
	}
	v.writeProtected = protect
	return nil
}

// setCompression holds for a whole family.
func setCompression(_ *call, v *volume, d document) error {
	enabled, err := d.demandedFlag("compression_enabled")
	if err != nil {
		return err
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	if v.isSnapshot() {
		return fail("COMPRESSION_OPERATION_NOT_ALLOWED")
	}
	for _, member := range v.all() {
		member.compression = enabled
	}
	return nil
}

func setSSD(_ *call, v *volume, d document) error {
	enabled, err := d.demandedFlag("ssd_enabled")
	if err != nil {
		return err
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	if !enabled && v.express {
		return fail("SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED")
	}
	v.ssd = enabled
	return nil
}

func setPolicy(c *call, v *volume, d document) error {
	id, _, err := d.number("snapshot_policy_id")
	if err != nil {
		return err
	}
	assigned, err := c.array.policyOf(id)
	if err != nil {
		return err
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	switch {
	case v.isSnapshot():
		return fail("DATASET_NOT_MASTER")
	case v.group != nil && assigned != nil:
		return refuseOwnPolicy("VOLUME", v.name)
	}
	v.policy = assigned
	return nil
}

// setUDID takes null for no user-defined id.
func setUDID(_ *call, v *volume, d document) error {
	udid, set, err := d.number("udid")
	if err != nil {
		return err
	}
	switch {
	case v.pool.state == poolLocked:
		return fail("ILLEGAL_POOL_STATE")
	case v.mapped:
		return fail("UDID_ILLEGAL_MODIFICATION")
	case set && !validUDID(udid):
		return fail("UDID_NOT_VALID")
	}
	v.udid = nil
	if set {
		v.udid = &udid
	}
	return nil
}

// setLock locks a snapshot or makes its lock last longer; a lock that has
// expired can be removed with null.
func setLock(c *call, v *volume, d document) error {
	expires, set, err := d.number("lock_expires_at")
	if err != nil {
		return err
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	switch {
	case !v.isSnapshot():
		return fail("INVALID_LOCK_ENTITY_TYPE")
	case v.group != nil: // a member's lock is its group's
		return fail("SNAPSHOT_LOCK_FORBIDDEN", v.name, "member of a snap-group")
	case !set && v.isLocked():
		return fail("UNLOCK_FORBIDDEN", v.name, utc(v.lockExpires))
	case !set:
		v.lockExpires, v.lockState = 0, unlocked
		return nil
	case !v.writeProtected:
		return fail("SNAPSHOT_LOCK_FORBIDDEN", v.name, "write-enabled")
	case v.isLocked() && expires < v.lockExpires:
		return fail("LOCK_EXPIRY_TOO_SHORT", v.name, utc(v.lockExpires))
	}
	if err := checkLock(c.millis(), expires); err != nil {
		return err
	}
	v.lockExpires, v.lockState = expires, locked
	c.array.watch(v)
	return nil
}

// setRetention is for snapshots that a policy made; it can only be prolonged.
func setRetention(c *call, v *volume, d document) error {
	seconds, set, err := d.number("snapshot_retention")
	if err != nil {
		return err
	}
	if err := checkRetention(d, seconds); err != nil {
		return err
	}
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	switch {
	case !v.isSnapshot():
		return fail("NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED")
	case v.madeBy == nil || v.group != nil: // a member's retention is its group's
		return fail("SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED", v.name)
	case set && v.retention > 0 && seconds <= v.retention:
		return fail("SNAPSHOT_RETENTION_INVALID")
	}
	v.retention, v.expires = seconds, 0
	if set {
		v.expires = v.created/1000 + seconds
	}
	c.array.watch(v)
	return nil
}

// describe is an id as messages write it.
func describe(id int64) string { return strconv.FormatInt(id, 10) }
