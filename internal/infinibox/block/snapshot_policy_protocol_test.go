package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const snapshotPolicyResource = "onprem_infinibox_snapshot_policy"

// hourly is the configuration of a policy.
var hourly = map[string]any{"name": "hourly", "suffix": "-hourly"}

// newSnapshotPolicy has a policy made by the provider, and an empty request
// log.
func newSnapshotPolicy(t *testing.T, array *acctest.Array, config map[string]any) *acctest.Instance {
	t.Helper()
	policy := acctest.NewProtocol(t, array, nil).Resource(snapshotPolicyResource)
	wantErrors(t, acctest.Errors(policy.Apply(config)))
	wantAgreement(t, array, policy)
	wantNothingPlanned(t, policy, config)
	array.ClearRequests()
	return policy
}

// snapshotPolicyOn makes a policy on the array, as an administrator would.
func snapshotPolicyOn(array *acctest.Array, name string) int64 {
	return array.Put("snapshot_policies", 0, map[string]any{"name": name, "suffix": "-" + name})
}

// TestSnapshotPolicyAttributes change in place, each in a request of its own.
func TestSnapshotPolicyAttributes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		input    map[string]any
		requests []string
	}{
		{map[string]any{"name": "each hour"}, []string{`{"name":"each hour"}`}},
		{map[string]any{"suffix": ".h"}, []string{`{"suffix":".h"}`}},
		{map[string]any{"name": "each hour", "suffix": ".h"}, []string{`{"name":"each hour"}`, `{"suffix":".h"}`}},
	} {
		t.Run(strings.Join(c.requests, " "), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			policy := newSnapshotPolicy(t, array, hourly)
			changed := configured(hourly, c.input)
			if plan := policy.Plan(changed); len(plan.Changes) != len(c.input) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(policy.Apply(changed)))
			want := make([]string, len(c.requests))
			for i, body := range c.requests {
				want[i] = fmt.Sprintf("PUT snapshot_policies/%d %s", policy.Int("id"), body)
			}
			wantWrites(t, array, want...)
			wantAgreement(t, array, policy)
			wantNothingPlanned(t, policy, changed)
		})
	}
}

// TestSnapshotPolicyHalfChanged keeps what went through.
func TestSnapshotPolicyHalfChanged(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshotPolicyOn(array, "daily")
	policy := newSnapshotPolicy(t, array, hourly)
	wantOneReason(t, policy.Apply(map[string]any{"name": "each hour", "suffix": "-daily"}),
		`"suffix"`, "SNAPSHOT_POLICY_SUFFIX_CONFLICT", "Give another one")
	wantAgreement(t, array, policy)
	if policy.Text("name") != "each hour" || policy.Text("suffix") != "-hourly" {
		t.Errorf("the state has %s and %s", policy.Text("name"), policy.Text("suffix"))
	}
}

// TestSnapshotPolicyBadInput is refused at plan time.
func TestSnapshotPolicyBadInput(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := acctest.NewProtocol(t, array, nil).Resource(snapshotPolicyResource)
	for attribute, greatest := range map[string]int{"name": 65, "suffix": 64} {
		for _, length := range []int{0, greatest + 1} {
			input := configured(hourly, map[string]any{attribute: strings.Repeat("x", length)})
			wantRefusedPlan(t, array, policy.Plan(input), `"`+attribute+`"`, fmt.Sprintf("between 1 and %d", greatest))
		}
		wantErrors(t, policy.Plan(configured(hourly, map[string]any{attribute: acctest.Unknown})).Errors())
	}
}

// TestSnapshotPolicyRefused by the array names the attribute and what to do.
func TestSnapshotPolicyRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name taken", map[string]any{"name": "daily"}, []string{`"name"`, "exists already", "import {"}},
		{"suffix taken", map[string]any{"suffix": "-daily"}, []string{`"suffix"`, "SNAPSHOT_POLICY_SUFFIX_CONFLICT", "Give another one"}},
		{"name with a colon", map[string]any{"name": "every:hour"}, []string{`"name"`, "INVALID_CHARACTERS_IN_NAME", "Use letters"}},
		{"suffix with a colon", map[string]any{"suffix": "-1:00"}, []string{`"suffix"`, "INVALID_CHARACTERS_IN_SNAPSHOT_POLICY_SUFFIX", "Use letters"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			snapshotPolicyOn(array, "daily")
			policy := acctest.NewProtocol(t, array, nil).Resource(snapshotPolicyResource)
			wantOneReason(t, policy.Apply(configured(hourly, c.input)), c.texts...)
			if found := array.Find("snapshot_policies", nil); policy.Exists() || len(found) != 2 {
				t.Errorf("the array has %v", found)
			}
		})
	}
}

