package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const (
	groupResource  = "onprem_infinibox_consistency_group"
	memberResource = "onprem_infinibox_consistency_group_member"
)

// grouped is a consistency group with two volumes, as an administrator made
// them, and a clean request log.
type grouped struct {
	*acctest.Array
	pool, group, data, log int64
}

func newGrouped(t *testing.T) grouped {
	t.Helper()
	array := acctest.NewArray(t)
	g := grouped{Array: array, pool: poolOn(array, "p")}
	g.data = array.Put("volumes", 0, map[string]any{"name": "data", "pool_id": g.pool, "size": 2000000000})
	g.log = array.Put("volumes", 0, map[string]any{"name": "log", "pool_id": g.pool, "size": 1000000000})
	g.group = array.Put("cgs", 0, map[string]any{"name": "erp", "pool_id": g.pool})
	array.Put("volumes", g.data, map[string]any{"cg_id": g.group})
	array.Put("volumes", g.log, map[string]any{"cg_id": g.group})
	array.ClearRequests()
	return g
}

// taken is a snapshot group of it.
func (g grouped) taken(name string, fields map[string]any) int64 {
	id := g.Put("cgs", 0, configured(map[string]any{"name": name, "parent_id": g.group, "snap_suffix": "-" + name}, fields))
	g.ClearRequests()
	return id
}

// newGroup has a group made by the provider.
func newGroup(t *testing.T, array *acctest.Array, config map[string]any) (*acctest.Instance, map[string]any) {
	t.Helper()
	config = configured(map[string]any{"name": "erp", "pool_id": poolOn(array, "p")}, config)
	group := acctest.NewProtocol(t, array, nil).Resource(groupResource)
	wantErrors(t, acctest.Errors(group.Apply(config)))
	wantAgreement(t, array, group)
	array.ClearRequests()
	return group, config
}

// TestConsistencyGroupAttributesOneByOne changes each attribute alone: one
// request for it, and nothing else touched.
func TestConsistencyGroupAttributesOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attribute string
		value     func(*acctest.Array) any
		request   string
	}{
		{"name", func(*acctest.Array) any { return "crm" }, `PUT cgs/%d {"name":"crm"}`},
		{"snapshot_policy_id", func(*acctest.Array) any { return 1 }, `PUT cgs/%d {"snapshot_policy_id":1}`},
		{"pool_id", func(array *acctest.Array) any { return poolOn(array, "other") }, `POST cgs/%d/move {"pool_id":%d}`},
	} {
		t.Run(c.attribute, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			group, config := newGroup(t, array, map[string]any{"snapshot_policy_id": 0})
			id := group.Int("id")
			value := c.value(array)
			before := array.Only("cgs", map[string]any{"id": id})
			for _, follows := range []string{"pool_name", "snapshot_policy_name"} {
				delete(before, follows)
			}
			changed := configured(config, map[string]any{c.attribute: value})
			if plan := group.Plan(changed); !slices.Equal(plan.Changes, []string{c.attribute}) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(group.Apply(changed)))
			request := fmt.Sprintf(c.request, slices.Concat([]any{id}, []any{value})[:strings.Count(c.request, "%")]...)
			wantWrites(t, array, request)
			wantOnlyChange(t, before, array.Only("cgs", map[string]any{"id": id}), c.attribute, value)
			wantAgreement(t, array, group)
			wantNothingPlanned(t, group, changed)
		})
	}
}

// TestConsistencyGroupPolicyOfItsOwn: 0 is none, and left out the array's
// default comes and stays.
func TestConsistencyGroupPolicyOfItsOwn(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	group, config := newGroup(t, array, nil)
	if group.Int("snapshot_policy_id") != 1 {
		t.Errorf("not the default policy: %d", group.Int("snapshot_policy_id"))
	}
	none := configured(config, map[string]any{"snapshot_policy_id": 0})
	wantErrors(t, acctest.Errors(group.Apply(none)))
	array.Only("cgs", map[string]any{"id": group.Int("id"), "snapshot_policy_id": nil})
	wantNothingPlanned(t, group, config)
	wantErrors(t, acctest.Errors(group.Refresh()))
	wantNothingPlanned(t, group, none)
}

