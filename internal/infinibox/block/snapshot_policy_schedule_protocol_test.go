package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const scheduleResource = "onprem_infinibox_snapshot_policy_schedule"

// periodic is the configuration of a schedule of the policy on the array that
// is named hourly.
func periodic(t *testing.T) (array *acctest.Array, config map[string]any) {
	t.Helper()
	array = acctest.NewArray(t)
	return array, map[string]any{
		"snapshot_policy_id": snapshotPolicyOn(array, "hourly"), "name": "often", "type": "PERIODIC",
		"interval": 7200, "retention": 86400, "lock_snapshots": false, "approved": true,
	}
}

// newSchedule has a schedule made by the provider, and an empty request log.
func newSchedule(t *testing.T, array *acctest.Array, config map[string]any) *acctest.Instance {
	t.Helper()
	schedule := acctest.NewProtocol(t, array, nil).Resource(scheduleResource)
	wantErrors(t, acctest.Errors(schedule.Apply(config)))
	wantAgreement(t, array, schedule)
	wantNothingPlanned(t, schedule, config)
	array.ClearRequests()
	return schedule
}

// TestScheduleCreated sends what is configured, and knows the rest afterwards.
func TestScheduleCreated(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		input map[string]any
		body  string
	}{
		{nil, `{"interval":7200,"lock_snapshots":false,"name":"often","retention":86400,"type":"PERIODIC"}`},
		{map[string]any{"interval": nil, "lock_snapshots": nil, "enabled": false}, `{"enabled":false,"name":"often","retention":86400,"type":"PERIODIC"}`},
		{map[string]any{"type": "CLOCK", "interval": nil, "time_of_day": 0, "day_of_week": "SUNDAY", "lock_snapshots": true},
			`{"day_of_week":"SUNDAY","lock_snapshots":true,"name":"often","retention":86400,"time_of_day":0,"type":"CLOCK"}`},
	} {
		t.Run(c.body, func(t *testing.T) {
			t.Parallel()
			array, config := periodic(t)
			config = configured(config, c.input)
			schedule := acctest.NewProtocol(t, array, nil).Resource(scheduleResource)
			array.ClearRequests()
			wantErrors(t, acctest.Errors(schedule.Apply(config)))
			wantWrites(t, array, fmt.Sprintf("POST snapshot_policies/%d/schedules %s", config["snapshot_policy_id"], c.body))
			wantAgreement(t, array, schedule)
			wantNothingPlanned(t, schedule, config)
		})
	}
}

