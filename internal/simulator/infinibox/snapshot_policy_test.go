package infinibox_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// policy makes a snapshot policy without schedules.
func (a *array) policy(name string) int64 {
	a.t.Helper()
	return a.must(http.MethodPost, "snapshot_policies", map[string]any{"name": name, "suffix": "-" + name}).id()
}

func TestEveryArrayHasADefaultPolicyWithTwoSchedules(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.get("snapshot_policies/1")
	p.has(map[string]any{
		"id": 1, "name": "Default Policy", "suffix": "policy", "default_snapshot_policy": true, "tenant_id": 1,
		"assigned_entities_count": 0, "created_at": start.UnixMilli(),
	})
	listed := a.send(http.MethodGet, "snapshot_policies/1/schedules", nil).items(t)
	if len(listed) != 2 {
		t.Fatalf("%d schedules", len(listed))
	}
	listed[0].has(map[string]any{"name": "Six-Hourly", "type": "PERIODIC", "interval": 21600, "retention": 86400, "enabled": true})
	listed[1].has(map[string]any{"name": "Daily", "type": "PERIODIC", "interval": 86400, "retention": 604800, "lock_snapshots": false})
	without := newArray(t, infinibox.Options{WithoutSchedules: true})
	without.get("snapshot_policies/1").has(map[string]any{"schedules": []any{}, "default_snapshot_policy": true})
}

func TestSnapshotPolicyIsRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		fields map[string]any
		status int
		code   string
		says   string
	}{
		{"no name", map[string]any{"suffix": "s"}, 400, "MISSING_FIELD", "A field ('name') is missing in an object passed"},
		{"no suffix", map[string]any{"name": "n"}, 400, "MISSING_FIELD", "A field ('suffix') is missing in an object passed"},
		{"a suffix that is a number", map[string]any{"name": "n", "suffix": 1}, 400, "MALFORMED_PARAMETER", "A parameter ('suffix') could not be translated to an expected type"},
		{"a colon in the name", map[string]any{"name": "some:thing", "suffix": "s"}, 400, "INVALID_CHARACTERS_IN_NAME", "Invalid characters in name 'some:thing'"},
		{"a colon in the suffix", map[string]any{"name": "n", "suffix": "some:thing"}, 400, "INVALID_CHARACTERS_IN_SNAPSHOT_POLICY_SUFFIX", "Invalid characters in snapshot policy suffix 'some:thing'"},
		{"a long name", map[string]any{"name": strings.Repeat("n", 66), "suffix": "s"}, 400, "INVALID_NAME_LENGTH", "Name must be of length between 1 and 65 characters"},
		{"a long suffix", map[string]any{"name": "n", "suffix": strings.Repeat("a", 65)}, 400, "WRONG_PARAMETER", "The value (" + strings.Repeat("a", 65) + ") of parameter 'suffix' does not meet a condition: 'size must be between 1 and 64'"},
		{"an empty suffix", map[string]any{"name": "n", "suffix": ""}, 400, "WRONG_PARAMETER", ""},
		{"a taken name", map[string]any{"name": "unique", "suffix": "s"}, 409, "SNAPSHOT_POLICY_NAME_CONFLICT", "A snapshot policy named 'unique' already exists"},
		{"a taken suffix", map[string]any{"name": "n", "suffix": "-unique"}, 409, "SNAPSHOT_POLICY_SUFFIX_CONFLICT", "A snapshot policy with suffix '-unique' already exists"},
		{"schedules", map[string]any{"name": "n", "suffix": "s", "schedules": []any{}}, 400, "UNSUPPORTED_FIELD", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			a.policy("unique")
			answered := a.refused(http.MethodPost, "snapshot_policies", test.fields, test.status, test.code)
			if test.says != "" && answered.Error.Message != test.says {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
			}
			if got := a.names("snapshot_policies"); len(got) != 2 {
				t.Errorf("the refused call left %v", got)
			}
		})
	}
}

func TestSnapshotPoliciesAreLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{SnapshotPolicies: 2}})
	a.policy("hourly")
	a.refused(http.MethodPost, "snapshot_policies", map[string]any{"name": "daily", "suffix": "d"}, 409, "SNAPSHOT_POLICIES_COUNT_LIMIT")
}

