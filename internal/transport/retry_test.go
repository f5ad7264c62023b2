package transport

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestRequestsAreRepeatedOnlyWhereThatIsSafe(t *testing.T) {
	t.Parallel()
	busyWord := func(_ int, _ http.Header, body []byte) bool { return strings.Contains(string(body), "BUSY") }
	post := Request{Method: http.MethodPost, Body: []byte(`{}`)}
	put := Request{Method: http.MethodPut, Body: []byte(`{}`), Idempotent: true}
	remove := Request{Method: http.MethodDelete, Idempotent: true}
	get := Request{Method: http.MethodGet}
	ok := answer(200, "fine")
	tests := map[string]struct {
		request  Request
		steps    []step
		requests int
		status   int
		kind     error
	}{
		"get after a lost answer":              {get, []step{drop, ok}, 2, 200, nil},
		"get after half an answer":             {get, []step{breakOff, ok}, 2, 200, nil},
		"get after 502":                        {get, []step{answer(502, ""), ok}, 2, 200, nil},
		"get after 503":                        {get, []step{answer(503, ""), ok}, 2, 200, nil},
		"get after 504":                        {get, []step{answer(504, ""), ok}, 2, 200, nil},
		"get not after 500":                    {get, []step{answer(500, ""), ok}, 1, 500, nil},
		"get not after 404":                    {get, []step{answer(404, ""), ok}, 1, 404, nil},
		"get gives up on lost answers":         {get, []step{drop}, 3, 0, api.ErrUnreachable},
		"get gives up on 503":                  {get, []step{answer(503, "")}, 3, 503, api.ErrUnreachable},
		"put after a lost answer":              {put, []step{drop, ok}, 2, 200, nil},
		"put after 503":                        {put, []step{answer(503, ""), ok}, 2, 200, nil},
		"put gives up":                         {put, []step{drop}, 3, 0, api.ErrOutcomeUnknown},
		"put gives up on 504":                  {put, []step{answer(504, "")}, 3, 504, api.ErrOutcomeUnknown},
		"delete after a lost answer":           {remove, []step{drop, answer(404, "")}, 2, 404, nil},
		"delete gives up":                      {remove, []step{drop}, 3, 0, api.ErrOutcomeUnknown},
		"post never after a lost answer":       {post, []step{drop, ok}, 1, 0, api.ErrOutcomeUnknown},
		"post never after half an answer":      {post, []step{breakOff, ok}, 1, 0, api.ErrOutcomeUnknown},
		"post never after 502":                 {post, []step{answer(502, ""), ok}, 1, 502, api.ErrOutcomeUnknown},
		"post never after 503":                 {post, []step{answer(503, ""), ok}, 1, 503, api.ErrOutcomeUnknown},
		"post never after 500":                 {post, []step{answer(500, ""), ok}, 1, 500, nil},
		"post after 429":                       {post, []step{answer(429, ""), ok}, 2, 200, nil},
		"post after a busy answer":             {post, []step{answer(409, "BUSY"), answer(503, "BUSY"), ok}, 3, 200, nil},
		"post after busy is still a post":      {post, []step{answer(409, "BUSY"), drop, ok}, 2, 0, api.ErrOutcomeUnknown},
		"busy isn't bounded by attempts":       {get, []step{answer(409, "BUSY"), answer(409, "BUSY"), answer(409, "BUSY"), answer(409, "BUSY"), ok}, 5, 200, nil},
		"other statuses of the device are its": {post, []step{answer(409, "NO")}, 1, 409, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, seen := serve(t, test.steps...)
			client := newClient(t, func(o *Options) { o.Busy = busyWord }, server.URL)
			response, err := client.Do(t.Context(), test.request)
			if seen.count() != test.requests {
				t.Errorf("the server saw %d requests, want %d", seen.count(), test.requests)
			}
			if !errors.Is(err, test.kind) || (test.kind == nil) != (err == nil) {
				t.Errorf("error %v, want %v", err, test.kind)
			}
			status := 0
			if response != nil {
				status = response.Status
			}
			if status != test.status {
				t.Errorf("status %d, want %d", status, test.status)
			}
		})
	}
}

