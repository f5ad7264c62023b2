package block_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// newMember has a volume put into the group by the provider.
func (g grouped) newMember(t *testing.T, protocol *acctest.Protocol, extra map[string]any) (*acctest.Instance, map[string]any) {
	t.Helper()
	volume := g.Put("volumes", 0, map[string]any{"name": "index", "pool_id": g.pool, "size": 1000000000})
	config := configured(map[string]any{"cg_id": g.group, "dataset_id": volume}, extra)
	member := protocol.Resource(memberResource)
	g.ClearRequests()
	wantErrors(t, acctest.Errors(member.Apply(config)))
	wantAgreement(t, g.Array, member)
	return member, config
}

// TestMemberJoinsAndLeaves by one request each; the array answers with the
// group, and the removal goes out unapproved first.
func TestMemberJoinsAndLeaves(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	member, config := g.newMember(t, acctest.NewProtocol(t, g.Array, nil), map[string]any{"approved": true})
	volume := config["dataset_id"]
	wantWrites(t, g.Array, fmt.Sprintf(`POST cgs/%d/members {"dataset_id":%d}`, g.group, volume))
	g.Only("volumes", map[string]any{"id": volume, "cg_id": g.group})
	wantErrors(t, acctest.Errors(member.Refresh()))
	wantNothingPlanned(t, member, config)
	g.ClearRequests()
	diagnostics := member.Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	path := fmt.Sprintf("DELETE cgs/%d/members/%d", g.group, volume)
	wantWrites(t, g.Array, path, path+"?approved=yes")
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "will also remove its snapshots from the snapgroups") {
		t.Errorf("the array's reason isn't recorded: %s", warnings)
	}
	g.Only("volumes", map[string]any{"id": volume, "cg_id": nil})
}

// TestMemberRemovalNeedsApproval, also as a part of a replacement.
func TestMemberRemovalNeedsApproval(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	member, config := g.newMember(t, acctest.NewProtocol(t, g.Array, nil), nil)
	other := g.Put("cgs", 0, map[string]any{"name": "crm", "pool_id": g.pool})
	g.ClearRequests()
	wantRefusedPlan(t, g.Array, member.Plan(nil), "Approval Required To Delete", "leave the group's snapshot groups")
	moved := configured(config, map[string]any{"cg_id": other})
	wantRefusedPlan(t, g.Array, member.Plan(moved), "Approval Required To Replace", `"cg_id"`)
	wantErrors(t, acctest.Errors(member.Apply(configured(moved, map[string]any{"approved": true}))))
	g.Only("volumes", map[string]any{"id": config["dataset_id"], "cg_id": other})
	wantAgreement(t, g.Array, member)
}

// TestMemberTakenOutByOthers is planned anew, whether the volume, the group or
// only the membership is gone; and what is gone already needs no deletion.
func TestMemberTakenOutByOthers(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(g grouped, volume int64){
		"membership": func(g grouped, volume int64) { g.Put("volumes", volume, map[string]any{"cg_id": nil}) },
		"group":      func(g grouped, _ int64) { g.Remove("cgs", g.group) },
		"volume": func(g grouped, volume int64) {
			g.Put("volumes", volume, map[string]any{"cg_id": nil})
			g.Remove("volumes", volume)
		},
		"for another group": func(g grouped, volume int64) {
			g.Put("volumes", volume, map[string]any{"cg_id": nil})
			g.Put("volumes", volume, map[string]any{"cg_id": g.Put("cgs", 0, map[string]any{"name": "crm", "pool_id": g.pool})})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGrouped(t)
			protocol := acctest.NewProtocol(t, g.Array, nil)
			member, config := g.newMember(t, protocol, map[string]any{"approved": true})
			deleted := protocol.Resource(memberResource)
			wantErrors(t, acctest.Errors(deleted.Import(fmt.Sprintf("%d/%d", config["cg_id"], config["dataset_id"]))))
			wantErrors(t, acctest.Errors(deleted.Apply(config)))
			remove(g, member.Int("dataset_id"))
			wantErrors(t, acctest.Errors(deleted.Destroy()))
			wantErrors(t, acctest.Errors(member.Refresh()))
			if member.Exists() || deleted.Exists() {
				t.Error("it is still in a state")
			}
		})
	}
}

