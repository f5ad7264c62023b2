package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// clusterHost is the membership of a host in a cluster ("Add a Host to a
// Cluster" and "Remove a Host from a Cluster" in the reference).
type clusterHost struct {
	ClusterID types.Int64    `tfsdk:"cluster_id" api:"host_cluster_id,fixed"`
	HostID    types.Int64    `tfsdk:"host_id"    api:"id,fixed"`
	Approved  types.Bool     `tfsdk:"approved"`
	Timeouts  timeouts.Value `tfsdk:"timeouts"`
}

// memberHost is what the data sources show of the host itself.
type memberHost struct {
	Name types.String `tfsdk:"name" api:"name"`
}

// ClusterHost is a host that says which cluster it is in. The array can't
// filter hosts by that.
var ClusterHost = entity.Collection[clusterHost, memberHost]{
	Name: "infinibox_cluster_host",
	Description: "The membership of a host in a cluster of an InfiniBox. The host has the cluster's volumes beside its own.\n\n" +
		"Removing a host from its cluster takes the cluster's volumes from it, is dangerous and needs approval. " +
		"A host is in one cluster at most, and no volume can be mapped to both.",
	Path:       "clusters/{cluster_id}/hosts",
	Keys:       []string{"cluster_id", "host_id"},
	NaturalKey: "name",
	Object:     "hosts/{host_id}",
	Listed:     "hosts",
	Deleted:    "clusters/{cluster_id}/hosts/{host_id}",
	Only: entity.Only{Field: "host_cluster_id", Unfiltered: true,
		Elsewhere: "The host is in no cluster."},
	Refusals: clusterHostRefusals(),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "the host loses access to all volumes that are mapped to the cluster"},
	},
	Attributes: map[string]schema.Attribute{
		"cluster_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the cluster. Another one moves the host there: out of this one, into that one."},
		"host_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the host. Another one replaces the membership."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Figures: map[string]string{
		"name": "Name of the host.",
	},
}
