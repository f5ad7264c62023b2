package block

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// sanClient is a host without a cluster, or a cluster with its hosts (section
// "San Clients" of the reference).
type sanClient struct {
	ID              types.Int64  `tfsdk:"id"                api:"id"`
	Name            types.String `tfsdk:"name"              api:"name"`
	SANClientType   types.String `tfsdk:"san_client_type"   api:"san_client_type"`
	HostType        types.String `tfsdk:"host_type"         api:"host_type"`
	TenantID        types.Int64  `tfsdk:"tenant_id"         api:"tenant_id"`
	PathHealth      types.String `tfsdk:"path_health"       api:"path_health"`
	Resiliency      types.String `tfsdk:"resiliency"        api:"resiliency"`
	PortType        types.List   `tfsdk:"port_type"         api:"port_type"`
	PortsDisconnect types.Int64  `tfsdk:"ports_disconnected" api:"ports_disconnected"`
	LunsCount       types.Int64  `tfsdk:"luns_count"        api:"luns_count"`
	Luns            types.List   `tfsdk:"luns"              api:"luns"`
	HostsCount      types.Int64  `tfsdk:"hosts_count"       api:"hosts_count"`
	Hosts           types.List   `tfsdk:"hosts"             api:"hosts"`
	CreatedAt       types.Int64  `tfsdk:"created_at"        api:"created_at"`
	UpdatedAt       types.Int64  `tfsdk:"updated_at"        api:"updated_at"`
}

// SANClient shows hosts and clusters in one view. The array shows none of them
// by itself; a client's fields are those of a cluster.
var SANClient = entity.Shown[sanClient]{
	Name:        "infinibox_san_client",
	Description: "Whom an InfiniBox serves volumes to: clusters with their hosts, and hosts that are in no cluster.",
	Path:        "san_clients",
	Documented:  "clusters",
	OnlyMany:    true,
	Figures: map[string]string{
		"id":                 "The array's id of the host or cluster.",
		"name":               "Name.",
		"san_client_type":    "`HOST` or `CLUSTER`.",
		"host_type":          "Operating system that it is treated as, such as `DEFAULT` or `OPENVMS`.",
		"tenant_id":          "Id of its tenant.",
		"path_health":        "Whether all expected paths are there: `OK`, `NOT_OK` or `NONE`.",
		"resiliency":         "How well it is connected, such as `FULL` or `DISCONNECTED`.",
		"ports_disconnected": "Number of its ports that aren't connected.",
		"luns_count":         "Number of volumes that it has.",
		"hosts_count":        "Number of hosts in a cluster; null for a host.",
		"created_at":         "When it was made, in milliseconds since 1970.",
		"updated_at":         "When it was last changed, in milliseconds since 1970.",
	},
	Nested: map[string]schema.Attribute{
		"port_type": schema.ListAttribute{Computed: true, ElementType: types.StringType,
			MarkdownDescription: "Types of its ports: `FC`, `ISCSI`, `NVME`."},
		"luns": lunList("The volumes that it has."),
		"hosts": schema.ListNestedAttribute{Computed: true,
			MarkdownDescription: "The hosts of a cluster; null for a host.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"id":          schema.Int64Attribute{Computed: true, MarkdownDescription: "The array's id of the host."},
				"name":        schema.StringAttribute{Computed: true, MarkdownDescription: "Name."},
				"host_type":   schema.StringAttribute{Computed: true, MarkdownDescription: "Operating system that it is treated as."},
				"path_health": schema.StringAttribute{Computed: true, MarkdownDescription: "Whether all expected paths are there."},
				"resiliency":  schema.StringAttribute{Computed: true, MarkdownDescription: "How well it is connected."},
				"paths":       schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of paths to the array."},
				"luns_count":  schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of volumes that it has, its cluster's among them."},
				"ports": schema.ListNestedAttribute{Computed: true, MarkdownDescription: "Its ports.",
					NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
						"address": schema.StringAttribute{Computed: true, MarkdownDescription: "WWPN, IQN or NQN."},
						"type":    schema.StringAttribute{Computed: true, MarkdownDescription: "`FC`, `ISCSI` or `NVME`."},
					}}},
			}}},
	},
}

// lunList is a list of mappings.
func lunList(description string) schema.Attribute {
	figures := lunFigures()
	attributes := map[string]schema.Attribute{
		"clustered": schema.BoolAttribute{Computed: true, MarkdownDescription: figures["clustered"]},
	}
	for name, text := range figures {
		if name != "clustered" {
			attributes[name] = schema.Int64Attribute{Computed: true, MarkdownDescription: text}
		}
	}
	return schema.ListNestedAttribute{Computed: true, MarkdownDescription: description,
		NestedObject: schema.NestedAttributeObject{Attributes: attributes}}
}
