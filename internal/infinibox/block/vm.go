package block

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// vm is what an array knows of a virtual machine that uses its vVols ("Vm" in
// the reference).
type vm struct {
	ID   types.Int64  `tfsdk:"id"   api:"id,fixed"`
	Name types.String `tfsdk:"name" api:"name"`
}

// vmFigures are what only data sources show.
type vmFigures struct {
	UUID types.String `tfsdk:"uuid" api:"uuid"`
}

// VM is a virtual machine: the hypervisor makes and removes it, and the array
// only takes another name for it.
var VM = entity.Taken[vm, vmFigures]{
	Name: "infinibox_vm",
	Description: "The name under which an InfiniBox knows a virtual machine that uses its vVols.\n\n" +
		"The hypervisor makes and removes virtual machines. Creating the resource takes over one that exists, destroying it gives it back the name that it had. " +
		"The virtual machine itself isn't touched.",
	Path:       "vms",
	NaturalKey: "name",
	Update:     entity.TogetherInOneRequest,
	Refusals: entity.Refusals{
		"VIRTUAL_MACHINE_NOT_FOUND": {About: []string{"id"}, Always: true, Remedy: "Give the id of a virtual machine that the array lists."},
		"ATTRIBUTE_NOT_FOUND":       about("name", "The array's release doesn't take another name for virtual machines."),
	},
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The array's id of the virtual machine. Another one gives this one back and takes over that one."},
		"name": schema.StringAttribute{Optional: true, Computed: true, Validators: nameRules(),
			MarkdownDescription: "What the array calls it, 1 to 65 characters. Left out, it stays as it is."},
	},
	Figures: map[string]string{
		"uuid": "By which the hypervisor knows it.",
	},
}
