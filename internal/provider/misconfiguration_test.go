package provider_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

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

// firstUse configures a provider and imports a volume: the diagnostics of
// whichever says something first.
func firstUse(t *testing.T, environment map[string]string, settings map[string]any) []*tfprotov6.Diagnostic {
	t.Helper()
	block := map[string]any{}
	if settings != nil {
		block["infinibox"] = settings
	}
	protocol, diagnostics := acctest.Configure(t, getenv(environment), block)
	if acctest.Errors(diagnostics) != "" {
		return diagnostics
	}
	return protocol.Resource(volumeResource).Import("1")
}

// TestMissingSettings are named with the variable that stands in for them.
func TestMissingSettings(t *testing.T) {
	t.Parallel()
	whole := map[string]any{"endpoint": "http://127.0.0.1:1", "username": "nobody", "password": "nothing"}
	for _, c := range []struct {
		name     string
		settings map[string]any
		texts    []string
	}{
		{"no block", nil, []string{"infinibox.endpoint", "INFINIBOX_ENDPOINT", "infinibox.username", "INFINIBOX_USERNAME", "infinibox.password", "INFINIBOX_PASSWORD"}},
		{"empty block", map[string]any{}, []string{"infinibox.endpoint", "INFINIBOX_ENDPOINT", "INFINIBOX_USERNAME", "INFINIBOX_PASSWORD"}},
		{"endpoint", with(whole, map[string]any{"endpoint": nil}), []string{`AttributeName("endpoint")`, "infinibox.endpoint", "INFINIBOX_ENDPOINT"}},
		{"username", with(whole, map[string]any{"username": nil}), []string{`AttributeName("username")`, "infinibox.username", "INFINIBOX_USERNAME"}},
		{"password", with(whole, map[string]any{"password": ""}), []string{`AttributeName("password")`, "infinibox.password", "INFINIBOX_PASSWORD"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			wantOneError(t, firstUse(t, nil, c.settings), append(c.texts, "InfiniBox Not Configured")...)
		})
	}
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
	whole := map[string]any{"endpoint": "http://127.0.0.1:1", "username": "nobody", "password": "nothing"}
	for _, c := range []struct {
		name     string
		settings map[string]any
		texts    []string
	}{
		{"no scheme", map[string]any{"endpoint": "ibox01.example.com"}, []string{"endpoint", "INFINIBOX_ENDPOINT", "https://ibox01.example.com"}},
		{"other scheme", map[string]any{"endpoint": "ftp://ibox01"}, []string{"endpoint", "https:// or http://"}},
		{"no host", map[string]any{"endpoint": "https://"}, []string{"endpoint", "names no host"}},
		{"a page of it", map[string]any{"endpoint": "https://ibox01/volumes/1"}, []string{"endpoint", "path"}},
		{"with credentials", map[string]any{"endpoint": "https://admin:hunter2@ibox01"}, []string{"endpoint", "username and password"}},
		{"with a query", map[string]any{"endpoint": "https://ibox01?x=1"}, []string{"endpoint", "query"}},
		{"standby", map[string]any{"standby_endpoints": []any{"https://ibox01", "nonsense"}}, []string{`AttributeName("standby_endpoints").ElementKeyInt(1)`, "infinibox.standby_endpoints[1] (or INFINIBOX_STANDBY_ENDPOINTS) must"}},
		{"colon in the name", map[string]any{"username": "a:b"}, []string{"username", "colon"}},
		{"certificate", map[string]any{"ca_certificate": "/etc/ca.pem"}, []string{"ca_certificate", "INFINIBOX_CA_CERTIFICATE", "PEM"}},
		{"timeout", map[string]any{"request_timeout": "soon"}, []string{"request_timeout", "30s"}},
		{"no requests", map[string]any{"max_concurrent_requests": 0}, []string{"max_concurrent_requests", "1000"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			diagnostics := firstUse(t, nil, with(whole, c.settings))
			wantOneError(t, diagnostics, c.texts...)
			if strings.Contains(acctest.Errors(diagnostics), "hunter2") {
				t.Errorf("the password is shown: %s", acctest.Errors(diagnostics))
			}
		})
	}
}

