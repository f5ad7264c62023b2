package block

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/action/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// ConsistencyGroupRestore puts the volumes of a group back to their snapshots
// in one of its snapshot groups ("Restoring a Consistency Group").
var ConsistencyGroupRestore = entity.Action[overwritten]{
	Name: "infinibox_consistency_group_restore",
	Description: "Puts all volumes of an InfiniBox consistency group back to one of its snapshot groups. What was written since is lost. " +
		"Volumes that came into the group after it was taken stay as they are.",
	Path: "cgs/{id}/restore",
	Refusals: groupActionRefusals(entity.Refusals{
		"CG_NOT_FOUND":                         {About: []string{"source_id", "id"}, Remedy: "One of the two doesn't exist, or the account may not see it. Give the ids of a consistency group and of a snapshot group of it."},
		"ILLEGAL_CG_RESTORE_REQUEST":           about("source_id", "Give the id of a snapshot group that was taken of this consistency group."),
		"PROTECTED_DATASET_CANNOT_BE_RESTORED": about("id", "Set write_protected = false on that volume first."),
		"REPLICATED_CG_RESTORE_NOT_ALLOWED":    about("id", groupReplicated),
	}),
	Danger: "what was written to its volumes since the snapshot group was taken is lost",
	Attributes: map[string]schema.Attribute{
		"id":        target("The id of the consistency group to restore."),
		"source_id": target("The id of the snapshot group to restore it from, one of the group's own."),
	},
}

// ConsistencyGroupRefresh makes a snapshot group show the present state of the
// volumes ("Refreshing a Snapshot Group").
var ConsistencyGroupRefresh = entity.Action[overwritten]{
	Name:        "infinibox_consistency_group_refresh",
	Description: "Overwrites the snapshots in a snapshot group of an InfiniBox with the present state of their volumes. What the snapshots held is lost.",
	Path:        "cgs/{id}/refresh",
	Refusals: groupActionRefusals(entity.Refusals{
		"CG_NOT_FOUND":                           {About: []string{"id", "source_id"}, Remedy: "One of the two doesn't exist, or the account may not see it. Give the ids of a snapshot group and of its consistency group."},
		"SG_REFRESH_NOT_SG":                      about("id", "Give the id of a snapshot group; a consistency group is restored instead."),
		"SG_REFRESH_NOT_DIRECT_SNAPSHOT":         about("source_id", "Give the id of the snapshot group's own consistency group."),
		"SG_REFRESH_INCONSISTENT_MEMBERS_NUMBER": about("id", "Volumes have come into the consistency group or left it since. Take a new snapshot group."),
		"INVALID_OPERATION_ON_LOCKED_SNAPSHOT":   about("id", lockedHolds),
		"REFRESH_TARGET_HAS_CHILDREN":            about("id", "Delete the snapshots that were taken of its snapshots first."),
	}),
	Danger: "what its snapshots hold is overwritten",
	Attributes: map[string]schema.Attribute{
		"id":        target("The id of the snapshot group to refresh. It may not be locked, nor its snapshots have snapshots of their own."),
		"source_id": target("The id of its consistency group."),
	},
}

// ConsistencyGroupPromote turns a snapshot group into a consistency group
// ("Promote Snap Group").
var ConsistencyGroupPromote = entity.Action[told]{
	Name: "infinibox_consistency_group_promote",
	Description: "Turns a snapshot group of an InfiniBox into a consistency group of its own, with the same id, and its snapshots into volumes. " +
		"If a resource manages the snapshot group, replace it by one for the consistency group: a `removed` block for the one and an `import` block for the other.",
	Path: "cgs/{id}/promote",
	Refusals: groupActionRefusals(entity.Refusals{
		"ENTITY_NOT_FOUND":                        about("id", existing),
		"CG_NOT_FOUND":                            about("id", existing),
		"PROMOTE_MASTER_ENTITY":                   about("id", "It is a consistency group already. Give the id of a snapshot group."),
		"PROMOTE_LOCKED_SG":                       about("id", lockedHolds),
		"PROMOTE_SG_WITH_CHILDREN":                about("id", "Delete the snapshots that were taken of its snapshots first."),
		"PROMOTE_SNAPSHOT_WITH_CHILDREN":          about("id", "Delete the snapshots that were taken of its snapshots first."),
		"PROMOTE_CHAIN_TOO_DEEP":                  about("id", "Copy what its snapshots hold to new volumes instead."),
		"MAXIMUM_PROMOTES_IN_FAMILY_REACHED":      about("id", "Copy what its snapshots hold to new volumes instead."),
		"PROMOTE_SNAPSHOT_TO_LOCKED_POOL":         about("id", unlockFirst),
		"PROMOTE_RMR_OWNED_SNAPSHOT":              about("id", "Give the id of a snapshot group that replication hasn't made for itself."),
		"PROMOTE_BACKGROUND_PROCESS_NOT_FINISHED": whole(laterAgain),
		"PROMOTE_CORE_INTERNAL_ERROR":             whole("Invoke it again; if it goes on, the array's events say more."),
		"POOL_VIRTUAL_CAPACITY":                   about("id", "Volumes take virtual capacity of their own. Grow the pool of the snapshot group, or free some of it."),
	}),
	Danger: "it can't be the base of a new replica any more",
	Attributes: map[string]schema.Attribute{
		"id": target("The id of the snapshot group to promote. It may not be locked, nor its snapshots have snapshots of their own."),
	},
}

// groupActionRefusals are what the array says of all that groups are told to
// do, with an action's own.
func groupActionRefusals(own entity.Refusals) entity.Refusals {
	refusals := groupRefusals(entity.Refusals{
		"ILLEGAL_POOL_STATE": about("id", unlockFirst),
		"SSA_EXPRESS_BUSY":   about("id", laterAgain),
	})
	maps.Copy(refusals, own)
	return refusals
}
