package device

import (
	"sync"
	"time"
)

// Clock is the time of a simulated device. It runs on with real time plus an
// offset that tests move, or stands still while it is frozen. It is safe for
// concurrent use.
//
// Nothing fires when the clock moves: a device asks Now at the start of each
// request, and of each method that the control API calls, and first catches up
// on what has become due since it last asked, in the order in which it was due
// (finished tasks, expired locks and tokens, scheduled snapshots). Nobody can
// see the difference, because looking at a device is a request too; and it
// leaves no goroutine behind and no order to chance.
type Clock struct {
	wall func() time.Time // real time

	mu     sync.Mutex
	offset time.Duration
	frozen bool
	still  time.Time // the time shown while frozen
}

// NewClock makes a clock that runs with wall, time.Now when that is nil.
func NewClock(wall func() time.Time) *Clock {
	if wall == nil {
		wall = time.Now
	}
	return &Clock{wall: wall}
}

// Now is the device's time, in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

// Advance moves the clock by d, backwards when d is negative, and answers the
// new time. What has already happened on the device isn't undone.
func (c *Clock) Advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
	c.still = c.still.Add(d)
	return c.now()
}

// Set moves the clock to t, from where it runs on (or stands still, when it is
// frozen).
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t = t.Round(0).UTC()
	c.offset = t.Sub(c.wall().Round(0))
	c.still = t
}

// Freeze makes the clock stand still until Run; Advance and Set still move it.
func (c *Clock) Freeze() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.still = c.now()
	c.frozen = true
}

// Run lets a frozen clock run on from the time that it shows.
func (c *Clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.frozen {
		c.offset = c.still.Sub(c.wall().Round(0))
		c.frozen = false
	}
}

// Frozen tells whether the clock stands still.
func (c *Clock) Frozen() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.frozen
}

func (c *Clock) now() time.Time {
	if c.frozen {
		return c.still
	}
	return c.wall().Round(0).UTC().Add(c.offset)
}
