package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const snapshotGroupResource = "onprem_infinibox_snapshot_group"

// newSnapshotGroup has a snapshot group taken by the provider.
func (g grouped) newSnapshotGroup(t *testing.T, extra map[string]any) (*acctest.Instance, map[string]any) {
	t.Helper()
	config := configured(map[string]any{"name": "monday", "parent_id": g.group, "snap_suffix": "-monday"}, extra)
	taken := acctest.NewProtocol(t, g.Array, nil).Resource(snapshotGroupResource)
	wantErrors(t, acctest.Errors(taken.Apply(config)))
	wantAgreement(t, g.Array, taken)
	return taken, config
}

// TestSnapshotGroupIsTaken of all members, with names made of both affixes, and
// deleted with its snapshots.
func TestSnapshotGroupIsTaken(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	taken, config := g.newSnapshotGroup(t, map[string]any{"snap_prefix": "of-", "approved": true})
	wantWrites(t, g.Array, fmt.Sprintf(`POST cgs {"name":"monday","parent_id":%d,"snap_prefix":"of-","snap_suffix":"-monday"}`, g.group))
	id := taken.Int("id")
	for _, name := range []string{"of-data-monday", "of-log-monday"} {
		g.Only("volumes", map[string]any{"name": name, "type": "SNAPSHOT", "cg_id": id})
	}
	wantErrors(t, acctest.Errors(taken.Refresh()))
	wantNothingPlanned(t, taken, config)
	g.ClearRequests()
	wantErrors(t, acctest.Errors(taken.Destroy()))
	wantWrites(t, g.Array, fmt.Sprintf("DELETE cgs/%d?delete_members=true", id), fmt.Sprintf("DELETE cgs/%d?delete_members=true&approved=yes", id))
	if left := g.Find("volumes", map[string]any{"type": "SNAPSHOT"}); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	g.Only("cgs", map[string]any{"id": g.group, "members_count": 2})
}

// TestSnapshotGroupDeletionNeedsApproval, also as a part of a replacement.
func TestSnapshotGroupDeletionNeedsApproval(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	taken, config := g.newSnapshotGroup(t, nil)
	g.ClearRequests()
	wantRefusedPlan(t, g.Array, taken.Plan(nil), "Approval Required To Delete", "its snapshots are deleted with it")
	for attribute, value := range map[string]any{"snap_suffix": "-tuesday", "snap_prefix": "of-", "parent_id": g.group + 1} {
		wantRefusedPlan(t, g.Array, taken.Plan(configured(config, map[string]any{attribute: value})), "Approval Required To Replace", attribute)
	}
	again := configured(config, map[string]any{"snap_suffix": "-tuesday", "approved": true})
	wantErrors(t, acctest.Errors(taken.Apply(again)))
	g.Only("volumes", map[string]any{"name": "data-tuesday", "cg_id": taken.Int("id")})
	if old := g.Find("volumes", map[string]any{"name": "data-monday"}); len(old) > 0 {
		t.Errorf("not replaced: %v", old)
	}
}

// TestSnapshotGroupAttributesOneByOne changes each attribute alone.
func TestSnapshotGroupAttributesOneByOne(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	g.Clock().Freeze()
	taken, config := g.newSnapshotGroup(t, nil)
	id, until := taken.Int("id"), in(g.Array, time.Hour)
	for _, c := range []struct {
		attribute string
		value     any
		sent      string
	}{
		{"name", "tuesday", `"tuesday"`},
		{"lock_expires_at", until, fmt.Sprint(until)},
		{"lock_expires_at", until + 60000, fmt.Sprint(until + 60000)},
	} {
		g.ClearRequests()
		config = configured(config, map[string]any{c.attribute: c.value})
		if plan := taken.Plan(config); !slices.Equal(plan.Changes, []string{c.attribute}) || len(plan.Replaces) > 0 {
			t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
		}
		wantErrors(t, acctest.Errors(taken.Apply(config)))
		wantWrites(t, g.Array, fmt.Sprintf(`PUT cgs/%d {%q:%s}`, id, c.attribute, c.sent))
		wantAgreement(t, g.Array, taken)
		wantNothingPlanned(t, taken, config)
	}
	g.Only("volumes", map[string]any{"name": "data-monday", "lock_state": "LOCKED"})
}

