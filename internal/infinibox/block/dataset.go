package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// dataset is what volumes, file systems and their snapshots have in common
// (section "Dataset" of the reference).
type dataset struct {
	ID                  types.Int64   `tfsdk:"id"                     api:"id"`
	Name                types.String  `tfsdk:"name"                   api:"name"`
	DatasetType         types.String  `tfsdk:"dataset_type"           api:"dataset_type"`
	Type                types.String  `tfsdk:"type"                   api:"type"`
	ParentID            types.Int64   `tfsdk:"parent_id"              api:"parent_id"`
	FamilyID            types.Int64   `tfsdk:"family_id"              api:"family_id"`
	Depth               types.Int64   `tfsdk:"depth"                  api:"depth"`
	HasChildren         types.Bool    `tfsdk:"has_children"           api:"has_children"`
	IsInternal          types.Bool    `tfsdk:"is_internal"            api:"is_internal"`
	PoolID              types.Int64   `tfsdk:"pool_id"                api:"pool_id"`
	PoolName            types.String  `tfsdk:"pool_name"              api:"pool_name"`
	TenantID            types.Int64   `tfsdk:"tenant_id"              api:"tenant_id"`
	Size                types.Int64   `tfsdk:"size"                   api:"size"`
	NumBlocks           types.Int64   `tfsdk:"num_blocks"             api:"num_blocks"`
	Used                types.Int64   `tfsdk:"used"                   api:"used"`
	Allocated           types.Int64   `tfsdk:"allocated"              api:"allocated"`
	TreeAllocated       types.Int64   `tfsdk:"tree_allocated"         api:"tree_allocated"`
	DataReductionRatio  types.Float64 `tfsdk:"data_reduction_ratio"   api:"data_reduction_ratio"`
	Provtype            types.String  `tfsdk:"provtype"               api:"provtype"`
	CompressionEnabled  types.Bool    `tfsdk:"compression_enabled"    api:"compression_enabled"`
	SSDEnabled          types.Bool    `tfsdk:"ssd_enabled"            api:"ssd_enabled"`
	SSAExpressEnabled   types.Bool    `tfsdk:"ssa_express_enabled"    api:"ssa_express_enabled"`
	SSAExpressStatus    types.String  `tfsdk:"ssa_express_status"     api:"ssa_express_status"`
	WriteProtected      types.Bool    `tfsdk:"write_protected"        api:"write_protected"`
	Mapped              types.Bool    `tfsdk:"mapped"                 api:"mapped"`
	Serial              types.String  `tfsdk:"serial"                 api:"serial"`
	NGUID               types.String  `tfsdk:"nguid"                  api:"nguid"`
	LockState           types.String  `tfsdk:"lock_state"             api:"lock_state"`
	LockExpiresAt       types.Int64   `tfsdk:"lock_expires_at"        api:"lock_expires_at"`
	SnapshotExpiresAt   types.Int64   `tfsdk:"snapshot_expires_at"    api:"snapshot_expires_at"`
	SnapshotRetention   types.Int64   `tfsdk:"snapshot_retention"     api:"snapshot_retention"`
	SnapshotPolicyID    types.Int64   `tfsdk:"snapshot_policy_id"     api:"snapshot_policy_id"`
	SnapshotPolicyName  types.String  `tfsdk:"snapshot_policy_name"   api:"snapshot_policy_name"`
	QoSPolicyID         types.Int64   `tfsdk:"qos_policy_id"          api:"qos_policy_id"`
	QoSPolicyName       types.String  `tfsdk:"qos_policy_name"        api:"qos_policy_name"`
	CGID                types.Int64   `tfsdk:"cg_id"                  api:"cg_id"`
	CGName              types.String  `tfsdk:"cg_name"                api:"cg_name"`
	ReplicationTypes    types.List    `tfsdk:"replication_types"      api:"replication_types"`
	ReplicaIDs          types.List    `tfsdk:"replica_ids"            api:"replica_ids"`
	RMRSource           types.Bool    `tfsdk:"rmr_source"             api:"rmr_source"`
	RMRTarget           types.Bool    `tfsdk:"rmr_target"             api:"rmr_target"`
	RMRActiveActivePeer types.Bool    `tfsdk:"rmr_active_active_peer" api:"rmr_active_active_peer"`
	CreatedAt           types.Int64   `tfsdk:"created_at"             api:"created_at"`
	UpdatedAt           types.Int64   `tfsdk:"updated_at"             api:"updated_at"`
}

// Dataset shows volumes and file systems together.
var Dataset = entity.Shown[dataset]{
	Name:        "infinibox_dataset",
	Description: "A dataset of an InfiniBox: a volume, a file system or a snapshot of one, seen by what they have in common.",
	Path:        "datasets",
	NaturalKey:  "name",
	Figures:     datasetFigures(),
	Nested:      datasetLists(),
}

