package transport

import (
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// pointing recognises "standby" as an answer that another endpoint is to be
// asked.
func pointing(o *Options) {
	o.Elsewhere = func(_ int, _ http.Header, body []byte) bool { return string(body) == "standby" }
}

func TestChangeGoesOnWhereItIsPointed(t *testing.T) {
	t.Parallel()
	standby, seenStandby := serve(t, answer(200, "standby"))
	active, seenActive := serve(t, answer(200, "done"))
	client := newClient(t, func(o *Options) {
		pointing(o)
		o.Retry.Pace = Pace{Min: time.Minute, Max: time.Minute}
	}, standby.URL, active.URL)
	for range 3 {
		response, err := client.Do(t.Context(), Request{Method: http.MethodPost, Body: []byte("x")})
		if err != nil || string(response.Body) != "done" {
			t.Fatalf("%v, %v", response, err)
		}
	}
	if seenStandby.count() != 1 || seenActive.count() != 3 {
		t.Errorf("%d requests at the standby and %d at the active endpoint, want 1 and 3", seenStandby.count(), seenActive.count())
	}
}

func TestEndpointsThatPointAtEachOtherAreAskedABoundedNumberOfTimes(t *testing.T) {
	t.Parallel()
	one, seenOne := serve(t, answer(503, "standby"))
	two, seenTwo := serve(t, answer(200, "standby"))
	response, err := newClient(t, pointing, one.URL, two.URL).Do(t.Context(), Request{Method: http.MethodPost})
	if err != nil || string(response.Body) != "standby" {
		t.Fatalf("%v, %v", response, err)
	}
	if seenOne.count() != 3 || seenTwo.count() != 3 {
		t.Errorf("%d and %d requests, want 3 each", seenOne.count(), seenTwo.count())
	}
}

func TestPointingStandsWhenTheOtherEndpointIsSilent(t *testing.T) {
	t.Parallel()
	standby, _ := serve(t, answer(200, "standby"))
	response, err := newClient(t, pointing, standby.URL, closedAddress(t)).Do(t.Context(), Request{Method: http.MethodPost})
	if err != nil || string(response.Body) != "standby" {
		t.Errorf("%v, %v", response, err)
	}
}

func TestPointedAtAnEndpointThatLosesTheAnswerLeavesTheOutcomeUnknown(t *testing.T) {
	t.Parallel()
	standby, _ := serve(t, answer(200, "standby"))
	active, seen := serve(t, drop)
	_, err := newClient(t, pointing, standby.URL, active.URL).Do(t.Context(), Request{Method: http.MethodPost})
	if !errors.Is(err, api.ErrOutcomeUnknown) || seen.count() != 1 {
		t.Errorf("%v after %d requests", err, seen.count())
	}
}

func TestAnotherEndpointServesWhereACertificateIsNotTrusted(t *testing.T) {
	t.Parallel()
	strange, seen := serveTLS(t)
	good, _ := serve(t, answer(200, "good"))
	response, err := newClient(t, nil, strange.URL, good.URL).Do(t.Context(), Request{Method: http.MethodPost})
	if err != nil || string(response.Body) != "good" || seen.count() != 0 {
		t.Errorf("%v, %v", response, err)
	}
}

func TestUntrustedAfterUnreachableSaysBoth(t *testing.T) {
	t.Parallel()
	strange, closed := untrustedServer(t), closedAddress(t)
	_, err := newClient(t, nil, closed, strange).Do(t.Context(), Request{Method: http.MethodPost})
	if !errors.Is(err, api.ErrUntrusted) || !strings.Contains(err.Error(), closed) || !strings.Contains(err.Error(), "isn't trusted") {
		t.Errorf("got %v", err)
	}
}

func untrustedServer(t *testing.T) string {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL
}

func TestRequestSaysItselfWhatIsBusy(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(200, "upgrading"))
	client := newClient(t, func(o *Options) { o.Busy = func(int, http.Header, []byte) bool { return true } }, server.URL)
	never := func(int, http.Header, []byte) bool { return false }
	response, err := client.Do(t.Context(), Request{Method: http.MethodPost, Busy: never})
	if err != nil || string(response.Body) != "upgrading" || seen.count() != 1 {
		t.Errorf("%v, %v after %d requests", response, err, seen.count())
	}
}

func TestRequestHasItsOwnPatience(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(429, ""), answer(429, ""), answer(200, "free"))
	client := newClient(t, func(o *Options) { o.Retry.Patience = time.Nanosecond }, server.URL)
	response, err := client.Do(t.Context(), Request{Method: http.MethodGet, Patience: time.Minute})
	if err != nil || string(response.Body) != "free" || seen.count() != 3 {
		t.Errorf("%v, %v after %d requests", response, err, seen.count())
	}
}

func TestSecretsLearntLaterAreMasked(t *testing.T) {
	t.Parallel()
	client := newClient(t, func(o *Options) { o.Secrets = []string{"password"} }, closedAddress(t))
	client.Mask("token-1")
	client.Mask("token-2")
	if got := client.Redactor().Text("password token-1 token-2 path"); got != "*** *** *** path" {
		t.Errorf("got %q", got)
	}
}

func TestPauseGrowsAndEndsWithTheContext(t *testing.T) {
	t.Parallel()
	pace := Pace{Min: 4 * time.Millisecond, Max: time.Hour}
	begun := time.Now()
	if err := pace.Pause(t.Context(), 2); err != nil || time.Since(begun) < 8*time.Millisecond {
		t.Errorf("%v after %s", err, time.Since(begun))
	}
}
