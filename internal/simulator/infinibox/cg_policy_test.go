package infinibox_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// planned is an array with a group of one volume that a schedule takes a
// snapshot group of every hour, kept for two; the first is there.
func planned(t *testing.T) (a *array, group, taken int64) {
	t.Helper()
	a = newArray(t, infinibox.Options{})
	p := a.pool("p", 1)
	group = a.group("g", p, a.volume("v", p, 1))
	policy := a.must(http.MethodPost, "snapshot_policies", map[string]any{"name": "hourly", "suffix": "-hourly-"}).id()
	a.must(http.MethodPost, at("snapshot_policies", policy, "/schedules"), map[string]any{
		"name": "every-hour", "type": "PERIODIC", "interval": 3600, "retention": 7200, "enabled": true,
	})
	a.must(http.MethodPut, at("cgs", group), map[string]any{"snapshot_policy_id": policy})
	a.clock.Advance(time.Hour)
	found := a.send(http.MethodGet, "cgs?type=SNAPSHOT", nil).items(t)
	if len(found) != 1 {
		t.Fatalf("after an hour there are %d snapshot groups", len(found))
	}
	return a, group, found[0].id()
}

func TestAScheduleTakesSnapshotGroups(t *testing.T) {
	t.Parallel()
	a, group, taken := planned(t)
	s := a.get(at("cgs", taken))
	s.has(map[string]any{
		"parent_id": group, "members_count": 1, "snapshot_retention": 7200, "created_by_snapshot_policy_name": "hourly",
		"created_by_schedule_name": "every-hour", "snapshot_policy_id": nil,
	})
	if name := s.text("name"); !strings.HasPrefix(name, "g-hourly-") {
		t.Errorf("it's called %q", name)
	}
	members := a.send(http.MethodGet, at("cgs", taken, "/members"), nil).items(t)
	members[0].has(map[string]any{"cg_id": taken, "created_by_snapshot_policy_name": "hourly", "snapshot_expires_at": s.number("snapshot_expires_at")})
	a.clock.Advance(2 * time.Hour)
	a.refused(http.MethodGet, at("cgs", taken), nil, 404, "CG_NOT_FOUND")
}

func TestARetentionIsOnlyProlonged(t *testing.T) {
	t.Parallel()
	a, _, taken := planned(t)
	path := at("cgs", taken)
	s := a.get(path)
	a.refused(http.MethodPut, path, map[string]any{"snapshot_retention": 7200}, 409, "SNAPSHOT_RETENTION_INVALID").
		says(t, "The new snapshot retention must be longer than the current one")
	a.must(http.MethodPut, path, map[string]any{"snapshot_retention": 10000}).has(map[string]any{
		"snapshot_retention": 10000, "snapshot_expires_at": s.number("created_at")/1000 + 10000,
	})
	a.refused(http.MethodPut, path, map[string]any{"snapshot_retention": nil}, 403, "APPROVAL_REQUIRED").
		says(t, "Snapshot group '"+s.text("name")+"' will have unlimited retention and will not be deleted automatically")
	a.must(http.MethodPut, path+"?approved=yes", map[string]any{"snapshot_retention": nil}).has(map[string]any{"snapshot_retention": nil, "snapshot_expires_at": nil})
	a.clock.Advance(24 * time.Hour)
	a.get(path).has(map[string]any{"id": taken})
}
