package entity

import "crypto/rand"

// plannerKey is where the private state keeps what a resource is told apart by
// from others of one configuration, where several of them can share an object.
const plannerKey = "planner"

// newPlanner is what a resource is told apart by.
func newPlanner() string { return rand.Text() }

// plans notes which resource plans to have an object; false when another one
// does. Terraform plans every resource of a configuration once in a run, so
// that both are mistakes of the configuration.
func (c *Claims) plans(object, planner string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if other, planned := c.planned[object]; planned && other != planner {
		return false
	}
	c.plan(object, planner)
	return true
}

// settled notes that a resource has what some plan of it claimed.
func (c *Claims) settled(object, planner string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.plan(object, planner)
}

// gives notes that a resource won't have an object any more.
func (c *Claims) gives(object, planner string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.planned[object] == planner {
		delete(c.planned, object)
	}
}

// forgets notes that what a plan claimed didn't come about.
func (c *Claims) forgets(object string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.planned, object)
}

func (c *Claims) plan(object, planner string) {
	if c.planned == nil {
		c.planned = map[string]string{}
	}
	c.planned[object] = planner
}
