package block

import (
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// deletedVvol is a vVol that is to go.
type deletedVvol struct {
	ID       types.Int64    `tfsdk:"id"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// VvolDelete deletes a vVol that vSphere has forgotten ("Delete Vvol").
var VvolDelete = entity.Action[deletedVvol]{
	Name: "infinibox_vvol_delete",
	Description: "Deletes a vVol of an InfiniBox with its snapshots and all that it holds.\n\n" +
		"vSphere deletes the vVols that it knows. This is for what it has left behind: the array asks for no approval, so look twice whose vVol it is.",
	Method: http.MethodDelete,
	Path:   "vvols/{id}",
	Refusals: entity.Refusals{
		"VVOL_NOT_FOUND":         about("id", "Give the id of a vVol that exists."),
		"VVOL_CANNOT_BE_DELETED": about("id", "Take it out of its replication group first."),
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Required: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
			MarkdownDescription: "The array's id of the vVol."},
	},
}
