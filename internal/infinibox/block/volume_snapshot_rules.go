package block

import (
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// lockLimit is the furthest ahead that a lock can expire
// (INVALID_LOCK_DURATION).
const lockLimit = 365 * 24 * time.Hour

// lastsLongEnough finds at plan time what the array refuses of a locked
// snapshot (DELETE_LOCKED_SNAPSHOT, LOCK_EXPIRY_TOO_SHORT, UNLOCK_FORBIDDEN,
// WRITE_ENABLE_LOCKED_SNAPSHOT), of a lock (INVALID_LOCK_EXPIRY,
// INVALID_LOCK_DURATION, WRITABLE_LOCKED_SNAPSHOT) and of a retention
// (SNAPSHOT_RETENTION_INVALID, SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED).
func lastsLongEnough(change entity.Change[volumeSnapshot]) diag.Diagnostics {
	var diags diag.Diagnostics
	refuse := func(attribute, summary, format string, args ...any) {
		diags.AddAttributeError(path.Root(attribute), summary, fmt.Sprintf(format, args...))
	}
	locked := change.Prior != nil && time.UnixMilli(change.Prior.LockExpiresAt.ValueInt64()).After(change.Now)
	if change.Plan == nil {
		if locked {
			refuse("lock_expires_at", "Snapshot Is Locked",
				"The snapshot %s can't be deleted before its lock expires at %s. Nobody can lift the lock: keep the snapshot in the configuration until then.",
				change.Prior.Name, moment(change.Prior.LockExpiresAt))
		}
		return diags
	}
	expiry := change.Plan.LockExpiresAt
	shortened := locked && !expiry.IsUnknown() && expiry.ValueInt64() < change.Prior.LockExpiresAt.ValueInt64()
	if shortened {
		refuse("lock_expires_at", "Lock Can't Be Shortened",
			"The snapshot %s is locked until %s (%d), which can be prolonged but not shortened. Give at least that.",
			change.Prior.Name, moment(change.Prior.LockExpiresAt), change.Prior.LockExpiresAt.ValueInt64())
	}
	changed := change.Prior == nil || !expiry.Equal(change.Prior.LockExpiresAt)
	if changed && !shortened && expiry.ValueInt64() > 0 {
		if until := time.UnixMilli(expiry.ValueInt64()); !until.After(change.Now) || until.After(change.Now.Add(lockLimit)) {
			refuse("lock_expires_at", "Lock Expiry Out Of Range",
				"%d is %s by the array's clock (now %s). A lock expires in the future and at most 365 days ahead; the unit is milliseconds since 1970.",
				expiry.ValueInt64(), until.UTC().Format(time.RFC3339), change.Now.UTC().Format(time.RFC3339))
		}
	}
	writable := !change.Plan.WriteProtected.IsNull() && !change.Plan.WriteProtected.IsUnknown() && !change.Plan.WriteProtected.ValueBool()
	if writable && (locked || (changed && expiry.ValueInt64() > 0)) {
		refuse("write_protected", "Locked Snapshot Can't Be Writable",
			"A locked snapshot is write-protected until its lock expires. Set write_protected = true, or lock it another time.")
	}
	if change.Prior != nil && known(change.Plan.SnapshotRetention) && !change.Plan.SnapshotRetention.Equal(change.Prior.SnapshotRetention) {
		before, after := change.Prior.SnapshotRetention, change.Plan.SnapshotRetention
		switch {
		case retentionIsFinal(change.Seen):
			refuse("snapshot_retention", "Retention Can't Be Changed",
				"The array changes the retention only of snapshots that a policy made or that are replicated, and the snapshot %s is neither. %s For another retention take a new snapshot with it, as terraform apply -replace does.",
				change.Prior.Name, present(before))
		case known(before) && after.ValueInt64() < before.ValueInt64():
			refuse("snapshot_retention", "Retention Can't Be Shortened",
				"The snapshot %s is kept for %d seconds, which can be prolonged but not shortened to %d. Give at least what it has.",
				change.Prior.Name, before.ValueInt64(), after.ValueInt64())
		}
	}
	return diags
}

// retentionIsFinal tells whether the array, as far as a read has seen, takes no
// other retention for a snapshot.
func retentionIsFinal(seen api.Object) bool {
	types, listed := seen["replication_types"].([]any)
	if !listed || seen["created_by_snapshot_policy_id"] != nil {
		return false
	}
	return !slices.ContainsFunc(types, func(kind any) bool { return kind != "NONE" })
}

// present says how to keep the retention that a snapshot has.
func present(retention types.Int64) string {
	if retention.IsNull() {
		return "Remove snapshot_retention, as it has none."
	}
	return fmt.Sprintf("Keep snapshot_retention = %d, or leave it out.", retention.ValueInt64())
}

func moment(milliseconds types.Int64) string {
	return time.UnixMilli(milliseconds.ValueInt64()).UTC().Format(time.RFC3339)
}