// TestSnapshotPolicyDeletion is refused at plan without approval, and recorded
// with the array's reason with it; its schedules go too, and what followed it
// follows none.
func TestSnapshotPolicyDeletion(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := newSnapshotPolicy(t, array, hourly)
	id := policy.Int("id")
	array.Put("schedules", 0, map[string]any{"snapshot_policy_id": id, "name": "hourly", "type": "PERIODIC", "retention": 3600})
	volume := volumeOn(array, "db01")
	array.Put("volumes", volume, map[string]any{"snapshot_policy_id": id})
	array.ClearRequests()
	wantRefusedPlan(t, array, policy.Plan(nil), `"approved"`, "no more snapshots are taken of what follows", "INFINIBOX_APPROVED=true")
	wantErrors(t, acctest.Errors(policy.Apply(configured(hourly, map[string]any{"approved": true}))))
	diagnostics := policy.Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	wantErrors(t, acctest.Warnings(diagnostics), "Approved: Delete InfiniBox snapshot policy", "will no longer be created for the assigned entities")
	wantWrites(t, array, fmt.Sprintf("DELETE snapshot_policies/%d", id), fmt.Sprintf("DELETE snapshot_policies/%d?approved=yes", id))
	array.Only("volumes", map[string]any{"id": volume, "snapshot_policy_id": nil})
	if left := array.Find("schedules", nil); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// TestSnapshotPolicyThatIsTheDefault shows so, and losing that plans nothing.
func TestSnapshotPolicyThatIsTheDefault(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := newSnapshotPolicy(t, array, hourly)
	for _, standard := range []bool{true, false} {
		to := policy.Int("id")
		if !standard {
			to = acctest.ID(array.Only("snapshot_policies", map[string]any{"name": "Default Policy"}))
		}
		array.Put("snapshot_policies", to, map[string]any{"default_snapshot_policy": true})
		wantErrors(t, acctest.Errors(policy.Refresh()))
		wantAgreement(t, array, policy)
		array.Only("snapshot_policies", map[string]any{"name": "hourly", "default_snapshot_policy": standard})
		wantNothingPlanned(t, policy, hourly)
	}
}

// TestSnapshotPolicyGone behind Terraform's back is made again.
func TestSnapshotPolicyGone(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := newSnapshotPolicy(t, array, hourly)
	array.Remove("snapshot_policies", policy.Int("id"))
	if diagnostics := policy.Refresh(); len(diagnostics) > 0 || policy.Exists() {
		t.Fatalf("still in the state: %v", diagnostics)
	}
	if plan := policy.Plan(hourly); !slices.Contains(plan.Changes, "name") {
		t.Errorf("planned %v", plan.Changes)
	}
}

// TestSnapshotPolicyLostAnswers are looked into.
func TestSnapshotPolicyLostAnswers(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	for _, method := range []string{"POST", "PUT"} {
		array.Break(device.Rule{Method: method, Path: "/api/rest/snapshot_policies**", Drop: device.AfterExecution, Times: 1})
	}
	array.Break(device.Rule{Method: "DELETE", Path: "/api/rest/snapshot_policies/*", Query: "approved=yes", Drop: device.AfterExecution, Times: 1})
	approved := configured(hourly, map[string]any{"approved": true})
	policy := acctest.NewProtocol(t, array, nil).Resource(snapshotPolicyResource)
	wantErrors(t, acctest.Errors(policy.Apply(approved)))
	wantErrors(t, acctest.Errors(policy.Apply(configured(approved, map[string]any{"suffix": ".h"}))))
	wantAgreement(t, array, policy)
	wantErrors(t, acctest.Errors(policy.Destroy()))
	if found := array.Find("snapshot_policies", nil); policy.Exists() || len(found) != 1 {
		t.Errorf("the array has %v", found)
	}
}

// TestSnapshotPolicyAssignedEntities are what follows it.
func TestSnapshotPolicyAssignedEntities(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := snapshotPolicyOn(array, "hourly")
	volume := volumeOn(array, "db01")
	array.Put("volumes", volume, map[string]any{"snapshot_policy_id": id})
	volumeOn(array, "db02") // follows the default one
	source := acctest.NewProtocol(t, array, nil).DataSource("onprem_infinibox_snapshot_policy_assigned_entities")
	shown, diagnostics := source.Read(map[string]any{"snapshot_policy_id": id})
	wantErrors(t, acctest.Errors(diagnostics))
	found, _ := shown["snapshot_policy_assigned_entities"].([]any)
	want := map[string]any{"assigned_entity_id": volume, "assigned_entity_name": "db01", "assigned_entity_type": "VOLUME", "snapshot_policy_name": "hourly"}
	if len(found) != 1 || fmt.Sprint(found[0]) != fmt.Sprint(want) {
		t.Errorf("shown %v, want %v", found, want)
	}
	_, diagnostics = source.Read(map[string]any{"snapshot_policy_id": 4711})
	wantRefused(t, diagnostics, "SNAPSHOT_POLICY_NOT_FOUND")
}
