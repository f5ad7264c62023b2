package symkloud_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// pair is a certificate of 127.0.0.1 that signs itself, and its key, as PEM.
func pair(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "rack"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	bare, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return text("CERTIFICATE", nil, der), text("PRIVATE KEY", nil, bare)
}

func text(kind string, headers map[string]string, content []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Headers: headers, Bytes: content}))
}

func TestHTTPSSettings(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Restart: -1})
	s.get("/Security/HTTPS").is(`{"enabled":"false","strictMode":"false"}`)
	s.post("/Security/HTTPS", "enabled", "true", "strictMode", "false").succeeds()
	s.get("/Security/HTTPS").is(`{"enabled":"true","strictMode":"false"}`)
	for name, form := range map[string][]string{
		"enabled alone": {"enabled", "true"},
		"strict alone":  {"strictMode", "true"},
		"numbers":       {"enabled", "1", "strictMode", "0"},
		"no way in":     {"enabled", "false", "strictMode", "true"},
	} {
		t.Run(name, func(t *testing.T) { s.on(t).post("/Security/HTTPS", form...).refused(4) })
	}
	s.get("/Security/HTTPS").is(`{"enabled":"true","strictMode":"false"}`)
}

func TestStackIsNotReadyWhileItsWebServerRestarts(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Restart: 5 * time.Second})
	s.post("/Security/HTTPS", "enabled", "true", "strictMode", "false").succeeds()
	s.clock.Advance(4 * time.Second)
	s.get("Oid").refused(11)
	s.logIn("admin", symkloud.AdminPassword).refused(11)
	s.clock.Advance(time.Second)
	s.get("Oid").object()
	s.post("/Security/HTTPS", "enabled", "true", "strictMode", "false").succeeds()
	s.get("Oid").object()
	cert, key := pair(t)
	s.upload("/Security/Certificates", part{"key", key}, part{"cert", cert}).succeeds()
	s.get("Oid").refused(11)
	s.put("settings", "stack", map[string]any{"readyAt": start})
	s.get("Oid").object()
}

func TestCertificatesAreRefused(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	cert, key := pair(t)
	other, _ := pair(t)
	for name, test := range map[string]struct {
		parts []part
		code  int
	}{
		"nothing":            {nil, 46},
		"no key":             {[]part{{"cert", cert}}, 46},
		"no certificate":     {[]part{{"key", key}, {"cacert", cert}}, 46},
		"empty key":          {[]part{{"key", ""}, {"cert", cert}}, 46},
		"passphrase":         {[]part{{"key", text("ENCRYPTED PRIVATE KEY", nil, []byte("x"))}, {"cert", cert}}, 45},
		"old passphrase":     {[]part{{"key", text("RSA PRIVATE KEY", map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-128-CBC,00"}, []byte("x"))}, {"cert", cert}}, 45},
		"no PEM":             {[]part{{"key", "key"}, {"cert", cert}}, 44},
		"another's key":      {[]part{{"key", key}, {"cert", other}}, 44},
		"too large":          {[]part{{"key", key + strings.Repeat(" ", 1<<20)}, {"cert", cert}}, 44},
		"unknown part":       {[]part{{"key", key}, {"cert", cert}, {"crl", "x"}}, 4},
		"passphrase, no pem": {[]part{{"key", text("ENCRYPTED PRIVATE KEY", nil, []byte("x"))}}, 46},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.on(t)
			s.upload("/Security/Certificates", test.parts...).refused(test.code)
			if s.Certificate() != nil {
				t.Error("it has a certificate")
			}
		})
	}
}

// served is a stack at real addresses.
type served struct {
	*stack
	*device.Server
	client *http.Client
}

// serve starts a stack, on a clock that runs on.
func serve(t *testing.T, options symkloud.Options, serverOptions device.Options) *served {
	t.Helper()
	s := &stack{t: t, Stack: symkloud.New(options)}
	serverOptions.ErrorLog = log.New(io.Discard, "", 0)
	server, err := device.Start(t.Context(), s.Stack, serverOptions)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return &served{s.as("admin", symkloud.AdminPassword), server, trusting(string(server.CA()))}
}

// trusting is a client that trusts one authority.
func trusting(authority string) *http.Client {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(authority))
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}}
}

// reached tells whether a client gets an answer at a base URL.
func (s *served) reached(c *http.Client, base string) bool {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, base+"/v3/Platform/6/Oid", http.NoBody)
	if err != nil {
		s.t.Fatal(err)
	}
	r.SetBasicAuth(s.name, s.token)
	answered, err := c.Do(r)
	if err != nil {
		return false
	}
	defer answered.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(answered.Body); err != nil || !strings.Contains(body.String(), "oid") {
		s.t.Fatalf("%v, %s", err, body.String())
	}
	return true
}

func TestAddressesFollowTheHTTPSSettings(t *testing.T) {
	t.Parallel()
	s := serve(t, symkloud.Options{Restart: -1}, device.Options{})
	for _, test := range []struct{ enabled, strict string }{{"false", "false"}, {"true", "false"}, {"true", "true"}, {"false", "false"}} {
		s.post("/Security/HTTPS", "enabled", test.enabled, "strictMode", test.strict).succeeds()
		if plain := s.reached(s.client, s.URL()); plain == (test.strict == "true") {
			t.Errorf("%+v: plain HTTP answers: %t", test, plain)
		}
		if secure := s.reached(s.client, s.SecureURL()); secure != (test.enabled == "true") {
			t.Errorf("%+v: HTTPS answers: %t", test, secure)
		}
	}
}

func TestHTTPSShowsTheUploadedCertificate(t *testing.T) {
	t.Parallel()
	s := serve(t, symkloud.Options{Restart: -1, HTTPS: true}, device.Options{})
	cert, key := pair(t)
	uploaded := trusting(cert)
	if !s.reached(s.client, s.SecureURL()) || s.reached(uploaded, s.SecureURL()) {
		t.Error("from the factory it shows another certificate than its own")
	}
	s.client.CloseIdleConnections()
	above, _ := pair(t)
	s.upload("/Security/Certificates", part{"key", key}, part{"cert", cert}, part{"cacert", above}).succeeds()
	if shown := s.Certificate(); shown == nil || len(shown.Certificate) != 2 {
		t.Errorf("it shows %v, not the certificate with what signed it", shown)
	}
	if s.reached(s.client, s.SecureURL()) || !s.reached(uploaded, s.SecureURL()) {
		t.Error("it doesn't show the uploaded certificate")
	}
}

func TestEnvironmentPointsAtTheStack(t *testing.T) {
	t.Parallel()
	s := serve(t, symkloud.Options{Platforms: []string{"12", "6"}}, device.Options{})
	got := s.Environment()
	for name, want := range map[string]string{
		"SYMKLOUD_ENDPOINT": s.URL(), "SYMKLOUD_USERNAME": "admin", "SYMKLOUD_PASSWORD": symkloud.AdminPassword,
		"SYMKLOUD_PLATFORM": "12", "SYMKLOUD_HTTPS_ENDPOINT": s.SecureURL(), "SYMKLOUD_CA_CERTIFICATE": string(s.CA()),
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}
