package infinibox

import (
	"net/http"
	"slices"
)

// What every array has from the start, as the reference's samples show it: a
// policy that new volumes, file systems and groups get, with two schedules.
// Their ids stay apart from those of other objects, which start at FirstID.
const (
	defaultPolicyID     = 1
	defaultPolicyName   = "Default Policy"
	defaultPolicySuffix = "policy"
)

// snapshotPolicy takes snapshots of what it's assigned to, by its schedules
// ("Snapshot Policy" in the reference).
type snapshotPolicy struct {
	id        int64
	name      string
	suffix    string // of the names of its snapshots
	standard  bool   // new entities get it
	schedules []*schedule
	created   int64
	updated   int64
}

func (p *snapshotPolicy) identity() int64 { return p.id }
func (p *snapshotPolicy) label() string   { return p.name }

// policySchema is every field of a snapshot policy in the order of the
// samples. assigned counts what a policy is assigned to.
func policySchema(assigned func(*snapshotPolicy) int64) *schema[*snapshotPolicy] {
	schedules := scheduleSchema()
	return newSchema([]field[*snapshotPolicy]{
		{name: "suffix", kind: text, get: func(p *snapshotPolicy) value { return word(p.suffix) }},
		{name: "tenant_id", kind: integer, get: func(*snapshotPolicy) value { return number(1) }},
		{name: "created_at", kind: integer, get: func(p *snapshotPolicy) value { return number(p.created) }},
		{name: "updated_at", kind: integer, get: func(p *snapshotPolicy) value { return number(p.updated) }},
		{name: "assigned_entities_count", kind: integer, get: func(p *snapshotPolicy) value { return number(assigned(p)) }},
		{name: "schedules", kind: list, get: func(p *snapshotPolicy) value {
			shown := make([]value, len(p.schedules))
			for i, s := range p.schedules {
				shown[i] = structure(schedules.append(nil, s, nil))
			}
			return several(shown...)
		}},
		{name: "default_snapshot_policy", kind: boolean, get: func(p *snapshotPolicy) value { return flag(p.standard) }},
		{name: "id", kind: integer, get: func(p *snapshotPolicy) value { return number(p.id) }},
		{name: "name", kind: text, get: func(p *snapshotPolicy) value { return word(p.name) }},
	}, nil, nil)
}

// snapshotPolicyRoutes are the endpoints of the sections "Snapshot Policy" and
// "Schedule".
func (a *Array) snapshotPolicyRoutes() []route {
	const one, schedules = "snapshot_policies/{id}", "snapshot_policies/{snapshot_policy_id}/schedules"
	return []route{
		post("snapshot_policies", administrators(), a.createPolicy),
		listOn("snapshot_policies", "GetAllSnapshotPolicies", a.listPolicies),
		get(one, a.getPolicy),
		put(one, administrators(), a.updatePolicy),
		del(one, administrators(), a.deletePolicy),
		listOn("snapshot_policies/{id}/assigned_entities", "GetAllAssignedEntitiesInSnapshotPolicy", a.listPlanned),
		post("snapshot_policies/{snapshot_policy_id}/assign_entity", owners(), a.assignPlanned),
		post("snapshot_policies/{snapshot_policy_id}/unassign_entity", owners(), a.unassignPlanned),
		post(schedules, administrators(), a.createSchedule),
		listOn(schedules, "GetAllSchedulesInSnapshotPolicy", a.listSchedules),
		get(schedules+"/{id}", a.getSchedule),
		del(schedules+"/{id}", administrators(), a.deleteSchedule),
		post(schedules+"/{id}/enable", administrators(), a.switchSchedule(true)),
		post(schedules+"/{id}/disable", administrators(), a.switchSchedule(false)),
	}
}

// addDefaultPolicy gives a new array the policy that every array has.
func (a *Array) addDefaultPolicy(now int64) {
	p := &snapshotPolicy{
		id: defaultPolicyID, name: defaultPolicyName, suffix: defaultPolicySuffix, standard: true, created: now, updated: now,
	}
	a.policies.add(p)
	if a.options.WithoutSchedules {
		return
	}
	const hour, day = 3600, 86400
	a.keepSchedule(p, &schedule{id: defaultPolicyID + 1, name: "Six-Hourly", interval: 6 * hour, retention: day}, now)
	a.keepSchedule(p, &schedule{id: defaultPolicyID + 2, name: "Daily", interval: day, retention: 7 * day}, now)
}

// policyOf finds a policy by id; 0 stands for none.
func (a *Array) policyOf(id int64) (*snapshotPolicy, error) {
	if id == 0 {
		return nil, nil
	}
	p, ok := a.policies.find(id)
	if !ok {
		return nil, fail("SNAPSHOT_POLICY_NOT_FOUND")
	}
	return p, nil
}

// standardPolicy is the policy of new entities whose create names none; nil
// when there is none.
func (a *Array) standardPolicy() *snapshotPolicy {
	if at := slices.IndexFunc(a.policies.items, func(p *snapshotPolicy) bool { return p.standard }); at >= 0 {
		return a.policies.items[at]
	}
	return nil
}

// requestedPolicy is the policy that a create's snapshot_policy_id asks for:
// the default one when it doesn't say, none for 0.
func (a *Array) requestedPolicy(id int64, set bool) (*snapshotPolicy, error) {
	if !set {
		return a.standardPolicy(), nil
	}
	return a.policyOf(id)
}

// policyAt is the snapshot policy that the call's path names.
func (a *Array) policyAt(c *call) (*snapshotPolicy, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	p, ok := a.policies.find(id)
	if !ok {
		return nil, fail("SNAPSHOT_POLICY_NOT_FOUND")
	}
	return p, nil
}

// listPolicies counts what all policies are assigned to in one go.
func (a *Array) listPolicies(c *call) (*answer, error) {
	counts := make(map[*snapshotPolicy]int64, len(a.policies.items))
	for e := range a.allPlanned() {
		counts[e.plan()]++
	}
	return listOf(c, policySchema(func(p *snapshotPolicy) int64 { return counts[p] }), a.policies.items)
}

func (a *Array) getPolicy(c *call) (*answer, error) {
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.policies.schema, p, a.policies.pluck(c.params.Get("fields"))), nil
}

// deletePolicy deletes a policy with its schedules; what it was assigned to
// has none afterwards, and the snapshots that it took stay.
func (a *Array) deletePolicy(c *call) (*answer, error) {
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	if err := c.approve("If you delete the snapshot policy, its scheduled snapshots will no longer be created for the assigned entities"); err != nil {
		return nil, err
	}
	body := a.policies.append(nil, p, nil) // as it was: what it's assigned to is let go below
	for _, e := range a.plannedBy(p) {
		e.assign(nil)
	}
	for _, s := range p.schedules {
		a.schedules.remove(s)
	}
	a.policies.remove(p)
	return &answer{status: http.StatusOK, result: func(buf []byte) []byte { return append(buf, body...) }}, nil
}
