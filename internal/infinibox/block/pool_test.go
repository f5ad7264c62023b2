package block_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const poolCreated = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 2000000000000
  approved          = true
}
`

const poolChanged = `
resource "onprem_infinibox_pool" "fast" {
  name                       = "faster"
  physical_capacity          = 3000000000000
  virtual_capacity           = 5000000000000
  physical_capacity_warning  = 92
  physical_capacity_critical = 96
  fs_used_default_warning    = 70
  fs_used_default_critical   = 75
  max_extend                 = 1000000000000
  ssd_enabled                = false
  compression_enabled        = false
  owners                     = [101]
  approved                   = true
}
`

// TestAccPoolLife is a pool's life under Terraform: made, changed in all that
// can change at once, lost behind Terraform's back, made again, deleted.
func TestAccPoolLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_pool.fast"
	var id int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + poolCreated,
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("physical_capacity"), knownvalue.Int64Exact(2000000000000)),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("type"), knownvalue.StringExact("STANDARD")),
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
				},
			},
			{
				PreConfig:        func() { id = acctest.ID(array.Only("pools", map[string]any{"name": "fast"})) },
				Config:           array.Provider() + poolChanged,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check: func(*terraformState) error {
					return has(array, "pools", map[string]any{
						"id": id, "name": "faster", "physical_capacity_warning": 92, "physical_capacity_critical": 96,
						"fs_used_default_warning": 70, "fs_used_default_critical": 75, "max_extend": 1000000000000,
						"ssd_enabled": false, "compression_enabled": false, "owners": []any{101},
					})
				},
			},
			{
				PreConfig:        func() { array.Remove("pools", id) },
				Config:           array.Provider() + poolChanged,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "pools") },
	})
}

const poolUnapproved = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
}
`

const poolReplaced = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  type              = "VVOL"
  physical_capacity = 1000000000000
}
`

const poolReplacedApproved = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  type              = "VVOL"
  physical_capacity = 1000000000000
  approved          = true
}
`

// TestAccPoolReplacement needs approval on the pool itself: the provider's
// doesn't count.
func TestAccPoolReplacement(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	provider := array.Provider("approved = true")
	var id int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: provider + poolUnapproved, ConfigPlanChecks: agreeing(array)},
			{
				PreConfig:   func() { id = acctest.ID(array.Only("pools", map[string]any{"type": "STANDARD"})) },
				Config:      provider + poolReplaced,
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Replace InfiniBox pool "fast".+set approved = true on this\s+resource`),
			},
			{
				PreConfig:        func() { array.Only("pools", map[string]any{"id": id}) },
				Config:           provider + poolReplacedApproved,
				ConfigPlanChecks: doing(array, "onprem_infinibox_pool.fast", plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(*terraformState) error {
					if len(array.Find("pools", map[string]any{"id": id})) > 0 {
						return fmt.Errorf("the pool %d wasn't replaced", id)
					}
					return has(array, "pools", map[string]any{"name": "fast", "type": "VVOL"})
				},
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "pools") },
	})
}

// TestAccPoolDeletion is refused at plan time until it is approved.
func TestAccPoolDeletion(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + poolUnapproved, ConfigPlanChecks: agreeing(array)},
			{
				Config:      array.Provider() + poolUnapproved,
				Destroy:     true,
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Delete InfiniBox pool "fast".+INFINIBOX_APPROVED=true`),
			},
			{
				Config:      array.Provider(),
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Delete InfiniBox pool "fast".+approved = true in the provider's`),
			},
			{
				PreConfig:        func() { array.Only("pools", map[string]any{"name": "fast"}) },
				Config:           array.Provider("approved = true") + poolUnapproved,
				ConfigPlanChecks: agreeing(array),
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "pools") },
	})
}

const poolImported = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 2000000385024
  virtual_capacity  = 3000000053248
  owners            = [101]
}
`

const poolImportedInOtherWords = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 2000000000000
  virtual_capacity  = 3000000000000
  owners            = [101]
}
`

// TestAccPoolImport imports a pool in every form there is.
func TestAccPoolImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address, provider := "onprem_infinibox_pool.fast", array.Provider("approved = true")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: provider + poolImported, ConfigPlanChecks: agreeing(array)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "name=fast"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{Config: provider + poolImportedInOtherWords, ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateId: "fast", ExpectError: regexp.MustCompile(`(?s)"fast" is no import id of this.+name=db01`)},
			{ResourceName: address, ImportState: true, ImportStateId: "name=", ExpectError: regexp.MustCompile(`(?s)"name=" is no import id of this.+name=db01`)},
			{ResourceName: address, ImportState: true, ImportStateId: "-1", ExpectError: regexp.MustCompile(`"-1" is no import id of this`)},
			{ResourceName: address, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`(?s)There is no object with id 4711.+POOL_NOT_FOUND`)},
			{ResourceName: address, ImportState: true, ImportStateId: "name=FAST", ExpectError: regexp.MustCompile(`(?s)Unable to find InfiniBox pool "FAST".+upper and lower`)},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "pools") },
	})
}

// TestAccPoolGeneratedConfiguration imports pools that an administrator made:
// what Terraform writes of them plans nothing but the import.
func TestAccPoolGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	for kind, fields := range map[string]map[string]any{
		"STANDARD": {"owners": []any{101}, "virtual_capacity": 2000000000000, "physical_capacity_critical": 99},
		"VVOL":     {},
		"S3":       {},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			array := acctest.StartArray(t, infinibox.Options{S3: true}, device.Options{})
			id := array.Put("pools", 0, configured(fields, map[string]any{"name": "fast", "type": kind, "physical_capacity": 1000000000000}))
			generated := acctest.Generate(t, array, "onprem_infinibox_pool", fmt.Sprint(id))
			if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
				t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
			}
		})
	}
}
