package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// hostPort is an initiator port of a host ("Add a Port to a Host" in the
// reference).
type hostPort struct {
	HostID   types.Int64         `tfsdk:"host_id"  api:"host_id,fixed"`
	Type     types.String        `tfsdk:"type"     api:"type,fixed"`
	Address  attribute.Initiator `tfsdk:"address"  api:"address,fixed"`
	Approved types.Bool          `tfsdk:"approved"`
	Timeouts timeouts.Value      `tfsdk:"timeouts"`
}

// HostPort is a port by which a host is known on the storage network. It has
// no id: host, type and address say which it is.
var HostPort = entity.Collection[hostPort, struct{}]{
	Name: "infinibox_host_port",
	Description: "An initiator port of a host of an InfiniBox: the address by which the array recognises the host.\n\n" +
		"Without its last port a host loses every volume that is mapped to it, which is dangerous and needs approval. " +
		"Ports and mappings of a host don't refer to each other, so destroying its last port first waits until the host has no mappings any more: " +
		"two minutes, or as long as `timeouts.delete` says. Where ten hosts or more may go at once, as many as Terraform works on, name the ports in `depends_on` of the mappings: these are then removed first. " +
		"To exchange the only port of a host that keeps its mappings, let Terraform make the new one first: `lifecycle { create_before_destroy = true }`.",
	Path:     "hosts/{host_id}/ports",
	Keys:     []string{"host_id", "type", "address"},
	Object:   "hosts/{host_id}",
	Inside:   "ports",
	Listed:   "hosts",
	Deleted:  "hosts/{host_id}/ports/{type}/{address}",
	Check:    portFits,
	Awaits:   mappingsOfLastPort,
	Refusals: hostPortRefusals(),
	Attributes: map[string]schema.Attribute{
		"host_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the host. Another one replaces the port."},
		"type": schema.StringAttribute{Required: true, Validators: []validator.String{stringvalidator.OneOf("FC", "ISCSI", "NVME")},
			MarkdownDescription: "The network: `FC` (Fibre Channel), `ISCSI` or `NVME` (NVMe over fabrics). A host has either NVMe ports or others. Another type replaces the port."},
		"address": schema.StringAttribute{Required: true, CustomType: attribute.InitiatorType{},
			MarkdownDescription: "The port's address: a WWN for `FC`, an iSCSI name (`iqn.`, `eui.`, `naa.`) for `ISCSI`, an NVMe name (`nqn.`) for `NVME`, unique on the array. " +
				"A WWN can be written with colons or without, and all in any case. Another address replaces the port."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
}
