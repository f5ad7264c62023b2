package block

import (
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// datasetsChange is one attribute of several datasets. The array takes a field
// of any name in data and refuses all but one.
type datasetsChange struct {
	IDs      types.Set      `tfsdk:"ids"  api:"ids"`
	Data     types.Object   `tfsdk:"data" api:"data"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// DatasetsUpdate changes one attribute of several datasets at once ("Update
// Multiple Datasets").
var DatasetsUpdate = entity.Action[datasetsChange]{
	Name: "infinibox_datasets_update",
	Description: "Changes one attribute of several InfiniBox volumes and filesystems at once: of all of them or, when the array refuses one, of none. " +
		"What a resource manages is better changed there: otherwise its next plan changes it back.",
	Method: http.MethodPut,
	Path:   "datasets/bulk",
	Refusals: datasetRefusals(entity.Refusals{
		"DATASET_NOT_FOUND":                       about("ids", "Give ids of volumes and filesystems that exist and that the account may see."),
		"SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED": about("ids", "Set ssd_enabled = true on it first."),
		"SSA_EXPRESS_BUSY":                        about("ids", "The SSA Express cache is loading or unloading one of them. Invoke it again later."),
		"SSA_EXPRESS_QUEUE_FULL":                  about("ids", "Invoke it again when the array has loaded what is waiting for the SSA Express cache."),
		"INSUFFICIENT_SSA_EXPRESS_CAPACITY":       about("ids", "Take other datasets out of the SSA Express cache, or leave some of these out."),
		"INVALID_SSA_EXPRESS_DATASET_TYPE":        about("ids", "Leave snapshots out: the SSA Express cache doesn't take them."),
		"DATASET_SSA_EXPRESS_ALREADY_DISABLED":    about("ids", "Leave out what isn't in the SSA Express cache."),
		"DATASET_SSA_EXPRESS_ALREADY_ENABLED":     about("ids", "Leave out what is in the SSA Express cache already."),
		"OPERATION_NOT_SUPPORTED":                 about("data", "The array doesn't change this of several datasets at once."),
	}),
	Danger: "the datasets take room in the SSA Express cache",
	DangerousIf: func(change datasetsChange) bool {
		express, ok := change.Data.Attributes()["ssa_express_enabled"].(types.Bool)
		return ok && express.ValueBool()
	},
	Attributes: map[string]schema.Attribute{
		"ids": schema.SetAttribute{Required: true, ElementType: types.Int64Type,
			Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueInt64sAre(int64validator.AtLeast(1))},
			MarkdownDescription: "The ids of the volumes and filesystems, at least one."},
		"data": schema.SingleNestedAttribute{Required: true,
			MarkdownDescription: "What to change. The array takes one attribute, and refuses every other one for several datasets.",
			Attributes: map[string]schema.Attribute{
				"ssa_express_enabled": schema.BoolAttribute{Required: true,
					MarkdownDescription: "Whether to keep them whole in the SSA Express cache, which needs `ssd_enabled`. Adding them is dangerous and needs approval; what is there already, or isn't, is refused."},
			}},
	},
}
