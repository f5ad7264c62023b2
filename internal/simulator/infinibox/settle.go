package infinibox

import (
	"math"
	"time"
)

// never is a time that doesn't come.
const never = math.MaxInt64

// watch remembers when something about a volume will happen by itself: its
// lock ends, its retention ends, it has loaded into the cache.
func (a *Array) watch(v *volume) {
	a.due = min(a.due, v.nextEvent())
}

// nextEvent is the time in ms of what happens next to a volume by itself.
func (v *volume) nextEvent() int64 {
	next := int64(never)
	if v.isLocked() {
		next = min(next, v.lockExpires)
	}
	if v.expires > 0 && !v.isLocked() && v.group == nil { // a member goes with its group
		next = min(next, v.expires*1000)
	}
	if v.loadsAt > 0 {
		next = min(next, v.loadsAt)
	}
	if v.loadedAt > 0 {
		next = min(next, v.loadedAt)
	}
	return next
}

// settle lets everything happen that was due by now. It is what every call
// does first, so nobody sees a lock that has run out.
func (a *Array) settle(now time.Time) {
	millis := now.UnixMilli()
	a.mu.RLock()
	due, back := a.due, a.planned-clockSlack
	a.mu.RUnlock()
	if millis < due && millis >= back {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var expired []*volume
	a.due = never
	a.catchUp(millis)
	for _, v := range a.volumes.items {
		if v.isLocked() && v.lockExpires <= millis {
			v.lockState = lockExpired
		}
		if v.loadsAt <= millis {
			v.loadsAt = 0
		}
		if v.loadedAt > 0 && v.loadedAt <= millis {
			v.loadedAt = 0
		}
		if v.expires > 0 && v.expires*1000 <= millis && !v.isLocked() && v.group == nil {
			expired = append(expired, v)
			continue
		}
		a.watch(v)
	}
	a.carryOutLate(now)
	a.dropExpired(expired, millis)
	a.settleGroups(millis)
	a.settleFilesystems(millis)
	for _, s := range a.schedules.items {
		a.expect(s)
	}
}

// retryDelay is when the array tries again to delete an expired snapshot that
// it can't delete yet, in ms.
const retryDelay = 60_000

// dropExpired deletes snapshots whose retention is over. One with snapshots of
// its own, a mapping or a locked pool stays until nothing holds it any more.
func (a *Array) dropExpired(expired []*volume, now int64) {
	gone := make(map[*volume]bool)
	for i := len(expired) - 1; i >= 0; i-- { // children have larger ids than parents
		v := expired[i]
		if len(v.children) > 0 || v.mayVanish(now) != nil {
			a.due = min(a.due, now+retryDelay)
			continue
		}
		a.detach(v, gone)
	}
	a.sweep(gone)
}
