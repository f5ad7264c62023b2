package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// volumeSnapshot is the state of a volume, or of another snapshot, at one
// moment ("Create Volume Snapshot" in the reference).
type volumeSnapshot struct {
	ID                types.Int64    `tfsdk:"id"                 api:"id"`
	Name              types.String   `tfsdk:"name"               api:"name"`
	ParentID          types.Int64    `tfsdk:"parent_id"          api:"parent_id,fixed"`
	WriteProtected    types.Bool     `tfsdk:"write_protected"    api:"write_protected"`
	LockExpiresAt     types.Int64    `tfsdk:"lock_expires_at"    api:"lock_expires_at"`
	SnapshotRetention types.Int64    `tfsdk:"snapshot_retention" api:"snapshot_retention"`
	SSDEnabled        types.Bool     `tfsdk:"ssd_enabled"        api:"ssd_enabled"`
	Serial            types.String   `tfsdk:"serial"             api:"serial"`
	NGUID             types.String   `tfsdk:"nguid"              api:"nguid"`
	Approved          types.Bool     `tfsdk:"approved"`
	Timeouts          timeouts.Value `tfsdk:"timeouts"`
}

// volumeSnapshotFigures are the live figures of a snapshot.
type volumeSnapshotFigures struct {
	PoolID            types.Int64  `tfsdk:"pool_id"             api:"pool_id"`
	PoolName          types.String `tfsdk:"pool_name"           api:"pool_name"`
	Size              types.Int64  `tfsdk:"size"                api:"size"`
	FamilyID          types.Int64  `tfsdk:"family_id"           api:"family_id"`
	Depth             types.Int64  `tfsdk:"depth"               api:"depth"`
	LockState         types.String `tfsdk:"lock_state"          api:"lock_state"`
	SnapshotExpiresAt types.Int64  `tfsdk:"snapshot_expires_at" api:"snapshot_expires_at"`
	HasChildren       types.Bool   `tfsdk:"has_children"        api:"has_children"`
	Mapped            types.Bool   `tfsdk:"mapped"              api:"mapped"`
	Used              types.Int64  `tfsdk:"used"                api:"used"`
	Allocated         types.Int64  `tfsdk:"allocated"           api:"allocated"`
	CreatedAt         types.Int64  `tfsdk:"created_at"          api:"created_at"`
	UpdatedAt         types.Int64  `tfsdk:"updated_at"          api:"updated_at"`
}

// VolumeSnapshot is a volume with a parent. Promoted, it becomes a volume of
// its own with the same id, which must not be replaced or deleted as a
// snapshot.
var VolumeSnapshot = entity.Collection[volumeSnapshot, volumeSnapshotFigures]{
	Name: "infinibox_volume_snapshot",
	Description: "A snapshot of an InfiniBox volume, or of another snapshot.\n\n" +
		"Deleting a snapshot that has snapshots of its own deletes them too, is dangerous and needs approval. A locked snapshot can't be deleted, and one that was promoted to a volume is neither deleted nor made anew.",
	Path:       "volumes",
	NaturalKey: "name",
	Only: entity.Only{Field: "type", Value: "SNAPSHOT",
		Otherwise: "It was promoted and is a volume of its own now. Forget the snapshot with a removed block, and import the volume as onprem_infinibox_volume with the same id.",
		Elsewhere: "It is a volume: use onprem_infinibox_volume."},
	Owners: []string{"created_by_snapshot_policy_id", "cg_id"},
	Update: entity.OneFieldPerRequest,
	Sequences: []entity.Sequence{
		{First: "write_protected = true", Then: "lock_expires_at"},
		// A locked snapshot takes hardly any change.
		{First: "snapshot_retention", Then: "lock_expires_at"},
		{First: "name", Then: "lock_expires_at"},
		{First: "ssd_enabled", Then: "lock_expires_at"},
	},
	Remember: []string{"created_by_snapshot_policy_id", "replication_types"},
	Check:    lastsLongEnough,
	Refusals: datasetRefusals(entity.Refusals{
		"VOLUME_NOT_FOUND": {About: []string{"parent_id"}, Gone: true, Remedy: "Give the id of a volume or snapshot that exists and that the account may see."},
	}),
	Dangers: []entity.Danger{
		{On: entity.Changing, Attribute: "write_protected", Becomes: true, Reason: "its hosts can no longer write to it, and applications may fail"},
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the snapshot."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's volumes and snapshots. Renaming is done in place."},
		"parent_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the volume or snapshot that it is a snapshot of. Another parent replaces the snapshot."},
		"write_protected": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether hosts can only read; the array's default for a snapshot is `true`. A locked snapshot is always protected. Protecting an existing snapshot is dangerous and needs approval. Left out, it stays as it is."},
		"lock_expires_at": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			MarkdownDescription: "Until when the snapshot is locked, in milliseconds since 1970 and at most a year ahead. A locked snapshot can't be deleted or written to by anyone, and its lock can be prolonged but not shortened. Left out, it stays as it is."},
		"snapshot_retention": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			MarkdownDescription: "Seconds after which the array deletes the snapshot by itself; Terraform then plans a new one. It can only be prolonged, and only on replicated snapshots and those of a policy. Left out, it stays as it is."},
		"ssd_enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether the snapshot uses the SSD cache. The default is the parent's. Left out, it stays as it is."},
		"serial": schema.StringAttribute{Computed: true,
			MarkdownDescription: "Serial number by which hosts know the snapshot: 32 hexadecimal digits."},
		"nguid": schema.StringAttribute{Computed: true,
			MarkdownDescription: "Identifier by which NVMe hosts know the snapshot."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Omitted: map[string]string{
		"pool_id":                        "a snapshot lives in its parent's pool; the array refuses the field",
		"size":                           "a snapshot has the size that its parent had",
		"provtype":                       "a snapshot is provisioned as its parent",
		"compression_enabled":            "the array doesn't change it on a single snapshot",
		"snapshot_policy_id":             "policies belong to volumes",
		"ssa_express_enabled":            "the cache doesn't take snapshots",
		"udid":                           "hosts that need one use volumes; the reference doesn't show it for snapshots",
		"remote_snapshot_retention":      "to come with replication",
		"remote_snapshot_retention_lock": "to come with replication",
	},
	Figures: map[string]string{
		"pool_id":             "Id of the pool that it lives in, which is its parent's.",
		"pool_name":           "Name of its pool.",
		"size":                "Size in bytes: the parent's at that moment.",
		"family_id":           "Id of the volume that its family began with.",
		"depth":               "How many ancestors it has.",
		"lock_state":          "`UNLOCKED`, `LOCKED` or `EXPIRED`.",
		"snapshot_expires_at": "When the array deletes it by itself, in seconds since 1970; null for never.",
		"has_children":        "Whether it has snapshots of its own.",
		"mapped":              "Whether a host or cluster has it.",
		"used":                "Bytes that hosts have written.",
		"allocated":           "Bytes allocated to it.",
		"created_at":          "When it was taken, in milliseconds since 1970.",
		"updated_at":          "When it was last changed, in milliseconds since 1970.",
	},
}
