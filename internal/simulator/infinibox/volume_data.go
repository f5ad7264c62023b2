package infinibox

// What hosts write isn't kept, how much they have written is: a volume or
// snapshot holds that many bytes of its own, which the control API sets
// ("used"). A new snapshot shares everything with its parent and holds nothing.

// written takes note that hosts have filled or emptied a volume: it now holds
// so many bytes of its own. A pool without room for them is extended as far as
// it may be.
func (a *Array) written(v *volume, bytes, now int64) error {
	if bytes < 0 || bytes > v.size {
		return fail("ILLEGAL_DATASET_SIZE")
	}
	changed := *v
	changed.data = bytes
	more := changed.physicalUse() - v.physicalUse()
	if err := a.extend(v.pool, more, now); err != nil {
		return err
	}
	v.pool.take(0, more)
	v.data = bytes
	return nil
}

// overwritten makes a volume equal to another: it shares all of its data, and
// holds none of its own any more.
func (v *volume) overwritten() {
	before := v.physicalUse()
	v.data = 0
	v.pool.take(0, v.physicalUse()-before)
}

// treeUse is what the volume and all snapshots below it take of their pool's
// physical capacity.
func (v *volume) treeUse() int64 {
	var sum int64
	for _, member := range v.all() {
		sum += member.physicalUse()
	}
	return sum
}

// extend gives a pool the physical capacity that data needs beyond its own:
// from the system's free capacity, up to max_extend altogether (-1 is without
// limit). It counts until somebody sets the pool's physical capacity.
func (a *Array) extend(p *pool, need, now int64) error {
	missing := need - (p.physical - p.allocated)
	if need <= 0 || missing <= 0 {
		return nil
	}
	more := roundUp(missing, poolUnit)
	virtual := max(0, p.physical+more-p.virtual)
	switch {
	case p.maxExtend >= 0 && more > p.maxExtend-p.extended,
		more > a.options.PhysicalCapacity-a.provisionedPhysical(),
		virtual > a.virtual-a.provisionedVirtual():
		return fail("POOL_PHYSICAL_CAPACITY")
	}
	p.physical += more
	p.virtual += virtual
	p.extended += more
	p.updated = now
	a.happened(event{
		code: "POOL_EXTENDED", template: "Pool {pool} was extended", level: "WARNING", reporter: "MGMT", visibility: "CUSTOMER",
		affected: p.id, data: []any{map[string]any{"name": "pool", "type": "String", "value": p.name}},
	}, now)
	return nil
}
