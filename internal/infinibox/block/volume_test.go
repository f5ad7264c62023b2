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
)

const volumePools = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 2000000000000
  virtual_capacity  = 4000000000000
  approved          = true
}

resource "onprem_infinibox_pool" "slow" {
  name              = "slow"
  physical_capacity = 1000000000000
  virtual_capacity  = 1000000000000
  approved          = true
}
`

const volumeCreated = volumePools + `
resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 10000000001
}
`

const volumeChanged = volumePools + `
resource "onprem_infinibox_volume" "db" {
  name                = "db02"
  pool_id             = onprem_infinibox_pool.slow.id
  size                = 20000000000
  provtype            = "THICK"
  compression_enabled = false
  snapshot_policy_id  = 0
  udid                = 77
}
`

// TestAccVolumeLife is a volume's life under Terraform: made, changed in all
// that can change at once, lost behind Terraform's back, made again, deleted.
func TestAccVolumeLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	var id int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + volumeCreated,
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("onprem_infinibox_volume.db", tfjsonpath.New("size"), knownvalue.Int64Exact(10000000001)),
					statecheck.ExpectIdentityValueMatchesState("onprem_infinibox_volume.db", tfjsonpath.New("id")),
				},
			},
			{
				PreConfig: func() { id = acctest.ID(array.Only("volumes", map[string]any{"name": "db01", "size": 10000000512})) },
				Config:    array.Provider() + volumeChanged,
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction("onprem_infinibox_volume.db", plancheck.ResourceActionUpdate)},
					PostApplyPostRefresh: []plancheck.PlanCheck{acctest.Agree(array)},
				},
				Check: func(*terraformState) error {
					return has(array, "volumes", map[string]any{"id": id, "name": "db02", "size": 20000000000, "provtype": "THICK", "pool_name": "slow"})
				},
			},
			{
				PreConfig: func() { array.Remove("volumes", id) },
				Config:    array.Provider() + volumeChanged,
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction("onprem_infinibox_volume.db", plancheck.ResourceActionCreate)},
					PostApplyPostRefresh: []plancheck.PlanCheck{acctest.Agree(array)},
				},
			},
		},
		CheckDestroy: func(*terraformState) error {
			return none(array, "volumes", "pools")
		},
	})
}

// TestAccVolumeImport imports a volume in every form there is.
func TestAccVolumeImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_volume.db"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + volumeChanged},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "name=db02"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: "db02", ExpectError: regexp.MustCompile(`is no import id of this(?s:.+)name=db01`)},
			{ResourceName: address, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with id 4711`)},
			{ResourceName: address, ImportState: true, ImportStateId: "name=db09", ExpectError: regexp.MustCompile(`(?s)Unable to find InfiniBox volume.+db09`)},
		},
	})
}

// TestAccVolumeGeneratedConfiguration imports a volume that an administrator
// made: what Terraform writes of it plans nothing but the import.
func TestAccVolumeGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := array.Put("pools", 0, map[string]any{"name": "p", "physical_capacity": 1000000000000, "virtual_capacity": 1000000000000})
	id := array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": pool, "size": 1000000000, "provtype": "THIN"})
	generated := acctest.Generate(t, array, "onprem_infinibox_volume", fmt.Sprint(id))
	if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
		t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
	}
}
