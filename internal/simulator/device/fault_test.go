package device_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// fault puts a rule in force.
func fault(t *testing.T, server *device.Server, r device.Rule) *device.Fault {
	t.Helper()
	f, err := server.Fault(r)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Each rule strikes the first of two creations; the device must have carried
// it out or not, the client must have seen what the rule says, and the second
// creation must be unharmed.
func TestFaultEffects(t *testing.T) {
	t.Parallel()
	const whole = `{"id":1,"title":"Go"}` + "\n"
	tests := map[string]struct {
		rule     device.Rule
		executed bool
		status   int // 0: the connection is dropped without an answer
		body     string
		cut      bool
		header   map[string]string
		atLeast  time.Duration
	}{
		"documented error": {
			rule: device.Rule{Error: "SHELF_BUSY"}, status: 409, body: `{"code":"SHELF_BUSY"}`,
			header: map[string]string{"Retry-After": "1", "Content-Length": "21"},
		},
		"documented error under another status": {
			rule: device.Rule{Error: "SHELF_BUSY", Status: 503}, status: 503, body: `{"code":"SHELF_BUSY"}`,
		},
		"documented error after execution": {
			rule: device.Rule{Error: "SHELF_BUSY", Executed: true}, executed: true, status: 409, body: `{"code":"SHELF_BUSY"}`,
		},
		"status": {
			rule:   device.Rule{Status: 502, Answer: "<html>", Header: map[string]string{"Content-Type": "text/html"}},
			status: 502, body: "<html>", header: map[string]string{"Content-Type": "text/html"},
		},
		"status after execution": {
			rule: device.Rule{Status: 504, Executed: true}, executed: true, status: 504,
		},
		"delay": {
			rule: device.Rule{Delay: 60 * time.Millisecond}, executed: true, status: 201, body: whole, atLeast: 60 * time.Millisecond,
		},
		"delay of the answer": {
			rule:     device.Rule{Delay: 60 * time.Millisecond, Executed: true},
			executed: true, status: 201, body: whole, atLeast: 60 * time.Millisecond,
		},
		"delay before an error": {
			rule:   device.Rule{Delay: 60 * time.Millisecond, Error: "SHELF_BUSY"},
			status: 409, body: `{"code":"SHELF_BUSY"}`, atLeast: 60 * time.Millisecond,
		},
		"drop before execution": {rule: device.Rule{Drop: device.BeforeExecution}},
		"drop after execution":  {rule: device.Rule{Drop: device.AfterExecution}, executed: true},
		"truncate":              {rule: device.Rule{Truncate: 5}, executed: true, status: 201, body: whole[:5], cut: true},
		"truncate never sends the whole": {
			rule: device.Rule{Truncate: 1000}, executed: true, status: 201, body: whole[:len(whole)-1], cut: true,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, s := start(t, device.Options{})
			test.rule.Times = 1
			f := fault(t, server, test.rule)
			began := time.Now()
			got, err := send(t, "POST", server.URL()+"/api/books", `{"title":"Go"}`)
			if took := time.Since(began); took < test.atLeast {
				t.Errorf("answered after %s, before %s", took, test.atLeast)
			}
			checkEnd(t, err, test.status == 0, test.cut)
			if got.status != test.status || got.body != test.body {
				t.Errorf("got %d %q, want %d %q", got.status, got.body, test.status, test.body)
			}
			for field, want := range test.header {
				if got.header.Get(field) != want {
					t.Errorf("%s is %q, want %q", field, got.header.Get(field), want)
				}
			}
			if (s.count() == 1) != test.executed {
				t.Errorf("the device has %d books, executed should be %t", s.count(), test.executed)
			}
			request := server.Requests(device.Match{})[0]
			if request.Executed != test.executed || request.Status != test.status || len(request.Faults) != 1 || request.Faults[0] != f.ID() {
				t.Errorf("logged as %+v", request)
			}
			if got := must(t, "POST", server.URL()+"/api/books", `{"title":"Go"}`); got.status != http.StatusCreated || f.Struck() != 1 || f.Seen() != 2 {
				t.Errorf("the second got %+v; struck %d of %d", got, f.Struck(), f.Seen())
			}
		})
	}
}

