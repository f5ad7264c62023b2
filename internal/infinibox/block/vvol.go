package block

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// vvol is a virtual volume of VMware (section "Vvol" of the reference).
type vvol struct {
	ID                 types.Int64   `tfsdk:"id"                   api:"id"`
	UUID               types.String  `tfsdk:"uuid"                 api:"uuid"`
	Name               types.String  `tfsdk:"name"                 api:"name"`
	VvolType           types.String  `tfsdk:"vvol_type"            api:"vvol_type"`
	Type               types.String  `tfsdk:"type"                 api:"type"`
	ParentID           types.Int64   `tfsdk:"parent_id"            api:"parent_id"`
	Depth              types.Int64   `tfsdk:"depth"                api:"depth"`
	VMID               types.Int64   `tfsdk:"vm_id"                api:"vm_id"`
	VMUUID             types.String  `tfsdk:"vm_uuid"              api:"vm_uuid"`
	PoolID             types.Int64   `tfsdk:"pool_id"              api:"pool_id"`
	PoolName           types.String  `tfsdk:"pool_name"            api:"pool_name"`
	Size               types.Int64   `tfsdk:"size"                 api:"size"`
	TreeAllocated      types.Int64   `tfsdk:"tree_allocated"       api:"tree_allocated"`
	DataReductionRatio types.Float64 `tfsdk:"data_reduction_ratio" api:"data_reduction_ratio"`
	Provtype           types.String  `tfsdk:"provtype"             api:"provtype"`
	CompressionEnabled types.Bool    `tfsdk:"compression_enabled"  api:"compression_enabled"`
	SSDEnabled         types.Bool    `tfsdk:"ssd_enabled"          api:"ssd_enabled"`
	IsReplicated       types.Bool    `tfsdk:"is_replicated"        api:"is_replicated"`
	ReplicationGroupID types.Int64   `tfsdk:"replication_group_id" api:"replication_group_id"`
	CreatedAt          types.Int64   `tfsdk:"created_at"           api:"created_at"`
	UpdatedAt          types.Int64   `tfsdk:"updated_at"           api:"updated_at"`
}

// Vvol shows what vSphere makes and deletes.
var Vvol = entity.Shown[vvol]{
	Name:        "infinibox_vvol",
	Description: "A vVol of an InfiniBox: a virtual disk, or another part of a virtual machine, that vSphere keeps in a pool of type `VVOL`.",
	Path:        "vvols",
	NaturalKey:  "uuid",
	Figures: map[string]string{
		"id":                   "The array's id of the vVol.",
		"uuid":                 "Identifier by which vSphere knows it.",
		"name":                 "Name.",
		"vvol_type":            "What vSphere uses it for, such as `Config` or `Data`.",
		"type":                 "`MASTER`, or `SNAPSHOT` for what has a parent.",
		"parent_id":            "Id of the vVol that it is a snapshot of; 0 for none.",
		"depth":                "How many ancestors it has.",
		"vm_id":                "Id of the virtual machine that it belongs to; 0 for none.",
		"vm_uuid":              "Identifier of that virtual machine in vSphere.",
		"pool_id":              "Id of the pool that it lives in.",
		"pool_name":            "Name of its pool.",
		"size":                 "Size in bytes.",
		"tree_allocated":       "Bytes allocated to it and its snapshots.",
		"data_reduction_ratio": "Written data divided by what it takes on disk.",
		"provtype":             "Provisioning: `THIN` or `THICK`.",
		"compression_enabled":  "Whether new data is compressed.",
		"ssd_enabled":          "Whether it uses the SSD cache.",
		"is_replicated":        "Whether it is replicated.",
		"replication_group_id": "Id of its replication group, if any.",
		"created_at":           "When it was made, in milliseconds since 1970.",
		"updated_at":           "When it was last changed, in milliseconds since 1970.",
	},
}
