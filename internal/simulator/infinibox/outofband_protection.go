package infinibox

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
)

// The control API names policies, schedules and assignments by their entities,
// although the API has them below each other: schedules by
// snapshot_policy_id, assignments by what makes and ends them. The id of a
// snapshot policy's assignment is that of its entity.

// protectionShelf is a collection of these as the control API looks at it.
func (a *Array) protectionShelf(entity string) (shelf, bool) {
	switch entity {
	case "snapshot_policies":
		return a.policies, true
	case "schedules":
		return a.schedules, true
	case "snapshot_policy_assignments":
		held := newCollection(plannedSchema())
		for e := range a.allPlanned() {
			held.add(e)
		}
		return held, true
	case "qos_policies":
		return a.qosPolicies, true
	case "qos_assignments":
		return a.qosAssignments, true
	default:
		return nil, false
	}
}

// madeElsewhere is the call that makes an object of an entity whose path leads
// through another: its fields name that one.
func (a *Array) madeElsewhere(entity string, fields map[string]any) (path string, body map[string]any, found bool) {
	var owner string
	switch entity {
	case "schedules":
		owner, path = "snapshot_policy_id", "snapshot_policies/%v/schedules"
	case "snapshot_policy_assignments":
		owner, path = "snapshot_policy_id", "snapshot_policies/%v/assign_entity"
	case "qos_assignments":
		owner, path = "qos_policy_id", "qos/policies/%v/assign"
	default:
		return "", nil, false
	}
	body = maps.Clone(fields)
	id := body[owner]
	delete(body, owner)
	return fmt.Sprintf(path, id), body, true
}

// createElsewhere makes such an object and answers its id.
func (a *Array) createElsewhere(entity string, fields map[string]any) (id string, found bool, err error) {
	path, body, found := a.madeElsewhere(entity, fields)
	if !found {
		return "", false, nil
	}
	if fields["snapshot_policy_id"] == nil && fields["qos_policy_id"] == nil {
		return "", true, fmt.Errorf("%s: %w", entity, fail("MISSING_FIELD", "the policy's id"))
	}
	made, err := a.perform(http.MethodPost, path, body)
	if entity == "snapshot_policy_assignments" {
		return fmt.Sprint(fields["assigned_entity_id"]), true, err
	}
	return made.ID.String(), true, err
}

// removedElsewhere is the call that deletes such an object.
func (a *Array) removedElsewhere(entity, id string) (method, path string, body any, found bool) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return "", "", nil, false
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	switch entity {
	case "schedules":
		if s, ok := a.schedules.find(n); ok {
			return http.MethodDelete, fmt.Sprintf("snapshot_policies/%d/schedules/%d", s.policy.id, n), nil, true
		}
	case "snapshot_policy_assignments":
		if e := a.plannable(n); e != nil && e.plan() != nil {
			return http.MethodPost, fmt.Sprintf("snapshot_policies/%d/unassign_entity", e.plan().id), map[string]any{"assigned_entity_id": n}, true
		}
	case "qos_assignments":
		if s, ok := a.qosAssignments.find(n); ok {
			return http.MethodPost, fmt.Sprintf("qos/policies/%d/unassign", s.policy.id), map[string]any{"entity_id": s.entity.identity()}, true
		}
	}
	return "", "", nil, false
}

// switched is the call that enables or disables a schedule, the one thing that
// changes of it.
func (a *Array) switched(id string, to any) (method, path string, body any) {
	operation := map[any]string{true: "/enable", false: "/disable"}[to]
	n, err := strconv.ParseInt(id, 10, 64)
	s, ok := a.schedules.find(n)
	if err != nil || !ok {
		return http.MethodPost, "snapshot_policies/0/schedules/" + id + operation, nil
	}
	return http.MethodPost, fmt.Sprintf("snapshot_policies/%d/schedules/%d", s.policy.id, n) + operation, nil
}

// changesAtOnce tells whether one call changes all fields of an entity's
// object, as they depend on each other.
func changesAtOnce(entity string) bool {
	return entity == "qos_policies" || entity == "snapshot_policies"
}

// imagine tries fields that are set behind the API on a volume of no array.
func (a *Array) imagine(v *volume, d document) error {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.setBehind(v, d)
}
