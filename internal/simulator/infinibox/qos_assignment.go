package infinibox

import "slices"

// limited is what a QoS policy can be assigned to: a volume, or a pool for all
// of its volumes together.
type limited interface {
	identity() int64
	label() string
	// limits is its assignment, nil for none; limit gives it another.
	limits() *qosAssignment
	limit(*qosAssignment)
}

func (v *volume) limits() *qosAssignment  { return v.qos }
func (v *volume) limit(to *qosAssignment) { v.qos = to }
func (p *pool) limits() *qosAssignment    { return p.qos }
func (p *pool) limit(to *qosAssignment)   { p.qos = to }

// qosAssignment puts an entity under a QoS policy.
type qosAssignment struct {
	id      int64
	policy  *qosPolicy
	entity  limited
	created int64
	updated int64
}

func (s *qosAssignment) identity() int64 { return s.id }
func (s *qosAssignment) label() string   { return s.entity.label() }

// limitedSort is the type of the entities that a policy is for.
func limitedSort(shared bool) string {
	if shared {
		return "POOL"
	}
	return "VOLUME"
}

// qosAssignmentSchema is every field of an assignment in the order of the
// samples. The reference shows that its lists are filtered and not by what.
func qosAssignmentSchema() *schema[*qosAssignment] {
	count := func(name string, get func(*qosAssignment) int64) field[*qosAssignment] {
		return field[*qosAssignment]{name: name, kind: integer, get: func(s *qosAssignment) value { return number(get(s)) }}
	}
	all := []string{"entity_id", "qos_policy_id", "entity_name", "entity_type", "created_at", "updated_at", "id"}
	return newSchema([]field[*qosAssignment]{
		count("entity_id", func(s *qosAssignment) int64 { return s.entity.identity() }),
		count("qos_policy_id", func(s *qosAssignment) int64 { return s.policy.id }),
		{name: "entity_name", kind: text, get: func(s *qosAssignment) value { return word(s.entity.label()) }},
		{name: "entity_type", kind: text, of: []string{"POOL", "VOLUME"}, get: func(s *qosAssignment) value {
			return word(limitedSort(s.policy.shared))
		}},
		count("created_at", func(s *qosAssignment) int64 { return s.created }),
		count("updated_at", func(s *qosAssignment) int64 { return s.updated }),
		count("id", func(s *qosAssignment) int64 { return s.id }),
	}, all, all)
}

// limitable finds the entity of an id that a policy can be assigned to; nil
// when it's of another type or isn't there.
func (a *Array) limitable(shared bool, id int64) limited {
	if shared {
		if p, ok := a.pools.find(id); ok {
			return p
		}
		return nil
	}
	if v, ok := a.volumes.find(id); ok {
		return v
	}
	return nil
}

// holdsActiveActive tells whether an entity is an active-active volume, or a
// pool with one.
func (a *Array) holdsActiveActive(e limited) bool {
	p, _ := e.(*pool)
	v, isVolume := e.(*volume)
	if isVolume {
		return v.activeActive() != nil
	}
	return slices.ContainsFunc(a.volumes.items, func(v *volume) bool { return v.pool == p && v.activeActive() != nil })
}

// keepQoS makes an assignment count.
func (a *Array) keepQoS(s *qosAssignment) *qosAssignment {
	s.entity.limit(s)
	s.policy.assigned = append(s.policy.assigned, s)
	a.qosAssignments.add(s)
	return s
}

// forgetQoS ends an assignment; nil is none. What is deleted is under no policy
// any more.
func (a *Array) forgetQoS(s *qosAssignment) {
	if s == nil {
		return
	}
	s.entity.limit(nil)
	if at := slices.Index(s.policy.assigned, s); at >= 0 {
		s.policy.assigned = slices.Delete(s.policy.assigned, at, at+1)
	}
	a.qosAssignments.remove(s)
}

// dangersOfAssigning are why an assignment needs approval. The reference has
// words for the first case alone.
func (a *Array) dangersOfAssigning(e limited, p *qosPolicy, had *qosAssignment) []string {
	var reasons []string
	what := "volume"
	if p.shared {
		what = "pool"
	}
	switch {
	case had == nil:
	case had.policy == p:
		reasons = append(reasons, "You are trying to assign "+what+" '"+e.label()+"' to a QoS policy it is already assigned to: '"+p.name+"'")
	default:
		reasons = append(reasons, "You are trying to assign "+what+" '"+e.label()+"' to QoS policy '"+p.name+
			"' while it is already assigned to QoS policy '"+had.policy.name+"'")
	}
	lower := func(v *volume, shared, own *qosPolicy) {
		reasons = append(reasons, "The limits of the shared QoS policy '"+shared.name+"' will be lower than those of QoS policy '"+
			own.name+"' of volume '"+v.name+"'")
	}
	switch e := e.(type) {
	case *volume:
		if over := e.pool.qos; over != nil && over.policy.below(p) {
			lower(e, over.policy, p)
		}
	case *pool:
		for _, s := range a.qosAssignments.items {
			if v, ok := s.entity.(*volume); ok && v.pool == e && p.below(s.policy) {
				lower(v, p, s.policy)
			}
		}
	}
	return reasons
}

// sharedLimits is the assignment of the volume's pool.
func (v *volume) sharedLimits() *qosAssignment { return v.pool.qos }

// show is an assignment's policy as a field of its entity: its id or, as text,
// its name; null for none.
func (s *qosAssignment) show(of kind) value {
	switch {
	case s == nil:
		return none()
	case of == text:
		return word(s.policy.name)
	default:
		return number(s.policy.id)
	}
}

// shownLimits is how a pool shows its QoS policies: as objects. The reference's
// samples have none; there can be one for volumes, and one for file systems
// where that feature is enabled.
func shownLimits() func(*pool) value {
	policies := qosPolicySchema()
	return func(p *pool) value {
		if p.qos == nil {
			return several()
		}
		return several(structure(policies.append(nil, p.qos.policy, nil)))
	}
}
