package infinibox

import (
	"fmt"
	"slices"
)

// mostGenerated is how many members a generated group has at most.
const mostGenerated = 5

// groups makes consistency groups. About half of the volumes that are in none
// become members; where there are no volumes at all, each group gets two of its
// own.
func (g *generator) groups(n int) error {
	if n == 0 {
		return nil
	}
	a := g.array
	if len(a.volumes.items) == 0 {
		if err := g.volumes(2 * n); err != nil {
			return err
		}
	}
	free := slices.DeleteFunc(a.ungrouped(), func(v *volume) bool { return len(v.replicas) > 0 })
	each := min(max(len(free)/(2*n), 1), mostGenerated, a.options.Limits.GroupMembers)
	policy := a.standardPolicy()
	taken := func(name string) bool { _, found := a.groups.named(name); return found }
	for i := range n {
		var members []*volume
		members, free = together(free, each)
		made := &group{policy: policy, lockState: unlocked, created: g.now, updated: g.now}
		made.name = g.unique(func(at int) string {
			return fmt.Sprintf("%s-group-%04d", g.pick("erp", "crm", "web", "mail", "billing"), at)
		}, i+1, taken)
		home, err := g.homeOf(members)
		if err != nil {
			return err
		}
		made.pool = home
		if err := a.admitGroup(made); err != nil {
			return err
		}
		a.keepGroup(made)
		for _, v := range members {
			made.join(v)
		}
	}
	return nil
}

// homeOf is the pool of a group: its members', or any.
func (g *generator) homeOf(members []*volume) (*pool, error) {
	if len(members) > 0 {
		return members[0].pool, nil
	}
	id, err := g.anID(g.array.world.kinds["cgs"], "pools")
	if err != nil {
		return nil, err
	}
	p, _ := g.array.pools.find(id)
	return p, nil
}

// ungrouped are the volumes in no group, of pools that aren't locked.
func (a *Array) ungrouped() []*volume {
	var free []*volume
	for _, v := range a.volumes.items {
		if !v.isSnapshot() && v.group == nil && v.pool.state == poolNormal {
			free = append(free, v)
		}
	}
	return free
}

// together takes up to n volumes of one pool out of a list: that of its first.
func together(from []*volume, n int) (chosen, left []*volume) {
	for _, v := range from {
		if len(chosen) < n && (len(chosen) == 0 || v.pool == chosen[0].pool) {
			chosen = append(chosen, v)
		} else {
			left = append(left, v)
		}
	}
	return chosen, left
}

// snapshotGroups takes snapshot groups of the groups that have members in turn.
func (g *generator) snapshotGroups(n int) error {
	if n == 0 {
		return nil
	}
	a := g.array
	parents := a.withMembers()
	if len(parents) == 0 {
		if err := g.groups(1); err != nil {
			return err
		}
		parents = a.withMembers()
	}
	if len(parents) == 0 {
		return fmt.Errorf("can't generate %d snapshot groups: no group has members", n)
	}
	taken := func(name string) bool { _, found := a.groups.named(name); return found }
	for i := range n {
		parent := parents[i%len(parents)]
		s := &group{parent: parent, pool: parent.pool, lockState: unlocked, created: g.now, updated: g.now}
		s.name = g.unique(func(at int) string { return fmt.Sprintf("%s-snap-%d", parent.name, at) }, len(parent.children)+1, taken)
		pairs := snapshotsOf(parent, "", fmt.Sprintf("-g%d", a.nextID))
		if err := checkTakenNames(pairs); err != nil {
			return err
		}
		if err := a.admitSnapshotGroup(s, pairs); err != nil {
			return err
		}
		a.keepSnapshotGroup(s, pairs, g.now)
	}
	return nil
}

// withMembers are the consistency groups that a snapshot can be taken of.
func (a *Array) withMembers() []*group {
	var found []*group
	for _, g := range a.groups.items {
		if !g.isSnapshot() && len(g.members) > 0 && g.pool.state == poolNormal {
			found = append(found, g)
		}
	}
	return found
}
