package infinibox

import (
	"strconv"
	"unicode/utf8"
)

// Bounds of a schedule's figures in seconds, as the reference's errors name
// them. Its samples stay below, on a system of a test set-up.
const (
	minInterval      = 3600
	maxInterval      = 2592000
	minRetention     = 3600
	maxRetention     = 31536000
	lastSecond       = 86399
	standardInterval = 3600
)

// daysOfWeek are the days that a clock schedule can be bound to.
func daysOfWeek() []string {
	return []string{"SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"}
}

func (a *Array) createSchedule(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("name", "type", "interval", "time_of_day", "day_of_week", "retention", "enabled", "lock_snapshots"); err != nil {
		return nil, err
	}
	if err := d.require("name", "retention", "type"); err != nil {
		return nil, err
	}
	s := &schedule{interval: standardInterval}
	enabled, err := s.read(d)
	if err != nil {
		return nil, err
	}
	p, err := a.policyAt(c)
	if err != nil {
		return nil, err
	}
	if err := a.admitSchedule(p, s); err != nil {
		return nil, err
	}
	s.id = a.newID()
	a.keepSchedule(p, s, c.millis())
	s.enabled = enabled
	return made(a.schedules.schema, s), nil
}

// read takes the fields of a create, each checked by itself and with the type.
func (s *schedule) read(d document) (enabled bool, err error) {
	if s.name, _, err = d.text("name"); err != nil {
		return false, err
	}
	if err := d.readNumbers(map[string]*int64{"interval": &s.interval, "retention": &s.retention}); err != nil {
		return false, err
	}
	enabled = true
	if err := d.readFlags(map[string]*bool{"enabled": &enabled, "lock_snapshots": &s.locks}); err != nil {
		return false, err
	}
	sort, _, err := d.choice("type", []string{periodic, clockwatch})
	if err != nil {
		return false, err
	}
	s.byClock = sort == clockwatch
	if s.day, _, err = d.choice("day_of_week", daysOfWeek()); err != nil {
		return false, err
	}
	at, timed, err := d.number("time_of_day")
	if err != nil {
		return false, err
	}
	if timed {
		s.time = &at
	}
	return enabled, s.check()
}

// check refuses names and times that no schedule has, and times that don't go
// with its type: a clock schedule needs one, a periodic one has neither time
// nor day. The reference says that they depend on the type, and not how such a
// body is refused.
func (s *schedule) check() error {
	if n := utf8.RuneCountInString(s.name); n < 1 || n > maxNameLength {
		return fail("INVALID_NAME_LENGTH")
	}
	switch {
	case s.byClock && s.time == nil:
		return fail("MISSING_FIELD", "time_of_day")
	case !s.byClock && s.time != nil:
		return fail("WRONG_PARAMETER", strconv.FormatInt(*s.time, 10), "time_of_day", "must be empty if type is PERIODIC")
	case !s.byClock && s.day != "":
		return fail("WRONG_PARAMETER", s.day, "day_of_week", "must be empty if type is PERIODIC")
	case s.time != nil && *s.time < 0:
		return fail("WRONG_PARAMETER", strconv.FormatInt(*s.time, 10), "time_of_day", "must be greater than or equal to 0")
	case s.time != nil && *s.time > lastSecond:
		return fail("WRONG_PARAMETER", strconv.FormatInt(*s.time, 10), "time_of_day", "must be less than or equal to 86399")
	default:
		return nil
	}
}

// admitSchedule refuses a well-formed schedule that clashes with its policy or
// the array's limits.
func (a *Array) admitSchedule(p *snapshotPolicy, s *schedule) error {
	for _, other := range p.schedules {
		if other.name == s.name {
			return fail("SNAPSHOT_SCHEDULE_NAME_CONFLICT", s.name)
		}
	}
	if s.interval < minInterval || s.interval > maxInterval {
		return fail("SCHEDULE_INTERVAL_INVALID")
	}
	if s.retention < minRetention || s.retention > maxRetention {
		return fail("SCHEDULE_RETENTION_INVALID")
	}
	if len(p.schedules) >= a.options.Limits.SchedulesPerPolicy {
		return fail("SCHEDULES_IN_SNAPSHOT_POLICY_COUNT_LIMIT")
	}
	if len(a.schedules.items) >= a.options.Limits.Schedules {
		return fail("SCHEDULES_COUNT_LIMIT")
	}
	return nil
}
