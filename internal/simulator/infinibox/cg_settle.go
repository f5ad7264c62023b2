package infinibox

import "slices"

// watchGroup remembers when something about a snapshot group will happen by
// itself.
func (a *Array) watchGroup(s *group) {
	if s.isLocked() {
		a.due = min(a.due, s.lockExpires)
	} else if s.expires > 0 {
		a.due = min(a.due, s.expires*1000)
	}
}

// settleGroups lets locks of snapshot groups end, and deletes those whose
// retention is over, with their snapshots. One that something holds stays until
// nothing does.
func (a *Array) settleGroups(now int64) {
	for _, s := range slices.Clone(a.groups.items) {
		if s.isLocked() && s.lockExpires <= now {
			s.lockState = lockExpired
		}
		if s.isLocked() || s.expires == 0 || s.expires*1000 > now {
			a.watchGroup(s)
			continue
		}
		if a.mayDissolve(s) != nil || s.membersMayVanish(now) != nil || s.hasGrandchildren() {
			a.due = min(a.due, now+retryDelay)
			continue
		}
		a.dissolve(s, true)
	}
}

// hasGrandchildren tells whether there are snapshots of the group's snapshots.
func (s *group) hasGrandchildren() bool {
	return slices.ContainsFunc(s.members, func(m *volume) bool { return len(m.children) > 0 })
}
