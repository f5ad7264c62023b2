package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// kind is a kind of device as the tests of what all kinds have in common see it.
type kind struct {
	name, product string
	// whole are settings that lack nothing and reach nobody; address is the one
	// that messages show as an example.
	whole   map[string]any
	address string
	// start starts a simulated device.
	start func(t *testing.T, serving device.Options) *acctest.Simulated
	// use needs the device.
	use func(protocol *acctest.Protocol) []*tfprotov6.Diagnostic
	// wrongPassword is the device's code for that.
	wrongPassword string
	// own are settings beside those that every kind has.
	own []string
}

func kinds() []kind {
	return []kind{
		{
			name: "infinibox", product: "InfiniBox", address: "https://ibox01.example.com", wrongPassword: "AUTHENTICATION_REQUIRED",
			whole: map[string]any{"endpoint": "http://127.0.0.1:1", "username": "nobody", "password": "nothing"},
			own:   []string{"approved"},
			start: func(t *testing.T, serving device.Options) *acctest.Simulated {
				t.Helper()
				return acctest.StartArray(t, infinibox.Options{}, serving).Simulated
			},
			use: func(protocol *acctest.Protocol) []*tfprotov6.Diagnostic {
				return protocol.Resource(volumeResource).Import("name=nobody's")
			},
		},
		{
			name: "symkloud", product: "symkloud", address: "http://mgmt.example.com:9090", wrongPassword: "23",
			whole: map[string]any{"endpoint": "http://127.0.0.1:1", "username": "nobody", "password": "nothing", "platform": "6"},
			own:   []string{"https_endpoint", "platform"},
			start: func(t *testing.T, serving device.Options) *acctest.Simulated {
				t.Helper()
				return acctest.StartPlatform(t, symkloud.Options{HTTPS: serving.TLS}, serving).Simulated
			},
			use: func(protocol *acctest.Protocol) []*tfprotov6.Diagnostic {
				_, diagnostics := protocol.Ephemeral("onprem_symkloud_token").Open(nil)
				return diagnostics
			},
		},
	}
}

// forEachKind runs a test for every kind of device.
func forEachKind(t *testing.T, test func(t *testing.T, k kind)) {
	t.Helper()
	for _, k := range kinds() {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			test(t, k)
		})
	}
}

// says are texts of messages in which {name} stands for the attribute of the
// kind, {NAME} for the beginning of its variables, {product} for what people call
// it and {address} for the address that is shown as an example.
func (k kind) says(texts ...string) []string {
	filled := make([]string, len(texts))
	for i, text := range texts {
		filled[i] = strings.NewReplacer("{name}", k.name, "{NAME}", strings.ToUpper(k.name), "{product}", k.product, "{address}", k.address).Replace(text)
	}
	return filled
}

// variables are settings as variables.
func (k kind) variables(settings map[string]any) map[string]string {
	variables := map[string]string{}
	for name, value := range settings {
		if text, ok := value.(string); ok {
			variables[k.variable(name)] = text
		}
	}
	return variables
}

func (k kind) variable(name string) string { return strings.ToUpper(k.name + "_" + name) }

// configure configures a provider with the kind's attribute; nil leaves it out.
func (k kind) configure(t *testing.T, environment map[string]string, settings map[string]any) (*acctest.Protocol, []*tfprotov6.Diagnostic) {
	t.Helper()
	block := map[string]any{}
	if settings != nil {
		block[k.name] = settings
	}
	return acctest.Configure(t, getenv(environment), block)
}

// firstUse configures a provider and uses the device: the diagnostics of
// whichever says something first.
func (k kind) firstUse(t *testing.T, environment map[string]string, settings map[string]any) []*tfprotov6.Diagnostic {
	t.Helper()
	protocol, diagnostics := k.configure(t, environment, settings)
	if acctest.Errors(diagnostics) != "" {
		return diagnostics
	}
	return k.use(protocol)
}
