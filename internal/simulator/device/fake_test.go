package device_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// shelf is a device with one collection, books, that are listed, made and
// deleted under /api/books.
type shelf struct {
	clock *device.Clock

	mu    sync.Mutex
	last  int
	books map[int]map[string]any
	// hold, when set, is received from before a request is carried out.
	hold chan struct{}
}

func newShelf() *shelf {
	return &shelf{clock: device.NewClock(nil), books: map[int]map[string]any{}}
}

func (s *shelf) Name() string         { return "shelf" }
func (s *shelf) Clock() *device.Clock { return s.clock }
func (s *shelf) Omissions() []string  { return []string{"lending"} }
func (s *shelf) Environment(endpoint string) map[string]string {
	return map[string]string{"SHELF_ENDPOINT": endpoint, "SHELF_PASSWORD": "it's secret"}
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.hold != nil {
		<-s.hold
	}
	path := strings.TrimSuffix(r.URL.Path, "/")
	switch {
	case r.Method == http.MethodPost && path == "/api/books":
		var fields map[string]any
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		book, _ := s.Put("books", "", fields)
		w.WriteHeader(http.StatusCreated)
		_ = json.NewEncoder(w).Encode(book)
	case r.Method == http.MethodGet && path == "/api/books":
		books, _ := s.Objects("books")
		_ = json.NewEncoder(w).Encode(books)
	case path == "/api/panic":
		panic(http.ErrAbortHandler)
	default:
		http.NotFound(w, r)
	}
}

func (s *shelf) Failure(code string) (int, http.Header, []byte, bool) {
	if code != "SHELF_BUSY" {
		return 0, nil, nil, false
	}
	return http.StatusConflict, http.Header{"Retry-After": {"1"}}, []byte(`{"code":"SHELF_BUSY"}`), true
}

func (s *shelf) Object(collection, id string) (map[string]any, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := strconv.Atoi(id)
	book, ok := s.books[n]
	return maps.Clone(book), ok && err == nil && collection == "books"
}

func (s *shelf) Objects(collection string) ([]map[string]any, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []map[string]any
	for _, id := range slices.Sorted(maps.Keys(s.books)) {
		all = append(all, maps.Clone(s.books[id]))
	}
	return all, collection == "books"
}

func (s *shelf) Put(collection, id string, fields map[string]any) (map[string]any, error) {
	if collection != "books" {
		return nil, errors.New("no such collection")
	}
	if _, has := fields["color"]; has {
		return nil, errors.New("books have no color")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	n, _ := strconv.Atoi(id)
	if id == "" {
		s.last++
		n = s.last
		s.books[n] = map[string]any{"id": n}
	}
	maps.Copy(s.books[n], fields)
	return maps.Clone(s.books[n]), nil
}

func (s *shelf) Remove(_, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := strconv.Atoi(id)
	if s.books[n]["locked"] == true {
		return errors.New("the book is locked")
	}
	delete(s.books, n)
	return err
}

func (s *shelf) Export(w io.Writer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return json.NewEncoder(w).Encode(s.books)
}

func (s *shelf) Import(r io.Reader) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.books)
	return json.NewDecoder(r).Decode(&s.books)
}

func (s *shelf) Generate(counts map[string]int) error {
	for i := range counts["books"] {
		if _, err := s.Put("books", "", map[string]any{"title": fmt.Sprintf("Volume %d", i+1)}); err != nil {
			return err
		}
	}
	return nil
}

// count is how many books there really are.
func (s *shelf) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.books)
}

// start serves a new shelf until the test ends.
func start(t *testing.T, o device.Options) (*device.Server, *shelf) {
	t.Helper()
	s := newShelf()
	server, err := device.Start(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server, s
}

// client opens a connection for each request, so that net/http repeats none.
func client(t *testing.T) *http.Client {
	t.Helper()
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 30 * time.Second}
}

// reply is an answer that has been read to its end.
type reply struct {
	status int
	header http.Header
	body   string
}

// send makes one request.
func send(t *testing.T, method, url, body string) (reply, error) {
	t.Helper()
	return sendAs(t.Context(), client(t), method, url, body)
}

func sendAs(ctx context.Context, c *http.Client, method, url, body string) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	answer, err := c.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	return reply{answer.StatusCode, answer.Header, string(text)}, err
}

// must makes one request that has to be answered.
func must(t *testing.T, method, url, body string) reply {
	t.Helper()
	got, err := send(t, method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// record passes a request to a handler without a connection.
func record(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// get is a request without a body.
func get(path string) *http.Request {
	return httptest.NewRequest(http.MethodGet, path, http.NoBody)
}
