package block_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// TestWhatIsNotKnownYetIsNotRefused at plan time: a value of another resource
// may well be right.
func TestWhatIsNotKnownYetIsNotRefused(t *testing.T) {
	t.Parallel()
	provider := acctest.NewProtocol(t, acctest.NewArray(t), nil)
	for name, attributes := range map[string][]string{
		"cluster":                  {"name", "host_type"},
		"cluster_host":             {"cluster_id", "host_id", "approved"},
		"cluster_lun":              {"cluster_id", "volume_id", "lun", "approved"},
		"consistency_group":        {"name", "pool_id", "snapshot_policy_id"},
		"consistency_group_member": {"cg_id", "dataset_id", "approved"},
		"host": {"name", "host_type", "min_expected_paths", "optimized", "security_method",
			"security_chap_inbound_username", "security_chap_inbound_secret_wo", "security_chap_inbound_secret_wo_version"},
		"host_lun":                 {"host_id", "volume_id", "lun", "approved"},
		"host_port":                {"host_id", "type", "address"},
		"object_metadata":          {"object_id", "entries"},
		"pool":                     {"name", "type", "physical_capacity", "virtual_capacity", "physical_capacity_warning", "physical_capacity_critical", "max_extend", "fs_used_default_warning"},
		"qos_assignment":           {"qos_policy_id", "entity_id", "approved"},
		"qos_policy":               {"name", "type", "max_ops", "max_bps", "burst_factor", "burst_enabled"},
		"snapshot_group":           {"name", "parent_id", "snap_prefix", "lock_expires_at", "snapshot_retention"},
		"snapshot_policy_schedule": {"snapshot_policy_id", "name", "type", "interval", "time_of_day", "day_of_week", "retention"},
		"vm":                       {"id", "name"},
		"volume":                   {"name", "pool_id", "size", "write_protected", "ssd_enabled", "ssa_express_enabled", "approved"},
		"volume_snapshot":          {"name", "parent_id", "write_protected", "lock_expires_at", "snapshot_retention"},
	} {
		config := map[string]any{}
		for _, attribute := range attributes {
			config[attribute] = acctest.Unknown
		}
		if refused := provider.Resource("onprem_infinibox_" + name).Plan(config).Errors(); refused != "" {
			t.Errorf("%s: %s", name, refused)
		}
	}
}
