package infinibox_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func entity(id int64) map[string]any { return map[string]any{"entity_id": id} }

func TestVolumesAndPoolsAreAssignedToQoSPolicies(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	own, shared := a.limits("own", "VOLUME"), a.limits("shared", "POOL_VOLUME", "max_ops", 5000)
	s := a.must(http.MethodPost, at("qos/policies", own, "/assign"), entity(v))
	s.has(map[string]any{"entity_id": v, "entity_name": "v", "entity_type": "VOLUME", "qos_policy_id": own, "created_at": start.UnixMilli()})
	a.must(http.MethodPost, at("qos/policies", shared, "/assign"), entity(p)).has(map[string]any{"entity_type": "POOL", "entity_name": "p"})
	a.get(at("volumes", v)).has(map[string]any{
		"qos_policy_id": own, "qos_policy_name": "own", "qos_shared_policy_id": shared, "qos_shared_policy_name": "shared",
	})
	a.get(at("volumes", a.volume("w", p, 1))).has(map[string]any{"qos_policy_id": nil, "qos_shared_policy_id": shared})
	pools, _ := a.get(at("pools", p)).fields["qos_policies"].([]any)
	if len(pools) != 1 || jsonOf(t, pools[0]) != jsonOf(t, a.get(at("qos/policies", shared)).fields) {
		t.Errorf("the pool shows %v", pools)
	}
	a.get(at("qos/assigned_entities", s.id())).has(map[string]any{"entity_id": v})
	a.get(at("qos/policies", own, at("/assigned_entities", s.id()))).has(map[string]any{"entity_id": v})
	a.refused(http.MethodGet, at("qos/policies", shared, at("/assigned_entities", s.id())), nil, 404, "QOS_ASSIGNED_ENTITY_NOT_FOUND")
	a.refused(http.MethodGet, at("qos/policies/999/assigned_entities", s.id()), nil, 404, "QOS_POLICY_NOT_FOUND")
	answered := a.refused(http.MethodGet, "qos/assigned_entities/10304", nil, 404, "QOS_ASSIGNED_ENTITY_NOT_FOUND")
	if want := "QoS assigned entity with ID 10304 was not found"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

func TestQoSAssignmentsAreListed(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	p := a.pool("p", 1)
	gold, silver := a.limits("gold", "VOLUME"), a.limits("silver", "VOLUME")
	for name, policy := range map[string]int64{"v": gold, "w": silver} {
		a.must(http.MethodPost, at("qos/policies", policy, "/assign"), entity(a.volume(name, p, 1)))
	}
	if got := a.send(http.MethodGet, "qos/assigned_entities", nil); got.Meta.Objects != 2 {
		t.Errorf("got %s", got.body)
	}
	for _, path := range []string{at("qos/policies", gold, "/assigned_entities"), "qos/assigned_entities?qos_policy_id=" + number(gold)} {
		listed := a.send(http.MethodGet, path, nil).items(t)
		if len(listed) != 1 || listed[0].text("entity_name") != "v" {
			t.Errorf("%s lists %v", path, listed)
		}
	}
	answered := a.refused(http.MethodGet, "qos/assigned_entities?entity_id=lt:5", nil, 400, "UNSUPPORTED_FILTER_RELATION")
	if want := "The filtering operator 'LT' is not supported by this resource"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
}

func TestAssigningToAQoSPolicyIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true, Limits: infinibox.Limits{QoSEntities: 1}})
	p := a.pool("p", 1)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	own, shared := a.limits("own", "VOLUME"), a.limits("shared", "POOL_VOLUME")
	for _, test := range []struct {
		policy int64
		body   map[string]any
		status int
		code   string
		says   string
	}{
		{own, map[string]any{}, 400, "MISSING_FIELD", ""},
		{own, map[string]any{"entity_id": "v"}, 400, "MALFORMED_PARAMETER", "A parameter ('entity_id') could not be translated to an expected type"},
		{999, entity(v), 404, "QOS_POLICY_NOT_FOUND", "QoS policy with ID 999 was not found"},
		{own, entity(p), 409, "QOS_EXPECTED_ENTITY_NOT_FOUND", "The expected QoS entity of type VOLUME was not found"},
		{own, entity(999), 409, "QOS_EXPECTED_ENTITY_NOT_FOUND", ""},
		{shared, entity(v), 409, "QOS_EXPECTED_ENTITY_NOT_FOUND", "The expected QoS entity of type POOL was not found"},
	} {
		answered := a.refused(http.MethodPost, at("qos/policies", test.policy, "/assign"), test.body, test.status, test.code)
		if test.says != "" && answered.Error.Message != test.says {
			t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
		}
	}
	a.must(http.MethodPost, at("qos/policies", own, "/assign"), entity(v))
	a.refused(http.MethodPost, at("qos/policies", own, "/assign"), entity(w), 409, "QOS_ASSIGNED_PER_POLICY_COUNT_LIMIT")
}

