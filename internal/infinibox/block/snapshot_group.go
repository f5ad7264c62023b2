package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// snapshotGroup is snapshots of all volumes of a consistency group, taken at
// one moment ("Create Consistency Group" with a parent in the reference).
type snapshotGroup struct {
	ID                types.Int64    `tfsdk:"id"                 api:"id"`
	Name              types.String   `tfsdk:"name"               api:"name"`
	ParentID          types.Int64    `tfsdk:"parent_id"          api:"parent_id,fixed"`
	SnapPrefix        types.String   `tfsdk:"snap_prefix"        api:"snap_prefix,unread"`
	SnapSuffix        types.String   `tfsdk:"snap_suffix"        api:"snap_suffix,unread"`
	LockExpiresAt     types.Int64    `tfsdk:"lock_expires_at"    api:"lock_expires_at"`
	SnapshotRetention types.Int64    `tfsdk:"snapshot_retention" api:"snapshot_retention"`
	Approved          types.Bool     `tfsdk:"approved"`
	Timeouts          timeouts.Value `tfsdk:"timeouts"`
}

// snapshotGroupFigures are what only data sources show.
type snapshotGroupFigures struct {
	PoolID            types.Int64  `tfsdk:"pool_id"             api:"pool_id"`
	PoolName          types.String `tfsdk:"pool_name"           api:"pool_name"`
	MembersCount      types.Int64  `tfsdk:"members_count"       api:"members_count"`
	LockState         types.String `tfsdk:"lock_state"          api:"lock_state"`
	SnapshotExpiresAt types.Int64  `tfsdk:"snapshot_expires_at" api:"snapshot_expires_at"`
	PolicyID          types.Int64  `tfsdk:"created_by_snapshot_policy_id" api:"created_by_snapshot_policy_id"`
	CreatedAt         types.Int64  `tfsdk:"created_at"          api:"created_at"`
	UpdatedAt         types.Int64  `tfsdk:"updated_at"          api:"updated_at"`
}

// SnapshotGroup is a group with a parent. Promoted, it becomes a consistency
// group of its own with the same id, and its snapshots volumes, which must not
// be replaced or deleted as snapshots.
var SnapshotGroup = entity.Collection[snapshotGroup, snapshotGroupFigures]{
	Name: "infinibox_snapshot_group",
	Description: "Snapshots of all volumes of an InfiniBox consistency group, taken at the same moment.\n\n" +
		"It has a snapshot of every volume that is in the group when it is taken: name members that are made in the same run in `depends_on`, which also has it deleted before they leave the group. " +
		"Deleting it deletes its snapshots, is dangerous and needs approval. A locked one can't be deleted, and one that was promoted to a consistency group is neither deleted nor made anew. " +
		"Its snapshots are left to it: they need no `onprem_infinibox_volume_snapshot`.",
	Path:       "cgs",
	NaturalKey: "name",
	Deleted:    "cgs/{id}?delete_members=true",
	Only: entity.Only{Field: "type", Value: "SNAPSHOT",
		Otherwise: "It was promoted and is a consistency group of its own now, with volumes. Forget the snapshot group with a removed block, and import the group as onprem_infinibox_consistency_group with the same id.",
		Elsewhere: "It is a consistency group: use onprem_infinibox_consistency_group."},
	Owners: []string{"created_by_snapshot_policy_id"},
	Update: entity.OneFieldPerRequest,
	Sequences: []entity.Sequence{
		// A locked snapshot group takes no other change.
		{First: "snapshot_retention", Then: "lock_expires_at"},
		{First: "name", Then: "lock_expires_at"},
	},
	Remember: []string{"created_by_snapshot_policy_id", "replication_types"},
	Check:    snapshotGroupFits,
	Refusals: groupRefusals(entity.Refusals{
		"CG_NOT_FOUND":         {About: []string{"parent_id"}, Gone: true, Remedy: "Give the id of a consistency group that exists and that the account may see."},
		"VOLUME_NAME_CONFLICT": {About: []string{"snap_prefix", "snap_suffix"}, Always: true, Remedy: "A volume or snapshot has the name that one of the snapshots would get. Give another snap_prefix or snap_suffix."},
	}),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "its snapshots are deleted with it"},
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the snapshot group."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's consistency groups and snapshot groups. Renaming is done in place, unless it is locked, and leaves the snapshots' names as they are."},
		"parent_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the consistency group whose volumes it has snapshots of. Another one replaces the snapshot group."},
		"snap_prefix": schema.StringAttribute{Optional: true, Validators: affixRules(),
			MarkdownDescription: "What the snapshots' names begin with, before their volume's, 1 to 64 characters. " + affixText},
		"snap_suffix": schema.StringAttribute{Optional: true, Validators: affixRules(),
			MarkdownDescription: "What the snapshots' names end with, after their volume's, 1 to 64 characters. " + affixText},
		"lock_expires_at": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			MarkdownDescription: "Until when it is locked with its snapshots, in milliseconds since 1970 and at most a year ahead. What is locked can't be deleted or written to by anyone, and the lock can be prolonged but not shortened. Left out, it stays as it is."},
		"snapshot_retention": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			MarkdownDescription: "Seconds after which the array deletes it with its snapshots by itself; Terraform then plans a new one. It can only be prolonged, and only on replicated ones and those of a policy. Left out, it stays as it is."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Omitted: map[string]string{
		"pool_id":                        "it lives in the pool of its consistency group; the array refuses the field",
		"snapshot_policy_id":             "policies belong to consistency groups",
		"remote_snapshot_retention":      "to come with replication",
		"remote_snapshot_retention_lock": "to come with replication",
	},
	Figures: map[string]string{
		"pool_id":                       "Id of the pool that it lives in, which is its consistency group's.",
		"pool_name":                     "Name of its pool.",
		"members_count":                 "How many snapshots it has.",
		"lock_state":                    "`UNLOCKED`, `LOCKED` or `EXPIRED`.",
		"snapshot_expires_at":           "When the array deletes it by itself, in seconds since 1970; null for never.",
		"created_by_snapshot_policy_id": "Id of the snapshot policy that took it, if one did.",
		"created_at":                    "When it was taken, in milliseconds since 1970.",
		"updated_at":                    "When it was last changed, in milliseconds since 1970.",
	},
}

// affixText is what prefix and suffix have in common.
const affixText = "A new snapshot group needs a prefix, a suffix or both. The array never shows it; another value replaces the snapshot group, but for the first one after an import."

// affixRules are the array's for what names of snapshots are made with.
func affixRules() []validator.String {
	return []validator.String{stringvalidator.LengthBetween(1, 64)}
}
