package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// deletionEstimate is what deleting datasets would free ("Simulate a Volume
// Deletion" and, of file systems, "Delete Simulation" in the reference).
type deletionEstimate struct {
	VolumeIDs        types.List  `tfsdk:"volume_ids"        api:"entities"`
	FilesystemIDs    types.List  `tfsdk:"filesystem_ids"    api:"entities"`
	SpaceReclaimable types.Int64 `tfsdk:"space_reclaimable" api:"space_reclaimable"`
	Valid            types.Bool  `tfsdk:"valid"             api:"valid"`
	Approved         types.Bool  `tfsdk:"approved"`
}

// DeletionEstimate asks by POST and deletes nothing.
var DeletionEstimate = entity.Question[deletionEstimate]{
	Name: "infinibox_deletion_estimate",
	Description: "Estimates how much space deleting volumes or file systems of an InfiniBox would free. Nothing is deleted by it.\n\n" +
		"The array wants approval where the figure may be off, as for what was part of a promotion.",
	Paths: map[string]string{
		"volume_ids":     "volumes/delete_simulation",
		"filesystem_ids": "filesystems/delete_simulation",
	},
	Post: true,
	Refusals: entity.Refusals{
		"UNSUPPORTED_VALUE": {Remedy: "Give at least one id."},
	},
	Attributes: map[string]schema.Attribute{
		"volume_ids": schema.ListAttribute{Optional: true, ElementType: types.Int64Type, Validators: someIDs(),
			MarkdownDescription: "Ids of volumes and their snapshots. Give either these or `filesystem_ids`."},
		"filesystem_ids": schema.ListAttribute{Optional: true, ElementType: types.Int64Type, Validators: someIDs(),
			MarkdownDescription: "Ids of file systems and their snapshots."},
		"space_reclaimable": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "Bytes of physical capacity that the pools would get back."},
		"valid": schema.BoolAttribute{Computed: true,
			MarkdownDescription: "Whether the array could work the figure out."},
	},
}

// someIDs are ids that the array could have given, one at least and each once.
func someIDs() []validator.List {
	return []validator.List{listvalidator.SizeAtLeast(1), listvalidator.UniqueValues(), listvalidator.ValueInt64sAre(anID()...)}
}
