package entity

import (
	"context"
	"sync"
)

// Claims are the objects that the resources of one provider configuration have
// in this process. What a resource has can't be adopted by another one, since
// Terraform would keep it twice; and what was adopted isn't deleted on behalf
// of the resource that had it before, as after a replacement with
// create_before_destroy: the object would be lost.
type Claims struct {
	mu sync.Mutex
	// adopted tells for each object whether a create took it over.
	adopted map[string]bool
	// making has the creates under way, by what is to be made; each channel is
	// closed when its create is over.
	making map[string]chan struct{}
	// planned has what tells the resource apart that plans to have an object.
	planned map[string]string
	// waiting counts the deletions that wait for others of the run.
	waiting int
}

// mostWaiting is how many deletions wait at once where they could do without:
// Terraform has ten operations going at a time, and what is waited for must be
// among them.
const mostWaiting = 5

// wait notes that a deletion waits; false when as many do as may. The caller
// calls done when it no longer does.
func (c *Claims) wait() (done func(), ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waiting >= mostWaiting {
		return func() {}, false
	}
	c.waiting++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.waiting--
	}, true
}

// begin waits until no other create of this process makes the same. Otherwise
// one could adopt what another has just made and not noted yet. The caller
// calls done when its own create is over and what it has is noted.
func (c *Claims) begin(ctx context.Context, what string) (done func(), err error) {
	for {
		c.mu.Lock()
		other, busy := c.making[what]
		if !busy {
			break
		}
		c.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	defer c.mu.Unlock()
	if c.making == nil {
		c.making = map[string]chan struct{}{}
	}
	over := make(chan struct{})
	c.making[what] = over
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.making, what)
		close(over)
	}, nil
}

// has notes that a resource has an object.
func (c *Claims) has(object string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.adopted[object]; !known {
		c.note(object, false)
	}
}

// adopt notes that a create takes an object over; false when a resource has
// it already.
func (c *Claims) adopt(object string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.adopted[object]; known {
		return false
	}
	c.note(object, true)
	return true
}

// wasAdopted tells whether a create of this process took an object over.
func (c *Claims) wasAdopted(object string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.adopted[object]
}

func (c *Claims) note(object string, adopted bool) {
	if c.adopted == nil {
		c.adopted = map[string]bool{}
	}
	c.adopted[object] = adopted
}
