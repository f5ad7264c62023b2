package infinibox

// plannedDataset is a volume as snapshot policies see it.
type plannedDataset struct{ *volume }

func (plannedDataset) sort() string               { return plannedVolume }
func (e plannedDataset) plan() *snapshotPolicy    { return e.policy }
func (e plannedDataset) assign(p *snapshotPolicy) { e.policy = p }

// mayBePlanned: a member of a group is in its group's snapshots. The reference
// has no words of its own for a snapshot here; they are those of the volume's
// update.
func (e plannedDataset) mayBePlanned() error {
	if e.isSnapshot() {
		return fail("DATASET_NOT_MASTER")
	}
	if e.group != nil {
		return refuseOwnPolicy(plannedVolume, e.name)
	}
	return nil
}

// plannedMembers is a consistency group as snapshot policies see it.
type plannedMembers struct{ *group }

func (plannedMembers) sort() string               { return plannedGroup }
func (e plannedMembers) plan() *snapshotPolicy    { return e.policy }
func (e plannedMembers) assign(p *snapshotPolicy) { e.policy = p }

func (e plannedMembers) mayBePlanned() error {
	if e.isSnapshot() {
		return fail("ASSIGN_SG_TO_SNAPSHOT_POLICY_NOT_SUPPORTED")
	}
	return nil
}

// plannedRecord is a file system as snapshot policies see it.
type plannedRecord struct{ *record }

func (plannedRecord) sort() string { return plannedFilesystem }

func (e plannedRecord) plan() *snapshotPolicy {
	p, _ := e.home.policies.find(e.get("snapshot_policy_id").num)
	return p
}

func (e plannedRecord) assign(p *snapshotPolicy) {
	if p == nil {
		e.set("snapshot_policy_id", none())
		return
	}
	e.set("snapshot_policy_id", number(p.id))
}

func (e plannedRecord) mayBePlanned() error {
	if e.get("type").text == snapshot {
		return fail("DATASET_NOT_MASTER")
	}
	return nil
}

// planFirst adds to the rule of new file systems which policy they
// get. A snapshot has none.
func (a *Array) planFirst(then func(*call, *record, fields) error) func(*call, *record, fields) error {
	return func(c *call, made *record, given fields) error {
		e := plannedRecord{made}
		id, set := given["snapshot_policy_id"]
		p, err := a.requestedPolicy(id.num, set && id.kind == integer)
		if err != nil {
			return err
		}
		if made.get("parent_id").num != 0 {
			p = nil
		}
		e.assign(p)
		if then == nil {
			return nil
		}
		return then(c, made, given)
	}
}

// replan adds to the rule of updates which policy they set: none for null
// and 0.
func (a *Array) replan(then func(*call, *record, fields) error) func(*call, *record, fields) error {
	return func(c *call, r *record, given fields) error {
		if id, set := given["snapshot_policy_id"]; set {
			if err := (plannedRecord{r}).mayBePlanned(); err != nil {
				return err
			}
			if id.kind == integer && id.num == 0 {
				given["snapshot_policy_id"] = none()
			}
		}
		if then == nil {
			return nil
		}
		return then(c, r, given)
	}
}
