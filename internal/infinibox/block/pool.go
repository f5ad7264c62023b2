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

// Pool capacities in bytes: the least there is, and what the array rounds up
// to (sample of "Create a Pool": 1000000000000 becomes 1000000192512).
const (
	poolMinimum     = 1_000_000_000_000
	poolGranularity = 512 << 10
)

// The types of pools that differ in what they take.
const (
	poolStandard = "STANDARD"
	poolS3       = "S3"
)

// pool is a share of the array's capacity in which datasets live (section
// "Pool" of the reference).
type pool struct {
	ID                       types.Int64     `tfsdk:"id"                         api:"id"`
	Name                     types.String    `tfsdk:"name"                       api:"name"`
	Type                     types.String    `tfsdk:"type"                       api:"type,fixed"`
	PhysicalCapacity         attribute.Bytes `tfsdk:"physical_capacity"          api:"physical_capacity"`
	VirtualCapacity          attribute.Bytes `tfsdk:"virtual_capacity"           api:"virtual_capacity"`
	PhysicalCapacityWarning  types.Int64     `tfsdk:"physical_capacity_warning"  api:"physical_capacity_warning"`
	PhysicalCapacityCritical types.Int64     `tfsdk:"physical_capacity_critical" api:"physical_capacity_critical"`
	FSUsedDefaultWarning     types.Int64     `tfsdk:"fs_used_default_warning"    api:"fs_used_default_warning"`
	FSUsedDefaultCritical    types.Int64     `tfsdk:"fs_used_default_critical"   api:"fs_used_default_critical"`
	MaxExtend                types.Int64     `tfsdk:"max_extend"                 api:"max_extend"`
	SSDEnabled               types.Bool      `tfsdk:"ssd_enabled"                api:"ssd_enabled"`
	CompressionEnabled       types.Bool      `tfsdk:"compression_enabled"        api:"compression_enabled"`
	Owners                   types.Set       `tfsdk:"owners"                     api:"owners"`
	Approved                 types.Bool      `tfsdk:"approved"`
	Timeouts                 timeouts.Value  `tfsdk:"timeouts"`
}

// poolFigures are the live figures of a pool.
type poolFigures struct {
	State                  types.String `tfsdk:"state"                    api:"state"`
	FreePhysicalSpace      types.Int64  `tfsdk:"free_physical_space"      api:"free_physical_space"`
	FreeVirtualSpace       types.Int64  `tfsdk:"free_virtual_space"       api:"free_virtual_space"`
	AllocatedPhysicalSpace types.Int64  `tfsdk:"allocated_physical_space" api:"allocated_physical_space"`
	ReservedCapacity       types.Int64  `tfsdk:"reserved_capacity"        api:"reserved_capacity"`
	EntitiesCount          types.Int64  `tfsdk:"entities_count"           api:"entities_count"`
	VolumesCount           types.Int64  `tfsdk:"volumes_count"            api:"volumes_count"`
	SnapshotsCount         types.Int64  `tfsdk:"snapshots_count"          api:"snapshots_count"`
	FilesystemsCount       types.Int64  `tfsdk:"filesystems_count"        api:"filesystems_count"`
	CreatedAt              types.Int64  `tfsdk:"created_at"               api:"created_at"`
	UpdatedAt              types.Int64  `tfsdk:"updated_at"               api:"updated_at"`
}

