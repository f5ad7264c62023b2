package infinibox

// moveGroup relocates a consistency group with its members, their snapshots and
// its snapshot groups; with_capacity takes the space they use along.
func (a *Array) moveGroup(c *call) (*answer, error) {
	move, err := c.move()
	if err != nil {
		return nil, err
	}
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	target, ok := a.pools.find(move.pool)
	if !ok {
		return nil, fail("POOL_NOT_FOUND")
	}
	if err := g.movable(target); err != nil {
		return nil, err
	}
	if target == g.pool {
		return shown(a.groups.schema, g, nil), nil
	}
	virtual, physical := g.use()
	if err := move.makeRoom(g.pool, target, virtual, physical, c.millis()); err != nil {
		return nil, err
	}
	g.moveTo(target, c.millis())
	return a.shownGroup(c, g), nil
}

// movable refuses moves that no capacity would make possible.
func (g *group) movable(target *pool) error {
	switch {
	case g.isSnapshot():
		return fail("SG_CANNOT_BE_MOVED")
	case target.kind == poolS3:
		return fail("S3_POOL_MOVE_ENTITIES_NOT_ALLOWED")
	case target.kind == poolVVOL:
		return failGroup("ILLEGAL_MOVE_TO_VVOL_POOL", g.name, target.name, target.name)
	case g.pool.state == poolLocked || target.state == poolLocked:
		return fail("ILLEGAL_POOL_STATE")
	default:
		return nil
	}
}

// use is what all members take of their pool.
func (g *group) use() (virtual, physical int64) {
	for _, m := range g.members {
		virtual += m.virtualUse()
		physical += m.treeUse()
	}
	return virtual, physical
}

// moveTo puts everything that the group has into a pool.
func (g *group) moveTo(target *pool, now int64) {
	g.pool = target
	for _, s := range g.children {
		s.pool, s.updated = target, now
	}
	for _, m := range g.members {
		for _, v := range m.all() {
			v.book(-1)
			v.pool = target
			v.book(+1)
			v.updated = now
		}
	}
}
