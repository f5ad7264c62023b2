package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const qosAssignmentResource = "onprem_infinibox_qos_assignment"

// limitable is an array with quality of service on, a policy, and a volume to
// be assigned to it.
func limitable(t *testing.T) (array *acctest.Array, config map[string]any) {
	t.Helper()
	array = acctest.NewArray(t)
	array.Set("qos", "state", map[string]any{"is_enabled": true})
	return array, map[string]any{"qos_policy_id": qosPolicyOn(array, "gold", "VOLUME"), "entity_id": volumeOn(array, "db01")}
}

// newQoSAssignment has an assignment made by the provider, and an empty
// request log.
func newQoSAssignment(t *testing.T, array *acctest.Array, config map[string]any) *acctest.Instance {
	t.Helper()
	assignment := acctest.NewProtocol(t, array, nil).Resource(qosAssignmentResource)
	wantErrors(t, acctest.Errors(assignment.Apply(config)))
	wantAgreement(t, array, assignment)
	wantNothingPlanned(t, assignment, config)
	return assignment
}

// TestQoSAssignmentAssignsAndUnassigns through the operations for it, without
// approval.
func TestQoSAssignmentAssignsAndUnassigns(t *testing.T) {
	t.Parallel()
	array, config := limitable(t)
	assignment := newQoSAssignment(t, array, config)
	path := fmt.Sprintf("POST qos/policies/%d/", config["qos_policy_id"])
	body := fmt.Sprintf(` {"entity_id":%d}`, config["entity_id"])
	wantWrites(t, array, path+"assign"+body)
	array.Only("volumes", map[string]any{"name": "db01", "qos_policy_name": "gold"})
	array.ClearRequests()
	wantErrors(t, acctest.Errors(assignment.Destroy()))
	wantWrites(t, array, path+"unassign"+body)
	array.Only("volumes", map[string]any{"name": "db01", "qos_policy_name": nil})
}

// TestQoSAssignmentReplaced by each attribute: unassigned, then assigned.
func TestQoSAssignmentReplaced(t *testing.T) {
	t.Parallel()
	for attribute, another := range map[string]func(*acctest.Array) int64{
		"qos_policy_id": func(array *acctest.Array) int64 { return qosPolicyOn(array, "silver", "VOLUME") },
		"entity_id":     func(array *acctest.Array) int64 { return volumeOn(array, "db02") },
	} {
		t.Run(attribute, func(t *testing.T) {
			t.Parallel()
			array, config := limitable(t)
			assignment := newQoSAssignment(t, array, config)
			changed := configured(config, map[string]any{attribute: another(array)})
			if plan := assignment.Plan(changed); len(plan.Replaces) != 1 || !strings.Contains(plan.Replaces[0], attribute) {
				t.Errorf("replacing %v: %s", plan.Replaces, plan.Errors())
			}
			array.ClearRequests()
			wantErrors(t, acctest.Errors(assignment.Apply(changed)))
			wantWrites(t, array,
				fmt.Sprintf(`POST qos/policies/%d/unassign {"entity_id":%d}`, config["qos_policy_id"], config["entity_id"]),
				fmt.Sprintf(`POST qos/policies/%d/assign {"entity_id":%d}`, changed["qos_policy_id"], changed["entity_id"]))
			wantAgreement(t, array, assignment)
		})
	}
}

// TestQoSAssignmentThatIsThere is found before the array would take it for a
// new one, approved or not: reported with an import block that then works, or
// adopted.
func TestQoSAssignmentThatIsThere(t *testing.T) {
	t.Parallel()
	array, config := limitable(t)
	there := array.Put("qos_assignments", 0, config)
	array.ClearRequests()
	approved := configured(config, map[string]any{"approved": true})
	assignment := acctest.NewProtocol(t, array, nil).Resource(qosAssignmentResource)
	id := fmt.Sprintf("%d/%d", config["qos_policy_id"], there)
	for _, config := range []map[string]any{config, approved} {
		wantErrors(t, acctest.Errors(assignment.Apply(config)), `"entity_id"`, "exists already", "to = onprem_infinibox_qos_assignment.example", `id = "`+id+`"`)
	}
	wantWrites(t, array)
	for _, form := range []string{id, fmt.Sprintf("%d/entity_id=%d", config["qos_policy_id"], config["entity_id"])} {
		wantErrors(t, acctest.Errors(assignment.Import(form)))
		wantAgreement(t, array, assignment)
		wantNothingPlanned(t, assignment, config)
	}
	adopting := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true}).Resource(qosAssignmentResource)
	diagnostics := adopting.Apply(config)
	wantErrors(t, acctest.Errors(diagnostics))
	wantErrors(t, acctest.Warnings(diagnostics), "Adopted InfiniBox qos assignment")
	wantWrites(t, array)
}

