package infinibox

import (
	"slices"
	"strings"
)

// deleteGroup dissolves a group, and a consistency group's snapshot groups with
// it. Its members stay unless delete_members asks for them too, in which case
// their snapshots go as well.
func (a *Array) deleteGroup(c *call) (*answer, error) {
	if err := c.checkFlag("delete_members"); err != nil {
		return nil, err
	}
	withMembers := slices.Contains([]string{"true", "yes"}, strings.ToLower(c.params.Get("delete_members")))
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	if err := c.approve("Deleting the " + g.called() + " will break the consistency of its members. " +
		"In case the delete_members parameters is set to yes, the " + g.called() + " members are deleted."); err != nil {
		return nil, err
	}
	if err := a.mayDissolve(g); err != nil {
		return nil, err
	}
	if withMembers {
		if err := g.membersMayVanish(c.millis()); err != nil {
			return nil, err
		}
	}
	body := shown(a.groups.schema, g, nil).result(nil) // rendered now: the group is taken apart below
	a.dissolve(g, withMembers)
	return &answer{result: func(buf []byte) []byte { return append(buf, body...) }}, nil
}

// mayDissolve refuses to delete a group that is locked, or whose snapshot
// groups are: a lock keeps a snapshot group whether or not its members stay.
func (a *Array) mayDissolve(g *group) error {
	if err := unlockedPool(g.pool); err != nil {
		return err
	}
	if g.isLocked() {
		return failGroup("DELETE_LOCKED_SNAPSHOT", g.name, utc(g.lockExpires))
	}
	var lastLock int64
	for _, s := range g.children {
		if s.isLocked() {
			lastLock = max(lastLock, s.lockExpires)
		}
	}
	switch {
	case lastLock > 0:
		return fail("DELETE_SNAPSHOT_WITH_LOCKED_DESCENDANTS", g.name, utc(lastLock))
	case len(g.children) > a.options.Limits.GroupDelete:
		return fail("SG_CG_DELETE_LIMIT")
	default:
		return nil
	}
}

// membersMayVanish refuses to delete members that are in use or locked, and
// those that what's in use or locked hangs on.
func (g *group) membersMayVanish(now int64) error {
	for _, m := range g.members {
		if err := m.mayVanish(now); err != nil {
			return err
		}
	}
	return nil
}

// dissolve takes a group and its snapshot groups out of the array, with the
// members or without.
func (a *Array) dissolve(g *group, withMembers bool) {
	for _, s := range slices.Clone(g.children) {
		a.dissolve(s, false) // snapshots go with what they are of
	}
	for _, m := range slices.Clone(g.members) {
		g.leave(m)
		if withMembers {
			a.dropTree(m)
		} else {
			a.watch(m)
		}
	}
	if g.parent != nil {
		g.parent.children = slices.DeleteFunc(g.parent.children, func(s *group) bool { return s == g })
	}
	a.groups.remove(g)
	a.forgetMetadata(g.id)
}
