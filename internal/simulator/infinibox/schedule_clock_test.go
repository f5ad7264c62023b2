package infinibox_test

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// scheduled is an array with a policy of one schedule and a volume under it.
type scheduled struct {
	*array
	pool, policy, schedule, volume int64
}

func newPlanned(t *testing.T, options infinibox.Options, schedule map[string]any) scheduled {
	t.Helper()
	options.WithoutSchedules = true
	a := newArray(t, options)
	p := scheduled{array: a, pool: a.pool("p", 1), policy: a.policy("plan")}
	p.schedule = a.must(http.MethodPost, at("snapshot_policies", p.policy, "/schedules"), schedule).id()
	p.volume = a.must(http.MethodPost, "volumes", map[string]any{
		"name": "v", "pool_id": p.pool, "size": gigabyte, "snapshot_policy_id": p.policy,
	}).id()
	return p
}

// taken are the snapshots that there are, the oldest first.
func (p scheduled) taken() []object {
	p.t.Helper()
	return p.send(http.MethodGet, "volumes?type=SNAPSHOT&sort=created_at&page_size=1000", nil).items(p.t)
}

func TestScheduleTakesSnapshots(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, hourlySchedule())
	p.clock.Advance(time.Hour - time.Millisecond)
	if got := p.taken(); len(got) != 0 {
		t.Fatalf("%d snapshots were taken early", len(got))
	}
	p.clock.Advance(time.Millisecond)
	got := p.taken()
	if len(got) != 1 {
		t.Fatalf("there are %d snapshots", len(got))
	}
	due := start.Add(time.Hour)
	got[0].has(map[string]any{
		"parent_id": p.volume, "type": "SNAPSHOT", "size": gigabyte, "pool_id": p.pool, "write_protected": true,
		"created_by_snapshot_policy_id": p.policy, "created_by_snapshot_policy_name": "plan",
		"created_by_schedule_id": p.schedule, "created_by_schedule_name": "hourly", "snapshot_policy_id": nil,
		"created_at": due.UnixMilli(), "snapshot_retention": 86400, "snapshot_expires_at": due.Unix() + 86400,
		"lock_state": "UNLOCKED", "lock_expires_at": nil,
	})
	if name := got[0].text("name"); !regexp.MustCompile(`^v-plan[0-9a-f]{16}$`).MatchString(name) {
		t.Errorf("it is called %q", name)
	}
	p.get(at("volumes", p.volume)).has(map[string]any{"has_children": true})
	p.get(at("pools", p.pool)).has(map[string]any{"snapshots_count": 1})
}

func TestSnapshotsOfASchedulePassAway(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, with(hourlySchedule(), "retention", 7200))
	for hour := range 6 {
		p.clock.Advance(time.Hour)
		if got := len(p.taken()); got != min(hour+1, 2) {
			t.Errorf("after %d hours there are %d snapshots", hour+1, got)
		}
	}
	p.must(http.MethodPost, at("snapshot_policies", p.policy, at("/schedules", p.schedule), "/disable"), nil)
	p.clock.Advance(time.Hour)
	if got := len(p.taken()); got != 1 {
		t.Errorf("an hour after the schedule was disabled there are %d snapshots", got)
	}
	p.clock.Advance(time.Hour)
	p.get(at("pools", p.pool)).has(map[string]any{"snapshots_count": 0})
}

// What is there after a leap of the clock is what would be there if somebody
// had looked every hour.
func TestLeapsAreAsGoodAsSteps(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		limits infinibox.Limits
		kept   time.Duration
	}{
		{"with room for all", infinibox.Limits{}, 36 * time.Hour},
		{"in a full family", infinibox.Limits{FamilySize: 10}, 36 * time.Hour},
		{"on a full system", infinibox.Limits{Datasets: 12}, 36 * time.Hour},
		{"with snapshots that stay", infinibox.Limits{}, 365 * 24 * time.Hour},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			times := func(step time.Duration) []int64 {
				p := newPlanned(t, infinibox.Options{Limits: test.limits}, with(hourlySchedule(), "retention", int64(test.kept.Seconds())))
				p.must(http.MethodPost, at("snapshot_policies", p.policy, "/schedules"), map[string]any{
					"name": "noon", "type": "CLOCK", "time_of_day": 12 * 3600, "retention": 7 * 86400, "lock_snapshots": true,
				})
				for moved := time.Duration(0); moved < 10*24*time.Hour; moved += step {
					p.clock.Advance(step)
					p.get(at("volumes", p.volume))
				}
				var created []int64
				for _, s := range p.taken() {
					created = append(created, s.number("created_at"))
				}
				return created
			}
			if stepped, leapt := times(time.Hour), times(10*24*time.Hour); !slices.Equal(stepped, leapt) || len(leapt) < 5 {
				t.Errorf("steps leave %d snapshots, a leap %d\n%v\n%v", len(stepped), len(leapt), stepped, leapt)
			}
		})
	}
}

