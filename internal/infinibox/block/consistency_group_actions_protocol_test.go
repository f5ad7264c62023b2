package block_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestConsistencyGroupActions send what they are told, unapproved first, and
// record what was approved.
func TestConsistencyGroupActions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config func(g grouped, monday int64) map[string]any
		write  func(g grouped, monday int64) (path, body string)
		reason string
		wanted func(t *testing.T, g grouped, monday int64)
	}{
		"restore": {
			func(g grouped, monday int64) map[string]any {
				return map[string]any{"id": g.group, "source_id": monday}
			},
			func(g grouped, monday int64) (string, string) {
				return fmt.Sprintf("POST cgs/%d/restore", g.group), fmt.Sprintf(` {"source_id":%d}`, monday)
			},
			"will restore only the snapshotted datasets",
			func(_ *testing.T, g grouped, _ int64) {
				g.Only("volumes", map[string]any{"id": g.data, "updated_at": g.Clock().Now().UnixMilli()})
			},
		},
		"refresh": {
			func(g grouped, monday int64) map[string]any {
				return map[string]any{"id": monday, "source_id": g.group}
			},
			func(g grouped, monday int64) (string, string) {
				return fmt.Sprintf("POST cgs/%d/refresh", monday), fmt.Sprintf(` {"source_id":%d}`, g.group)
			},
			"will overwrite its members data",
			func(_ *testing.T, g grouped, _ int64) {
				g.Only("volumes", map[string]any{"name": "data-monday", "updated_at": g.Clock().Now().UnixMilli()})
			},
		},
		"promote": {
			func(_ grouped, monday int64) map[string]any { return map[string]any{"id": monday} },
			func(_ grouped, monday int64) (string, string) { return fmt.Sprintf("POST cgs/%d/promote", monday), "" },
			"will prevent the option to create a new replica",
			func(_ *testing.T, g grouped, monday int64) {
				g.Only("cgs", map[string]any{"id": monday, "type": "MASTER"})
				g.Only("volumes", map[string]any{"name": "data-monday", "type": "MASTER"})
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGrouped(t)
			g.Clock().Freeze()
			monday := g.taken("monday", nil)
			g.Clock().Advance(time.Hour)
			action := acctest.NewProtocol(t, g.Array, nil).Action("onprem_infinibox_consistency_group_" + name)
			config := c.config(g, monday)
			wantRefused(t, action.Plan(config), "Approval Required To Invoke InfiniBox consistency group "+name)
			wantWrites(t, g.Array)
			invoked := action.Invoke(configured(config, map[string]any{"approved": true}))
			wantInvoked(t, invoked)
			path, body := c.write(g, monday)
			wantWrites(t, g.Array, path+body, path+"?approved=yes"+body)
			wantApprovalRecorded(t, invoked, c.reason)
			c.wanted(t, g, monday)
		})
	}
}

// TestConsistencyGroupActionsRefused name the argument, its value and what to
// do, and change nothing.
func TestConsistencyGroupActionsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		action string
		config func(g grouped, monday int64) map[string]any
		texts  []string
	}{
		{"restore", func(g grouped, _ int64) map[string]any { return map[string]any{"id": g.group, "source_id": 4711} },
			[]string{`"source_id"`, "CG_NOT_FOUND", "source_id = 4711", "One of the two"}},
		{"restore", func(g grouped, monday int64) map[string]any {
			return map[string]any{"id": monday, "source_id": g.group}
		},
			[]string{`"source_id"`, "ILLEGAL_CG_RESTORE_REQUEST", "Give the id of a snapshot group"}},
		{"restore", func(g grouped, monday int64) map[string]any {
			g.Put("volumes", g.log, map[string]any{"write_protected": true})
			return map[string]any{"id": g.group, "source_id": monday}
		}, []string{`"id"`, "PROTECTED_DATASET_CANNOT_BE_RESTORED", "write_protected = false"}},
		{"refresh", func(g grouped, _ int64) map[string]any { return map[string]any{"id": g.group, "source_id": g.group} },
			[]string{`"id"`, "SG_REFRESH_NOT_SG", "is restored instead"}},
		{"refresh", func(g grouped, monday int64) map[string]any {
			return map[string]any{"id": monday, "source_id": g.Put("cgs", 0, map[string]any{"name": "crm", "pool_id": g.pool})}
		}, []string{`"source_id"`, "SG_REFRESH_NOT_DIRECT_SNAPSHOT", "own consistency group"}},
		{"refresh", func(g grouped, monday int64) map[string]any {
			g.Put("volumes", g.log, map[string]any{"cg_id": nil})
			g.Put("volumes", g.another("third"), map[string]any{"cg_id": g.group})
			g.Put("volumes", g.another("fourth"), map[string]any{"cg_id": g.group})
			return map[string]any{"id": monday, "source_id": g.group}
		}, []string{`"id"`, "SG_REFRESH_INCONSISTENT_MEMBERS_NUMBER", "Take a new snapshot group"}},
		{"promote", func(g grouped, _ int64) map[string]any { return map[string]any{"id": g.group} },
			[]string{`"id"`, "PROMOTE_MASTER_ENTITY", "Give the id of a snapshot group"}},
		{"promote", func(grouped, int64) map[string]any { return map[string]any{"id": 4711} },
			[]string{`"id"`, "ENTITY_NOT_FOUND", "Give the id"}},
		{"promote", func(g grouped, monday int64) map[string]any {
			g.Put("cgs", monday, map[string]any{"lock_expires_at": in(g.Array, time.Hour)})
			return map[string]any{"id": monday}
		}, []string{`"id"`, "PROMOTE_LOCKED_SG", "wait until it expires"}},
	} {
		t.Run(c.action+" "+c.texts[1], func(t *testing.T) {
			t.Parallel()
			g := newGrouped(t)
			monday := g.taken("monday", nil)
			config := c.config(g, monday)
			before := fmt.Sprint(g.Find("volumes", nil), g.Find("cgs", nil))
			action := acctest.NewProtocol(t, g.Array, nil).Action("onprem_infinibox_consistency_group_" + c.action)
			wantOneReason(t, action.Invoke(configured(config, map[string]any{"approved": true})).Diagnostics, c.texts...)
			if after := fmt.Sprint(g.Find("volumes", nil), g.Find("cgs", nil)); after != before {
				t.Errorf("the array has\n%s\nhad\n%s", after, before)
			}
		})
	}
}

