package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// clusterLUN is the mapping of a volume to all hosts of a cluster ("Add a LUN
// to a Cluster" in the reference).
type clusterLUN struct {
	ClusterID types.Int64    `tfsdk:"cluster_id" api:"host_cluster_id,fixed"`
	VolumeID  types.Int64    `tfsdk:"volume_id"  api:"volume_id,fixed"`
	LUN       types.Int64    `tfsdk:"lun"        api:"lun,fixed"`
	Approved  types.Bool     `tfsdk:"approved"`
	Timeouts  timeouts.Value `tfsdk:"timeouts"`
}

// ClusterLUN is a cluster's own entry of a mapping. That its hosts show one
// each is what they inherit, and nobody's to manage.
var ClusterLUN = entity.Collection[clusterLUN, mappingFigures]{
	Name: "infinibox_cluster_lun",
	Description: "The mapping of a volume to a cluster of an InfiniBox: all its hosts have the volume, under the same logical unit number (LUN).\n\n" +
		"Mapping a volume that another host or cluster has already is dangerous and needs approval, and so does unmapping. " +
		"Hosts that join the cluster later get the volume, too.",
	Path:     "clusters/{cluster_id}/luns",
	Keys:     []string{"cluster_id", "volume_id"},
	Object:   "clusters/{cluster_id}",
	Inside:   "luns",
	Listed:   "clusters",
	Deleted:  "clusters/{cluster_id}/luns/volume_id/{volume_id}",
	Refusals: clusterLUNRefusals(),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "the cluster's hosts lose access to the volume's data"},
	},
	Attributes: map[string]schema.Attribute{
		"cluster_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the cluster. Another one replaces the mapping."},
		"volume_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the volume or snapshot. Another one replaces the mapping."},
		"lun": schema.Int64Attribute{Optional: true, Computed: true, Validators: lunRules(),
			MarkdownDescription: "Logical unit number, 0 to 16383, unique on the cluster and its hosts. Left out, the array takes a free one, and it then stays. Another number replaces the mapping."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Figures: mappingTexts(),
}
