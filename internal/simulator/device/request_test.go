package device_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

func TestRequestLogShowsWhatWasSent(t *testing.T) {
	t.Parallel()
	s := newShelf()
	s.clock.Freeze()
	s.clock.Set(noon)
	front := device.NewFront(s)
	r := httptest.NewRequest(http.MethodPost, "/api/books?approved=yes&token=abc", strings.NewReader(`{"title":"Go","password":"hunter2"}`))
	r.SetBasicAuth("terraform", "opensesame")
	if got := record(front, r); got.Code != 201 {
		t.Fatalf("got %d %s", got.Code, got.Body)
	}
	if book, _ := s.Object("books", "1"); book["password"] != "hunter2" {
		t.Errorf("the device got %v", book)
	}
	all := front.Requests(device.Match{})
	if len(all) != 1 {
		t.Fatalf("logged %d requests", len(all))
	}
	got := all[0]
	got.Duration = 0
	want := device.Request{
		Number: 1, Time: noon, Method: "POST", Path: "/api/books", Query: "approved=yes&token=***", User: "terraform",
		Body: `{"password":"***","title":"Go"}`, Status: 201, Executed: true,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestRequestLogMeasuresDurations(t *testing.T) {
	t.Parallel()
	front := device.NewFront(newShelf())
	if err := front.SetLatency(device.Latency{Fixed: 20 * time.Millisecond, Jitter: 10 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		record(front, get("/api/books"))
	}
	seen := map[time.Duration]bool{}
	for _, r := range front.Requests(device.Match{}) {
		seen[r.Duration] = true
		if r.Duration < 20*time.Millisecond {
			t.Errorf("took %s", r.Duration)
		}
	}
	if len(seen) != 3 {
		t.Errorf("no jitter in %v", seen)
	}
}

func TestRequestLogCanBeAskedForSome(t *testing.T) {
	t.Parallel()
	front := device.NewFront(newShelf())
	for _, title := range []string{"Go", "C", "Go"} {
		record(front, httptest.NewRequest(http.MethodPost, "/api/books/", strings.NewReader(`{"title":"`+title+`"}`)))
	}
	record(front, get("/api/books?page=2"))
	record(front, get("/api/books/17"))
	tests := []struct {
		match device.Match
		want  int
	}{
		{device.Match{}, 5},
		{device.Match{Method: "POST"}, 3},
		{device.Match{Method: "POST|PUT|DELETE"}, 3},
		{device.Match{Path: "/api/books"}, 4},
		{device.Match{Path: "/api/books/*"}, 1},
		{device.Match{Query: "page=2"}, 1},
		{device.Match{Method: "POST", Body: `"Go"`}, 2},
		{device.Match{Method: "PUT"}, 0},
	}
	for _, test := range tests {
		got := front.Requests(test.match)
		if len(got) != test.want || front.CountRequests(test.match) != test.want {
			t.Errorf("%+v: got %d, counted %d, want %d", test.match, len(got), front.CountRequests(test.match), test.want)
		}
	}
}

func TestCountersCountByMethodAndShapeOfPath(t *testing.T) {
	t.Parallel()
	front := device.NewFront(newShelf())
	for _, path := range []string{
		"/api/books", "/api/books/", "/api/books/17", "/api/books/18",
		"/api/books/0f8fad5b-d9cb-469f-a165-70867728950e", "/api/books/742b0f000004e2b0000000000000025a",
	} {
		record(front, get(path))
	}
	want := []device.Counter{
		{Method: "GET", Path: "/api/books", Requests: 2},
		{Method: "GET", Path: "/api/books/{id}", Requests: 4, Failed: 4},
	}
	got := front.Counters()
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %+v", got)
	}
	if totals := front.Totals(); totals != (device.Totals{Requests: 6, Failed: 4, Peak: 1}) {
		t.Errorf("totals are %+v", totals)
	}
	front.ClearRequests()
	record(front, get("/api/books"))
	if all := front.Requests(device.Match{}); len(all) != 1 || all[0].Number != 7 || front.Totals().Requests != 1 {
		t.Errorf("after clearing: %+v, %+v", all, front.Totals())
	}
}

func TestRequestLogForgetsTheOldestAndCountsThem(t *testing.T) {
	t.Parallel()
	const capacity, more = 1 << 15, 10
	front := device.NewFront(newShelf())
	r := get("/api/books")
	for range capacity + more {
		record(front, r)
	}
	all := front.Requests(device.Match{})
	if len(all) != capacity || all[0].Number != more+1 || all[capacity-1].Number != capacity+more {
		t.Errorf("has %d requests, from %d to %d", len(all), all[0].Number, all[len(all)-1].Number)
	}
	if got := front.Totals(); got.Requests != capacity+more || got.Forgotten != more {
		t.Errorf("totals are %+v", got)
	}
}

func TestCountersStayBounded(t *testing.T) {
	t.Parallel()
	front := device.NewFront(newShelf())
	for i := range 3000 {
		record(front, get("/api/book"+strconv.Itoa(i)))
	}
	all, sum := front.Counters(), 0
	for _, c := range all {
		sum += c.Requests
	}
	if len(all) > 1025 || sum != 3000 {
		t.Errorf("%d counters count %d requests", len(all), sum)
	}
}

func TestLargeBodyReachesTheDeviceWholeAndTheLogInPart(t *testing.T) {
	t.Parallel()
	s := newShelf()
	front := device.NewFront(s)
	title := strings.Repeat("long ", 20000)
	record(front, httptest.NewRequest(http.MethodPost, "/api/books", strings.NewReader(`{"title":"`+title+`"}`)))
	if book, _ := s.Object("books", "1"); book["title"] != title {
		t.Errorf("the device got %d bytes", len(fmt.Sprint(book["title"])))
	}
	if got := front.Requests(device.Match{})[0].Body; len(got) != 16<<10 {
		t.Errorf("the log has %d bytes", len(got))
	}
}

func TestRequestOfADeviceThatPanickedIsLogged(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{ErrorLog: log.New(io.Discard, "", 0)})
	if _, err := send(t, "POST", server.URL()+"/api/panic", ""); err == nil {
		t.Error("got an answer")
	}
	await(t, func() bool { return server.Totals().InFlight == 0 })
	if got := server.Requests(device.Match{})[0]; got.Status != 0 || !got.Executed {
		t.Errorf("logged as %+v", got)
	}
}