// TestConsistencyGroupBadInput is refused at plan time, and nothing is sent.
func TestConsistencyGroupBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name too long", map[string]any{"name": strings.Repeat("x", 66)}, []string{`"name"`, "between 1 and 65"}},
		{"name empty", map[string]any{"name": ""}, []string{`"name"`, "between 1 and 65"}},
		{"no pool", map[string]any{"pool_id": 0}, []string{`"pool_id"`, "at least 1"}},
		{"policy below none", map[string]any{"snapshot_policy_id": -1}, []string{`"snapshot_policy_id"`, "at least 0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			group := acctest.NewProtocol(t, array, nil).Resource(groupResource)
			wantRefusedPlan(t, array, group.Plan(configured(map[string]any{"name": "erp", "pool_id": 1000}, c.input)), c.texts...)
		})
	}
}

// TestConsistencyGroupRefused names the attribute, its value and what to do.
func TestConsistencyGroupRefused(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	group, config := newGroup(t, array, nil)
	vvol := array.Put("pools", 0, map[string]any{"name": "vvols", "physical_capacity": 1000000000000, "type": "VVOL"})
	fresh := group.Resource(groupResource)
	for _, c := range []struct {
		on    *acctest.Instance
		input map[string]any
		texts []string
	}{
		{fresh, map[string]any{"name": "crm", "pool_id": 4711}, []string{`"pool_id"`, "POOL_NOT_FOUND", "pool_id = 4711", "Give the id of a pool that exists"}},
		{fresh, map[string]any{"name": "crm", "pool_id": vvol}, []string{`"pool_id"`, "ILLEGAL_POOL_TYPE_FOR_CG", "of type STANDARD"}},
		{fresh, map[string]any{"name": "crm", "snapshot_policy_id": 4711}, []string{`"snapshot_policy_id"`, "SNAPSHOT_POLICY_NOT_FOUND", "0 for none"}},
		{fresh, map[string]any{"name": "e*p"}, []string{`"name"`, "INVALID_CHARACTERS_IN_NAME"}},
		{group, map[string]any{"pool_id": vvol}, []string{`"pool_id"`, "ILLEGAL_MOVE_TO_VVOL_POOL", "of type STANDARD"}},
	} {
		wantOneReason(t, c.on.Apply(configured(config, c.input)), c.texts...)
	}
	array.Only("cgs", map[string]any{"name": "erp", "pool_id": config["pool_id"]})
	wantAgreement(t, array, group)
}

// TestConsistencyGroupNameTaken shows how to import what has it.
func TestConsistencyGroupNameTaken(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	group, config := newGroup(t, array, nil)
	diagnostics := group.Resource(groupResource).Apply(config)
	wantOneReason(t, diagnostics, `"name"`, "It exists already", fmt.Sprintf(`id = "%d"`, group.Int("id")))
	array.Only("cgs", nil)
}

// TestConsistencyGroupLostAnswers: made once, and deleted once.
func TestConsistencyGroupLostAnswers(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	group := acctest.NewProtocol(t, array, nil).Resource(groupResource)
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/cgs", Drop: device.AfterExecution})
	array.Break(device.Rule{Method: "DELETE", Path: "/api/rest/cgs/*", Query: "approved", Drop: device.AfterExecution})
	wantErrors(t, acctest.Errors(group.Apply(map[string]any{"name": "erp", "pool_id": poolOn(array, "p"), "approved": true})))
	if id := acctest.ID(array.Only("cgs", nil)); id != group.Int("id") {
		t.Errorf("the state has id %d, the array %d", group.Int("id"), id)
	}
	wantErrors(t, acctest.Errors(group.Destroy()))
	if left := array.Find("cgs", nil); len(left) > 0 || group.Exists() {
		t.Errorf("left: %v", left)
	}
}

// TestConsistencyGroupDeletionNeedsApproval: refused at plan without, and with
// it the members stay: delete_members is never sent.
func TestConsistencyGroupDeletionNeedsApproval(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	protocol := acctest.NewProtocol(t, g.Array, nil)
	group := protocol.Resource(groupResource)
	wantErrors(t, acctest.Errors(group.Import(fmt.Sprint(g.group))))
	wantRefusedPlan(t, g.Array, group.Plan(nil), "Approval Required To Delete", "snapshots are no longer taken together", "approved = true")
	config := map[string]any{"name": "erp", "pool_id": g.pool, "approved": true}
	wantErrors(t, acctest.Errors(group.Apply(config)))
	wantWrites(t, g.Array)
	diagnostics := group.Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "will break the consistency of its members") {
		t.Errorf("the array's reason isn't recorded: %s", warnings)
	}
	wantWrites(t, g.Array, fmt.Sprintf("DELETE cgs/%d", g.group), fmt.Sprintf("DELETE cgs/%d?approved=yes", g.group))
	g.Only("volumes", map[string]any{"id": g.data, "cg_id": nil})
	g.Only("volumes", map[string]any{"id": g.log, "cg_id": nil})
}