// TestMemberLostAnswers: the volume is in the group once, and out of it once.
func TestMemberLostAnswers(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	g.Break(device.Rule{Method: "POST", Path: "/api/rest/cgs/*/members", Drop: device.AfterExecution})
	g.Break(device.Rule{Method: "DELETE", Path: "/api/rest/cgs/*/members/*", Query: "approved", Drop: device.AfterExecution})
	member, config := g.newMember(t, acctest.NewProtocol(t, g.Array, nil), map[string]any{"approved": true})
	g.Only("volumes", map[string]any{"id": config["dataset_id"], "cg_id": g.group})
	wantErrors(t, acctest.Errors(member.Destroy()))
	g.Only("volumes", map[string]any{"id": config["dataset_id"], "cg_id": nil})
}

// TestMemberRefused names the attribute and what to do.
func TestMemberRefused(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	other := volumeOn(g.Array, "elsewhere")
	fresh := g.Put("volumes", 0, map[string]any{"name": "fresh", "pool_id": g.pool, "size": 1000000000})
	snapshot := g.Put("volumes", 0, map[string]any{"name": "fresh-monday", "parent_id": fresh})
	crm := g.Put("cgs", 0, map[string]any{"name": "crm", "pool_id": g.pool})
	monday := g.taken("monday", nil)
	protocol := acctest.NewProtocol(t, g.Array, nil)
	for name, c := range map[string]struct {
		group, volume int64
		texts         []string
	}{
		"in another pool":  {g.group, other, []string{`"dataset_id"`, "DATASET_NOT_IN_CG_POOL", "Give the volume the group's pool_id"}},
		"in another group": {crm, g.data, []string{`"dataset_id"`, "DATASET_ALREADY_IN_A_CG", "Take it out of the other one first"}},
		"no such group":    {4711, fresh, []string{`"cg_id"`, "CG_NOT_FOUND", "Give the id of a consistency group"}},
		"no such volume":   {g.group, 4711, []string{`"dataset_id"`, "NOT_FOUND", "Give the id of a volume that exists"}},
		"a snapshot":       {g.group, snapshot, []string{`"dataset_id"`, "ILLEGAL_CG_DATASET", "Give the id of a volume"}},
		"a snapshot group": {monday, fresh, []string{`"cg_id"`, "DATASET_NOT_SNAPSHOT", "Give the id of a consistency group"}},
		"already in it":    {g.group, g.data, []string{`"dataset_id"`, "It exists already", fmt.Sprintf(`id = "%d/%d"`, g.group, g.data)}},
	} {
		t.Run(name, func(t *testing.T) {
			member := protocol.Resource(memberResource)
			wantOneReason(t, member.Apply(map[string]any{"cg_id": c.group, "dataset_id": c.volume}), c.texts...)
			if member.Exists() {
				t.Error("it is in the state")
			}
		})
	}
	g.Only("volumes", map[string]any{"name": "fresh", "cg_id": nil})
}

// TestMemberBadInput is refused at plan time.
func TestMemberBadInput(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	member := acctest.NewProtocol(t, array, nil).Resource(memberResource)
	wantRefusedPlan(t, array, member.Plan(map[string]any{"cg_id": 0, "dataset_id": 1000}), `"cg_id"`, "at least 1")
	wantRefusedPlan(t, array, member.Plan(map[string]any{"cg_id": 1000, "dataset_id": 0}), `"dataset_id"`, "at least 1")
}

