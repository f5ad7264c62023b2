package infinibox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const (
	gigabyte = 1_000_000_000
	terabyte = 1_000_000_000_000
)

// start is the time at which every test's array begins.
var start = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)

// array is a simulated array behind a real HTTP server, and who talks to it.
type array struct {
	t *testing.T
	*infinibox.Array
	clock *device.Clock
	url   string
	as    infinibox.User
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   string
	Result any `json:"result"`
	Meta   struct {
		Ready     bool   `json:"ready"`
		ResultURL string `json:"result_url"`
		Page      int    `json:"page"`
		PageSize  int    `json:"page_size"`
		Pages     int    `json:"pages_total"`
		Objects   int    `json:"number_of_objects"`
	} `json:"metadata"`
	Error *struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		Reasons []struct {
			Message string `json:"message"`
		} `json:"reasons"`
	} `json:"error"`
}

// newArray starts an array on a frozen clock and logs in as its administrator.
func newArray(t *testing.T, options infinibox.Options) *array {
	t.Helper()
	clock := device.NewClock(nil)
	clock.Freeze()
	clock.Set(start)
	options.Clock = clock
	simulated := infinibox.New(options)
	server := httptest.NewServer(simulated)
	t.Cleanup(server.Close)
	return (&array{t: t, Array: simulated, clock: clock, url: server.URL}).login("admin")
}

// on is the same array for a subtest.
func (a *array) on(t *testing.T) *array {
	other := *a
	other.t = t
	return &other
}

// login answers the same array seen by another account.
func (a *array) login(name string) *array {
	a.t.Helper()
	for _, u := range a.Users() {
		if u.Name == name {
			other := *a
			other.as = u
			return &other
		}
	}
	a.t.Fatalf("no account %q", name)
	return nil
}

// send does a request with HTTP Basic and reads the answer.
func (a *array) send(method, path string, body any) reply {
	a.t.Helper()
	request := a.request(method, path, body)
	request.SetBasicAuth(a.as.Name, a.as.Password)
	return a.do(request)
}

