package symkloud_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// start is the time at which every test's stack begins.
var start = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)

// stack is a simulated stack with a frozen clock, and who talks to it.
type stack struct {
	t *testing.T
	*symkloud.Stack
	clock       *device.Clock
	name, token string
}

// reply is what came back.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

// newStack makes a stack and logs in as its administrator.
func newStack(t *testing.T, options symkloud.Options) *stack {
	t.Helper()
	clock := device.NewClock(nil)
	clock.Freeze()
	clock.Set(start)
	options.Clock = clock
	return (&stack{t: t, Stack: symkloud.New(options), clock: clock}).as("admin", symkloud.AdminPassword)
}

// as is the same stack seen by another account, which logs in.
func (s *stack) as(name, password string) *stack {
	s.t.Helper()
	other := *s
	other.name = name
	answered := s.do(s.request(http.MethodGet, "Auth", nil), name, password)
	other.token, _ = answered.object()["token"].(string)
	if other.token == "" {
		s.t.Fatalf("logging in as %s: %s", name, answered.body)
	}
	return &other
}

// on is the same stack for a subtest.
func (s *stack) on(t *testing.T) *stack {
	other := *s
	other.t = t
	return &other
}

// request makes a request for a path below /v3/, with a form unless it's nil.
func (s *stack) request(method, path string, form url.Values) *http.Request {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, "/v3/"+path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

// do sends a request with HTTP Basic and reads the answer.
func (s *stack) do(r *http.Request, name, secret string) reply {
	s.t.Helper()
	if name != "" {
		r.SetBasicAuth(name, secret)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{s.t, w.Code, w.Header(), string(body)}
}

// under is a path of platform 6, unless it leads elsewhere.
func under(path string) string {
	if strings.HasPrefix(path, "/") {
		return path[1:]
	}
	return "Platform/6/" + path
}

// get reads a path below the platform, or below /v3 if it begins with a slash.
func (s *stack) get(path string) reply {
	s.t.Helper()
	path, query, _ := strings.Cut(path, "?")
	r := s.request(http.MethodGet, under(path), nil)
	r.URL.RawQuery = query
	return s.do(r, s.name, s.token)
}

// post sends a form given as name, value, name, value.
func (s *stack) post(path string, form ...string) reply {
	s.t.Helper()
	return s.send(http.MethodPost, path, form...)
}

func (s *stack) send(method, path string, form ...string) reply {
	s.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Add(form[i], form[i+1])
	}
	return s.do(s.request(method, under(path), values), s.name, s.token)
}

// object is a reply that is a JSON object, and no failure.
func (r reply) object() map[string]any {
	r.t.Helper()
	fields := r.fields()
	if fields["status"] == "Failure" {
		r.t.Fatalf("refused: %s", r.body)
	}
	return fields
}

// fields are those of a JSON object.
func (r reply) fields() map[string]any {
	r.t.Helper()
	fields, ok := r.value().(map[string]any)
	if !ok {
		r.t.Fatalf("no object: %s", r.body)
	}
	return fields
}

// first is the first object of a list that a reply has.
func (r reply) first(name string) map[string]any {
	r.t.Helper()
	elements, _ := r.object()[name].([]any)
	if len(elements) == 0 {
		r.t.Fatalf("no %s: %s", name, r.body)
	}
	object, _ := elements[0].(map[string]any)
	return object
}

// list is a reply that is a JSON array.
func (r reply) list() []any {
	r.t.Helper()
	elements, ok := r.value().([]any)
	if !ok {
		r.t.Fatalf("no array: %s", r.body)
	}
	return elements
}

func (r reply) value() any {
	r.t.Helper()
	decoder := json.NewDecoder(bytes.NewReader([]byte(r.body)))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		r.t.Fatalf("%v in %q", err, r.body)
	}
	return value
}

// is compares the reply with JSON text, whatever its spaces and order.
func (r reply) is(want string) {
	r.t.Helper()
	got, wanted := compact(r.t, r.value()), compact(r.t, reply{t: r.t, body: want}.value())
	if r.status != http.StatusOK || got != wanted {
		r.t.Errorf("got %d %s\nwant %s", r.status, got, wanted)
	}
}

func compact(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// succeeds demands the documented success.
func (r reply) succeeds() {
	r.t.Helper()
	r.is(`{"status":"Success","code":0,"message":""}`)
}

// refused demands a failure with a code, and the HTTP status that goes with it.
func (r reply) refused(code int) {
	r.t.Helper()
	status := http.StatusOK
	switch code {
	case 23, 27, 29, 30, 31:
		status = http.StatusUnauthorized
	}
	var got struct {
		Status  string
		Code    int
		Message *string
	}
	if err := json.Unmarshal([]byte(r.body), &got); err != nil {
		r.t.Fatalf("%v in %q", err, r.body)
	}
	if got.Status != "Failure" || got.Code != code || got.Message == nil || r.status != status {
		r.t.Errorf("got %d %s, want %d with code %d", r.status, r.body, status, code)
	}
	if asks := r.header.Get("WWW-Authenticate") == `Basic realm="symkloud"`; asks != (status == http.StatusUnauthorized) {
		r.t.Errorf("code %d: WWW-Authenticate is %q", code, r.header.Get("WWW-Authenticate"))
	}
}