// TestMembersListed: volumes that are in a group, of one or of all, and no
// snapshots in snapshot groups.
func TestMembersListed(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	volumeOn(g.Array, "alone")
	monday := g.taken("monday", nil)
	crm := g.Put("cgs", 0, map[string]any{"name": "crm", "pool_id": g.pool})
	customers := g.Put("volumes", 0, map[string]any{"name": "customers", "pool_id": g.pool, "size": 1000000000})
	g.Put("volumes", customers, map[string]any{"cg_id": crm})
	protocol := acctest.NewProtocol(t, g.Array, nil)
	for name, c := range map[string]struct {
		config map[string]any
		want   string
	}{
		"all":            {nil, "[data log customers]"},
		"of one":         {map[string]any{"cg_id": g.group}, "[data log]"},
		"of the other":   {map[string]any{"cg_id": crm}, "[customers]"},
		"snapshot group": {map[string]any{"cg_id": monday}, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			found := ask(t, protocol.ListResource(memberResource), acctest.Query{Config: c.config})
			if got := fmt.Sprint(names(found)); got != c.want {
				t.Errorf("listed %s, want %s", got, c.want)
			}
			config := c.config
			if config == nil {
				config = map[string]any{}
			}
			shown, diagnostics := protocol.DataSource(memberResource + "s").Read(config)
			wantErrors(t, acctest.Errors(diagnostics))
			if got := fmt.Sprint(labels(t, shown, "consistency_group_members", "name")); got != c.want {
				t.Errorf("the data source shows %s, want %s", got, c.want)
			}
		})
	}
}

// TestMembersListedInFullPages however few are wanted: most volumes are in no
// group.
func TestMembersListedInFullPages(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	for i := range 20 {
		g.Put("volumes", 0, map[string]any{"name": fmt.Sprintf("alone%d", i), "pool_id": g.pool, "size": 1000000000})
	}
	g.ClearRequests()
	found := ask(t, acctest.NewProtocol(t, g.Array, nil).ListResource(memberResource), acctest.Query{Limit: 3})
	if asked := g.CountRequests(device.Match{Method: "GET"}); len(found) != 2 || asked > 2 {
		t.Errorf("listed %d by %d requests", len(found), asked)
	}
}

// TestMemberImports in every form; what is in a snapshot group is refused.
func TestMemberImports(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	monday := g.taken("monday", nil)
	snapshot := acctest.ID(g.Only("volumes", map[string]any{"name": "data-monday"}))
	protocol := acctest.NewProtocol(t, g.Array, nil)
	for _, id := range []string{fmt.Sprintf("%d/%d", g.group, g.log), fmt.Sprintf("%d/name=log", g.group)} {
		member := protocol.Resource(memberResource)
		wantErrors(t, acctest.Errors(member.Import(id)))
		if member.Int("dataset_id") != g.log || member.Int("cg_id") != g.group {
			t.Errorf("%s imported %d/%d", id, member.Int("cg_id"), member.Int("dataset_id"))
		}
		wantAgreement(t, g.Array, member)
	}
	for id, text := range map[string]string{
		fmt.Sprintf("%d/%d", monday, snapshot): "use onprem_infinibox_snapshot_group",
		fmt.Sprintf("%d/4711", g.group):        "There is no object",
		fmt.Sprintf("4711/%d", g.log):          "There is no object",
		fmt.Sprintf("%d/name=index", g.group):  "index",
		"1072":                                 "no import id",
	} {
		wantErrors(t, acctest.Errors(protocol.Resource(memberResource).Import(id)), text)
	}
}

// managed has a volume of the group under Terraform.
func (g grouped) managed(t *testing.T, extra map[string]any) (*acctest.Instance, map[string]any) {
	t.Helper()
	volume := acctest.NewProtocol(t, g.Array, nil).Resource("onprem_infinibox_volume")
	wantErrors(t, acctest.Errors(volume.Import(fmt.Sprint(g.data))))
	g.ClearRequests()
	return volume, configured(map[string]any{"name": "data", "pool_id": g.pool, "size": 2000000000}, extra)
}