// TestSnapshotGroupLockGoesLast: a locked snapshot group takes no other change.
func TestSnapshotGroupLockGoesLast(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	taken, config := g.newSnapshotGroup(t, nil)
	g.ClearRequests()
	until := in(g.Array, time.Hour)
	wantErrors(t, acctest.Errors(taken.Apply(configured(config, map[string]any{"name": "tuesday", "lock_expires_at": until}))))
	id := taken.Int("id")
	wantWrites(t, g.Array, fmt.Sprintf(`PUT cgs/%d {"name":"tuesday"}`, id), fmt.Sprintf(`PUT cgs/%d {"lock_expires_at":%d}`, id, until))
}

// TestSnapshotGroupBadInput is refused at plan time, and nothing is sent.
func TestSnapshotGroupBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"name empty", map[string]any{"name": ""}, []string{`"name"`, "between 1 and 65"}},
		{"no parent", map[string]any{"parent_id": 0}, []string{`"parent_id"`, "at least 1"}},
		{"no affix", map[string]any{"snap_suffix": nil}, []string{`"snap_suffix"`, "Give snap_prefix, snap_suffix or both"}},
		{"suffix empty", map[string]any{"snap_suffix": ""}, []string{`"snap_suffix"`, "between 1 and 64"}},
		{"prefix too long", map[string]any{"snap_prefix": strings.Repeat("x", 65)}, []string{`"snap_prefix"`, "between 1 and 64"}},
		{"retention of no time", map[string]any{"snapshot_retention": 0}, []string{`"snapshot_retention"`, "at least 1"}},
		{"lock in the past", map[string]any{"lock_expires_at": 1000}, []string{`"lock_expires_at"`, "Lock Expiry Out Of Range"}},
		{"lock in years", map[string]any{"lock_expires_at": time.Now().AddDate(3, 0, 0).UnixMilli()}, []string{`"lock_expires_at"`, "at most 365 days"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			taken := acctest.NewProtocol(t, array, nil).Resource(snapshotGroupResource)
			// The array's time is known after its first answer.
			_, diagnostics := taken.DataSource("onprem_infinibox_pools").Read(map[string]any{})
			wantErrors(t, acctest.Errors(diagnostics))
			base := map[string]any{"name": "monday", "parent_id": 1000, "snap_suffix": "-monday"}
			wantRefusedPlan(t, array, taken.Plan(configured(base, c.input)), c.texts...)
		})
	}
}

// TestSnapshotGroupWhileLocked: what the array would refuse is refused at plan.
func TestSnapshotGroupWhileLocked(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	g.Clock().Freeze()
	until := in(g.Array, time.Hour)
	taken, config := g.newSnapshotGroup(t, map[string]any{"lock_expires_at": until, "approved": true})
	madeByPolicy(t, g.Array, taken.Int("id"))
	wantErrors(t, acctest.Errors(taken.Refresh()))
	g.ClearRequests()
	for name, c := range map[string]struct {
		config map[string]any
		texts  []string
	}{
		"deleted":         {nil, []string{"Snapshot group Is Locked", "can't be deleted before its lock expires"}},
		"replaced":        {configured(config, map[string]any{"snap_suffix": "-x"}), []string{"can't be deleted before its lock expires"}},
		"renamed":         {configured(config, map[string]any{"name": "tuesday"}), []string{`"name"`, "can't be renamed before"}},
		"locked for less": {configured(config, map[string]any{"lock_expires_at": until - 1000}), []string{"Lock Can't Be Shortened"}},
		"kept for more":   {configured(config, map[string]any{"snapshot_retention": 3600}), []string{`"snapshot_retention"`, "before its lock expires"}},
	} {
		t.Run(name, func(t *testing.T) { wantRefusedPlan(t, g.Array, taken.Plan(c.config), c.texts...) })
	}
	g.Clock().Advance(2 * time.Hour)
	wantErrors(t, acctest.Errors(taken.Refresh()))
	wantErrors(t, acctest.Errors(taken.Destroy()))
	g.Only("cgs", nil)
}

