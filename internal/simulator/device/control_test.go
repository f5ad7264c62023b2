package device_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// control makes one request to the control API and reads the answer.
func control(t *testing.T, server *device.Server, method, path, body string, status int) map[string]any {
	t.Helper()
	got := must(t, method, server.URL()+"/_simulator/"+path, body)
	if got.status != status {
		t.Fatalf("%s %s %s: got %d %s, want %d", method, path, body, got.status, got.body, status)
	}
	var document map[string]any
	if err := json.Unmarshal([]byte(got.body), &document); err != nil {
		t.Fatalf("%s %s: %v in %q", method, path, err, got.body)
	}
	return document
}

// at follows names and indexes into a document.
func at(t *testing.T, document any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, ok := document.(map[string]any)
			if !ok {
				t.Fatalf("no %q in %v", step, document)
			}
			document = object[step]
		case int:
			array, ok := document.([]any)
			if !ok || step >= len(array) {
				t.Fatalf("no element %d in %v", step, document)
			}
			document = array[step]
		}
	}
	return document
}

// size is how many elements an array of a document has.
func size(t *testing.T, document any, path ...any) int {
	t.Helper()
	array, ok := at(t, document, path...).([]any)
	if !ok {
		t.Fatalf("no array at %v in %v", path, document)
	}
	return len(array)
}

func TestControlListsItself(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	index := control(t, server, "GET", "", "", http.StatusOK)
	operations := size(t, index, "operations")
	if index["device"] != "shelf" || operations != 26 {
		t.Errorf("%v has %d operations", index["device"], operations)
	}
	for i := range operations {
		if at(t, index, "operations", i, "purpose") == "" {
			t.Errorf("%v has no purpose", at(t, index, "operations", i))
		}
	}
}

// The list in the package comment is the one that the control API answers.
func TestControlIsDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var documented, offered []string
	for _, found := range regexp.MustCompile(`(?m)^//\t(GET|POST|PUT|DELETE) +(/_simulator/\S*)`).FindAllStringSubmatch(string(text), -1) {
		documented = append(documented, found[1]+" "+found[2])
	}
	server, _ := start(t, device.Options{})
	index := control(t, server, "GET", "", "", http.StatusOK)
	for i := range size(t, index, "operations") {
		offered = append(offered, fmt.Sprint(at(t, index, "operations", i, "method"), " ", at(t, index, "operations", i, "path")))
	}
	if !slices.Equal(documented, offered) {
		t.Errorf("documented %q\noffered    %q", documented, offered)
	}
}

func TestControlRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	tests := []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"GET", "nothing", "", 404, "/_simulator/nothing"},
		{"GET", "faults/17", "", 404, `"17"`},
		{"DELETE", "faults/first", "", 404, `"first"`},
		{"GET", "objects/shelves", "", 404, `"shelves"`},
		{"POST", "objects/shelves", `{"a":1}`, 404, `"shelves"`},
		{"GET", "objects/shelves/1", "", 404, `"shelves"`},
		{"GET", "objects/books/17", "", 404, `"17"`},
		{"PUT", "objects/books/17", `{"a":1}`, 404, `"17"`},
		{"DELETE", "objects/books/17", "", 404, `"17"`},
		{"POST", "objects/books", `{"color":"red"}`, 422, "books have no color"},
		{"POST", "objects/books", `{}`, 400, "no fields"},
		{"PATCH", "clock", "", 405, "GET, POST, PUT"},
		{"DELETE", "latency", "", 405, "GET, PUT"},
		{"GET", "requests?methods=GET", "", 400, `"methods"`},
		{"GET", "requests?method=GET&method=PUT", "", 400, "2 times"},
		{"GET", "requests?limit=ten", "", 400, `"limit"`},
		{"GET", "requests?a=%zz", "", 400, "query"},
		{"GET", "clock", "{}", 400, "takes no body"},
		{"PUT", "clock", "", 400, "missing"},
		{"PUT", "clock", "{}", 400, "now"},
		{"PUT", "clock", `{"now":"noon"}`, 400, "noon"},
		{"PUT", "clock", `{"time":1}`, 400, `"time"`},
		{"POST", "clock", `{}`, 400, "advance"},
		{"POST", "clock", `{"advance":"a day"}`, 400, `"a day"`},
		{"POST", "clock", `{"advance":"1h"} {}`, 400, "more than one"},
		{"PUT", "latency", `{"fixed":"-1ms"}`, 400, "negative"},
		{"PUT", "latency", `{"fix":"1ms"}`, 400, `"fix"`},
		{"POST", "faults", `{"methods":"GET","status":500}`, 400, `"methods"`},
		{"POST", "faults", `{"error":"NO_SUCH_CODE"}`, 400, "NO_SUCH_CODE"},
		{"POST", "faults", `{"method":"GET"}`, 400, "no effect"},
		{"POST", "generate", `{}`, 400, "no counts"},
		{"POST", "generate", `{"books":-1}`, 400, "negative"},
		{"POST", "generate", `{"books":"many"}`, 400, "string"},
		{"PUT", "inventory", `[`, 422, ""},
	}
	for _, test := range tests {
		document := control(t, server, test.method, test.path, test.body, test.status)
		message, ok := at(t, document, "error", "message").(string)
		if !ok || message == "" || !strings.Contains(message, test.says) {
			t.Errorf("%s %s %s: says %q, not %q", test.method, test.path, test.body, message, test.says)
		}
	}
	if server.CountRequests(device.Match{}) != 0 {
		t.Error("requests to the control API are in the log of the device")
	}
}

