package infinibox_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// Everything about policies comes back from an inventory as it was, and goes
// on.
func TestInventoriesHoldPoliciesAndWhatTheyDo(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{QoS: true, SSAExpressLoading: time.Hour * 24}, with(hourlySchedule(), "lock_snapshots", true))
	p.must(http.MethodPost, at("snapshot_policies", p.policy, "/schedules"), map[string]any{
		"name": "clock", "type": "CLOCK", "time_of_day": 1, "day_of_week": "MONDAY", "retention": 3600, "enabled": false,
	})
	p.must(http.MethodPost, at("qos/policies", p.limits("q", "VOLUME", "burst_enabled", true, "burst_factor", 1.5), "/assign"), entity(p.volume))
	p.must(http.MethodPost, at("qos/policies", p.limits("s", "POOL_VOLUME", "max_bps", 52428800), "/assign?approved=yes"), entity(p.pool))
	for _, v := range []int64{p.volume, p.array.volume("w", p.pool, 1)} {
		p.must(http.MethodPut, at("volumes", v, "?approved=yes"), enable(true))
	}
	p.clock.Advance(2 * time.Hour)
	var exported, again bytes.Buffer
	if err := p.Export(&exported); err != nil {
		t.Fatal(err)
	}
	first := exported.String()
	other := newArray(t, infinibox.Options{})
	other.clock.Set(start.Add(2 * time.Hour))
	if err := other.Import(&exported); err != nil {
		t.Fatal(err)
	}
	if err := other.Export(&again); err != nil {
		t.Fatal(err)
	}
	if again.String() != first {
		t.Error("exporting again writes something else")
	}
	for _, path := range []string{
		"snapshot_policies", at("snapshot_policies", p.policy, "/assigned_entities"), at("snapshot_policies", p.policy, "/schedules"), "volumes",
		"qos/policies", "qos/assigned_entities", "system/ssa_express/queue", "system/ssa_express/active", at("pools", p.pool),
	} {
		if before, after := p.send(http.MethodGet, path, nil).body, other.send(http.MethodGet, path, nil).body; before != after {
			t.Errorf("%s answers\n%s\nnot\n%s", path, after, before)
		}
	}
	other.clock.Advance(time.Hour)
	if got := other.send(http.MethodGet, "volumes?type=SNAPSHOT", nil); got.Meta.Objects != 3 {
		t.Errorf("an hour later there are %d snapshots", got.Meta.Objects)
	}
}

func TestInventoriesWithPoliciesThatDoNotFitAreRefused(t *testing.T) {
	t.Parallel()
	const pool = `"pools":[{"id":1001,"name":"p","physical_capacity":1000000000000}],`
	for name, test := range map[string]struct{ part, says string }{
		"a name twice":             {`"snapshot_policies":[{"id":1001,"name":"p"},{"id":1002,"name":"p"}]`, "SNAPSHOT_POLICY_NAME_CONFLICT"},
		"a bad suffix":             {`"snapshot_policies":[{"id":1001,"name":"p","suffix":":"}]`, "SUFFIX"},
		"two defaults":             {`"snapshot_policies":[{"id":1001,"name":"p","is_default":true},{"id":1002,"name":"q","is_default":true}]`, "default"},
		"an id twice":              {`"snapshot_policies":[{"id":1001,"name":"p"},{"id":1001,"name":"q"}]`, "id is taken"},
		"a schedule of no type":    {`"snapshot_policies":[{"id":1001,"name":"p","schedules":[{"id":1002,"name":"s"}]}]`, "type"},
		"a short interval":         {`"snapshot_policies":[{"id":1001,"name":"p","schedules":[{"id":1002,"name":"s","type":"PERIODIC","interval":1,"retention":3600}]}]`, "SCHEDULE_INTERVAL_INVALID"},
		"an unknown day":           {`"snapshot_policies":[{"id":1001,"name":"p","schedules":[{"id":1002,"name":"s","type":"CLOCK","day_of_week":"X"}]}]`, "day"},
		"no limits":                {`"qos_policies":[{"id":1001,"name":"p","type":"VOLUME"}]`, "QOS_POLICY_MAX_LIMIT_NOT_DEFINED"},
		"limits of hosts":          {`"qos_policies":[{"id":1001,"name":"p","type":"HOST","max_ops":1000}]`, "type"},
		"limits of nothing":        {`"qos_enabled":true,"qos_policies":[{"id":1001,"name":"p","type":"VOLUME","max_ops":1000}],"qos_assignments":[{"id":1002,"qos_policy_id":1001,"entity_id":7}]`, "QOS_EXPECTED_ENTITY_NOT_FOUND"},
		"limits by nothing":        {`"qos_enabled":true,"qos_assignments":[{"id":1002,"qos_policy_id":1001,"entity_id":7}]`, "QOS_POLICY_NOT_FOUND"},
		"limits without QoS":       {pool + `"qos_policies":[{"id":1002,"name":"p","type":"POOL_VOLUME","max_ops":1000}],"qos_assignments":[{"id":1003,"qos_policy_id":1002,"entity_id":1001}]`, "QoS isn't enabled"},
		"records of policies":      {`"records":{"snapshot_policies":[{"id":1001}]}`, "snapshot_policies"},
		"what waits after it's in": {pool + `"volumes":[{"id":1002,"name":"v","pool_id":1001,"size":1000000000,"ssa_express_enabled":true,"loads_at":5,"loaded_at":5}]`, "SSA Express"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, infinibox.Options{})
			err := a.Import(strings.NewReader(`{"product":"infinibox",` + test.part + `}`))
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %q", err, test.says)
			}
			a.get("snapshot_policies/1").has(map[string]any{"name": "Default Policy"})
		})
	}
}

