package block

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// ssaExpress is the cache that keeps whole volumes on SSD (section "Ssa
// Express" and "Get Ssa Express Info" of the reference).
type ssaExpress struct {
	Status        types.String `tfsdk:"status"         api:"ssa_express_status"`
	TotalCapacity types.Int64  `tfsdk:"total_capacity" api:"total_ssa_express_capacity"`
	FreeCapacity  types.Int64  `tfsdk:"free_capacity"  api:"free_ssa_express_capacity"`
	UsedCapacity  types.Int64  `tfsdk:"used_capacity"  api:"used_ssa_express_capacity"`
	Active        types.List   `tfsdk:"active"         api:"active"`
	Queue         types.List   `tfsdk:"queue"          api:"queue"`
}

// SSAExpress asks for the cache's state, what is in it and what waits for it.
var SSAExpress = entity.Question[ssaExpress]{
	Name:        "infinibox_ssa_express",
	Description: "The SSA Express cache of an InfiniBox: its capacity, the volumes that are in it, and those that wait for room. `ssa_express_enabled` of a volume puts it there.",
	Path:        "system/ssa_express_info",
	Lists: map[string]string{
		"active": "system/ssa_express/active",
		"queue":  "system/ssa_express/queue",
	},
	Attributes: map[string]schema.Attribute{
		"status":         schema.StringAttribute{Computed: true, MarkdownDescription: "State of the cache, such as `STATE_ACTIVE`."},
		"total_capacity": schema.Int64Attribute{Computed: true, MarkdownDescription: "Its capacity in bytes."},
		"free_capacity":  schema.Int64Attribute{Computed: true, MarkdownDescription: "Bytes of it that are free."},
		"used_capacity":  schema.Int64Attribute{Computed: true, MarkdownDescription: "Bytes of it that are taken."},
		"active":         cached("What is in the cache or being loaded.", nil),
		"queue": cached("What waits for the cache.", map[string]schema.Attribute{
			"queue_index": schema.Int64Attribute{Computed: true, MarkdownDescription: "Its place in the queue."},
		}),
	},
}

// cached is a list of datasets, with what else is known of them.
func cached(description string, more map[string]schema.Attribute) schema.Attribute {
	attributes := map[string]schema.Attribute{
		"id":                 schema.Int64Attribute{Computed: true, MarkdownDescription: "The array's id of the dataset."},
		"name":               schema.StringAttribute{Computed: true, MarkdownDescription: "Name."},
		"dataset_type":       schema.StringAttribute{Computed: true, MarkdownDescription: "`VOLUME` or `FILESYSTEM`."},
		"pool_id":            schema.Int64Attribute{Computed: true, MarkdownDescription: "Id of its pool."},
		"size":               schema.Int64Attribute{Computed: true, MarkdownDescription: "Size in bytes."},
		"ssa_express_status": schema.StringAttribute{Computed: true, MarkdownDescription: "How far it is loaded, such as `STATUS_LOADING`."},
	}
	maps.Copy(attributes, more)
	return schema.ListNestedAttribute{Computed: true, MarkdownDescription: description,
		NestedObject: schema.NestedAttributeObject{Attributes: attributes}}
}
