package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// consistencyGroupMember is a volume in a consistency group ("Add Member" in
// the reference). The array shows it as the volume.
type consistencyGroupMember struct {
	CGID      types.Int64    `tfsdk:"cg_id"      api:"cg_id,fixed"`
	DatasetID types.Int64    `tfsdk:"dataset_id" api:"id,fixed,sent=dataset_id"`
	Approved  types.Bool     `tfsdk:"approved"`
	Timeouts  timeouts.Value `tfsdk:"timeouts"`
}

// consistencyGroupMemberFigures are what only data sources show.
type consistencyGroupMemberFigures struct {
	Name     types.String `tfsdk:"name"      api:"name"`
	CGName   types.String `tfsdk:"cg_name"   api:"cg_name"`
	PoolID   types.Int64  `tfsdk:"pool_id"   api:"pool_id"`
	PoolName types.String `tfsdk:"pool_name" api:"pool_name"`
	Size     types.Int64  `tfsdk:"size"      api:"size"`
}

// ConsistencyGroupMember is the membership of a volume. The snapshots in
// snapshot groups are listed as members too; they came there with the group.
//
// The answer to an addition is the group, and when a volume was added shows
// nowhere: hence CreateBy, which looks first whether it is a member already.
var ConsistencyGroupMember = entity.Collection[consistencyGroupMember, consistencyGroupMemberFigures]{
	Name: "infinibox_consistency_group_member",
	Description: "A volume in a consistency group of an InfiniBox.\n\n" +
		"The volume has to be in the group's pool, and then moves with the group and follows its snapshot policy instead of one of its own. " +
		"Taking it out is dangerous and needs approval: its snapshots leave the group's snapshot groups, and later ones are without it.",
	Path:       "cgs/{cg_id}/members",
	Keys:       []string{"cg_id", "dataset_id"},
	NaturalKey: "name",
	Object:     "volumes/{dataset_id}",
	Listed:     "volumes",
	CreateBy:   "cgs/{cg_id}/members",
	Deleted:    "cgs/{cg_id}/members/{dataset_id}",
	Only: entity.Only{Field: "type", Value: "MASTER",
		Elsewhere: "It is a snapshot, which came into its snapshot group when that was taken: use onprem_infinibox_snapshot_group."},
	Dangers: []entity.Danger{
		{On: entity.Deleting, Reason: "the volume's snapshots leave the group's snapshot groups, and later snapshots of the group are without it"},
	},
	Refusals: memberRefusals(),
	Attributes: map[string]schema.Attribute{
		"cg_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the consistency group. Another one takes the volume out of this group and puts it into that one."},
		"dataset_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the volume, which is in no other group. Another one takes this one's place."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Figures: map[string]string{
		"name":      "Name of the volume.",
		"cg_name":   "Name of the group.",
		"pool_id":   "Id of the pool that both live in.",
		"pool_name": "Name of that pool.",
		"size":      "Size of the volume in bytes.",
	},
}