func checkEnd(t *testing.T, err error, dropped, cut bool) {
	t.Helper()
	switch {
	case dropped && (err == nil || errors.Is(err, io.ErrUnexpectedEOF)):
		t.Errorf("got %v, want a connection that is dropped without an answer", err)
	case cut && !errors.Is(err, io.ErrUnexpectedEOF):
		t.Errorf("got %v, want an answer that ends too early", err)
	case !dropped && !cut && err != nil:
		t.Error(err)
	}
}

func TestFaultSelectsItsRequests(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		rule device.Rule
		want bool
	}{
		"everything":     {device.Rule{}, true},
		"method":         {device.Rule{Method: "post"}, true},
		"other method":   {device.Rule{Method: "PUT"}, false},
		"of two methods": {device.Rule{Method: "PUT|POST"}, true},
		"path":           {device.Rule{Path: "/api/books"}, true},
		"path and slash": {device.Rule{Path: "/api/books/"}, true},
		"path beneath":   {device.Rule{Path: "/api/books/*"}, false},
		"any path":       {device.Rule{Path: "/**"}, true},
		"one segment":    {device.Rule{Path: "/api/*"}, true},
		"too short":      {device.Rule{Path: "/*"}, false},
		"query":          {device.Rule{Query: "approved=yes"}, true},
		"other query":    {device.Rule{Query: "approved=no"}, false},
		"body":           {device.Rule{Body: `"title":"Go"`}, true},
		"other body":     {device.Rule{Body: `"title":"C"`}, false},
		"all but one":    {device.Rule{Method: "POST", Path: "/api/books", Body: "nothing"}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _ := start(t, device.Options{})
			test.rule.Status = http.StatusTeapot
			fault(t, server, test.rule)
			got := must(t, "POST", server.URL()+"/api/books?approved=yes", `{"title":"Go"}`)
			if (got.status == http.StatusTeapot) != test.want {
				t.Errorf("got %d, should strike: %t", got.status, test.want)
			}
		})
	}
}

func TestFaultSkipsThenStrikesSoManyTimes(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	fault(t, server, device.Rule{Status: 500, Skip: 2, Times: 3})
	var got []int
	for range 7 {
		got = append(got, must(t, "GET", server.URL()+"/api/books", "").status)
	}
	for i, want := range []int{200, 200, 500, 500, 500, 200, 200} {
		if got[i] != want {
			t.Fatalf("got %v", got)
		}
	}
}

func TestFaultStrikesTheSameByChanceEachTime(t *testing.T) {
	t.Parallel()
	sequence := func(seed uint64) (struck string) {
		front := device.NewFront(newShelf())
		if _, err := front.Fault(device.Rule{Status: 500, Probability: 0.5, Seed: seed}); err != nil {
			t.Fatal(err)
		}
		for range 64 {
			if record(front, get("/api/books")).Code == 500 {
				struck += "x"
			} else {
				struck += "-"
			}
		}
		return struck
	}
	one := sequence(1)
	if n := strings.Count(one, "x"); n < 16 || n > 48 {
		t.Errorf("struck %d of 64", n)
	}
	if again := sequence(1); again != one {
		t.Errorf("another sequence with the same seed:\n%s\n%s", one, again)
	}
	if other := sequence(2); other == one {
		t.Errorf("the same sequence with another seed: %s", one)
	}
}

