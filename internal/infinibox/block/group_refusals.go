package block

import (
	"maps"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// What several codes of groups have in common.
const (
	anotherGroupName = "Give another name, or import what has it. Consistency groups and snapshot groups share their names; volumes have their own."
	tooManyGroups    = "The array has as many of these as it can. Delete some that nobody needs."
	groupReplicated  = "The array refuses this of a replicated group. End or suspend its replication, or do it on the array that replicates."
	shorterAffixes   = "Give a shorter snap_prefix or snap_suffix: with its volume's name a snapshot's has at most 65 characters."
	standardPool     = "Give the id of a pool of type STANDARD."
)

// groupRefusals are what the array says of consistency groups and snapshot
// groups, however they are made, changed or deleted, with an entity's own.
func groupRefusals(own entity.Refusals) entity.Refusals {
	refusals := datasetRefusals(entity.Refusals{
		"CG_NAME_CONFLICT":                about("name", anotherGroupName),
		"CG_COUNT_LIMIT":                  whole(tooManyGroups),
		"ILLEGAL_POOL_TYPE_FOR_CG":        about("pool_id", standardPool),
		"SG_CANNOT_BE_MOVED":              about("pool_id", "It is a snapshot group now, which moves with its consistency group. Plan again."),
		"SG_CG_DELETE_LIMIT":              whole("Delete some of its snapshot groups first, and apply again."),
		"REPLICATED_CG_CANNOT_BE_DELETED": whole("Remove its replication first."),
		"INVALID_LOCK_ENTITY_TYPE":        about("lock_expires_at", "Only snapshot groups can be locked, and it is a consistency group now. Plan again."),
		"SG_MEMBER_INVALID_NAME_LENGTH":   {About: []string{"snap_prefix", "snap_suffix"}, Remedy: shorterAffixes},
		"CG_SNAP_WITH_NO_MEMBERS":         about("parent_id", "Put volumes into the consistency group first. If members are made in the same run, name them in depends_on."),
		"SG_SNAP_NOT_ALLOWED":             about("parent_id", "Give the id of a consistency group: of a snapshot group none can be taken."),
		"SG_CG_COUNT_LIMIT":               about("parent_id", "Delete snapshot groups of that consistency group that nobody needs."),
		"SNAPSHOT_LOCK_FORBIDDEN":         about("lock_expires_at", "Write-protect all its snapshots first."),
		"VOLUME_IS_MAPPED":                whole("Unmap its snapshots from their hosts and clusters first."),
		"SNAPSHOT_POLICY_NOT_FOUND":       about("snapshot_policy_id", "Give the id of a snapshot policy that exists, or 0 for none."),
		"REPLICA_UNSUPPORTED_FEATURE":     {Remedy: groupReplicated},
		"REPLICA_INCONSISTENT_DATASETS":   about("parent_id", "Wait until its replication has reached a consistent state, and apply again."),
		"SNAPSHOT_RETENTION_INVALID":      about("snapshot_retention", "Give more seconds than it has: a retention can be prolonged but not shortened."),
		"SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED": about("snapshot_retention",
			"Leave snapshot_retention as it is, or take a new snapshot group with another one."),
		"NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED": about("snapshot_retention", "Only snapshot groups have a retention, and it is a consistency group now. Plan again."),
	})
	maps.Copy(refusals, own)
	return refusals
}
