package infinibox

import (
	"errors"
	"unicode/utf8"
)

// createSnapshotGroup takes a snapshot of every member that a consistency group
// has now, all of them or none.
func (a *Array) createSnapshotGroup(c *call, d document, parentID int64) (*answer, error) {
	if err := d.only("parent_id", "name", "snap_prefix", "snap_suffix", "snapshot_retention", "lock_expires_at",
		"remote_snapshot_retention", "remote_snapshot_retention_lock"); err != nil {
		return nil, err
	}
	if err := d.require("name"); err != nil {
		return nil, err
	}
	s := &group{lockState: unlocked, created: c.millis(), updated: c.millis()}
	var err error
	if s.name, _, err = d.text("name"); err != nil {
		return nil, err
	}
	if err := d.readNumbers(map[string]*int64{"lock_expires_at": &s.lockExpires, "snapshot_retention": &s.retention}); err != nil {
		return nil, err
	}
	prefix, suffix, err := d.affixes()
	if err != nil {
		return nil, err
	}
	if prefix+suffix == "" {
		return nil, refuseNoAffix()
	}
	if err := checkName(s.name); err != nil {
		return nil, err
	}
	if err := checkRetention(d, s.retention); err != nil {
		return nil, err
	}
	if err := inGroupWords((&volume{}).readRemoteRetention(c, d, nil)); err != nil {
		return nil, err
	}
	parent, ok := a.groups.find(parentID)
	if !ok {
		return nil, fail("CG_NOT_FOUND")
	}
	taken := snapshotsOf(parent, prefix, suffix)
	if err := checkTakenNames(taken); err != nil {
		return nil, err
	}
	if d["lock_expires_at"] != nil {
		if err := checkLock(c.millis(), s.lockExpires); err != nil {
			return nil, err
		}
		s.lockState = locked
	}
	s.parent, s.pool = parent, parent.pool
	if err := a.admitSnapshotGroup(s, taken); err != nil {
		return nil, err
	}
	a.keepSnapshotGroup(s, taken, c.millis())
	return made(a.groups.schema, s), nil
}

// affixes are the snap_prefix and snap_suffix that names of snapshots are made
// with.
func (d document) affixes() (prefix, suffix string, err error) {
	for name, target := range map[string]*string{"snap_prefix": &prefix, "snap_suffix": &suffix} {
		affix, _, err := d.text(name)
		if err != nil {
			return "", "", err
		}
		if !isAffix(affix) {
			return "", "", fail("WRONG_PARAMETER", affix, name, "must include valid name characters only")
		}
		*target = affix
	}
	return prefix, suffix, nil
}

// refuseNoAffix is MISSING_FIELD for one of two fields.
func refuseNoAffix() error {
	return worded("MISSING_FIELD", "A field ('snap_prefix' or 'snap_suffix') is missing in an object passed")
}

// inGroupWords says a refusal that volumes share the way it's said of groups.
func inGroupWords(err error) error {
	var refused *failure
	if errors.As(err, &refused) {
		if words, ok := groupWords()[refused.code]; ok {
			return worded(refused.code, words)
		}
	}
	return err
}

// snapshotsOf pairs each member of a group with the snapshot it will get.
func snapshotsOf(parent *group, prefix, suffix string) []member {
	pairs := make([]member, len(parent.members))
	for i, v := range parent.members {
		pairs[i] = member{v, &volume{name: prefix + v.name + suffix, lockState: unlocked, writeProtected: true}}
	}
	return pairs
}

// checkTakenNames refuses names that are too long to be made.
func checkTakenNames(pairs []member) error {
	for _, m := range pairs {
		if utf8.RuneCountInString(m.taken.name) > maxNameLength {
			return fail("SG_MEMBER_INVALID_NAME_LENGTH")
		}
	}
	return nil
}

// admitSnapshotGroup refuses a well-formed snapshot group that clashes with the
// array's state.
func (a *Array) admitSnapshotGroup(s *group, pairs []member) error {
	limits := a.options.Limits
	switch {
	case s.parent.isSnapshot():
		return fail("SG_SNAP_NOT_ALLOWED")
	case len(pairs) == 0:
		return fail("CG_SNAP_WITH_NO_MEMBERS")
	case len(s.parent.children) >= limits.SnapshotGroups:
		return fail("SG_CG_COUNT_LIMIT")
	}
	if err := unlockedPool(s.pool); err != nil {
		return err
	}
	if err := a.freeGroupName(s.name, nil); err != nil {
		return err
	}
	for _, m := range pairs {
		if err := m.source.mayBeSnapped(false, s.created); err != nil {
			return err
		}
		if err := a.freeVolumeName(m.taken.name, nil); err != nil {
			return err
		}
		if err := a.roomInFamily(m.source, 0, len(pairs)); err != nil {
			return err
		}
	}
	return nil
}

// keepSnapshotGroup makes a snapshot group with its snapshots part of the array.
func (a *Array) keepSnapshotGroup(s *group, pairs []member, now int64) {
	if s.retention > 0 {
		s.expires = now/1000 + s.retention
	}
	a.keepGroup(s)
	for _, m := range pairs {
		m.taken.takeAfter(m.source, now)
		m.taken.madeBy = s.madeBy
		a.keepVolume(m.taken)
		s.join(m.taken)
	}
	a.watchGroup(s)
}
