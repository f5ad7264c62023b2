package acctest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// CheckPlan compares every managed resource of the root module.
func (a agree) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	for _, change := range req.Plan.ResourceChanges {
		if change.Mode == tfjson.ManagedResourceMode && !change.Change.Actions.NoOp() {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: %v is still to be done", change.Address, change.Change.Actions))
		}
	}
	configured := map[string]*tfjson.ConfigResource{}
	for _, resource := range req.Plan.Config.RootModule.Resources {
		configured[resource.Address] = resource
	}
	if req.Plan.PriorState == nil || req.Plan.PriorState.Values == nil {
		return
	}
	for _, resource := range req.Plan.PriorState.Values.RootModule.Resources {
		place, ok := held[resource.Type]
		if resource.Mode != tfjson.ManagedResourceMode || !ok {
			continue
		}
		address, _, _ := strings.Cut(resource.Address, "[")
		config := configured[address]
		if config == nil {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: not in the configuration", resource.Address))
			continue
		}
		array := a.arrays[config.ProviderConfigKey]
		if array == nil {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: no array for provider %s", resource.Address, config.ProviderConfigKey))
			continue
		}
		object, err := place.object(array, resource.AttributeValues)
		if err != nil {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: %w", resource.Address, err))
			continue
		}
		for _, err := range compare(resource, config, place, object) {
			resp.Error = errors.Join(resp.Error, fmt.Errorf("%s: %w", resource.Address, err))
		}
	}
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
