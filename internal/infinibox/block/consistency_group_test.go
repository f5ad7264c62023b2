package block_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// groupFoundations are two pools, two volumes, and a group of them; it takes
// the pool of all, the group's name and what else the group has.
const groupFoundations = `
resource "onprem_infinibox_pool" "all" {
  count             = 2
  name              = ["fast", "slow"][count.index]
  physical_capacity = 1000000000000
  approved          = true
}

locals {
  pool = [for pool in onprem_infinibox_pool.all : pool.id if pool.name == "%[1]s"][0]
}

resource "onprem_infinibox_volume" "erp" {
  count   = 2
  name    = ["erp-data", "erp-log"][count.index]
  pool_id = local.pool
  size    = 2000000000
}

resource "onprem_infinibox_consistency_group" "erp" {
  name    = "%[2]s"
  pool_id = local.pool
  %[3]s
}

resource "onprem_infinibox_consistency_group_member" "erp" {
  count      = 2
  cg_id      = onprem_infinibox_consistency_group.erp.id
  dataset_id = onprem_infinibox_volume.erp[count.index].id
  approved   = true
}
`

// groupSnapshots takes the suffix, the name and what else it has.
const groupSnapshots = `
resource "onprem_infinibox_snapshot_group" "monday" {
  name        = "%[2]s"
  parent_id   = onprem_infinibox_consistency_group.erp.id
  snap_suffix = "%[1]s"
  %[3]s

  depends_on = [onprem_infinibox_consistency_group_member.erp]
}
`

