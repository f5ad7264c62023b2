package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const qosPolicyResource = "onprem_infinibox_qos_policy"

// bursting is the configuration of a policy with all that one can have.
var bursting = map[string]any{
	"name": "gold", "type": "VOLUME", "max_ops": 10000, "max_bps": 262144000, "burst_enabled": true, "burst_factor": 1.5,
}

// newQoSPolicy has a policy made by the provider, and an empty request log.
func newQoSPolicy(t *testing.T, array *acctest.Array, config map[string]any) *acctest.Instance {
	t.Helper()
	policy := acctest.NewProtocol(t, array, nil).Resource(qosPolicyResource)
	wantErrors(t, acctest.Errors(policy.Apply(config)))
	wantAgreement(t, array, policy)
	array.ClearRequests()
	return policy
}

// qosPolicyOn makes a policy on the array, as an administrator would.
func qosPolicyOn(array *acctest.Array, name, sort string) int64 {
	return array.Put("qos_policies", 0, map[string]any{"name": name, "type": sort, "max_ops": 1000})
}

// TestQoSPolicyAttributesOneByOne changes each attribute alone.
func TestQoSPolicyAttributesOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attribute string
		value     any
		body      string
	}{
		{"name", "silver", `{"name":"silver"}`},
		{"type", "POOL_VOLUME", `{"type":"POOL_VOLUME"}`},
		{"max_ops", 2000, `{"max_ops":2000}`},
		{"max_ops", nil, `{"max_ops":null}`},
		{"max_bps", 524288000, `{"max_bps":524288000}`},
		{"max_bps", nil, `{"max_bps":null}`},
		// The factor alone would be refused: the two go together.
		{"burst_factor", 2.5, `{"burst_enabled":true,"burst_factor":2.5}`},
	} {
		t.Run(fmt.Sprint(c.attribute, " ", c.value), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			policy := newQoSPolicy(t, array, bursting)
			before := array.Only("qos_policies", nil)
			changed := configured(bursting, map[string]any{c.attribute: c.value})
			if plan := policy.Plan(changed); !slices.Equal(plan.Changes, []string{c.attribute}) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(policy.Apply(changed)))
			wantWrites(t, array, fmt.Sprintf("PUT qos/policies/%d %s", policy.Int("id"), c.body))
			wantOnlyChange(t, before, array.Only("qos_policies", nil), c.attribute, c.value)
			wantNothingPlanned(t, policy, changed)
			wantAgreement(t, array, policy)
		})
	}
}

// TestQoSPolicyCombinedUpdate is one request.
func TestQoSPolicyCombinedUpdate(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := newQoSPolicy(t, array, map[string]any{"name": "gold", "type": "VOLUME", "max_ops": 1000})
	changed := configured(bursting, map[string]any{"name": "silver", "max_ops": nil})
	wantErrors(t, acctest.Errors(policy.Apply(changed)))
	wantWrites(t, array, fmt.Sprintf(`PUT qos/policies/%d {"burst_enabled":true,"burst_factor":1.5,"max_bps":262144000,"max_ops":null,"name":"silver"}`, policy.Int("id")))
	wantAgreement(t, array, policy)
	wantNothingPlanned(t, policy, changed)
}

// TestQoSPolicyBurstsEnd with the factor, in whichever way the configuration
// says so.
func TestQoSPolicyBurstsEnd(t *testing.T) {
	t.Parallel()
	for name, left := range map[string]map[string]any{
		"switched off": {"burst_enabled": false, "burst_factor": nil}, "both left out": {"burst_enabled": nil, "burst_factor": nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			policy := newQoSPolicy(t, array, bursting)
			wantErrors(t, acctest.Errors(policy.Apply(configured(bursting, left))))
			wantWrites(t, array, fmt.Sprintf(`PUT qos/policies/%d {"burst_enabled":false,"burst_factor":null}`, policy.Int("id")))
			wantAgreement(t, array, policy)
			wantNothingPlanned(t, policy, configured(bursting, left))
		})
	}
}

// TestQoSPolicyBurstsOutOfBand are undone where the configuration has none.
func TestQoSPolicyBurstsOutOfBand(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	config := map[string]any{"name": "gold", "type": "VOLUME", "max_ops": 1000}
	policy := newQoSPolicy(t, array, config)
	array.Put("qos_policies", policy.Int("id"), map[string]any{"burst_enabled": true, "burst_factor": 3})
	wantErrors(t, acctest.Errors(policy.Refresh()))
	if plan := policy.Plan(config); !slices.Equal(plan.Changes, []string{"burst_enabled", "burst_factor"}) {
		t.Errorf("planned %v: %s", plan.Changes, plan.Errors())
	}
	wantErrors(t, acctest.Errors(policy.Apply(config)))
	array.Only("qos_policies", map[string]any{"burst_enabled": false, "burst_factor": nil})
}

