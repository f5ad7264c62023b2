package infinibox

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

type policyRecord struct {
	ID        int64            `json:"id"`
	Name      string           `json:"name"`
	Suffix    string           `json:"suffix"`
	BuiltIn   bool             `json:"is_default"`
	Created   int64            `json:"created_at"`
	Updated   int64            `json:"updated_at"`
	Schedules []scheduleRecord `json:"schedules,omitempty"`
}

type scheduleRecord struct {
	ID        int64  `json:"id"`
	Name      string `json:"name"`
	Type      string `json:"type"`
	Interval  int64  `json:"interval"`
	Time      *int64 `json:"time_of_day,omitempty"`
	Day       string `json:"day_of_week,omitempty"`
	Retention int64  `json:"retention"`
	Locks     bool   `json:"lock_snapshots,omitempty"`
	Disabled  bool   `json:"disabled,omitempty"`
	Created   int64  `json:"created_at"`
	Updated   int64  `json:"updated_at"`
}

type originRecord struct {
	Policy       int64  `json:"created_by_snapshot_policy_id,omitempty"`
	PolicyName   string `json:"created_by_snapshot_policy_name,omitempty"`
	Schedule     int64  `json:"created_by_schedule_id,omitempty"`
	ScheduleName string `json:"created_by_schedule_name,omitempty"`
}

type qosPolicyRecord struct {
	ID      int64   `json:"id"`
	Name    string  `json:"name"`
	Type    string  `json:"type"`
	Ops     int64   `json:"max_ops,omitempty"`
	Bps     int64   `json:"max_bps,omitempty"`
	Burst   float64 `json:"burst_factor,omitempty"`
	Created int64   `json:"created_at"`
	Updated int64   `json:"updated_at"`
}

type qosAssignmentRecord struct {
	ID      int64 `json:"id"`
	Policy  int64 `json:"qos_policy_id"`
	Entity  int64 `json:"entity_id"`
	Created int64 `json:"created_at"`
	Updated int64 `json:"updated_at"`
}

// record is where a snapshot came from as an inventory has it.
func (o *origin) record() originRecord {
	if o == nil {
		return originRecord{}
	}
	return originRecord{o.policy, o.policyName, o.schedule, o.scheduleName}
}

// origin is that again; nil for none.
func (r originRecord) origin() *origin {
	if r == (originRecord{}) {
		return nil
	}
	return &origin{r.Policy, r.PolicyName, r.Schedule, r.ScheduleName}
}

func (p *snapshotPolicy) record() policyRecord {
	r := policyRecord{ID: p.id, Name: p.name, Suffix: p.suffix, BuiltIn: p.standard, Created: p.created, Updated: p.updated}
	for _, s := range p.schedules {
		r.Schedules = append(r.Schedules, scheduleRecord{
			s.id, s.name, s.sort(), s.interval, s.time, s.day, s.retention, s.locks, !s.enabled, s.created, s.updated,
		})
	}
	return r
}

// protection adds policies of both kinds to an inventory.
func (a *Array) protection(held *inventory) {
	for _, p := range a.policies.items {
		held.Policies = append(held.Policies, p.record())
	}
	for _, p := range a.qosPolicies.items {
		held.QoSPolicies = append(held.QoSPolicies, qosPolicyRecord{p.id, p.name, p.sort(), p.ops, p.bps, p.burst, p.created, p.updated})
	}
	for _, s := range a.qosAssignments.items {
		held.QoSAssignments = append(held.QoSAssignments, qosAssignmentRecord{s.id, s.policy.id, s.entity.identity(), s.created, s.updated})
	}
}

// protectionIDs are the ids of an inventory's policies and what is part of
// them.
func (held inventory) protectionIDs() []int64 {
	var ids []int64
	for _, r := range held.Policies {
		ids = append(ids, r.ID)
		for _, s := range r.Schedules {
			ids = append(ids, s.ID)
		}
	}
	for _, r := range held.QoSPolicies {
		ids = append(ids, r.ID)
	}
	for _, r := range held.QoSAssignments {
		ids = append(ids, r.ID)
	}
	return ids
}

// stockPolicies takes in snapshot policies; without any there's the one that
// every array has. Schedules go on from now.
func (a *Array) stockPolicies(records []policyRecord, now int64) error {
	a.planned = now
	if records == nil {
		a.addDefaultPolicy(now)
		return nil
	}
	for _, r := range records {
		p := &snapshotPolicy{
			id: r.ID, name: r.Name, suffix: cmp.Or(r.Suffix, "-"+r.Name), standard: r.BuiltIn,
			created: cmp.Or(r.Created, now), updated: cmp.Or(r.Updated, now),
		}
		err := a.checkPolicy(p)
		if err == nil {
			a.policies.add(p)
			err = a.stockSchedules(p, r.Schedules, now)
		}
		if err != nil {
			return fmt.Errorf("snapshot policy %d (%q): %w", r.ID, r.Name, err)
		}
	}
	return nil
}

