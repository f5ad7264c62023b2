package block_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// promote makes a snapshot a volume, as an administrator with another tool.
func promote(t *testing.T, array *acctest.Array, id int64) {
	t.Helper()
	address := fmt.Sprintf("%s/api/rest/volumes/%d/promote?approved=yes", array.URL(), id)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	account := array.Environment()
	request.SetBasicAuth(account["INFINIBOX_USERNAME"], account["INFINIBOX_PASSWORD"])
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusCreated {
		t.Fatalf("promoting: HTTP %d", response.StatusCode)
	}
	array.Only("volumes", map[string]any{"id": id, "type": "MASTER"})
	array.ClearRequests()
}

const promotedSnapshot = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "monday"
  parent_id = onprem_infinibox_volume.db.id
}
`

const promotedSnapshotRenamed = snapshotParents + `
resource "onprem_infinibox_volume_snapshot" "monday" {
  name      = "tuesday"
  parent_id = onprem_infinibox_volume.db.id
}
`

// promotedSnapshotHandedOver takes the id of the promoted snapshot.
const promotedSnapshotHandedOver = snapshotParents + `
removed {
  from = onprem_infinibox_volume_snapshot.monday
  lifecycle {
    destroy = false
  }
}

import {
  to = onprem_infinibox_volume.monday
  id = "%d"
}

resource "onprem_infinibox_volume" "monday" {
  name    = "monday"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 2000000000
}
`

// TestAccPromotedSnapshot plans nothing, can't be changed or deleted by
// Terraform, and is handed over to a volume as the warning says.
func TestAccPromotedSnapshot(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	var id int64
	handedOver := resource.TestStep{
		ConfigPlanChecks: doing(array, "onprem_infinibox_volume.monday", plancheck.ResourceActionNoop),
		Check: func(*terraformState) error {
			return has(array, "volumes", map[string]any{"id": id, "name": "monday", "type": "MASTER"})
		},
	}
	steps := []resource.TestStep{
		{Config: array.Provider() + promotedSnapshot, ConfigPlanChecks: agreeing(array)},
		{
			PreConfig: func() {
				id = acctest.ID(array.Only("volumes", map[string]any{"name": "monday"}))
				promote(t, array, id)
			},
			Config: array.Provider() + promotedSnapshot,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("onprem_infinibox_volume_snapshot.monday", plancheck.ResourceActionNoop),
			}},
		},
		{Config: array.Provider() + promotedSnapshotRenamed, ExpectError: regexp.MustCompile(`Refused To Touch InfiniBox volume snapshot "monday"`)},
		{Config: array.Provider() + snapshotParents, ExpectError: regexp.MustCompile(`Refused To Touch InfiniBox volume snapshot "monday"`)},
	}
	// The first id of the array is the pool's, then come two volumes.
	handedOver.Config = array.Provider() + fmt.Sprintf(promotedSnapshotHandedOver, 1003)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps:                    append(steps, handedOver),
		CheckDestroy:             func(*terraformState) error { return none(array, "volumes", "pools") },
	})
}

// TestPromotedSnapshotIsReported by a warning that says what to do, and stays
// in the state as it was.
func TestPromotedSnapshotIsReported(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, nil)
	promote(t, array, snapshot.Int("id"))
	diagnostics := snapshot.Refresh()
	wantErrors(t, acctest.Errors(diagnostics))
	warnings := acctest.Warnings(diagnostics)
	for _, text := range []string{`"monday" Has Become Something Else`, "promoted", "onprem_infinibox_volume", "destroy = false"} {
		if !strings.Contains(warnings, text) {
			t.Errorf("no %q in the warning: %s", text, warnings)
		}
	}
	if !snapshot.Exists() || snapshot.Int("parent_id") != config["parent_id"] {
		t.Errorf("the state has parent %d", snapshot.Int("parent_id"))
	}
	wantNothingPlanned(t, snapshot, config)
}

// TestPromotedSnapshotIsNotTouched: no plan changes, replaces or deletes it.
func TestPromotedSnapshotIsNotTouched(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(array *acctest.Array, config map[string]any) map[string]any{
		"change": func(_ *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"name": "tuesday"})
		},
		"replacement": func(array *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"parent_id": volumeOn(array, "web01")})
		},
		"deletion": func(*acctest.Array, map[string]any) map[string]any { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			snapshot, config := newSnapshot(t, array, map[string]any{"approved": true})
			id := snapshot.Int("id")
			promote(t, array, id)
			wantErrors(t, acctest.Errors(snapshot.Refresh()))
			wantRefusedPlan(t, array, snapshot.Plan(change(array, config)), `Refused To Touch InfiniBox volume snapshot "monday"`, "removed block")
			array.Only("volumes", map[string]any{"id": id, "name": "monday"})
		})
	}
}

// TestSnapshotPromotedAfterThePlan is found at apply, before anything is sent.
func TestSnapshotPromotedAfterThePlan(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(array *acctest.Array, config map[string]any) map[string]any{
		"change": func(_ *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"name": "tuesday"})
		},
		"replacement": func(array *acctest.Array, config map[string]any) map[string]any {
			return configured(config, map[string]any{"parent_id": volumeOn(array, "web01")})
		},
		"deletion": func(*acctest.Array, map[string]any) map[string]any { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			snapshot, config := newSnapshot(t, array, map[string]any{"approved": true})
			id := snapshot.Int("id")
			promote(t, array, id)
			wantErrors(t, acctest.Errors(snapshot.Apply(change(array, config))), `Refused To Touch InfiniBox volume snapshot "monday"`)
			wantWrites(t, array)
			array.Only("volumes", map[string]any{"id": id, "name": "monday"})
		})
	}
}

// TestPromotedSnapshotBecomesAVolume by importing it with the same id.
func TestPromotedSnapshotBecomesAVolume(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, _ := newSnapshot(t, array, nil)
	promote(t, array, snapshot.Int("id"))
	volume := snapshot.Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Import(fmt.Sprint(snapshot.Int("id")))))
	wantAgreement(t, array, volume)
}
