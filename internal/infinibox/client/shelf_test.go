package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// shelf is an array with one collection, whose single reads and listings wait
// until the test lets them go on.
type shelf struct {
	*httptest.Server
	gate chan struct{}

	mu      sync.Mutex
	objects map[string]map[string]any
	sent    []string
	// refuse says which requests the array refuses; may be nil.
	refuse func(request string) bool
	// owners is how many things metadata can hang on.
	owners int
	// page is how many objects a page has, whatever is asked for.
	page int
	// listed is called before each page but the first; may be nil.
	listed func(s *shelf)
}

func newShelf(t *testing.T, objects int) *shelf {
	t.Helper()
	s := &shelf{gate: make(chan struct{}), objects: map[string]map[string]any{}, page: 1000}
	for id := 1; id <= objects; id++ {
		s.objects[strconv.Itoa(id)] = map[string]any{"id": id, "name": fmt.Sprint("n", id), "size": id * 512, "note": nil}
	}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// open lets everything through from now on.
func (s *shelf) open() { close(s.gate) }

// pass lets one request through.
func (s *shelf) pass() { s.gate <- struct{}{} }

func (s *shelf) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

// arrived waits until so many requests came.
func (s *shelf) arrived(t *testing.T, requests int) {
	t.Helper()
	eventually(t, func() bool { return len(s.requests()) >= requests })
}

func eventually(t *testing.T, happened func() bool) {
	t.Helper()
	for begun := time.Now(); !happened(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > 10*time.Second {
			t.Fatal("it didn't happen within ten seconds")
		}
	}
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, root+"/")
	request := r.Method + " " + path
	if r.URL.RawQuery != "" {
		request += "?" + r.URL.RawQuery
	}
	s.mu.Lock()
	s.sent = append(s.sent, request)
	refused := s.refuse != nil && s.refuse(request)
	s.mu.Unlock()
	// What is answered is as it was when the request came.
	var answer http.HandlerFunc
	parts := strings.Split(path, "/")
	switch id, err := strconv.Atoi(parts[len(parts)-1]); {
	case refused:
		answer = refuse(403, "USER_IS_FORBIDDEN", "not for you: "+request)
	case r.Method != http.MethodGet:
		answer = result(200, "{}")
	case err == nil && parts[0] == "metadata" && id > s.owners:
		answer = refuse(404, "METADATA_IS_NOT_SUPPORTED_FOR_ENTITY", "no "+parts[1])
	case err == nil && parts[0] == "metadata":
		answer = s.list(r, strconv.Itoa(id))
	case err == nil:
		answer = s.one(strconv.Itoa(id))
	default:
		answer = s.list(r, "")
	}
	select {
	case <-s.gate:
	case <-r.Context().Done():
		return
	}
	answer(w, r)
}

func (s *shelf) one(id string) http.HandlerFunc {
	s.mu.Lock()
	defer s.mu.Unlock()
	object, ok := s.objects[id]
	if !ok {
		return refuse(404, "VOLUME_NOT_FOUND", "no "+id)
	}
	return result(200, text(object))
}

func (s *shelf) list(r *http.Request, owner string) http.HandlerFunc {
	query := r.URL.Query()
	number := 1
	if query.Has("page") {
		number, _ = strconv.Atoi(query.Get("page"))
	}
	s.mu.Lock()
	if number > 1 && s.listed != nil {
		s.listed(s)
	}
	defer s.mu.Unlock()
	var found []map[string]any
	among := func(in string, id any) bool {
		return in == "" || slices.Contains(strings.Split(strings.Trim(in, "in:()"), ","), fmt.Sprint(id))
	}
	for id, object := range s.objects {
		if among(query.Get("id"), id) && among(query.Get("object_id"), object["object_id"]) && among(owner, object["object_id"]) {
			found = append(found, object)
		}
	}
	slices.SortFunc(found, func(a, b map[string]any) int {
		return strings.Compare(fmt.Sprintf("%9v", a["id"]), fmt.Sprintf("%9v", b["id"]))
	})
	total, pages := len(found), (len(found)+s.page-1)/s.page
	found = found[min(len(found), (number-1)*s.page):min(len(found), number*s.page)]
	shown := make([]string, len(found))
	for i, object := range found {
		plucked := map[string]any{}
		for name, value := range object {
			if fields := query.Get("fields"); fields == "" || slices.Contains(strings.Split(fields, ","), name) {
				plucked[name] = value
			}
		}
		shown[i] = text(plucked)
	}
	return page(number, pages, total, strings.Join(shown, ","))
}

func text(value any) string {
	written, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(written)
}

// reader is a client of a shelf with the results of its callers.
type reader struct {
	*Client
	t    *testing.T
	done sync.WaitGroup
	mu   sync.Mutex
	got  map[string]refreshed
}

func read(t *testing.T, s *shelf) *reader {
	t.Helper()
	return &reader{Client: connect(t, &array{Server: s.Server}), t: t, got: map[string]refreshed{}}
}

// begin asks for objects and returns when all of them wait.
func (r *reader) begin(ctx context.Context, collection string, fields []string, ids ...string) {
	r.t.Helper()
	before := r.asked(collection)
	for _, id := range ids {
		r.done.Go(func() {
			object, err := r.Refresh(ctx, collection, id, fields)
			r.mu.Lock()
			defer r.mu.Unlock()
			r.got[id] = refreshed{object, err}
		})
	}
	eventually(r.t, func() bool { return r.asked(collection) >= before+len(ids) })
}

// beginOf asks for all objects of owners and returns when all of them wait.
func (r *reader) beginOf(owners ...string) {
	r.t.Helper()
	before := r.asked("metadata")
	for _, owner := range owners {
		r.done.Go(func() {
			objects, err := r.RefreshOf(r.t.Context(), "metadata", owner)
			r.mu.Lock()
			defer r.mu.Unlock()
			r.got[owner] = refreshed{keyed(objects), err}
		})
	}
	eventually(r.t, func() bool { return r.asked("metadata") >= before+len(owners) })
}

func (r *reader) asked(collection string) int {
	r.together.mu.Lock()
	defer r.together.mu.Unlock()
	if g := r.together.collections[collection]; g != nil {
		return g.asked
	}
	return 0
}

func (r *reader) end() map[string]refreshed {
	r.done.Wait()
	return r.got
}

// numbers are ids from one to another.
func numbers(from, to int) []string {
	var ids []string
	for id := from; id <= to; id++ {
		ids = append(ids, strconv.Itoa(id))
	}
	return ids
}

func (s *shelf) expect(t *testing.T, want ...string) {
	t.Helper()
	if got := s.requests(); !slices.Equal(got, want) {
		t.Errorf("the array saw\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
