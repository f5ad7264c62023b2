package infinibox

import "math"

// groupUpdate is what a group would be after an update.
type groupUpdate struct {
	name      string
	policy    *snapshotPolicy
	lock      int64
	retention int64
}

// updateGroup changes fields of a group: several at once, as the reference
// refuses that nowhere, and all or none.
func (a *Array) updateGroup(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	if err := d.only("name", "snapshot_policy_id", "lock_expires_at", "snapshot_retention"); err != nil {
		return nil, err
	}
	var wanted groupUpdate
	policyID, err := wanted.read(d)
	if err != nil {
		return nil, err
	}
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	if wanted.policy, err = a.policyOf(policyID); err != nil {
		return nil, err
	}
	if _, sent := d["snapshot_retention"]; sent && wanted.retention == 0 && g.isSnapshot() {
		if err := c.approve("Snapshot group '" + g.name + "' will have unlimited retention and will not be deleted automatically"); err != nil {
			return nil, err
		}
	}
	if err := unlockedPool(g.pool); err != nil {
		return nil, err
	}
	for _, admit := range []func(*call, *group, document, groupUpdate) error{admitGroupName, admitGroupPolicy, admitGroupLock, admitGroupRetention} {
		if err := admit(c, g, d, wanted); err != nil {
			return nil, err
		}
	}
	a.applyToGroup(g, d, wanted)
	return a.shownGroup(c, g), nil
}

// read takes the fields of an update, each checked by itself, and answers the
// id of the snapshot policy.
func (w *groupUpdate) read(d document) (policyID int64, err error) {
	if _, sent := d["name"]; sent {
		name, set, err := d.text("name")
		if err != nil {
			return 0, err
		}
		if !set {
			return 0, fail("MALFORMED_PARAMETER", "name")
		}
		if err := checkName(name); err != nil {
			return 0, err
		}
		w.name = name
	}
	if w.lock, _, err = d.number("lock_expires_at"); err != nil {
		return 0, err
	}
	if w.retention, _, err = d.number("snapshot_retention"); err != nil {
		return 0, err
	}
	if w.retention < 0 || w.retention > math.MaxInt32 {
		return 0, fail("MALFORMED_PARAMETER", "snapshot_retention")
	}
	policyID, _, err = d.number("snapshot_policy_id")
	return policyID, err
}

func admitGroupName(c *call, g *group, d document, wanted groupUpdate) error {
	if d["name"] == nil {
		return nil
	}
	if g.isLocked() {
		return failGroup("INVALID_OPERATION_ON_LOCKED_SNAPSHOT")
	}
	return c.array.freeGroupName(wanted.name, g)
}

func admitGroupPolicy(_ *call, g *group, _ document, wanted groupUpdate) error {
	if wanted.policy != nil && g.isSnapshot() {
		return fail("ASSIGN_SG_TO_SNAPSHOT_POLICY_NOT_SUPPORTED")
	}
	return nil
}

// admitGroupLock: a snapshot group can be locked, and its lock can last longer;
// a lock that has expired can be removed with null.
func admitGroupLock(c *call, g *group, d document, wanted groupUpdate) error {
	given, sent := d["lock_expires_at"]
	if !sent {
		return nil
	}
	switch {
	case !g.isSnapshot():
		return failGroup("INVALID_LOCK_ENTITY_TYPE", g.called())
	case given == nil && g.isLocked():
		return failGroup("UNLOCK_FORBIDDEN", g.name, utc(g.lockExpires))
	case given == nil:
		return nil
	}
	for _, m := range g.members {
		if !m.writeProtected {
			return fail("SNAPSHOT_LOCK_FORBIDDEN", m.name, "write-enabled")
		}
	}
	if g.isLocked() && wanted.lock < g.lockExpires {
		return failGroup("LOCK_EXPIRY_TOO_SHORT", g.name, utc(g.lockExpires))
	}
	return checkLock(c.millis(), wanted.lock)
}

// admitGroupRetention: a retention is for snapshot groups that a policy took;
// it can only be prolonged, or be ended, which is dangerous.
func admitGroupRetention(_ *call, g *group, d document, wanted groupUpdate) error {
	if _, sent := d["snapshot_retention"]; !sent {
		return nil
	}
	switch {
	case !g.isSnapshot():
		return fail("NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED")
	case g.madeBy == nil:
		return failGroup("SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED", g.name)
	case g.isLocked():
		return failGroup("INVALID_OPERATION_ON_LOCKED_SNAPSHOT")
	case wanted.retention > 0 && g.retention > 0 && wanted.retention <= g.retention:
		return fail("SNAPSHOT_RETENTION_INVALID")
	default:
		return nil
	}
}

// applyToGroup makes an update that nothing speaks against.
func (a *Array) applyToGroup(g *group, d document, wanted groupUpdate) {
	if d["name"] != nil {
		before := g.name
		g.name = wanted.name
		a.groups.renamed(g, before)
	}
	if _, sent := d["snapshot_policy_id"]; sent {
		g.policy = wanted.policy
	}
	if _, sent := d["lock_expires_at"]; sent {
		g.lockExpires, g.lockState = wanted.lock, locked
		if wanted.lock == 0 {
			g.lockState = unlocked
		}
	}
	if _, sent := d["snapshot_retention"]; sent {
		g.retention, g.expires = wanted.retention, 0
		if wanted.retention > 0 {
			g.expires = g.created/1000 + wanted.retention
		}
	}
	if !g.isSnapshot() {
		return
	}
	for _, m := range g.members {
		m.lockExpires, m.lockState = g.lockExpires, g.lockState
		m.retention, m.expires = g.retention, g.expires
	}
	a.watchGroup(g)
}
