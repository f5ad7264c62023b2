package infinibox

import "fmt"

// groupCodes are the error codes of the sections "Consistency Group", and those
// of others that are about groups, that no other table has.
var groupCodes = map[string]documentedCode{
	"ACTIVE_ACTIVE_PEER_CANNOT_BE_ADDED_TO_CG":        {409, "Cannot add an active-active peer volume to a consistency group"},
	"ASSIGN_SG_TO_SNAPSHOT_POLICY_NOT_SUPPORTED":      {409, "A snap group cannot be assigned to a snapshot policy"},
	"CANNOT_ADD_LOCKED_SNAPSHOT_TO_LOCKED_SG":         {409, "Cannot add a locked snapshot to a locked snap group due to their different expiration dates"},
	"CANNOT_ADD_LOCKED_SNAPSHOT_TO_UNLOCKED_SG":       {409, "Cannot add a locked snapshot to an unlocked snap group"},
	"CANNOT_ADD_UNLOCKED_SNAPSHOT_TO_LOCKED_SG":       {409, "Cannot add an unlocked snapshot to a locked snap group"},
	"CANNOT_REPLICATE_CG_DATASET":                     {409, "A dataset that is a member of a consistency group cannot be replicated on its own"},
	"CG_COUNT_LIMIT":                                  {409, "Consistency group count limit reached"},
	"CG_DATASET_NOT_FOUND":                            {404, "Dataset is not a member of the consistency group"},
	"CG_NAME_CONFLICT":                                {409, "An entity with this name already exists"},
	"CG_NOT_FOUND":                                    {404, "Consistency group not found"},
	"CG_SNAP_WITH_NO_MEMBERS":                         {409, "Cannot take a snapshot of an empty consistency group"},
	"DATASET_ALREADY_IN_A_CG":                         {409, "The dataset is already a part of a consistency group"},
	"DATASET_NOT_IN_CG_POOL":                          {409, "The dataset is not in the same pool as the consistency group"},
	"DATASET_NOT_SNAPSHOT":                            {409, "The volume cannot be a master volume"},
	"ENTITY_NOT_FOUND":                                {404, "Entity not found"},
	"ILLEGAL_CG_DATASET":                              {409, "Snapshots cannot be added to consistency groups."},
	"ILLEGAL_CG_DATASET_TYPE":                         {409, "A filesystem cannot be added to a consistency group"},
	"ILLEGAL_CG_RESTORE_REQUEST":                      {409, "Consistency group can only be restored from one of its snapshot groups"},
	"ILLEGAL_POOL_TYPE_FOR_CG":                        {409, "A CG cannot be created within a vVol pool"},
	"MAXIMUM_PROMOTES_IN_FAMILY_REACHED":              {409, "Promotion is not supported because the system reached the maximum number of promotes in family: %d"},
	"MEMBER_CANNOT_BE_REMOVED_FROM_SG":                {409, "A snapshot group member cannot be removed"},
	"PROMOTE_BACKGROUND_PROCESS_NOT_FINISHED":         {409, "Cannot promote this snapshot because a process is running in the background. Please retry later"},
	"PROMOTE_CHAIN_TOO_DEEP":                          {409, "Promotion is not supported because the snapshot or a member of the snap group has a promote chain above the limit of %d"},
	"PROMOTE_LOCKED_SG":                               {409, "This snap group is locked and cannot be promoted"},
	"PROMOTE_SG_WITH_CHILDREN":                        {409, "Some members of this snap group have sub-snapshots. The snap group cannot be promoted"},
	"PROMOTE_SNAPSHOT_TO_LOCKED_POOL":                 {409, "Cannot promote this snapshot because the pool is locked"},
	"SG_CANNOT_BE_MOVED":                              {409, "a snapshot group can be moved only as part of a consistency group move"},
	"SG_CG_COUNT_LIMIT":                               {409, "A new snapshot group cannot be created. The consistency group has reached the maximum number of snapshot groups"},
	"SG_CG_DELETE_LIMIT":                              {409, "The consistency group cannot be deleted: it contains more than the maximum number of snapshot groups allowed for a delete operation"},
	"SG_MEMBER_INVALID_NAME_LENGTH":                   {400, "Snapshot group member generated name, which is a combination of the member's name with the prefix is too long. Name must be of length between 1 and 65 characters"},
	"SG_REFRESH_INCONSISTENT_MEMBERS_NUMBER":          {409, "The number of snapshots in the snapshot group is inconsistent with the number of members in the consistency group"},
	"SG_REFRESH_NOT_DIRECT_SNAPSHOT":                  {409, "The specified snapshot group is not a child of the specified consistency group"},
	"SG_REFRESH_NOT_SG":                               {409, "The specified entity is not a snapshot group"},
	"SG_SNAP_NOT_ALLOWED":                             {409, "Cannot take a snapshot of a snapshot group"},
	"SNAPSHOT_AND_SG_BOTH_HAVE_RETENTION":             {409, "Snapshot '%s' cannot be added to snap group '%s' because they both have a retention time"},
	"SNAPSHOT_CANNOT_BE_ADDED_TO_SG_WITH_RETENTION":   {409, "Snap group '%s' is only retained until %s, and snapshots cannot be added to it"},
	"SNAPSHOT_PARENT_HAS_ALREADY_MEMBER_IN_SG":        {409, "The snapshot '%s' cannot be added to the snapshot group '%s', since this snapshot group already contains another snapshot - '%s', of the same parent volume"},
	"SNAPSHOT_PARENT_IS_NOT_IN_CG":                    {409, "The snapshot '%s' cannot be added to the snapshot group '%s', since its parent '%s' is not a member of the consistency group '%s'"},
	"SNAPSHOT_POLICY_CANNOT_BE_ASSIGNED_TO_CG_MEMBER": {403, "%s '%s' belongs to a consistency group and cannot have its own snapshot policy"},
	"SOURCE_DATASET_IS_REPLICATED":                    {409, "Replicated source datasets cannot be added to a non-replicated consistency group: %s"},
	"TARGET_DATASET_IS_REPLICATED":                    {409, "Replicated target datasets cannot be added to a consistency group: %s"},
}