// request makes a request without credentials. A string body goes as it is.
func (a *array) request(method, path string, body any) *http.Request {
	a.t.Helper()
	var sent io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		sent = strings.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		if err != nil {
			a.t.Fatal(err)
		}
		sent = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(a.t.Context(), method, a.url+"/api/rest/"+path, sent)
	if err != nil {
		a.t.Fatal(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request
}

func (a *array) do(request *http.Request) reply {
	a.t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		a.t.Fatal(err)
	}
	defer func() {
		if err := response.Body.Close(); err != nil {
			a.t.Error(err)
		}
	}()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	answered := reply{status: response.StatusCode, header: response.Header, body: string(raw)}
	if !strings.HasPrefix(answered.body, "{") {
		return answered
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&answered); err != nil {
		a.t.Fatalf("%s %s: %v in %s", request.Method, request.URL, err, raw)
	}
	return answered
}

// must does a request that has to work, and answers the object it returns.
func (a *array) must(method, path string, body any) object {
	a.t.Helper()
	answered := a.send(method, path, body)
	if answered.Error != nil || answered.status >= 300 {
		a.t.Fatalf("%s %s: %d %s", method, path, answered.status, answered.body)
	}
	result, _ := answered.Result.(map[string]any)
	return object{a.t, result}
}

// refused does a request that has to fail with a code and status.
func (a *array) refused(method, path string, body any, status int, code string) reply {
	a.t.Helper()
	answered := a.send(method, path, body)
	answered.is(a.t, method+" "+path, status, code)
	return answered
}

func (r reply) is(t *testing.T, what string, status int, code string) {
	t.Helper()
	if r.Error == nil {
		t.Fatalf("%s: %d without an error, want %d %s\n%s", what, r.status, status, code, r.body)
	}
	if r.status != status || r.Error.Code != code {
		t.Fatalf("%s: %d %s %q, want %d %s", what, r.status, r.Error.Code, r.Error.Message, status, code)
	}
	if r.Result != nil {
		t.Errorf("%s: a refusal has a result: %s", what, r.body)
	}
}

// object is a result with typed access.
type object struct {
	t      *testing.T
	fields map[string]any
}

func (o object) number(name string) int64 {
	o.t.Helper()
	digits, ok := o.fields[name].(json.Number)
	if !ok {
		o.t.Fatalf("%s is %v, not a number", name, o.fields[name])
	}
	n, err := digits.Int64()
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

func (o object) id() int64 { o.t.Helper(); return o.number("id") }

func (o object) text(name string) string {
	o.t.Helper()
	s, ok := o.fields[name].(string)
	if !ok {
		o.t.Fatalf("%s is %v, not text", name, o.fields[name])
	}
	return s
}

// object is the answer's result, which has to be one object.
func (r reply) object(t *testing.T) object {
	t.Helper()
	fields, ok := r.Result.(map[string]any)
	if !ok {
		t.Fatalf("the result isn't an object: %s", r.body)
	}
	return object{t, fields}
}

// items are the answer's result, which has to be a list of objects.
func (r reply) items(t *testing.T) []object {
	t.Helper()
	listed, ok := r.Result.([]any)
	if !ok {
		t.Fatalf("the result isn't a list: %s", r.body)
	}
	items := make([]object, len(listed))
	for i, item := range listed {
		fields, ok := item.(map[string]any)
		if !ok {
			t.Fatalf("the result isn't a list of objects: %s", r.body)
		}
		items[i] = object{t, fields}
	}
	return items
}

// whole is a number in what the array's Go methods answer.
func whole(t testing.TB, held map[string]any, name string) int64 {
	t.Helper()
	n, ok := held[name].(int64)
	if !ok {
		t.Fatalf("%s is %v, not a number", name, held[name])
	}
	return n
}

// has compares fields with what they should be.
func (o object) has(want map[string]any) {
	o.t.Helper()
	for name, expected := range want {
		got, known := o.fields[name]
		if !known {
			o.t.Errorf("%s is missing", name)
			continue
		}
		if a, b := jsonOf(o.t, got), jsonOf(o.t, expected); a != b {
			o.t.Errorf("%s is %s, want %s", name, a, b)
		}
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	encoded, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// pool makes a pool of so many terabytes.
func (a *array) pool(name string, terabytes int64) int64 {
	a.t.Helper()
	return a.must(http.MethodPost, "pools", map[string]any{"name": name, "physical_capacity": terabytes * terabyte}).id()
}

// volume makes a thin volume of so many gigabytes.
func (a *array) volume(name string, pool, gigabytes int64) int64 {
	a.t.Helper()
	return a.must(http.MethodPost, "volumes", map[string]any{"name": name, "pool_id": pool, "size": gigabytes * gigabyte}).id()
}

// snapshot takes a snapshot; extra fields go along.
func (a *array) snapshot(name string, parent int64, extra ...map[string]any) int64 {
	a.t.Helper()
	body := map[string]any{"name": name, "parent_id": parent}
	for _, fields := range extra {
		for field, v := range fields {
			body[field] = v
		}
	}
	return a.must(http.MethodPost, "volumes", body).id()
}

// get reads an object.
func (a *array) get(path string) object {
	a.t.Helper()
	return a.must(http.MethodGet, path, nil)
}

// names are the names in a listing, in its order.
func (a *array) names(path string) []string {
	a.t.Helper()
	answered := a.send(http.MethodGet, path, nil)
	if answered.Error != nil {
		a.t.Fatalf("GET %s: %s", path, answered.body)
	}
	names := []string{}
	for _, item := range answered.items(a.t) {
		names = append(names, item.text("name"))
	}
	return names
}

func at(path string, id int64, rest ...string) string {
	return path + "/" + strconv.FormatInt(id, 10) + strings.Join(rest, "")
}
