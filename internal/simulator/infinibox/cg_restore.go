package infinibox

// restoreGroup rolls the members of a consistency group back to their snapshots
// in one of its snapshot groups. Those that have none there stay as they are.
func (a *Array) restoreGroup(c *call) (*answer, error) {
	id, err := c.groupSource("target_id")
	if err != nil {
		return nil, err
	}
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	source, ok := a.groups.find(id)
	if !ok {
		return nil, fail("CG_NOT_FOUND")
	}
	// The text calls every restore dangerous and knows one reason.
	if err := c.approve("Restoring a consistency group '" + g.name + "' that has datasets added after taking a snapshot group will restore " +
		"only the snapshotted datasets. The datasets that were added to the consistency group after the snapshot group was taken, " +
		"will not be restored"); err != nil {
		return nil, err
	}
	if err := unlockedPool(g.pool); err != nil {
		return nil, err
	}
	if g.isSnapshot() || source.parent != g {
		return nil, fail("ILLEGAL_CG_RESTORE_REQUEST")
	}
	if err := a.roomToRestore(source, c.millis()); err != nil {
		return nil, err
	}
	for _, m := range source.members {
		before, physical := m.parent.virtualUse(), m.parent.physicalUse()
		m.parent.size, m.parent.updated = m.size, c.millis()
		g.pool.take(m.parent.virtualUse()-before, m.parent.physicalUse()-physical)
		m.parent.overwritten()
	}
	g.updated = c.millis()
	return plain(flag(true)), nil
}

// groupSource reads the source_id of a restore or refresh; others are fields
// that are taken and say nothing that the path doesn't.
func (c *call) groupSource(others ...string) (int64, error) {
	d, err := c.document()
	if err != nil {
		return 0, err
	}
	if err := d.only(append(others, "source_id")...); err != nil {
		return 0, err
	}
	if err := d.require("source_id"); err != nil {
		return 0, err
	}
	for _, name := range others {
		if _, _, err := d.number(name); err != nil {
			return 0, err
		}
	}
	id, _, err := d.number("source_id")
	return id, err
}

// roomToRestore refuses a restore of members that are write-protected or
// loading, or whose earlier sizes don't fit.
func (a *Array) roomToRestore(source *group, now int64) error {
	var virtual, physical, express int64
	for _, m := range source.members {
		v := m.parent
		switch {
		case v.writeProtected:
			return fail("PROTECTED_DATASET_CANNOT_BE_RESTORED", v.name)
		case v.express && v.loadedAt > now:
			return fail("SSA_EXPRESS_BUSY")
		}
		restored := *v
		restored.size = m.size
		virtual += restored.virtualUse() - v.virtualUse()
		physical += restored.physicalUse() - v.physicalUse()
		if v.express {
			express += m.size - v.size
		}
	}
	if express > 0 && express > a.options.SSAExpressCapacity-a.expressUse() {
		return fail("INSUFFICIENT_SSA_EXPRESS_CAPACITY")
	}
	return source.pool.hasRoom(virtual, physical)
}

// refreshGroup overwrites the snapshots of a snapshot group with the present
// data of the members they are of.
func (a *Array) refreshGroup(c *call) (*answer, error) {
	id, err := c.groupSource()
	if err != nil {
		return nil, err
	}
	s, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	source, ok := a.groups.find(id)
	if !ok {
		return nil, fail("CG_NOT_FOUND")
	}
	if err := c.approve("Refreshing snapshot group '" + s.name + "' will overwrite its members data"); err != nil {
		return nil, err
	}
	if err := unlockedPool(s.pool); err != nil {
		return nil, err
	}
	switch {
	case !s.isSnapshot():
		return nil, fail("SG_REFRESH_NOT_SG")
	case s.parent != source:
		return nil, fail("SG_REFRESH_NOT_DIRECT_SNAPSHOT")
	case len(s.members) != len(source.members): // all of the same volumes, then: no two are of one
		return nil, fail("SG_REFRESH_INCONSISTENT_MEMBERS_NUMBER")
	case s.isLocked():
		return nil, failGroup("INVALID_OPERATION_ON_LOCKED_SNAPSHOT")
	case s.hasGrandchildren():
		return nil, fail("REFRESH_TARGET_HAS_CHILDREN")
	}
	for _, m := range s.members {
		m.size, m.updated = m.parent.size, c.millis()
		m.overwritten()
	}
	return a.shownGroup(c, s), nil
}
