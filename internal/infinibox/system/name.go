package system

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// name is the system's name, a bare text on the wire ("Get the System Name"
// and "Set the System Name" in the reference).
type name struct {
	Name types.String `tfsdk:"name" api:"result,bare"`
}

// Name is what the array is called.
var Name = entity.Singleton[name, struct{}]{
	Name: "infinibox_system_name",
	Description: "The name of an InfiniBox.\n\n" +
		"Creating the resource renames the array, destroying it gives the array back the name that it had.",
	Path:   "system/name",
	Update: entity.TogetherInOneRequest,
	Attributes: map[string]schema.Attribute{
		"name": schema.StringAttribute{Required: true, Validators: []validator.String{stringvalidator.LengthBetween(1, 65)},
			MarkdownDescription: "What the array is called, 1 to 65 characters."},
	},
}
