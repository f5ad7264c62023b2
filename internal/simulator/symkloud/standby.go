package symkloud

import (
	"net/http"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// second is the other management server of a stack.
type second struct{ *Stack }

// ServeHTTP answers the API below /v3/ with code 42 until it's the active one.
func (s second) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.serve(w, r, true) }

// Second is the other management server of the same stack, to be served at an
// address of its own. It refuses every call with code 42 until FailOver.
func (s *Stack) Second() device.Secured { return second{s} }

// FailOver lets the two management servers change places. Tokens end.
func (s *Stack) FailOver() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changePlaces()
}

func (s *Stack) changePlaces() {
	s.Elsewhere = !s.Elsewhere
	s.tokens = map[string]token{}
}

// restart starts the web server anew, during which the stack isn't ready.
func (s *Stack) restart(now time.Time) { s.readyAt = now.Add(s.options.Restart) }