// Pool is declared after the section "Pool" of the reference. The array takes
// one field per update, and neither the virtual capacity nor a critical
// threshold may ever be below its lower partner.
var Pool = entity.Collection[pool, poolFigures]{
	Name: "infinibox_pool",
	Description: "A storage pool of an InfiniBox: a share of its physical and virtual capacity in which volumes and filesystems live.\n\n" +
		"Deleting a pool is dangerous and needs approval. Replacing one, as another `type` does, needs `approved = true` on the resource itself.",
	Path:       "pools",
	NaturalKey: "name",
	Update:     entity.OneFieldPerRequest,
	Ordered: []entity.Pair{
		{Greater: "virtual_capacity", Lesser: "physical_capacity"},
		{Greater: "physical_capacity_critical", Lesser: "physical_capacity_warning"},
		{Greater: "fs_used_default_critical", Lesser: "fs_used_default_warning"},
	},
	Needs:     []entity.Need{{Attribute: "type", Value: poolS3, Feature: "s3"}},
	HoldsData: true,
	Follows:   virtualFollows,
	Check:     poolFits,
	Refusals:  poolRefusals(),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "without the pool its administrators may have nowhere to create datasets"},
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the pool."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's pools. Renaming is done in place."},
		"type": schema.StringAttribute{Optional: true, Computed: true,
			Validators:          []validator.String{stringvalidator.OneOf(poolStandard, "VVOL", poolS3)},
			MarkdownDescription: "What the pool is for: `STANDARD` (volumes and filesystems), `VVOL` (VMware) or `S3` (buckets). The array's default is `STANDARD`. Another type replaces the pool. Left out, it stays as it is."},
		"physical_capacity": schema.Int64Attribute{Required: true, CustomType: attribute.BytesType{Granularity: poolGranularity},
			Validators:          capacityRules(),
			MarkdownDescription: "Physical capacity in bytes: a multiple of 512, at least 1 TB (1000000000000). The array rounds it up to a multiple of 512 KiB, which is no difference."},
		"virtual_capacity": schema.Int64Attribute{Optional: true, Computed: true, CustomType: attribute.BytesType{Granularity: poolGranularity},
			Validators:          capacityRules(),
			MarkdownDescription: "Virtual capacity in bytes, which thin datasets take from: as the physical one, and not below it. An `S3` pool has none of its own: leave it out there, it follows the physical one. Left out elsewhere, the array chooses, and it then stays as it is until the physical one outgrows it, which takes it along."},
		"physical_capacity_warning": schema.Int64Attribute{Optional: true, Computed: true, Validators: percent(),
			MarkdownDescription: "Percent of the physical capacity at which the array warns, below `physical_capacity_critical`; the array's default is 80. Left out, it stays as it is."},
		"physical_capacity_critical": schema.Int64Attribute{Optional: true, Computed: true, Validators: percent(),
			MarkdownDescription: "Percent of the physical capacity that is critical; the array's default is 90. Left out, it stays as it is."},
		"fs_used_default_warning": schema.Int64Attribute{Optional: true, Computed: true, Validators: percent(),
			MarkdownDescription: "Percent of a filesystem's size at which the array warns, the default for the pool's filesystems; pools of type `STANDARD` only. Left out, it stays as it is."},
		"fs_used_default_critical": schema.Int64Attribute{Optional: true, Computed: true, Validators: percent(),
			MarkdownDescription: "Percent of a filesystem's size that is critical, the default for the pool's filesystems; pools of type `STANDARD` only. Left out, it stays as it is."},
		"max_extend": schema.Int64Attribute{Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(-1)},
			MarkdownDescription: "Emergency buffer in bytes that the pool may take from the array when it is full: `-1` unlimited (not for type `S3`), `0` none. Left out, it stays as it is."},
		"ssd_enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether new datasets of the pool use the SSD cache unless they say otherwise. Left out, it stays as it is."},
		"compression_enabled": schema.BoolAttribute{Optional: true, Computed: true,
			MarkdownDescription: "Whether new datasets of the pool are compressed unless they say otherwise. Left out, it stays as it is."},
		"owners": schema.SetAttribute{Optional: true, Computed: true, ElementType: types.Int64Type,
			MarkdownDescription: "Ids of the users of role `POOL_ADMIN` who administer the pool; `[]` for none. Left out, they stay as they are."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Figures: map[string]string{
		"state":                    "`NORMAL`, or `LOCKED` while nothing in the pool can change.",
		"free_physical_space":      "Bytes of physical capacity not yet allocated.",
		"free_virtual_space":       "Bytes of virtual capacity not yet promised to datasets.",
		"allocated_physical_space": "Bytes of physical capacity allocated.",
		"reserved_capacity":        "Bytes that the array holds back.",
		"entities_count":           "Number of datasets in the pool.",
		"volumes_count":            "Number of volumes.",
		"snapshots_count":          "Number of snapshots of volumes.",
		"filesystems_count":        "Number of filesystems.",
		"created_at":               "When it was made, in milliseconds since 1970.",
		"updated_at":               "When it was last changed, in milliseconds since 1970.",
	},
}