func TestFaultsStrikeExactlySoManyConcurrentRequests(t *testing.T) {
	t.Parallel()
	strikes := func() int {
		front := device.NewFront(newShelf())
		f, err := front.Fault(device.Rule{Status: 500, Skip: 10, Probability: 0.3, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		limited, err := front.Fault(device.Rule{Status: 502, Times: 20})
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 25 {
					record(front, get("/api/books"))
				}
			})
		}
		all.Wait()
		if limited.Struck() != 20 || limited.Seen() != 200-f.Struck() || f.Seen() != 200 {
			t.Errorf("struck %d of %d, and %d of %d", f.Struck(), f.Seen(), limited.Struck(), limited.Seen())
		}
		if got := front.Totals(); got.Failed != f.Struck()+20 || got.InFlight != 0 || got.Peak > 8 {
			t.Errorf("totals are %+v", got)
		}
		return f.Struck()
	}
	if first, second := strikes(), strikes(); first != second || first == 0 {
		t.Errorf("struck %d requests, then %d", first, second)
	}
}

func TestFirstFaultDecidesAndDelaysAddUp(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	slow := fault(t, server, device.Rule{Delay: 30 * time.Millisecond})
	slower := fault(t, server, device.Rule{Delay: 30 * time.Millisecond})
	first := fault(t, server, device.Rule{Status: 500})
	second := fault(t, server, device.Rule{Status: 502})
	began := time.Now()
	if got := must(t, "GET", server.URL()+"/api/books", ""); got.status != 500 {
		t.Errorf("got %d", got.status)
	}
	if took := time.Since(began); took < 60*time.Millisecond {
		t.Errorf("took %s", took)
	}
	if slow.Struck() != 1 || slower.Struck() != 1 || first.Struck() != 1 || second.Seen() != 0 {
		t.Errorf("struck %d, %d, %d, %d", slow.Struck(), slower.Struck(), first.Struck(), second.Seen())
	}
	first.Remove()
	if got := must(t, "GET", server.URL()+"/api/books", ""); got.status != 502 || len(server.Faults()) != 3 {
		t.Errorf("got %d with %d rules in force", got.status, len(server.Faults()))
	}
	server.ClearFaults()
	if got := must(t, "GET", server.URL()+"/api/books", ""); got.status != 200 {
		t.Errorf("got %d", got.status)
	}
}

// A client that gives up waiting must not have its request carried out later,
// unless the rule says that only the answer was slow.
func TestDelayedRequestOfAClientThatGaveUp(t *testing.T) {
	t.Parallel()
	for name, executed := range map[string]bool{"before execution": false, "after execution": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, s := start(t, device.Options{})
			fault(t, server, device.Rule{Delay: time.Hour, Executed: executed})
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			_, err := sendAs(ctx, client(t), "POST", server.URL()+"/api/books", `{}`)
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
			await(t, func() bool { return server.Totals().InFlight == 0 })
			if (s.count() == 1) != executed {
				t.Errorf("the device has %d books", s.count())
			}
		})
	}
}

func TestFaultRefusesRulesThatMakeNoSense(t *testing.T) {
	t.Parallel()
	tests := map[string]device.Rule{
		"no effect":              {Method: "GET"},
		"two effects":            {Status: 500, Drop: device.AfterExecution},
		"unknown error":          {Error: "NO_SUCH_CODE"},
		"informational status":   {Status: 100},
		"unknown moment":         {Drop: "later"},
		"answer without status":  {Delay: 1, Answer: "no"},
		"executed and dropped":   {Drop: device.AfterExecution, Executed: true},
		"executed and truncated": {Truncate: 1, Executed: true},
		"negative times":         {Status: 500, Times: -1},
		"impossible probability": {Status: 500, Probability: 1.5},
	}
	for name, rule := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			front := device.NewFront(newShelf())
			if _, err := front.Fault(rule); err == nil || len(front.Faults()) != 0 {
				t.Errorf("got %v, %d rules in force", err, len(front.Faults()))
			}
		})
	}
}

func TestDropNeedsAConnection(t *testing.T) {
	t.Parallel()
	for name, rule := range map[string]device.Rule{"drop": {Drop: device.BeforeExecution}, "truncate": {Truncate: 1}} {
		front := device.NewFront(newShelf())
		if _, err := front.Fault(rule); err != nil {
			t.Fatal(err)
		}
		if got := record(front, get("/api/books")); got.Code != http.StatusNotImplemented {
			t.Errorf("%s: got %d", name, got.Code)
		}
	}
}