// groupWords are what codes that groups share with volumes say of groups.
func groupWords() map[string]string {
	return map[string]string{
		"DELETE_LOCKED_SNAPSHOT":                     "Snapshot group '%s' is locked, and can only be deleted after '%s' UTC",
		"GROUP_MEMBERS_LIMIT_EXCEEDED":               "A consistency group cannot have more than %d members",
		"ILLEGAL_MOVE_TO_VVOL_POOL":                  "Cannot move Consistency Group '%s' into vVol pool '%s', because '%s' is dedicated for VMware vVols",
		"ILLEGAL_POOL_TYPE":                          "Cannot create a consistency group '%s' in S3 pool '%s' because it is dedicated for S3 buckets",
		"INVALID_LOCK_ENTITY_TYPE":                   "Locking %s is not allowed",
		"INVALID_OPERATION_ON_LOCKED_SNAPSHOT":       "This operation is not allowed on a locked snapshot group until its lock expires",
		"LOCK_EXPIRY_TOO_SHORT":                      "The lock expiry of snapshot group '%s' cannot be lowered. Current expiry time is '%s' UTC",
		"SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED":     "The retention cannot be changed because snapshot group '%s' is not a replicated snapshot group, and it was not created by a snapshot policy",
		"UNLOCK_FORBIDDEN":                           "Snapshot group '%s' is locked until '%s' UTC, the lock cannot be removed",
		"UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION":      "The 'remote_snapshot_retention' field can only be set for snapshot groups of replicated consistency groups",
		"UNSUPPORTED_REMOTE_SNAPSHOT_RETENTION_LOCK": "The 'remote_snapshot_retention_lock' field can only be set for snapshot groups of replicated consistency groups",
	}
}

// failGroup is fail in the words that a code has for groups.
func failGroup(code string, args ...any) error {
	words, ok := groupWords()[code]
	if !ok {
		return fail(code, args...)
	}
	return worded(code, fmt.Sprintf(words, args...))
}

// refuseOwnPolicy refuses a snapshot policy for a member of a group alone.
func refuseOwnPolicy(kind, name string) error {
	return fail("SNAPSHOT_POLICY_CANNOT_BE_ASSIGNED_TO_CG_MEMBER", kind, name)
}
