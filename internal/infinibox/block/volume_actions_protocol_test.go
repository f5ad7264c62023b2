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

// family is a volume with a snapshot on an array whose clock stands still, an
// hour after they were made, and with a clean request log.
type family struct {
	*acctest.Array
	pool, volume, snapshot int64
}

// newFamily makes them; fields are the snapshot's besides name and parent.
func newFamily(t *testing.T, fields map[string]any) family {
	t.Helper()
	array := acctest.NewArray(t)
	array.Clock().Freeze()
	f := family{Array: array, pool: poolOn(array, "p")}
	f.volume = array.Put("volumes", 0, map[string]any{"name": "db01", "pool_id": f.pool, "size": 2000000000})
	f.snapshot = array.Put("volumes", 0, configured(map[string]any{"name": "monday", "parent_id": f.volume}, fields))
	array.Clock().Advance(time.Hour)
	array.ClearRequests()
	return f
}

// object is a volume or snapshot as the array has it.
func (f family) object(id int64) map[string]any { return f.Only("volumes", map[string]any{"id": id}) }

// changedNow tells whether a volume was changed at the time that the clock
// shows.
func (f family) changedNow(id int64) bool {
	return fmt.Sprint(f.object(id)["updated_at"]) == fmt.Sprint(f.Clock().Now().UnixMilli())
}

// wantInvoked fails on any error.
func wantInvoked(t *testing.T, invoked acctest.Invoked) {
	t.Helper()
	if errors := acctest.Errors(invoked.Diagnostics); errors != "" {
		t.Fatalf("unexpected: %s", errors)
	}
}

