package infinibox

// createGroupOrSnapshot makes a snapshot group when the body names a parent.
func (a *Array) createGroupOrSnapshot(c *call) (*answer, error) {
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
		return a.createSnapshotGroup(c, d, parent)
	}
	return a.createGroup(c, d)
}

// createGroup makes a consistency group without members. Its snapshot policy is
// the default one when the request doesn't say, as a volume's is.
func (a *Array) createGroup(c *call, d document) (*answer, error) {
	if err := d.only("name", "pool_id", "parent_id", "snapshot_policy_id", "lock_expires_at"); err != nil {
		return nil, err
	}
	if err := d.require("pool_id", "name"); err != nil {
		return nil, err
	}
	poolID, _, err := d.number("pool_id")
	if err != nil {
		return nil, err
	}
	g := &group{lockState: unlocked, created: c.millis(), updated: c.millis()}
	if g.name, _, err = d.text("name"); err != nil {
		return nil, err
	}
	if _, _, err := d.number("lock_expires_at"); err != nil {
		return nil, err
	}
	policyID, set, err := d.number("snapshot_policy_id")
	if err != nil {
		return nil, err
	}
	if err := checkName(g.name); err != nil {
		return nil, err
	}
	var ok bool
	if g.pool, ok = a.pools.find(poolID); !ok {
		return nil, fail("POOL_NOT_FOUND")
	}
	if g.policy, err = a.requestedPolicy(policyID, set); err != nil {
		return nil, err
	}
	if d["lock_expires_at"] != nil {
		return nil, failGroup("INVALID_LOCK_ENTITY_TYPE", master)
	}
	if err := a.admitGroup(g); err != nil {
		return nil, err
	}
	a.keepGroup(g)
	return made(a.groups.schema, g), nil
}

// admitGroup refuses a well-formed consistency group that clashes with the
// array's state.
func (a *Array) admitGroup(g *group) error {
	switch g.pool.kind {
	case poolVVOL:
		return fail("ILLEGAL_POOL_TYPE_FOR_CG")
	case poolS3:
		return failGroup("ILLEGAL_POOL_TYPE", g.name, g.pool.name)
	}
	if err := unlockedPool(g.pool); err != nil {
		return err
	}
	if err := a.freeGroupName(g.name, nil); err != nil {
		return err
	}
	if a.masterGroups() >= a.options.Limits.Groups {
		return fail("CG_COUNT_LIMIT")
	}
	return nil
}

// freeGroupName refuses names that another group has. Volumes have names of
// their own: the reference has a code for each.
func (a *Array) freeGroupName(name string, but *group) error {
	if other, taken := a.groups.named(name); taken && other != but {
		return fail("CG_NAME_CONFLICT")
	}
	return nil
}

// masterGroups is how many groups aren't snapshot groups.
func (a *Array) masterGroups() int {
	n := 0
	for _, g := range a.groups.items {
		if !g.isSnapshot() {
			n++
		}
	}
	return n
}

// keepGroup makes a group part of the array.
func (a *Array) keepGroup(g *group) {
	g.id = a.newID()
	if g.parent != nil {
		g.parent.children = append(g.parent.children, g)
	}
	a.groups.add(g)
}
