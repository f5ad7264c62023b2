package block

import (
	"maps"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// about is a refusal because of one attribute.
func about(attribute, remedy string) entity.Refusal {
	return entity.Refusal{About: []string{attribute}, Remedy: remedy}
}

// whole is a refusal because of the state of the object or the array,
// whichever attribute was sent.
func whole(remedy string) entity.Refusal {
	return entity.Refusal{Always: true, Remedy: remedy}
}

// anotherName is what to do where a name can't be had.
const anotherName = "Give another name, or import what has it. Volumes and snapshots share their names; pools have their own."

// nameRefusals are what the array says of names.
func nameRefusals() entity.Refusals {
	return entity.Refusals{
		"INVALID_CHARACTERS_IN_NAME":      about("name", "Use letters, digits, spaces between them, and signs such as - _ . and ~."),
		"INVALID_NAME_LENGTH":             about("name", "Give a name of 1 to 65 characters."),
		"ENTITY_NAME_IS_RESERVED":         about("name", "Give another name."),
		"POOL_NAME_CONFLICT":              about("name", anotherName),
		"VOLUME_NAME_CONFLICT":            about("name", anotherName),
		"PROTOCOL_ENDPOINT_NAME_CONFLICT": about("name", anotherName),
	}
}

// What several codes have in common.
const (
	replicated   = "The array refuses this of replicated data. End or suspend its replication, or do it on the array that replicates."
	unlockFirst  = "The pool is locked. Unlock it first: destroy the onprem_infinibox_pool_lock that locks it, or unlock it on the array."
	tooMuch      = "Grow the pool, free some of it, choose another pool, or ask for less."
	laterAgain   = "The array is busy with it. Apply again later."
	lockedHolds  = "Nobody can lift a lock: wait until it expires."
	groupMember  = "Take it out of its group first, or do this on the group."
	datasetLimit = "The array has as many volumes, filesystems and snapshots as it can. Delete some that nobody needs."
)

// datasetRefusals are what the array says of volumes and snapshots, however
// they are made, changed or deleted, with an entity's own.
func datasetRefusals(own entity.Refusals) entity.Refusals {
	refusals := entity.Refusals{
		"ILLEGAL_POOL_STATE":         {About: []string{"pool_id"}, Always: true, Remedy: unlockFirst},
		"POOL_NOT_FOUND":             about("pool_id", "Give the id of a pool that exists and that the account may see."),
		"POOL_PHYSICAL_CAPACITY":     {About: []string{"size", "pool_id"}, Remedy: tooMuch},
		"POOL_VIRTUAL_CAPACITY":      {About: []string{"size", "pool_id"}, Remedy: tooMuch},
		"INSUFFICIENT_POOL_CAPACITY": about("pool_id", tooMuch),
		"DATASET_COUNT_LIMIT":        whole(datasetLimit),
		"SYSTEM_READ_ONLY":           whole("The array takes no writes at all, as when it has run out of capacity. See its events."),
		"OPERATION_NOT_SUPPORTED":    {Remedy: "The array doesn't support this here, for most objects because of replication or of a feature that isn't there."},

		"CANNOT_TAKE_SNAPSHOT":               whole(laterAgain),
		"DELETE_VOLUME_IN_PROMOTION_PROCESS": whole(laterAgain),
		"CORE_IN_PROGRESS":                   whole(laterAgain),
		"SSA_EXPRESS_BUSY":                   about("ssa_express_enabled", "The SSA Express cache is loading or unloading it. Apply again later."),

		"DELETE_LOCKED_SNAPSHOT":                  {About: []string{"lock_expires_at"}, Always: true, Remedy: lockedHolds},
		"DELETE_SNAPSHOT_WITH_LOCKED_DESCENDANTS": whole("Nobody can lift their locks: wait until the last expires."),
		"INVALID_OPERATION_ON_LOCKED_SNAPSHOT":    {About: []string{"lock_expires_at"}, Remedy: lockedHolds},
		"VOLUME_IS_MAPPED":                        whole("Unmap it from its hosts and clusters first."),
		"CHILD_VOLUMES_ARE_MAPPED":                whole("Unmap its snapshots from their hosts and clusters first."),
		"CG_DATASET_DELETE_NOT_ALLOWED":           whole(groupMember),
		"VOLUME_HAS_RMR_SNAPSHOTS":                whole("Remove the replication of which these snapshots are."),

		"REPLICATED_DATASET_DELETE_NOT_ALLOWED":                whole("Remove its replication first."),
		"ACTIVE_ACTIVE_REPLICA_CANNOT_BE_WRITE_PROTECTED":      about("write_protected", replicated),
		"REPLICATED_DATASET_WP_REMOVAL_NOT_ALLOWED":            about("write_protected", replicated),
		"ACTIVE_ACTIVE_REPLICA_PROVTYPE_CHANGE_NOT_ALLOWED":    about("provtype", replicated),
		"OPERATION_CANNOT_BE_DONE_ON_CONCURRENT_ASYNC_REPLICA": about("size", replicated),
		"REPLICA_IS_RESERVED_FOR_INFINISAFE":                   about("size", replicated),
		"VOLUME_CANNOT_BE_RESIZED_ACTIVE_AA_REPLICA":           about("size", replicated),
		"VOLUME_REPLICA_CANNOT_BE_RESIZED_ON_LOCAL_SYSTEM":     about("size", replicated),
		"REPLICA_UNSUPPORTED_FEATURE":                          {Remedy: replicated},
		"REPLICA_NOT_ALLOWED_ON_TARGET":                        {Remedy: replicated},
		"REPLICA_OPERATION_NOT_ALLOWED_ON_SOURCE_AND_TARGET":   {Remedy: replicated},
		"REPLICA_INCONSISTENT_DATASETS":                        whole("Wait until its replication has reached a consistent state, and apply again."),
		"REPLICA_PARTIAL_FAILURE":                              whole("The peer may have it otherwise now. Look at both arrays, set them right, and plan again."),
		"REPLICA_ALREADY_RECLAIMED":                            whole("Import it under the name that it has now."),
		"NO_RMR_SNAPSHOT_FOUND":                                whole("Replication hasn't taken a snapshot of it yet, or it isn't replicated."),
		"REPLICATED_VOLUME_SNAPSHOT_NOT_ALLOWED":               whole(replicated),

		"AUTO_UDID_DISABLED":         about("udid", "Give udid a number from 0 to 32767, or switch automatic ones on on the array."),
		"AUTO_UDID_UNIQUE_NOT_FOUND": about("udid", "Give udid a number from 0 to 32767 that nothing else has."),
		"UDID_NOT_VALID":             about("udid", "Give a number from 0 to 32767 that nothing else on the array has."),
		"UDID_ILLEGAL_MODIFICATION":  about("udid", "Unmap it from its hosts first, or keep the present udid."),

		"INSUFFICIENT_SSA_EXPRESS_CAPACITY":       about("ssa_express_enabled", "Take other volumes out of the SSA Express cache, or leave this one out."),
		"SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED": about("ssa_express_enabled", "Set ssd_enabled = true, or ssa_express_enabled = false."),
		"SSA_EXPRESS_QUEUE_FULL":                  about("ssa_express_enabled", "Apply again when the array has loaded what is waiting for the SSA Express cache."),
		"INVALID_SSA_EXPRESS_DATASET_TYPE":        about("ssa_express_enabled", "Leave ssa_express_enabled out: the SSA Express cache takes volumes alone."),
		"DATASET_SSA_EXPRESS_ALREADY_DISABLED":    about("ssa_express_enabled", "Something else has taken it out of the cache. Plan again."),
		"DATASET_SSA_EXPRESS_ALREADY_ENABLED":     about("ssa_express_enabled", "Something else has put it into the cache. Plan again."),
		"COMPRESSION_OPERATION_NOT_ALLOWED":       about("compression_enabled", "Leave compression_enabled as it is: it is its parent's."),
		"DATASET_NOT_MASTER":                      {Remedy: "The array does this with volumes alone, and it is a snapshot now. Plan again."},

		"DATASET_MIN_CAPACITY":                            about("size", "Give at least 1000000000 bytes."),
		"ILLEGAL_DATASET_SIZE":                            about("size", "Give a size that the array's limits allow."),
		"DATASET_SHRINKING_NOT_ALLOWED":                   about("size", "Something else has grown it. Plan again, and give at least the size that it has now."),
		"VOLUME_RESIZE_NOT_ALLOWED":                       about("size", "Set write_protected = false along with the size."),
		"SNAPSHOT_POLICY_CANNOT_BE_ASSIGNED_TO_CG_MEMBER": about("snapshot_policy_id", "Leave snapshot_policy_id out: a volume in a consistency group follows the group's policy."),
		"SNAPSHOT_POLICY_NOT_FOUND":                       about("snapshot_policy_id", "Give the id of a snapshot policy that exists, or 0 for none."),
		"ILLEGAL_POOL_TYPE":                               about("pool_id", "Give the id of a pool of type STANDARD."),
		"ILLEGAL_MOVE_TO_VVOL_POOL":                       about("pool_id", "Give the id of a pool of type STANDARD."),
		"S3_POOL_MOVE_ENTITIES_NOT_ALLOWED":               about("pool_id", "Give the id of a pool of type STANDARD."),
		"POOL_BELONGS_TO_DIFFERENT_TENANT":                about("pool_id", "Give the id of a pool of the same tenant."),
		"ILLEGAL_POOL_CAPACITY":                           about("pool_id", tooMuch),
		"CG_DATASET_MOVE_NOT_ALLOWED":                     about("pool_id", "A volume in a consistency group moves with the group, and this one's group hasn't moved there: give the group that pool_id too, or take the volume out of it first."),

		"INVALID_LOCK_DURATION":                            about("lock_expires_at", "Let it expire at most 365 days ahead; the unit is milliseconds since 1970."),
		"INVALID_LOCK_EXPIRY":                              about("lock_expires_at", "Let it expire in the future; the unit is milliseconds since 1970."),
		"INVALID_LOCK_ENTITY_TYPE":                         about("lock_expires_at", "Only snapshots can be locked, and it is a volume now. Plan again."),
		"LOCK_EXPIRY_TOO_SHORT":                            about("lock_expires_at", "Give at least the present expiry: a lock can be prolonged but not shortened."),
		"UNLOCK_FORBIDDEN":                                 about("lock_expires_at", lockedHolds),
		"SNAPSHOT_LOCK_FORBIDDEN":                          about("lock_expires_at", "It is locked with its group: prolong the lock there."),
		"WRITABLE_LOCKED_SNAPSHOT":                         about("write_protected", "Set write_protected = true, or don't lock it."),
		"INVALID_LOCK_DURATION_EXCEEDS_SNAPSHOT_RETENTION": about("lock_expires_at", "Let the lock expire before the retention ends, or give a longer retention."),

		"WRITE_ENABLE_LOCKED_SNAPSHOT":              about("write_protected", lockedHolds),
		"CANNOT_CREATE_WRITABLE_SNAPSHOT":           about("write_protected", "Leave write_protected out, and set it to false once the snapshot exists."),
		"SNAP_RESIZE_NOT_ALLOWED":                   about("size", "Set write_protected = false first."),
		"SNAPSHOT_RETENTION_INVALID":                about("snapshot_retention", "Give more seconds than it has: a retention can be prolonged but not shortened."),
		"SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED":    about("snapshot_retention", "Leave snapshot_retention as it is, or take a new snapshot with another one."),
		"NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED": about("snapshot_retention", "Only snapshots have a retention, and it is a volume now. Plan again."),

		"MAX_FAMILY_SIZE": about("parent_id", "Delete snapshots of that family, or take this one of another volume."),
		"MAX_TREE_DEPTH":  about("parent_id", "Take the snapshot of one that is nearer to the volume."),
	}
	maps.Copy(refusals, nameRefusals())
	maps.Copy(refusals, own)
	return refusals
}