func TestAScheduleLocksItsSnapshots(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, with(hourlySchedule(), "interval", 86400, "lock_snapshots", true))
	p.clock.Advance(12 * time.Hour)
	s := p.taken()[0]
	ends := start.Add(36 * time.Hour)
	s.has(map[string]any{"lock_state": "LOCKED", "lock_expires_at": ends.UnixMilli()})
	p.refused(http.MethodDelete, at("volumes", s.id()), nil, 409, "DELETE_LOCKED_SNAPSHOT")
	p.must(http.MethodPut, at("volumes", s.id()), map[string]any{"lock_expires_at": ends.Add(time.Hour).UnixMilli()})
	p.clock.Advance(24 * time.Hour)
	p.get(at("volumes", s.id())).has(map[string]any{"lock_state": "LOCKED"})
	p.clock.Advance(time.Hour)
	p.refused(http.MethodGet, at("volumes", s.id()), nil, 404, "VOLUME_NOT_FOUND")
}

func TestRetentionOfAScheduledSnapshotIsProlonged(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, hourlySchedule())
	p.clock.Advance(time.Hour)
	s := at("volumes", p.taken()[0].id())
	p.refused(http.MethodPut, s, map[string]any{"snapshot_retention": 3600}, 409, "SNAPSHOT_RETENTION_INVALID")
	p.must(http.MethodPut, s, map[string]any{"snapshot_retention": 172800}).has(map[string]any{"snapshot_expires_at": start.Add(49 * time.Hour).Unix()})
	p.clock.Advance(47 * time.Hour)
	p.get(s).has(map[string]any{"snapshot_retention": 172800})
	p.clock.Advance(time.Hour)
	p.refused(http.MethodGet, s, nil, 404, "VOLUME_NOT_FOUND")
}

func TestSchedulesLeaveOutWhatCanNotBeTaken(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, hourlySchedule())
	p.must(http.MethodPost, at("pools", p.pool, "/lock?approved=yes"), nil)
	p.clock.Advance(3 * time.Hour)
	if got := p.taken(); len(got) != 0 {
		t.Errorf("%d snapshots were taken in a locked pool", len(got))
	}
	p.must(http.MethodPost, at("pools", p.pool, "/unlock"), nil)
	p.clock.Advance(time.Hour)
	if got := p.taken(); len(got) != 1 {
		t.Errorf("there are %d snapshots", len(got))
	}
}

func TestSchedulesBeginWhenTheyAreMadeOrEnabled(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, with(hourlySchedule(), "enabled", false))
	p.clock.Advance(5 * time.Hour)
	p.must(http.MethodPost, at("snapshot_policies", p.policy, at("/schedules", p.schedule), "/enable"), nil)
	if got := p.taken(); len(got) != 0 {
		t.Errorf("%d snapshots were taken for the time before", len(got))
	}
	p.clock.Advance(time.Hour)
	if got := p.taken(); len(got) != 1 {
		t.Errorf("there are %d snapshots", len(got))
	}
}

func TestAClockThatGoesBackTakesSnapshotsAgain(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, hourlySchedule())
	p.clock.Advance(2 * time.Hour)
	if got := p.taken(); len(got) != 2 {
		t.Fatalf("there are %d snapshots", len(got))
	}
	p.clock.Advance(-2 * time.Hour)
	p.get(at("volumes", p.volume))
	p.clock.Advance(time.Hour)
	if got := p.taken(); len(got) != 3 {
		t.Errorf("there are %d snapshots", len(got))
	}
}

func TestLongNamesAreCutForTheirSnapshots(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, hourlySchedule())
	long := "a-name-of-sixty-five-characters-which-is-the-most-that-there-can-"
	p.must(http.MethodPut, at("volumes", p.volume), map[string]any{"name": long})
	p.clock.Advance(time.Hour)
	if name := p.taken()[0].text("name"); len(name) != 65 || name[:49] != long[:49] {
		t.Errorf("it is called %q", name)
	}
}

func TestSchedulesTakeSnapshotsOfFileSystems(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, with(hourlySchedule(), "retention", 7200, "lock_snapshots", true))
	f := p.must(http.MethodPost, "filesystems", map[string]any{
		"name": "f", "pool_id": p.pool, "size": gigabyte, "snapshot_policy_id": p.policy,
	}).id()
	p.clock.Advance(time.Hour)
	taken := p.send(http.MethodGet, "filesystems?type=SNAPSHOT", nil).items(t)
	if len(taken) != 1 {
		t.Fatalf("there are %d snapshots", len(taken))
	}
	due := start.Add(time.Hour)
	taken[0].has(map[string]any{
		"parent_id": f, "created_by_snapshot_policy_id": p.policy, "created_by_schedule_name": "hourly", "snapshot_policy_id": nil,
		"snapshot_retention": 7200, "snapshot_expires_at": due.Unix() + 7200, "lock_state": "LOCKED", "write_protected": true,
	})
	p.get(at("filesystems", f)).has(map[string]any{"has_children": true})
	p.must(http.MethodDelete, at("snapshot_policies", p.policy, "?approved=yes"), nil)
	p.clock.Advance(2 * time.Hour)
	if left := p.names("filesystems"); !slices.Equal(left, []string{"f"}) {
		t.Errorf("%v are left", left)
	}
	p.get(at("filesystems", f)).has(map[string]any{"has_children": false})
	p.get(at("pools", p.pool)).has(map[string]any{"filesystem_snapshots_count": 0})
}

