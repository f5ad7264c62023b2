package client

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

const (
	testUser     = "admin"
	testPassword = "pw-of-the-platform"
)

// platform is a server that gives tokens and answers as the test says.
type platform struct {
	*httptest.Server
	mu sync.Mutex
	// token counts; the one before it doesn't any more.
	tokens int
	seen   []string
	bodies []string
	// answers are by "METHOD path below /v3/Platform/6/": one after another, the
	// last one stays.
	answers map[string][]http.HandlerFunc
}

func newPlatform(t *testing.T, answers map[string][]http.HandlerFunc) *platform {
	t.Helper()
	p := &platform{answers: answers}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	name, secret, _ := r.BasicAuth()
	call := r.Method + " " + strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/v3/Platform/6"), "/")
	call = strings.Replace(call, "v3/Auth", "Auth", 1)
	p.mu.Lock()
	p.seen = append(p.seen, r.Method+" "+r.RequestURI)
	p.bodies = append(p.bodies, string(body))
	answer := p.next(call)
	switch {
	case answer == nil && call == "GET Auth" && (name != testUser || secret != testPassword):
		answer = refuse(23, "Invalid password for user")
	case answer == nil && call == "GET Auth":
		p.tokens++
		answer = reply(fmt.Sprintf(`{"result":"Success","token":%q,"roleKey":"admin","roleText":"Administrator"}`, p.token()))
	case answer == nil:
		answer = refuse(12, "Invalid API call")
	case call != "GET Auth" && (p.tokens == 0 || secret != p.token()):
		answer = refuse(27, "Invalid token for user")
	}
	p.mu.Unlock()
	answer(w, r)
}

func (p *platform) token() string { return fmt.Sprintf("token-number-%d", p.tokens) }

func (p *platform) next(call string) http.HandlerFunc {
	scripted := p.answers[call]
	if len(scripted) == 0 {
		return nil
	}
	if len(scripted) > 1 {
		p.answers[call] = scripted[1:]
	}
	return scripted[0]
}

// end ends the token, as the login of another run does.
func (p *platform) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tokens++
}

func (p *platform) requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.seen)
}

// calls are the requests without logins and what all have in common.
func (p *platform) calls() []string {
	var calls []string
	for _, r := range p.requests() {
		if r != "GET /v3/Auth" {
			calls = append(calls, strings.Replace(strings.Replace(r, "/v3/Platform/6/", "", 1), "/v3/", "v3/", 1))
		}
	}
	return calls
}

func (p *platform) expect(t *testing.T, want ...string) {
	t.Helper()
	if got := p.calls(); !slices.Equal(got, want) {
		t.Errorf("the platform saw\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// always is a platform that answers one call.
func always(t *testing.T, call string, answers ...http.HandlerFunc) *platform {
	t.Helper()
	return newPlatform(t, map[string][]http.HandlerFunc{call: answers})
}

func raw(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func reply(body string) http.HandlerFunc { return raw(200, "application/json", body) }

func done(w http.ResponseWriter, r *http.Request) {
	reply(`{"status": "Success", "code": 0, "message": "" }`)(w, r)
}

func refuse(code int, words string) http.HandlerFunc {
	return reply(fmt.Sprintf(`{"status": "Failure", "code": %d, "message": %q}`, code, words))
}

func dropped(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_ = connection.Close()
}

// hurried is patience in milliseconds.
func hurried() transport.Retry {
	return transport.Retry{
		Pace:     transport.Pace{Min: time.Millisecond, Max: 4 * time.Millisecond},
		Attempts: 3,
		Patience: 5 * time.Second,
	}
}

// connect is a client of an address that retries in milliseconds.
func connect(t *testing.T, address string, change ...func(*Options)) *Client {
	t.Helper()
	options := Options{
		Endpoint: address, HTTPSEndpoint: "https://127.0.0.1:1", Platform: "6",
		Username: testUser, Password: testPassword, Retry: hurried(),
	}
	for _, set := range change {
		set(&options)
	}
	client, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// collect reads a listing to its end.
func collect(t *testing.T, c *Client, path string, query api.Query) ([]api.Object, error) {
	t.Helper()
	var all []api.Object
	for object, err := range c.List(t.Context(), path, query) {
		if err != nil {
			return all, err
		}
		all = append(all, object)
	}
	return all, nil
}

// column is one field of objects, in their order.
func column(objects []api.Object, field string) string {
	var all []string
	for _, object := range objects {
		all = append(all, fmt.Sprint(object[field]))
	}
	return strings.Join(all, " ")
}
