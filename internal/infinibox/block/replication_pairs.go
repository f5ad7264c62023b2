package block

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// replicationPair is a dataset and what it is replicated to ("Get Replication
// Pairs by Vol ID" and "Get Replication Pairs by Filesystem ID" in the
// reference, which shows them in part).
type replicationPair struct {
	LocalBaseAction  types.String `tfsdk:"local_base_action"  api:"local_base_action"`
	RemoteBaseAction types.String `tfsdk:"remote_base_action" api:"remote_base_action"`
	RemoteEntityID   types.Int64  `tfsdk:"remote_entity_id"   api:"remote_entity_id"`
	LocalEntity      types.Object `tfsdk:"local_entity"       api:"local_entity"`
}

// ReplicationPair shows the pairs that a volume or file system is in.
var ReplicationPair = entity.Shown[replicationPair]{
	Name:        "infinibox_replication_pair",
	Description: "The replication pairs of a volume or file system of an InfiniBox: itself and what it is replicated to.",
	Paths: map[string]string{
		"volume_id":     "volumes/{volume_id}/replication_pairs",
		"filesystem_id": "filesystems/{filesystem_id}/replication_pairs",
	},
	Arguments: map[string]schema.Attribute{
		"volume_id": schema.Int64Attribute{Optional: true, Validators: anID(),
			MarkdownDescription: "The id of the volume. Give either this or `filesystem_id`."},
		"filesystem_id": schema.Int64Attribute{Optional: true, Validators: anID(),
			MarkdownDescription: "The id of the file system."},
	},
	Figures: map[string]string{
		"local_base_action":  "What replication began from on this array, such as `CREATE`, `NEW` or `NO_BASE_DATA`.",
		"remote_base_action": "What it began from on the other.",
		"remote_entity_id":   "Id of the dataset on the other array.",
	},
	Nested: map[string]schema.Attribute{
		"local_entity": schema.SingleNestedAttribute{Computed: true,
			MarkdownDescription: "The dataset on this array.",
			Attributes: map[string]schema.Attribute{
				"id":                schema.Int64Attribute{Computed: true, MarkdownDescription: "The array's id of it."},
				"name":              schema.StringAttribute{Computed: true, MarkdownDescription: "Name."},
				"pool_name":         schema.StringAttribute{Computed: true, MarkdownDescription: "Name of its pool."},
				"type":              schema.StringAttribute{Computed: true, MarkdownDescription: "`MASTER` or `SNAPSHOT`."},
				"size":              schema.Int64Attribute{Computed: true, MarkdownDescription: "Size in bytes."},
				"replication_types": schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "How it is replicated, such as `ASYNC_SOURCE`."},
			}},
	},
}
