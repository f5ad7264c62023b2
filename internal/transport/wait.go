package transport

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// Pace says how the delay between attempts grows: it doubles from Min up to
// Max, and half of it is random so that many waiters don't meet.
type Pace struct {
	Min, Max time.Duration
}

// delay is how long to wait after the given attempt; the first is 0.
func (p Pace) delay(attempt int) time.Duration {
	longest := max(p.Min, 1)
	for range attempt {
		if longest >= p.Max {
			break
		}
		longest *= 2
	}
	longest = max(min(longest, p.Max), 1)
	return longest/2 + rand.N(longest/2+1) //nolint:gosec // spreads load, guards nothing
}

// Pause waits after the given attempt; the first is 0. The error is the
// context's, if that ends first.
func (p Pace) Pause(ctx context.Context, attempt int) error {
	return pause(ctx, p.delay(attempt))
}

// Poll asks a device once whether it has finished. The status is its latest
// message, for a person; an error ends the waiting.
type Poll func(ctx context.Context) (done bool, status string, err error)

// Wait polls until the device has finished. It polls at once, then at the
// pace given. When the context ends first, the error wraps the context's and
// holds the last status.
func Wait(ctx context.Context, pace Pace, poll Poll) error {
	start := time.Now()
	last := ""
	unfinished := func(err error) error {
		return &UnfinishedError{Status: last, After: time.Since(start), Err: err}
	}
	for attempt := 0; ; attempt++ {
		done, status, err := poll(ctx)
		switch {
		case err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()):
			return unfinished(err) // the context ended while the device was asked
		case err != nil || done:
			return err
		}
		last = status
		if err := pause(ctx, pace.delay(attempt)); err != nil {
			return unfinished(err)
		}
	}
}

// UnfinishedError says that waiting ended before the device had finished.
type UnfinishedError struct {
	// Status is the device's last message.
	Status string
	// After is how long it had been waited for.
	After time.Duration
	// Err is the context's error.
	Err error
}

// Error says how long it was waited and what the device said last.
func (e *UnfinishedError) Error() string {
	status := e.Status
	if status == "" {
		status = "no status given"
	}
	return fmt.Sprintf("still not finished after %s (%s): %v", e.After.Round(time.Millisecond), status, e.Err)
}

// Unwrap gives the context's error.
func (e *UnfinishedError) Unwrap() error {
	return e.Err
}

// pause waits, or returns the context's error as soon as it ends.
func pause(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
