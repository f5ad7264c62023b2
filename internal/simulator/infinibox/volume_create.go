package infinibox

import (
	"slices"
	"strconv"
	"strings"
)

// reservedVolumeName belongs to the array's own protocol endpoint.
const reservedVolumeName = "Default_Protocol_Endpoint"

// maxUDID is the largest user-defined id that OpenVMS hosts, whom it is for,
// can address; the reference gives no figure.
const maxUDID = 32767

// createVolumeOrSnapshot makes a snapshot when the body names a parent.
func (a *Array) createVolumeOrSnapshot(c *call) (*answer, error) {
	if err := c.checkFlag("replicate_to_async_target"); err != nil {
		return nil, err
	}
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	parent, set, err := d.number("parent_id")
	if err != nil {
		return nil, err
	}
	if set && parent != 0 {
		return a.createSnapshot(c, d, parent)
	}
	return a.createVolume(c, d)
}

func (a *Array) createVolume(c *call, d document) (*answer, error) {
	if err := d.only("name", "pool_id", "parent_id", "size", "provtype", "compression_enabled", "ssd_enabled",
		"ssa_express_enabled", "write_protected", "udid", "snapshot_policy_id", "lock_expires_at",
		"snapshot_retention", "remote_snapshot_retention", "remote_snapshot_retention_lock"); err != nil {
		return nil, err
	}
	if err := d.require("pool_id", "name", "size"); err != nil {
		return nil, err
	}
	poolID, _, err := d.number("pool_id")
	if err != nil {
		return nil, err
	}
	v := &volume{lockState: unlocked, created: c.millis(), updated: c.millis()}
	v.root = v
	if err := v.read(d); err != nil {
		return nil, err
	}
	if err := checkName(v.name); err != nil {
		return nil, err
	}
	if err := v.readRemoteRetention(c, d, nil); err != nil {
		return nil, err
	}
	var ok bool
	if v.pool, ok = a.pools.find(poolID); !ok {
		return nil, fail("POOL_NOT_FOUND")
	}
	if err := a.assignPolicy(v, d); err != nil {
		return nil, err
	}
	v.inheritFromPool(d)
	if v.express {
		if err := c.approve(a.expressWarning(v.name)); err != nil {
			return nil, err
		}
	}
	if err := a.admitVolume(v, d); err != nil {
		return nil, err
	}
	a.keepVolume(v)
	if v.express {
		a.startLoading(c, v)
	}
	return made(a.volumes.schema, v), nil
}

// read takes the fields of a create that a volume and a snapshot share in
// meaning, each checked for its type alone.
func (v *volume) read(d document) error {
	var err error
	if v.name, _, err = d.text("name"); err != nil {
		return err
	}
	if err := d.readNumbers(map[string]*int64{
		"size": &v.size, "lock_expires_at": &v.lockExpires, "snapshot_retention": &v.retention,
	}); err != nil {
		return err
	}
	if err := d.readFlags(map[string]*bool{
		"compression_enabled": &v.compression, "ssd_enabled": &v.ssd,
		"ssa_express_enabled": &v.express, "write_protected": &v.writeProtected,
	}); err != nil {
		return err
	}
	provisioned, _, err := d.choice("provtype", []string{thick, thin})
	if err != nil {
		return err
	}
	v.thick = provisioned == thick
	udid, set, err := d.number("udid")
	if set {
		v.udid = &udid
	}
	return err
}

// inheritFromPool gives the volume its pool's settings where the request says
// nothing.
func (v *volume) inheritFromPool(d document) {
	if d["compression_enabled"] == nil {
		v.compression = v.pool.compression
	}
	if d["ssd_enabled"] == nil {
		v.ssd = v.pool.ssd
	}
}

// assignPolicy gives a new volume the snapshot policy it asks for: the default
// policy when it doesn't say, none for 0.
func (a *Array) assignPolicy(v *volume, d document) error {
	id, set, err := d.number("snapshot_policy_id")
	if err != nil {
		return err
	}
	v.policy, err = a.requestedPolicy(id, set)
	return err
}