// TestSnapshotGroupRetentionIsFinal unless a policy took it or it is
// replicated; a new one has the retention that it is given.
func TestSnapshotGroupRetentionIsFinal(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	taken, config := g.newSnapshotGroup(t, map[string]any{"snapshot_retention": 3600})
	wantErrors(t, acctest.Errors(taken.Refresh()))
	g.ClearRequests()
	wantRefusedPlan(t, g.Array, taken.Plan(configured(config, map[string]any{"snapshot_retention": 7200})), "Retention Can't Be Changed", "snapshot_retention = 3600")
	g.Clock().Advance(2 * time.Hour)
	wantErrors(t, acctest.Errors(taken.Refresh()))
	if taken.Exists() || len(g.Find("volumes", map[string]any{"type": "SNAPSHOT"})) > 0 {
		t.Error("it is there after its time")
	}
}

// TestSnapshotGroupRefused names the attribute and what to do.
func TestSnapshotGroupRefused(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	empty := g.Put("cgs", 0, map[string]any{"name": "empty", "pool_id": g.pool})
	g.Put("volumes", 0, map[string]any{"name": "data-sunday", "pool_id": g.pool, "size": 1000000000})
	monday := g.taken("monday", nil)
	protocol := acctest.NewProtocol(t, g.Array, nil)
	for name, c := range map[string]struct {
		input map[string]any
		texts []string
	}{
		"no such group":       {map[string]any{"parent_id": 4711}, []string{`"parent_id"`, "CG_NOT_FOUND", "Give the id of a consistency group"}},
		"no members":          {map[string]any{"parent_id": empty}, []string{`"parent_id"`, "CG_SNAP_WITH_NO_MEMBERS", "depends_on"}},
		"a snapshot group":    {map[string]any{"parent_id": monday}, []string{`"parent_id"`, "SG_SNAP_NOT_ALLOWED", "Give the id of a consistency group"}},
		"a volume's name":     {map[string]any{"snap_suffix": "-sunday"}, []string{`"snap_prefix"`, "VOLUME_NAME_CONFLICT", "Give another snap_prefix or snap_suffix"}},
		"names too long":      {map[string]any{"snap_suffix": strings.Repeat("x", 64)}, []string{`"snap_prefix"`, "SG_MEMBER_INVALID_NAME_LENGTH", "Give a shorter"}},
		"characters":          {map[string]any{"snap_suffix": "*"}, []string{`"snap_suffix"`, "WRONG_PARAMETER"}},
		"a taken name":        {map[string]any{"name": "monday"}, []string{`"name"`, "It exists already", fmt.Sprintf(`id = "%d"`, monday)}},
		"a group's own names": {map[string]any{"name": "erp"}, []string{`"name"`, "CG_NAME_CONFLICT", "share their names"}},
	} {
		t.Run(name, func(t *testing.T) {
			taken := protocol.Resource(snapshotGroupResource)
			base := map[string]any{"name": "tuesday", "parent_id": g.group, "snap_suffix": "-tuesday"}
			wantOneReason(t, taken.Apply(configured(base, c.input)), c.texts...)
			if taken.Exists() {
				t.Error("it is in the state")
			}
		})
	}
}

// TestSnapshotGroupLostAnswers: taken once, and deleted once.
func TestSnapshotGroupLostAnswers(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	g.Break(device.Rule{Method: "POST", Path: "/api/rest/cgs", Drop: device.AfterExecution})
	g.Break(device.Rule{Method: "DELETE", Path: "/api/rest/cgs/*", Query: "approved", Drop: device.AfterExecution})
	taken, _ := g.newSnapshotGroup(t, map[string]any{"approved": true})
	if snapshots := g.Find("volumes", map[string]any{"type": "SNAPSHOT"}); len(snapshots) != 2 {
		t.Errorf("taken: %v", snapshots)
	}
	wantErrors(t, acctest.Errors(taken.Destroy()))
	if left := g.Find("volumes", map[string]any{"type": "SNAPSHOT"}); len(left) > 0 || taken.Exists() {
		t.Errorf("left: %v", left)
	}
}

