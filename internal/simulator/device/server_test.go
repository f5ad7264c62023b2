package device_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

func TestServerServesTheDeviceOnLoopback(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	if !strings.HasPrefix(server.URL(), "http://127.0.0.1:") {
		t.Errorf("listens on %s", server.URL())
	}
	if got := must(t, "POST", server.URL()+"/api/books", `{"title":"Go"}`); got.status != http.StatusCreated {
		t.Errorf("got %+v", got)
	}
}

func TestServersDontShareAnything(t *testing.T) {
	t.Parallel()
	first, one := start(t, device.Options{})
	second, other := start(t, device.Options{})
	must(t, "POST", first.URL()+"/api/books", `{}`)
	if one.count() != 1 || other.count() != 0 || second.CountRequests(device.Match{}) != 0 {
		t.Errorf("the second server has %d books and %d requests", other.count(), second.CountRequests(device.Match{}))
	}
}

func TestServerShowsTheDevicesTimeAsDate(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	server.Clock().Freeze()
	server.Clock().Set(noon)
	got := must(t, "GET", server.URL()+"/api/books", "")
	if want := noon.Format(http.TimeFormat); got.header.Get("Date") != want {
		t.Errorf("Date is %q, want %q", got.header.Get("Date"), want)
	}
}

func TestServerWithTLSIsTrustedThroughItsAuthorityAlone(t *testing.T) {
	t.Parallel()
	quiet := log.New(io.Discard, "", 0)
	server, _ := start(t, device.Options{TLS: true, ErrorLog: quiet})
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(server.CA()) {
		t.Fatalf("no certificate in %q", server.CA())
	}
	trusting := client(t)
	trusting.Transport = &http.Transport{
		DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
	}
	for _, host := range []string{"127.0.0.1", "localhost"} {
		url := strings.Replace(server.URL(), "127.0.0.1", host, 1)
		if got, err := sendAs(t.Context(), trusting, "GET", url+"/api/books", ""); err != nil || got.status != http.StatusOK {
			t.Errorf("%s: %+v, %v", url, got, err)
		}
	}
	if _, err := send(t, "GET", server.URL()+"/api/books", ""); err == nil {
		t.Error("a client without the authority trusted the server")
	}
	if got := server.Environment(); got["SHELF_CA_CERTIFICATE"] != string(server.CA()) || got["SHELF_ENDPOINT"] != server.URL() {
		t.Errorf("environment is %v", got)
	}
}

func TestServerStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	server, err := device.Start(ctx, newShelf(), device.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := server.Close(); err != nil {
		t.Error(err)
	}
	if _, err := send(t, "GET", server.URL()+"/api/books", ""); err == nil {
		t.Error("the server still answers")
	}
}

func TestCloseLetsAnswersUnderWayFinish(t *testing.T) {
	t.Parallel()
	s := newShelf()
	s.hold = make(chan struct{})
	server, err := device.Start(t.Context(), s, device.Options{})
	if err != nil {
		t.Fatal(err)
	}
	answered := make(chan error, 1)
	go func() {
		got, err := sendAs(context.WithoutCancel(t.Context()), client(t), "POST", server.URL()+"/api/books", `{}`)
		if err == nil && got.status != http.StatusCreated {
			t.Errorf("got %+v", got)
		}
		answered <- err
	}()
	await(t, func() bool { return server.Totals().InFlight == 1 })
	closed := make(chan error, 1)
	go func() { closed <- server.Close() }()
	select {
	case err := <-closed:
		t.Errorf("closed with a request under way: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(s.hold)
	if err := <-answered; err != nil {
		t.Errorf("the request under way failed: %v", err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

func TestCloseWaitsNeitherForDelaysNorForIdleConnections(t *testing.T) {
	t.Parallel()
	server, s := start(t, device.Options{Latency: device.Latency{Fixed: time.Hour}})
	spare, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(server.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = spare.Close() }()
	lost := make(chan error, 1)
	go func() {
		_, err := sendAs(context.WithoutCancel(t.Context()), client(t), "POST", server.URL()+"/api/books", `{}`)
		lost <- err
	}()
	await(t, func() bool { return server.Totals().InFlight == 1 })
	began := time.Now()
	if err := server.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("closing took %s", took)
	}
	if err := <-lost; err == nil || s.count() != 0 {
		t.Errorf("the delayed request was carried out: %d books", s.count())
	}
}

func TestStartRefusesWhatItCannotServe(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]device.Options{
		"no address":       {Address: "nowhere"},
		"negative latency": {Latency: device.Latency{Fixed: -1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if server, err := device.Start(t.Context(), newShelf(), o); err == nil {
				_ = server.Close()
				t.Error("started")
			}
		})
	}
}

// await waits until condition holds.
func await(t *testing.T, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !condition(); {
		if time.Now().After(deadline) {
			t.Fatal("it didn't happen in 10 s")
		}
		time.Sleep(time.Millisecond)
	}
}