// admitVolume refuses a well-formed volume that clashes with the array's state,
// and rounds its size.
func (a *Array) admitVolume(v *volume, d document) error {
	switch {
	case v.pool.kind == poolVVOL:
		return fail("ILLEGAL_POOL_TYPE", v.name, v.pool.name)
	case v.pool.kind == poolS3:
		return refusePoolType(v)
	case d["lock_expires_at"] != nil:
		return fail("INVALID_LOCK_ENTITY_TYPE")
	case d["snapshot_retention"] != nil:
		return fail("NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED")
	case v.size < minDatasetSize:
		return fail("DATASET_MIN_CAPACITY", readable(minDatasetSize))
	case v.size > maxCapacity:
		return fail("ILLEGAL_DATASET_SIZE")
	case v.udid != nil && !validUDID(*v.udid):
		return fail("UDID_NOT_VALID")
	}
	v.size = roundUp(v.size, blockSize)
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	if err := a.freeVolumeName(v.name, nil); err != nil {
		return err
	}
	if len(a.volumes.items) >= a.options.Limits.Datasets {
		return fail("DATASET_COUNT_LIMIT")
	}
	if err := a.admitToExpress(v); err != nil {
		return err
	}
	return v.pool.hasRoom(v.virtualUse(), v.physicalUse())
}

// hasRoom refuses what doesn't fit into a pool.
func (p *pool) hasRoom(virtual, physical int64) error {
	if virtual > p.virtual-p.provided {
		return fail("POOL_VIRTUAL_CAPACITY")
	}
	if physical > p.physical-p.allocated {
		return fail("POOL_PHYSICAL_CAPACITY")
	}
	return nil
}

// refusePoolType is ILLEGAL_POOL_TYPE for a pool that isn't a vVol pool.
func refusePoolType(v *volume) error {
	return worded("ILLEGAL_POOL_TYPE", "Cannot create a VOLUME '"+v.name+"' in S3 pool '"+v.pool.name+"' because it is dedicated for S3 buckets")
}

// validUDID tells whether a number can be a user-defined id. Volumes may share
// one: what refuses that is mapping both to one host (OPENVMS_HOST_UDID_EXISTS)
// or cluster.
func validUDID(n int64) bool { return n >= 0 && n <= maxUDID }

// freeVolumeName refuses names that another volume or snapshot has, or that the
// array keeps for itself, in any case.
func (a *Array) freeVolumeName(name string, but *volume) error {
	if strings.EqualFold(name, reservedVolumeName) {
		return fail("ENTITY_NAME_IS_RESERVED", name)
	}
	if other, taken := a.volumes.named(name); taken && other != but {
		return fail("VOLUME_NAME_CONFLICT")
	}
	return nil
}

// replicates tells whether a new snapshot is to be taken on the peer too.
func (c *call) replicates() bool {
	return slices.Contains([]string{"true", "yes"}, strings.ToLower(c.params.Get("replicate_to_async_target")))
}

// readRemoteRetention takes what a peer is to do with a snapshot, which only
// one of a replica's source can say; nil stands for a volume.
func (v *volume) readRemoteRetention(c *call, d document, parent *volume) error {
	for _, name := range []string{"remote_snapshot_retention", "remote_snapshot_retention_lock"} {
		n, set, err := d.number(name)
		if err != nil {
			return err
		}
		_, sent := d[name]
		replicated := parent != nil && parent.isSource()
		switch {
		case set && n < 1:
			return fail("WRONG_PARAMETER", strconv.FormatInt(n, 10), name, "must be greater than or equal to 1")
		case set && !replicated:
			return fail("UNSUPPORTED_" + strings.ToUpper(name))
		case sent && !set && replicated && c.replicates():
			return fail(strings.ToUpper(name) + "_INVALID")
		}
		if name == "remote_snapshot_retention" {
			v.remoteExpiry = n
		} else {
			v.remoteLock = n
		}
	}
	return nil
}

// keepVolume makes a volume or snapshot part of the array.
func (a *Array) keepVolume(v *volume) {
	v.id = a.newID()
	v.serial = a.newSerial()
	v.book(+1)
	if v.parent != nil {
		v.parent.children = append(v.parent.children, v)
		v.root.family++
	}
	a.volumes.add(v)
}