// TestPromotedSnapshotGroup is reported, and neither changed nor deleted.
func TestPromotedSnapshotGroup(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	taken, config := g.newSnapshotGroup(t, map[string]any{"approved": true})
	id := taken.Int("id")
	promote := taken.Action("onprem_infinibox_consistency_group_promote")
	wantInvoked(t, promote.Invoke(map[string]any{"id": id, "approved": true}))
	g.ClearRequests()
	for _, stale := range []map[string]any{configured(config, map[string]any{"name": "tuesday"}), nil} {
		wantErrors(t, acctest.Errors(taken.Apply(stale)), `Refused To Touch InfiniBox snapshot group "monday"`)
	}
	diagnostics := taken.Refresh()
	wantErrors(t, acctest.Errors(diagnostics))
	for _, text := range []string{`"monday" Has Become Something Else`, "onprem_infinibox_consistency_group", "destroy = false"} {
		if !strings.Contains(acctest.Warnings(diagnostics), text) {
			t.Errorf("no %q in the warning: %s", text, acctest.Warnings(diagnostics))
		}
	}
	wantNothingPlanned(t, taken, config)
	for _, change := range []map[string]any{configured(config, map[string]any{"name": "tuesday"}), configured(config, map[string]any{"snap_suffix": "-x"}), nil} {
		wantRefusedPlan(t, g.Array, taken.Plan(change), `Refused To Touch InfiniBox snapshot group "monday"`, "removed block")
	}
	group := taken.Resource(groupResource)
	wantErrors(t, acctest.Errors(group.Import(fmt.Sprint(id))))
	wantAgreement(t, g.Array, group)
	g.Only("volumes", map[string]any{"name": "data-monday", "type": "MASTER", "cg_id": id})
}

// TestSnapshotGroupsListed without consistency groups; and what is in them
// isn't listed among the snapshots unless asked for.
func TestSnapshotGroupsListed(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	g.taken("monday", nil)
	g.taken("tuesday", nil)
	g.Put("volumes", 0, map[string]any{"name": "alone", "parent_id": g.data})
	protocol := acctest.NewProtocol(t, g.Array, nil)
	for resource, want := range map[string]string{
		snapshotGroupResource: "[monday tuesday]", groupResource: "[erp]", snapshotResource: "[alone]",
	} {
		if got := fmt.Sprint(names(ask(t, protocol.ListResource(resource), acctest.Query{}))); got != want {
			t.Errorf("%s lists %s, want %s", resource, got, want)
		}
	}
	owned := ask(t, protocol.ListResource(snapshotResource), acctest.Query{Config: map[string]any{"include_owned": true}})
	if len(owned) != 5 {
		t.Errorf("with what groups own: %v", names(owned))
	}
}

// TestSnapshotGroupImports by id and name; the other kind is refused, with the
// resource that it is for.
func TestSnapshotGroupImports(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	monday := g.taken("monday", nil)
	protocol := acctest.NewProtocol(t, g.Array, nil)
	for _, id := range []string{fmt.Sprint(monday), "name=monday"} {
		taken := protocol.Resource(snapshotGroupResource)
		wantErrors(t, acctest.Errors(taken.Import(id)))
		wantAgreement(t, g.Array, taken)
		// What it can't show may be what is configured.
		wantErrors(t, taken.Plan(map[string]any{"name": "monday", "parent_id": g.group, "snap_suffix": "-monday"}).Errors())
	}
	wantErrors(t, acctest.Errors(protocol.Resource(snapshotGroupResource).Import(fmt.Sprint(g.group))), "use onprem_infinibox_consistency_group.")
	wantErrors(t, acctest.Errors(protocol.Resource(groupResource).Import(fmt.Sprint(monday))), "use onprem_infinibox_snapshot_group")
}