func TestSchedulesTakeSnapshotsOfGroups(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, with(hourlySchedule(), "retention", 7200))
	group := p.must(http.MethodPost, "cgs", map[string]any{"name": "g", "pool_id": p.pool, "snapshot_policy_id": p.policy}).id()
	empty := p.must(http.MethodPost, "cgs", map[string]any{"name": "empty", "pool_id": p.pool, "snapshot_policy_id": p.policy}).id()
	for _, name := range []string{"a", "b"} {
		p.must(http.MethodPost, at("cgs", group, "/members"), map[string]any{"dataset_id": p.array.volume(name, p.pool, 1)})
	}
	p.clock.Advance(time.Hour)
	taken := p.send(http.MethodGet, "cgs?type=SNAPSHOT", nil).items(t)
	if len(taken) != 1 {
		t.Fatalf("there are %d snapshot groups", len(taken))
	}
	taken[0].has(map[string]any{
		"parent_id": group, "members_count": 2, "created_by_snapshot_policy_id": p.policy, "created_by_snapshot_policy_name": "plan",
		"created_by_schedule_id": p.schedule, "created_by_schedule_name": "hourly", "snapshot_retention": 7200,
		"snapshot_expires_at": start.Add(3 * time.Hour).Unix(), "snapshot_policy_id": nil,
	})
	if name := taken[0].text("name"); !regexp.MustCompile(`^g-plan[0-9a-f]{16}$`).MatchString(name) {
		t.Errorf("it is called %q", name)
	}
	for _, s := range p.send(http.MethodGet, at("cgs", taken[0].id(), "/members"), nil).items(t) {
		s.has(map[string]any{"created_by_schedule_id": p.schedule, "snapshot_retention": 7200})
	}
	p.get(at("cgs", empty)).has(map[string]any{"has_children": false})
	p.clock.Advance(365 * 24 * time.Hour)
	if left := p.send(http.MethodGet, "cgs?type=SNAPSHOT", nil).items(t); len(left) != 2 {
		t.Errorf("%d snapshot groups are left after a year", len(left))
	}
}

func TestAYearIsCaughtUpWithAtOnce(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	if err := a.Generate(map[string]int{"pools": 2, "volumes": 10_000}); err != nil {
		t.Fatal(err)
	}
	a.clock.Advance(365 * 24 * time.Hour)
	began := time.Now()
	a.get("snapshot_policies/1").has(map[string]any{"assigned_entities_count": 10_000})
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("a year took %s", took)
	}
	answered := a.send(http.MethodGet, "volumes?type=SNAPSHOT&page_size=1", nil)
	if want := 10_000 * (4 + 7); answered.Meta.Objects != want {
		t.Errorf("there are %d snapshots, want %d", answered.Meta.Objects, want)
	}
}

func BenchmarkYearOfTenThousandVolumes(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		a := infinibox.New(infinibox.Options{})
		if err := a.Generate(map[string]int{"pools": 2, "volumes": 10_000}); err != nil {
			b.Fatal(err)
		}
		a.Clock().Advance(365 * 24 * time.Hour)
		b.StartTimer()
		if got := direct(a, http.MethodGet, "snapshot_policies/1", ""); got.Code != http.StatusOK {
			b.Fatal(got.Body)
		}
	}
}

// What a schedule took stays as it was when the schedule has gone.
func TestSnapshotsOutliveTheirPolicy(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{}, hourlySchedule())
	p.clock.Advance(time.Hour)
	before := p.taken()[0]
	p.must(http.MethodDelete, at("snapshot_policies", p.policy, "?approved=yes"), nil)
	p.clock.Advance(time.Hour)
	after := p.taken()
	if len(after) != 1 || !maps.EqualFunc(before.fields, after[0].fields, func(x, y any) bool { return jsonOf(t, x) == jsonOf(t, y) }) {
		t.Errorf("there are %v", after)
	}
}

func TestSchedulesPassOverAVolumeThatIsPromoted(t *testing.T) {
	t.Parallel()
	p := newPlanned(t, infinibox.Options{Promotion: 90 * time.Minute}, hourlySchedule())
	s := p.snapshot("s", p.volume)
	p.must(http.MethodPost, at("volumes", s, "/promote?approved=yes"), nil)
	p.must(http.MethodPut, at("volumes", s), map[string]any{"snapshot_policy_id": p.policy})
	p.clock.Advance(2 * time.Hour)
	if got := p.send(http.MethodGet, "volumes?parent_id="+number(s), nil); got.Meta.Objects != 1 {
		t.Errorf("there are %d snapshots", got.Meta.Objects)
	}
}
