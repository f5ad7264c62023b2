package block_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const snapshotResource = "onprem_infinibox_volume_snapshot"

// volumeOn makes a volume on the array, as an administrator would.
func volumeOn(array *acctest.Array, name string) int64 {
	return array.Put("volumes", 0, map[string]any{"name": name, "pool_id": poolOn(array, "pool of "+name), "size": 2000000000})
}

// newSnapshot has a snapshot taken by the provider, of a volume of its own.
func newSnapshot(t *testing.T, array *acctest.Array, config map[string]any) (*acctest.Instance, map[string]any) {
	t.Helper()
	config = configured(map[string]any{"name": "monday", "parent_id": volumeOn(array, "db01")}, config)
	snapshot := acctest.NewProtocol(t, array, nil).Resource(snapshotResource)
	wantErrors(t, acctest.Errors(snapshot.Apply(config)))
	wantAgreement(t, array, snapshot)
	array.ClearRequests()
	return snapshot, config
}

// madeByPolicy has the array believe that a schedule took a snapshot, or a
// snapshot group, which can't be done through its API.
func madeByPolicy(t *testing.T, array *acctest.Array, id int64) {
	t.Helper()
	var exported bytes.Buffer
	if err := array.Device().Export(&exported); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(&exported)
	decoder.UseNumber()
	var inventory map[string]any
	if err := decoder.Decode(&inventory); err != nil {
		t.Fatal(err)
	}
	for collection, policy := range map[string][2]string{
		"volumes":            {"created_by_snapshot_policy_id", "created_by_snapshot_policy_name"},
		"consistency_groups": {"created_by_policy_id", "created_by_policy"},
	} {
		objects, _ := inventory[collection].([]any)
		for _, object := range objects {
			if taken, ok := object.(map[string]any); ok && fmt.Sprint(taken["id"]) == fmt.Sprint(id) {
				taken[policy[0]], taken[policy[1]] = 1, "Default Policy"
			}
		}
	}
	changed, err := json.Marshal(inventory)
	if err != nil {
		t.Fatal(err)
	}
	if err := array.Device().Import(bytes.NewReader(changed)); err != nil {
		t.Fatal(err)
	}
}

// TestVolumeSnapshotAttributesOneByOne changes each attribute alone: one
// request for it, and nothing else touched. What is dangerous goes out
// unapproved first.
func TestVolumeSnapshotAttributesOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		attribute string
		base      map[string]any
		value     any
		sent      string
		dangerous bool
	}{
		{"name", nil, "tuesday", `"tuesday"`, false},
		{"write_protected", nil, false, `false`, false},
		{"write_protected", map[string]any{"write_protected": false}, true, `true`, true},
		{"ssd_enabled", nil, false, `false`, false},
		{"snapshot_retention", map[string]any{"snapshot_retention": 86400}, 172800, `172800`, false},
	} {
		t.Run(fmt.Sprintf("%s to %v", c.attribute, c.value), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			snapshot, config := newSnapshot(t, array, configured(c.base, map[string]any{"approved": true}))
			id := snapshot.Int("id")
			madeByPolicy(t, array, id)
			wantErrors(t, acctest.Errors(snapshot.Refresh()))
			before := array.Only("volumes", map[string]any{"id": id})
			changed := configured(config, map[string]any{c.attribute: c.value})
			if plan := snapshot.Plan(changed); !slices.Equal(plan.Changes, []string{c.attribute}) || len(plan.Replaces) > 0 {
				t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(snapshot.Apply(changed)))
			body := fmt.Sprintf(`{%q:%s}`, c.attribute, c.sent)
			writes := []string{fmt.Sprintf(`PUT volumes/%d %s`, id, body)}
			if c.dangerous {
				writes = append(writes, fmt.Sprintf(`PUT volumes/%d?approved=yes %s`, id, body))
			}
			wantWrites(t, array, writes...)
			after := array.Only("volumes", map[string]any{"id": id})
			delete(before, "snapshot_expires_at") // follows the retention
			wantOnlyChange(t, before, after, c.attribute, c.value)
			wantAgreement(t, array, snapshot)
			wantNothingPlanned(t, snapshot, changed)
		})
	}
}

// TestVolumeSnapshotSendsOnlyWhatIsConfigured: neither pool nor size, which a
// snapshot has from its parent.
func TestVolumeSnapshotSendsOnlyWhatIsConfigured(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	parent := volumeOn(array, "db01")
	snapshot := acctest.NewProtocol(t, array, nil).Resource(snapshotResource)
	wantErrors(t, acctest.Errors(snapshot.Apply(map[string]any{"name": "monday", "parent_id": parent})))
	wantWrites(t, array, fmt.Sprintf(`POST volumes {"name":"monday","parent_id":%d}`, parent))
	array.Only("volumes", map[string]any{"id": snapshot.Int("id"), "parent_id": parent, "type": "SNAPSHOT", "size": 2000000000, "write_protected": true})
	wantAgreement(t, array, snapshot)
}

