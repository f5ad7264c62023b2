package block

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// volumeLun is one host or cluster that has a volume ("Get LUNs by Vol ID" in
// the reference).
type volumeLun struct {
	ID            types.Int64 `tfsdk:"id"              api:"id"`
	VolumeID      types.Int64 `tfsdk:"volume_id"       api:"volume_id"`
	LUN           types.Int64 `tfsdk:"lun"             api:"lun"`
	Clustered     types.Bool  `tfsdk:"clustered"       api:"clustered"`
	HostID        types.Int64 `tfsdk:"host_id"         api:"host_id"`
	HostClusterID types.Int64 `tfsdk:"host_cluster_id" api:"host_cluster_id"`
	UDID          types.Int64 `tfsdk:"udid"            api:"udid"`
}

// VolumeLun shows whom a volume is mapped to.
var VolumeLun = entity.Shown[volumeLun]{
	Name:        "infinibox_volume_lun",
	Description: "The hosts and clusters that a volume of an InfiniBox is mapped to, each with the LUN. A volume of a cluster is listed for the cluster and for each of its hosts.",
	Path:        "volumes/{volume_id}/luns",
	Documented:  "hosts/{host_id}/luns",
	Arguments: map[string]schema.Attribute{
		"volume_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the volume."},
	},
	Figures: lunFigures(),
}

// lunFigures describe a mapping, wherever it shows.
func lunFigures() map[string]string {
	return map[string]string{
		"id":              "The array's id of the mapping.",
		"volume_id":       "Id of the volume.",
		"lun":             "Number by which the host or cluster knows the volume.",
		"clustered":       "Whether the host has it through its cluster.",
		"host_id":         "Id of the host; 0 for the mapping of the cluster itself.",
		"host_cluster_id": "Id of the cluster; 0 when the host alone has it.",
		"udid":            "Unit device identifier of the volume, if any.",
	}
}
