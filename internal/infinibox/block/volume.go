package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// volumeMinimum is the least size in bytes (DATASET_MIN_CAPACITY).
const volumeMinimum = 1_000_000_000

// volume is a block device carved out of a pool (section "Volume" of the
// reference).
type volume struct {
	ID                 types.Int64     `tfsdk:"id"                  api:"id"`
	Name               types.String    `tfsdk:"name"                api:"name"`
	PoolID             types.Int64     `tfsdk:"pool_id"             api:"pool_id"`
	Size               attribute.Bytes `tfsdk:"size"                api:"size"`
	Provtype           types.String    `tfsdk:"provtype"            api:"provtype"`
	WriteProtected     types.Bool      `tfsdk:"write_protected"     api:"write_protected"`
	CompressionEnabled types.Bool      `tfsdk:"compression_enabled" api:"compression_enabled"`
	SSDEnabled         types.Bool      `tfsdk:"ssd_enabled"         api:"ssd_enabled"`
	SSAExpressEnabled  types.Bool      `tfsdk:"ssa_express_enabled" api:"ssa_express_enabled"`
	SnapshotPolicyID   types.Int64     `tfsdk:"snapshot_policy_id"  api:"snapshot_policy_id,zero"`
	UDID               types.Int64     `tfsdk:"udid"                api:"udid"`
	Serial             types.String    `tfsdk:"serial"              api:"serial"`
	NGUID              types.String    `tfsdk:"nguid"               api:"nguid"`
	Approved           types.Bool      `tfsdk:"approved"`
	Timeouts           timeouts.Value  `tfsdk:"timeouts"`
}

// volumeFigures are the live figures of a volume.
type volumeFigures struct {
	PoolName           types.String  `tfsdk:"pool_name"            api:"pool_name"`
	Used               types.Int64   `tfsdk:"used"                 api:"used"`
	Allocated          types.Int64   `tfsdk:"allocated"            api:"allocated"`
	TreeAllocated      types.Int64   `tfsdk:"tree_allocated"       api:"tree_allocated"`
	NumBlocks          types.Int64   `tfsdk:"num_blocks"           api:"num_blocks"`
	DataReductionRatio types.Float64 `tfsdk:"data_reduction_ratio" api:"data_reduction_ratio"`
	HasChildren        types.Bool    `tfsdk:"has_children"         api:"has_children"`
	Mapped             types.Bool    `tfsdk:"mapped"               api:"mapped"`
	CGID               types.Int64   `tfsdk:"cg_id"                api:"cg_id"`
	QoSPolicyID        types.Int64   `tfsdk:"qos_policy_id"        api:"qos_policy_id"`
	SnapshotPolicyName types.String  `tfsdk:"snapshot_policy_name" api:"snapshot_policy_name"`
	CreatedAt          types.Int64   `tfsdk:"created_at"           api:"created_at"`
	UpdatedAt          types.Int64   `tfsdk:"updated_at"           api:"updated_at"`
}

