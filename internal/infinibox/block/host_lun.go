package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// hostLUN is the mapping of a volume to a host ("Create a LUN for a Host" in
// the reference).
type hostLUN struct {
	HostID   types.Int64    `tfsdk:"host_id"   api:"host_id,fixed"`
	VolumeID types.Int64    `tfsdk:"volume_id" api:"volume_id,fixed"`
	LUN      types.Int64    `tfsdk:"lun"       api:"lun,fixed"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// mappingFigures are what only data sources show of a mapping.
type mappingFigures struct {
	ID   types.Int64 `tfsdk:"id"   api:"id"`
	UDID types.Int64 `tfsdk:"udid" api:"udid"`
}

// HostLUN is a mapping of a host's own. What a host has through its cluster is
// shown among its mappings too, and belongs to the cluster.
var HostLUN = entity.Collection[hostLUN, mappingFigures]{
	Name: "infinibox_host_lun",
	Description: "The mapping of a volume to a host of an InfiniBox, under a logical unit number (LUN).\n\n" +
		"Mapping a volume that another host or cluster has already is dangerous and needs approval, and so does unmapping. " +
		"Hosts that share volumes are best made a cluster: see `onprem_infinibox_cluster_lun`.",
	Path:    "hosts/{host_id}/luns",
	Keys:    []string{"host_id", "volume_id"},
	Object:  "hosts/{host_id}",
	Inside:  "luns",
	Listed:  "hosts",
	Deleted: "hosts/{host_id}/luns/volume_id/{volume_id}",
	Only: entity.Only{Field: "clustered", Value: "false", Unfiltered: true,
		Elsewhere: "The host has the volume through its cluster: use onprem_infinibox_cluster_lun."},
	Refusals: hostLUNRefusals(),
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "the host loses access to the volume's data"},
	},
	Attributes: map[string]schema.Attribute{
		"host_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the host. Another one replaces the mapping."},
		"volume_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the volume or snapshot. Another one replaces the mapping."},
		"lun": schema.Int64Attribute{Optional: true, Computed: true, Validators: lunRules(),
			MarkdownDescription: "Logical unit number, 0 to 16383, unique on the host and its cluster. Left out, the array takes a free one, and it then stays. Another number replaces the mapping."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Figures: mappingTexts(),
}

// lunRules are the numbers that SCSI's flat addressing holds (ILLEGAL_LUN).
func lunRules() []validator.Int64 {
	return []validator.Int64{int64validator.Between(0, 16383)}
}

// mappingTexts describe mappingFigures.
func mappingTexts() map[string]string {
	return map[string]string{
		"id":   "The array's id of the mapping.",
		"udid": "Unit device identifier of the volume, by which OpenVMS knows it; null for none.",
	}
}