// wantRefused wants one diagnostic with each of the texts.
func wantRefused(t *testing.T, diagnostics []*tfprotov6.Diagnostic, texts ...string) {
	t.Helper()
	wantErrors(t, acctest.Errors(diagnostics), texts...)
	if len(diagnostics) != 1 {
		t.Errorf("%d diagnostics: %s %s", len(diagnostics), acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	}
}

// wantApprovalRecorded wants a warning and a progress message that name the
// array's reason: Terraform drops the warnings of triggered actions.
func wantApprovalRecorded(t *testing.T, invoked acctest.Invoked, reason string) {
	t.Helper()
	warnings := acctest.Warnings(invoked.Diagnostics)
	if !strings.Contains(warnings, "Approved: Invoke InfiniBox") || !strings.Contains(warnings, reason) {
		t.Errorf("the approval isn't in the warnings: %q", warnings)
	}
	if !slices.ContainsFunc(invoked.Progress, func(message string) bool {
		return strings.Contains(message, "Approved as configured") && strings.Contains(message, reason)
	}) {
		t.Errorf("the approval isn't in the progress: %q", invoked.Progress)
	}
}

// TestVolumeRestore sends the snapshot's id, and overwrites the volume alone.
func TestVolumeRestore(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	restore := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_restore")
	invoked := restore.Invoke(map[string]any{"id": f.volume, "source_id": f.snapshot, "approved": true})
	wantInvoked(t, invoked)
	wantWrites(t, f.Array,
		fmt.Sprintf(`POST volumes/%d/restore {"source_id":%d}`, f.volume, f.snapshot),
		fmt.Sprintf(`POST volumes/%d/restore?approved=yes {"source_id":%d}`, f.volume, f.snapshot))
	if !f.changedNow(f.volume) || f.changedNow(f.snapshot) {
		t.Error("not the volume alone was overwritten")
	}
	wantApprovalRecorded(t, invoked, "Restoring volume 'db01' will overwrite its data")
	first, last := invoked.Progress[0], invoked.Progress[len(invoked.Progress)-1]
	if first != "InfiniBox volume restore: asking InfiniBox" || last != "InfiniBox volume restore: done" {
		t.Errorf("progress from %q to %q", first, last)
	}
}

// TestVolumeRefresh makes the snapshot what its parent is now.
func TestVolumeRefresh(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	f.Put("volumes", f.volume, map[string]any{"size": 5000000000})
	refresh := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_refresh")
	invoked := refresh.Invoke(map[string]any{"id": f.snapshot, "source_id": f.volume, "approved": true})
	wantInvoked(t, invoked)
	wantWrites(t, f.Array,
		fmt.Sprintf(`POST volumes/%d/refresh {"source_id":%d}`, f.snapshot, f.volume),
		fmt.Sprintf(`POST volumes/%d/refresh?approved=yes {"source_id":%d}`, f.snapshot, f.volume))
	if size := f.object(f.snapshot)["size"]; fmt.Sprint(size) != "5000000000" {
		t.Errorf("the snapshot has %v bytes", size)
	}
	wantApprovalRecorded(t, invoked, "Refreshing snapshot 'monday' will overwrite its data")
}

// TestVolumePromote makes the snapshot a volume with the same id. That isn't
// dangerous by itself, and nothing is approved.
func TestVolumePromote(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	promote := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_promote")
	invoked := promote.Invoke(map[string]any{"id": f.snapshot})
	wantInvoked(t, invoked)
	wantWrites(t, f.Array, fmt.Sprintf("POST volumes/%d/promote", f.snapshot))
	if promoted := f.object(f.snapshot); promoted["type"] != "MASTER" || promoted["name"] != "monday" {
		t.Errorf("it is now %v %v", promoted["type"], promoted["name"])
	}
	if len(invoked.Diagnostics) > 0 {
		t.Errorf("unexpected: %s", acctest.Warnings(invoked.Diagnostics))
	}
}

// TestVolumePromoteWithRetention leaves the decision to the array, because
// only it knows.
func TestVolumePromoteWithRetention(t *testing.T) {
	t.Parallel()
	f := newFamily(t, map[string]any{"snapshot_retention": 86400})
	promote := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_promote")
	if planned := promote.Plan(map[string]any{"id": f.snapshot}); len(planned) > 0 {
		t.Errorf("planned with %s", acctest.Errors(planned))
	}
	refused := promote.Invoke(map[string]any{"id": f.snapshot})
	wantRefused(t, refused.Diagnostics, "approved", "Approval Required To Invoke InfiniBox volume promote",
		"its retention period will be cleared", "approved = true on this action", "INFINIBOX_APPROVED=true")
	if kind := f.object(f.snapshot)["type"]; kind != "SNAPSHOT" {
		t.Fatalf("it is a %v already", kind)
	}
	f.ClearRequests()
	invoked := promote.Invoke(map[string]any{"id": f.snapshot, "approved": true})
	wantInvoked(t, invoked)
	wantWrites(t, f.Array,
		fmt.Sprintf("POST volumes/%d/promote", f.snapshot),
		fmt.Sprintf("POST volumes/%d/promote?approved=yes", f.snapshot))
	if kind := f.object(f.snapshot)["type"]; kind != "MASTER" {
		t.Errorf("it is a %v still", kind)
	}
	wantApprovalRecorded(t, invoked, "its retention period will be cleared")
}

// TestVolumeResetSerial gives the volume another serial number, and nothing
// else.
func TestVolumeResetSerial(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	before := f.object(f.volume)
	reset := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_reset_serial")
	wantInvoked(t, reset.Invoke(map[string]any{"id": f.volume}))
	wantWrites(t, f.Array, fmt.Sprintf("POST volumes/%d/reset_serial", f.volume))
	after := f.object(f.volume)
	if after["serial"] == before["serial"] || len(fmt.Sprint(after["serial"])) != 32 {
		t.Errorf("the serial number went from %v to %v", before["serial"], after["serial"])
	}
	if after["name"] != before["name"] || fmt.Sprint(after["size"]) != fmt.Sprint(before["size"]) {
		t.Errorf("from %v to %v", before, after)
	}
}

// TestVolumeOwnSnapshot of a volume that isn't replicated is the array's
// refusal, in its own words.
func TestVolumeOwnSnapshot(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	own := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_own_snapshot")
	invoked := own.Invoke(map[string]any{"id": f.volume, "name": "kept"})
	wantRefused(t, invoked.Diagnostics, "Unable to invoke InfiniBox volume own snapshot", "NO_RMR_SNAPSHOT_FOUND",
		fmt.Sprintf("POST volumes/%d/own_snapshot", f.volume))
	wantWrites(t, f.Array, fmt.Sprintf(`POST volumes/%d/own_snapshot {"name":"kept"}`, f.volume))
}

// TestVolumeGroupSnapshot names the snapshots as told, and takes all at once.
func TestVolumeGroupSnapshot(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	logs := f.Put("volumes", 0, map[string]any{"name": "logs", "pool_id": f.pool, "size": 1000000000})
	f.ClearRequests()
	group := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_group_snapshot")
	wantInvoked(t, group.Invoke(map[string]any{
		"entities":    []any{map[string]any{"id": f.volume}, map[string]any{"id": logs, "snap_name": "logs-now"}},
		"snap_prefix": "pre-", "snap_suffix": "-post",
	}))
	wantWrites(t, f.Array, fmt.Sprintf(
		`POST volumes/group_snapshot {"entities":[{"id":%d},{"id":%d,"snap_name":"logs-now"}],"snap_prefix":"pre-","snap_suffix":"-post"}`, f.volume, logs))
	f.Only("volumes", map[string]any{"name": "pre-db01-post", "parent_id": f.volume, "type": "SNAPSHOT"})
	f.Only("volumes", map[string]any{"name": "logs-now", "parent_id": logs, "type": "SNAPSHOT"})
}

// TestVolumeGroupSnapshotIsAllOrNothing when one of its volumes isn't there.
func TestVolumeGroupSnapshotIsAllOrNothing(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	group := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_group_snapshot")
	invoked := group.Invoke(map[string]any{
		"entities": []any{map[string]any{"id": f.volume}, map[string]any{"id": 4711}}, "snap_prefix": "pre-",
	})
	wantRefused(t, invoked.Diagnostics, "Unable to invoke InfiniBox volume group snapshot", "VOLUME_NOT_FOUND")
	if found := f.Find("volumes", nil); len(found) != 2 {
		t.Errorf("the array has %d volumes and snapshots, want 2", len(found))
	}
}

// TestVolumeActionsApproval is refused at plan where the array always demands
// it; the action's own attribute counts before the provider's default.
func TestVolumeActionsApproval(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		own, provider any
		refused       bool
	}{
		{"nobody says", nil, nil, true},
		{"provider approves", nil, true, false},
		{"provider refuses", nil, false, true},
		{"action approves", true, false, false},
		{"action refuses", false, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFamily(t, nil)
			protocol := acctest.NewProtocol(t, f.Array, map[string]any{"approved": c.provider})
			for action, target := range map[string][2]int64{
				"onprem_infinibox_volume_restore": {f.volume, f.snapshot},
				"onprem_infinibox_volume_refresh": {f.snapshot, f.volume},
			} {
				config := map[string]any{"id": target[0], "source_id": target[1], "approved": c.own}
				if !c.refused {
					wantInvoked(t, protocol.Action(action).Invoke(config))
					continue
				}
				wantRefused(t, protocol.Action(action).Plan(config), "approved", "Approval Required To Invoke", "approved = true on this action")
				wantWrites(t, f.Array)
			}
		})
	}
}

