package infinibox

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"net/http"
)

// sessionCookie is what users/login hands out.
const sessionCookie = "JSESSIONID"

// sessionRoutes are login and logout of the section "Users", and what needs no
// credentials at all.
func (a *Array) sessionRoutes() []route {
	login := post("users/login", nil, a.login)
	login.open = true
	features := listOn("_features", "GetFeatures", a.features)
	features.open = true
	// The one answer without an envelope, as the reference shows it.
	ping := get("system/ping", func(*call) (*answer, error) { return &answer{ready: []byte(`"OK"`)}, nil })
	ping.open = true
	return []route{login, post("users/logout", nil, a.logout), features, ping}
}

// authenticate finds out who calls: HTTP Basic if it is there, otherwise the
// cookie of a session. Both are valid at any time.
func (a *Array) authenticate(c *call, r *http.Request) error {
	if name, password, ok := r.BasicAuth(); ok {
		if c.user = a.account(name, password); c.user != nil {
			return nil
		}
		return fail("AUTHENTICATION_REQUIRED")
	}
	cookie, err := r.Cookie(sessionCookie)
	if errors.Is(err, http.ErrNoCookie) {
		return fail("AUTHENTICATION_REQUIRED")
	}
	if c.user = a.sessions[cookie.Value]; c.user == nil || !c.user.enabled {
		return fail("AUTHENTICATION_REQUIRED")
	}
	c.session = cookie.Value
	return nil
}

// account is the enabled local account with these credentials, or nil.
func (a *Array) account(name, password string) *user {
	u, ok := a.users.named(name)
	if !ok || u.kind != localUser || subtle.ConstantTimeCompare([]byte(u.password), []byte(password)) != 1 || !u.enabled {
		return nil
	}
	return u
}

// login opens a session. clientid is documented and has no effect.
func (a *Array) login(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("username", "password", "clientid"); err != nil {
		return nil, err
	}
	if err := d.require("username", "password"); err != nil {
		return nil, err
	}
	name, _, err := d.text("username")
	if err != nil {
		return nil, err
	}
	password, _, err := d.text("password")
	if err != nil {
		return nil, err
	}
	u := a.account(name, password)
	if u == nil {
		return nil, fail("BAD_USER")
	}
	session := rand.Text()
	a.sessions[session] = u
	answered := a.loggedIn(u, nil)
	answered.cookie = newSessionCookie(session, 0)
	return answered, nil
}

// logout ends the session that the call came with; a call with HTTP Basic has
// none to end.
func (a *Array) logout(c *call) (*answer, error) {
	delete(a.sessions, c.session)
	answered := a.loggedIn(c.user, []*user{c.user})
	if c.session != "" {
		answered.cookie = newSessionCookie("", -1)
	}
	return answered, nil
}

// newSessionCookie is for the whole array; age is in seconds, negative to take
// the cookie back. Simulators are served without TLS too, so it isn't bound to
// that.
func newSessionCookie(session string, age int) *http.Cookie {
	return &http.Cookie{Name: sessionCookie, Value: session, Path: "/", HttpOnly: true, MaxAge: age} //nolint:gosec // see above
}

// loggedIn is how login and logout show the account.
func (a *Array) loggedIn(u *user, objects []*user) *answer {
	return &answer{result: func(buf []byte) []byte {
		buf = append(buf, `{"user_objects":`...)
		if objects == nil {
			buf = append(buf, "null"...)
		} else {
			buf = append(buf, '[')
			for i, shown := range objects {
				if i > 0 {
					buf = append(buf, ',')
				}
				buf = a.users.append(buf, shown, nil)
			}
			buf = append(buf, ']')
		}
		buf = append(buf, `,"name":`...)
		buf = appendText(buf, u.name)
		buf = append(buf, `,"roles":`...)
		buf = several(word(string(u.role))).appendJSON(buf)
		return append(buf, '}')
	}}
}

// EndSessions makes every session stale, as a restart of the management
// service does.
func (a *Array) EndSessions() {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.sessions)
}
