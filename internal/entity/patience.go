package entity

import (
	"cmp"
	"context"
	"errors"
	"time"
)

// Patience is how long the provider looks into an operation whose outcome it
// doesn't know. What is zero has its default.
type Patience struct {
	// Aftermath bounds all that is asked after an answer was lost: 20 s.
	Aftermath time.Duration
	// Lookout is how long an object may take to turn up: a device can still be
	// busy making it when the answer is lost already. 4 s.
	Lookout time.Duration
	// Await is how long a deletion waits for what has to go before it, and a
	// move for what the object moves with, unless the resource's timeouts say
	// otherwise: 2 min.
	Await time.Duration
	// Glance is what is left of all that once a person interrupts the run and
	// waits for it to end: 500 ms.
	Glance time.Duration
}

// patience is the connections', or the default.
func (c *connected) patience() Patience {
	var p Patience
	if c.connections != nil {
		p = c.connections.Patience()
	}
	return Patience{
		Aftermath: cmp.Or(p.Aftermath, 20*time.Second),
		Lookout:   cmp.Or(p.Lookout, 4*time.Second),
		Await:     cmp.Or(p.Await, 2*time.Minute),
		Glance:    cmp.Or(p.Glance, 500*time.Millisecond),
	}
}

// afterwards is the context for what is asked after an operation whose
// outcome is unknown. It outlives the run's own, but not by more than a glance
// once that is cancelled, before or meanwhile.
func (c *connected) afterwards(run context.Context) (context.Context, context.CancelFunc) {
	patience := c.patience()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(run), patience.Aftermath)
	stop := context.AfterFunc(run, func() {
		if !errors.Is(run.Err(), context.Canceled) {
			return
		}
		glance, done := context.WithTimeout(ctx, patience.Glance)
		defer done()
		<-glance.Done()
		cancel()
	})
	return ctx, func() {
		stop()
		cancel()
	}
}