func TestNothingIsAssignedBeforeQoSIsEnabled(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	v, own := a.volume("v", a.pool("p", 1), 1), a.limits("own", "VOLUME")
	answered := a.refused(http.MethodPost, at("qos/policies", own, "/assign"), entity(v), 409, "QOS_RESOURCE_ADD_FAIL")
	if want := "Failed to assign volume 'v' to QoS policy 'own'"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.must(http.MethodPost, "qos/enable", nil)
	a.must(http.MethodPost, at("qos/policies", own, "/assign"), entity(v))
}

func TestChangingAVolumesQoSPolicyIsApproved(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	v := a.volume("v", a.pool("p", 1), 1)
	gold, silver := a.limits("gold", "VOLUME"), a.limits("silver", "VOLUME")
	first := a.must(http.MethodPost, at("qos/policies", gold, "/assign"), entity(v)).id()
	answered := a.refused(http.MethodPost, at("qos/policies", gold, "/assign"), entity(v), 403, "APPROVAL_REQUIRED")
	if want := "You are trying to assign volume 'v' to a QoS policy it is already assigned to: 'gold'"; answered.Error.Reasons[0].Message != want {
		t.Errorf("the reason is %q, want %q", answered.Error.Reasons[0].Message, want)
	}
	a.must(http.MethodPost, at("qos/policies", gold, "/assign?approved=yes"), entity(v)).has(map[string]any{"id": first})
	a.refused(http.MethodPost, at("qos/policies", silver, "/assign"), entity(v), 403, "APPROVAL_REQUIRED")
	a.must(http.MethodPost, at("qos/policies", silver, "/assign?approved=yes"), entity(v)).has(map[string]any{"qos_policy_id": silver})
	a.get(at("volumes", v)).has(map[string]any{"qos_policy_name": "silver"})
	a.refused(http.MethodGet, at("qos/assigned_entities", first), nil, 404, "QOS_ASSIGNED_ENTITY_NOT_FOUND")
}

func TestASharedPolicyBelowAVolumesOwnIsApproved(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	p := a.pool("p", 1)
	v, w := a.volume("v", p, 1), a.volume("w", p, 1)
	own := a.limits("own", "VOLUME", "max_ops", 2000)
	low, high := a.limits("low", "POOL_VOLUME"), a.limits("high", "POOL_VOLUME", "max_ops", 3000)
	a.must(http.MethodPost, at("qos/policies", own, "/assign"), entity(v))
	a.refused(http.MethodPost, at("qos/policies", low, "/assign"), entity(p), 403, "APPROVAL_REQUIRED")
	a.must(http.MethodPost, at("qos/policies", high, "/assign"), entity(p))
	answered := a.refused(http.MethodPost, at("qos/policies", low, "/assign"), entity(p), 403, "APPROVAL_REQUIRED")
	if len(answered.Error.Reasons) != 2 {
		t.Errorf("leaving a policy for a lower one has %d reasons", len(answered.Error.Reasons))
	}
	a.must(http.MethodPost, at("qos/policies", low, "/assign?approved=yes"), entity(p))
	a.refused(http.MethodPost, at("qos/policies", own, "/assign"), entity(w), 403, "APPROVAL_REQUIRED")
	a.must(http.MethodPost, at("qos/policies", own, "/assign?approved=yes"), entity(w))
}

