package infinibox

import "slices"

// The system's operational states that operations lead to.
const (
	stateActive   = "ACTIVE"
	stateStandby  = "STANDBY"
	stateShutdown = "SHUTDOWN"
	// stateReadOnly is one that SYSTEM_READ_ONLY tells of and no call leads to.
	stateReadOnly = "READ_ONLY"
)

// worksIn tells whether a call works in the system's present state, as far as
// the reference says so.
func (a *Array) worksIn(r *route) bool {
	if slices.Contains(r.refusedStates, a.state) {
		return false
	}
	return len(r.states) == 0 || slices.Contains(r.states, "ALL") || slices.Contains(r.states, a.state)
}

// SetState puts the system into an operational state of the reference, as its
// operators or a power failure would: "ACTIVE", "STANDBY", "SHUTDOWN" ...
func (a *Array) SetState(state string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state = state
}

// activate brings a system that stands by back to work.
func (a *Array) activate(*endpoint) handler {
	return func(*call) (*answer, error) {
		if a.state != stateStandby {
			return nil, fail("SYSTEM_ACTIVATION_REQUIRES_STANDBY_STATE")
		}
		a.state = stateActive
		return plain(word("OK")), nil
	}
}

// shutdown ends the system's work. What is left of its management answers on.
func (a *Array) shutdown(e *endpoint) handler {
	return func(c *call) (*answer, error) {
		if err := e.approve(c, nil, nil); err != nil {
			return nil, err
		}
		a.state = stateShutdown
		return plain(flag(true)), nil
	}
}
