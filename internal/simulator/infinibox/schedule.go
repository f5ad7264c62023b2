package infinibox

import (
	"slices"
	"strconv"
)

// Types of a schedule.
const (
	periodic   = "PERIODIC"
	clockwatch = "CLOCK"
)

// schedule says when a snapshot policy takes snapshots and how long they are
// kept ("Schedule" in the reference).
type schedule struct {
	id       int64
	name     string
	policy   *snapshotPolicy
	byClock  bool   // at a time of day, not every interval
	interval int64  // seconds; a clock schedule only shows it
	time     *int64 // seconds after midnight, of a clock schedule
	day      string // of the week, empty for every day
	// retention is how long its snapshots are kept, in seconds; locks tells
	// whether they are locked as long.
	retention int64
	locks     bool
	enabled   bool
	since     int64 // ms; what was due up to then isn't taken
	created   int64
	updated   int64
}

func (s *schedule) identity() int64 { return s.id }
func (s *schedule) label() string   { return s.name }

func (s *schedule) sort() string {
	if s.byClock {
		return clockwatch
	}
	return periodic
}

// scheduleSchema is every field of a schedule in the order of the samples.
func scheduleSchema() *schema[*schedule] {
	count := func(name string, get func(*schedule) int64) field[*schedule] {
		return field[*schedule]{name: name, kind: integer, get: func(s *schedule) value { return number(get(s)) }}
	}
	return newSchema([]field[*schedule]{
		{name: "name", kind: text, get: func(s *schedule) value { return word(s.name) }},
		{name: "lock_snapshots", kind: boolean, get: func(s *schedule) value { return flag(s.locks) }},
		count("tenant_id", func(*schedule) int64 { return 1 }),
		count("created_at", func(s *schedule) int64 { return s.created }),
		count("interval", func(s *schedule) int64 { return s.interval }),
		{name: "enabled", kind: boolean, get: func(s *schedule) value { return flag(s.enabled) }},
		count("updated_at", func(s *schedule) int64 { return s.updated }),
		{name: "day_of_week", kind: text, of: daysOfWeek(), get: func(s *schedule) value {
			if s.day == "" {
				return none()
			}
			return word(s.day)
		}},
		{name: "time_of_day", kind: integer, get: func(s *schedule) value {
			if s.time == nil {
				return none()
			}
			return number(*s.time)
		}},
		count("snapshot_policy_id", func(s *schedule) int64 { return s.policy.id }),
		{name: "type", kind: text, of: []string{periodic, clockwatch}, get: func(s *schedule) value { return word(s.sort()) }},
		count("id", func(s *schedule) int64 { return s.id }),
		count("retention", func(s *schedule) int64 { return s.retention }),
	}, nil, nil)
}

// scheduleAt is the schedule that the call's path names, which has to be one of
// the path's policy.
func (a *Array) scheduleAt(c *call) (*schedule, error) {
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(c.variables[1], 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	s, ok := a.schedules.find(id)
	if !ok {
		return nil, fail("SNAPSHOT_SCHEDULE_NOT_FOUND")
	}
	if s.policy != p {
		return nil, fail("SCHEDULE_NOT_RELATED_TO_SNAPSHOT_POLICY", p.name)
	}
	return s, nil
}

func (a *Array) listSchedules(c *call) (*answer, error) {
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.schedules.schema, p.schedules)
}

func (a *Array) getSchedule(c *call) (*answer, error) {
	s, err := a.scheduleAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.schedules.schema, s, a.schedules.pluck(c.params.Get("fields"))), nil
}

// deleteSchedule leaves the snapshots that the schedule took.
func (a *Array) deleteSchedule(c *call) (*answer, error) {
	s, err := a.scheduleAt(c)
	if err != nil {
		return nil, err
	}
	if err := c.approve("If the schedule is deleted, it will no longer trigger snapshot creation"); err != nil {
		return nil, err
	}
	s.policy.schedules = slices.DeleteFunc(s.policy.schedules, func(other *schedule) bool { return other == s })
	a.schedules.remove(s)
	return shown(a.schedules.schema, s, nil), nil
}

// switchSchedule enables or disables a schedule. Doing so twice changes
// nothing; the reference has no refusal for it. What was due while it was
// disabled isn't made up for.
func (a *Array) switchSchedule(on bool) handler {
	return func(c *call) (*answer, error) {
		s, err := a.scheduleAt(c)
		if err != nil {
			return nil, err
		}
		if s.enabled != on {
			s.enabled, s.since, s.updated = on, c.millis(), c.millis()
			a.expect(s)
		}
		return shown(a.schedules.schema, s, nil), nil
	}
}

// keepSchedule makes a schedule part of its policy; it is enabled from now on.
func (a *Array) keepSchedule(p *snapshotPolicy, s *schedule, now int64) {
	s.policy, s.enabled, s.since, s.created, s.updated = p, true, now, now, now
	p.schedules = append(p.schedules, s)
	a.schedules.add(s)
	a.expect(s)
}
