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

// mappedVolumes are two volumes, and a mapping of which owner and volume are
// to be filled in, and what else it has.
func (s side) mappedVolumes(owner int64, volume, extra string) string {
	return fmt.Sprintf(`
resource "onprem_infinibox_pool" "p" {
  name              = "p"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "data" {
  name    = "data"
  pool_id = onprem_infinibox_pool.p.id
  size    = 1000000000
}

resource "onprem_infinibox_volume" "logs" {
  name    = "logs"
  pool_id = onprem_infinibox_pool.p.id
  size    = 1000000000
}

resource "onprem_infinibox_%s" "m" {
  %s = %d
  volume_id = onprem_infinibox_volume.%s.id
  %s
}
`, s.entity, s.owner, owner, volume, extra)
}

// TestAccMappingLife is a mapping's life under Terraform: made with a number of
// the array's, which doesn't differ; given another; unmapped behind Terraform's
// back; of another volume; of another host or cluster; destroyed.
func TestAccMappingLife(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		first, second := s.new(array, "o1"), s.new(array, "o2")
		address := "onprem_infinibox_" + s.entity + ".m"
		is := func(owner, lun int64) func(*terraformState) error {
			return func(*terraformState) error {
				return has(array, s.entity+"s", map[string]any{s.field: owner, "lun": lun})
			}
		}
		config := func(owner int64, volume, extra string) string {
			return array.Provider() + s.mappedVolumes(owner, volume, extra)
		}
		automatic := map[string]int64{"hosts": 1, "clusters": 11}[s.path]
		resource.Test(t, resource.TestCase{
			ProtoV6ProviderFactories: acctest.Factories(t),
			Steps: []resource.TestStep{
				{
					Config:           config(first, "data", ""),
					ConfigPlanChecks: agreeing(array),
					ConfigStateChecks: []statecheck.StateCheck{
						statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New(s.owner)),
						statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("volume_id")),
					},
					Check: is(first, automatic),
				},
				{
					Config:      config(first, "data", "lun = 0"),
					ExpectError: regexp.MustCompile(`(?s)Approval Required To Replace InfiniBox.+set approved = true`),
				},
				{
					Config:           config(first, "data", "lun = 0\n  approved = true"),
					ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
					Check:            is(first, 0),
				},
				{
					PreConfig: func() {
						array.Remove(s.entity+"s", acctest.ID(array.Only(s.entity+"s", nil)))
					},
					Config:           config(first, "data", "lun = 0\n  approved = true"),
					ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
					Check:            is(first, 0),
				},
				{
					Config:           config(first, "logs", "lun = 0\n  approved = true"),
					ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				},
				{
					Config:           config(second, "logs", "lun = 16383\n  approved = true"),
					ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
					Check:            is(second, 16383),
				},
			},
			CheckDestroy: func(*terraformState) error { return none(array, s.entity+"s", "volumes", "pools") },
		})
	})
}

// TestAccMappingToASecond is refused at apply with the array's reason, unless
// it is approved.
func TestAccMappingToASecond(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		first, second := s.new(array, "o1"), s.new(array, "o2")
		also := func(extra string) string {
			return array.Provider() + s.mappedVolumes(first, "data", "approved = true") + fmt.Sprintf(`
resource "onprem_infinibox_%s" "second" {
  %s = %d
  volume_id = onprem_infinibox_volume.data.id
  depends_on = [onprem_infinibox_%s.m]
  %s
}
`, s.entity, s.owner, second, s.entity, extra)
		}
		resource.Test(t, resource.TestCase{
			ProtoV6ProviderFactories: acctest.Factories(t),
			Steps: []resource.TestStep{
				{Config: also(""), ExpectError: regexp.MustCompile(`(?s)Approval Required To Create.+more than one host or\s+cluster`)},
				{Config: also("approved = true"), ConfigPlanChecks: agreeing(array)},
			},
			CheckDestroy: func(*terraformState) error { return none(array, s.entity+"s") },
		})
	})
}

// TestAccMappingImport imports in every form there is.
func TestAccMappingImport(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner := s.new(array, "o")
		address := "onprem_infinibox_" + s.entity + ".m"
		id := func(*terraformState) (string, error) {
			return fmt.Sprintf("%d/%d", owner, acctest.ID(array.Only("volumes", map[string]any{"name": "data"}))), nil
		}
		refused := func(id, text string) resource.TestStep {
			return resource.TestStep{ResourceName: address, ImportState: true, ImportStateId: id, ExpectError: regexp.MustCompile(text)}
		}
		resource.Test(t, resource.TestCase{
			ProtoV6ProviderFactories: acctest.Factories(t),
			Steps: []resource.TestStep{
				{Config: array.Provider("approved = true") + s.mappedVolumes(owner, "data", "")},
				{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "volume_id", ImportStateIdFunc: id},
				{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateIdFunc: id},
				{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
				refused(fmt.Sprint(owner), `(?s)is no import id of this.+1001/1001`),
				refused(fmt.Sprintf("%d/4711", owner), `(?s)There is no object with `+s.owner+`.+4711`),
				refused("4711/1", `_NOT_FOUND`),
			},
		})
	})
}

// TestAccMappingGeneratedConfiguration imports what an administrator mapped:
// what Terraform writes of it plans nothing but the import.
func TestAccMappingGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		owner, volume := s.new(array, "o"), volumeIn(array, "v")
		s.put(array, owner, volume, 0)
		generated := acctest.Generate(t, array, "onprem_infinibox_"+s.entity, fmt.Sprintf("%d/%d", owner, volume))
		if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
			t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
		}
	})
}
