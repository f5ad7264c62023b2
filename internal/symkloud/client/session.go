package client

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// renewals is how often one operation logs in again because its token doesn't
// count any more, before it gives up.
const renewals = 6

// Session is a login that other tools can use while it lasts. Its token is a
// secret, and another login of the same account ends it.
type Session struct {
	// Endpoint is the address that gave the token: "http://mgmt:9090".
	Endpoint string `json:"endpoint"`
	// Username and Token are name and password for HTTP Basic.
	Username string `json:"username"`
	Token    string `json:"token"`
	// RoleKey and RoleText are the account's role: "admin", "Administrator".
	RoleKey  string `json:"roleKey"`
	RoleText string `json:"roleText"`
}

// login is a session with the header that it makes.
type login struct {
	Session
	authorization string
}

// session is the login that all operations share.
type session struct {
	// turn holds the right to log in.
	turn chan struct{}

	mu      sync.Mutex
	current *login
	// lost is how often the operation that lost the last login had lost one.
	lost int
	// refused is the platform's refusal of the password.
	refused *api.Error
}

func newSession() *session {
	s := &session{turn: make(chan struct{}, 1)}
	s.turn <- struct{}{}
	return s
}

// held is the login that counts; nil when there is none.
func (s *session) held() (current *login, lost int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refused != nil {
		// A run of many resources would otherwise try a wrong password as often.
		again := *s.refused
		return nil, 0, &again
	}
	return s.current, s.lost, nil
}

// keep makes a login the one that counts.
func (s *session) keep(current *login, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current, s.lost = current, 0
	var refusal *api.Error
	if errors.As(err, &refusal) && errors.Is(refusal.Kind, api.ErrUnauthenticated) {
		s.refused = refusal
	}
}

// lose forgets a login that an operation lost, for the how-manieth time. An idle
// one that has expired isn't anybody's fault.
func (s *session) lose(ended *login, times int, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != ended {
		return
	}
	s.current, s.lost = nil, times
	if times == 1 && code == codeTokenExpired {
		s.lost = 0
	}
}

// logIn gives the login that counts. One operation makes it, and the others wait
// for that. After a login was lost, perhaps to another run that has the same
// account, it waits before it takes the account back, each time longer: in
// between the other one gets on.
func (c *Client) logIn(ctx context.Context) (*login, error) {
	if current, _, err := c.session.held(); current != nil || err != nil {
		return current, err
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-c.session.turn:
	}
	defer func() { c.session.turn <- struct{}{} }()
	current, lost, err := c.session.held()
	if current != nil || err != nil {
		return current, err
	}
	if lost > 0 {
		if err := c.pace.Pause(ctx, lost-1); err != nil {
			return nil, err
		}
	}
	current, err = c.authenticate(ctx)
	c.session.keep(current, err)
	return current, err
}

// authenticate makes a login ("Auth" in the reference).
func (c *Client) authenticate(ctx context.Context) (*login, error) {
	r := c.newRequest(http.MethodGet, service+"Auth")
	r.Header.Set("Authorization", basic(c.options.Username, c.options.Password))
	given, response, err := c.send(ctx, r)
	if err != nil {
		return nil, err
	}
	object, _ := given.value.(map[string]any)
	text := func(name string) string {
		value, _ := object[name].(string)
		return value
	}
	made := &login{Session: Session{
		Endpoint: response.Endpoint, Username: c.options.Username, Token: text("token"),
		RoleKey: text("roleKey"), RoleText: text("roleText"),
	}}
	if made.Token == "" {
		return nil, c.failure(r, response, api.ErrNotTheDevice, 0, "logged in, but the platform gave no token")
	}
	made.authorization = basic(made.Username, made.Token)
	c.transport.Mask(made.Token, made.Username+":"+made.Token)
	return made, nil
}

// Session is the login that the client's own operations have, made if there is
// none yet: another login would end it.
func (c *Client) Session(ctx context.Context) (Session, error) {
	current, err := c.logIn(ctx)
	if err != nil {
		return Session{}, c.named(c.newRequest(http.MethodGet, service+"Auth"), err)
	}
	return current.Session, nil
}

// taken is the error of an operation whose login was ended again and again.
func (c *Client) taken(refusal *api.Error) error {
	taken := *refusal
	taken.Message = fmt.Sprintf("%s; after %d new logins another session of the account %q still ends each: give every run and every tool an account of its own",
		refusal.Message, renewals, c.options.Username)
	return &taken
}

// named adds the request to the context's error.
func (c *Client) named(r request, err error) error {
	var failure *api.Error
	if errors.As(err, &failure) {
		return err
	}
	return fmt.Errorf("%s %s: %w", r.Method, c.transport.Redactor().Text(r.Path), err)
}

// basic is the value of an Authorization header (RFC 7617).
func basic(username, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(username+":"+password))
}
