package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// cluster is a group of hosts that share what is mapped to it (section "Host
// Cluster" of the reference).
type cluster struct {
	ID       types.Int64    `tfsdk:"id"        api:"id"`
	Name     types.String   `tfsdk:"name"      api:"name"`
	HostType types.String   `tfsdk:"host_type" api:"host_type"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// clusterFigures are the live figures of a cluster.
type clusterFigures struct {
	HostsCount        types.Int64  `tfsdk:"hosts_count"        api:"hosts_count"`
	LunsCount         types.Int64  `tfsdk:"luns_count"         api:"luns_count"`
	PortType          types.List   `tfsdk:"port_type"          api:"port_type"`
	PortsDisconnected types.Int64  `tfsdk:"ports_disconnected" api:"ports_disconnected"`
	PathHealth        types.String `tfsdk:"path_health"        api:"path_health"`
	Resiliency        types.String `tfsdk:"resiliency"         api:"resiliency"`
	CreatedAt         types.Int64  `tfsdk:"created_at"         api:"created_at"`
	UpdatedAt         types.Int64  `tfsdk:"updated_at"         api:"updated_at"`
}

// Cluster is a cluster without its hosts and mappings, which are entities of
// their own.
var Cluster = entity.Collection[cluster, clusterFigures]{
	Name: "infinibox_cluster",
	Description: "A cluster of hosts on an InfiniBox: its hosts share the volumes that are mapped to it.\n\n" +
		"Hosts become members by `onprem_infinibox_cluster_host`, volumes are mapped to all of them by `onprem_infinibox_cluster_lun`. " +
		"A cluster can be deleted once it has no mappings.",
	Path:       "clusters",
	NaturalKey: "name",
	Update:     entity.OneFieldPerRequest,
	Replaces: func(change entity.Change[cluster], attribute string) bool {
		return attribute == "host_type" && asOpenVMS(change.Prior.HostType, change.Plan.HostType)
	},
	Refusals: clusterRefusals(),
	Attributes: map[string]schema.Attribute{
		"id": schema.Int64Attribute{Computed: true,
			MarkdownDescription: "The array's id of the cluster."},
		"name": schema.StringAttribute{Required: true, Validators: nameRules(),
			MarkdownDescription: "Name, 1 to 65 characters, unique among the array's clusters. Renaming is done in place."},
		"host_type": schema.StringAttribute{Optional: true, Computed: true,
			Validators:          hostTypeRules(),
			MarkdownDescription: "The operating system that the array adapts to, as it calls it: `DEFAULT`, `OPENVMS` or another that it knows; its default is `DEFAULT`. All hosts of a cluster are of its type. To or from `OPENVMS` it replaces the cluster, other changes are done in place. Left out, it stays as it is."},
		"timeouts": entity.Timeouts(),
	},
	Figures: map[string]string{
		"hosts_count":        "Number of hosts.",
		"luns_count":         "Number of volumes mapped to the cluster.",
		"port_type":          "The kinds of ports that its hosts have, such as `FC` and `ISCSI`.",
		"ports_disconnected": "Number of its hosts' ports without a connection.",
		"path_health":        "Whether its hosts have the paths that they should have; `NONE` without ports.",
		"resiliency":         "Whether a failed path can be done without; `DISCONNECTED` when no host is connected.",
		"created_at":         "When it was made, in milliseconds since 1970.",
		"updated_at":         "When it was last changed, in milliseconds since 1970.",
	},
}