// checkPolicy refuses a snapshot policy by itself and beside those that are
// there.
func (a *Array) checkPolicy(p *snapshotPolicy) error {
	if _, taken := a.policies.find(p.id); taken || p.id < 1 || p.id >= a.nextID {
		return errors.New("the id is taken, less than 1, or beyond next_id")
	}
	if p.standard && a.standardPolicy() != nil {
		return errors.New("another is the default one")
	}
	if err := p.check(); err != nil {
		return err
	}
	return a.freePolicy(p, nil)
}

func (a *Array) stockSchedules(p *snapshotPolicy, records []scheduleRecord, now int64) error {
	for _, r := range records {
		s := &schedule{
			id: r.ID, name: r.Name, byClock: r.Type == clockwatch, interval: r.Interval, time: r.Time, day: r.Day,
			retention: r.Retention, locks: r.Locks,
		}
		if err := a.checkSchedule(p, s, r.Type); err != nil {
			return fmt.Errorf("schedule %d (%q): %w", r.ID, r.Name, err)
		}
		a.keepSchedule(p, s, now)
		s.enabled, s.created, s.updated = !r.Disabled, cmp.Or(r.Created, now), cmp.Or(r.Updated, now)
	}
	return nil
}

func (a *Array) checkSchedule(p *snapshotPolicy, s *schedule, sort string) error {
	_, taken := a.schedules.find(s.id)
	switch {
	case taken || s.id < 1 || s.id >= a.nextID:
		return errors.New("the id is taken, less than 1, or beyond next_id")
	case sort != periodic && sort != clockwatch:
		return fmt.Errorf("there is no type %q", sort)
	case s.day != "" && !slices.Contains(daysOfWeek(), s.day):
		return fmt.Errorf("there is no day %q", s.day)
	}
	if err := s.check(); err != nil {
		return err
	}
	return a.admitSchedule(p, s)
}

// stockQoS takes in QoS policies and what they are assigned to.
func (a *Array) stockQoS(held inventory, now int64) error {
	for _, r := range held.QoSPolicies {
		p := &qosPolicy{
			id: r.ID, name: r.Name, shared: r.Type == poolVolumeLimits, ops: r.Ops, bps: r.Bps, burst: r.Burst,
			created: cmp.Or(r.Created, now), updated: cmp.Or(r.Updated, now),
		}
		if err := a.checkQoSPolicy(p, r.Type); err != nil {
			return fmt.Errorf("QoS policy %d (%q): %w", r.ID, r.Name, err)
		}
		a.qosPolicies.add(p)
	}
	for _, r := range held.QoSAssignments {
		if err := a.stockAssignment(r, now); err != nil {
			return fmt.Errorf("QoS assignment %d: %w", r.ID, err)
		}
	}
	return nil
}

func (a *Array) checkQoSPolicy(p *qosPolicy, sort string) error {
	_, taken := a.qosPolicies.find(p.id)
	switch {
	case taken || p.id < 1 || p.id >= a.nextID:
		return errors.New("the id is taken, less than 1, or beyond next_id")
	case sort != volumeLimits && sort != poolVolumeLimits:
		return fmt.Errorf("there is no type %q", sort)
	}
	if err := checkName(p.name); err != nil {
		return err
	}
	if err := a.freeQoSName(p.name, nil); err != nil {
		return err
	}
	return p.check()
}

func (a *Array) stockAssignment(r qosAssignmentRecord, now int64) error {
	p, ok := a.qosPolicies.find(r.Policy)
	if !ok {
		return fail("QOS_POLICY_NOT_FOUND", r.Policy)
	}
	e := a.limitable(p.shared, r.Entity)
	_, taken := a.qosAssignments.find(r.ID)
	switch {
	case taken || r.ID < 1 || r.ID >= a.nextID:
		return errors.New("the id is taken, less than 1, or beyond next_id")
	case e == nil:
		return fail("QOS_EXPECTED_ENTITY_NOT_FOUND", limitedSort(p.shared))
	case e.limits() != nil:
		return errors.New("its entity is assigned already")
	case !a.qos:
		return errors.New("QoS isn't enabled")
	}
	a.keepQoS(&qosAssignment{id: r.ID, policy: p, entity: e, created: cmp.Or(r.Created, now), updated: cmp.Or(r.Updated, now)})
	return nil
}
