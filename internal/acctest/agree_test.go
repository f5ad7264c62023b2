package acctest_test

import (
	"fmt"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const volumeAddress = "onprem_infinibox_volume.db"

// planned is what Terraform would tell of one volume: its state, and the name
// and size that are configured.
func planned(id int64, stated, configured map[string]any, action tfjson.Action) *tfjson.Plan {
	values := map[string]any{"id": id, "approved": true}
	for name, value := range stated {
		values[name] = value
	}
	expressions := map[string]*tfjson.Expression{}
	for name, value := range configured {
		expressions[name] = &tfjson.Expression{ExpressionData: &tfjson.ExpressionData{ConstantValue: value}}
	}
	return &tfjson.Plan{
		ResourceChanges: []*tfjson.ResourceChange{{Address: volumeAddress, Mode: tfjson.ManagedResourceMode, Change: &tfjson.Change{Actions: tfjson.Actions{action}}}},
		PriorState: &tfjson.State{Values: &tfjson.StateValues{RootModule: &tfjson.StateModule{Resources: []*tfjson.StateResource{
			{Address: volumeAddress, Type: "onprem_infinibox_volume", Mode: tfjson.ManagedResourceMode, AttributeValues: values},
		}}}},
		Config: &tfjson.Config{RootModule: &tfjson.ConfigModule{Resources: []*tfjson.ConfigResource{
			{Address: volumeAddress, ProviderConfigKey: "onprem", Expressions: expressions},
		}}},
	}
}

// TestAgree finds whatever device, state and configuration say differently:
// every acceptance test relies on it.
func TestAgree(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := array.Put("pools", 0, map[string]any{"name": "p", "physical_capacity": 1000000000000, "virtual_capacity": 1000000000000})
	id := array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": pool, "size": 1000000001, "snapshot_policy_id": 0})
	right := map[string]any{"name": "db01", "pool_id": pool, "size": 1000000001, "snapshot_policy_id": 0, "udid": nil}
	for _, c := range []struct {
		name               string
		id                 int64
		stated, configured map[string]any
		action             tfjson.Action
		text               string
	}{
		{"all agree", id, right, map[string]any{"name": "db01", "size": 1000000001}, tfjson.ActionNoop, ""},
		{"rounded size in the state", id, map[string]any{"size": 1000000512}, nil, tfjson.ActionNoop, ""},
		{"another name in the state", id, map[string]any{"name": "db02"}, nil, tfjson.ActionNoop, "name: the state has db02, the array db01"},
		{"a smaller size in the state", id, map[string]any{"size": 1000000000}, nil, tfjson.ActionNoop, "size: the state has 1000000000"},
		{"a larger size in the state", id, map[string]any{"size": 1000001024}, nil, tfjson.ActionNoop, "size: the state has 1000001024"},
		{"something for nothing", id, map[string]any{"udid": 7}, nil, tfjson.ActionNoop, "udid: the state has 7"},
		{"nothing for something", id, map[string]any{"pool_id": nil}, nil, tfjson.ActionNoop, "pool_id: the state has"},
		{"no such field", id, map[string]any{"title": "x"}, nil, tfjson.ActionNoop, "title: the array has no such field"},
		{"another name configured", id, right, map[string]any{"name": "db03"}, tfjson.ActionNoop, "name: the configuration has db03, the array db01"},
		{"no such object", id + 1, right, nil, tfjson.ActionNoop, fmt.Sprintf("the array has no volumes %d", id+1)},
		{"something left to do", id, right, nil, tfjson.ActionUpdate, "still to be done"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			response := plancheck.CheckPlanResponse{}
			acctest.Agree(array).CheckPlan(t.Context(), plancheck.CheckPlanRequest{Plan: planned(c.id, c.stated, c.configured, c.action)}, &response)
			switch {
			case c.text == "" && response.Error != nil:
				t.Errorf("found %v", response.Error)
			case c.text != "" && (response.Error == nil || !strings.Contains(response.Error.Error(), c.text)):
				t.Errorf("found %v, want %s", response.Error, c.text)
			}
		})
	}
}
