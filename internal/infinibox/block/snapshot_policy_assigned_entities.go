package block

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// followingEntity is one of those that follow a snapshot policy ("Get all
// Assigned Entities In Snapshot Policy" in the reference).
type followingEntity struct {
	ID                 types.Int64  `tfsdk:"assigned_entity_id"   api:"assigned_entity_id"`
	Name               types.String `tfsdk:"assigned_entity_name" api:"assigned_entity_name"`
	Type               types.String `tfsdk:"assigned_entity_type" api:"assigned_entity_type"`
	SnapshotPolicyName types.String `tfsdk:"snapshot_policy_name" api:"snapshot_policy_name"`
}

// SnapshotPolicyAssignedEntity shows what follows a snapshot policy. What a
// volume or group follows it says itself.
var SnapshotPolicyAssignedEntity = entity.Shown[followingEntity]{
	Name:        "infinibox_snapshot_policy_assigned_entity",
	Plural:      "infinibox_snapshot_policy_assigned_entities",
	Description: "What follows a snapshot policy of an InfiniBox: the volumes, filesystems and consistency groups that the array takes snapshots of by its schedules.",
	Path:        "snapshot_policies/{snapshot_policy_id}/assigned_entities",
	Key:         "assigned_entity_id",
	Arguments: map[string]schema.Attribute{
		"snapshot_policy_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the policy."},
	},
	Figures: map[string]string{
		"assigned_entity_id":   "Id of the volume, filesystem or group.",
		"assigned_entity_name": "Its name.",
		"assigned_entity_type": "`VOLUME`, `FILESYSTEM` or `CG`.",
		"snapshot_policy_name": "Name of the policy.",
	},
}
