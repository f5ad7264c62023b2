package infinibox

import (
	"testing"
	"time"
)

func TestSchedulesAreDueAtTheirTimes(t *testing.T) {
	t.Parallel()
	clock := func(seconds int64, day string) *schedule {
		return &schedule{byClock: true, time: &seconds, day: day}
	}
	for _, test := range []struct {
		name        string
		of          *schedule
		after, want string
	}{
		{"an hour", &schedule{interval: 3600}, "2026-03-01T12:10:00Z", "2026-03-01T13:00:00Z"},
		{"just then", &schedule{interval: 3600}, "2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z"},
		{"just before", &schedule{interval: 3600}, "2026-03-01T11:59:59.999Z", "2026-03-01T12:00:00Z"},
		{"six hours", &schedule{interval: 21600}, "2026-03-01T12:10:00Z", "2026-03-01T18:00:00Z"},
		{"a day", &schedule{interval: 86400}, "2026-03-01T12:10:00Z", "2026-03-02T00:00:00Z"},
		{"later today", clock(20*3600, ""), "2026-03-01T12:00:00Z", "2026-03-01T20:00:00Z"},
		{"tomorrow", clock(11*3600, ""), "2026-03-01T12:00:00Z", "2026-03-02T11:00:00Z"},
		{"the same time", clock(12*3600, ""), "2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"},
		{"the last second", clock(86399, ""), "2026-03-01T12:00:00Z", "2026-03-01T23:59:59Z"},
		{"this Sunday", clock(13*3600, "SUNDAY"), "2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z"},
		{"next Sunday", clock(11*3600, "SUNDAY"), "2026-03-01T12:00:00Z", "2026-03-08T11:00:00Z"},
		{"a Wednesday", clock(0, "WEDNESDAY"), "2026-03-01T12:00:00Z", "2026-03-04T00:00:00Z"},
		{"a leap day", clock(0, "TUESDAY"), "2028-02-28T12:00:00Z", "2028-02-29T00:00:00Z"},
	} {
		after, err := time.Parse(time.RFC3339Nano, test.after)
		if err != nil {
			t.Fatal(err)
		}
		if got := time.UnixMilli(test.of.next(after.UnixMilli())).UTC().Format(time.RFC3339Nano); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// Whenever a schedule is asked, its times are on the way to the present and one
// period apart.
func FuzzScheduleTimes(f *testing.F) {
	f.Add(int64(1772366400000), int64(3600), int64(0), uint8(0), false)
	f.Add(int64(1772366400000), int64(86400), int64(86399), uint8(3), true)
	f.Fuzz(func(t *testing.T, after, interval, at int64, weekday uint8, byClock bool) {
		after = max(0, after%(1<<43))
		s := &schedule{interval: minInterval + max(0, interval%(maxInterval-minInterval)), byClock: byClock}
		at = max(0, at%86400)
		s.time = &at
		if days := daysOfWeek(); int(weekday) < len(days) {
			s.day = days[weekday]
		}
		first := s.next(after)
		if first <= after || first > after+s.period() {
			t.Errorf("after %d comes %d, the period is %d", after, first, s.period())
		}
		if second := s.next(first); second != first+s.period() {
			t.Errorf("after %d comes %d, the period is %d", first, second, s.period())
		}
	})
}
