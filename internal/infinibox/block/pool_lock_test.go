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

const lockedPools = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_pool" "slow" {
  name              = "slow"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 1000000000
}

resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "db01-monday"
  parent_id = onprem_infinibox_volume.db.id
}
`

const poolLocked = lockedPools + `
resource "onprem_infinibox_pool_lock" "fast" {
  pool_id  = onprem_infinibox_pool.fast.id
  approved = true

  depends_on = [onprem_infinibox_volume.db, onprem_infinibox_volume_snapshot.monday]
}
`

const poolLockUnapproved = lockedPools + `
resource "onprem_infinibox_pool_lock" "fast" {
  pool_id = onprem_infinibox_pool.fast.id

  depends_on = [onprem_infinibox_volume.db, onprem_infinibox_volume_snapshot.monday]
}
`

const otherPoolLocked = lockedPools + `
resource "onprem_infinibox_pool_lock" "fast" {
  pool_id  = onprem_infinibox_pool.slow.id
  approved = true
}
`

const otherPoolLockUnapproved = lockedPools + `
resource "onprem_infinibox_pool_lock" "fast" {
  pool_id = onprem_infinibox_pool.slow.id
}
`

// wantStates wants the pools to be in these states.
func wantStates(array *acctest.Array, states map[string]string) error {
	for name, state := range states {
		if err := has(array, "pools", map[string]any{"name": name, "state": state}); err != nil {
			return err
		}
	}
	return nil
}

// TestAccPoolLockLife is a lock's life under Terraform: refused, set last,
// lifted behind Terraform's back, set again, moved to another pool, and
// lifted first, so that what it guards can go.
func TestAccPoolLockLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_pool_lock.fast"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:      array.Provider() + poolLockUnapproved,
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Create InfiniBox pool lock.+set approved = true`),
			},
			{
				PreConfig: func() {
					if pools := array.Find("pools", nil); len(pools) > 0 {
						t.Errorf("the refused plan made %v", pools)
					}
				},
				Config:           array.Provider() + poolLocked,
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("pool_id")),
				},
				Check: func(*terraformState) error {
					return wantStates(array, map[string]string{"fast": "LOCKED", "slow": "NORMAL"})
				},
			},
			{
				PreConfig: func() {
					array.Put("pools", acctest.ID(array.Only("pools", map[string]any{"name": "fast"})), map[string]any{"state": "NORMAL"})
				},
				Config:           array.Provider() + poolLocked,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				Check: func(*terraformState) error {
					return wantStates(array, map[string]string{"fast": "LOCKED", "slow": "NORMAL"})
				},
			},
			{
				Config:      array.Provider() + otherPoolLockUnapproved,
				ExpectError: regexp.MustCompile(`Approval Required To (Create|Replace) InfiniBox pool lock`),
			},
			{
				Config:           array.Provider() + otherPoolLocked,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(*terraformState) error {
					return wantStates(array, map[string]string{"fast": "NORMAL", "slow": "LOCKED"})
				},
			},
			{
				Config:           array.Provider() + poolLocked,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
			},
		},
		CheckDestroy: func(*terraformState) error {
			// The lock has to go before what it guards.
			writes := strings.Join(array.Writes(), "\n")
			if unlocked, deleted := strings.LastIndex(writes, "/unlock"), strings.Index(writes, "DELETE volumes"); deleted < unlocked {
				return fmt.Errorf("sent in the wrong order:\n%s", writes)
			}
			return none(array, "volumes", "pools")
		},
	})
}

const poolLockImported = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
}

resource "onprem_infinibox_pool" "slow" {
  name              = "slow"
  physical_capacity = 1000000000000
}

resource "onprem_infinibox_pool_lock" "fast" {
  pool_id = onprem_infinibox_pool.fast.id
}
`

// TestAccPoolLockImport imports a lock in every form there is. What
// verifying compares by is the attribute id, which a lock doesn't have.
func TestAccPoolLockImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address, provider := "onprem_infinibox_pool_lock.fast", array.Provider("approved = true")
	idOf := func(name string) func(*terraformState) (string, error) {
		return func(*terraformState) (string, error) {
			return fmt.Sprint(acctest.ID(array.Only("pools", map[string]any{"name": name}))), nil
		}
	}
	verified := resource.TestStep{
		ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "pool_id",
	}
	byID, byName := verified, verified
	byID.ImportStateIdFunc, byName.ImportStateId = idOf("fast"), "name=fast"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: provider + poolLockImported, ConfigPlanChecks: agreeing(array)},
			byID,
			byName,
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateIdFunc: idOf("fast")},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateIdFunc: idOf("slow"), ExpectError: regexp.MustCompile(`(?s)Cannot Import InfiniBox pool lock.+pool isn't locked`)},
			{ResourceName: address, ImportState: true, ImportStateId: "fast", ExpectError: regexp.MustCompile(`(?s)"fast" is no import id of this.+name=db01`)},
			{ResourceName: address, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with pool_id 4711`)},
			{ResourceName: address, ImportState: true, ImportStateId: "name=slow", ExpectError: regexp.MustCompile(`Unable to find InfiniBox pool lock "slow"`)},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "pools") },
	})
}

// TestAccPoolLockGeneratedConfiguration imports a lock that an administrator
// set: what Terraform writes of it plans nothing but the import.
func TestAccPoolLockGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := poolOn(array, "fast")
	array.Put("pools", id, map[string]any{"state": "LOCKED"})
	generated := acctest.Generate(t, array, "onprem_infinibox_pool_lock", fmt.Sprint(id))
	if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
		t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
	}
}
