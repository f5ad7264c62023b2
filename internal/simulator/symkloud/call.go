package symkloud

import (
	"net/http"
	"net/url"
	"time"
)

// call is one request on its way through the stack.
type call struct {
	stack   *Stack
	request *http.Request
	now     time.Time
	route   *route
	named   map[string]string // the variables of the path
	sent    url.Values
	// second tells that it came to the other management server.
	second bool
	// user calls; nil before it's known.
	user *user
	form form
	// What the path names, as far as it names it.
	platform *platform
	node     *node
	payload  *payload
	nic      *nic
	sensor   *sensor
	psu      *psu
	fan      *fan
}

// table is a reply that isn't JSON.
type table []byte

// answer carries a request out and renders what comes of it.
func (s *Stack) answer(c *call) (status int, header http.Header, body []byte) {
	given, err := s.carryOut(c)
	if err != nil {
		return refusal(err)
	}
	header = http.Header{"Content-Type": {"application/json"}}
	if text, ok := given.(table); ok {
		header.Set("Content-Type", "text/csv")
		return http.StatusOK, header, text
	}
	body, ok := given.([]byte)
	if !ok {
		return refusal(failure{codeUnhandled})
	}
	return http.StatusOK, header, body
}

// refusal renders an error; one that has no documented code is a fault of the
// simulator, for which there is a code too.
func refusal(err error) (status int, header http.Header, body []byte) {
	f, ok := err.(failure) //nolint:errorlint // failures are never wrapped
	if !ok {
		f = failure{codeUnhandled}
	}
	body, err = f.body()
	if err != nil {
		return http.StatusInternalServerError, f.header(), nil
	}
	return f.status(), f.header(), body
}

// carryOut finds the call, admits it and does it. What it answers is rendered
// while the stack's lock is held, so it shows one moment.
func (s *Stack) carryOut(c *call) (any, error) {
	var unrouted, unread error
	c.route, c.named, unrouted = s.router.match(c.request.Method, c.request.URL.EscapedPath())
	upload := c.route != nil && c.route.receive != nil
	if !upload {
		// Before the lock, as a slow client must not hold up the others.
		c.sent, unread = readForm(c.request)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(c.now)
	if err := s.admit(c, unrouted); err != nil {
		return nil, err
	}
	if err := c.find(); err != nil {
		return nil, err
	}
	if unread != nil {
		return nil, unread
	}
	handle := c.route.handle
	if upload {
		var err error
		if handle, err = s.receive(c); err != nil {
			return nil, err
		}
	} else {
		var err error
		if c.form, err = c.route.takes.check(c.sent); err != nil {
			return nil, err
		}
	}
	given, err := handle(c)
	if err != nil {
		return nil, err
	}
	if given == nil {
		given = result{Status: "Success"}
	}
	if text, ok := given.(table); ok {
		return text, nil
	}
	return encode(given)
}

// receive takes an upload in, one at a time, without the lock.
func (s *Stack) receive(c *call) (func(*call) (any, error), error) {
	slot := c.route.path + " " + c.named["p"]
	if s.uploads[slot] {
		return nil, refuse(c.route.busy)
	}
	s.uploads[slot] = true
	keep, err := s.unlocked(c)
	delete(s.uploads, slot)
	if err != nil {
		return nil, err
	}
	// Meanwhile everything may have been replaced.
	c.now = s.clock.Now()
	s.settle(c.now)
	if err := c.findPlatform(); err != nil {
		return nil, err
	}
	return keep, nil
}

// unlocked takes an upload in while others may call.
func (s *Stack) unlocked(c *call) (func(*call) (any, error), error) {
	s.mu.Unlock()
	defer s.mu.Lock()
	return c.route.receive(c)
}

// admit lets a call in: by the state of the stack, its credentials, its path
// and the role that it needs.
func (s *Stack) admit(c *call, unrouted error) error {
	if c.second != s.Elsewhere {
		return refuse(codeStandby)
	}
	if c.now.Before(s.readyAt) {
		return refuse(codeNotReady)
	}
	if c.route != nil && c.route.path == authPath {
		return nil
	}
	if err := s.authenticate(c); err != nil {
		return err
	}
	if err := c.findPlatform(); err != nil {
		return err
	}
	if unrouted != nil {
		return unrouted
	}
	role, ok := s.role(c.user.Role)
	if !ok || role.Level < c.route.need {
		return refuse(codeRoleTooLow)
	}
	return nil
}
