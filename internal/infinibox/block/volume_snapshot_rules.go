package block

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// lastsLongEnough finds at plan time what the array refuses of a locked
// snapshot, of a lock and of a retention (see keeping), and that a locked
// snapshot would be writable (WRITE_ENABLE_LOCKED_SNAPSHOT,
// WRITABLE_LOCKED_SNAPSHOT).
func lastsLongEnough(change entity.Change[volumeSnapshot]) diag.Diagnostics {
	k := keeping{noun: "snapshot", seen: change.Seen, now: change.Now}
	if change.Prior != nil {
		k.name, k.before = change.Prior.Name, &kept{change.Prior.LockExpiresAt, change.Prior.SnapshotRetention}
	}
	if change.Plan == nil {
		return k.undeletable()
	}
	k.after = &kept{change.Plan.LockExpiresAt, change.Plan.SnapshotRetention}
	diags := k.badLock()
	if known(change.Plan.WriteProtected) && !change.Plan.WriteProtected.ValueBool() && (k.isLocked() || k.locks()) {
		diags.Append(refused("write_protected", "Locked Snapshot Can't Be Writable",
			"A locked snapshot is write-protected until its lock expires. Set write_protected = true, or lock it another time."))
	}
	diags.Append(k.badRetention()...)
	return diags
}
