package device

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Fault is a rule in force, with how often it has struck.
type Fault struct {
	id     int
	rule   Rule
	faults *faults

	// Below is guarded by faults.mu.
	seen, struck int
	random       *rand.Rand
}

// ID is the number under which the control API knows the fault.
func (f *Fault) ID() int { return f.id }

// Rule is what the fault was added with.
func (f *Fault) Rule() Rule { return f.rule }

// Seen is how many requests the rule selected, struck or not.
func (f *Fault) Seen() int {
	f.faults.mu.Lock()
	defer f.faults.mu.Unlock()
	return f.seen
}

// Struck is how many requests the fault struck.
func (f *Fault) Struck() int {
	f.faults.mu.Lock()
	defer f.faults.mu.Unlock()
	return f.struck
}

// Remove takes the fault out of force; its numbers stay.
func (f *Fault) Remove() { f.faults.remove(f.id) }

// MarshalJSON implements json.Marshaler.
func (f *Fault) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID     int  `json:"id"`
		Rule   Rule `json:"rule"`
		Seen   int  `json:"seen"`
		Struck int  `json:"struck"`
	}{f.id, f.rule, f.Seen(), f.Struck()})
}

// strikes counts one more request and decides about it.
func (f *Fault) strikes() bool {
	f.seen++
	if f.seen <= f.rule.Skip || (f.rule.Times > 0 && f.struck >= f.rule.Times) {
		return false
	}
	if f.rule.Probability > 0 && f.random.Float64() >= f.rule.Probability {
		return false
	}
	f.struck++
	return true
}

// faults are the rules in force, in the order in which they were added.
type faults struct {
	mu     sync.Mutex
	lastID int
	active []*Fault
}

func (s *faults) add(r Rule) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	random := rand.New(rand.NewPCG(r.Seed, 0)) //nolint:gosec // chances that repeat are wanted
	fault := &Fault{id: s.lastID, rule: r, faults: s, random: random}
	s.active = append(s.active, fault)
	return fault
}

func (s *faults) list() []*Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.active)
}

func (s *faults) remove(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := len(s.active)
	s.active = slices.DeleteFunc(s.active, func(f *Fault) bool { return f.id == id })
	return len(s.active) < before
}

func (s *faults) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.active = nil
}

// effect is what the rules in force do to one request.
type effect struct {
	before, after time.Duration // delays around the execution
	rule          Rule          // the one that decided; zero when none did
	faults        []int         // ids of all that struck
}

// strike asks the rules about a request.
func (s *faults) strike(r *http.Request, body []byte) effect {
	s.mu.Lock()
	defer s.mu.Unlock()
	var e effect
	for _, fault := range s.active {
		if !fault.rule.match().selects(r, body) || !fault.strikes() {
			continue
		}
		e.faults = append(e.faults, fault.id)
		if fault.rule.Executed {
			e.after += fault.rule.Delay
		} else {
			e.before += fault.rule.Delay
		}
		if !fault.rule.onlyDelays() {
			e.rule = fault.rule
			break
		}
	}
	return e
}

// Fault puts a rule in force. It refuses a rule that contradicts itself, has
// no effect, or names an error code that the device doesn't document.
func (f *Front) Fault(r Rule) (*Fault, error) {
	if err := r.validate(); err != nil {
		return nil, fmt.Errorf("fault rule: %w", err)
	}
	if r.Error != "" {
		if _, _, _, ok := f.device.Failure(r.Error); !ok {
			return nil, fmt.Errorf("fault rule: %s documents no error code %q", f.device.Name(), r.Error)
		}
	}
	return f.faults.add(r), nil
}

// Faults are the rules in force, in the order in which they were added.
func (f *Front) Faults() []*Fault { return f.faults.list() }

// ClearFaults takes all rules out of force.
func (f *Front) ClearFaults() { f.faults.clear() }
