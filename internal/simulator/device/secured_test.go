package device_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// lockable is a shelf that answers over HTTP and HTTPS as it's told.
type lockable struct {
	*shelf
	closed, secure atomic.Bool
	certificate    atomic.Pointer[tls.Certificate]
}

func (l *lockable) Serves(secure bool) bool {
	if secure {
		return l.secure.Load()
	}
	return !l.closed.Load()
}

func (l *lockable) Certificate() *tls.Certificate { return l.certificate.Load() }

// startLockable starts one, with a client that trusts its authority.
func startLockable(t *testing.T, o device.Options) (*device.Server, *lockable, *http.Client) {
	t.Helper()
	o.ErrorLog = log.New(io.Discard, "", 0)
	d := &lockable{shelf: newShelf()}
	server, err := device.Start(t.Context(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server, d, trusting(server.CA())
}

// trusting is a client that trusts one authority, and keeps its connections.
func trusting(authority []byte) *http.Client {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{
		RootCAs: roots, MinVersion: tls.VersionTLS12, ClientSessionCache: tls.NewLRUClientSessionCache(0),
	}}}
}

func TestSecuredDeviceServesWhatItsSettingsSay(t *testing.T) {
	t.Parallel()
	server, d, c := startLockable(t, device.Options{})
	for _, test := range []struct{ closed, secure bool }{{false, false}, {false, true}, {true, true}, {true, false}, {false, true}, {false, false}} {
		d.closed.Store(test.closed)
		d.secure.Store(test.secure)
		_, err := sendAs(t.Context(), c, "GET", server.URL()+"/api/books", "")
		if answers := err == nil; answers == test.closed {
			t.Errorf("%+v: plain HTTP: %v", test, err)
		}
		_, err = sendAs(t.Context(), c, "GET", server.SecureURL()+"/api/books", "")
		if answers := err == nil; answers != test.secure {
			t.Errorf("%+v: HTTPS: %v", test, err)
		}
		if got, err := sendAs(t.Context(), c, "GET", server.URL()+"/_simulator/clock", ""); err != nil || got.status != http.StatusOK {
			t.Errorf("%+v: the control API: %+v, %v", test, got, err)
		}
	}
}

func TestRequestLogTellsHTTPSFromHTTP(t *testing.T) {
	t.Parallel()
	server, d, c := startLockable(t, device.Options{})
	d.secure.Store(true)
	for _, url := range []string{server.URL(), server.SecureURL()} {
		if _, err := sendAs(t.Context(), c, "GET", url+"/api/books", ""); err != nil {
			t.Fatal(err)
		}
	}
	d.closed.Store(true)
	if _, err := sendAs(t.Context(), c, "GET", server.URL()+"/api/books", ""); err == nil {
		t.Error("the closed address answered")
	}
	logged := server.Requests(device.Match{})
	if len(logged) != 2 || logged[0].Secure || !logged[1].Secure {
		t.Errorf("logged %+v", logged)
	}
}

func TestSecuredDeviceShowsItsOwnCertificate(t *testing.T) {
	t.Parallel()
	server, d, c := startLockable(t, device.Options{})
	d.secure.Store(true)
	if _, err := sendAs(t.Context(), c, "GET", server.SecureURL()+"/api/books", ""); err != nil {
		t.Fatal(err)
	}
	c.CloseIdleConnections()
	other := httptest.NewTLSServer(http.NotFoundHandler())
	defer other.Close()
	d.certificate.Store(&other.TLS.Certificates[0])
	if _, err := sendAs(t.Context(), c, "GET", server.SecureURL()+"/api/books", ""); err == nil {
		t.Error("it still shows the certificate of the server's authority")
	}
	if _, err := sendAs(t.Context(), other.Client(), "GET", server.SecureURL()+"/api/books", ""); err != nil {
		t.Errorf("it doesn't show the device's: %v", err)
	}
}

func TestSecuredDevicesEnvironmentHasBothAddresses(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		server, _, _ := startLockable(t, device.Options{TLS: secure})
		want := map[bool]string{false: server.URL(), true: server.SecureURL()}[secure]
		got := server.Environment()
		if got["SHELF_ENDPOINT"] != want || got["SHELF_HTTPS_ENDPOINT"] != server.SecureURL() || got["SHELF_CA_CERTIFICATE"] != string(server.CA()) {
			t.Errorf("got %v", got)
		}
		if !strings.HasPrefix(server.URL(), "http://") || !strings.HasPrefix(server.SecureURL(), "https://127.0.0.1:") {
			t.Errorf("%s and %s", server.URL(), server.SecureURL())
		}
	}
}

func TestSecureAddressIsListenedAt(t *testing.T) {
	t.Parallel()
	server, d, c := startLockable(t, device.Options{SecureAddress: "127.0.0.1:0"})
	d.secure.Store(true)
	taken := strings.TrimPrefix(server.SecureURL(), "https://")
	if _, err := device.Start(t.Context(), d, device.Options{SecureAddress: taken}); err == nil {
		t.Error("started at an address in use")
	}
	if _, err := sendAs(t.Context(), c, "GET", server.SecureURL()+"/api/books", ""); err != nil {
		t.Error(err)
	}
}
