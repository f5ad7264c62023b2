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

// TestAgreeOnAddresses: switches write the address of a port in another way than
// the array.
func TestAgreeOnAddresses(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host := array.Put("hosts", 0, map[string]any{"name": "db01"})
	array.Put("host_ports", 0, map[string]any{"host_id": host, "type": "FC", "address": "50014380240a1001"})
	for address, agrees := range map[string]bool{
		"50:01:43:80:24:0A:10:01": true, "50014380240A1001": true, "50:01:43:80:24:0a:10:02": false,
	} {
		plan := planned(0, map[string]any{"host_id": host, "type": "FC", "address": address}, map[string]any{"address": address}, tfjson.ActionNoop)
		plan.PriorState.Values.RootModule.Resources[0].Type = "onprem_infinibox_host_port"
		delete(plan.PriorState.Values.RootModule.Resources[0].AttributeValues, "id")
		response := plancheck.CheckPlanResponse{}
		acctest.Agree(array).CheckPlan(t.Context(), plancheck.CheckPlanRequest{Plan: plan}, &response)
		if (response.Error == nil) != agrees {
			t.Errorf("%s: %v", address, response.Error)
		}
	}
}

// moved puts what a plan has of the root module into a module that it calls
// with an index, inside another.
func moved(plan *tfjson.Plan, provider string) *tfjson.Plan {
	state, config := plan.PriorState.Values.RootModule, plan.Config.RootModule
	const outer, inner = `module.sites["a.b"]`, `module.sites["a.b"].module.array[0]`
	state.Address = inner
	state.Resources[0].Address = inner + "." + volumeAddress + `["x.y[1]"]`
	config.Resources[0].ProviderConfigKey = provider
	plan.PriorState.Values.RootModule = &tfjson.StateModule{ChildModules: []*tfjson.StateModule{{Address: outer, ChildModules: []*tfjson.StateModule{state}}}}
	plan.Config.RootModule = &tfjson.ConfigModule{ModuleCalls: map[string]*tfjson.ModuleCall{
		"sites": {Module: &tfjson.ConfigModule{ModuleCalls: map[string]*tfjson.ModuleCall{"array": {Module: config}}}},
	}}
	return plan
}

// TestAgreeInModules: each module's resources are compared too, with the array
// of the provider that was passed to it.
func TestAgreeInModules(t *testing.T) {
	t.Parallel()
	berlin, munich := acctest.NewArray(t), acctest.NewArray(t)
	pool := berlin.Put("pools", 0, map[string]any{"name": "p", "physical_capacity": 1000000000000, "virtual_capacity": 1000000000000})
	id := berlin.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": pool, "size": 1000000000})
	for _, c := range []struct{ name, configured, provider, text string }{
		{"agrees", "db01", "onprem.berlin", ""},
		{"another name configured", "db02", "onprem.berlin", `["x.y[1]"]: name: the configuration has db02, the array db01`},
		{"on the other array", "db01", "onprem.munich", fmt.Sprintf("the array has no volumes %d", id)},
		{"no such array", "db01", "onprem.paris", "no device for provider onprem.paris"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			plan := moved(planned(id, map[string]any{"name": "db01"}, map[string]any{"name": c.configured}, tfjson.ActionNoop), c.provider)
			response := plancheck.CheckPlanResponse{}
			acctest.AgreeAliases(map[string]*acctest.Array{"berlin": berlin, "munich": munich}).CheckPlan(t.Context(), plancheck.CheckPlanRequest{Plan: plan}, &response)
			switch {
			case c.text == "" && response.Error != nil:
				t.Errorf("found %v", response.Error)
			case c.text != "" && (response.Error == nil || !strings.Contains(response.Error.Error(), c.text)):
				t.Errorf("found %v, want %s", response.Error, c.text)
			}
		})
	}
}
