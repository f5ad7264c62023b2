package block_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const snapshotParents = `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 2000000000
}

resource "onprem_infinibox_volume" "web" {
  name    = "web01"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 3000000000
}
`

const snapshotCreated = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name               = "monday"
  parent_id          = onprem_infinibox_volume.db.id
  write_protected    = false
  snapshot_retention = 864000
}
`

// snapshotChanged takes the time at which the lock expires.
const snapshotChanged = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name               = "tuesday"
  parent_id          = onprem_infinibox_volume.db.id
  write_protected    = true
  lock_expires_at    = %d
  snapshot_retention = 864000
  ssd_enabled        = false
  approved           = true
}
`

const snapshotOfAnotherVolume = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "tuesday"
  parent_id = onprem_infinibox_volume.web.id
}
`

// TestAccVolumeSnapshotLife is a snapshot's life under Terraform: made,
// changed in all that can change at once, its locked deletion refused, taken
// of another volume once the lock is over, lost behind Terraform's back, made
// again, deleted.
func TestAccVolumeSnapshotLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_volume_snapshot.monday"
	expiry := array.Clock().Now().Add(24 * time.Hour).UnixMilli()
	var id int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + snapshotCreated,
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("write_protected"), knownvalue.Bool(false)),
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
				},
			},
			{
				PreConfig:        func() { id = acctest.ID(array.Only("volumes", map[string]any{"name": "monday", "type": "SNAPSHOT"})) },
				Config:           array.Provider() + fmt.Sprintf(snapshotChanged, expiry),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check: func(*terraformState) error {
					return has(array, "volumes", map[string]any{
						"id": id, "name": "tuesday", "write_protected": true, "lock_state": "LOCKED", "lock_expires_at": expiry, "ssd_enabled": false,
					})
				},
			},
			{
				Config:      array.Provider() + snapshotParents,
				ExpectError: regexp.MustCompile(`(?s)Snapshot Is Locked.+can't be deleted before`),
			},
			{
				Config:      array.Provider() + snapshotOfAnotherVolume,
				ExpectError: regexp.MustCompile(`(?s)Snapshot Is Locked.+can't be deleted before`),
			},
			{
				PreConfig:        func() { array.Clock().Advance(25 * time.Hour) },
				Config:           array.Provider() + snapshotOfAnotherVolume,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(*terraformState) error {
					if len(array.Find("volumes", map[string]any{"id": id})) > 0 {
						return fmt.Errorf("the snapshot %d wasn't replaced", id)
					}
					return has(array, "volumes", map[string]any{"name": "tuesday", "size": 3000000000, "type": "SNAPSHOT"})
				},
			},
			{
				PreConfig:        func() { array.Remove("volumes", acctest.ID(array.Only("volumes", map[string]any{"name": "tuesday"}))) },
				Config:           array.Provider() + snapshotOfAnotherVolume,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "volumes", "pools") },
	})
}

// snapshotLocked takes the time at which the lock expires.
const snapshotLocked = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name            = "monday"
  parent_id       = onprem_infinibox_volume.db.id
  lock_expires_at = %d
}
`

const snapshotUnlocked = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "monday"
  parent_id = onprem_infinibox_volume.db.id
}
`

// TestAccVolumeSnapshotTaintedWhileLocked: Terraform doesn't tell a plan that
// it will replace a tainted object, so that the apply has to refuse.
func TestAccVolumeSnapshotTaintedWhileLocked(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_volume_snapshot.monday"
	locked := fmt.Sprintf(snapshotLocked, in(array, time.Hour))
	var id int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + locked, ConfigPlanChecks: agreeing(array)},
			{
				PreConfig: func() {
					id = acctest.ID(array.Only("volumes", map[string]any{"name": "monday"}))
					array.ClearRequests()
				},
				Taint:       []string{address},
				Config:      array.Provider() + locked,
				ExpectError: regexp.MustCompile(`(?s)Snapshot Is Locked.+can't be deleted before`),
			},
			{
				PreConfig: func() {
					wantWrites(t, array)
					array.Only("volumes", map[string]any{"id": id, "lock_state": "LOCKED"})
					array.Clock().Advance(2 * time.Hour)
				},
				Config:           array.Provider() + snapshotUnlocked,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "volumes", "pools") },
	})
}

const snapshotOfSnapshot = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "monday"
  parent_id = onprem_infinibox_volume.db.id
}

resource "onprem_infinibox_volume_snapshot" "copy" {
  name            = "monday-copy"
  parent_id       = onprem_infinibox_volume_snapshot.monday.id
  write_protected = false
}
`

// TestAccVolumeSnapshotImport imports a snapshot in every form there is.
func TestAccVolumeSnapshotImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_volume_snapshot.copy"
	volumeID := func(*terraformState) (string, error) {
		return fmt.Sprint(acctest.ID(array.Only("volumes", map[string]any{"name": "db01"}))), nil
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + snapshotOfSnapshot, ConfigPlanChecks: agreeing(array)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "name=monday-copy"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: "monday", ExpectError: regexp.MustCompile(`(?s)"monday" is no import id of this.+name=db01`)},
			{ResourceName: address, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with id 4711`)},
			{ResourceName: address, ImportState: true, ImportStateId: "name=friday", ExpectError: regexp.MustCompile(`(?s)Unable to find InfiniBox volume snapshot.+friday`)},
			{ResourceName: address, ImportState: true, ImportStateIdFunc: volumeID, ExpectError: regexp.MustCompile(`(?s)Cannot Import InfiniBox volume snapshot.+use\s+onprem_infinibox_volume\.`)},
			{
				ResourceName: "onprem_infinibox_volume.db", ImportState: true,
				ImportStateIdFunc: func(state *terraform.State) (string, error) {
					return state.RootModule().Resources[address].Primary.ID, nil
				},
				ExpectError: regexp.MustCompile(`(?s)Cannot Import InfiniBox volume.+use\s+onprem_infinibox_volume_snapshot`),
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "volumes", "pools") },
	})
}

// TestAccVolumeSnapshotGeneratedConfiguration imports snapshots that an
// administrator took: what Terraform writes of them plans nothing but the
// import.
func TestAccVolumeSnapshotGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fields  func(now time.Time) map[string]any
		advance time.Duration
	}{
		"plain":    {fields: func(time.Time) map[string]any { return nil }},
		"writable": {fields: func(time.Time) map[string]any { return map[string]any{"write_protected": false} }},
		"retained": {fields: func(time.Time) map[string]any { return map[string]any{"snapshot_retention": 86400} }},
		"locked": {fields: func(now time.Time) map[string]any {
			return map[string]any{"lock_expires_at": now.Add(time.Hour).UnixMilli()}
		}},
		"with a lock that is over": {advance: 2 * time.Hour, fields: func(now time.Time) map[string]any {
			return map[string]any{"lock_expires_at": now.Add(time.Hour).UnixMilli()}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			parent := array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": poolOn(array, "fast"), "size": 1000000000})
			id := array.Put("volumes", 0, configured(c.fields(array.Clock().Now()), map[string]any{"name": "monday", "parent_id": parent}))
			array.Clock().Advance(c.advance)
			generated := acctest.Generate(t, array, "onprem_infinibox_volume_snapshot", fmt.Sprint(id))
			if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
				t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
			}
		})
	}
}
