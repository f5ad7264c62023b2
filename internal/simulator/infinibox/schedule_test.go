package infinibox_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

// hourlySchedule is the body of a schedule of every hour, kept for a day.
func hourlySchedule() map[string]any {
	return map[string]any{"name": "hourly", "type": "PERIODIC", "interval": 3600, "retention": 86400}
}

func TestSchedulesShowWhatTheyWereGiven(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.policy("p")
	path := at("snapshot_policies", p, "/schedules")
	periodic := a.must(http.MethodPost, path, hourlySchedule())
	periodic.has(map[string]any{
		"name": "hourly", "type": "PERIODIC", "interval": 3600, "retention": 86400, "enabled": true, "lock_snapshots": false,
		"time_of_day": nil, "day_of_week": nil, "snapshot_policy_id": p, "tenant_id": 1, "created_at": start.UnixMilli(),
	})
	clock := a.must(http.MethodPost, path, map[string]any{
		"name": "clock", "type": "clock", "time_of_day": 1000, "day_of_week": "sunday", "retention": 3600, "enabled": false, "lock_snapshots": true,
	})
	clock.has(map[string]any{
		"type": "CLOCK", "time_of_day": 1000, "day_of_week": "SUNDAY", "interval": 3600, "enabled": false, "lock_snapshots": true,
	})
	a.get(path + "/" + number(clock.id())).has(map[string]any{"name": "clock"})
	if got := a.names(path); !slices.Equal(got, []string{"hourly", "clock"}) {
		t.Errorf("the schedules are %v", got)
	}
	shown := jsonOf(t, a.get(at("snapshot_policies", p)).fields["schedules"])
	if !strings.Contains(shown, `"name":"clock"`) || !strings.Contains(shown, `"name":"hourly"`) {
		t.Errorf("the policy shows %s", shown)
	}
}

func TestScheduleIsRefused(t *testing.T) {
	t.Parallel()
	const interval, retention = "The interval between snapshots must be between '3600' seconds and '2592000' seconds", "Snapshots must be deleted within '3600' seconds and '31536000' seconds"
	for _, test := range []struct {
		name   string
		fields map[string]any
		status int
		code   string
		says   string
	}{
		{"no name", map[string]any{"name": nil}, 400, "MISSING_FIELD", "A field ('name') is missing in an object passed"},
		{"no retention", map[string]any{"retention": nil}, 400, "MISSING_FIELD", ""},
		{"no type", map[string]any{"type": nil}, 400, "MISSING_FIELD", ""},
		{"an unknown type", map[string]any{"type": "SOMETIMES"}, 400, "MALFORMED_PARAMETER", ""},
		{"an unknown day", map[string]any{"type": "CLOCK", "time_of_day": 0, "day_of_week": "DOOMSDAY"}, 400, "MALFORMED_PARAMETER", ""},
		{"a retention in words", map[string]any{"retention": "a day"}, 400, "MALFORMED_PARAMETER", "A parameter ('retention') could not be translated to an expected type"},
		{"a long name", map[string]any{"name": strings.Repeat("n", 66)}, 400, "INVALID_NAME_LENGTH", ""},
		{"a time after midnight", map[string]any{"type": "CLOCK", "time_of_day": 86400}, 400, "WRONG_PARAMETER", "The value (86400) of parameter 'time_of_day' does not meet a condition: 'must be less than or equal to 86399'"},
		{"a time before midnight", map[string]any{"type": "CLOCK", "time_of_day": -1}, 400, "WRONG_PARAMETER", ""},
		{"a clock without a time", map[string]any{"type": "CLOCK"}, 400, "MISSING_FIELD", ""},
		{"a period with a time", map[string]any{"time_of_day": 1}, 400, "WRONG_PARAMETER", ""},
		{"a period with a day", map[string]any{"day_of_week": "MONDAY"}, 400, "WRONG_PARAMETER", ""},
		{"a taken name", map[string]any{"name": "unique"}, 409, "SNAPSHOT_SCHEDULE_NAME_CONFLICT", "A snapshot schedule named 'unique' already exists"},
		{"a short interval", map[string]any{"interval": 3599}, 409, "SCHEDULE_INTERVAL_INVALID", interval},
		{"a long interval", map[string]any{"interval": 2592001}, 409, "SCHEDULE_INTERVAL_INVALID", interval},
		{"a short retention", map[string]any{"retention": 3599}, 409, "SCHEDULE_RETENTION_INVALID", retention},
		{"a long retention", map[string]any{"retention": 31536001}, 409, "SCHEDULE_RETENTION_INVALID", retention},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			path := at("snapshot_policies", a.policy("p"), "/schedules")
			a.must(http.MethodPost, path, with(hourlySchedule(), "name", "unique"))
			body := hourlySchedule()
			for name, v := range test.fields {
				body[name] = v
			}
			answered := a.refused(http.MethodPost, path, body, test.status, test.code)
			if test.says != "" && answered.Error.Message != test.says {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.says)
			}
			if got := a.names(path); len(got) != 1 {
				t.Errorf("the refused call left %v", got)
			}
		})
	}
}