// another makes a volume in the group's pool.
func (g grouped) another(name string) int64 {
	return g.Put("volumes", 0, map[string]any{"name": name, "pool_id": g.pool, "size": 1000000000})
}

// TestConsistencyGroupActionWhoseAnswerIsLost isn't repeated: the array may
// have done it.
func TestConsistencyGroupActionWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	monday := g.taken("monday", nil)
	g.Break(device.Rule{Method: "POST", Path: "/api/rest/cgs/*/promote", Query: "approved", Drop: device.AfterExecution})
	action := acctest.NewProtocol(t, g.Array, nil).Action("onprem_infinibox_consistency_group_promote")
	wantErrors(t, acctest.Errors(action.Invoke(map[string]any{"id": monday, "approved": true}).Diagnostics), "consistency group promote", "/promote")
	if writes := g.Writes(); len(writes) != 2 {
		t.Errorf("sent %v", writes)
	}
	g.Only("cgs", map[string]any{"id": monday, "type": "MASTER"})
}

const datasetsUpdate = "onprem_infinibox_datasets_update"

// express is the configuration that puts datasets into the cache or takes them
// out.
func express(enabled bool, ids ...any) map[string]any {
	return map[string]any{"ids": ids, "data": map[string]any{"ssa_express_enabled": enabled}}
}

// TestDatasetsUpdate changes all in one request. Adding them to the cache is
// dangerous and refused at plan without approval, taking them out isn't.
func TestDatasetsUpdate(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	action := acctest.NewProtocol(t, g.Array, nil).Action(datasetsUpdate)
	wantRefused(t, action.Plan(express(true, g.data, g.log)), "Approval Required To Invoke", "take room in the SSA Express cache")
	wantErrors(t, acctest.Errors(action.Plan(express(false, g.data, g.log))))
	wantWrites(t, g.Array)
	invoked := action.Invoke(configured(express(true, g.data, g.log), map[string]any{"approved": true}))
	wantInvoked(t, invoked)
	body := fmt.Sprintf(` {"data":{"ssa_express_enabled":true},"ids":[%d,%d]}`, g.data, g.log)
	wantWrites(t, g.Array, "PUT datasets/bulk"+body, "PUT datasets/bulk?approved=yes"+body)
	wantApprovalRecorded(t, invoked, "will add the selected datasets to the SSA Express queue")
	for _, id := range []int64{g.data, g.log} {
		g.Only("volumes", map[string]any{"id": id, "ssa_express_enabled": true})
	}
	g.Clock().Advance(24 * time.Hour)
	g.ClearRequests()
	wantInvoked(t, action.Invoke(express(false, g.log)))
	wantWrites(t, g.Array, fmt.Sprintf(`PUT datasets/bulk {"data":{"ssa_express_enabled":false},"ids":[%d]}`, g.log))
	g.Only("volumes", map[string]any{"id": g.log, "ssa_express_enabled": false})
	g.Only("volumes", map[string]any{"id": g.data, "ssa_express_enabled": true})
}

// TestDatasetsUpdateRefused: of all or of none.
func TestDatasetsUpdateRefused(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	action := acctest.NewProtocol(t, g.Array, nil).Action(datasetsUpdate)
	for _, c := range []struct {
		config map[string]any
		texts  []string
	}{
		{express(true, g.data, 4711), []string{`"ids"`, "DATASET_NOT_FOUND", "Give ids of volumes and filesystems that exist"}},
		{express(false, g.data), []string{`"ids"`, "DATASET_SSA_EXPRESS_ALREADY_DISABLED", "Leave out what isn't"}},
	} {
		wantOneReason(t, action.Invoke(configured(c.config, map[string]any{"approved": true})).Diagnostics, c.texts...)
		g.Only("volumes", map[string]any{"id": g.data, "ssa_express_enabled": false})
	}
	g.ClearRequests()
	wantErrors(t, acctest.Errors(action.Plan(express(false))), `"ids"`, "at least 1")
	wantErrors(t, acctest.Errors(action.Plan(express(false, 0))), `"ids"`, "at least 1")
	wantWrites(t, g.Array)
}