// TestScheduleSwitched off and on in place, without approval.
func TestScheduleSwitched(t *testing.T) {
	t.Parallel()
	array, config := periodic(t)
	schedule := newSchedule(t, array, config)
	for _, c := range []struct {
		enabled   bool
		operation string
	}{{false, "disable"}, {true, "enable"}} {
		array.ClearRequests()
		changed := configured(config, map[string]any{"enabled": c.enabled, "approved": nil})
		if plan := schedule.Plan(changed); !slices.Contains(plan.Changes, "enabled") || len(plan.Replaces) > 0 {
			t.Errorf("planned %v, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
		}
		wantErrors(t, acctest.Errors(schedule.Apply(changed)))
		wantWrites(t, array, fmt.Sprintf("POST snapshot_policies/%d/schedules/%d/%s", schedule.Int("snapshot_policy_id"), schedule.Int("id"), c.operation))
		wantAgreement(t, array, schedule)
		wantNothingPlanned(t, schedule, changed)
	}
}

// TestScheduleReplaced by whatever else changes: refused at plan without
// approval, and with it deleted and made anew.
func TestScheduleReplaced(t *testing.T) {
	t.Parallel()
	for attribute, input := range map[string]map[string]any{
		"name":           {"name": "rarely"},
		"interval":       {"interval": 3600},
		"retention":      {"retention": 172800},
		"lock_snapshots": {"lock_snapshots": true},
		"type":           {"type": "CLOCK", "time_of_day": 3600},
	} {
		t.Run(attribute, func(t *testing.T) {
			t.Parallel()
			array, config := periodic(t)
			schedule := newSchedule(t, array, config)
			before := schedule.Int("id")
			changed := configured(config, input)
			wantRefusedPlan(t, array, schedule.Plan(configured(changed, map[string]any{"approved": nil})),
				"Approval Required To Replace InfiniBox snapshot policy schedule", "takes no more snapshots", "set approved = true")
			if plan := schedule.Plan(changed); !strings.Contains(strings.Join(plan.Replaces, " "), attribute) || len(plan.Replaces) != len(input) {
				t.Errorf("replacing %v: %s", plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(schedule.Apply(changed)))
			if schedule.Int("id") == before {
				t.Error("it is the same")
			}
			wantAgreement(t, array, schedule)
			wantNothingPlanned(t, schedule, changed)
			array.Only("schedules", nil)
		})
	}
}

// TestScheduleBadInput is refused at plan time, with the attribute and what to
// do.
func TestScheduleBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		texts []string
	}{
		{"no policy", map[string]any{"snapshot_policy_id": 0}, []string{`"snapshot_policy_id"`, "at least 1"}},
		{"empty name", map[string]any{"name": ""}, []string{`"name"`, "between 1 and 65"}},
		{"no such type", map[string]any{"type": "DAILY"}, []string{`"type"`, "PERIODIC", "CLOCK"}},
		{"interval too short", map[string]any{"interval": 3599}, []string{`"interval"`, "between 3600 and 2592000"}},
		{"interval too long", map[string]any{"interval": 2592001}, []string{`"interval"`, "between 3600 and 2592000"}},
		{"retention too short", map[string]any{"retention": 3599}, []string{`"retention"`, "between 3600 and 31536000"}},
		{"retention too long", map[string]any{"retention": 31536001}, []string{`"retention"`, "between 3600 and 31536000"}},
		{"time after midnight", map[string]any{"type": "CLOCK", "time_of_day": 86400}, []string{`"time_of_day"`, "between 0 and 86399"}},
		{"no such day", map[string]any{"type": "CLOCK", "time_of_day": 0, "day_of_week": "SUN"}, []string{`"day_of_week"`, "SUNDAY"}},
		{"clock without a time", map[string]any{"type": "CLOCK"}, []string{`"time_of_day"`, "Set time_of_day in seconds since midnight UTC"}},
		{"time without a clock", map[string]any{"time_of_day": 60}, []string{`"time_of_day"`, `set type = "CLOCK"`}},
		{"day without a clock", map[string]any{"day_of_week": "SUNDAY"}, []string{`"day_of_week"`, `set type = "CLOCK"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array, config := periodic(t)
			array.ClearRequests()
			wantRefusedPlan(t, array, acctest.NewProtocol(t, array, nil).Resource(scheduleResource).Plan(configured(config, c.input)), c.texts...)
		})
	}
}

// TestScheduleRefused by the array names the attribute and what to do.
func TestScheduleRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		input map[string]any
		code  string
		texts []string
	}{
		{"no such policy", map[string]any{"snapshot_policy_id": 4711}, "", []string{`"snapshot_policy_id"`, "SNAPSHOT_POLICY_NOT_FOUND", "4711"}},
		{"name taken", map[string]any{"name": "taken"}, "", []string{`"name"`, "exists already", "import {"}},
		{"too many", nil, "SCHEDULES_IN_SNAPSHOT_POLICY_COUNT_LIMIT", []string{`"snapshot_policy_id"`, "Delete one, or make another policy"}},
		{"too many in all", nil, "SCHEDULES_COUNT_LIMIT", []string{"Delete some that nobody needs"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array, config := periodic(t)
			array.Put("schedules", 0, map[string]any{"snapshot_policy_id": config["snapshot_policy_id"], "name": "taken", "type": "PERIODIC", "retention": 3600})
			if c.code != "" {
				array.Break(device.Rule{Method: "POST", Path: "**/schedules", Error: c.code})
			}
			schedule := acctest.NewProtocol(t, array, nil).Resource(scheduleResource)
			wantOneReason(t, schedule.Apply(configured(config, c.input)), c.texts...)
			if found := array.Find("schedules", nil); schedule.Exists() || len(found) != 1 {
				t.Errorf("the array has %v", found)
			}
		})
	}
}

// TestScheduleDeletion is refused at plan without approval, and recorded with
// the array's reason with it.
func TestScheduleDeletion(t *testing.T) {
	t.Parallel()
	array, config := periodic(t)
	schedule := newSchedule(t, array, configured(config, map[string]any{"approved": nil}))
	wantRefusedPlan(t, array, schedule.Plan(nil), `"approved"`, "takes no more snapshots", "INFINIBOX_APPROVED=true")
	wantErrors(t, acctest.Errors(schedule.Apply(config)))
	wantWrites(t, array)
	path := fmt.Sprintf("DELETE snapshot_policies/%d/schedules/%d", schedule.Int("snapshot_policy_id"), schedule.Int("id"))
	diagnostics := schedule.Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	wantErrors(t, acctest.Warnings(diagnostics), "Approved: Delete InfiniBox snapshot policy schedule", "will no longer trigger snapshot creation")
	wantWrites(t, array, path, path+"?approved=yes")
}

// TestScheduleGone behind Terraform's back, alone or with its policy, is
// planned anew; destroying it then is done.
func TestScheduleGone(t *testing.T) {
	t.Parallel()
	for collection, key := range map[string]string{"schedules": "id", "snapshot_policies": "snapshot_policy_id"} {
		t.Run(collection, func(t *testing.T) {
			t.Parallel()
			array, config := periodic(t)
			schedule := newSchedule(t, array, config)
			array.Remove(collection, schedule.Int(key))
			forgotten := newlyRead(schedule)
			wantErrors(t, acctest.Errors(schedule.Destroy()))
			if diagnostics := forgotten.Refresh(); len(diagnostics) > 0 || forgotten.Exists() {
				t.Fatalf("still in the state: %v", diagnostics)
			}
			if plan := forgotten.Plan(config); !slices.Contains(plan.Changes, "name") {
				t.Errorf("planned %v", plan.Changes)
			}
		})
	}
}

// TestScheduleSwitchedBehindTerraform is switched back where the configuration
// says which, and left as it is where it doesn't.
func TestScheduleSwitchedBehindTerraform(t *testing.T) {
	t.Parallel()
	array, config := periodic(t)
	schedule := newSchedule(t, array, config)
	array.Put("schedules", schedule.Int("id"), map[string]any{"enabled": false})
	wantErrors(t, acctest.Errors(schedule.Refresh()))
	wantNothingPlanned(t, schedule, config)
	wantErrors(t, acctest.Errors(schedule.Apply(configured(config, map[string]any{"enabled": true}))))
	array.Only("schedules", map[string]any{"enabled": true})
}

// TestScheduleLostAnswers are looked into: whether it exists is found out, and
// after a lost switch the state has what is there.
func TestScheduleLostAnswers(t *testing.T) {
	t.Parallel()
	array, config := periodic(t)
	for method, path := range map[string]string{"POST": "/api/rest/snapshot_policies/*/schedules", "DELETE": "/api/rest/snapshot_policies/*/schedules/*"} {
		array.Break(device.Rule{Method: method, Path: path, Query: map[string]string{"DELETE": "approved=yes"}[method], Drop: device.AfterExecution, Times: 1})
	}
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/snapshot_policies/*/schedules/*/disable", Drop: device.AfterExecution, Times: 1})
	schedule := acctest.NewProtocol(t, array, nil).Resource(scheduleResource)
	wantErrors(t, acctest.Errors(schedule.Apply(config)))
	off := configured(config, map[string]any{"enabled": false})
	wantErrors(t, acctest.Errors(schedule.Apply(off)), "its answer was lost", "Plan again")
	wantErrors(t, acctest.Errors(schedule.Refresh()))
	wantAgreement(t, array, schedule)
	wantNothingPlanned(t, schedule, off)
	wantErrors(t, acctest.Errors(schedule.Destroy()))
	if found := array.Find("schedules", nil); schedule.Exists() || len(found) > 0 {
		t.Errorf("the array has %v", found)
	}
}

// TestSchedulesListed are those of every policy, or of one; and the data
// source finds one by its name.
func TestSchedulesListed(t *testing.T) {
	t.Parallel()
	array, config := periodic(t)
	daily := snapshotPolicyOn(array, "daily")
	for policy, name := range map[any]string{config["snapshot_policy_id"]: "often", daily: "rarely"} {
		array.Put("schedules", 0, map[string]any{"snapshot_policy_id": policy, "name": name, "type": "PERIODIC", "retention": 3600})
	}
	provider := acctest.NewProtocol(t, array, nil)
	for _, c := range []struct {
		config map[string]any
		want   int
	}{{nil, 2}, {map[string]any{"snapshot_policy_id": daily}, 1}} {
		listed, diagnostics := provider.ListResource(scheduleResource).Ask(acctest.Query{Config: c.config, Include: true})
		wantErrors(t, acctest.Errors(diagnostics))
		last := listed[len(listed)-1]
		if len(listed) != c.want || last.Name != "rarely" || last.Identity["snapshot_policy_id"] != daily || last.Resource["retention"] != int64(3600) {
			t.Errorf("%v: listed %v", c.config, listed)
		}
	}
	shown, diagnostics := provider.DataSource(scheduleResource).Read(map[string]any{"snapshot_policy_id": daily, "name": "rarely"})
	wantErrors(t, acctest.Errors(diagnostics))
	if shown["interval"] != int64(3600) || shown["enabled"] != true {
		t.Errorf("shown %v", shown)
	}
}
