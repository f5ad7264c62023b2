package infinibox

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// qosRoutes are the endpoints of the section "Quality of Service". Nothing in
// the reference turns it off again.
func (a *Array) qosRoutes() []route {
	const one, assigned = "qos/policies/{id}", "qos/policies/{qos_policy_id}/assigned_entities"
	return []route{
		get("qos/state", func(*call) (*answer, error) { return a.qosState(), nil }),
		post("qos/enable", administrators(), func(*call) (*answer, error) {
			a.qos = true
			return plain(flag(true)), nil
		}),
		post("qos/policies", administrators(), a.createQoSPolicy),
		listOn("qos/policies", "GetAllQosPolicies", func(c *call) (*answer, error) { return a.qosPolicies.list(c) }),
		get(one, a.getQoSPolicy),
		put(one, administrators(), a.updateQoSPolicy),
		del(one, administrators(), a.deleteQoSPolicy),
		post("qos/policies/{qos_policy_id}/assign", administrators(), a.assignQoS),
		post("qos/policies/{qos_policy_id}/unassign", administrators(), a.unassignQoS),
		listOn("qos/assigned_entities", "GetAllQosAssignedEntities", a.listQoSAssignments),
		get("qos/assigned_entities/{id}", a.getQoSAssignment),
		listOn(assigned, "GetQosPolicyAssignedEntities", a.listAssignmentsOfQoSPolicy),
		get(assigned+"/{id}", a.getAssignmentOfQoSPolicy),
	}
}

// qosState answers {"is_enabled": ...}.
func (a *Array) qosState() *answer {
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, `{"is_enabled":`...)
		return append(flag(a.qos).appendJSON(buf), '}')
	}}
}

// qosPolicyAt is the policy that the call's path names.
func (a *Array) qosPolicyAt(c *call) (*qosPolicy, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	p, ok := a.qosPolicies.find(id)
	if !ok {
		return nil, fail("QOS_POLICY_NOT_FOUND", id)
	}
	return p, nil
}

func (a *Array) getQoSPolicy(c *call) (*answer, error) {
	p, err := a.qosPolicyAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.qosPolicies.schema, p, a.qosPolicies.pluck(c.params.Get("fields"))), nil
}

// deleteQoSPolicy lets go of what the policy was assigned to.
func (a *Array) deleteQoSPolicy(c *call) (*answer, error) {
	p, err := a.qosPolicyAt(c)
	if err != nil {
		return nil, err
	}
	if len(p.assigned) > 0 {
		if err := c.approve("Deleting a QoS policy with assigned entities will affect the performance of these entities"); err != nil {
			return nil, err
		}
	}
	for len(p.assigned) > 0 {
		a.forgetQoS(p.assigned[len(p.assigned)-1])
	}
	a.qosPolicies.remove(p)
	return shown(a.qosPolicies.schema, p, nil), nil
}

// listQoSAssignments lists what is assigned to any policy. Filters take no
// order, as the reference's error says.
func (a *Array) listQoSAssignments(c *call) (*answer, error) {
	if err := c.unordered(); err != nil {
		return nil, err
	}
	return a.qosAssignments.list(c)
}

// unordered refuses filters that compare.
func (c *call) unordered() error {
	for name, given := range c.params {
		if name == "page" || name == "page_size" || name == "sort" || name == "fields" {
			continue
		}
		for _, filter := range given {
			operator, _, _ := strings.Cut(filter, ":")
			switch relation := relations[strings.ToLower(operator)]; relation {
			case "LT", "LE", "GT", "GE", "BETWEEN":
				return fail("UNSUPPORTED_FILTER_RELATION", relation)
			}
		}
	}
	return nil
}

func (a *Array) getQoSAssignment(c *call) (*answer, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	return a.showAssignment(c, id, func(*qosAssignment) bool { return true })
}

