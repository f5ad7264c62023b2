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

// policyOf is a policy of a name, approved or not, with a schedule that has
// some attributes of its own.
func policyOf(name string, approved bool, schedule string) string {
	return fmt.Sprintf(`
resource "onprem_infinibox_snapshot_policy" "databases" {
  name     = %q
  suffix   = "-auto-"
  approved = %t
}

resource "onprem_infinibox_snapshot_policy_schedule" "often" {
  snapshot_policy_id = onprem_infinibox_snapshot_policy.databases.id
  name               = "often"
  type               = "PERIODIC"
  retention          = 7200
  approved           = %t
  %s
}
`, name, approved, approved, schedule)
}

// TestAccSnapshotPolicyLife is a policy's life under Terraform, with its
// schedule: made, changed, replaced with approval, lost behind Terraform's
// back, deleted.
func TestAccSnapshotPolicyLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy, schedule := "onprem_infinibox_snapshot_policy.databases", "onprem_infinibox_snapshot_policy_schedule.often"
	only := func(collection, name string) int64 {
		return acctest.ID(array.Only(collection, map[string]any{"name": name}))
	}
	is := func(fields map[string]any) func(*terraformState) error {
		return func(*terraformState) error { return has(array, "schedules", fields) }
	}
	provider := array.Provider()
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           provider + policyOf("databases", false, ""),
				ConfigPlanChecks: doing(array, schedule, plancheck.ResourceActionCreate),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(policy, tfjsonpath.New("id")),
					statecheck.ExpectIdentityValueMatchesState(schedule, tfjsonpath.New("id")),
					statecheck.ExpectIdentityValueMatchesState(schedule, tfjsonpath.New("snapshot_policy_id")),
				},
			},
			{Config: provider + policyOf("dbs", false, "enabled = false"), ConfigPlanChecks: doing(array, policy, plancheck.ResourceActionUpdate), Check: is(map[string]any{"enabled": false})},
			{
				Config:      provider + policyOf("dbs", false, "interval = 7200"),
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Replace InfiniBox snapshot policy schedule.+no more\s+snapshots`),
			},
			{
				Config:      provider,
				ExpectError: regexp.MustCompile(`Approval Required To Delete InfiniBox snapshot policy`),
			},
			{Config: provider + policyOf("dbs", true, "interval = 7200"), ConfigPlanChecks: doing(array, schedule, plancheck.ResourceActionDestroyBeforeCreate), Check: is(map[string]any{"interval": 7200})},
			{
				PreConfig:        func() { array.Remove("schedules", only("schedules", "often")) },
				Config:           provider + policyOf("dbs", true, "interval = 7200"),
				ConfigPlanChecks: doing(array, schedule, plancheck.ResourceActionCreate),
			},
			{
				PreConfig:        func() { array.Remove("snapshot_policies", only("snapshot_policies", "dbs")) },
				Config:           provider + policyOf("dbs", true, "interval = 7200"),
				ConfigPlanChecks: doing(array, schedule, plancheck.ResourceActionCreate),
			},
		},
		CheckDestroy: func(*terraformState) error {
			if err := none(array, "schedules"); err != nil {
				return err
			}
			return has(array, "snapshot_policies", nil) // the default one
		},
	})
}

// TestAccSnapshotPolicyImport imports a policy and its schedule in every form
// there is.
func TestAccSnapshotPolicyImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy, schedule := "onprem_infinibox_snapshot_policy.databases", "onprem_infinibox_snapshot_policy_schedule.often"
	ofSchedule := func(last string) func(*terraformState) (string, error) {
		return func(*terraformState) (string, error) {
			shown := array.Only("schedules", nil)
			if last == "" {
				last = fmt.Sprint(shown["id"])
			}
			return fmt.Sprintf("%v/%s", shown["snapshot_policy_id"], last), nil
		}
	}
	verified := func(address, id string, of func(*terraformState) (string, error)) resource.TestStep {
		return resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"approved"}, ImportStateId: id, ImportStateIdFunc: of}
	}
	config := array.Provider("approved = true") + policyOf("databases", true, "lock_snapshots = true")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: config, ConfigPlanChecks: agreeing(array)},
			verified(policy, "", nil),
			verified(policy, "name=databases", nil),
			verified(schedule, "", ofSchedule("")),
			verified(schedule, "", ofSchedule("name=often")),
			{ResourceName: policy, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with id 4711`)},
			{ResourceName: policy, ImportState: true, ImportStateId: "name=often", ExpectError: regexp.MustCompile(`Unable to find InfiniBox snapshot policy "often"`)},
			{ResourceName: schedule, ImportState: true, ImportStateId: "4711/1", ExpectError: regexp.MustCompile(`There is no object with snapshot_policy_id 4711 and id 1`)},
			{ResourceName: schedule, ImportState: true, ImportStateIdFunc: ofSchedule("name=rarely"), ExpectError: regexp.MustCompile(`(?s)Unable to find InfiniBox snapshot policy schedule.+"rarely"`)},
		},
	})
}

// TestAccSnapshotPolicyGeneratedConfiguration plans nothing but the import, of
// policies and of schedules of both types.
func TestAccSnapshotPolicyGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := snapshotPolicyOn(array, "hourly")
	wantOnlyImported(t, acctest.Generate(t, array, snapshotPolicyResource, fmt.Sprint(policy)))
	for _, fields := range []map[string]any{
		{"type": "PERIODIC", "interval": 7200, "enabled": false}, {"type": "CLOCK", "time_of_day": 0, "day_of_week": "FRIDAY", "lock_snapshots": true},
	} {
		id := array.Put("schedules", 0, configured(fields, map[string]any{"snapshot_policy_id": policy, "name": fields["type"], "retention": 3600}))
		wantOnlyImported(t, acctest.Generate(t, array, scheduleResource, fmt.Sprintf("%d/%d", policy, id)))
	}
}
