package infinibox

import "fmt"

// protection makes one object of the kinds that have types of their own here:
// policies, schedules and assignments; nil for other kinds.
func (g *generator) protection(entity string) func() error {
	return map[string]func() error{
		"snapshot_policies": g.snapshotPolicy, "schedules": g.schedule, "snapshot_policy_assignments": g.plannedVolume,
		"qos_policies": g.qosPolicy, "qos_assignments": g.limitedVolume,
	}[entity]
}

func (g *generator) snapshotPolicy() error {
	a := g.array
	p := &snapshotPolicy{created: g.now, updated: g.now}
	p.name = g.unique(func(at int) string { return fmt.Sprintf("snapshots-%05d", at) }, len(a.policies.items), func(name string) bool {
		return a.freePolicy(&snapshotPolicy{name: name, suffix: "-" + name}, nil) != nil
	})
	p.suffix = "-" + p.name
	if len(a.policies.items) >= a.options.Limits.SnapshotPolicies {
		return fail("SNAPSHOT_POLICIES_COUNT_LIMIT")
	}
	p.id = a.newID()
	a.policies.add(p)
	return nil
}

// aSnapshotPolicy is one that isn't built in, made when there's none. They take
// turns.
func (g *generator) aSnapshotPolicy() (*snapshotPolicy, error) {
	a := g.array
	var own []*snapshotPolicy
	for _, p := range a.policies.items {
		if p.id != defaultPolicyID {
			own = append(own, p)
		}
	}
	if len(own) == 0 {
		if err := g.snapshotPolicy(); err != nil {
			return nil, err
		}
		own = a.policies.items[len(a.policies.items)-1:]
	}
	return own[g.turn("snapshot_policies", len(own))], nil
}

// schedule is of every type in turn.
func (g *generator) schedule() error {
	a := g.array
	p, err := g.aSnapshotPolicy()
	if err != nil {
		return err
	}
	s := &schedule{interval: minInterval * (1 + g.random.Int64N(24)), retention: minRetention * (24 + g.random.Int64N(144))}
	if turn := g.turn("schedules", 3); turn > 0 {
		at := g.random.Int64N(24) * minInterval
		s.byClock, s.interval, s.time = true, standardInterval, &at
		if turn == 2 {
			s.day = g.pick(daysOfWeek()...)
		}
	}
	s.name = fmt.Sprintf("schedule-%05d", len(p.schedules)+1)
	if err := a.admitSchedule(p, s); err != nil {
		return err
	}
	s.id = a.newID()
	a.keepSchedule(p, s, g.now)
	return nil
}

// plannedVolume puts a volume that has the default policy under another.
func (g *generator) plannedVolume() error {
	p, err := g.aSnapshotPolicy()
	if err != nil {
		return err
	}
	v, err := g.volumeThat(func(v *volume) bool {
		return (v.policy == nil || v.policy.id == defaultPolicyID) && (plannedDataset{v}).mayBePlanned() == nil
	})
	if err != nil {
		return err
	}
	v.policy = p
	return nil
}

// volumeThat is a volume that something holds of, made when there's none.
func (g *generator) volumeThat(holds func(*volume) bool) (*volume, error) {
	a := g.array
	for ; g.tried < len(a.volumes.items); g.tried++ {
		if v := a.volumes.items[g.tried]; holds(v) {
			return v, nil
		}
	}
	if err := g.volumes(1); err != nil {
		return nil, err
	}
	return a.volumes.items[len(a.volumes.items)-1], nil
}

func (g *generator) qosPolicy() error {
	a := g.array
	p := &qosPolicy{ops: minOps * (1 + g.random.Int64N(100)), created: g.now, updated: g.now}
	if g.random.IntN(2) == 0 {
		p.bps = minBps * (1 + g.random.Int64N(20))
	}
	if g.random.IntN(2) == 0 {
		p.burst = minBurst + float64(g.random.IntN(20))/10
	}
	p.name = g.unique(func(at int) string { return fmt.Sprintf("qos-%05d", at) }, len(a.qosPolicies.items)+1, func(name string) bool {
		return a.freeQoSName(name, nil) != nil
	})
	if len(a.qosPolicies.items) >= a.options.Limits.QoSPolicies {
		return fail("QOS_POLICY_COUNT_LIMIT")
	}
	p.id = a.newID()
	a.qosPolicies.add(p)
	return nil
}

// aQoSPolicy is one for volumes, made when there's none. They take turns.
func (g *generator) aQoSPolicy() (*qosPolicy, error) {
	a := g.array
	var own []*qosPolicy
	for _, p := range a.qosPolicies.items {
		if !p.shared {
			own = append(own, p)
		}
	}
	if len(own) == 0 {
		if err := g.qosPolicy(); err != nil {
			return nil, err
		}
		own = a.qosPolicies.items[len(a.qosPolicies.items)-1:]
	}
	return own[g.turn("qos_policies", len(own))], nil
}

// limitedVolume puts a volume under a QoS policy, for which QoS is enabled.
func (g *generator) limitedVolume() error {
	p, err := g.aQoSPolicy()
	if err != nil {
		return err
	}
	v, err := g.volumeThat(func(v *volume) bool { return v.qos == nil })
	if err != nil {
		return err
	}
	if len(p.assigned) >= g.array.options.Limits.QoSEntities {
		return fail("QOS_ASSIGNED_PER_POLICY_COUNT_LIMIT")
	}
	g.array.qos = true
	g.array.keepQoS(&qosAssignment{id: g.array.newID(), policy: p, entity: v, created: g.now, updated: g.now})
	return nil
}