// TestVolumeActionsPlanUnknown leaves to the invocation what isn't known.
func TestVolumeActionsPlanUnknown(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	protocol := acctest.NewProtocol(t, f.Array, nil)
	u := acctest.Unknown
	for _, c := range []struct {
		action  string
		config  map[string]any
		refused string
	}{
		{"restore", map[string]any{"id": u, "source_id": u, "approved": true}, ""},
		{"restore", map[string]any{"id": u, "source_id": u, "approved": u}, ""},
		{"restore", map[string]any{"id": u, "source_id": u}, "Approval Required"},
		{"promote", map[string]any{"id": u, "approved": u, "timeouts": u}, ""},
		{"promote", map[string]any{"id": u, "timeouts": map[string]any{"invoke": u}}, ""},
		{"own_snapshot", map[string]any{"id": u, "name": u}, ""},
		{"group_snapshot", map[string]any{"entities": u}, ""},
		{"group_snapshot", map[string]any{"entities": []any{map[string]any{"id": u, "snap_name": u}}, "snap_prefix": u}, ""},
	} {
		planned := protocol.Action("onprem_infinibox_volume_" + c.action).Plan(c.config)
		if c.refused == "" && len(planned) > 0 || c.refused != "" && !strings.Contains(acctest.Errors(planned), c.refused) {
			t.Errorf("%s %v: %q", c.action, c.config, acctest.Errors(planned))
		}
	}
	if requests := f.Requests(device.Match{}); len(requests) > 0 {
		t.Errorf("planning sent %v", requests)
	}
}

// TestVolumeActionsBadInput is refused at plan, with the attribute.
func TestVolumeActionsBadInput(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	protocol := acctest.NewProtocol(t, f.Array, map[string]any{"approved": true})
	for _, c := range []struct {
		action string
		config map[string]any
		texts  []string
	}{
		{"restore", map[string]any{"id": 0, "source_id": 1}, []string{"id", "at least 1"}},
		{"refresh", map[string]any{"id": 1, "source_id": -1}, []string{"source_id", "at least 1"}},
		{"promote", map[string]any{"id": 0}, []string{"id", "at least 1"}},
		{"promote", map[string]any{"id": 1, "timeouts": map[string]any{"invoke": "soon"}}, []string{"timeouts", "invoke", "soon"}},
		{"promote", map[string]any{"id": 1, "timeouts": map[string]any{"invoke": "0s"}}, []string{"timeouts", "invoke", "is 0s"}},
		{"promote", map[string]any{"id": 1, "timeouts": map[string]any{"invoke": "-5m"}}, []string{"timeouts", "invoke", "is -5m"}},
		{"own_snapshot", map[string]any{"id": 1, "name": ""}, []string{"name", "between 1 and 65"}},
		{"own_snapshot", map[string]any{"id": 1, "name": strings.Repeat("x", 66)}, []string{"name", "between 1 and 65"}},
		{"group_snapshot", map[string]any{"entities": []any{}}, []string{"entities", "at least 1"}},
		{"group_snapshot", map[string]any{"entities": []any{map[string]any{"id": 0, "snap_name": "x"}}}, []string{"entities", "id", "at least 1"}},
		{"group_snapshot", map[string]any{"entities": []any{map[string]any{"id": 1, "snap_name": ""}}}, []string{"snap_name", "between 1 and 65"}},
		{"group_snapshot", map[string]any{"entities": []any{map[string]any{"id": 1}}, "snap_prefix": ""}, []string{"snap_prefix", "between 1 and 64"}},
	} {
		wantRefused(t, protocol.Action("onprem_infinibox_volume_"+c.action).Plan(c.config), c.texts...)
	}
	if requests := f.Requests(device.Match{}); len(requests) > 0 {
		t.Errorf("planning sent %v", requests)
	}
}
