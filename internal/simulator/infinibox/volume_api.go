package infinibox

// volumeRoutes are the endpoints of the section "Volume".
func (a *Array) volumeRoutes() []route {
	simulate := post("volumes/delete_simulation", owners(), a.simulateDeletion)
	simulate.reads = true
	return []route{
		post("volumes", owners(), a.createVolumeOrSnapshot, "replicate_to_async_target"),
		listOn("volumes", "GetAllVolumesFiltered", a.listVolumes, "include_data_reduction_hist"),
		listOn("volumes/_raw", "GetVolumesRaw", a.listVolumes),
		get("volumes/{id}", a.getVolume),
		put("volumes/{id}", owners(), a.updateVolume, "force_resize"),
		del("volumes/{id}", owners(), a.deleteVolume),
		post("volumes/{id}/move", owners(), a.moveVolume),
		post("volumes/{id}/restore", owners(), a.restoreVolume),
		post("volumes/{id}/refresh", owners(), a.refreshVolume),
		post("volumes/{id}/promote", owners(), a.promoteVolume),
		post("volumes/{id}/reset_serial", administrators(), a.resetSerial),
		post("volumes/{id}/own_snapshot", owners(), a.ownSnapshot),
		post("volumes/group_snapshot", owners(), a.groupSnapshot),
		simulate,
		listOn("volumes/{id}/replication_pairs", "GetReplicationPairs", a.replicationPairs),
		listOn("volumes/{parent_id}/internal_volumes", "GetInternalVolumes", a.listNothingOfVolume),
		listOn("volumes/internal_volumes/{internal_type}", "GetAllInternalVolumes", a.listInternalVolumes),
		get("volumes/{id}/{attribute}", a.getVolumeAttribute, "page", "page_size"),
	}
}

// volumeAt is the volume that the call's path names.
func (a *Array) volumeAt(c *call) (*volume, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	v, ok := a.volumes.find(id)
	if !ok {
		return nil, fail("VOLUME_NOT_FOUND")
	}
	return v, nil
}

// unlockedPool refuses changes to the datasets of a locked pool. The reference
// says that locking prevents them and gives no code; this is its closest.
func unlockedPool(p *pool) error {
	if p.state == poolLocked {
		return fail("ILLEGAL_POOL_STATE")
	}
	return nil
}

func (a *Array) listVolumes(c *call) (*answer, error) {
	if err := c.checkFlag("include_data_reduction_hist"); err != nil {
		return nil, err
	}
	return a.volumes.list(c)
}

func (a *Array) getVolume(c *call) (*answer, error) {
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.volumes.schema, v, a.volumes.pluck(c.params.Get("fields"))), nil
}

func (a *Array) getVolumeAttribute(c *call) (*answer, error) {
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	return attribute(c, a.volumes.schema, v)
}

// listNothingOfVolume answers the lists of a volume that stay empty without
// hosts and replication.
func (a *Array) listNothingOfVolume(c *call) (*answer, error) {
	if _, err := a.volumeAt(c); err != nil {
		return nil, err
	}
	return values(c, nil)
}

// listInternalVolumes is empty: this array makes no internal volumes.
func (a *Array) listInternalVolumes(c *call) (*answer, error) {
	if err := c.checkInternalType(); err != nil {
		return nil, err
	}
	return listOf[*volume](c, a.volumes.schema, nil)
}

// checkInternalType refuses a path that names no type of internal volumes.
func (c *call) checkInternalType() error {
	_, _, err := document{"internal_type": c.variables[0]}.choice("internal_type", []string{master, snapshot})
	return err
}

// deleteVolume deletes a volume and, approved, every snapshot below it.
func (a *Array) deleteVolume(c *call) (*answer, error) {
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	if len(v.children) > 0 {
		if err := c.approve("Deleting the volume '" + v.name + "' will also delete all of its snapshots"); err != nil {
			return nil, err
		}
	}
	if err := v.mayVanish(c.millis()); err != nil {
		return nil, err
	}
	for _, gone := range v.all() {
		if len(gone.replicas) > 0 {
			return nil, fail("REPLICATED_DATASET_DELETE_NOT_ALLOWED")
		}
		if gone.group != nil {
			return nil, fail("CG_DATASET_DELETE_NOT_ALLOWED", gone.name, gone.group.name)
		}
	}
	gone := shown(a.volumes.schema, v, nil)
	body := gone.result(nil) // rendered now: the tree is taken apart below
	a.dropTree(v)
	return &answer{result: func(buf []byte) []byte { return append(buf, body...) }}, nil
}

// mayVanish refuses to delete what is in use or locked.
func (v *volume) mayVanish(now int64) error {
	if err := unlockedPool(v.pool); err != nil {
		return err
	}
	if v.mapped {
		return fail("VOLUME_IS_MAPPED", v.name)
	}
	if v.isLocked() {
		return fail("DELETE_LOCKED_SNAPSHOT", v.name, utc(v.lockExpires))
	}
	if v.express && v.isLoading() && v.loadedAt > now {
		return fail("SSA_EXPRESS_BUSY")
	}
	if v.promotedAt > now {
		return fail("DELETE_VOLUME_IN_PROMOTION_PROCESS")
	}
	var lastLock int64
	for _, below := range v.all()[1:] {
		if below.mapped {
			return fail("CHILD_VOLUMES_ARE_MAPPED", v.name)
		}
		if below.isLocked() {
			lastLock = max(lastLock, below.lockExpires)
		}
	}
	if lastLock > 0 {
		return fail("DELETE_SNAPSHOT_WITH_LOCKED_DESCENDANTS", v.name, utc(lastLock))
	}
	return nil
}

// dropTree takes a volume and everything below it out of the array.
func (a *Array) dropTree(v *volume) {
	tree := v.all()
	if v.isSnapshot() {
		v.root.family -= len(tree)
		v.parent.dropChild(v)
	}
	for _, gone := range tree {
		gone.book(-1)
		a.leaveExpress(gone)
		a.forgetQoS(gone.qos)
		a.volumes.remove(gone)
		a.forgetMetadata(gone.id)
	}
}
