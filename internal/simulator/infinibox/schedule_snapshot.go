package infinibox

import (
	"fmt"
	"unicode/utf8"
)

// get is one of the four fields that tell of an origin, null for none.
func (o *origin) get(name string) value {
	if o == nil {
		return none()
	}
	named := func(name string) value {
		if name == "" {
			return none()
		}
		return word(name)
	}
	switch name {
	case "created_by_snapshot_policy_id":
		return optional(o.policy)
	case "created_by_snapshot_policy_name":
		return named(o.policyName)
	case "created_by_schedule_id":
		return optional(o.schedule)
	default:
		return named(o.scheduleName)
	}
}

// originFields are those four.
func originFields() []string {
	return []string{
		"created_by_snapshot_policy_id", "created_by_snapshot_policy_name", "created_by_schedule_id", "created_by_schedule_name",
	}
}

// nameDigits is how many hexadecimal digits a snapshot's name ends with.
const nameDigits = 16

// nameFor is what the snapshot of an entity is called: the entity's name, the
// policy's suffix, cut to leave room for sixteen digits that nothing else has.
// The reference's sample of such a name is made like that.
func (o *occasion) nameFor(e planned, taken func(string) bool) string {
	stem := e.label() + o.by.policy.suffix
	for utf8.RuneCountInString(stem) > maxNameLength-nameDigits {
		_, last := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-last]
	}
	digits := scatter(scatter(scatter(uint64(o.by.id))^uint64(e.identity())) ^ uint64(o.at)) //nolint:gosec // any 64 bits will do
	for {
		name := stem + fmt.Sprintf("%0*x", nameDigits, digits)
		if !taken(name) {
			return name
		}
		digits = scatter(digits)
	}
}

// scatter makes any other number of a number, always the same one.
func scatter(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// expires is when the snapshots are deleted, in seconds since 1970.
func (o *occasion) expires() int64 { return o.at/second + o.by.retention }

// lock is the end of the snapshots' lock in ms and its state: they are locked
// as long as they are kept, or not at all.
func (o *occasion) lock() (ends int64, state string) {
	if !o.by.locks {
		return 0, unlocked
	}
	return o.expires() * second, locked
}

// take takes a snapshot of a volume, unless its pool is locked, its family is
// full or what else is done to it doesn't let it.
func (e plannedDataset) take(a *Array, due *occasion) {
	if unlockedPool(e.pool) != nil || e.mayBeSnapped(false, due.at) != nil || a.roomInFamily(e.volume, 0, 1) != nil {
		return
	}
	s := &volume{writeProtected: true, retention: due.by.retention, madeBy: due.origin}
	s.name = due.nameFor(e, func(name string) bool { return a.freeVolumeName(name, nil) != nil })
	s.lockExpires, s.lockState = due.lock()
	s.takeAfter(e.volume, due.at)
	a.keepVolume(s)
}

// take takes a snapshot of all members of a group, or of none.
func (e plannedMembers) take(a *Array, due *occasion) {
	s := &group{parent: e.group, pool: e.pool, retention: due.by.retention, madeBy: due.origin, created: due.at, updated: due.at}
	s.name = due.nameFor(e, func(name string) bool { return a.freeGroupName(name, nil) != nil })
	s.lockExpires, s.lockState = due.lock()
	pairs := make([]member, len(e.members))
	for i, v := range e.members {
		name := due.nameFor(plannedDataset{v}, func(name string) bool { return a.freeVolumeName(name, nil) != nil })
		pairs[i] = member{v, &volume{name: name, lockState: unlocked, writeProtected: true}}
	}
	if a.admitSnapshotGroup(s, pairs) == nil {
		a.keepSnapshotGroup(s, pairs, due.at)
	}
}

// take takes a snapshot of a file system.
func (e plannedRecord) take(a *Array, due *occasion) {
	if p := a.poolOf(e.record); p != nil && unlockedPool(p) != nil {
		return
	}
	s := a.newRecord(e.kind, a.newID())
	s.inherit(e.record)
	ends, state := due.lock()
	for _, name := range originFields() {
		s.set(name, due.origin.get(name))
	}
	for name, v := range (fields{
		"name":               word(due.nameFor(e, func(name string) bool { _, taken := a.recordsOf(e.kind.name()).named(name); return taken })),
		"snapshot_policy_id": none(), "write_protected": flag(true), "depth": number(e.get("depth").num + 1),
		"snapshot_retention": number(due.by.retention), "snapshot_expires_at": number(due.expires()),
		"lock_state": word(state), "lock_expires_at": optional(ends),
		"created_at": number(due.at), "updated_at": number(due.at),
	}) {
		s.set(name, v)
	}
	a.keep(s)
}
