package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

type terraformState = terraform.State

// agreeing compares device, state and configuration after an apply, and that
// nothing is left to plan.
func agreeing(array *acctest.Array) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{acctest.Agree(array)}}
}

// doing is agreeing for a step that has one action planned for a resource.
func doing(array *acctest.Array, address string, action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	checks := agreeing(array)
	checks.PreApply = []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}
	return checks
}

// has wants exactly one object with the given fields on the array.
func has(array *acctest.Array, collection string, fields map[string]any) error {
	if found := array.Find(collection, fields); len(found) != 1 {
		return fmt.Errorf("the array has %d %s with %v, want one; it has %v", len(found), collection, fields, array.Find(collection, nil))
	}
	return nil
}

// none wants nothing left in the collections.
func none(array *acctest.Array, collections ...string) error {
	for _, collection := range collections {
		if found := array.Find(collection, nil); len(found) > 0 {
			return fmt.Errorf("the array still has %d %s: %v", len(found), collection, found)
		}
	}
	return nil
}

// wantAgreement fails where state and array differ.
func wantAgreement(t *testing.T, array *acctest.Array, instance *acctest.Instance) {
	t.Helper()
	if differences := instance.Differences(array); len(differences) > 0 {
		t.Fatalf("state and array differ: %s", strings.Join(differences, "; "))
	}
}

// wantNothingPlanned fails when a configuration plans a change.
func wantNothingPlanned(t *testing.T, instance *acctest.Instance, config map[string]any) {
	t.Helper()
	if plan := instance.Plan(config); plan.Errors() != "" || len(plan.Changes) > 0 {
		t.Fatalf("still to change: %v %s", plan.Changes, plan.Errors())
	}
}

// wantRefusedPlan wants one diagnostic with each of the texts, and nothing
// sent to the array.
func wantRefusedPlan(t *testing.T, array *acctest.Array, plan acctest.Plan, texts ...string) {
	t.Helper()
	wantErrors(t, plan.Errors(), texts...)
	if len(plan.Diagnostics) != 1 {
		t.Errorf("not one diagnostic: %s %s", plan.Errors(), acctest.Warnings(plan.Diagnostics))
	}
	wantWrites(t, array)
}

// wantWrites wants exactly these changing requests since the log was cleared,
// in this order.
func wantWrites(t *testing.T, array *acctest.Array, want ...string) {
	t.Helper()
	if writes := array.Writes(); !slices.Equal(writes, want) {
		t.Fatalf("sent\n  %s\nwant\n  %s", strings.Join(writes, "\n  "), strings.Join(want, "\n  "))
	}
}

// wantOnlyChange wants an object on the array to differ in one field alone,
// apart from when it was changed and what is free of its capacities.
func wantOnlyChange(t *testing.T, before, after map[string]any, field string, value any) {
	t.Helper()
	if fmt.Sprint(after[field]) != fmt.Sprint(value) {
		t.Errorf("the array has %s = %v, want %v", field, after[field], value)
	}
	for name, was := range before {
		if name != field && name != "updated_at" && !strings.HasPrefix(name, "free_") && fmt.Sprint(after[name]) != fmt.Sprint(was) {
			t.Errorf("%s changed too: %v to %v", name, was, after[name])
		}
	}
}