// TestVolumeSnapshotBadInput is refused at plan time with one diagnostic that
// names the attribute and what would do, and nothing is sent.
func TestVolumeSnapshotBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name too long", map[string]any{"name": strings.Repeat("x", 66)}, []string{`"name"`, "between 1 and 65"}},
		{"name empty", map[string]any{"name": ""}, []string{`"name"`, "between 1 and 65"}},
		{"no such parent id", map[string]any{"parent_id": 0}, []string{`"parent_id"`, "at least 1"}},
		{"retention of no time", map[string]any{"snapshot_retention": 0}, []string{`"snapshot_retention"`, "at least 1"}},
		{"lock of no time", map[string]any{"lock_expires_at": 0}, []string{`"lock_expires_at"`, "at least 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			snapshot := acctest.NewProtocol(t, array, nil).Resource(snapshotResource)
			base := map[string]any{"name": "monday", "parent_id": volumeOn(array, "db01")}
			wantRefusedPlan(t, array, snapshot.Plan(configured(base, c.input)), c.texts...)
		})
	}
}

// TestVolumeSnapshotOfNothing is refused by the array, which alone knows.
func TestVolumeSnapshotOfNothing(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot := acctest.NewProtocol(t, array, nil).Resource(snapshotResource)
	diagnostics := snapshot.Apply(map[string]any{"name": "monday", "parent_id": 4711})
	wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox volume snapshot "monday"`, "VOLUME_NOT_FOUND")
	if snapshot.Exists() || len(diagnostics) != 1 {
		t.Errorf("%d diagnostics, exists %t", len(diagnostics), snapshot.Exists())
	}
}

// TestVolumeSnapshotNameTaken is reported, with an import block where the
// namesake is a snapshot too, and never taken.
func TestVolumeSnapshotNameTaken(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		taken func(array *acctest.Array, parent int64) map[string]any
		texts []string
	}{
		{"by a snapshot", func(_ *acctest.Array, parent int64) map[string]any { return map[string]any{"parent_id": parent} },
			[]string{`"name"`, "exists already", "to = onprem_infinibox_volume_snapshot.example"}},
		{"by a volume", func(array *acctest.Array, _ int64) map[string]any {
			return map[string]any{"pool_id": poolOn(array, "fast"), "size": 1000000000}
		}, []string{`Unable to create InfiniBox volume snapshot "monday"`, "VOLUME_NAME_CONFLICT"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			parent := volumeOn(array, "db01")
			taken := array.Put("volumes", 0, configured(c.taken(array, parent), map[string]any{"name": "monday"}))
			snapshot := acctest.NewProtocol(t, array, nil).Resource(snapshotResource)
			diagnostics := snapshot.Apply(map[string]any{"name": "monday", "parent_id": parent})
			wantErrors(t, acctest.Errors(diagnostics), c.texts...)
			if snapshot.Exists() || len(diagnostics) != 1 {
				t.Errorf("%d diagnostics: %s", len(diagnostics), acctest.Errors(diagnostics))
			}
			if left := array.Only("volumes", map[string]any{"name": "monday"}); acctest.ID(left) != taken {
				t.Errorf("the array has %d, had %d", acctest.ID(left), taken)
			}
		})
	}
}

// TestVolumeSnapshotAdopted takes a snapshot of the same volume, and not one
// of another.
func TestVolumeSnapshotAdopted(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	parent := volumeOn(array, "db01")
	taken := array.Put("volumes", 0, map[string]any{"name": "monday", "parent_id": parent})
	protocol := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true})
	other := protocol.Resource(snapshotResource)
	wantErrors(t, acctest.Errors(other.Apply(map[string]any{"name": "monday", "parent_id": volumeOn(array, "web01")})), `"parent_id"`, fmt.Sprintf("exists with parent_id = %d", parent))
	if other.Exists() {
		t.Error("taken")
	}
	snapshot := protocol.Resource(snapshotResource)
	diagnostics := snapshot.Apply(map[string]any{"name": "monday", "parent_id": parent})
	wantErrors(t, acctest.Errors(diagnostics))
	if warnings := acctest.Warnings(diagnostics); snapshot.Int("id") != taken || !strings.Contains(warnings, "Adopted InfiniBox volume snapshot") {
		t.Errorf("the state has %d, the array %d: %s", snapshot.Int("id"), taken, warnings)
	}
	wantAgreement(t, array, snapshot)
}

// TestVolumeSnapshotRetentionOnlyGrows, which is known at plan time.
func TestVolumeSnapshotRetentionOnlyGrows(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, map[string]any{"snapshot_retention": 86400})
	madeByPolicy(t, array, snapshot.Int("id"))
	wantErrors(t, acctest.Errors(snapshot.Refresh()))
	shorter := configured(config, map[string]any{"snapshot_retention": 3600})
	wantRefusedPlan(t, array, snapshot.Plan(shorter), `"snapshot_retention"`, "86400", "3600", "prolonged")
}

// TestVolumeSnapshotRetentionOfOnesOwn, neither a policy's nor replicated,
// never changes, which is known once the snapshot was read.
func TestVolumeSnapshotRetentionOfOnesOwn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		before any
		texts  []string
	}{
		{"none before", nil, []string{`"snapshot_retention"`, `"monday" is neither`, "Remove snapshot_retention", "-replace"}},
		{"prolonged", 86400, []string{`"snapshot_retention"`, `"monday" is neither`, "Keep snapshot_retention = 86400", "-replace"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			snapshot, config := newSnapshot(t, array, map[string]any{"snapshot_retention": c.before})
			wantErrors(t, acctest.Errors(snapshot.Refresh()))
			longer := configured(config, map[string]any{"snapshot_retention": 172800})
			wantRefusedPlan(t, array, snapshot.Plan(longer), c.texts...)
			shorter := configured(config, map[string]any{"snapshot_retention": 3600})
			wantRefusedPlan(t, array, snapshot.Plan(shorter), c.texts...)
			wantAgreement(t, array, snapshot)
			wantNothingPlanned(t, snapshot, config)
			// Another parent makes another snapshot, with what it asks for.
			wantErrors(t, acctest.Errors(snapshot.Apply(configured(longer, map[string]any{"parent_id": volumeOn(array, "web01")}))))
			array.Only("volumes", map[string]any{"id": snapshot.Int("id"), "snapshot_retention": 172800})
		})
	}
}

// TestVolumeSnapshotRetentionOfAPolicysOwn can be prolonged, also after an
// import.
func TestVolumeSnapshotRetentionOfAPolicysOwn(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	parent := volumeOn(array, "db01")
	taken := array.Put("volumes", 0, map[string]any{"name": "monday", "parent_id": parent, "snapshot_retention": 86400})
	madeByPolicy(t, array, taken)
	snapshot := acctest.NewProtocol(t, array, nil).Resource(snapshotResource)
	wantErrors(t, acctest.Errors(snapshot.Import(fmt.Sprint(taken))))
	wantErrors(t, acctest.Errors(snapshot.Apply(map[string]any{"name": "monday", "parent_id": parent, "snapshot_retention": 172800})))
	array.Only("volumes", map[string]any{"id": taken, "snapshot_retention": 172800})
	wantAgreement(t, array, snapshot)
}

// TestVolumeSnapshotThatExpired by its retention is planned anew.
func TestVolumeSnapshotThatExpired(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, map[string]any{"snapshot_retention": 60})
	array.Clock().Advance(2 * 60e9)
	if diagnostics := snapshot.Refresh(); len(diagnostics) > 0 || snapshot.Exists() {
		t.Fatalf("still in the state: %v", diagnostics)
	}
	wantErrors(t, acctest.Errors(snapshot.Apply(config)))
	wantAgreement(t, array, snapshot)
}

// TestVolumeSnapshotApproval is needed to take hosts their writes away, and
// refused at plan where it wasn't given.
func TestVolumeSnapshotApproval(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, map[string]any{"write_protected": false})
	protected := configured(config, map[string]any{"write_protected": true})
	wantRefusedPlan(t, array, snapshot.Plan(protected), `"approved"`, "applications may fail", "approved = true")
	applied := snapshot.Apply(configured(protected, map[string]any{"approved": true}))
	wantErrors(t, acctest.Errors(applied))
	if warnings := acctest.Warnings(applied); !strings.Contains(warnings, "Approved: Change InfiniBox volume snapshot") {
		t.Errorf("the approval isn't recorded: %s", warnings)
	}
	array.Only("volumes", map[string]any{"id": snapshot.Int("id"), "write_protected": true})
}

// TestVolumeSnapshotOfAnotherParent is another snapshot.
func TestVolumeSnapshotOfAnotherParent(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, nil)
	before := snapshot.Int("id")
	moved := configured(config, map[string]any{"parent_id": volumeOn(array, "web01")})
	if plan := snapshot.Plan(moved); len(plan.Replaces) != 1 || !strings.Contains(plan.Replaces[0], "parent_id") {
		t.Errorf("replacing %v: %s", plan.Replaces, plan.Errors())
	}
	wantErrors(t, acctest.Errors(snapshot.Apply(moved)))
	if len(array.Find("volumes", map[string]any{"id": before})) > 0 {
		t.Error("the former snapshot is still there")
	}
	wantAgreement(t, array, snapshot)
	wantNothingPlanned(t, snapshot, moved)
}

// TestVolumeSnapshotWithSnapshotsNeedsApprovalToBeReplaced: the array knows of
// them, and refuses until the new configuration approves.
func TestVolumeSnapshotWithSnapshotsNeedsApprovalToBeReplaced(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, nil)
	array.Put("volumes", 0, map[string]any{"name": "copy", "parent_id": snapshot.Int("id")})
	moved := configured(config, map[string]any{"parent_id": volumeOn(array, "web01")})
	wantErrors(t, acctest.Errors(snapshot.Apply(moved)), `"approved"`, "also delete all of its snapshots")
	array.Only("volumes", map[string]any{"name": "copy"})
	wantErrors(t, acctest.Errors(snapshot.Apply(configured(moved, map[string]any{"approved": true}))))
	if left := array.Find("volumes", map[string]any{"name": "copy"}); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	wantAgreement(t, array, snapshot)
}

// TestVolumeSnapshotOfAParentNotKnownYet plans a snapshot, and a replacement
// for one that exists.
func TestVolumeSnapshotOfAParentNotKnownYet(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, nil)
	hidden := configured(config, map[string]any{"parent_id": acctest.Unknown})
	plan := snapshot.Plan(hidden)
	wantErrors(t, plan.Errors())
	if len(plan.Replaces) != 1 || !strings.Contains(plan.Replaces[0], "parent_id") {
		t.Errorf("replacing %v", plan.Replaces)
	}
	wantErrors(t, acctest.NewProtocol(t, array, nil).Resource(snapshotResource).Plan(hidden).Errors())
}

// TestVolumeSnapshotUpdateThatFailsHalfWay keeps what went through, and the
// next apply sends the rest alone.
func TestVolumeSnapshotUpdateThatFailsHalfWay(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	snapshot, config := newSnapshot(t, array, nil)
	id := snapshot.Int("id")
	array.Break(device.Rule{Method: "PUT", Path: "/api/rest/volumes/*", Skip: 1, Times: 1, Error: "SYSTEM_READ_ONLY"})
	changed := configured(config, map[string]any{"name": "tuesday", "write_protected": false, "ssd_enabled": false})
	wantErrors(t, acctest.Errors(snapshot.Apply(changed)), `Unable to change InfiniBox volume snapshot "monday"`, "SYSTEM_READ_ONLY")
	array.Only("volumes", map[string]any{"id": id, "name": "tuesday", "write_protected": true, "ssd_enabled": true})
	wantAgreement(t, array, snapshot)
	array.ClearRequests()
	wantErrors(t, acctest.Errors(snapshot.Apply(changed)))
	wantWrites(t, array, fmt.Sprintf(`PUT volumes/%d {"write_protected":false}`, id), fmt.Sprintf(`PUT volumes/%d {"ssd_enabled":false}`, id))
	wantAgreement(t, array, snapshot)
}

// TestVolumeSnapshotOfTheWrongKind isn't imported, in either direction.
func TestVolumeSnapshotOfTheWrongKind(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	parent := volumeOn(array, "db01")
	taken := array.Put("volumes", 0, map[string]any{"name": "monday", "parent_id": parent})
	protocol := acctest.NewProtocol(t, array, nil)
	for _, c := range []struct{ resource, id, text string }{
		{snapshotResource, fmt.Sprint(parent), "It is a volume: use onprem_infinibox_volume."},
		{snapshotResource, "name=db01", `Unable to find InfiniBox volume snapshot "db01"`},
		{"onprem_infinibox_volume", fmt.Sprint(taken), "It is a snapshot: use onprem_infinibox_volume_snapshot."},
		{"onprem_infinibox_volume", "name=monday", `Unable to find InfiniBox volume "monday"`},
	} {
		instance := protocol.Resource(c.resource)
		diagnostics := instance.Import(c.id)
		wantErrors(t, acctest.Errors(diagnostics), c.text)
		if len(diagnostics) != 1 {
			t.Errorf("%s %s: %d diagnostics", c.resource, c.id, len(diagnostics))
		}
	}
}
