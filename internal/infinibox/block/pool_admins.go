package block

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// administeredPool is a pool that the account of the provider owns ("Get My
// Pools" in the reference).
type administeredPool struct {
	ID                       types.Int64  `tfsdk:"id"                         api:"id"`
	Name                     types.String `tfsdk:"name"                       api:"name"`
	Type                     types.String `tfsdk:"type"                       api:"type"`
	State                    types.String `tfsdk:"state"                      api:"state"`
	TenantID                 types.Int64  `tfsdk:"tenant_id"                  api:"tenant_id"`
	PhysicalCapacity         types.Int64  `tfsdk:"physical_capacity"          api:"physical_capacity"`
	VirtualCapacity          types.Int64  `tfsdk:"virtual_capacity"           api:"virtual_capacity"`
	PhysicalCapacityWarning  types.Int64  `tfsdk:"physical_capacity_warning"  api:"physical_capacity_warning"`
	PhysicalCapacityCritical types.Int64  `tfsdk:"physical_capacity_critical" api:"physical_capacity_critical"`
	FreePhysicalSpace        types.Int64  `tfsdk:"free_physical_space"        api:"free_physical_space"`
	FreeVirtualSpace         types.Int64  `tfsdk:"free_virtual_space"         api:"free_virtual_space"`
	AllocatedPhysicalSpace   types.Int64  `tfsdk:"allocated_physical_space"   api:"allocated_physical_space"`
	ReservedCapacity         types.Int64  `tfsdk:"reserved_capacity"          api:"reserved_capacity"`
	MaxExtend                types.Int64  `tfsdk:"max_extend"                 api:"max_extend"`
	SSDEnabled               types.Bool   `tfsdk:"ssd_enabled"                api:"ssd_enabled"`
	CompressionEnabled       types.Bool   `tfsdk:"compression_enabled"        api:"compression_enabled"`
	EntitiesCount            types.Int64  `tfsdk:"entities_count"             api:"entities_count"`
	VolumesCount             types.Int64  `tfsdk:"volumes_count"              api:"volumes_count"`
	FilesystemsCount         types.Int64  `tfsdk:"filesystems_count"          api:"filesystems_count"`
	Owners                   types.List   `tfsdk:"owners"                     api:"owners"`
	CreatedAt                types.Int64  `tfsdk:"created_at"                 api:"created_at"`
	UpdatedAt                types.Int64  `tfsdk:"updated_at"                 api:"updated_at"`
}

// AdministeredPool shows the account its own pools.
var AdministeredPool = entity.Shown[administeredPool]{
	Name: "infinibox_administered_pool",
	Description: "The pools that the account of the provider owns. " +
		"An account of role `ADMIN` may change every pool, but is shown here only those that name it as an owner.",
	Path:     "pools/administered_pools",
	OnlyMany: true,
	Figures: map[string]string{
		"id":                         "The array's id of the pool.",
		"name":                       "Name.",
		"type":                       "`STANDARD`, `VVOL` or `S3`.",
		"state":                      "`NORMAL`, or `LOCKED` while nothing in the pool can change.",
		"tenant_id":                  "Id of its tenant.",
		"physical_capacity":          "Physical capacity in bytes.",
		"virtual_capacity":           "Virtual capacity in bytes.",
		"physical_capacity_warning":  "Percent of the physical capacity at which the array warns.",
		"physical_capacity_critical": "Percent of the physical capacity that is critical.",
		"free_physical_space":        "Bytes of physical capacity not yet allocated.",
		"free_virtual_space":         "Bytes of virtual capacity not yet promised to datasets.",
		"allocated_physical_space":   "Bytes of physical capacity allocated.",
		"reserved_capacity":          "Bytes that the array holds back.",
		"max_extend":                 "Emergency buffer in bytes; -1 for unlimited.",
		"ssd_enabled":                "Whether its new datasets use the SSD cache unless they say otherwise.",
		"compression_enabled":        "Whether its new datasets are compressed unless they say otherwise.",
		"entities_count":             "Number of datasets in the pool.",
		"volumes_count":              "Number of volumes.",
		"filesystems_count":          "Number of filesystems.",
		"created_at":                 "When it was made, in milliseconds since 1970.",
		"updated_at":                 "When it was last changed, in milliseconds since 1970.",
	},
	Nested: map[string]schema.Attribute{
		"owners": schema.ListAttribute{Computed: true, ElementType: types.Int64Type,
			MarkdownDescription: "Ids of the users who own the pool."},
	},
}

// poolAdmins are everyone who administers a pool ("Get Pool Administrators").
type poolAdmins struct {
	PoolID  types.Int64 `tfsdk:"pool_id"`
	UserIDs types.List  `tfsdk:"user_ids" api:"user_ids"`
}

// PoolAdmins asks for their ids.
var PoolAdmins = entity.Question[poolAdmins]{
	Name:        "infinibox_pool_admins",
	Description: "Everyone who administers a pool of an InfiniBox: its owners, and the accounts whose role stands above all pools.",
	Lists:       map[string]string{"user_ids": "pools/{pool_id}/all_admins"},
	Attributes: map[string]schema.Attribute{
		"pool_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the pool."},
		"user_ids": schema.ListAttribute{Computed: true, ElementType: types.Int64Type,
			MarkdownDescription: "Ids of the users; those of the array's own accounts are negative."},
	},
}
