package infinibox

import "strconv"

// groupMemberRoutes are the endpoints of the section "Consistency Group" that
// are about the members of one group.
func (a *Array) groupMemberRoutes() []route {
	return []route{
		post("cgs/{id}/members", owners(), a.addToGroup),
		listOn("cgs/{cg_id}/members", "GetMembersByID", a.listMembers),
		del("cgs/{id}/members/{dataset_id}", owners(), a.removeFromGroup, append(removalFlags(), "create_replica", "replica_name")...),
	}
}

// removalFlags are parameters of a removal that only say something about
// replicas: they are taken without effect.
func removalFlags() []string {
	return []string{
		"retain_staging_area", "force_if_no_remote_credentials", "force_if_remote_error", "force_on_target",
		"force_on_local", "keep_serial_on_local",
	}
}

func (a *Array) listMembers(c *call) (*answer, error) {
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.volumes.schema, g.members)
}

// addToGroup puts a volume into a consistency group, or a snapshot into a
// snapshot group. It answers the group.
func (a *Array) addToGroup(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := checkPairing(d); err != nil {
		return nil, err
	}
	if err := d.require("dataset_id"); err != nil {
		return nil, err
	}
	id, _, err := d.number("dataset_id")
	if err != nil {
		return nil, err
	}
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	v, err := a.candidate(id)
	if err != nil {
		return nil, err
	}
	if g.isSnapshot() {
		err = admitToSnapshotGroup(c, g, v)
	} else {
		err = a.admitToGroup(g, v)
	}
	if err != nil {
		return nil, err
	}
	g.join(v)
	answered := a.shownGroup(c, g)
	answered.status = 201
	return answered, nil
}

// checkPairing refuses everything but a member, and pairs of replicas: no group
// is replicated.
func checkPairing(d document) error {
	pairing := []string{"active_active_info", "replica_id", "replication_pair_info", "replication_pairs_info"}
	if err := d.only(append(pairing, "dataset_id")...); err != nil {
		return err
	}
	for _, name := range pairing {
		var fits bool
		switch given := d[name].(type) {
		case nil:
			continue
		case map[string]any:
			fits = name == "active_active_info" || name == "replication_pair_info"
		case []any:
			fits = name == "replication_pairs_info"
		default:
			_, number := whole(given)
			fits = number && name == "replica_id"
		}
		if !fits {
			return fail("MALFORMED_PARAMETER", name)
		}
		return fail("UNSUPPORTED_FIELD", name)
	}
	return nil
}

// candidate is the volume or snapshot that is to join a group.
func (a *Array) candidate(id int64) (*volume, error) {
	if v, ok := a.volumes.find(id); ok {
		return v, nil
	}
	if a.exists("filesystems", id) {
		return nil, fail("ILLEGAL_CG_DATASET_TYPE")
	}
	return nil, fail("DATASET_NOT_FOUND")
}

// admitToGroup refuses what can't be a member of a consistency group.
func (a *Array) admitToGroup(g *group, v *volume) error {
	if err := unlockedPool(g.pool); err != nil {
		return err
	}
	limit := a.options.Limits.GroupMembers
	switch {
	case v.isSnapshot():
		return fail("ILLEGAL_CG_DATASET")
	case v.group != nil:
		return fail("DATASET_ALREADY_IN_A_CG")
	case v.pool != g.pool:
		return fail("DATASET_NOT_IN_CG_POOL")
	case v.activeActive() != nil:
		return fail("ACTIVE_ACTIVE_PEER_CANNOT_BE_ADDED_TO_CG")
	case v.isTarget():
		return fail("TARGET_DATASET_IS_REPLICATED", v.name)
	case v.isSource():
		return fail("SOURCE_DATASET_IS_REPLICATED", v.name)
	case len(g.members) >= limit:
		return failGroup("GROUP_MEMBERS_LIMIT_EXCEEDED", limit)
	default:
		return nil
	}
}

// admitToSnapshotGroup refuses what can't be a member of a snapshot group. A
// retention that the snapshot has of its own would end, which is dangerous.
func admitToSnapshotGroup(c *call, s *group, v *volume) error {
	if v.isSnapshot() && v.expires > 0 {
		err := c.approve("If you add snapshot '" + v.name + "' to snap group '" + s.name + "', the snapshot's retention time of " +
			strconv.FormatInt(v.expires, 10) + " will be cleared")
		if err != nil {
			return err
		}
	}
	if err := unlockedPool(s.pool); err != nil {
		return err
	}
	switch {
	case !v.isSnapshot():
		return fail("DATASET_NOT_SNAPSHOT")
	case v.group != nil:
		return fail("DATASET_ALREADY_IN_A_CG")
	case v.parent.group != s.parent:
		return fail("SNAPSHOT_PARENT_IS_NOT_IN_CG", v.name, s.name, v.parent.name, s.parent.name)
	case s.snapshotOf(v.parent) != nil:
		return fail("SNAPSHOT_PARENT_HAS_ALREADY_MEMBER_IN_SG", v.name, s.name, s.snapshotOf(v.parent).name)
	case s.expires > 0 && v.expires > 0:
		return fail("SNAPSHOT_AND_SG_BOTH_HAVE_RETENTION", v.name, s.name)
	case s.expires > 0:
		// The array writes these seconds as if they were milliseconds.
		return fail("SNAPSHOT_CANNOT_BE_ADDED_TO_SG_WITH_RETENTION", s.name, utc(s.expires))
	case s.isLocked() && v.isLocked():
		return fail("CANNOT_ADD_LOCKED_SNAPSHOT_TO_LOCKED_SG")
	case s.isLocked():
		return fail("CANNOT_ADD_UNLOCKED_SNAPSHOT_TO_LOCKED_SG")
	case v.isLocked():
		return fail("CANNOT_ADD_LOCKED_SNAPSHOT_TO_UNLOCKED_SG")
	default:
		return nil
	}
}

// removeFromGroup takes a volume out of a consistency group, and its snapshots
// out of the group's snapshot groups, which stay, even without members.
func (a *Array) removeFromGroup(c *call) (*answer, error) {
	for _, name := range []string{"create_replica", "replica_name"} {
		if c.params.Has(name) { // nothing is replicated
			return nil, fail("UNSUPPORTED_FIELD", name)
		}
	}
	for _, name := range removalFlags() {
		if err := c.checkFlag(name); err != nil {
			return nil, err
		}
	}
	id, err := strconv.ParseInt(c.variables[1], 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	g, err := a.groupAt(c)
	if err != nil {
		return nil, err
	}
	v, ok := a.volumes.find(id)
	if !ok || v.group != g {
		return nil, fail("CG_DATASET_NOT_FOUND")
	}
	if err := c.approve("Removing a member from a consistency group will also remove its snapshots from the snapgroups. " +
		"Future snapshots (as well as replications) will not include this member"); err != nil {
		return nil, err
	}
	if g.isSnapshot() {
		return nil, fail("MEMBER_CANNOT_BE_REMOVED_FROM_SG")
	}
	if err := unlockedPool(g.pool); err != nil {
		return nil, err
	}
	g.leave(v)
	for _, s := range g.children {
		if taken := s.snapshotOf(v); taken != nil {
			s.leave(taken)
			a.watch(taken)
		}
	}
	return a.shownGroup(c, g), nil
}