// TestQoSAssignmentApproval is asked for by the array, with its reason: to take
// a volume from another policy, and for a pool's limits below a volume's own.
func TestQoSAssignmentApproval(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(array *acctest.Array, config map[string]any)
		reason  string
	}{
		"from another policy": {func(array *acctest.Array, config map[string]any) {
			array.Put("qos_assignments", 0, map[string]any{"qos_policy_id": qosPolicyOn(array, "silver", "VOLUME"), "entity_id": config["entity_id"]})
		}, "already assigned to QoS policy 'silver'"},
		"below its own": {func(array *acctest.Array, config map[string]any) {
			pool := array.Only("volumes", map[string]any{"id": config["entity_id"]})["pool_id"]
			array.Put("qos_policies", config["qos_policy_id"].(int64), map[string]any{"max_ops": 5000}) //nolint:errcheck // it is one
			shared := qosPolicyOn(array, "shared", "POOL_VOLUME")
			array.Put("qos_assignments", 0, map[string]any{"qos_policy_id": shared, "entity_id": pool})
		}, "limits of the shared QoS policy 'shared' will be lower"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array, config := limitable(t)
			c.prepare(array, config)
			assignment := acctest.NewProtocol(t, array, nil).Resource(qosAssignmentResource)
			wantErrors(t, assignment.Plan(config).Errors())
			wantOneReason(t, assignment.Apply(config), `"approved"`, "Approval Required To Create InfiniBox qos assignment", c.reason, "set approved = true on this resource")
			if assignment.Exists() {
				t.Error("it is in the state")
			}
			diagnostics := assignment.Apply(configured(config, map[string]any{"approved": true}))
			wantErrors(t, acctest.Errors(diagnostics))
			wantErrors(t, acctest.Warnings(diagnostics), "Approved: Create InfiniBox qos assignment", c.reason)
			wantAgreement(t, array, assignment)
		})
	}
}

// TestQoSAssignmentRefused names the attribute and what to do.
func TestQoSAssignmentRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		off   bool
		texts []string
	}{
		{"no such policy", map[string]any{"qos_policy_id": 4711}, false, []string{`"qos_policy_id"`, "QOS_POLICY_NOT_FOUND", "Give the id of a policy"}},
		{"no such volume", map[string]any{"entity_id": 4711}, false, []string{`"entity_id"`, "QOS_EXPECTED_ENTITY_NOT_FOUND", "a volume for VOLUME"}},
		{"quality of service off", nil, true, []string{`"entity_id"`, "QOS_RESOURCE_ADD_FAIL", "apply onprem_infinibox_qos first"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array, config := limitable(t)
			if c.off {
				array = acctest.NewArray(t)
				config = map[string]any{"qos_policy_id": qosPolicyOn(array, "gold", "VOLUME"), "entity_id": volumeOn(array, "db01")}
			}
			assignment := acctest.NewProtocol(t, array, nil).Resource(qosAssignmentResource)
			wantOneReason(t, assignment.Apply(configured(config, c.input)), c.texts...)
			if assignment.Exists() {
				t.Error("it is in the state")
			}
		})
	}
}