// TestQoSPolicyBadInput is refused at plan time, with the attribute and what
// to do.
func TestQoSPolicyBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"empty name", map[string]any{"name": ""}, []string{`"name"`, "between 1 and 65"}},
		{"long name", map[string]any{"name": strings.Repeat("x", 66)}, []string{`"name"`, "between 1 and 65"}},
		{"no such type", map[string]any{"type": "POOL"}, []string{`"type"`, "POOL_VOLUME"}},
		{"too few operations", map[string]any{"max_ops": 999}, []string{`"max_ops"`, "between 1000 and 10000000"}},
		{"too many operations", map[string]any{"max_ops": 10000001}, []string{`"max_ops"`, "between 1000 and 10000000"}},
		{"no bytes", map[string]any{"max_bps": 0}, []string{`"max_bps"`, "at least 1"}},
		{"no limit", map[string]any{"max_ops": nil, "max_bps": nil}, []string{`"max_ops"`, "Set max_ops, max_bps or both"}},
		{"factor too small", map[string]any{"burst_factor": 1}, []string{`"burst_factor"`, "between 1.1"}},
		{"factor too large", map[string]any{"burst_factor": 10.1}, []string{`"burst_factor"`, "and 10"}},
		{"factor too precise", map[string]any{"burst_factor": 1.25}, []string{`"burst_factor"`, "at most one decimal"}},
		{"factor alone", map[string]any{"burst_enabled": nil}, []string{`"burst_factor"`, `"burst_enabled" must be specified`}},
		{"factor without bursts", map[string]any{"burst_enabled": false}, []string{`"burst_factor"`, "Set burst_enabled = true"}},
		{"bursts without a factor", map[string]any{"burst_factor": nil}, []string{`"burst_factor"`, "Set burst_factor, or burst_enabled = false"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			input := configured(bursting, c.input)
			wantRefusedPlan(t, array, acctest.NewProtocol(t, array, nil).Resource(qosPolicyResource).Plan(input), c.texts...)
			policy := newQoSPolicy(t, array, bursting)
			wantRefusedPlan(t, array, policy.Plan(input), c.texts...)
		})
	}
}

// TestQoSPolicyNotKnownYet plans what may turn out right.
func TestQoSPolicyNotKnownYet(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	provider := acctest.NewProtocol(t, array, nil)
	policy := newQoSPolicy(t, array, bursting)
	for attribute := range bursting {
		hidden := configured(bursting, map[string]any{attribute: acctest.Unknown})
		wantErrors(t, provider.Resource(qosPolicyResource).Plan(hidden).Errors())
		if plan := policy.Plan(hidden); plan.Errors() != "" || len(plan.Replaces) > 0 {
			t.Errorf("%s: replacing %v: %s", attribute, plan.Replaces, plan.Errors())
		}
	}
}

// TestQoSPolicyRefused by the array: the attribute, and what to do.
func TestQoSPolicyRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name taken", map[string]any{"name": "taken"}, []string{`"name"`, "import {", "exists already"}},
		{"characters", map[string]any{"name": "bad<name>"}, []string{`"name"`, "INVALID_CHARACTERS_IN_NAME", "Use letters"}},
		{"too few bytes", map[string]any{"max_bps": 1000}, []string{`"max_bps"`, "QOS_POLICY_INVALID_MAX_LIMIT", "max_bps to what the array's message says"}},
		{"filesystems", map[string]any{"type": "FILESYSTEM"}, []string{`"type"`, "FEATURE_NOT_ENABLED", "give VOLUME or POOL_VOLUME"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			qosPolicyOn(array, "taken", "VOLUME")
			policy := acctest.NewProtocol(t, array, nil).Resource(qosPolicyResource)
			wantOneReason(t, policy.Apply(configured(bursting, c.input)), c.texts...)
			if policies := array.Find("qos_policies", nil); policy.Exists() || len(policies) != 1 {
				t.Errorf("the array has %v", policies)
			}
		})
	}
}

// TestQoSPolicyInUse keeps its type, and goes with approval only; unused it
// goes without.
func TestQoSPolicyInUse(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Set("qos", "state", map[string]any{"is_enabled": true})
	policy := newQoSPolicy(t, array, bursting)
	array.Put("qos_assignments", 0, map[string]any{"qos_policy_id": policy.Int("id"), "entity_id": volumeOn(array, "db01")})
	array.ClearRequests()
	wantOneReason(t, policy.Apply(configured(bursting, map[string]any{"type": "POOL_VOLUME"})),
		`"type"`, "QOS_POLICY_TYPE_MODIFY_WITH_ENTITIES_NOT_ALLOWED", "Unassign everything")
	diagnostics := policy.Destroy()
	wantOneReason(t, diagnostics, `"approved"`, `Approval Required To Delete InfiniBox qos policy "gold"`, "will affect the performance of these entities")
	array.Only("qos_policies", map[string]any{"name": "gold"})
	wantErrors(t, acctest.Errors(policy.Apply(configured(bursting, map[string]any{"approved": true}))))
	diagnostics = policy.Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	wantErrors(t, acctest.Warnings(diagnostics), "Approved: Delete", "will affect the performance")
	if left := array.Find("qos_policies", nil); len(left) > 0 {
		t.Errorf("the array still has %v", left)
	}
	unused := newQoSPolicy(t, array, bursting)
	id := unused.Int("id")
	wantErrors(t, acctest.Errors(unused.Destroy()))
	wantWrites(t, array, fmt.Sprintf("DELETE qos/policies/%d", id))
}

// TestQoSPolicyLostAnswers are looked into: made once, changed once, deleted.
func TestQoSPolicyLostAnswers(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := acctest.NewProtocol(t, array, nil).Resource(qosPolicyResource)
	for _, method := range []string{"POST", "PUT", "DELETE"} {
		array.Break(device.Rule{Method: method, Path: "/api/rest/qos/policies**", Drop: device.AfterExecution, Times: 1})
	}
	wantErrors(t, acctest.Errors(policy.Apply(bursting)))
	wantAgreement(t, array, policy)
	wantErrors(t, acctest.Errors(policy.Apply(configured(bursting, map[string]any{"max_ops": 3000}))))
	wantAgreement(t, array, policy)
	wantErrors(t, acctest.Errors(policy.Destroy()))
	if left := array.Find("qos_policies", nil); policy.Exists() || len(left) > 0 {
		t.Errorf("left %v", left)
	}
}
