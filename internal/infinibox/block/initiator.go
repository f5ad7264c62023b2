package block

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// initiator is a port that the array sees on its networks, whether a host has
// it or not (section "Initiator" of the reference).
type initiator struct {
	Address            types.String `tfsdk:"address"             api:"address"`
	Type               types.String `tfsdk:"type"                api:"type"`
	HostID             types.Int64  `tfsdk:"host_id"             api:"host_id"`
	PortKey            types.Int64  `tfsdk:"port_key"            api:"port_key"`
	Paths              types.Int64  `tfsdk:"paths"               api:"paths"`
	ConnectivityStatus types.String `tfsdk:"connectivity_status" api:"connectivity_status"`
	Targets            types.List   `tfsdk:"targets"             api:"targets"`
}

// Initiator shows the ports of hosts as the array sees them.
var Initiator = entity.Shown[initiator]{
	Name:        "infinibox_initiator",
	Description: "An initiator that an InfiniBox sees: a port of a host, or one that no host has yet.",
	Path:        "initiators",
	Key:         "address",
	Figures: map[string]string{
		"address":             "WWPN, IQN or NQN of the port.",
		"type":                "`FC`, `ISCSI` or `NVME`.",
		"host_id":             "Id of the host that has the port; 0 for none.",
		"port_key":            "The array's own number of the port; -1 when no host has it.",
		"paths":               "Number of paths between the port and the array.",
		"connectivity_status": "How well it is connected, such as `FULLY_CONNECTED` or `DISCONNECTED`.",
	},
	Nested: map[string]schema.Attribute{
		"targets": schema.ListNestedAttribute{Computed: true,
			MarkdownDescription: "The array's ports that it is logged in to; null for none.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"address":       schema.StringAttribute{Computed: true, MarkdownDescription: "WWPN, IQN or NQN of the array's port."},
				"node_id":       schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of the node that has it."},
				"netspace_name": schema.StringAttribute{Computed: true, MarkdownDescription: "Name of its network space; null with Fibre Channel."},
				"target_ip":     schema.StringAttribute{Computed: true, MarkdownDescription: "IP address of the array's port."},
				"initiator_ip":  schema.StringAttribute{Computed: true, MarkdownDescription: "IP address of the initiator."},
				"session_id":    schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of the iSCSI session."},
			}}},
	},
}

// hostByInitiator is who has a port ("Get the Host ID by Port").
type hostByInitiator struct {
	Address types.String `tfsdk:"address"`
	HostID  types.Int64  `tfsdk:"host_id" api:"result,bare"`
}

// HostByInitiator asks for the host that has a port.
var HostByInitiator = entity.Question[hostByInitiator]{
	Name:        "infinibox_host_by_initiator",
	Description: "Which host of an InfiniBox has a port. That no host has it is an error.",
	Path:        "hosts/host_id_by_initiator_address/{address}",
	Attributes: map[string]schema.Attribute{
		"address": schema.StringAttribute{Required: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			MarkdownDescription: "WWPN, IQN or NQN of the port."},
		"host_id": schema.Int64Attribute{Computed: true, MarkdownDescription: "The id of the host."},
	},
}
