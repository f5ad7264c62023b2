package block

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// lockLimit is the furthest ahead that a lock can expire
// (INVALID_LOCK_DURATION).
const lockLimit = 365 * 24 * time.Hour

// kept is how long a snapshot or a snapshot group is kept: locked until a
// moment, and for how many seconds.
type kept struct{ lock, retention types.Int64 }

// keeping is a change of that. Before is nil for what is to be made, and after
// for what is to be deleted.
type keeping struct {
	// noun is what it is about, "snapshot", and name its own.
	noun          string
	name          types.String
	before, after *kept
	// seen is what the last read saw of where it comes from.
	seen api.Object
	now  time.Time
}

// isLocked tells whether it is locked now.
func (k keeping) isLocked() bool {
	return k.before != nil && time.UnixMilli(k.before.lock.ValueInt64()).After(k.now)
}

// locks tells whether the change gives it another lock.
func (k keeping) locks() bool {
	return k.after != nil && (k.before == nil || !k.after.lock.Equal(k.before.lock)) && k.after.lock.ValueInt64() > 0
}

// undeletable refuses to delete what is locked (DELETE_LOCKED_SNAPSHOT).
func (k keeping) undeletable() diag.Diagnostics {
	if !k.isLocked() {
		return nil
	}
	return diag.Diagnostics{refused("lock_expires_at", strings.ToUpper(k.noun[:1])+k.noun[1:]+" Is Locked",
		"The %s %s can't be deleted before its lock expires at %s. Nobody can lift the lock: keep the %s in the configuration until then.",
		k.noun, k.name, moment(k.before.lock), k.noun)}
}

// badLock refuses a lock that is shortened or out of range
// (LOCK_EXPIRY_TOO_SHORT, UNLOCK_FORBIDDEN, INVALID_LOCK_EXPIRY,
// INVALID_LOCK_DURATION).
func (k keeping) badLock() diag.Diagnostics {
	expiry := k.after.lock
	if k.isLocked() && !expiry.IsUnknown() && expiry.ValueInt64() < k.before.lock.ValueInt64() {
		return diag.Diagnostics{refused("lock_expires_at", "Lock Can't Be Shortened",
			"The %s %s is locked until %s (%d), which can be prolonged but not shortened. Give at least that.",
			k.noun, k.name, moment(k.before.lock), k.before.lock.ValueInt64())}
	}
	if !k.locks() {
		return nil
	}
	if until := time.UnixMilli(expiry.ValueInt64()); until.After(k.now) && !until.After(k.now.Add(lockLimit)) {
		return nil
	}
	return diag.Diagnostics{refused("lock_expires_at", "Lock Expiry Out Of Range",
		"%d is %s by the array's clock (now %s). A lock expires in the future and at most 365 days ahead; the unit is milliseconds since 1970.",
		expiry.ValueInt64(), moment(expiry), k.now.UTC().Format(time.RFC3339))}
}

// badRetention refuses a retention that is shortened, or that the array doesn't
// change (SNAPSHOT_RETENTION_INVALID, SNAPSHOT_RETENTION_FIELD_NOT_SUPPORTED).
func (k keeping) badRetention() diag.Diagnostics {
	if k.before == nil || !known(k.after.retention) || k.after.retention.Equal(k.before.retention) {
		return nil
	}
	before, after := k.before.retention, k.after.retention
	switch {
	case retentionIsFinal(k.seen):
		return diag.Diagnostics{refused("snapshot_retention", "Retention Can't Be Changed",
			"The array changes the retention only of %ss that a policy made or that are replicated, and the %s %s is neither. %s For another retention take a new %s with it, as terraform apply -replace does.",
			k.noun, k.noun, k.name, present(before), k.noun)}
	case known(before) && after.ValueInt64() < before.ValueInt64():
		return diag.Diagnostics{refused("snapshot_retention", "Retention Can't Be Shortened",
			"The %s %s is kept for %d seconds, which can be prolonged but not shortened to %d. Give at least what it has.",
			k.noun, k.name, before.ValueInt64(), after.ValueInt64())}
	}
	return nil
}

// retentionIsFinal tells whether the array, as far as a read has seen, takes no
// other retention.
func retentionIsFinal(seen api.Object) bool {
	types, listed := seen["replication_types"].([]any)
	if !listed || seen["created_by_snapshot_policy_id"] != nil {
		return false
	}
	return !slices.ContainsFunc(types, func(kind any) bool { return kind != "NONE" })
}

// present says how to keep the retention that there is.
func present(retention types.Int64) string {
	if retention.IsNull() {
		return "Remove snapshot_retention, as it has none."
	}
	return fmt.Sprintf("Keep snapshot_retention = %d, or leave it out.", retention.ValueInt64())
}

func moment(milliseconds types.Int64) string {
	return time.UnixMilli(milliseconds.ValueInt64()).UTC().Format(time.RFC3339)
}

// refused is an error at an attribute.
func refused(attribute, summary, format string, args ...any) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root(attribute), summary, fmt.Sprintf(format, args...))
}
