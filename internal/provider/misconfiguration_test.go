package provider_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// closedPort is an address at which nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return address
}

// TestMissingSettings are named with the variable that stands in for them.
func TestMissingSettings(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		var all []string
		for name := range k.whole {
			all = append(all, "{name}."+name, k.variable(name))
		}
		wantOneError(t, k.firstUse(t, nil, nil), k.says(append(all, "{product} Not Configured")...)...)
		wantOneError(t, k.firstUse(t, nil, map[string]any{}), k.says(append(all, "{product} Not Configured")...)...)
		for name := range k.whole {
			for _, nothing := range []any{nil, ""} {
				diagnostics := k.firstUse(t, nil, with(k.whole, map[string]any{name: nothing}))
				wantOneError(t, diagnostics, k.says(`AttributeName("`+name+`")`, "{name}."+name, k.variable(name), "{product} Not Configured")...)
			}
		}
	})
}

// TestUnusedDeviceNeedsNoSettings: a provider block for other devices.
func TestUnusedDeviceNeedsNoSettings(t *testing.T) {
	t.Parallel()
	_, diagnostics := acctest.Configure(t, getenv(nil), map[string]any{})
	if len(diagnostics) > 0 {
		t.Errorf("said %s%s", acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	}
}

// TestInvalidSettings are refused before anything is sent, with the form that
// is right.
func TestInvalidSettings(t *testing.T) {
	t.Parallel()
	type invalid struct {
		name     string
		settings map[string]any
		texts    []string
	}
	every := []invalid{
		{"no scheme", map[string]any{"endpoint": "ibox01.example.com"}, []string{"endpoint", "{NAME}_ENDPOINT", "{address}"}},
		{"other scheme", map[string]any{"endpoint": "ftp://ibox01"}, []string{"endpoint", "https:// or http://"}},
		{"no host", map[string]any{"endpoint": "https://"}, []string{"endpoint", "names no host"}},
		{"a page of it", map[string]any{"endpoint": "https://ibox01/volumes/1"}, []string{"endpoint", "path"}},
		{"with credentials", map[string]any{"endpoint": "https://admin:hunter2@ibox01"}, []string{"endpoint", "username and password"}},
		{"with a query", map[string]any{"endpoint": "https://ibox01?x=1"}, []string{"endpoint", "query"}},
		{"standby", map[string]any{"standby_endpoints": []any{"https://ibox01", "nonsense"}}, []string{`AttributeName("standby_endpoints").ElementKeyInt(1)`, "{name}.standby_endpoints[1] (or {NAME}_STANDBY_ENDPOINTS) must"}},
		{"colon in the name", map[string]any{"username": "a:b"}, []string{"username", "colon"}},
		{"certificate", map[string]any{"ca_certificate": "/etc/ca.pem"}, []string{"ca_certificate", "{NAME}_CA_CERTIFICATE", "PEM"}},
		{"timeout", map[string]any{"request_timeout": "soon"}, []string{"request_timeout", "30s"}},
		{"no requests", map[string]any{"max_concurrent_requests": 0}, []string{"max_concurrent_requests", "1000"}},
	}
	own := map[string][]invalid{"symkloud": {
		{"plain HTTPS endpoint", map[string]any{"https_endpoint": "http://mgmt"}, []string{"symkloud.https_endpoint (or SYMKLOUD_HTTPS_ENDPOINT) must begin with https://"}},
		{"no number", map[string]any{"platform": ".."}, []string{"symkloud.platform (or SYMKLOUD_PLATFORM)", `such as "6"`}},
	}}
	forEachKind(t, func(t *testing.T, k kind) {
		for _, c := range slices.Concat(every, own[k.name]) {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				diagnostics := k.firstUse(t, nil, with(k.whole, c.settings))
				wantOneError(t, diagnostics, k.says(c.texts...)...)
				if strings.Contains(acctest.Errors(diagnostics), "hunter2") {
					t.Errorf("the password is shown: %s", acctest.Errors(diagnostics))
				}
			})
		}
	})
}

// TestInvalidVariables are refused as invalid attributes are.
func TestInvalidVariables(t *testing.T) {
	t.Parallel()
	type invalid struct{ variable, value, wanted string }
	every := []invalid{
		{"ENDPOINT", "ibox01", "{address}"},
		{"READ_ONLY", "on", "true or false"},
		{"ADOPT_EXISTING", "2", "true or false"},
		{"INSECURE_SKIP_VERIFY", "y", "true or false"},
		{"MAX_CONCURRENT_REQUESTS", "many", "1 to 1000"},
		{"MAX_CONCURRENT_REQUESTS", "0", "1 to 1000"},
		{"MAX_CONCURRENT_REQUESTS", "1001", "1 to 1000"},
		{"REQUEST_TIMEOUT", "soon", "30s"},
		{"REQUEST_TIMEOUT", "-1s", "30s"},
		{"CA_CERTIFICATE", "ca.pem", "PEM"},
		{"STANDBY_ENDPOINTS", "https://ibox01,ibox02", "{address}"},
	}
	own := map[string][]invalid{
		"infinibox": {{"APPROVED", "yes", "true or false"}, {"REMOTE", "ibox02=peer", `{"ibox02"`}},
		"symkloud":  {{"HTTPS_ENDPOINT", "mgmt", "https://"}, {"PLATFORM", "..", "such as"}},
	}
	forEachKind(t, func(t *testing.T, k kind) {
		for _, c := range slices.Concat(every, own[k.name]) {
			t.Run(c.variable+" "+c.value, func(t *testing.T) {
				t.Parallel()
				environment := k.variables(k.whole)
				environment[k.variable(c.variable)] = c.value
				wantOneError(t, k.firstUse(t, environment, nil), k.says(k.variable(c.variable), c.wanted)...)
			})
		}
	})
}

