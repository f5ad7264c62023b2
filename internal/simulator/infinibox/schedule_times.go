package infinibox

import "slices"

// Spans of time in ms.
const (
	second = 1000
	day    = 86400 * second
)

// period is the time in ms from one snapshot to the next.
func (s *schedule) period() int64 {
	switch {
	case !s.byClock:
		return s.interval * second
	case s.day == "":
		return day
	default:
		return 7 * day
	}
}

// next is the first time in ms after another at which the schedule takes
// snapshots.
//
// A periodic schedule takes them at the multiples of its interval since 1970:
// every six hours is at 0:00, 6:00, 12:00 and 18:00 UTC. The reference doesn't
// say so; its one sample of such a snapshot was taken at the first whole
// second after a schedule of every second was made, before a second had passed.
// Times of day are UTC, like all times of the array.
func (s *schedule) next(after int64) int64 {
	if !s.byClock {
		return (after/s.period() + 1) * s.period()
	}
	at := after/day*day + *s.time*second
	if at <= after {
		at += day
	}
	if s.day == "" {
		return at
	}
	const thursday = 4 // the first day of 1970
	is := (at/day + thursday) % 7
	wanted := int64(slices.Index(daysOfWeek(), s.day))
	return at + (wanted-is+7)%7*day
}

// alive is how many of the schedule's snapshots of one entity there can be at a
// time, as long as nothing keeps them from expiring.
func (s *schedule) alive() int64 { return s.retention*second/s.period() + 1 }
