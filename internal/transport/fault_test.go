package transport

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func serveTLS(t *testing.T) (*httptest.Server, *script) {
	t.Helper()
	s := &script{steps: []step{answer(200, "secure")}}
	server := httptest.NewUnstartedServer(s)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server, s
}

func TestUntrustedCertificateIsNamedAndNothingIsSent(t *testing.T) {
	t.Parallel()
	server, seen := serveTLS(t)
	_, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodPost})
	var certificate *tls.CertificateVerificationError
	if !errors.Is(err, api.ErrUntrusted) || !errors.As(err, &certificate) || seen.count() != 0 {
		t.Fatalf("%v after %d requests", err, seen.count())
	}
	for _, fact := range []string{"subject", "issuer", "Acme Co", "valid until", "unknown authority"} {
		if !strings.Contains(err.Error(), fact) {
			t.Errorf("%q lacks %q", err, fact)
		}
	}
}

func TestCertificateOfAnotherHostIsUntrusted(t *testing.T) {
	t.Parallel()
	server, _ := serveTLS(t)
	trusting := func(o *Options) { o.CACertificate = pemOf(server) }
	other := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	_, err := newClient(t, trusting, other).Do(t.Context(), Request{Method: http.MethodGet})
	if !errors.Is(err, api.ErrUntrusted) || !strings.Contains(err.Error(), "localhost") {
		t.Errorf("got %v", err)
	}
}

func TestCertificateCanBeTrustedOrIgnored(t *testing.T) {
	t.Parallel()
	server, _ := serveTLS(t)
	for name, change := range map[string]func(*Options){
		"CA certificate": func(o *Options) { o.CACertificate = pemOf(server) },
		"skip":           func(o *Options) { o.InsecureSkipVerify = true },
	} {
		response, err := newClient(t, change, server.URL).Do(t.Context(), Request{Method: http.MethodGet})
		if err != nil || string(response.Body) != "secure" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func pemOf(server *httptest.Server) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
}

func TestTextWithoutCertificateIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := New(Options{CACertificate: "no certificate"}); !errors.Is(err, ErrNoCertificate) {
		t.Errorf("got %v", err)
	}
}

func TestHTTPSAtAnHTTPPortIsExplained(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(200, ""))
	wrong := strings.Replace(server.URL, "http://", "https://", 1)
	_, err := newClient(t, nil, wrong).Do(t.Context(), Request{Method: http.MethodPost})
	if !errors.Is(err, api.ErrNotTheDevice) || !strings.Contains(err.Error(), "doesn't speak TLS") || seen.count() != 0 {
		t.Errorf("got %v", err)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	elsewhere, followed := serve(t, answer(200, ""))
	for _, status := range []int{301, 302, 303, 307, 308} {
		for location, hint := range map[string]string{
			elsewhere.URL + "/login?token=x": "is this the address of the device's own API?",
			"https://array.example/api":      "use the https address as the endpoint",
			"/elsewhere":                     "is this the address of the device's own API?",
		} {
			server, seen := serve(t, answer(status, "", "Location", location))
			_, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodGet})
			if !errors.Is(err, api.ErrNotTheDevice) || !strings.Contains(err.Error(), hint) || strings.Contains(err.Error(), "token") {
				t.Errorf("%d to %s: %v", status, location, err)
			}
			if seen.count() != 1 || followed.count() != 0 {
				t.Errorf("%d to %s: %d requests, %d followed", status, location, seen.count(), followed.count())
			}
		}
	}
}

func TestTemporaryRedirectWithoutLocationIsAnAnswer(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, answer(307, "reconfiguring"))
	response, err := newClient(t, nil, server.URL).Do(t.Context(), Request{Method: http.MethodPost, Body: []byte("x")})
	if err != nil || response.Status != 307 || string(response.Body) != "reconfiguring" {
		t.Errorf("%v, %v", response, err)
	}
}

func TestAttemptsAreBoundedInTime(t *testing.T) {
	t.Parallel()
	for method, want := range map[string]struct {
		requests int
		kind     error
	}{
		http.MethodGet:  {3, api.ErrUnreachable},
		http.MethodPost: {1, api.ErrOutcomeUnknown},
	} {
		server, seen := serve(t, hang)
		client := newClient(t, func(o *Options) { o.RequestTimeout = 30 * time.Millisecond }, server.URL)
		_, err := client.Do(t.Context(), Request{Method: method})
		if !errors.Is(err, want.kind) || seen.count() != want.requests || !strings.Contains(err.Error(), "no answer within 30ms") {
			t.Errorf("%s: %v after %d requests", method, err, seen.count())
		}
		if strings.Contains(err.Error(), "context") {
			t.Errorf("%s: the attempt's limit looks like the caller's: %v", method, err)
		}
	}
}

func TestUnknownHostIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	asked := 0
	client := newClient(t, func(o *Options) { o.Alive = func() bool { asked++; return true } }, "https://array.invalid")
	_, err := client.Do(t.Context(), Request{Method: http.MethodGet})
	if !errors.Is(err, api.ErrUnreachable) || !strings.Contains(err.Error(), "array.invalid") {
		t.Fatalf("got %v", err)
	}
	if strings.Contains(err.Error(), "no such host") && asked != 1 {
		t.Errorf("%d attempts", asked)
	}
}

func TestAnswerBeyondTheLimitIsRefused(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(200, strings.Repeat("x", 2000)))
	client := newClient(t, func(o *Options) { o.BodyLimit = 1000 }, server.URL)
	_, err := client.Do(t.Context(), Request{Method: http.MethodGet})
	if err == nil || !strings.Contains(err.Error(), "longer than the limit of 1000 bytes") || seen.count() != 1 {
		t.Errorf("%v after %d requests", err, seen.count())
	}
}

// staleConnection breaks once it has carried one request.
type staleConnection struct {
	net.Conn
	requests int
}

func (c *staleConnection) Write(data []byte) (int, error) {
	if c.requests++; c.requests > 1 {
		return 0, syscall.EPIPE
	}
	return c.Conn.Write(data)
}

func TestChangeThatNoByteOfWasWrittenIsNotExecuted(t *testing.T) {
	t.Parallel()
	server, seen := serve(t, answer(200, ""))
	client := newClient(t, nil, server.URL)
	dialled := 0
	client.transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if dialled++; dialled > 1 {
			return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
		}
		connection, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return &staleConnection{Conn: connection}, err
	}
	if _, err := client.Do(t.Context(), Request{Method: http.MethodPost, Body: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	_, err := client.Do(t.Context(), Request{Method: http.MethodPost, Body: []byte("x")})
	if !errors.Is(err, api.ErrUnreachable) || errors.Is(err, api.ErrOutcomeUnknown) || seen.count() != 1 {
		t.Errorf("%v after %d requests", err, seen.count())
	}
}

func TestErrorHoldsWhatAPersonNeeds(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, drop)
	_, err := newClient(t, nil, server.URL+"/api").Do(t.Context(), Request{Method: http.MethodPost, Path: "things?x=1"})
	var failure *api.Error
	if !errors.As(err, &failure) {
		t.Fatalf("got %T", err)
	}
	if failure.Device != "Array" || failure.Endpoint != server.URL || failure.Method != "POST" || failure.Path != "things?x=1" ||
		failure.Status != 0 || time.Since(failure.At) > time.Minute {
		t.Errorf("got %+v", failure)
	}
}