// TestWrongPort: nothing listens there.
func TestWrongPort(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		endpoint := closedPort(t)
		wantOneError(t, k.firstUse(t, nil, with(k.whole, map[string]any{"endpoint": endpoint})),
			k.says(endpoint, "connection refused", "{name}.endpoint", "{NAME}_ENDPOINT")...)
	})
}

// TestSomethingElseAnswers at the address, and says what.
func TestSomethingElseAnswers(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("<html><head><title>Welcome to the intranet</title></head></html>"))
		}))
		defer other.Close()
		wantOneError(t, k.firstUse(t, nil, with(k.whole, map[string]any{"endpoint": other.URL})),
			k.says("Welcome to the intranet", "isn't the {product} API", "{name}.endpoint", "{NAME}_ENDPOINT")...)
	})
}

// TestWrongProtocol: http to an https port and the reverse.
func TestWrongProtocol(t *testing.T) {
	t.Parallel()
	plain := acctest.NewArray(t)
	settings := with(connection(plain), map[string]any{"endpoint": strings.Replace(plain.URL(), "http://", "https://", 1)})
	wantOneError(t, kinds()[0].firstUse(t, nil, settings), "doesn't speak TLS", "infinibox.endpoint")
	secure := acctest.StartArray(t, infinibox.Options{}, device.Options{TLS: true})
	settings = with(connection(secure), map[string]any{"endpoint": strings.Replace(secure.URL(), "https://", "http://", 1)})
	wantOneError(t, kinds()[0].firstUse(t, nil, settings), "https", "infinibox.endpoint")
}

// TestWrongPassword names both attributes, and is asked once: another attempt
// could lock the account.
func TestWrongPassword(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		on := k.start(t, device.Options{})
		protocol, diagnostics := k.configure(t, nil, with(connection(on), map[string]any{"password": "distinctly-wrong"}))
		wantSuccess(t, diagnostics)
		diagnostics = k.use(protocol)
		wantOneError(t, diagnostics, k.says("username and password", "{NAME}_USERNAME", "{NAME}_PASSWORD", k.wrongPassword, "401")...)
		if strings.Contains(acctest.Errors(diagnostics), "distinctly-wrong") || on.Totals().Requests != 1 {
			t.Errorf("after %d requests: %s", on.Totals().Requests, acctest.Errors(diagnostics))
		}
	})
}

// TestUntrustedCertificate says whose it is and where the authority goes.
func TestUntrustedCertificate(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		on := k.start(t, device.Options{TLS: true})
		untrusting := with(connection(on), map[string]any{"ca_certificate": nil})
		wantOneError(t, k.firstUse(t, nil, untrusting), k.says("isn't trusted", "{name}.ca_certificate", "{NAME}_CA_CERTIFICATE")...)
		if on.Totals().Requests != 0 {
			t.Error("the password was sent to whom isn't trusted")
		}
		protocol, diagnostics := k.configure(t, nil, connection(on))
		wantSuccess(t, diagnostics)
		k.use(protocol)
		wantUsed(t, on)
	})
}

// TestSkippingVerification works in both places, and warns.
func TestSkippingVerification(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		on := k.start(t, device.Options{TLS: true})
		for place, c := range map[string]struct {
			block       map[string]any
			environment map[string]string
		}{
			"block":       {map[string]any{"insecure_skip_verify": true}, nil},
			"environment": {nil, map[string]string{k.variable("insecure_skip_verify"): "true"}},
		} {
			settings := with(with(connection(on), map[string]any{"ca_certificate": nil}), c.block)
			protocol, diagnostics := k.configure(t, c.environment, settings)
			if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Certificates Are Not Verified") || !strings.Contains(warnings, "ca_certificate") {
				t.Errorf("%s: not warned: %q", place, warnings)
			}
			on.ClearRequests()
			k.use(protocol)
			wantUsed(t, on)
		}
	})
}

// wantUsed wants the device to have answered somebody whom it let in.
func wantUsed(t *testing.T, on *acctest.Simulated) bool {
	t.Helper()
	sent := on.Requests(device.Match{})
	used := len(sent) > 0 && sent[0].Status == 200
	if !used {
		t.Errorf("the device got %v", sent)
	}
	return used
}