// Behind the back of the API's clients, policies and what is part of them are
// made, changed and deleted by the names of their entities.
func TestPoliciesChangeOutOfBand(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{QoS: true})
	v := a.volume("v", a.pool("p", 1), 1)
	put := func(collection, id string, fields map[string]any) map[string]any {
		t.Helper()
		made, err := a.Put(collection, id, fields)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	policy := whole(t, put("snapshot_policies", "", map[string]any{"name": "p", "suffix": "-p"}), "id")
	put("snapshot_policies", number(policy), map[string]any{"name": "q", "suffix": "-q"})
	schedule := whole(t, put("schedules", "", with(hourlySchedule(), "snapshot_policy_id", policy)), "id")
	put("schedules", number(schedule), map[string]any{"enabled": false})
	a.get(at("snapshot_policies", policy, at("/schedules", schedule))).has(map[string]any{"enabled": false})
	assigned := put("snapshot_policy_assignments", "", map[string]any{"snapshot_policy_id": policy, "assigned_entity_id": v, "assigned_entity_type": "VOLUME"})
	if assigned["snapshot_policy_name"] != "q" {
		t.Errorf("got %v", assigned)
	}
	limits := whole(t, put("qos_policies", "", map[string]any{"name": "l", "type": "VOLUME", "max_ops": 1000}), "id")
	put("qos/policies", number(limits), map[string]any{"burst_enabled": true, "burst_factor": 2, "max_ops": nil, "max_bps": 52428800})
	under := whole(t, put("qos_assignments", "", map[string]any{"qos_policy_id": limits, "entity_id": v}), "id")
	a.get(at("volumes", v)).has(map[string]any{"snapshot_policy_name": "q", "qos_policy_name": "l"})
	for _, one := range []struct {
		collection string
		id         int64
	}{{"qos_assignments", under}, {"qos_policies", limits}, {"snapshot_policy_assignments", v}, {"schedules", schedule}, {"snapshot_policies", policy}} {
		if err := a.Remove(one.collection, number(one.id)); err != nil {
			t.Error(err)
		}
		if _, found := a.Object(one.collection, number(one.id)); found {
			t.Errorf("%s %d is still there", one.collection, one.id)
		}
	}
	a.get(at("volumes", v)).has(map[string]any{"snapshot_policy_id": nil, "qos_policy_id": nil})
	for _, wrong := range []struct {
		collection, id string
		fields         map[string]any
	}{
		{"schedules", "", hourlySchedule()},
		{"schedules", "", with(hourlySchedule(), "snapshot_policy_id", 999)},
		{"schedules", "2", map[string]any{"retention": 7200}},
		{"schedules", "999", map[string]any{"enabled": true}},
		{"qos_assignments", "", map[string]any{"qos_policy_id": 999, "entity_id": v}},
		{"snapshot_policies", "1", map[string]any{"suffix": ":"}},
	} {
		if _, err := a.Put(wrong.collection, wrong.id, wrong.fields); err == nil {
			t.Errorf("%s %v is taken", wrong.collection, wrong.fields)
		}
	}
}
