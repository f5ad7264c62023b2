package infinibox

// member is one volume of a group snapshot, and the snapshot it will get.
type member struct {
	source *volume
	taken  *volume
}

// groupSnapshot takes snapshots of several volumes of one pool at once: all of
// them or none.
func (a *Array) groupSnapshot(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	members, err := a.readMembers(d)
	if err != nil {
		return nil, err
	}
	pool := members[0].source.pool
	for _, m := range members {
		if m.source.pool != pool {
			return nil, fail("DATASET_BELONG_TO_DIFFERENT_POOL", m.source.name)
		}
	}
	for _, m := range members {
		switch {
		case m.source.activeActive() != nil:
			return nil, fail("ACTIVE_ACTIVE_GROUP_SNAPSHOT_NOT_ALLOWED")
		case m.source.isTarget():
			return nil, fail("REPLICATED_VOLUME_SNAPSHOT_NOT_ALLOWED")
		}
		if err := m.source.mayBeSnapped(false, c.millis()); err != nil {
			return nil, err
		}
	}
	if err := a.admitMembers(members); err != nil {
		return nil, err
	}
	for _, m := range members {
		m.taken.takeAfter(m.source, c.millis())
		a.keepVolume(m.taken)
	}
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, '[')
		for i, m := range members {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = a.volumes.append(buf, m.taken, nil)
		}
		return append(buf, ']')
	}}, nil
}

// readMembers reads the body: the volumes, each with a name for its snapshot or
// left to the prefix and suffix.
func (a *Array) readMembers(d document) ([]member, error) {
	if err := d.only("entities", "snap_prefix", "snap_suffix"); err != nil {
		return nil, err
	}
	if err := d.require("entities"); err != nil {
		return nil, err
	}
	given, ok := d["entities"].([]any)
	if !ok || len(given) == 0 {
		return nil, fail("MALFORMED_PARAMETER", "entities")
	}
	affixes := make(map[string]string, 2)
	for _, name := range []string{"snap_prefix", "snap_suffix"} {
		affix, _, err := d.text(name)
		if err != nil {
			return nil, err
		}
		if !isAffix(affix) {
			return nil, fail("WRONG_PARAMETER", affix, name, "must include valid name characters only")
		}
		affixes[name] = affix
	}
	members := make([]member, 0, len(given))
	seen := make(map[int64]bool, len(given))
	for _, entity := range given {
		fields, ok := entity.(map[string]any)
		if !ok {
			return nil, fail("MALFORMED_PARAMETER", "entities")
		}
		m, err := a.readMember(fields, affixes["snap_prefix"], affixes["snap_suffix"])
		if err != nil {
			return nil, err
		}
		if seen[m.source.id] {
			return nil, fail("WRONG_PARAMETER", describe(m.source.id), "entity id", " unique")
		}
		seen[m.source.id] = true
		members = append(members, m)
	}
	return members, nil
}

func (a *Array) readMember(d document, prefix, suffix string) (member, error) {
	if err := d.only("id", "snap_name"); err != nil {
		return member{}, err
	}
	if err := d.require("id"); err != nil {
		return member{}, err
	}
	id, _, err := d.number("id")
	if err != nil {
		return member{}, err
	}
	source, ok := a.volumes.find(id)
	if !ok {
		return member{}, fail("VOLUME_NOT_FOUND")
	}
	name, named, err := d.text("snap_name")
	if err != nil {
		return member{}, err
	}
	if !named {
		name = prefix + source.name + suffix
	}
	return member{source, &volume{name: name, lockState: unlocked, writeProtected: true}}, checkName(name)
}

// isAffix tells whether a prefix or suffix holds only what a name may, spaces
// left out.
func isAffix(affix string) bool {
	for _, c := range affix {
		if c == ' ' {
			return false
		}
	}
	return isNameText(affix)
}

// admitMembers refuses a group that clashes with itself or the array's state.
func (a *Array) admitMembers(members []member) error {
	if limit := a.options.Limits.GroupMembers; len(members) > limit {
		return fail("GROUP_MEMBERS_LIMIT_EXCEEDED", limit)
	}
	names := make(map[string]bool, len(members))
	families := make(map[*volume]int, len(members))
	for _, m := range members {
		if names[m.taken.name] || m.taken.name == m.source.name {
			return fail("DATASET_NAME_WILL_BE_DUPLICATED", m.taken.name)
		}
		names[m.taken.name] = true
		if err := unlockedPool(m.source.pool); err != nil {
			return err
		}
		if err := a.freeVolumeName(m.taken.name, nil); err != nil {
			return err
		}
		if err := a.roomInFamily(m.source, families[m.source.root], len(members)); err != nil {
			return err
		}
		families[m.source.root]++
	}
	return nil
}