// TestInvalidVariables are refused as invalid attributes are.
func TestInvalidVariables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ variable, value, wanted string }{
		{"INFINIBOX_ENDPOINT", "ibox01", "https://ibox01.example.com"},
		{"INFINIBOX_APPROVED", "yes", "true or false"},
		{"INFINIBOX_READ_ONLY", "on", "true or false"},
		{"INFINIBOX_ADOPT_EXISTING", "2", "true or false"},
		{"INFINIBOX_INSECURE_SKIP_VERIFY", "y", "true or false"},
		{"INFINIBOX_MAX_CONCURRENT_REQUESTS", "many", "1 to 1000"},
		{"INFINIBOX_MAX_CONCURRENT_REQUESTS", "0", "1 to 1000"},
		{"INFINIBOX_MAX_CONCURRENT_REQUESTS", "1001", "1 to 1000"},
		{"INFINIBOX_REQUEST_TIMEOUT", "soon", "30s"},
		{"INFINIBOX_REQUEST_TIMEOUT", "-1s", "30s"},
		{"INFINIBOX_REMOTE", "ibox02=peer", `{"ibox02"`},
		{"INFINIBOX_CA_CERTIFICATE", "ca.pem", "PEM"},
		{"INFINIBOX_STANDBY_ENDPOINTS", "https://ibox01,ibox02", "https://ibox01.example.com"},
	} {
		t.Run(c.variable+" "+c.value, func(t *testing.T) {
			t.Parallel()
			environment := map[string]string{"INFINIBOX_ENDPOINT": "http://127.0.0.1:1", "INFINIBOX_USERNAME": "nobody", "INFINIBOX_PASSWORD": "nothing"}
			environment[c.variable] = c.value
			wantOneError(t, firstUse(t, environment, nil), c.variable, c.wanted)
		})
	}
}

// TestWrongPort: nothing listens there.
func TestWrongPort(t *testing.T) {
	t.Parallel()
	endpoint := closedPort(t)
	settings := map[string]any{"endpoint": endpoint, "username": "nobody", "password": "nothing"}
	wantOneError(t, firstUse(t, nil, settings), endpoint, "connection refused", "infinibox.endpoint", "INFINIBOX_ENDPOINT")
}

// TestSomethingElseAnswers at the address, and says what.
func TestSomethingElseAnswers(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<html><head><title>Welcome to the intranet</title></head></html>"))
	}))
	defer other.Close()
	settings := map[string]any{"endpoint": other.URL, "username": "nobody", "password": "nothing"}
	wantOneError(t, firstUse(t, nil, settings), "Welcome to the intranet", "isn't the InfiniBox API", "infinibox.endpoint", "INFINIBOX_ENDPOINT")
}

// TestWrongProtocol: http to an https port and the reverse.
func TestWrongProtocol(t *testing.T) {
	t.Parallel()
	plain := acctest.NewArray(t)
	settings := with(connection(plain), map[string]any{"endpoint": strings.Replace(plain.URL(), "http://", "https://", 1)})
	wantOneError(t, firstUse(t, nil, settings), "doesn't speak TLS", "infinibox.endpoint")
	secure := acctest.StartArray(t, infinibox.Options{}, device.Options{TLS: true})
	settings = with(connection(secure), map[string]any{"endpoint": strings.Replace(secure.URL(), "https://", "http://", 1)})
	wantOneError(t, firstUse(t, nil, settings), "https", "infinibox.endpoint")
}

// TestWrongPassword names both attributes, and is asked once: another attempt
// could lock the account.
func TestWrongPassword(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	settings := with(connection(array), map[string]any{"password": "distinctly-wrong"})
	diagnostics := firstUse(t, nil, settings)
	wantOneError(t, diagnostics, "username and password", "INFINIBOX_USERNAME", "INFINIBOX_PASSWORD", "AUTHENTICATION_REQUIRED", "401")
	if strings.Contains(acctest.Errors(diagnostics), "distinctly-wrong") || array.Totals().Requests != 1 {
		t.Errorf("after %d requests: %s", array.Totals().Requests, acctest.Errors(diagnostics))
	}
}

// TestUntrustedCertificate says whose it is and where the authority goes.
func TestUntrustedCertificate(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{}, device.Options{TLS: true})
	untrusting := with(connection(array), map[string]any{"ca_certificate": nil})
	wantOneError(t, firstUse(t, nil, untrusting), "isn't trusted", "infinibox.ca_certificate", "INFINIBOX_CA_CERTIFICATE")
	if array.Totals().Requests != 0 {
		t.Error("the password was sent to whom isn't trusted")
	}
	pool := poolOn(array, "p")
	wantSuccess(t, configure(t, nil, connection(array)).Resource(volumeResource).Apply(db01(pool)))
	array.Only("volumes", map[string]any{"name": "db01"})
}

// TestSkippingVerification works in both places, and warns.
func TestSkippingVerification(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{}, device.Options{TLS: true})
	pool := poolOn(array, "p")
	for name, c := range map[string]struct {
		block       map[string]any
		environment map[string]string
	}{
		"block":       {map[string]any{"insecure_skip_verify": true}, nil},
		"environment": {nil, map[string]string{"INFINIBOX_INSECURE_SKIP_VERIFY": "true"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			settings := with(with(connection(array), map[string]any{"ca_certificate": nil}), c.block)
			protocol, diagnostics := acctest.Configure(t, getenv(c.environment), map[string]any{"infinibox": settings})
			if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Certificates Are Not Verified") || !strings.Contains(warnings, "ca_certificate") {
				t.Errorf("not warned: %q", warnings)
			}
			wantSuccess(t, protocol.Resource(volumeResource).Apply(with(db01(pool), map[string]any{"name": name})))
			array.Only("volumes", map[string]any{"name": name})
		})
	}
}
