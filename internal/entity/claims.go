package entity

import "sync"

// Claims are the objects that the resources of one provider configuration have
// in this process. What a resource has can't be adopted by another one, since
// Terraform would keep it twice; and what was adopted isn't deleted on behalf
// of the resource that had it before, as after a replacement with
// create_before_destroy: the object would be lost.
type Claims struct {
	mu sync.Mutex
	// adopted tells for each object whether a create took it over.
	adopted map[string]bool
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
