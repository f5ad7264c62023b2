package block

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// snapshotGroupFits finds at plan time what the array refuses of a locked
// snapshot group, of a lock and of a retention (see keeping), of its change
// while it is locked (INVALID_OPERATION_ON_LOCKED_SNAPSHOT), and of snapshots
// that would have their volumes' names (MISSING_FIELD).
func snapshotGroupFits(change entity.Change[snapshotGroup]) diag.Diagnostics {
	k := keeping{noun: "snapshot group", seen: change.Seen, now: change.Now}
	prior, plan := change.Prior, change.Plan
	if prior != nil {
		k.name, k.before = prior.Name, &kept{prior.LockExpiresAt, prior.SnapshotRetention}
	}
	if plan == nil {
		return k.undeletable()
	}
	k.after = &kept{plan.LockExpiresAt, plan.SnapshotRetention}
	diags := k.badLock()
	diags.Append(k.badRetention()...)
	if prior == nil && plan.SnapPrefix.IsNull() && plan.SnapSuffix.IsNull() {
		diags.Append(refused("snap_suffix", "Snapshots Need Names",
			"The snapshots of a new snapshot group are called after their volumes. Give snap_prefix, snap_suffix or both, so that they have names of their own."))
	}
	if k.isLocked() && known(plan.Name) && !plan.Name.Equal(prior.Name) {
		diags.Append(refused("name", "Snapshot Group Is Locked",
			"The snapshot group %s can't be renamed before its lock expires at %s. Keep the name until then.", prior.Name, moment(prior.LockExpiresAt)))
	}
	if k.isLocked() && known(plan.SnapshotRetention) && !plan.SnapshotRetention.Equal(prior.SnapshotRetention) && len(k.badRetention()) == 0 {
		diags.Append(refused("snapshot_retention", "Snapshot Group Is Locked",
			"The snapshot group %s can't get another retention before its lock expires at %s. %s", prior.Name, moment(prior.LockExpiresAt), present(prior.SnapshotRetention)))
	}
	return diags
}