func (a *Array) showAssignment(c *call, id int64, fits func(*qosAssignment) bool) (*answer, error) {
	s, ok := a.qosAssignments.find(id)
	if !ok || !fits(s) {
		return nil, fail("QOS_ASSIGNED_ENTITY_NOT_FOUND", id)
	}
	return shown(a.qosAssignments.schema, s, a.qosAssignments.pluck(c.params.Get("fields"))), nil
}

func (a *Array) listAssignmentsOfQoSPolicy(c *call) (*answer, error) {
	p, err := a.qosPolicyAt(c)
	if err != nil {
		return nil, err
	}
	if err := c.unordered(); err != nil {
		return nil, err
	}
	return listOf(c, a.qosAssignments.schema, p.assigned)
}

func (a *Array) getAssignmentOfQoSPolicy(c *call) (*answer, error) {
	p, err := a.qosPolicyAt(c)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(c.variables[1], 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	return a.showAssignment(c, id, func(s *qosAssignment) bool { return s.policy == p })
}

// assignQoS puts a volume or pool under a policy. It leaves the one that it was
// under, which is dangerous, as is a shared policy that allows less than a
// volume's own.
func (a *Array) assignQoS(c *call) (*answer, error) {
	p, id, err := a.readAssignment(c)
	if err != nil {
		return nil, err
	}
	e := a.limitable(p.shared, id)
	if e == nil {
		return nil, fail("QOS_EXPECTED_ENTITY_NOT_FOUND", limitedSort(p.shared))
	}
	had := e.limits()
	if err := c.approveAll(a.dangersOfAssigning(e, p, had)); err != nil {
		return nil, err
	}
	if had != nil && had.policy == p {
		done := shown(a.qosAssignments.schema, had, nil)
		done.status = http.StatusCreated
		return done, nil
	}
	if a.holdsActiveActive(e) {
		return nil, worded("REPLICA_UNSUPPORTED_FEATURE", "Replication feature not yet supported: Assigning an active-active replicated entity to a QoS policy")
	}
	if !a.qos { // the reference doesn't say when it can't be done
		return nil, fail("QOS_RESOURCE_ADD_FAIL", strings.ToLower(limitedSort(p.shared)), e.label(), p.name)
	}
	if len(p.assigned) >= a.options.Limits.QoSEntities {
		return nil, fail("QOS_ASSIGNED_PER_POLICY_COUNT_LIMIT")
	}
	a.forgetQoS(had)
	return made(a.qosAssignments.schema, a.keepQoS(&qosAssignment{
		id: a.newID(), policy: p, entity: e, created: c.millis(), updated: c.millis(),
	})), nil
}

// readAssignment reads the body of assign and unassign, and the policy of their
// path.
func (a *Array) readAssignment(c *call) (*qosPolicy, int64, error) {
	d, err := c.document()
	if err != nil {
		return nil, 0, err
	}
	if err := d.only("entity_id"); err != nil {
		return nil, 0, err
	}
	if err := d.require("entity_id"); err != nil {
		return nil, 0, err
	}
	id, _, err := d.number("entity_id")
	if err != nil {
		return nil, 0, err
	}
	p, err := a.qosPolicyAt(c)
	return p, id, err
}

func (a *Array) unassignQoS(c *call) (*answer, error) {
	p, id, err := a.readAssignment(c)
	if err != nil {
		return nil, err
	}
	e := a.limitable(p.shared, id)
	if e == nil || e.limits() == nil || e.limits().policy != p {
		return nil, fail("QOS_ENTITY_NOT_FOUND", p.name, id)
	}
	had := e.limits()
	a.forgetQoS(had)
	return shown(a.qosAssignments.schema, had, nil), nil
}

// approveAll is approve for a call that can be dangerous for several reasons.
func (c *call) approveAll(reasons []string) error {
	if len(reasons) == 0 {
		return nil
	}
	err := c.approve(strings.Join(reasons, ". "))
	var refused *failure
	if errors.As(err, &refused) {
		refused.reasons = reasons
	}
	return err
}
