package block_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const qosPolicyCreated = `
resource "onprem_infinibox_qos_policy" "gold" {
  name    = "gold"
  type    = "VOLUME"
  max_ops = 20000
}
`

const qosPolicyChanged = `
resource "onprem_infinibox_qos_policy" "gold" {
  name          = "platinum"
  type          = "POOL_VOLUME"
  max_bps       = 524288000
  burst_enabled = true
  burst_factor  = 2.5
}
`

// TestAccQoSPolicyLife is a policy's life under Terraform: made, changed in
// all at once, changed and lost behind Terraform's back, deleted.
func TestAccQoSPolicyLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_qos_policy.gold"
	changed := func(*terraformState) error {
		return has(array, "qos_policies", map[string]any{"name": "platinum", "max_ops": nil, "burst_factor": 2.5, "type": "POOL_VOLUME"})
	}
	only := func() int64 { return acctest.ID(array.Only("qos_policies", nil)) }
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + qosPolicyCreated,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
				},
			},
			{Config: array.Provider() + qosPolicyChanged, ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate), Check: changed},
			{
				PreConfig:        func() { array.Put("qos_policies", only(), map[string]any{"max_ops": 1000, "burst_factor": 9.9}) },
				Config:           array.Provider() + qosPolicyChanged,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check:            changed,
			},
			{
				PreConfig:        func() { array.Remove("qos_policies", only()) },
				Config:           array.Provider() + qosPolicyChanged,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				Check:            changed,
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "name=platinum"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: "name=gold", ExpectError: regexp.MustCompile(`Unable to find InfiniBox qos policy "gold"`)},
			{ResourceName: address, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with id 4711`)},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "qos_policies") },
	})
}

// TestAccQoSPolicyGeneratedConfiguration plans nothing but the import, with
// bursts and without.
func TestAccQoSPolicyGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	for name, fields := range map[string]map[string]any{
		"plain": {"max_ops": 1000}, "bursting": {"max_bps": 524288000, "burst_enabled": true, "burst_factor": 1.1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			id := array.Put("qos_policies", 0, configured(fields, map[string]any{"name": name, "type": "VOLUME"}))
			wantOnlyImported(t, acctest.Generate(t, array, qosPolicyResource, fmt.Sprint(id)))
		})
	}
}

// wantOnlyImported wants a generated configuration to plan the import alone.
func wantOnlyImported(t *testing.T, generated acctest.Generated) {
	t.Helper()
	if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
		t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
	}
}
