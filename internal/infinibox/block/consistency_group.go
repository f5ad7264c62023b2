package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// consistencyGroup is volumes of which snapshots are taken at the same moment
// (section "Consistency Group" of the reference).
type consistencyGroup struct {
	ID               types.Int64    `tfsdk:"id"                 api:"id"`
	Name             types.String   `tfsdk:"name"               api:"name"`
	PoolID           types.Int64    `tfsdk:"pool_id"            api:"pool_id"`
	SnapshotPolicyID types.Int64    `tfsdk:"snapshot_policy_id" api:"snapshot_policy_id,zero"`
	Approved         types.Bool     `tfsdk:"approved"`
	Timeouts         timeouts.Value `tfsdk:"timeouts"`
}

// consistencyGroupFigures are what only data sources show.
type consistencyGroupFigures struct {
	PoolName           types.String `tfsdk:"pool_name"            api:"pool_name"`
	MembersCount       types.Int64  `tfsdk:"members_count"        api:"members_count"`
	HasChildren        types.Bool   `tfsdk:"has_children"         api:"has_children"`
	SnapshotPolicyName types.String `tfsdk:"snapshot_policy_name" api:"snapshot_policy_name"`
	IsReplicated       types.Bool   `tfsdk:"is_replicated"        api:"is_replicated"`
	CreatedAt          types.Int64  `tfsdk:"created_at"           api:"created_at"`
	UpdatedAt          types.Int64  `tfsdk:"updated_at"           api:"updated_at"`
}

// ConsistencyGroup is a group without a parent; the others are snapshot groups.
// Its members are resources of their own, and deleting it leaves them alone.
var ConsistencyGroup = entity.Collection[consistencyGroup, consistencyGroupFigures]{
	Name: "infinibox_consistency_group",
	Description: "A consistency group of an InfiniBox: volumes of one pool of which snapshots are taken at the same moment.\n\n" +
		"Volumes are put into it by `onprem_infinibox_consistency_group_member`, and their snapshots are taken together by `onprem_infinibox_snapshot_group`. " +
		"Deleting the group is dangerous and needs approval: its volumes stay, but are no longer consistent with each other. " +
		"Moving it to another pool moves its volumes too: let them say `pool_id = onprem_infinibox_consistency_group.NAME.pool_id`. Where they say it by themselves, each waits for the group, and ten of them at once, as many as Terraform works on, keep the group from its turn.",
	Path:       "cgs",
	NaturalKey: "name",
	Only: entity.Only{Field: "type", Value: "MASTER",
		Elsewhere: "It is a snapshot group: use onprem_infinibox_snapshot_group."},
	Update:   entity.OneFieldPerRequest,
	Moves:    map[string]string{"pool_id": "cgs/{id}/move"},
	Refusals: groupRefusals(entity.Refusals{"CG_NOT_FOUND": {Gone: true}}),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "its volumes stay, but their snapshots are no longer taken together, and its snapshot groups are dissolved"},
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the group."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's consistency groups and snapshot groups. Renaming is done in place."},
		"pool_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the pool that the group and all its volumes live in, of type `STANDARD`. Another pool moves them there in place, with their snapshots; the volumes' own `pool_id` has to say the same."},
		"snapshot_policy_id": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(0)},
			MarkdownDescription: "The id of the snapshot policy that the group follows, `0` for none. Its volumes can't have one of their own. Left out, a new group gets the array's default policy, and it then stays as it is."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Omitted: map[string]string{
		"parent_id":                      "makes a snapshot group, which is a resource of its own",
		"snap_prefix":                    "only snapshot groups name snapshots",
		"snap_suffix":                    "only snapshot groups name snapshots",
		"lock_expires_at":                "only snapshot groups can be locked",
		"snapshot_retention":             "only snapshot groups have a retention",
		"remote_snapshot_retention":      "only snapshot groups have a retention",
		"remote_snapshot_retention_lock": "only snapshot groups can be locked",
	},
	Figures: map[string]string{
		"pool_name":            "Name of its pool.",
		"members_count":        "How many volumes it has.",
		"has_children":         "Whether it has snapshot groups.",
		"snapshot_policy_name": "Name of its snapshot policy, if any.",
		"is_replicated":        "Whether it is replicated.",
		"created_at":           "When it was made, in milliseconds since 1970.",
		"updated_at":           "When it was last changed, in milliseconds since 1970.",
	},
}
