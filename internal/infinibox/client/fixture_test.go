package client

import (
	"encoding/json"
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
	testUser     = "terraform"
	testPassword = "pw-of-the-array"
)

// sent is a request as the array saw it.
type sent struct {
	Method, Path, Body string
	Header             http.Header
}

// array is a server whose answers the test writes by hand: one after another,
// the last one stays.
type array struct {
	*httptest.Server
	mu      sync.Mutex
	answers []http.HandlerFunc
	seen    []sent
}

func newArray(t *testing.T, answers ...http.HandlerFunc) *array {
	t.Helper()
	a := &array{answers: answers}
	a.Server = httptest.NewServer(a)
	t.Cleanup(a.Close)
	return a
}

func (a *array) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	a.mu.Lock()
	current := a.answers[min(len(a.seen), len(a.answers)-1)]
	a.seen = append(a.seen, sent{r.Method, r.RequestURI, string(body), r.Header})
	a.mu.Unlock()
	current(w, r)
}

// requests are the requests so far as "METHOD uri".
func (a *array) requests() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []string
	for _, s := range a.seen {
		all = append(all, s.Method+" "+s.Path)
	}
	return all
}

func (a *array) expect(t *testing.T, want ...string) {
	t.Helper()
	if got := a.requests(); !slices.Equal(got, want) {
		t.Errorf("the array saw\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func raw(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func result(status int, value string) http.HandlerFunc {
	return raw(status, "application/json", `{"result":`+value+`,"metadata":{"ready":true},"error":null}`)
}

func refuse(status int, code, message string, reasons ...string) http.HandlerFunc {
	type text struct {
		Message string `json:"message"`
	}
	var list []text
	for _, reason := range reasons {
		list = append(list, text{reason})
	}
	body, err := json.Marshal(map[string]any{
		"result": nil, "metadata": map[string]any{"ready": true},
		"error": map[string]any{"code": code, "message": message, "reasons": list},
	})
	if err != nil {
		panic(err)
	}
	return raw(status, "application/json", string(body))
}

func unready(location string) http.HandlerFunc {
	return raw(202, "application/json", fmt.Sprintf(`{"result":null,"metadata":{"ready":false,"result_url":%q},"error":null}`, location))
}

func page(number, pages, objects int, values string) http.HandlerFunc {
	return raw(200, "application/json", fmt.Sprintf(
		`{"result":[%s],"metadata":{"ready":true,"page":%d,"page_size":1000,"pages_total":%d,"number_of_objects":%d},"error":null}`,
		values, number, pages, objects))
}

func dropped(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_ = connection.Close()
}

// connect is a client of the array that retries in milliseconds.
func connect(t *testing.T, a *array, change ...func(*Options)) *Client {
	t.Helper()
	options := Options{
		Endpoint: a.URL,
		Username: testUser,
		Password: testPassword,
		Retry: transport.Retry{
			Pace:     transport.Pace{Min: time.Millisecond, Max: 2 * time.Millisecond},
			Attempts: 3,
			Patience: 5 * time.Second,
		},
		Polling: transport.Pace{Min: time.Millisecond, Max: 2 * time.Millisecond},
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

// ids are the ids of objects, in their order.
func ids(objects []api.Object) string {
	var all []string
	for _, object := range objects {
		all = append(all, fmt.Sprint(object["id"]))
	}
	return strings.Join(all, " ")
}