// Volume is a volume without a parent. The array takes one field per update;
// the pool changes through an operation of its own.
var Volume = entity.Collection[volume, volumeFigures]{
	Name: "infinibox_volume",
	Description: "A volume of an InfiniBox: a block device carved out of a pool.\n\n" +
		"Deleting a volume that has snapshots deletes them too, is dangerous and needs approval. No change replaces a volume, and it never shrinks. " +
		"Let the `pool_id` of a volume in a consistency group refer to the group's, so that the group moves first: otherwise the volume waits for that two minutes, or as long as `timeouts.update` says.",
	Path:       "volumes",
	NaturalKey: "name",
	Only: entity.Only{Field: "type", Value: "MASTER",
		Elsewhere: "It is a snapshot: use onprem_infinibox_volume_snapshot."},
	Update: entity.OneFieldPerRequest,
	Moves:  map[string]string{"pool_id": "volumes/{id}/move"},
	// A volume of a consistency group moves with the group.
	Carried: map[string]string{"pool_id": "cg_id"},
	Grows:   []string{"size"},
	Sequences: []entity.Sequence{
		{First: "write_protected = false", Then: "size"},
		{First: "size", Then: "write_protected = true"},
		{First: "ssa_express_enabled = false", Then: "ssd_enabled = false"},
		{First: "ssd_enabled = true", Then: "ssa_express_enabled = true"},
		// What takes less physical capacity goes first, and what takes more
		// last: it is the new pool that must have the room.
		{First: "provtype = THIN", Then: "pool_id"},
		{First: "provtype = THIN", Then: "size"},
		{First: "pool_id", Then: "size"},
		{First: "pool_id", Then: "provtype = THICK"},
	},
	HoldsData: true,
	Check:     volumeFits,
	Refusals:  datasetRefusals(entity.Refusals{"VOLUME_NOT_FOUND": {Gone: true}}),
	Dangers: []entity.Danger{
		{On: entity.Changing, Attribute: "write_protected", Becomes: true, Reason: "its hosts can no longer write to it, and applications may fail"},
		{On: entity.Creating, Attribute: "ssa_express_enabled", Becomes: true, Reason: "it takes room in the SSA Express cache"},
		{On: entity.Changing, Attribute: "ssa_express_enabled", Becomes: true, Reason: "it takes room in the SSA Express cache"},
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the volume."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's volumes and snapshots. Renaming is done in place."},
		"pool_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the pool that the volume lives in. Another pool moves it there in place, with its snapshots. A volume in a consistency group moves with the group and has its `pool_id`."},
		"size": schema.Int64Attribute{Required: true, CustomType: attribute.BytesType{Granularity: sector},
			Validators:          []validator.Int64{int64validator.AtLeast(volumeMinimum)},
			MarkdownDescription: "Size in bytes, at least 1 GB (1000000000). The array rounds it up to a multiple of 512, which is no difference. It grows in place and never shrinks."},
		"provtype": schema.StringAttribute{Optional: true, Computed: true,
			Validators:          []validator.String{stringvalidator.OneOf("THIN", "THICK")},
			MarkdownDescription: "Provisioning: `THIN` takes physical capacity as data is written, `THICK` all of it at once. The array's default is `THIN`. Changed in place. Left out, it stays as it is."},
		"write_protected": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether hosts can only read. Protecting an existing volume is dangerous and needs approval. Left out, it stays as it is."},
		"compression_enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether new data is compressed. The default is the pool's. Left out, it stays as it is."},
		"ssd_enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether the volume uses the SSD cache. The default is the pool's. Left out, it stays as it is."},
		"ssa_express_enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether the whole volume is kept in the SSA Express cache; needs `ssd_enabled`. Adding it is dangerous and needs approval. Left out, it stays as it is."},
		"snapshot_policy_id": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(0)},
			MarkdownDescription: "The id of the snapshot policy that the volume follows, `0` for none. Left out, a new volume gets the array's default policy, and it then stays as it is. A volume in a consistency group follows the group's policy: leave it out."},
		"udid": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.Between(0, 32767)},
			MarkdownDescription: "Unit device identifier for OpenVMS hosts, 0 to 32767, unique on the array; it can't change while the volume is mapped. Left out, it stays as it is."},
		"serial": schema.StringAttribute{Computed: true,
			MarkdownDescription: "Serial number by which hosts know the volume: 32 hexadecimal digits."},
		"nguid": schema.StringAttribute{Computed: true,
			MarkdownDescription: "Identifier by which NVMe hosts know the volume."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Omitted: map[string]string{
		"parent_id":                      "makes a snapshot, which is a resource of its own",
		"lock_expires_at":                "only snapshots can be locked",
		"snapshot_retention":             "only snapshots have a retention",
		"remote_snapshot_retention":      "only snapshots have a retention",
		"remote_snapshot_retention_lock": "only snapshots can be locked",
	},
	Figures: map[string]string{
		"pool_name":            "Name of its pool.",
		"used":                 "Bytes that hosts have written.",
		"allocated":            "Bytes allocated to the volume itself.",
		"tree_allocated":       "Bytes allocated to the volume and its snapshots.",
		"num_blocks":           "Size in blocks of 512 bytes.",
		"data_reduction_ratio": "Written data divided by what it takes on disk.",
		"has_children":         "Whether it has snapshots.",
		"mapped":               "Whether a host or cluster has it.",
		"cg_id":                "Id of its consistency group, if any.",
		"qos_policy_id":        "Id of its quality of service policy, if any.",
		"snapshot_policy_name": "Name of its snapshot policy, if any.",
		"created_at":           "When it was made, in milliseconds since 1970.",
		"updated_at":           "When it was last changed, in milliseconds since 1970.",
	},
}
