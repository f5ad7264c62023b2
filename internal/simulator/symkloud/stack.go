package symkloud

import (
	"net/http"
	"sync"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// Stack is one simulated stack of symkloud platforms, which share accounts and
// security settings. It is safe for concurrent use.
type Stack struct {
	options Options
	clock   *device.Clock
	router  *router

	// mu guards everything below.
	mu sync.Mutex
	state
	// tokens are those of the accounts, by name, and how long each lives.
	tokens        map[string]token
	tokenLifetime span
	// uploads are under way, by call and platform.
	uploads map[string]bool
	// readyAt is when the stack answers again after a restart.
	readyAt time.Time
	serials uint64
}

var (
	_ device.Secured  = (*Stack)(nil)
	_ device.Surveyed = (*Stack)(nil)
)

// New makes a stack in its factory state, with the accounts and nodes of the
// options.
func New(options Options) *Stack {
	s := &Stack{options: options.withDefaults()}
	s.clock = s.options.Clock
	s.tokenLifetime = span(s.options.TokenLifetime)
	s.router = newRouter(s.calls())
	s.furnish()
	return s
}

// calls are those of every domain. A domain joins by its line here.
func (s *Stack) calls() []route {
	return join(
		s.authRoutes(),
		s.userRoutes(),
		s.securityRoutes(),
		s.platformRoutes(),
		s.switchRoutes(),
		s.snmpRoutes(),
		s.bundleRoutes(),
		s.upgradeRoutes(),
		s.alarmRoutes(),
		s.selRoutes(),
		s.psuRoutes(),
		s.fanRoutes(),
		s.nodeRoutes(),
		s.powerRoutes(),
		s.sensorRoutes(),
		s.kvmRoutes(),
		s.networkRoutes(),
		s.payloadRoutes(),
	)
}

// furnish puts the stack into its factory state.
func (s *Stack) furnish() {
	s.state = state{HTTPS: httpsSettings{Enabled: s.options.HTTPS}}
	s.tokens, s.uploads = map[string]token{}, map[string]bool{}
	s.readyAt = time.Time{}
	for _, u := range s.options.Users {
		s.Users = append(s.Users, &user{Name: u.Name, Password: u.Password, Role: u.Role})
	}
	for _, number := range s.options.Platforms {
		s.Platforms = append(s.Platforms, s.newPlatform(number))
	}
}

// ServeHTTP answers the API below /v3/.
func (s *Stack) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.serve(w, r, false) }

func (s *Stack) serve(w http.ResponseWriter, r *http.Request, second bool) {
	status, header, body := s.answer(&call{stack: s, request: r, now: s.clock.Now(), second: second})
	for name, values := range header {
		w.Header()[name] = values
	}
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		return // the client went away; there is nobody left to tell
	}
}

// Name is the product's name.
func (s *Stack) Name() string { return "symkloud" }

// Clock is the time that the stack lives by.
func (s *Stack) Clock() *device.Clock { return s.clock }

// Environment points the provider at the first platform of this stack, with
// the first account whose role may do everything.
func (s *Stack) Environment(endpoint string) map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	environment := map[string]string{"SYMKLOUD_ENDPOINT": endpoint}
	if len(s.Platforms) > 0 {
		environment["SYMKLOUD_PLATFORM"] = s.Platforms[0].Number
	}
	for _, u := range s.Users {
		if role, ok := s.role(u.Role); ok && role.Level == Administer {
			environment["SYMKLOUD_USERNAME"] = u.Name
			environment["SYMKLOUD_PASSWORD"] = u.Password
			break
		}
	}
	return environment
}