// TestAccConsistencyGroupLife is the life of a group under Terraform with its
// volumes and snapshots: made in one run, moved and renamed in another, lost in
// parts behind Terraform's back, and deleted in one go, each in an order that
// the array takes.
func TestAccConsistencyGroupLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	const group, taken, member = "onprem_infinibox_consistency_group.erp", "onprem_infinibox_snapshot_group.monday", "onprem_infinibox_consistency_group_member.erp[1]"
	var id, takenID int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + fmt.Sprintf(groupFoundations, "fast", "erp", "") + fmt.Sprintf(groupSnapshots, "-monday", "monday", ""),
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(group, tfjsonpath.New("snapshot_policy_id"), knownvalue.Int64Exact(1)),
					statecheck.ExpectIdentityValueMatchesState(group, tfjsonpath.New("id")),
					statecheck.ExpectIdentityValueMatchesState(member, tfjsonpath.New("cg_id")),
					statecheck.ExpectIdentityValueMatchesState(member, tfjsonpath.New("dataset_id")),
				},
				Check: func(*terraformState) error {
					id = acctest.ID(array.Only("cgs", map[string]any{"name": "erp", "members_count": 2}))
					takenID = acctest.ID(array.Only("cgs", map[string]any{"name": "monday", "parent_id": id, "members_count": 2}))
					return has(array, "volumes", map[string]any{"name": "erp-log-monday", "cg_id": takenID})
				},
			},
			{ // everything moves by the group's one request
				PreConfig:        array.ClearRequests,
				Config:           array.Provider() + fmt.Sprintf(groupFoundations, "slow", "crm", "snapshot_policy_id = 0\n  approved = true") + fmt.Sprintf(groupSnapshots, "-monday", "tuesday", ""),
				ConfigPlanChecks: doing(array, group, plancheck.ResourceActionUpdate),
				Check: func(*terraformState) error {
					slow := acctest.ID(array.Only("pools", map[string]any{"name": "slow"}))
					var moves []string
					for _, write := range array.Writes() {
						if strings.Contains(write, "/move") {
							moves = append(moves, write)
						}
					}
					if want := fmt.Sprintf(`[POST cgs/%d/move {"pool_id":%d}]`, id, slow); fmt.Sprint(moves) != want {
						return fmt.Errorf("moved by %v, want %s", moves, want)
					}
					if moved := array.Find("volumes", map[string]any{"pool_id": slow}); len(moved) != 4 {
						return fmt.Errorf("%d of 4 have moved", len(moved))
					}
					return has(array, "cgs", map[string]any{"id": id, "name": "crm", "pool_id": slow, "snapshot_policy_id": nil})
				},
			},
			{ // its snapshots aren't approved to go
				Config:      array.Provider() + fmt.Sprintf(groupFoundations, "slow", "crm", "approved = true"),
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Delete InfiniBox snapshot group "tuesday".+snapshots are deleted`),
			},
			{ // other names for its snapshots make it anew
				Config:           array.Provider() + fmt.Sprintf(groupFoundations, "slow", "crm", "approved = true") + fmt.Sprintf(groupSnapshots, "-again", "tuesday", "approved = true"),
				ConfigPlanChecks: doing(array, taken, plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(*terraformState) error {
					if old := array.Find("cgs", map[string]any{"id": takenID}); len(old) > 0 {
						return fmt.Errorf("not replaced: %v", old)
					}
					return has(array, "volumes", map[string]any{"name": "erp-data-again"})
				},
			},
			{ // the group is lost with its memberships and snapshot groups, and made again
				PreConfig: func() {
					array.Remove("cgs", id)
					for _, snapshot := range array.Find("volumes", map[string]any{"type": "SNAPSHOT"}) {
						array.Remove("volumes", acctest.ID(snapshot))
					}
				},
				Config:           array.Provider() + fmt.Sprintf(groupFoundations, "slow", "crm", "approved = true") + fmt.Sprintf(groupSnapshots, "-again", "tuesday", "approved = true"),
				ConfigPlanChecks: doing(array, group, plancheck.ResourceActionCreate),
				Check: func(*terraformState) error {
					return has(array, "cgs", map[string]any{"name": "crm", "members_count": 2, "has_children": true})
				},
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "cgs", "volumes", "pools") },
	})
}

// TestAccConsistencyGroupImport imports each in every form there is.
func TestAccConsistencyGroupImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	const group, taken, member = "onprem_infinibox_consistency_group.erp", "onprem_infinibox_snapshot_group.monday", "onprem_infinibox_consistency_group_member.erp[1]"
	unread := []string{"snap_suffix", "approved"}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + fmt.Sprintf(groupFoundations, "fast", "erp", "approved = true") + fmt.Sprintf(groupSnapshots, "-monday", "monday", "approved = true"),
				ConfigPlanChecks: agreeing(array),
			},
			{ResourceName: group, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"approved"}},
			{ResourceName: group, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"approved"}, ImportStateId: "name=erp"},
			{ResourceName: taken, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: unread},
			{ResourceName: taken, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: unread, ImportStateId: "name=monday"},
			{ResourceName: group, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with id 4711`)},
			{ResourceName: taken, ImportState: true, ImportStateId: "name=erp", ExpectError: regexp.MustCompile(`(?s)Unable to find InfiniBox snapshot group.+erp`)},
			{ResourceName: member, ImportState: true, ImportStateId: "1", ExpectError: regexp.MustCompile(`no import id of this`)},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "cgs", "volumes", "pools") },
	})
}

// TestAccConsistencyGroupGeneratedConfiguration imports what an administrator
// made: what Terraform writes of it plans nothing but the import.
func TestAccConsistencyGroupGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		resource string
		id       func(g grouped) string
	}{
		"group":          {groupResource, func(g grouped) string { return fmt.Sprint(g.group) }},
		"member":         {memberResource, func(g grouped) string { return fmt.Sprintf("%d/%d", g.group, g.data) }},
		"snapshot group": {snapshotGroupResource, func(g grouped) string { return fmt.Sprint(g.taken("monday", nil)) }},
		"retained": {snapshotGroupResource, func(g grouped) string {
			return fmt.Sprint(g.taken("monday", map[string]any{"snapshot_retention": 86400}))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGrouped(t)
			generated := acctest.Generate(t, g.Array, c.resource, c.id(g))
			if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
				t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
			}
		})
	}
}
