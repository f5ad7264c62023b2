package transport

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"
)

// hurried is patience in milliseconds.
var hurried = Retry{
	Pace:     Pace{Min: time.Millisecond, Max: 4 * time.Millisecond},
	Attempts: 3,
	Patience: 5 * time.Second,
}

// step is how a scripted server treats one request.
type step func(w http.ResponseWriter, r *http.Request)

// script answers requests one after another and counts them; the last step
// stays.
type script struct {
	mu    sync.Mutex
	steps []step
	seen  []*http.Request
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	current := s.steps[min(len(s.seen), len(s.steps)-1)]
	s.seen = append(s.seen, r)
	s.mu.Unlock()
	current(w, r)
}

// count is how many requests the server saw.
func (s *script) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.seen)
}

func serve(t *testing.T, steps ...step) (*httptest.Server, *script) {
	t.Helper()
	s := &script{steps: steps}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server, s
}

// answer is a step that answers with a status and a body.
func answer(status int, body string, header ...string) step {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// drop is a step that reads the request and closes the connection.
func drop(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_ = connection.Close()
}

// breakOff is a step that promises more than it sends.
func breakOff(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = w.Write([]byte("half"))
	_ = http.NewResponseController(w).Flush()
	drop(w, r)
}

// hang is a step that answers only when the client has gone.
func hang(_ http.ResponseWriter, r *http.Request) {
	<-r.Context().Done()
}

func address(t *testing.T, text string) *url.URL {
	t.Helper()
	parsed, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// newClient is a client of the given addresses that retries in milliseconds.
func newClient(t *testing.T, change func(*Options), addresses ...string) *Client {
	t.Helper()
	options := Options{Device: "Array", UserAgent: "test/1", Retry: hurried}
	for _, text := range addresses {
		options.Endpoints = append(options.Endpoints, address(t, text))
	}
	if change != nil {
		change(&options)
	}
	client, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.transport.CloseIdleConnections)
	return client
}

// closedAddress is an address where nobody listens.
func closedAddress(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server.URL
}
