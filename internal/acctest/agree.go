package acctest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

// own tells whether an attribute is one that no device shows: the provider's
// own, and secrets, which no state has either.
func own(name string) bool {
	return name == "approved" || name == "timeouts" || strings.HasSuffix(name, "_wo") || strings.HasSuffix(name, "_wo_version")
}

// rounded are the attributes that the array rounds up, and to what in bytes.
var rounded = map[string]int64{"physical_capacity": 512 << 10, "virtual_capacity": 512 << 10, "size": 512}

// agree has the devices by the provider configuration that they are for.
type agree struct{ devices map[string][]Simulation }

// Agree checks, as a plan check after an apply, that each object on the devices
// is what the state says, and that both are what the configuration says where
// it gives a constant. Nothing may be left to do.
func Agree(devices ...Simulation) plancheck.PlanCheck {
	return agree{devices: map[string][]Simulation{"onprem": devices}}
}

// AgreeAliases is Agree for several arrays by provider alias.
func AgreeAliases(arrays map[string]*Array) plancheck.PlanCheck {
	keyed := map[string][]Simulation{}
	for alias, array := range arrays {
		keyed["onprem."+alias] = []Simulation{array}
	}
	return agree{devices: keyed}
}

// device is the one of a provider configuration that a resource is for.
func (a agree) device(provider, resource string) (*Simulated, error) {
	for _, one := range a.devices[provider] {
		if on := one.simulated(); strings.HasPrefix(resource, "onprem_"+on.family()+"_") {
			return on, nil
		}
	}
	return nil, fmt.Errorf("no device for provider %s", provider)
}

// CheckPlan compares every managed resource, those of modules too.
func (a agree) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	for _, change := range req.Plan.ResourceChanges {
		if change.Mode == tfjson.ManagedResourceMode && !change.Change.Actions.NoOp() {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: %v is still to be done", change.Address, change.Change.Actions))
		}
	}
	if req.Plan.PriorState == nil || req.Plan.PriorState.Values == nil {
		return
	}
	for resource, config := range managed(req.Plan.PriorState.Values.RootModule, req.Plan.Config.RootModule) {
		for _, err := range a.differences(resource, config) {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: %w", resource.Address, err))
		}
	}
}

// managed are the managed resources of a module and of those that it calls,
// each with its configuration, nil when it has none.
func managed(state *tfjson.StateModule, config *tfjson.ConfigModule) iter.Seq2[*tfjson.StateResource, *tfjson.ConfigResource] {
	return func(yield func(*tfjson.StateResource, *tfjson.ConfigResource) bool) {
		configured := map[string]*tfjson.ConfigResource{}
		for _, resource := range config.Resources {
			configured[resource.Address] = resource
		}
		for _, resource := range state.Resources {
			if resource.Mode == tfjson.ManagedResourceMode && !yield(resource, configured[within(state, resource.Address)]) {
				return
			}
		}
		for _, child := range state.ChildModules {
			called := &tfjson.ConfigModule{}
			if call := config.ModuleCalls[strings.TrimPrefix(within(state, child.Address), "module.")]; call != nil && call.Module != nil {
				called = call.Module
			}
			for resource, own := range managed(child, called) {
				if !yield(resource, own) {
					return
				}
			}
		}
	}
}

// within is the address that a resource, or a call of a module, has in the
// configuration of a module: without the module, without its own index.
func within(module *tfjson.StateModule, address string) string {
	if module.Address != "" {
		address = strings.TrimPrefix(address, module.Address+".")
	}
	address, _, _ = strings.Cut(address, "[")
	return address
}

// differences compares one resource with the device that its provider is for.
func (a agree) differences(resource *tfjson.StateResource, config *tfjson.ConfigResource) []error {
	place, ok := placeOf(resource.Type)
	if !ok {
		return nil
	}
	if config == nil {
		return []error{errors.New("not in the configuration")}
	}
	// Terraform names the provider of the root module, whichever way modules
	// pass it on.
	on, err := a.device(config.ProviderConfigKey, resource.Type)
	if err != nil {
		return []error{err}
	}
	object, err := place.object(on, resource.AttributeValues)
	if err != nil {
		return []error{err}
	}
	return compare(on, resource, config, place, object)
}

// compare lists where device, state and configuration differ.
func compare(on *Simulated, resource *tfjson.StateResource, config *tfjson.ConfigResource, place place, object map[string]any) []error {
	var differences []error
	for name, stated := range resource.AttributeValues {
		if !place.compares(name, object) {
			continue
		}
		shown, known := object[place.field(name)]
		if !known {
			differences = append(differences, fmt.Errorf("%s: the %s has no such field", name, on.what))
			continue
		}
		if !place.alike(name, stated, shown) {
			differences = append(differences, fmt.Errorf("%s: the state has %v, the %s %v", name, stated, on.what, shown))
		}
		expression := config.Expressions[name]
		if expression == nil || expression.ExpressionData == nil || expression.ConstantValue == nil {
			continue
		}
		if expression.ConstantValue != tfjson.UnknownConstantValue && !place.alike(name, expression.ConstantValue, shown) {
			differences = append(differences, fmt.Errorf("%s: the configuration has %v, the %s %v", name, expression.ConstantValue, on.what, shown))
		}
	}
	return differences
}

// alike compares a value of Terraform's with one of the array's: none, 0 and
// null are one, and so is what the array makes of a size or an address.
func alike(name string, ours, theirs any) bool {
	a, b := plain(ours), plain(theirs)
	if a == b || (name == "address" && spelled(a) == spelled(b)) {
		return true
	}
	unit, rounds := rounded[name]
	if !rounds {
		return false
	}
	var small, large int64
	if _, err := fmt.Sscan(a+" "+b, &small, &large); err != nil {
		return false
	}
	return large >= small && large-small < unit && large%unit == 0
}

// spelled is an address without what can be written in other ways.
func spelled(address string) string {
	return strings.ReplaceAll(strings.ToLower(address), ":", "")
}

func plain(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	if text := string(encoded); text != "0" {
		return text
	}
	return "null"
}
