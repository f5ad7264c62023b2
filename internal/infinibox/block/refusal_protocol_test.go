package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// wantOneReason wants one error with each of the texts; what was approved
// before may be recorded beside it.
func wantOneReason(t *testing.T, diagnostics []*tfprotov6.Diagnostic, texts ...string) {
	t.Helper()
	wantRefused(t, slices.DeleteFunc(slices.Clone(diagnostics), func(d *tfprotov6.Diagnostic) bool {
		return d.Severity == tfprotov6.DiagnosticSeverityWarning && strings.HasPrefix(d.Summary, "Approved: ")
	}), texts...)
}

// TestVolumeRefusedAtCreate names the attribute, its value where the array
// doesn't, and what to do; nothing is made.
func TestVolumeRefusedAtCreate(t *testing.T) {
	t.Parallel()
	const tera = 1000000000000
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"no such pool", map[string]any{"pool_id": 4711}, []string{`"pool_id"`, "POOL_NOT_FOUND", "This is about pool_id = 4711.", "Give the id of a pool that exists"}},
		{"pool too small", map[string]any{"size": 3 * tera}, []string{`"size"`, "POOL_VIRTUAL_CAPACITY", "size = 3000000000000 and pool_id = ", "Grow the pool"}},
		{"pool too small for all at once", map[string]any{"size": 3 * tera / 2, "provtype": "THICK"}, []string{`"size"`, "POOL_PHYSICAL_CAPACITY", "size = 1500000000000 and pool_id = ", "Grow the pool"}},
		{"no such policy", map[string]any{"snapshot_policy_id": 4711}, []string{`"snapshot_policy_id"`, "SNAPSHOT_POLICY_NOT_FOUND", "snapshot_policy_id = 4711", "0 for none"}},
		{"characters", map[string]any{"name": "db*01"}, []string{`"name"`, "INVALID_CHARACTERS_IN_NAME", "Use letters, digits"}},
		{"reserved name", map[string]any{"name": "Default_Protocol_Endpoint"}, []string{`"name"`, "ENTITY_NAME_IS_RESERVED", "Give another name"}},
		{"a snapshot's name", map[string]any{"name": "monday"}, []string{`"name"`, "VOLUME_NAME_CONFLICT", "Give another name, or import"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			array.Put("volumes", 0, map[string]any{"name": "monday", "parent_id": volumeOn(array, "web01")})
			pool := array.Put("pools", 0, map[string]any{"name": "p", "physical_capacity": tera, "virtual_capacity": 2 * tera})
			before := len(array.Find("volumes", nil))
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			wantOneReason(t, volume.Apply(configured(map[string]any{"name": "db01", "pool_id": pool, "size": 2000000000}, c.input)), c.texts...)
			if volume.Exists() || len(array.Find("volumes", nil)) != before {
				t.Error("it was made")
			}
		})
	}
}

// TestVolumeInALockedPool says that it is the pool, whatever was asked.
func TestVolumeInALockedPool(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	base := map[string]any{"name": "db01", "pool_id": pool, "size": 2000000000}
	protocol := acctest.NewProtocol(t, array, nil)
	volume := protocol.Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	array.Put("pools", pool, map[string]any{"state": "LOCKED"})
	texts := []string{`"pool_id"`, "ILLEGAL_POOL_STATE", fmt.Sprintf("pool_id = %d", pool), "The pool is locked. Unlock it first"}
	wantOneReason(t, volume.Apply(configured(base, map[string]any{"name": "db02"})), texts...)
	wantOneReason(t, volume.Destroy(), texts...)
	wantOneReason(t, protocol.Resource("onprem_infinibox_volume").Apply(configured(base, map[string]any{"name": "db03"})), texts...)
	array.Only("volumes", map[string]any{"name": "db01"})
	if volumes := array.Find("volumes", nil); len(volumes) != 1 {
		t.Errorf("the array has %v", volumes)
	}
}

