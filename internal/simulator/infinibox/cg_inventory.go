package infinibox

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// groupRecord is a group as an inventory has it.
type groupRecord struct {
	ID           int64   `json:"id"`
	Name         string  `json:"name"`
	PoolID       int64   `json:"pool_id"`
	ParentID     int64   `json:"parent_id,omitempty"`
	Members      []int64 `json:"members,omitempty"`
	PolicyID     int64   `json:"snapshot_policy_id,omitempty"`
	LockExpires  int64   `json:"lock_expires_at,omitempty"`
	LockState    string  `json:"lock_state"`
	Retention    int64   `json:"snapshot_retention,omitempty"`
	Expires      int64   `json:"snapshot_expires_at,omitempty"`
	ByPolicyID   int64   `json:"created_by_policy_id,omitempty"`
	ByPolicy     string  `json:"created_by_policy,omitempty"`
	ByScheduleID int64   `json:"created_by_schedule_id,omitempty"`
	BySchedule   string  `json:"created_by_schedule,omitempty"`
	Created      int64   `json:"created_at"`
	Updated      int64   `json:"updated_at"`
}

func (g *group) record() groupRecord {
	r := groupRecord{
		ID: g.id, Name: g.name, PoolID: g.pool.id, LockExpires: g.lockExpires, LockState: g.lockState,
		Retention: g.retention, Expires: g.expires, ByPolicyID: g.origin().policy, ByPolicy: g.origin().policyName,
		ByScheduleID: g.origin().schedule, BySchedule: g.origin().scheduleName, Created: g.created, Updated: g.updated,
	}
	for _, m := range g.members {
		r.Members = append(r.Members, m.id)
	}
	if g.parent != nil {
		r.ParentID = g.parent.id
	}
	if g.policy != nil {
		r.PolicyID = g.policy.id
	}
	return r
}

// stockGroup adds a group whose volumes are there; parents come before their
// snapshot groups, as their ids are smaller.
func (a *Array) stockGroup(r groupRecord, now int64) error {
	g := &group{
		id: r.ID, name: r.Name, lockExpires: r.LockExpires, lockState: r.LockState, retention: r.Retention, expires: r.Expires,
		created: cmp.Or(r.Created, now), updated: cmp.Or(r.Updated, now),
	}
	if r.ByPolicyID != 0 {
		g.madeBy = &origin{r.ByPolicyID, r.ByPolicy, r.ByScheduleID, r.BySchedule}
	}
	var ok bool
	if g.pool, ok = a.pools.find(r.PoolID); !ok {
		return fmt.Errorf("there is no pool %d", r.PoolID)
	}
	if r.ParentID != 0 {
		if g.parent, ok = a.groups.find(r.ParentID); !ok {
			return fmt.Errorf("there is no group %d before it to be its parent", r.ParentID)
		}
	}
	var err error
	if g.policy, err = a.policyOf(r.PolicyID); err != nil {
		return err
	}
	if g.lockState == "" {
		g.lockState = lockAt(now, g.lockExpires)
	}
	if err := a.checkGroup(g); err != nil {
		return err
	}
	if g.parent != nil {
		g.parent.children = append(g.parent.children, g)
	}
	a.groups.add(g)
	for _, id := range r.Members {
		if err := a.stockMember(g, id); err != nil {
			return fmt.Errorf("member %d: %w", id, err)
		}
	}
	a.watchGroup(g)
	return nil
}

// checkGroup refuses a group by itself and beside those that are there.
func (a *Array) checkGroup(g *group) error {
	if err := a.checkID(g.id); err != nil {
		return err
	}
	if err := checkName(g.name); err != nil {
		return err
	}
	if err := a.freeGroupName(g.name, nil); err != nil {
		return err
	}
	switch {
	case !slices.Contains([]string{unlocked, locked, lockExpired}, g.lockState):
		return fmt.Errorf("there is no lock state %q", g.lockState)
	case (g.lockState == unlocked) != (g.lockExpires == 0):
		return errors.New("its lock state doesn't go with its lock's end")
	case min(g.lockExpires, g.retention, g.expires, g.created, g.updated) < 0:
		return errors.New("it has a negative time")
	case g.retention > math.MaxInt32, (g.retention == 0) != (g.expires == 0):
		return errors.New("its retention doesn't go with the time at which it expires")
	}
	if g.isSnapshot() {
		return a.checkSnapshotGroup(g)
	}
	switch {
	case g.pool.kind != poolStandard:
		return fmt.Errorf("its pool is of the type %s", g.pool.kind)
	case g.lockExpires != 0:
		return failGroup("INVALID_LOCK_ENTITY_TYPE", g.called())
	case g.retention != 0:
		return fail("NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED")
	case a.masterGroups() >= a.options.Limits.Groups:
		return fail("CG_COUNT_LIMIT")
	default:
		return nil
	}
}

// checkSnapshotGroup refuses what a consistency group may be and a snapshot
// group may not.
func (a *Array) checkSnapshotGroup(s *group) error {
	switch {
	case s.parent.isSnapshot():
		return fail("SG_SNAP_NOT_ALLOWED")
	case s.pool != s.parent.pool:
		return errors.New("its parent is in another pool")
	case s.policy != nil:
		return fail("ASSIGN_SG_TO_SNAPSHOT_POLICY_NOT_SUPPORTED")
	case len(s.parent.children) >= a.options.Limits.SnapshotGroups:
		return fail("SG_CG_COUNT_LIMIT")
	default:
		return nil
	}
}

// stockMember makes a volume or snapshot a member of a group that is there.
func (a *Array) stockMember(g *group, id int64) error {
	v, ok := a.volumes.find(id)
	switch {
	case !ok:
		return fail("DATASET_NOT_FOUND")
	case v.group != nil:
		return fail("DATASET_ALREADY_IN_A_CG")
	case v.pool != g.pool:
		return fail("DATASET_NOT_IN_CG_POOL")
	case v.isSnapshot() != g.isSnapshot():
		return errors.New("consistency groups have volumes, snapshot groups have snapshots")
	case len(g.members) >= a.options.Limits.GroupMembers:
		return failGroup("GROUP_MEMBERS_LIMIT_EXCEEDED", a.options.Limits.GroupMembers)
	case v.policy != nil:
		return refuseOwnPolicy("VOLUME", v.name)
	case g.isSnapshot() && v.parent.group != g.parent:
		return fail("SNAPSHOT_PARENT_IS_NOT_IN_CG", v.name, g.name, v.parent.name, g.parent.name)
	case g.isSnapshot() && g.snapshotOf(v.parent) != nil:
		return fail("SNAPSHOT_PARENT_HAS_ALREADY_MEMBER_IN_SG", v.name, g.name, g.snapshotOf(v.parent).name)
	case g.isSnapshot() && (v.lockExpires != g.lockExpires || v.expires != g.expires):
		return errors.New("its lock or retention isn't its group's")
	}
	g.join(v)
	return nil
}