func TestBodyIsSentAgainWithEachAttempt(t *testing.T) {
	t.Parallel()
	var bodies []string
	record := func(status int) step {
		return func(w http.ResponseWriter, r *http.Request) {
			text := make([]byte, 100)
			n, _ := r.Body.Read(text)
			bodies = append(bodies, string(text[:n]))
			w.WriteHeader(status)
		}
	}
	server, _ := serve(t, record(429), record(429), record(200))
	_, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodPost, Body: []byte("content")})
	if err != nil || strings.Join(bodies, ",") != "content,content,content" {
		t.Errorf("bodies %q, error %v", bodies, err)
	}
}

func TestConnectionRefusedIsRepeatedForEveryMethodAndExecutedNothing(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		asked := 0
		client := newClient(t, func(o *Options) { o.Alive = func() bool { asked++; return true } }, closedAddress(t))
		_, err := client.Do(t.Context(), Request{Method: method, Idempotent: method != http.MethodPost})
		if !errors.Is(err, api.ErrUnreachable) || errors.Is(err, api.ErrOutcomeUnknown) {
			t.Errorf("%s: %v", method, err)
		}
		if asked != hurried.Attempts {
			t.Errorf("%s: %d attempts, want %d", method, asked, hurried.Attempts)
		}
		if !strings.Contains(err.Error(), "connection refused") {
			t.Errorf("%s: %q doesn't say why", method, err)
		}
	}
}

func TestLostAnswerThenRefusedConnectionLeavesTheOutcomeUnknown(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, nil)
	seen.steps = []step{func(w http.ResponseWriter, r *http.Request) {
		_ = server.Listener.Close()
		drop(w, r)
	}}
	client := newClient(t, nil, server.URL)
	_, err := client.Do(t.Context(), Request{Method: http.MethodPut, Idempotent: true})
	if !errors.Is(err, api.ErrOutcomeUnknown) || !strings.Contains(err.Error(), "can't be reached") {
		t.Errorf("got %v", err)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(429, "", "Retry-After", "1"), answer(200, ""))
	begun := time.Now()
	_, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodPost})
	if waited := time.Since(begun); err != nil || waited < time.Second || seen.count() != 2 {
		t.Errorf("%d requests in %s, error %v", seen.count(), waited, err)
	}
}

func TestWaitingBeyondPatienceOrDeadlineIsGivenUpAtOnce(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(429, "later", "Retry-After", "3600"))
	begun := time.Now()
	response, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodGet})
	if err != nil || response.Status != 429 || seen.count() != 1 || time.Since(begun) > 2*time.Second {
		t.Errorf("response %v, error %v, %d requests", response, err, seen.count())
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	patient := newClient(t, func(o *Options) { o.Retry.Patience = 2 * time.Hour }, server.URL)
	response, err = patient.Do(ctx, Request{Method: http.MethodGet})
	if err != nil || response.Status != 429 || ctx.Err() != nil {
		t.Errorf("response %v, error %v, context %v", response, err, ctx.Err())
	}
}

func TestCancellingEndsTheWaitingAtOnce(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	server, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		answer(429, "", "Retry-After", "60")(w, r)
		time.AfterFunc(20*time.Millisecond, cancel)
	})
	client := newClient(t, func(o *Options) { o.Retry.Patience = time.Hour }, server.URL)
	begun := time.Now()
	_, err := client.Do(ctx, Request{Method: http.MethodPost})
	if !errors.Is(err, context.Canceled) || errors.Is(err, api.ErrOutcomeUnknown) || time.Since(begun) > 5*time.Second {
		t.Errorf("error %v after %s", err, time.Since(begun))
	}
}

func TestCancellingASentChangeLeavesItsOutcomeUnknown(t *testing.T) {
	t.Parallel()
	for method, unknown := range map[string]bool{http.MethodPost: true, http.MethodDelete: true, http.MethodGet: false} {
		ctx, cancel := context.WithCancel(t.Context())
		server, seen := serve(t, func(w http.ResponseWriter, r *http.Request) {
			cancel()
			hang(w, r)
		})
		brief := func(o *Options) { o.Grace = time.Millisecond }
		_, err := newClient(t, brief, server.URL).Do(ctx, Request{Method: method, Idempotent: method == http.MethodDelete})
		if !errors.Is(err, context.Canceled) || errors.Is(err, api.ErrOutcomeUnknown) != unknown || seen.count() != 1 {
			t.Errorf("%s: %v after %d requests", method, err, seen.count())
		}
	}
}

