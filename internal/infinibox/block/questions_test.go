package block_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestDeletionEstimate is what the volume holds, and nothing is deleted.
func TestDeletionEstimate(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	config := map[string]any{"volume_ids": []any{s.volume, s.snapshot}}
	held := s.Only("volumes", map[string]any{"id": s.volume})["tree_allocated"]
	estimated := func(shown map[string]any) {
		t.Helper()
		if shown["space_reclaimable"] == int64(0) || fmt.Sprint(shown["space_reclaimable"]) != fmt.Sprint(held) || shown["valid"] != true {
			t.Errorf("estimated %v, and the array holds %v", shown, held)
		}
	}
	estimated(s.read(t, "deletion_estimate", config))
	wantWrites(t, s.Array, fmt.Sprintf(`POST volumes/delete_simulation {"entities":[%d,%d]}`, s.volume, s.snapshot))
	s.Only("volumes", map[string]any{"id": s.volume})
	readOnly := acctest.NewProtocol(t, s.Array, map[string]any{"read_only": true})
	again, diagnostics := readOnly.DataSource("onprem_infinibox_deletion_estimate").Read(config)
	wantErrors(t, acctest.Errors(diagnostics))
	estimated(again)
	s.Break(device.Rule{Method: "POST", Path: "**/delete_simulation", Drop: device.AfterExecution, Times: 2})
	estimated(s.read(t, "deletion_estimate", config))
}

// TestDeletionEstimateOfFilesystems is asked elsewhere.
func TestDeletionEstimateOfFilesystems(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	id := s.Put("filesystems", 0, map[string]any{"name": "home", "pool_id": s.pool, "size": 1000000000})
	shown := s.read(t, "deletion_estimate", map[string]any{"filesystem_ids": []any{id}})
	wantWrites(t, s.Array, fmt.Sprintf(`POST filesystems/delete_simulation {"entities":[%d]}`, id))
	if shown["valid"] != true {
		t.Errorf("estimated %v", shown)
	}
}

// TestDeletionEstimateOfAPromotedSnapshot may be off, for which the array wants
// approval: refused, or given and told.
func TestDeletionEstimateOfAPromotedSnapshot(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	promote(t, s.Array, s.snapshot)
	config := map[string]any{"volume_ids": []any{s.snapshot}}
	source := s.DataSource("onprem_infinibox_deletion_estimate")
	_, refused := source.Read(config)
	wantRefused(t, refused, `AttributeName("approved")`, "Approval Required To Ask For InfiniBox deletion estimate",
		"calculation might be inaccurate", "set approved = true on this data source", "POST volumes/delete_simulation")
	shown, diagnostics := source.Read(configured(config, map[string]any{"approved": true}))
	wantErrors(t, acctest.Errors(diagnostics))
	wantErrors(t, acctest.Warnings(diagnostics), "Approved: Ask For InfiniBox deletion estimate", "might be inaccurate")
	if shown["valid"] != true {
		t.Errorf("estimated %v", shown)
	}
	byDefault := acctest.NewProtocol(t, s.Array, map[string]any{"approved": true}).DataSource("onprem_infinibox_deletion_estimate")
	_, diagnostics = byDefault.Read(config)
	wantErrors(t, acctest.Errors(diagnostics))
	_, diagnostics = byDefault.Read(configured(config, map[string]any{"approved": false}))
	wantRefused(t, diagnostics, "Approval Required")
}

// TestQuestionRefusals: each is one diagnostic at the argument.
func TestQuestionRefusals(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	for _, c := range []struct {
		source string
		config map[string]any
		texts  []string
	}{
		{"deletion_estimate", map[string]any{"volume_ids": []any{4711}}, []string{`AttributeName("volume_ids")`, "VOLUME_NOT_FOUND"}},
		{"deletion_estimate", map[string]any{}, []string{"Argument Missing", "filesystem_ids, volume_ids"}},
		{"deletion_estimate", map[string]any{"volume_ids": []any{1}, "filesystem_ids": []any{2}}, []string{"Too Many Arguments"}},
		{"deletion_estimate", map[string]any{"volume_ids": []any{}}, []string{`AttributeName("volume_ids")`, "at least 1"}},
		{"host_by_initiator", map[string]any{"address": "2100000000000000"}, []string{`AttributeName("address")`, "HOST_NOT_FOUND"}},
		{"host_by_initiator", map[string]any{"address": ""}, []string{`AttributeName("address")`}},
		{"pool_admins", map[string]any{"pool_id": 4711}, []string{`AttributeName("pool_id")`, "POOL_NOT_FOUND"}},
	} {
		_, diagnostics := s.DataSource("onprem_infinibox_" + c.source).Read(c.config)
		wantRefused(t, diagnostics, c.texts...)
	}
}

// TestHostByInitiator answers the id alone.
func TestHostByInitiator(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	if shown := s.read(t, "host_by_initiator", map[string]any{"address": wwpn}); shown["host_id"] != s.host {
		t.Errorf("found %v, want %d", shown, s.host)
	}
}

// TestPoolAdmins are the owners and those above all pools.
func TestPoolAdmins(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	s.Put("pools", s.pool, map[string]any{"owners": []any{101}})
	var want []any
	for _, user := range s.Find("users", nil) {
		if role := user["role"]; role == "ADMIN" || role == "INFINIDAT" || acctest.ID(user) == 101 {
			want = append(want, acctest.ID(user))
		}
	}
	got, _ := s.read(t, "pool_admins", map[string]any{"pool_id": s.pool})["user_ids"].([]any)
	if len(got) != len(want) || slices.ContainsFunc(want, func(id any) bool { return !slices.Contains(got, id) }) {
		t.Errorf("found %v, want %v", got, want)
	}
}

// TestSSAExpress shows what is in the cache.
func TestSSAExpress(t *testing.T) {
	t.Parallel()
	s := newServed(t)
	s.Put("volumes", s.volume, map[string]any{"ssa_express_enabled": true})
	shown := s.read(t, "ssa_express", map[string]any{})
	total, _ := shown["total_capacity"].(int64)
	if shown["used_capacity"] != int64(2000000000) || shown["free_capacity"] != total-2000000000 || shown["status"] != "STATE_ACTIVE" {
		t.Errorf("shows %v", shown)
	}
	if got := labels(t, shown, "active", "name"); !slices.Equal(got, []string{"db01"}) {
		t.Errorf("in the cache: %q", got)
	}
	if got := labels(t, shown, "queue", "name"); len(got) != 0 {
		t.Errorf("waiting: %q", got)
	}
}
