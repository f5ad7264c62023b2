package block_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const limitedVolumes = `
resource "onprem_infinibox_qos" "limits" {
  enabled = true
}

resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "db01" {
  name    = "db01"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 1000000000
}

resource "onprem_infinibox_volume" "db02" {
  name    = "db02"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 1000000000
}

resource "onprem_infinibox_qos_policy" "volumes" {
  name    = "volumes"
  type    = "VOLUME"
  max_ops = 1000
}

resource "onprem_infinibox_qos_policy" "pools" {
  name    = "pools"
  type    = "POOL_VOLUME"
  max_ops = 50000
}

resource "onprem_infinibox_qos_assignment" "pool" {
  qos_policy_id = onprem_infinibox_qos_policy.pools.id
  entity_id     = onprem_infinibox_pool.fast.id

  depends_on = [onprem_infinibox_qos.limits]
}
`

// limiting assigns one of the volumes.
func limiting(volume string) string {
	return limitedVolumes + fmt.Sprintf(`
resource "onprem_infinibox_qos_assignment" "volume" {
  qos_policy_id = onprem_infinibox_qos_policy.volumes.id
  entity_id     = onprem_infinibox_volume.%s.id

  depends_on = [onprem_infinibox_qos.limits]
}
`, volume)
}

// TestAccQoSAssignmentLife is limits under Terraform: put in force with all
// that they need, moved to another volume, lost behind Terraform's back, and
// lifted before policies and volumes go, so that none of these needs approval.
func TestAccQoSAssignmentLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_qos_assignment.volume"
	limited := func(name string) func(*terraformState) error {
		return func(*terraformState) error {
			if err := has(array, "qos_assignments", map[string]any{"entity_type": "POOL", "entity_name": "fast"}); err != nil {
				return err
			}
			return has(array, "volumes", map[string]any{"name": name, "qos_policy_name": "volumes", "qos_shared_policy_name": "pools"})
		}
	}
	assignment := func() map[string]any { return array.Only("qos_assignments", map[string]any{"entity_type": "VOLUME"}) }
	byEntity := func(*terraformState) (string, error) {
		return fmt.Sprintf("%v/entity_id=%v", assignment()["qos_policy_id"], assignment()["entity_id"]), nil
	}
	byID := func(*terraformState) (string, error) {
		return fmt.Sprintf("%v/%v", assignment()["qos_policy_id"], assignment()["id"]), nil
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + limiting("db01"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("qos_policy_id")),
				},
				Check: limited("db01"),
			},
			{
				Config:           array.Provider() + limiting("db02"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check:            limited("db02"),
			},
			{
				PreConfig:        func() { array.Remove("qos_assignments", acctest.ID(assignment())) },
				Config:           array.Provider() + limiting("db02"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				Check:            limited("db02"),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: byID},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: byEntity},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateIdFunc: byID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: "4711/1", ExpectError: regexp.MustCompile(`There is no object with qos_policy_id 4711 and id 1`)},
		},
		CheckDestroy: func(*terraformState) error {
			if writes := strings.Join(array.Writes(), "\n"); strings.Contains(writes, "DELETE qos/policies") && strings.LastIndex(writes, "/unassign") > strings.Index(writes, "DELETE qos/policies") {
				return fmt.Errorf("sent in the wrong order:\n%s", writes)
			}
			return none(array, "qos_assignments", "qos_policies", "volumes", "pools")
		},
	})
}

// TestAccQoSAssignmentGeneratedConfiguration plans nothing but the import.
func TestAccQoSAssignmentGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	array, config := limitable(t)
	id := array.Put("qos_assignments", 0, config)
	wantOnlyImported(t, acctest.Generate(t, array, qosAssignmentResource, fmt.Sprintf("%d/%d", config["qos_policy_id"], id)))
}