func TestControlAnswersThisMachineAlone(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		remote, host, origin string
		want                 int
	}{
		"loopback":           {"127.0.0.1:4711", "127.0.0.1:80", "", 200},
		"by name":            {"127.0.0.1:4711", "LocalHost:80", "", 200},
		"version 6":          {"[::1]:4711", "[::1]", "", 200},
		"remote client":      {"192.0.2.1:4711", "127.0.0.1:80", "", 403},
		"rebound name":       {"127.0.0.1:4711", "evil.example.com", "", 403},
		"network address":    {"127.0.0.1:4711", "192.0.2.7:80", "", 403},
		"own page":           {"127.0.0.1:4711", "127.0.0.1:80", "http://127.0.0.1:80", 200},
		"page from a server": {"127.0.0.1:4711", "127.0.0.1:80", "https://evil.example.com", 403},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodDelete, "/_simulator/requests", http.NoBody)
			r.RemoteAddr, r.Host = test.remote, test.host
			if test.origin != "" {
				r.Header.Set("Origin", test.origin)
			}
			if got := record(device.NewFront(newShelf()), r); got.Code != test.want {
				t.Errorf("got %d %s, want %d", got.Code, got.Body, test.want)
			}
		})
	}
}

func TestDeviceAnswersRemoteClients(t *testing.T) {
	t.Parallel()
	r := get("/api/books")
	r.RemoteAddr, r.Host = "192.0.2.1:4711", "192.0.2.7:80"
	if got := record(device.NewFront(newShelf()), r); got.Code != http.StatusOK {
		t.Errorf("got %d", got.Code)
	}
}

func TestControlOfRequests(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	for range 3 {
		must(t, "GET", server.URL()+"/api/books", "")
	}
	must(t, "POST", server.URL()+"/api/books", `{"password":"hunter2"}`)
	got := control(t, server, "GET", "requests?method=GET&path=/api/*&after=1&limit=1", "", 200)
	if got["selected"] != 3.0 || size(t, got, "requests") != 1 || at(t, got, "requests", 0, "number") != 2.0 {
		t.Errorf("got %v", got)
	}
	if _, err := time.ParseDuration(fmt.Sprint(at(t, got, "requests", 0, "duration"))); err != nil {
		t.Error(err)
	}
	if size(t, got, "counters") != 2 || at(t, got, "counters", 0, "requests") != 3.0 {
		t.Errorf("counters are %v", got["counters"])
	}
	if at(t, got, "totals", "requests") != 4.0 {
		t.Errorf("totals are %v", got["totals"])
	}
	control(t, server, "DELETE", "requests", "", 200)
	if n := server.CountRequests(device.Match{}); n != 0 {
		t.Errorf("still %d requests", n)
	}
}

func TestControlOfLatency(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{Latency: device.Latency{Fixed: time.Millisecond}})
	if got := control(t, server, "GET", "latency", "", 200); got["fixed"] != "1ms" || got["jitter"] != "0s" {
		t.Errorf("got %v", got)
	}
	control(t, server, "PUT", "latency", `{"fixed":"20ms","jitter":"5ms"}`, 200)
	if got := server.Latency(); got.Fixed != 20*time.Millisecond || got.Jitter != 5*time.Millisecond {
		t.Errorf("got %v", got)
	}
}