// memberRefusals are what the array says of putting volumes into groups and
// taking them out.
func memberRefusals() entity.Refusals {
	const (
		notReplicated = "The array refuses this of replicated volumes and groups. End or suspend the replication, or do it on the array that replicates."
		onlyVolumes   = "Give the id of a volume: what is in a snapshot group came there when that was taken."
		noFilesystem  = "Give the id of a volume: filesystems can't be members."
		lookAtBoth    = "The peer may have it otherwise now. Look at both arrays, set them right, and plan again."
	)
	return entity.Refusals{
		"CG_NOT_FOUND":                     about("cg_id", "Give the id of a consistency group that exists and that the account may see."),
		"DATASET_NOT_FOUND":                about("dataset_id", "Give the id of a volume that exists and that the account may see."),
		"VOLUME_NOT_FOUND":                 about("dataset_id", "Give the id of a volume that exists and that the account may see."),
		"CG_DATASET_NOT_FOUND":             about("dataset_id", "It is a member of the group no more. Plan again."),
		"DATASET_ALREADY_IN_A_CG":          about("dataset_id", "A volume is in one group only. Take it out of the other one first: the volume's cg_id says which that is."),
		"DATASET_NOT_IN_CG_POOL":           about("dataset_id", "Give the volume the group's pool_id: all members live in the group's pool."),
		"ILLEGAL_CG_DATASET":               about("dataset_id", onlyVolumes),
		"DATASET_NOT_SNAPSHOT":             about("cg_id", "Give the id of a consistency group: it is a snapshot group, which takes only snapshots."),
		"ILLEGAL_CG_DATASET_TYPE":          about("dataset_id", noFilesystem),
		"ILLEGAL_POOL_STATE":               whole(unlockFirst),
		"GROUP_MEMBERS_LIMIT_EXCEEDED":     about("cg_id", "Make a second group for the others."),
		"MEMBER_CANNOT_BE_REMOVED_FROM_SG": about("cg_id", "Give the id of a consistency group: what is in a snapshot group goes with it."),
		"DATASET_COUNT_LIMIT":              whole(datasetLimit),
		"OPERATION_NOT_SUPPORTED":          whole(notReplicated),

		"SNAPSHOT_PARENT_HAS_ALREADY_MEMBER_IN_SG":        about("dataset_id", onlyVolumes),
		"SNAPSHOT_PARENT_IS_NOT_IN_CG":                    about("dataset_id", onlyVolumes),
		"CANNOT_ADD_LOCKED_SNAPSHOT_TO_LOCKED_SG":         about("dataset_id", onlyVolumes),
		"CANNOT_ADD_UNLOCKED_SNAPSHOT_TO_LOCKED_SG":       about("dataset_id", onlyVolumes),
		"CANNOT_ADD_LOCKED_SNAPSHOT_TO_UNLOCKED_SG":       about("dataset_id", onlyVolumes),
		"SNAPSHOT_AND_SG_BOTH_HAVE_RETENTION":             about("dataset_id", onlyVolumes),
		"SNAPSHOT_CANNOT_BE_ADDED_TO_SG_WITH_RETENTION":   about("dataset_id", onlyVolumes),
		"SOURCE_DATASET_IS_REPLICATED":                    about("dataset_id", "End the volume's own replication first: it is then replicated with its group."),
		"TARGET_DATASET_IS_REPLICATED":                    about("dataset_id", "Give the id of a volume that isn't the target of a replication."),
		"REPLICATED_MEMBER_CANNOT_BE_ADDED_TO_AA_REPLICA": about("dataset_id", "End the volume's own replication first."),
		"ACTIVE_ACTIVE_PEER_CANNOT_BE_ADDED_TO_CG":        about("dataset_id", "Give the id of a volume that isn't the peer of an active-active replication."),
		"REPLICATED_DATASETS_LIMIT":                       whole("The array replicates as much as it can. End a replication that nobody needs."),
		"CG_MEMBER_TYPE_MISMATCH":                         whole(notReplicated),
		"CG_ADD_MEMBER_BASE_SNAPSHOT_NOT_FOUND":           whole("Wait for the next replication of the volume, and apply again."),

		"OPERATION_CANNOT_BE_DONE_ON_MULTI_TARGET_REPLICA":       whole(notReplicated),
		"CANNOT_ADD_MEMBER_WITH_NON_MATCHING_PAIRS_REPLICA_IDS":  whole(notReplicated),
		"CANNOT_ADD_MEMBER_WITH_NON_MATCHING_REPLICA_PAIR_COUNT": whole(notReplicated),
		"CANNOT_ADD_MEMBER_WITH_MISSING_REPLICA_ID":              whole(notReplicated),
		"CANNOT_ADD_MEMBER_DUE_TO_SNAPSHOT_REPLICATION_MISMATCH": whole(notReplicated),
		"REPLICA_PAIR_ALREADY_EXISTING":                          whole(notReplicated),
		"CG_MEMBER_CANNOT_BE_ADDED_TO_SYNC_REPLICA":              whole("Change the group's replication to ASYNC, add the volume, and change it back."),
		"CG_MEMBER_CANNOT_BE_ADDED_TO_ACTIVE_AA_REPLICA":         whole("Suspend the group's replication first."),
		"CG_MEMBER_CANNOT_BE_REMOVED_FROM_SYNC_REPLICA":          whole("Change the group's replication to ASYNC, take the volume out, and change it back."),
		"CG_MEMBER_CANNOT_BE_REMOVED_FROM_ACTIVE_AA_REPLICA":     whole("Suspend the group's replication first."),
		"REMOVE_MEMBER_AA_REPLICA_FROM_LAGGING_SIDE":             whole("Do it on the other array, whose data is current."),
		"AA_REMOVE_MEMBER_NOT_POSSIBLE":                          whole("Unmap the volume first: it gets another serial number."),
		"REPLICA_OPERATION_NOT_ALLOWED_ON_SOURCE_AND_TARGET":     whole(notReplicated),
		"REPLICA_REMOVE_MEMBER_NOT_ALLOWED_ON_TARGET":            whole("Do it on the array that replicates."),
		"REPLICA_IS_RESERVED_FOR_INFINISAFE":                     whole(notReplicated),
		"REPLICA_CANNOT_CREATE_IF_FORCE":                         whole(notReplicated),
		"REPLICA_PARTIAL_FAILURE":                                whole(lookAtBoth),
		"REPLICA_INCONSISTENT_PAIR_COUNT":                        whole(lookAtBoth),
		"REPLICA_INVALID_CONFIGURATION":                          whole("Resume the replication first."),
		"LINK_IO_ERROR":                                          whole("The array can't reach its peer. Apply again when it can."),
	}
}