func TestSchedulesAreLimited(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{Schedules: 4, SchedulesPerPolicy: 2}})
	path := at("snapshot_policies", a.policy("p"), "/schedules")
	a.must(http.MethodPost, path, hourlySchedule())
	a.must(http.MethodPost, path, with(hourlySchedule(), "name", "second"))
	a.refused(http.MethodPost, path, with(hourlySchedule(), "name", "third"), 409, "SCHEDULES_IN_SNAPSHOT_POLICY_COUNT_LIMIT")
	other := at("snapshot_policies", a.policy("q"), "/schedules") // the default policy has two
	a.refused(http.MethodPost, other, hourlySchedule(), 409, "SCHEDULES_COUNT_LIMIT")
	a.refused(http.MethodPost, "snapshot_policies/999/schedules", hourlySchedule(), 404, "SNAPSHOT_POLICY_NOT_FOUND")
}

func TestSchedulesBelongToOnePolicy(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p, q := a.policy("p"), a.policy("daily")
	s := a.must(http.MethodPost, at("snapshot_policies", p, "/schedules"), hourlySchedule()).id()
	foreign := at("snapshot_policies", q, at("/schedules", s))
	for _, call := range []struct{ method, path string }{
		{http.MethodGet, foreign}, {http.MethodPost, foreign + "/enable"}, {http.MethodPost, foreign + "/disable"}, {http.MethodDelete, foreign + "?approved=yes"},
	} {
		answered := a.refused(call.method, call.path, nil, 404, "SCHEDULE_NOT_RELATED_TO_SNAPSHOT_POLICY")
		if want := "The schedule is not related to policy 'daily'"; answered.Error.Message != want {
			t.Errorf("the message is %q, want %q", answered.Error.Message, want)
		}
	}
	a.refused(http.MethodGet, at("snapshot_policies", p, "/schedules/999"), nil, 404, "SNAPSHOT_SCHEDULE_NOT_FOUND")
}

func TestDeletingAScheduleIsApproved(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	path := at("snapshot_policies", a.policy("p"), "/schedules")
	s := a.must(http.MethodPost, path, hourlySchedule()).id()
	answered := a.refused(http.MethodDelete, path+"/"+number(s), nil, 403, "APPROVAL_REQUIRED")
	if want := "If the schedule is deleted, it will no longer trigger snapshot creation"; answered.Error.Reasons[0].Message != want {
		t.Errorf("the reason is %q", answered.Error.Reasons[0].Message)
	}
	a.must(http.MethodDelete, path+"/"+number(s)+"?approved=yes", nil).has(map[string]any{"id": s, "name": "hourly"})
	a.refused(http.MethodDelete, path+"/"+number(s)+"?approved=yes", nil, 404, "SNAPSHOT_SCHEDULE_NOT_FOUND")
	if got := a.names(path); len(got) != 0 {
		t.Errorf("%v are left", got)
	}
}

func TestSchedulesAreSwitched(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	path := at("snapshot_policies", a.policy("p"), "/schedules")
	s := path + "/" + number(a.must(http.MethodPost, path, hourlySchedule()).id())
	a.clock.Advance(time.Minute)
	a.must(http.MethodPost, s+"/disable", nil).has(map[string]any{"enabled": false, "updated_at": start.Add(time.Minute).UnixMilli()})
	a.must(http.MethodPost, s+"/disable", nil).has(map[string]any{"enabled": false})
	a.must(http.MethodPost, s+"/enable", nil).has(map[string]any{"enabled": true})
}
