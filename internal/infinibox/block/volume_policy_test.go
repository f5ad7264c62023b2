package block_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// following is a volume that follows one of two policies, by an expression, in
// the same configuration as they and a schedule.
func following(policies, policy string) string {
	return policies + fmt.Sprintf(`
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "db" {
  name               = "db01"
  pool_id            = onprem_infinibox_pool.fast.id
  size               = 1000000000
  snapshot_policy_id = %s
}
`, policy)
}

const weeklyPolicy = `
resource "onprem_infinibox_snapshot_policy" "weekly" {
  name     = "weekly"
  suffix   = "-weekly-"
  approved = true
}
`

// TestAccVolumeFollowsPolicies that are made in the same run: one, then
// another while the first goes, then none; and all go in the end.
func TestAccVolumeFollowsPolicies(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_volume.db"
	follows := func(name any) func(*terraformState) error {
		return func(*terraformState) error {
			return has(array, "volumes", map[string]any{"name": "db01", "snapshot_policy_name": name})
		}
	}
	provider, both := array.Provider("approved = true"), policyOf("databases", true, "")+weeklyPolicy
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           provider + following(both, "onprem_infinibox_snapshot_policy.databases.id"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				Check:            follows("databases"),
			},
			{
				Config:           provider + following(weeklyPolicy, "onprem_infinibox_snapshot_policy.weekly.id"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check:            follows("weekly"),
			},
			{
				// Whoever deletes a policy by hand leaves its volumes with none.
				PreConfig: func() {
					array.Remove("snapshot_policies", acctest.ID(array.Only("snapshot_policies", map[string]any{"name": "weekly"})))
				},
				Config:           provider + following(weeklyPolicy, "onprem_infinibox_snapshot_policy.weekly.id"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check:            follows("weekly"),
			},
			{
				Config:           provider + following("", "0"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check:            follows(nil),
			},
			{
				Config:      provider + following("", "4711"),
				ExpectError: regexp.MustCompile(`(?s)Unable to change InfiniBox volume "db01".+SNAPSHOT_POLICY_NOT_FOUND`),
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "volumes", "pools", "schedules") },
	})
}

// TestAccVolumeWithScheduledSnapshots: what schedules take is no drift and in
// no list unless asked for; it keeps a volume from being deleted without
// approval, and one destroy with approval ends everything in the right order.
func TestAccVolumeWithScheduledSnapshots(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	config := following(policyOf("databases", true, ""), "onprem_infinibox_snapshot_policy.databases.id")
	taken := func() []map[string]any { return array.Find("volumes", map[string]any{"type": "SNAPSHOT"}) }
	var id int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + config, ConfigPlanChecks: agreeing(array)},
			{
				PreConfig: func() {
					id = acctest.ID(array.Only("snapshot_policies", map[string]any{"name": "databases"}))
					array.Clock().Advance(2 * time.Hour)
					if snapshots := taken(); len(snapshots) != 2 {
						t.Errorf("two hours took %v", snapshots)
					}
				},
				Config:           array.Provider() + config,
				ConfigPlanChecks: doing(array, "onprem_infinibox_volume.db", plancheck.ResourceActionNoop),
				Check:            func(*terraformState) error { return wantListed(t, array, 0, 2) },
			},
			{
				Config:      array.Provider() + config,
				Destroy:     true,
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Delete InfiniBox volume "db01".+will also\s+delete\s+all\s+of\s+its\s+snapshots`),
			},
			{
				PreConfig: func() {
					array.Only("volumes", map[string]any{"name": "db01"})
					if snapshots := taken(); len(snapshots) != 2 {
						t.Errorf("the refused destroy left %v", snapshots)
					}
					array.ClearRequests()
				},
				Config:           array.Provider("approved = true") + config,
				ConfigPlanChecks: agreeing(array),
			},
		},
		CheckDestroy: func(*terraformState) error {
			writes := strings.Join(array.Writes(), "\n")
			policy := fmt.Sprintf("DELETE snapshot_policies/%d?approved=yes", id)
			for _, order := range [][2]string{{"DELETE volumes/", "DELETE pools/"}, {"DELETE volumes/", policy}, {"/schedules/", policy}} {
				if first, then := strings.Index(writes, order[0]), strings.Index(writes, order[1]); first < 0 || then < first {
					return fmt.Errorf("%q isn't before %q:\n%s", order[0], order[1], writes)
				}
			}
			return none(array, "volumes", "pools", "schedules")
		},
	})
}

// wantListed wants so many snapshots listed, and so many when those of
// policies are asked for too.
func wantListed(t *testing.T, array *acctest.Array, own, all int) error {
	t.Helper()
	snapshots := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume_snapshot")
	for owned, want := range map[bool]int{false: own, true: all} {
		listed, diagnostics := snapshots.Ask(acctest.Query{Config: map[string]any{"include_owned": owned}})
		if errors := acctest.Errors(diagnostics); errors != "" || len(listed) != want {
			return fmt.Errorf("with include_owned = %t %d are listed, want %d: %s", owned, len(listed), want, errors)
		}
	}
	return nil
}

// TestVolumeWithLockedScheduledSnapshots stays until the last lock has
// expired, approved or not.
func TestVolumeWithLockedScheduledSnapshots(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	policy := snapshotPolicyOn(array, "hourly")
	schedule := array.Put("schedules", 0, map[string]any{"snapshot_policy_id": policy, "name": "often", "type": "PERIODIC", "retention": 7200, "lock_snapshots": true})
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(map[string]any{
		"name": "db01", "pool_id": poolOn(array, "p"), "size": 1000000000, "snapshot_policy_id": policy, "approved": true,
	})))
	array.Clock().Advance(time.Hour)
	wantOneReason(t, volume.Destroy(), `Unable to delete InfiniBox volume "db01"`, "DELETE_SNAPSHOT_WITH_LOCKED_DESCENDANTS", "wait until the last expires")
	array.Remove("schedules", schedule)
	array.Clock().Advance(3 * time.Hour)
	if snapshots := array.Find("volumes", map[string]any{"type": "SNAPSHOT"}); len(snapshots) > 0 {
		t.Errorf("still there: %v", snapshots)
	}
	wantErrors(t, acctest.Errors(volume.Destroy()))
}

// TestVolumePolicyChanges take one request each, and no approval.
func TestVolumePolicyChanges(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	hourly, daily := snapshotPolicyOn(array, "hourly"), snapshotPolicyOn(array, "daily")
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 1000000000, "snapshot_policy_id": hourly}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	for _, policy := range []int64{daily, 0, hourly} {
		array.ClearRequests()
		changed := configured(base, map[string]any{"snapshot_policy_id": policy})
		wantErrors(t, acctest.Errors(volume.Apply(changed)))
		wantWrites(t, array, fmt.Sprintf(`PUT volumes/%d {"snapshot_policy_id":%d}`, volume.Int("id"), policy))
		wantAgreement(t, array, volume)
		wantNothingPlanned(t, volume, changed)
	}
}
