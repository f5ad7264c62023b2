package infinibox

import "slices"

// settleFilesystems lets locks of file systems' snapshots end, and deletes those
// whose retention is over. One that something holds stays until nothing does.
func (a *Array) settleFilesystems(now int64) {
	parents := make(map[int64]bool)
	for _, r := range slices.Backward(slices.Clone(a.recordsOf("filesystems").items)) { // children have larger ids
		if ends := r.get("lock_expires_at").num; r.get("lock_state").text == locked {
			if ends > now {
				a.due = min(a.due, ends)
				continue
			}
			r.set("lock_state", word(lockExpired))
		}
		expires := r.get("snapshot_expires_at").num * second
		switch {
		case expires == 0 || r.get("type").text != snapshot:
		case expires > now:
			a.due = min(a.due, expires)
		case !a.passes(r):
			a.due = min(a.due, now+retryDelay)
		default:
			parents[r.get("parent_id").num] = true
			a.drop(r)
		}
	}
	a.countChildren(parents)
}

// passes tells whether nothing holds an expired snapshot of a file system.
func (a *Array) passes(r *record) bool {
	if p := a.poolOf(r); p != nil && unlockedPool(p) != nil {
		return false
	}
	return held(nil, r) == nil && !r.get("has_children").equals(flag(true))
}

// countChildren tells file systems whether they have snapshots left.
func (a *Array) countChildren(parents map[int64]bool) {
	if len(parents) == 0 {
		return
	}
	left := make(map[int64]bool)
	for _, r := range a.recordsOf("filesystems").items {
		left[r.get("parent_id").num] = true
	}
	for id := range parents {
		if r, ok := a.recordsOf("filesystems").find(id); ok {
			r.set("has_children", flag(left[id]))
		}
	}
}
