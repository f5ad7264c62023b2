package symkloud

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"time"
)

// authPath is the one call that takes a password.
const authPath = "Auth"

// token is what an account calls with in place of its password.
type token struct {
	text string
	// used is when it was last used.
	used time.Time
}

// newToken makes the text of a token: a random UUID.
func newToken() string {
	var b [16]byte
	// It never fails: the program ends before it would.
	_, _ = rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func (s *Stack) authRoutes() []route {
	return []route{{methods: "GET", path: authPath, need: NoAccess, handle: s.logIn}}
}

// credentials is the reply to a login.
type credentials struct {
	Result   string `json:"result"`
	Token    string `json:"token"`
	RoleKey  string `json:"roleKey"`
	RoleText string `json:"roleText"`
}

// logIn gives an account a token, which ends the one that it had.
func (s *Stack) logIn(c *call) (any, error) {
	name, password, ok := c.request.BasicAuth()
	if !ok {
		return nil, refuse(codeNoBasic)
	}
	u := s.user(name)
	if u == nil {
		s.logFailedLogin(c.now, name)
		return nil, refuse(codeNoUser)
	}
	if !same(u.Password, password) {
		s.logFailedLogin(c.now, name)
		return nil, refuse(codeWrongPassword)
	}
	role, ok := s.role(u.Role)
	if !ok {
		return nil, refuse(codeBadRole)
	}
	t := token{text: newToken(), used: c.now}
	s.tokens[u.Name] = t
	return credentials{"Success", t.text, role.Key, role.Text}, nil
}

// authenticate finds out who calls, by the token in the password's place, and
// prolongs the token.
func (s *Stack) authenticate(c *call) error {
	name, given, ok := c.request.BasicAuth()
	if !ok {
		return refuse(codeNoBasic)
	}
	u := s.user(name)
	if u == nil {
		return refuse(codeNoUser)
	}
	t, ok := s.tokens[name]
	switch {
	case !ok:
		return refuse(codeNoToken)
	case !same(t.text, given):
		return refuse(codeWrongToken)
	case !c.now.Before(t.used.Add(time.Duration(s.tokenLifetime))):
		return refuse(codeTokenExpired)
	}
	t.used = c.now
	s.tokens[name] = t
	c.user = u
	return nil
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// EndTokens ends the token of an account, as a restart of its server would.
// Which of the codes 27 and 30 comes next is the same to a client.
func (s *Stack) EndTokens(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tokens, name)
}