// InternalDataset shows what the array keeps for its own purposes, such as
// replication ("Get all Internal Datasets", "Get Dataset Internal Children by
// ID" and the same of volumes).
var InternalDataset = entity.Shown[dataset]{
	Name:        "infinibox_internal_dataset",
	Description: "Datasets that an InfiniBox made for its own purposes, such as replication. They can't be changed, and go with what they are for.",
	Documented:  "datasets",
	Filtered:    []string{"type", "volume_type"},
	Paths: map[string]string{
		"parent_id":        "datasets/{parent_id}/internal_datasets",
		"type":             "datasets/internal_datasets/{type}",
		"parent_volume_id": "volumes/{parent_volume_id}/internal_volumes",
		"volume_type":      "volumes/internal_volumes/{volume_type}",
	},
	Arguments: map[string]schema.Attribute{
		"parent_id": schema.Int64Attribute{Optional: true, Validators: anID(),
			MarkdownDescription: "Lists the internal children of this dataset. Give exactly one of the four."},
		"type": schema.StringAttribute{Optional: true, Validators: datasetType(),
			MarkdownDescription: "Lists all internal datasets of this type, `MASTER` or `SNAPSHOT`."},
		"parent_volume_id": schema.Int64Attribute{Optional: true, Validators: anID(),
			MarkdownDescription: "Lists the internal children of this volume."},
		"volume_type": schema.StringAttribute{Optional: true, Validators: datasetType(),
			MarkdownDescription: "Lists all internal volumes of this type, `MASTER` or `SNAPSHOT`."},
	},
	Figures: datasetFigures(),
	Nested:  datasetLists(),
}

// datasetType is one of the two there are.
func datasetType() []validator.String {
	return []validator.String{stringvalidator.OneOf("MASTER", "SNAPSHOT")}
}

func datasetFigures() map[string]string {
	return map[string]string{
		"id":                     "The array's id of the dataset.",
		"name":                   "Name.",
		"dataset_type":           "`VOLUME` or `FILESYSTEM`.",
		"type":                   "`MASTER`, or `SNAPSHOT` for what has a parent.",
		"parent_id":              "Id of the dataset that it is a snapshot of; 0 for none.",
		"family_id":              "Id of the dataset that its family began with.",
		"depth":                  "How many ancestors it has.",
		"has_children":           "Whether it has snapshots.",
		"is_internal":            "Whether the array made it for its own purposes.",
		"pool_id":                "Id of the pool that it lives in.",
		"pool_name":              "Name of its pool.",
		"tenant_id":              "Id of its tenant.",
		"size":                   "Size in bytes.",
		"num_blocks":             "Size in blocks of 512 bytes.",
		"used":                   "Bytes that clients have written.",
		"allocated":              "Bytes allocated to it.",
		"tree_allocated":         "Bytes allocated to it and its snapshots.",
		"data_reduction_ratio":   "Written data divided by what it takes on disk.",
		"provtype":               "Provisioning: `THIN` or `THICK`.",
		"compression_enabled":    "Whether new data is compressed.",
		"ssd_enabled":            "Whether it uses the SSD cache.",
		"ssa_express_enabled":    "Whether it is kept in the SSA Express cache as a whole.",
		"ssa_express_status":     "How far the SSA Express cache has loaded it, such as `STATUS_LOADING`; null outside of it.",
		"write_protected":        "Whether clients can only read.",
		"mapped":                 "Whether a host or cluster has it.",
		"serial":                 "Serial number by which hosts know it.",
		"nguid":                  "Identifier by which NVMe hosts know it.",
		"lock_state":             "`UNLOCKED`, `LOCKED` or `EXPIRED`.",
		"lock_expires_at":        "Until when it is locked, in milliseconds since 1970; null for not at all.",
		"snapshot_expires_at":    "When the array deletes it by itself, in seconds since 1970; null for never.",
		"snapshot_retention":     "Seconds after which the array deletes it by itself; null for never.",
		"snapshot_policy_id":     "Id of the snapshot policy that it follows, if any.",
		"snapshot_policy_name":   "Name of that policy.",
		"qos_policy_id":          "Id of its quality of service policy, if any.",
		"qos_policy_name":        "Name of that policy.",
		"cg_id":                  "Id of its consistency group, if any.",
		"cg_name":                "Name of that group.",
		"rmr_source":             "Whether it is the source of a replica.",
		"rmr_target":             "Whether it is the target of a replica.",
		"rmr_active_active_peer": "Whether it is a peer of an active-active replica.",
		"created_at":             "When it was made, in milliseconds since 1970.",
		"updated_at":             "When it was last changed, in milliseconds since 1970.",
	}
}

func datasetLists() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"replication_types": schema.ListAttribute{Computed: true, ElementType: types.StringType,
			MarkdownDescription: "How it is replicated, such as `ASYNC_SOURCE`; `NONE` when it isn't."},
		"replica_ids": schema.ListAttribute{Computed: true, ElementType: types.Int64Type,
			MarkdownDescription: "Ids of its replicas."},
	}
}