func TestControlOfFaults(t *testing.T) {
	t.Parallel()
	server, s := start(t, device.Options{})
	rule := `{"method":"POST","path":"/api/books","delay":"1ms","drop":"after","times":1}`
	added := control(t, server, "POST", "faults", rule, 201)
	if added["id"] != 1.0 || added["struck"] != 0.0 {
		t.Errorf("added %v", added)
	}
	want := device.Rule{Method: "POST", Path: "/api/books", Delay: time.Millisecond, Drop: device.AfterExecution, Times: 1}
	if got, again := server.Faults()[0].Rule(), rules(t, added["rule"]); got.Delay != want.Delay || got.Drop != want.Drop || again.Delay != want.Delay {
		t.Errorf("in force is %+v, shown as %+v", got, again)
	}
	if _, err := send(t, "POST", server.URL()+"/api/books", `{}`); err == nil || s.count() != 1 {
		t.Errorf("got %v; %d books", err, s.count())
	}
	if got := control(t, server, "GET", "faults/1", "", 200); got["struck"] != 1.0 || got["seen"] != 1.0 {
		t.Errorf("got %v", got)
	}
	control(t, server, "POST", "faults", `{"status":500}`, 201)
	if got := control(t, server, "GET", "faults", "", 200); size(t, got, "faults") != 2 {
		t.Errorf("got %v", got)
	}
	control(t, server, "DELETE", "faults/1", "", 200)
	if left := server.Faults(); len(left) != 1 || left[0].ID() != 2 {
		t.Errorf("left are %v", left)
	}
	if got := control(t, server, "DELETE", "faults", "", 200); size(t, got, "faults") != 0 || len(server.Faults()) != 0 {
		t.Errorf("got %v", got)
	}
}

// rules reads a rule as the control API shows it.
func rules(t *testing.T, shown any) device.Rule {
	t.Helper()
	text, err := json.Marshal(shown)
	if err != nil {
		t.Fatal(err)
	}
	var rule device.Rule
	if err := json.Unmarshal(text, &rule); err != nil {
		t.Fatal(err)
	}
	return rule
}

func TestControlOfTheClock(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	got := control(t, server, "PUT", "clock", `{"now":"2026-03-01T13:00:00+01:00","frozen":true}`, 200)
	if got["now"] != "2026-03-01T12:00:00Z" || got["frozen"] != true {
		t.Errorf("got %v", got)
	}
	if got := control(t, server, "POST", "clock", `{"advance":"24h"}`, 200); got["now"] != "2026-03-02T12:00:00Z" {
		t.Errorf("got %v", got)
	}
	control(t, server, "PUT", "clock", `{"frozen":false}`, 200)
	if server.Clock().Frozen() || control(t, server, "GET", "clock", "", 200)["frozen"] != false {
		t.Error("still frozen")
	}
}

func TestControlOfObjects(t *testing.T) {
	t.Parallel()
	server, s := start(t, device.Options{})
	if got := control(t, server, "POST", "objects/books", `{"title":"Go"}`, 201); got["id"] != 1.0 {
		t.Errorf("created %v", got)
	}
	if got := control(t, server, "PUT", "objects/books/1", `{"title":"Gopher","locked":true}`, 200); got["title"] != "Gopher" {
		t.Errorf("changed to %v", got)
	}
	if got := control(t, server, "GET", "objects/books/1", "", 200); got["title"] != "Gopher" {
		t.Errorf("got %v", got)
	}
	if got := control(t, server, "GET", "objects/books", "", 200); size(t, got, "objects") != 1 {
		t.Errorf("got %v", got)
	}
	control(t, server, "DELETE", "objects/books/1", "", 422)
	control(t, server, "PUT", "objects/books/1", `{"locked":false}`, 200)
	if got := control(t, server, "DELETE", "objects/books/1", "", 200); got["title"] != "Gopher" || s.count() != 0 {
		t.Errorf("deleted %v; %d books left", got, s.count())
	}
}

func TestControlOfTheInventory(t *testing.T) {
	t.Parallel()
	server, s := start(t, device.Options{})
	control(t, server, "POST", "generate", `{"books":3}`, 200)
	if s.count() != 3 {
		t.Errorf("generated %d books", s.count())
	}
	inventory := must(t, "GET", server.URL()+"/_simulator/inventory", "").body
	other, copied := start(t, device.Options{})
	control(t, other, "PUT", "inventory", inventory, 200)
	if copied.count() != 3 {
		t.Errorf("imported %d books from %s", copied.count(), inventory)
	}
	if got := control(t, server, "GET", "omissions", "", 200); size(t, got, "omissions") != 1 || at(t, got, "omissions", 0) != "lending" {
		t.Errorf("got %v", got)
	}
}

func TestFaultsAndLatencySpareTheControl(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{Latency: device.Latency{Fixed: time.Hour}})
	if _, err := server.Fault(device.Rule{Status: 500}); err != nil {
		t.Fatal(err)
	}
	control(t, server, "GET", "clock", "", 200)
}
