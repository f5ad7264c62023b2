package infinibox

import "slices"

// The reference's figures for promotes: how long a line of volumes may be of
// which each was promoted from a snapshot of the one before, and how many may
// come of one volume.
const (
	longestPromoteChain = 10
	mostPromotes        = 1023
)

// promoteGroup makes a snapshot group a consistency group of its own, and its
// snapshots the volumes in it.
func (a *Array) promoteGroup(c *call) (*answer, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	s, ok := a.groups.find(id)
	if !ok {
		return nil, fail("ENTITY_NOT_FOUND")
	}
	if err := c.approve("Promoting this snap group will prevent the option to create a new replica with this snap group as base entity"); err != nil {
		return nil, err
	}
	if err := a.mayPromote(s, c.millis()); err != nil {
		return nil, err
	}
	for _, m := range s.members {
		m.promote(c.now, a.options.Promotion)
	}
	s.parent.children = slices.DeleteFunc(s.parent.children, func(other *group) bool { return other == s })
	s.parent, s.madeBy = nil, nil
	s.retention, s.expires = 0, 0
	s.lockExpires, s.lockState = 0, unlocked
	return a.shownGroup(c, s), nil
}

// mayPromote refuses a promote that the group's or a member's state forbids.
func (a *Array) mayPromote(s *group, now int64) error {
	switch {
	case s.pool.state == poolLocked:
		return fail("PROMOTE_SNAPSHOT_TO_LOCKED_POOL")
	case !s.isSnapshot():
		return fail("PROMOTE_MASTER_ENTITY")
	case s.isLocked():
		return fail("PROMOTE_LOCKED_SG")
	case s.hasGrandchildren():
		return fail("PROMOTE_SG_WITH_CHILDREN")
	case a.masterGroups() >= a.options.Limits.Groups:
		return fail("CG_COUNT_LIMIT")
	}
	var virtual int64
	for _, m := range s.members {
		switch {
		case a.isPromoting(m.root, now):
			return fail("PROMOTE_BACKGROUND_PROCESS_NOT_FINISHED")
		case a.promoteChain(m.root) >= longestPromoteChain:
			return fail("PROMOTE_CHAIN_TOO_DEEP", longestPromoteChain)
		case a.promotesOf(m.root) >= mostPromotes:
			return fail("MAXIMUM_PROMOTES_IN_FAMILY_REACHED", mostPromotes)
		}
		virtual += roundUp(m.size, provisionUnit)
	}
	return s.pool.hasRoom(virtual, 0)
}

// isPromoting tells whether a promote of another snapshot of a volume goes on
// in the background.
func (a *Array) isPromoting(of *volume, now int64) bool {
	return of.promotion && slices.ContainsFunc(a.volumes.items, func(v *volume) bool { return v.promotedFrom == of.id && v.promotedAt > now })
}

// promoteChain is how many volumes that are there a volume came of through
// promotes.
func (a *Array) promoteChain(v *volume) int {
	length := 0
	for v.promotedFrom != 0 {
		from, ok := a.volumes.find(v.promotedFrom)
		length++
		if !ok || from.root.id >= v.id {
			break
		}
		v = from.root
	}
	return length
}

// promotesOf is how many volumes were promoted from snapshots of a volume.
func (a *Array) promotesOf(v *volume) int {
	n := 0
	for _, other := range a.volumes.items {
		if other.promotedFrom == v.id {
			n++
		}
	}
	return n
}
