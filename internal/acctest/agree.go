package acctest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
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

type agree struct{ arrays map[string]*Array }

// Agree checks, as a plan check after an apply, that each object on the array
// is what the state says, and that both are what the configuration says where
// it gives a constant. Nothing may be left to do.
func Agree(array *Array) plancheck.PlanCheck {
	return agree{arrays: map[string]*Array{"onprem": array}}
}

// AgreeAliases is Agree for several arrays by provider alias.
func AgreeAliases(arrays map[string]*Array) plancheck.PlanCheck {
	keyed := map[string]*Array{}
	for alias, array := range arrays {
		keyed["onprem."+alias] = array
	}
	return agree{arrays: keyed}
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

// differences compares one resource with the array that its provider is for.
func (a agree) differences(resource *tfjson.StateResource, config *tfjson.ConfigResource) []error {
	place, ok := held[resource.Type]
	if !ok {
		return nil
	}
	if config == nil {
		return []error{errors.New("not in the configuration")}
	}
	// Terraform names the provider of the root module, whichever way modules
	// pass it on.
	array := a.arrays[config.ProviderConfigKey]
	if array == nil {
		return []error{fmt.Errorf("no array for provider %s", config.ProviderConfigKey)}
	}
	object, err := place.object(array, resource.AttributeValues)
	if err != nil {
		return []error{err}
	}
	return compare(resource, config, place, object)
}

// compare lists where device, state and configuration differ.
func compare(resource *tfjson.StateResource, config *tfjson.ConfigResource, place place, object map[string]any) []error {
	var differences []error
	for name, stated := range resource.AttributeValues {
		if own(name) || slices.Contains(place.unread, name) {
			continue
		}
		shown, known := object[place.field(name)]
		if !known {
			differences = append(differences, fmt.Errorf("%s: the array has no such field", name))
			continue
		}
		if !alike(name, stated, shown) {
			differences = append(differences, fmt.Errorf("%s: the state has %v, the array %v", name, stated, shown))
		}
		expression := config.Expressions[name]
		if expression == nil || expression.ExpressionData == nil || expression.ConstantValue == nil {
			continue
		}
		if expression.ConstantValue != tfjson.UnknownConstantValue && !alike(name, expression.ConstantValue, shown) {
			differences = append(differences, fmt.Errorf("%s: the configuration has %v, the array %v", name, expression.ConstantValue, shown))
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