// TestVolumeRefusedChange names the attribute whose request it was.
func TestVolumeRefusedChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"no such pool", map[string]any{"name": "db02", "pool_id": 4711}, []string{`"pool_id"`, "POOL_NOT_FOUND", "pool_id = 4711", "Give the id"}},
		{"pool too small", map[string]any{"name": "db02", "size": 9000000000000}, []string{`"size"`, "POOL_VIRTUAL_CAPACITY", "size = 9000000000000 and pool_id = ", "Grow the pool"}},
		{"no such policy", map[string]any{"name": "db02", "snapshot_policy_id": 4711}, []string{`"snapshot_policy_id"`, "SNAPSHOT_POLICY_NOT_FOUND", "4711", "0 for none"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			wantErrors(t, acctest.Errors(volume.Apply(base)))
			wantOneReason(t, volume.Apply(configured(base, c.input)), append(c.texts, `Unable to change InfiniBox volume "db01"`)...)
			array.Only("volumes", map[string]any{"name": "db02", "pool_id": base["pool_id"], "size": 2000000000})
			wantAgreement(t, array, volume)
		})
	}
}

// TestVolumeRefusedForAnyReason: also a code that nothing is declared of is at
// the attribute that was sent, and one that isn't about the request is not.
func TestVolumeRefusedForAnyReason(t *testing.T) {
	t.Parallel()
	for code, attribute := range map[string]string{
		"REPLICA_UNSUPPORTED_FEATURE": "write_protected", "CONFLICT": "write_protected",
		"SYSTEM_READ_ONLY": "", "INTERNAL_SERVER_ERROR": "", "UNAUTHORIZED": "", "VOLUME_NOT_FOUND": "",
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000, "write_protected": true, "approved": true}
			volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
			wantErrors(t, acctest.Errors(volume.Apply(base)))
			array.Break(device.Rule{Method: "PUT", Path: "/api/rest/volumes/*", Error: code})
			diagnostics := volume.Apply(configured(base, map[string]any{"write_protected": false}))
			wantOneReason(t, diagnostics, code)
			named := ""
			if diagnostics[0].Attribute != nil {
				named = diagnostics[0].Attribute.String()
			}
			if (attribute == "" && named != "") || !strings.Contains(named, attribute) {
				t.Errorf("at %q, want %q", named, attribute)
			}
			array.Only("volumes", map[string]any{"name": "db01", "write_protected": true})
		})
	}
}

// TestVolumeGoneBeforeItsChange says so, and not that a parameter is wrong.
func TestVolumeGoneBeforeItsChange(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Apply(base)))
	array.Remove("volumes", volume.Int("id"))
	diagnostics := volume.Apply(configured(base, map[string]any{"size": 3000000000}))
	wantOneReason(t, diagnostics, "VOLUME_NOT_FOUND", "deleted by other means", "Plan again")
	if diagnostics[0].Attribute != nil {
		t.Errorf("at %s", diagnostics[0].Attribute)
	}
	if left := array.Find("volumes", nil); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestPoolRefused says what to do about a pool, made, changed or deleted.
func TestPoolRefused(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "fast", "physical_capacity": 2000000000000, "approved": true}
	pool := newPool(t, array, base)
	poolOn(array, "slow")
	wantOneReason(t, pool.Apply(configured(base, map[string]any{"name": "slow"})), `"name"`, "POOL_NAME_CONFLICT", `name = "slow"`, "Give another name")
	wantOneReason(t, pool.Apply(configured(base, map[string]any{"owners": []any{4711}})), `"owners"`, "USER_NOT_FOUND", "owners = [4711]", "users that exist")
	wantOneReason(t, pool.Apply(configured(base, map[string]any{"physical_capacity": 900000000000000000, "virtual_capacity": 900000000000000000})),
		`"virtual_capacity"`, "SYSTEM_VIRTUAL_CAPACITY", "Ask for less")
	array.Only("pools", map[string]any{"name": "fast", "owners": []any{}, "physical_capacity": 2000000385024})
	array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": pool.Int("id"), "size": 1000000000})
	wantOneReason(t, pool.Destroy(), "POOL_NOT_EMPTY", "onprem_infinibox_volumes", fmt.Sprintf(`values = ["%d"]`, pool.Int("id")))
	array.Only("pools", map[string]any{"name": "fast"})
}

// TestPoolLockOfNothing is at the pool's id.
func TestPoolLockOfNothing(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	lock := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool_lock")
	wantOneReason(t, lock.Apply(map[string]any{"pool_id": 4711, "approved": true}), `"pool_id"`, "POOL_NOT_FOUND", "Give the id of a pool that exists")
	if locked := array.Find("pools", map[string]any{"state": "LOCKED"}); len(locked) > 0 || lock.Exists() {
		t.Errorf("locked %v", locked)
	}
}

