package device

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Latency is how long the device takes to answer, in real time: Fixed and a
// part of Jitter drawn anew for each request.
type Latency struct {
	Fixed, Jitter time.Duration
}

func (l Latency) validate() error {
	if l.Fixed < 0 || l.Jitter < 0 {
		return errors.New("latency can't be negative")
	}
	return nil
}

// delays draws the latency of each request.
type delays struct {
	mu      sync.Mutex
	latency Latency
	random  *rand.Rand
}

func newDelays() *delays {
	return &delays{random: rand.New(rand.NewPCG(1, 1))} //nolint:gosec // jitter that repeats is wanted
}

func (d *delays) get() Latency {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.latency
}

func (d *delays) set(l Latency) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.latency = l
}

func (d *delays) draw() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.latency.Jitter <= 0 {
		return d.latency.Fixed
	}
	return d.latency.Fixed + time.Duration(d.random.Int64N(int64(d.latency.Jitter)))
}

// pause waits for d and answers true, or false as soon as ctx ends. With
// nothing to wait for it's true: a request that has come this far goes on.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
