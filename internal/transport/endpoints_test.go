package transport

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestStandbyTakesOverAndStaysPreferred(t *testing.T) {
	t.Parallel()
	standby, seen := serve(t, answer(200, "standby"))
	attempts := 0
	client := newClient(t, func(o *Options) { o.Alive = func() bool { attempts++; return true } }, closedAddress(t), standby.URL)
	for range 3 {
		response, err := client.Do(t.Context(), Request{Method: http.MethodPost})
		if err != nil || response.Endpoint != standby.URL {
			t.Fatalf("%v, %v", response, err)
		}
	}
	if seen.count() != 3 || attempts != 4 {
		t.Errorf("%d requests at the standby and %d attempts, want 3 and 4", seen.count(), attempts)
	}
}

func TestStandbyIsTriedWithoutDelay(t *testing.T) {
	t.Parallel()
	standby, _ := serve(t, answer(200, ""))
	client := newClient(t, func(o *Options) { o.Retry.Pace = Pace{Min: time.Minute, Max: time.Minute} }, closedAddress(t), standby.URL)
	if _, err := client.Do(t.Context(), Request{Method: http.MethodGet}); err != nil {
		t.Error(err)
	}
}

func TestLostAnswerOfAChangeDoesNotGoToTheStandby(t *testing.T) {
	t.Parallel()
	first, seenFirst := serve(t, drop)
	standby, seenStandby := serve(t, answer(200, ""))
	_, err := newClient(t, nil, first.URL, standby.URL).Do(t.Context(), Request{Method: http.MethodPost})
	if !errors.Is(err, api.ErrOutcomeUnknown) || seenFirst.count() != 1 || seenStandby.count() != 0 {
		t.Errorf("%v after %d and %d requests", err, seenFirst.count(), seenStandby.count())
	}
}

func TestReadMovesAwayFromAnEndpointThatLosesAnswers(t *testing.T) {
	t.Parallel()
	first, _ := serve(t, drop)
	standby, seen := serve(t, answer(200, ""))
	_, err := newClient(t, nil, first.URL, standby.URL).Do(t.Context(), Request{Method: http.MethodGet})
	if err != nil || seen.count() != 1 {
		t.Errorf("%v after %d requests at the standby", err, seen.count())
	}
}

func TestUnreachableNamesEveryEndpoint(t *testing.T) {
	t.Parallel()
	one, two := closedAddress(t), closedAddress(t)
	_, err := newClient(t, nil, one, two).Do(t.Context(), Request{Method: http.MethodGet})
	if !errors.Is(err, api.ErrUnreachable) || !strings.Contains(err.Error(), one) || !strings.Contains(err.Error(), two) {
		t.Errorf("got %v", err)
	}
}

func TestManyFailuresAtOneEndpointMoveOnce(t *testing.T) {
	t.Parallel()
	e := endpoints{urls: make([]*url.URL, 3)}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { e.leave(0) })
	}
	group.Wait()
	if index, _ := e.preferred(); index != 1 {
		t.Errorf("moved to %d", index)
	}
}

func TestRequestsAtOnceAreLimited(t *testing.T) {
	t.Parallel()
	var current, most atomic.Int64
	server, _ := serve(t, func(http.ResponseWriter, *http.Request) {
		now := current.Add(1)
		defer current.Add(-1)
		for {
			seen := most.Load()
			if now <= seen || most.CompareAndSwap(seen, now) {
				break
			}
		}
		time.Sleep(5 * time.Millisecond)
	})
	client := newClient(t, func(o *Options) { o.ConcurrentRequests = 3 }, server.URL)
	var group sync.WaitGroup
	for range 30 {
		group.Go(func() {
			if _, err := client.Do(t.Context(), Request{Method: http.MethodGet}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if most.Load() != 3 {
		t.Errorf("%d requests at once, want 3", most.Load())
	}
}

func TestWaitingForATurnDoesNotCountAsTimeout(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, func(http.ResponseWriter, *http.Request) { time.Sleep(60 * time.Millisecond) })
	client := newClient(t, func(o *Options) { o.ConcurrentRequests, o.RequestTimeout = 1, 200*time.Millisecond }, server.URL)
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if _, err := client.Do(t.Context(), Request{Method: http.MethodPost}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestConnectionsAreReused(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	ports := make(map[string]bool)
	server, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		ports[r.RemoteAddr] = true
		answer(404, "missing")(w, r)
	})
	client := newClient(t, nil, server.URL)
	for range 10 {
		if _, err := client.Do(t.Context(), Request{Method: http.MethodGet}); err != nil {
			t.Fatal(err)
		}
	}
	if len(ports) != 1 {
		t.Errorf("%d connections for 10 requests", len(ports))
	}
}

func TestRequestCarriesPathHeadersAndUserAgent(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(200, ""))
	request := Request{Method: http.MethodGet, Path: "a%2Fb?x=in:(1,2)&y=%20", Header: http.Header{"X-Extra": {"1"}}}
	if _, err := newClient(t, nil, server.URL+"/root").Do(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	got := seen.seen[0]
	if got.RequestURI != "/root/a%2Fb?x=in:(1,2)&y=%20" || got.Header.Get("X-Extra") != "1" || got.UserAgent() != "test/1" ||
		got.Host != strings.TrimPrefix(server.URL, "http://") {
		t.Errorf("got %s at %s with %v", got.RequestURI, got.Host, got.Header)
	}
	if request.Header.Get("User-Agent") != "" {
		t.Error("the caller's header was changed")
	}
}