// TestVolumeSnapshotRefused names its parent where that is what's wrong.
func TestVolumeSnapshotRefused(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, nil)
	fresh := snapshot.Resource(snapshotResource)
	wantOneReason(t, fresh.Apply(map[string]any{"name": "tuesday", "parent_id": 4711}), `"parent_id"`, "VOLUME_NOT_FOUND", "parent_id = 4711", "Give the id of a volume or snapshot")
	array.Put("volumes", snapshot.Int("id"), map[string]any{"lock_expires_at": in(array, time.Hour)})
	wantOneReason(t, snapshot.Destroy(), `"lock_expires_at"`, "DELETE_LOCKED_SNAPSHOT", "wait until it expires")
	wantOneReason(t, snapshot.Apply(configured(config, map[string]any{"write_protected": false})), `"write_protected"`, "WRITE_ENABLE_LOCKED_SNAPSHOT", "wait until it expires")
	array.Only("volumes", map[string]any{"type": "SNAPSHOT", "name": "monday", "write_protected": true})
}

// TestVolumeActionsRefused name the argument, its value and what to do.
func TestVolumeActionsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		action string
		config func(f family) map[string]any
		texts  []string
	}{
		{"volume_restore", func(f family) map[string]any { return map[string]any{"id": f.volume, "source_id": 4711} },
			[]string{`"source_id"`, "VOLUME_NOT_FOUND", "source_id = 4711 and id = ", "One of the two"}},
		{"volume_restore", func(f family) map[string]any { return map[string]any{"id": f.volume, "source_id": f.volume} },
			[]string{`"source_id"`, "ILLEGAL_RESTORE_REQUEST", "source_id = ", "Give the id of a snapshot"}},
		{"volume_refresh", func(f family) map[string]any { return map[string]any{"id": f.snapshot, "source_id": 4711} },
			[]string{`"source_id"`, "DATASET_NOT_FOUND", "source_id = 4711", "Give the id"}},
		{"volume_refresh", func(f family) map[string]any { return map[string]any{"id": f.volume, "source_id": f.snapshot} },
			[]string{`"id"`, "REFRESH_TARGET_NOT_SNAPSHOT", "id = ", "Give the id of a snapshot"}},
		{"volume_promote", func(f family) map[string]any { return map[string]any{"id": f.volume} },
			[]string{`"id"`, "PROMOTE_MASTER_ENTITY", "id = ", "It is a volume already"}},
		{"volume_reset_serial", func(f family) map[string]any { return map[string]any{"id": f.snapshot} },
			[]string{`"id"`, "CANNOT_RESET_VOLUME_SERIAL", "id = ", "Give the id of a volume"}},
		{"volume_own_snapshot", func(f family) map[string]any { return map[string]any{"id": f.volume, "name": "kept"} },
			[]string{`"id"`, "NO_RMR_SNAPSHOT_FOUND", "id = ", "replicated volume"}},
		{"volume_own_snapshot", func(f family) map[string]any { return map[string]any{"id": f.volume, "name": "monday"} },
			[]string{`"name"`, "VOLUME_NAME_CONFLICT", `name = "monday"`, "Give another name"}},
		{"volume_group_snapshot", func(f family) map[string]any {
			return map[string]any{"snap_suffix": "-x", "entities": []any{map[string]any{"id": 4711}}}
		}, []string{`"entities"`, "VOLUME_NOT_FOUND", `entities = [{"id":4711}]`, "Give the id"}},
	} {
		t.Run(c.action+" "+c.texts[1], func(t *testing.T) {
			t.Parallel()
			f := newFamily(t, nil)
			before := fmt.Sprint(f.Find("volumes", nil))
			action := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_" + c.action)
			wantOneReason(t, action.Invoke(configured(c.config(f), map[string]any{"approved": true})).Diagnostics, c.texts...)
			if after := fmt.Sprint(f.Find("volumes", nil)); after != before {
				t.Errorf("the array has\n%s\nhad\n%s", after, before)
			}
		})
	}
}