func TestEntitiesAreTakenOutOfAQoSPolicy(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	v := a.volume("v", a.pool("p", 1), 1)
	own, other := a.limits("own", "VOLUME"), a.limits("other", "VOLUME")
	s := a.must(http.MethodPost, at("qos/policies", own, "/assign"), entity(v)).id()
	answered := a.refused(http.MethodPost, at("qos/policies", other, "/unassign"), entity(v), 404, "QOS_ENTITY_NOT_FOUND")
	if want := "QoS policy 'other' does not have an entity with ID " + number(v) + " assigned to it"; answered.Error.Message != want {
		t.Errorf("the message is %q, want %q", answered.Error.Message, want)
	}
	a.must(http.MethodPost, at("qos/policies", own, "/unassign"), entity(v)).has(map[string]any{"id": s, "entity_id": v})
	a.get(at("volumes", v)).has(map[string]any{"qos_policy_id": nil, "qos_policy_name": nil})
	a.refused(http.MethodPost, at("qos/policies", own, "/unassign"), entity(v), 404, "QOS_ENTITY_NOT_FOUND")
}

func TestAnAssignedQoSPolicyKeepsItsType(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	v, own := a.volume("v", a.pool("p", 1), 1), a.limits("own", "VOLUME")
	a.must(http.MethodPost, at("qos/policies", own, "/assign"), entity(v))
	a.refused(http.MethodPut, at("qos/policies", own), map[string]any{"type": "POOL_VOLUME"}, 409, "QOS_POLICY_TYPE_MODIFY_WITH_ENTITIES_NOT_ALLOWED")
	a.must(http.MethodPut, at("qos/policies", own), map[string]any{"type": "VOLUME", "max_ops": 2000})
	answered := a.refused(http.MethodDelete, at("qos/policies", own), nil, 403, "APPROVAL_REQUIRED")
	if want := "Deleting a QoS policy with assigned entities will affect the performance of these entities"; answered.Error.Reasons[0].Message != want {
		t.Errorf("the reason is %q", answered.Error.Reasons[0].Message)
	}
	a.must(http.MethodDelete, at("qos/policies", own, "?approved=yes"), nil)
	a.get(at("volumes", v)).has(map[string]any{"qos_policy_id": nil})
	a.must(http.MethodDelete, at("qos/policies", a.limits("unused", "VOLUME")), nil)
}

func TestWhatIsDeletedLeavesItsQoSPolicy(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	p := a.pool("p", 1)
	v := a.volume("v", p, 1)
	s := a.snapshot("s", v)
	own, shared := a.limits("own", "VOLUME"), a.limits("shared", "POOL_VOLUME")
	for id, policy := range map[int64]int64{v: own, s: own, p: shared} {
		a.must(http.MethodPost, at("qos/policies", policy, "/assign?approved=yes"), entity(id))
	}
	a.must(http.MethodDelete, at("volumes", v, "?approved=yes"), nil)
	a.must(http.MethodDelete, at("pools", p, "?approved=yes"), nil)
	if got := a.send(http.MethodGet, "qos/assigned_entities", nil); got.Meta.Objects != 0 {
		t.Errorf("%s are left", got.body)
	}
	if got := a.names("qos/policies"); !slices.Equal(got, []string{"own", "shared"}) {
		t.Errorf("the policies are %v", got)
	}
}

func TestActiveActiveVolumesHaveNoQoSPolicy(t *testing.T) {
	t.Parallel()
	a, v, _ := replicated(t, "ACTIVE_ACTIVE")
	a.must(http.MethodPost, "qos/enable", nil)
	p := a.get(at("volumes", v)).number("pool_id")
	for policy, id := range map[int64]int64{a.limits("own", "VOLUME"): v, a.limits("shared", "POOL_VOLUME"): p} {
		a.refused(http.MethodPost, at("qos/policies", policy, "/assign"), entity(id), 409, "REPLICA_UNSUPPORTED_FEATURE").
			says(t, "Replication feature not yet supported: Assigning an active-active replicated entity to a QoS policy")
	}
}
