package symkloud

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// hotSwapState is one of the states M0 to M7 that PICMG has for what can be
// swapped.
type hotSwapState int

// The states that nodes, payloads, power supplies and fans pass through.
const (
	inactive         hotSwapState = 1
	activationAsked  hotSwapState = 2
	activating       hotSwapState = 3
	active           hotSwapState = 4
	deactivationDue  hotSwapState = 5
	deactivating     hotSwapState = 6
	highestHotSwap                = 7
	discreteAsserted              = 0x8000
)

// String is the state as the API names it: "M4".
func (h hotSwapState) String() string { return "M" + strconv.Itoa(int(h)) }

// text is what the state means.
func (h hotSwapState) text() string {
	return [...]string{
		"Not Installed", "Inactive", "Activation Request", "Activation In Progress", "Active",
		"Deactivation Request", "Deactivation In Progress", "Communication Lost",
	}[h]
}

// MarshalText implements encoding.TextMarshaler.
func (h hotSwapState) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *hotSwapState) UnmarshalText(text []byte) error {
	digit, ok := strings.CutPrefix(string(text), "M")
	value, isNumber := digits(digit)
	if !ok || !isNumber || value > highestHotSwap {
		return fmt.Errorf("%q is no hot-swap state from M0 to M7", text)
	}
	*h = hotSwapState(value)
	return nil
}

// swap is the hot-swap state of a node or payload, and where it's going.
type swap struct {
	State hotSwapState `json:"state"`
	// Due is when the next state is reached; zero while nothing is under way.
	Due time.Time `json:"due,omitzero"`
	// Target is the state that a command wants: M1 or M4.
	Target hotSwapState `json:"target,omitzero"`
	// Again tells that it's activated once it's inactive: a reset.
	Again bool `json:"again,omitempty"`
}

// moving tells whether it's on its way to another state.
func (w *swap) moving() bool { return !w.Due.IsZero() }

// swapView is a hot-swap state as most replies show it.
type swapView struct {
	State hotSwapState `json:"state"`
	Text  string       `json:"text"`
}

func (w *swap) view() swapView { return swapView{w.State, w.State.text()} }