// TestQoSAssignmentBadInput is refused at plan time.
func TestQoSAssignmentBadInput(t *testing.T) {
	t.Parallel()
	array, config := limitable(t)
	assignment := acctest.NewProtocol(t, array, nil).Resource(qosAssignmentResource)
	array.ClearRequests()
	for _, attribute := range []string{"qos_policy_id", "entity_id"} {
		wantRefusedPlan(t, array, assignment.Plan(configured(config, map[string]any{attribute: 0})), `"`+attribute+`"`, "at least 1")
		wantErrors(t, assignment.Plan(configured(config, map[string]any{attribute: acctest.Unknown})).Errors())
	}
	wantErrors(t, acctest.Errors(assignment.Import("gold")), `"gold" is no import id`, "1001/1001", "1001/entity_id=1002")
}

// TestQoSAssignmentGone behind Terraform's back is planned anew, whatever is
// gone; destroying it then is done.
func TestQoSAssignmentGone(t *testing.T) {
	t.Parallel()
	for _, collection := range []string{"qos_assignments", "volumes", "qos_policies"} {
		t.Run(collection, func(t *testing.T) {
			t.Parallel()
			array, config := limitable(t)
			assignment := newQoSAssignment(t, array, config)
			id := map[string]int64{
				"qos_assignments": assignment.Int("id"), "volumes": assignment.Int("entity_id"), "qos_policies": assignment.Int("qos_policy_id"),
			}[collection]
			array.Remove(collection, id)
			forgotten := newlyRead(assignment)
			wantErrors(t, acctest.Errors(assignment.Destroy()))
			if diagnostics := forgotten.Refresh(); len(diagnostics) > 0 || forgotten.Exists() {
				t.Fatalf("still in the state: %v", diagnostics)
			}
			if plan := forgotten.Plan(config); !slices.Contains(plan.Changes, "entity_id") {
				t.Errorf("planned %v", plan.Changes)
			}
		})
	}
}

// newlyRead is a copy of an instance, to go another way with.
func newlyRead(instance *acctest.Instance) *acctest.Instance {
	another := *instance
	return &another
}

// TestQoSAssignmentLostAnswers are looked into.
func TestQoSAssignmentLostAnswers(t *testing.T) {
	t.Parallel()
	array, config := limitable(t)
	for _, operation := range []string{"assign", "unassign"} {
		array.Break(device.Rule{Method: "POST", Path: "/api/rest/qos/policies/*/" + operation, Drop: device.AfterExecution, Times: 1})
	}
	assignment := newQoSAssignment(t, array, config)
	wantErrors(t, acctest.Errors(assignment.Destroy()))
	if left := array.Find("qos_assignments", nil); assignment.Exists() || len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// TestQoSAssignmentsListed are those of every policy, or of one; and the data
// sources find them by what is assigned.
func TestQoSAssignmentsListed(t *testing.T) {
	t.Parallel()
	array, config := limitable(t)
	pool := array.Only("pools", nil)["id"]
	shared := qosPolicyOn(array, "shared", "POOL_VOLUME")
	array.Put("qos_assignments", 0, config)
	array.Put("qos_assignments", 0, map[string]any{"qos_policy_id": shared, "entity_id": pool})
	provider := acctest.NewProtocol(t, array, nil)
	for _, c := range []struct {
		config map[string]any
		want   int
	}{{nil, 2}, {map[string]any{"qos_policy_id": shared}, 1}} {
		listed, diagnostics := provider.ListResource(qosAssignmentResource).Ask(acctest.Query{Config: c.config, Include: true})
		wantErrors(t, acctest.Errors(diagnostics))
		last := listed[len(listed)-1]
		if len(listed) != c.want || last.Resource["entity_id"] != acctest.ID(map[string]any{"id": pool}) || last.Identity["qos_policy_id"] != shared {
			t.Errorf("%v: listed %v", c.config, listed)
		}
	}
	shown, diagnostics := provider.DataSource(qosAssignmentResource).Read(config)
	wantErrors(t, acctest.Errors(diagnostics))
	if shown["entity_name"] != "db01" || shown["entity_type"] != "VOLUME" {
		t.Errorf("shown %v", shown)
	}
	all, diagnostics := provider.DataSource(qosAssignmentResource + "s").Read(map[string]any{"qos_policy_id": shared})
	wantErrors(t, acctest.Errors(diagnostics))
	if found, _ := all["qos_assignments"].([]any); len(found) != 1 {
		t.Errorf("shown %v", all)
	}
}