func TestSnapshotPolicyIsRenamed(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	hourly, daily := a.policy("hourly"), a.policy("daily")
	path := at("snapshot_policies", hourly)
	a.must(http.MethodPut, path, map[string]any{"name": "updated hourly", "suffix": "-h"}).has(map[string]any{"name": "updated hourly", "suffix": "-h"})
	a.must(http.MethodPut, path, map[string]any{"name": "updated hourly"})
	a.refused(http.MethodPut, path, map[string]any{"name": "daily"}, 409, "SNAPSHOT_POLICY_NAME_CONFLICT")
	a.refused(http.MethodPut, path, map[string]any{"suffix": "-daily"}, 409, "SNAPSHOT_POLICY_SUFFIX_CONFLICT")
	a.refused(http.MethodPut, path, map[string]any{"suffix": ""}, 400, "WRONG_PARAMETER")
	a.refused(http.MethodPut, path, map[string]any{"name": nil}, 400, "WRONG_PARAMETER")
	a.refused(http.MethodPut, path, map[string]any{"name": strings.Repeat("n", 66)}, 400, "INVALID_NAME_LENGTH")
	a.refused(http.MethodPut, "snapshot_policies/999", map[string]any{"name": "x"}, 404, "SNAPSHOT_POLICY_NOT_FOUND")
	v := a.must(http.MethodPost, "volumes", map[string]any{"name": "v", "pool_id": a.pool("p", 1), "size": gigabyte, "snapshot_policy_id": hourly}).id()
	a.must(http.MethodPut, path, map[string]any{"name": "third"})
	a.get(at("volumes", v)).has(map[string]any{"snapshot_policy_name": "third"})
	a.get(at("snapshot_policies", daily)).has(map[string]any{"name": "daily"})
}

func TestNewVolumesGetTheDefaultPolicy(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, hourly := a.pool("p", 1), a.policy("hourly")
	a.must(http.MethodPut, at("snapshot_policies", hourly), map[string]any{"default_snapshot_policy": true})
	a.get("snapshot_policies/1").has(map[string]any{"default_snapshot_policy": false})
	a.get(at("volumes", a.volume("v", p, 1))).has(map[string]any{"snapshot_policy_id": hourly})
	a.must(http.MethodPost, "filesystems", map[string]any{"name": "f", "pool_id": p, "size": gigabyte}).has(map[string]any{"snapshot_policy_id": hourly, "snapshot_policy_name": "hourly"})
	a.must(http.MethodPost, "cgs", map[string]any{"name": "g", "pool_id": p}).has(map[string]any{"snapshot_policy_id": hourly})
	a.must(http.MethodDelete, at("snapshot_policies", hourly, "?approved=yes"), nil)
	a.get(at("volumes", a.volume("w", p, 1))).has(map[string]any{"snapshot_policy_id": nil})
}

func TestDeletingASnapshotPolicyLetsGoOfItsEntities(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, hourly := a.pool("p", 1), a.policy("hourly")
	given := map[string]any{"pool_id": p, "snapshot_policy_id": hourly}
	v := a.must(http.MethodPost, "volumes", with(given, "name", "v", "size", gigabyte)).id()
	f := a.must(http.MethodPost, "filesystems", with(given, "name", "f", "size", gigabyte)).id()
	g := a.must(http.MethodPost, "cgs", with(given, "name", "g")).id()
	schedule := a.must(http.MethodPost, at("snapshot_policies", hourly, "/schedules"), hourlySchedule()).id()
	answered := a.refused(http.MethodDelete, at("snapshot_policies", hourly), nil, 403, "APPROVAL_REQUIRED")
	if want := "If you delete the snapshot policy, its scheduled snapshots will no longer be created for the assigned entities"; answered.Error.Reasons[0].Message != want {
		t.Errorf("the reason is %q", answered.Error.Reasons[0].Message)
	}
	a.must(http.MethodDelete, at("snapshot_policies", hourly, "?approved=yes"), nil).has(map[string]any{"id": hourly, "assigned_entities_count": 3})
	for _, path := range []string{at("volumes", v), at("filesystems", f), at("cgs", g)} {
		a.get(path).has(map[string]any{"snapshot_policy_id": nil, "snapshot_policy_name": nil})
	}
	a.refused(http.MethodGet, at("snapshot_policies", hourly, at("/schedules", schedule)), nil, 404, "SNAPSHOT_POLICY_NOT_FOUND")
	a.refused(http.MethodGet, at("snapshot_policies/1/schedules", schedule), nil, 404, "SNAPSHOT_SCHEDULE_NOT_FOUND")
	if got := a.names("snapshot_policies"); !slices.Equal(got, []string{"Default Policy"}) {
		t.Errorf("%v are left", got)
	}
}

// with is a body with more fields.
func with(fields map[string]any, more ...any) map[string]any {
	body := make(map[string]any, len(fields)+len(more)/2)
	for name, v := range fields {
		body[name] = v
	}
	for i := 0; i < len(more); i += 2 {
		name, _ := more[i].(string)
		body[name] = more[i+1]
	}
	return body
}