// TestMemberMovedByItsGroup needs no request of its own, whether the group has
// moved before or moves while the volume waits for it.
func TestMemberMovedByItsGroup(t *testing.T) {
	t.Parallel()
	for name, ahead := range map[string]time.Duration{"before": 0, "meanwhile": 300 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGrouped(t)
			to := poolOn(g.Array, "to")
			volume, config := g.managed(t, map[string]any{"pool_id": to, "timeouts": map[string]any{"update": "20s"}})
			moved := make(chan struct{})
			move := func() {
				g.Put("cgs", g.group, map[string]any{"pool_id": to})
				g.ClearRequests()
				close(moved)
			}
			if ahead == 0 {
				move()
			} else {
				time.AfterFunc(ahead, move)
			}
			wantErrors(t, acctest.Errors(volume.Apply(config)))
			<-moved
			wantWrites(t, g.Array)
			wantAgreement(t, g.Array, volume)
			wantNothingPlanned(t, volume, config)
		})
	}
}

// TestMemberMovedAlone is refused by the array once patience ends, and says
// what to do; what else changed has gone through.
func TestMemberMovedAlone(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	to := poolOn(g.Array, "to")
	volume, config := g.managed(t, map[string]any{"name": "facts", "pool_id": to, "timeouts": map[string]any{"update": "2s"}})
	wantOneReason(t, volume.Apply(config), `"pool_id"`, "CG_DATASET_MOVE_NOT_ALLOWED", "moves with the group", "give the group that pool_id too")
	wantWrites(t, g.Array, fmt.Sprintf(`PUT volumes/%d {"name":"facts"}`, g.data), fmt.Sprintf(`POST volumes/%d/move {"pool_id":%d}`, g.data, to))
	g.Only("volumes", map[string]any{"id": g.data, "name": "facts", "pool_id": g.pool})
}

// TestMemberMovedOnceItHasLeft: what leaves its group meanwhile moves by itself.
func TestMemberMovedOnceItHasLeft(t *testing.T) {
	t.Parallel()
	g := newGrouped(t)
	to := poolOn(g.Array, "to")
	volume, config := g.managed(t, map[string]any{"pool_id": to, "timeouts": map[string]any{"update": "20s"}})
	time.AfterFunc(200*time.Millisecond, func() {
		g.Put("volumes", g.data, map[string]any{"cg_id": nil})
		g.ClearRequests()
	})
	wantErrors(t, acctest.Errors(volume.Apply(config)))
	wantWrites(t, g.Array, fmt.Sprintf(`POST volumes/%d/move {"pool_id":%d}`, g.data, to))
	g.Only("volumes", map[string]any{"id": g.data, "pool_id": to})
}

// TestMemberHasItsGroupsPolicy: joining ends the volume's own without drift,
// and giving it another one is refused with what to do.
func TestMemberHasItsGroupsPolicy(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	config := map[string]any{"name": "data", "pool_id": pool, "size": 2000000000}
	wantErrors(t, acctest.Errors(volume.Apply(config)))
	group := array.Put("cgs", 0, map[string]any{"name": "erp", "pool_id": pool, "snapshot_policy_id": 0})
	array.Put("volumes", volume.Int("id"), map[string]any{"cg_id": group})
	array.Put("cgs", group, map[string]any{"snapshot_policy_id": 1})
	wantErrors(t, acctest.Errors(volume.Refresh()))
	wantNothingPlanned(t, volume, config)
	wantAgreement(t, array, volume)
	wantOneReason(t, volume.Apply(configured(config, map[string]any{"snapshot_policy_id": 1})),
		`"snapshot_policy_id"`, "SNAPSHOT_POLICY_CANNOT_BE_ASSIGNED_TO_CG_MEMBER", "follows the group's policy")
}