func TestCancellingWaitsALittleForWhatMustNotBeDoneTwice(t *testing.T) {
	t.Parallel()
	for _, idempotent := range []bool{false, true} {
		ctx, cancel := context.WithCancel(t.Context())
		server, seen := serve(t, func(w http.ResponseWriter, r *http.Request) {
			cancel()
			time.Sleep(50 * time.Millisecond)
			answer(201, "made")(w, r)
		})
		response, err := newClient(t, nil, server.URL).Do(ctx, Request{Method: http.MethodPost, Idempotent: idempotent})
		if answered := err == nil && string(response.Body) == "made"; answered == idempotent || seen.count() != 1 {
			t.Errorf("idempotent %t: %v, %v after %d requests", idempotent, response, err, seen.count())
		}
	}
}

func TestNothingIsSentOnceNobodyWaits(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(429, ""))
	alive := true
	client := newClient(t, func(o *Options) { o.Alive = func() bool { defer func() { alive = false }(); return alive } }, server.URL)
	_, err := client.Do(t.Context(), Request{Method: http.MethodPost})
	if !errors.Is(err, ErrOrphaned) || !errors.Is(err, api.ErrUnreachable) || seen.count() != 1 {
		t.Errorf("%v after %d requests", err, seen.count())
	}
}

func TestRetryAfterForms(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"":                              0,
		"7":                             7 * time.Second,
		"-7":                            0,
		"soon":                          0,
		"99999999999999999999":          0,
		"Sun, 01 Mar 2026 12:00:30 GMT": 30 * time.Second,
		"Sun, 01 Mar 2026 11:00:30 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func TestPaceDoublesUpToItsCapWithJitter(t *testing.T) {
	t.Parallel()
	pace := Pace{Min: 100 * time.Millisecond, Max: time.Second}
	for attempt, milliseconds := range []int{100, 200, 400, 800, 1000, 1000} {
		longest := time.Duration(milliseconds) * time.Millisecond
		different := make(map[time.Duration]bool)
		for range 50 {
			delay := pace.delay(attempt)
			if delay < longest/2 || delay > longest {
				t.Fatalf("attempt %d: %s isn't between %s and %s", attempt, delay, longest/2, longest)
			}
			different[delay] = true
		}
		if len(different) < 2 {
			t.Errorf("attempt %d: no jitter", attempt)
		}
	}
}

func TestWaitPollsUntilDone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		polls, begun := 0, time.Now()
		err := Wait(t.Context(), Pace{Min: time.Second, Max: 4 * time.Second}, func(context.Context) (bool, string, error) {
			polls++
			return polls == 5, "working", nil
		})
		if waited := time.Since(begun); err != nil || polls != 5 || waited < 5500*time.Millisecond || waited > 11*time.Second {
			t.Errorf("%d polls in %s, error %v", polls, waited, err)
		}
	})
}

func TestWaitShowsTheLastStatusWhenTimeIsUp(t *testing.T) {
	t.Parallel()
	for name, poll := range map[string]Poll{
		"between polls": func(context.Context) (bool, string, error) { return false, "63 percent", nil },
		"within a poll": func() Poll {
			first := true
			return func(ctx context.Context) (bool, string, error) {
				if first {
					first = false
					return false, "63 percent", nil
				}
				<-ctx.Done()
				return false, "", ctx.Err()
			}
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				err := Wait(ctx, Pace{Min: time.Second, Max: 4 * time.Second}, poll)
				var unfinished *UnfinishedError
				if !errors.As(err, &unfinished) || unfinished.Status != "63 percent" || unfinished.After != time.Minute ||
					!errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "63 percent") {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

func TestWaitEndsWithTheFirstFailure(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	err := Wait(t.Context(), Pace{}, func(context.Context) (bool, string, error) { return false, "", failed })
	if !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
}
