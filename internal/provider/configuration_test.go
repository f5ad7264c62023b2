package provider_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const volumeResource = "onprem_infinibox_volume"

// getenv is an environment of its own for a provider.
func getenv(variables map[string]string) func(string) string {
	return func(name string) string { return variables[name] }
}

// connection are the settings that every account of a device needs.
func connection(on interface{ Environment() map[string]string }) map[string]any {
	settings := map[string]any{}
	for variable, value := range on.Environment() {
		_, name, _ := strings.Cut(variable, "_")
		settings[strings.ToLower(name)] = value
	}
	return settings
}

// with are settings with some of their own; nil leaves one out.
func with(settings map[string]any, extra map[string]any) map[string]any {
	changed := maps.Clone(settings)
	maps.Copy(changed, extra)
	return changed
}

// configure configures a provider with an infinibox attribute, which must
// succeed.
func configure(t *testing.T, environment map[string]string, settings map[string]any) *acctest.Protocol {
	t.Helper()
	block := map[string]any{}
	if settings != nil {
		block["infinibox"] = settings
	}
	protocol, diagnostics := acctest.Configure(t, getenv(environment), block)
	wantSuccess(t, diagnostics)
	return protocol
}

// account finds the array's account with a role.
func account(t *testing.T, array *acctest.Array, role infinibox.Role) map[string]any {
	t.Helper()
	simulated, ok := array.Device().(*infinibox.Array)
	if !ok {
		t.Fatal("the array is no InfiniBox")
	}
	for _, user := range simulated.Users() {
		if user.Role == role {
			return map[string]any{"username": user.Name, "password": user.Password}
		}
	}
	t.Fatalf("the array has no account with the role %s", role)
	return nil
}

// poolOn makes a pool on the array, as an administrator would.
func poolOn(array *acctest.Array, name string) int64 {
	return array.Put("pools", 0, map[string]any{"name": name, "physical_capacity": 2000000000000, "virtual_capacity": 2000000000000})
}

// db01 is the configuration of a volume in a pool.
func db01(pool int64) map[string]any {
	return map[string]any{"name": "db01", "pool_id": pool, "size": 2000000000}
}

// wantOneError fails unless there is exactly one error, which has all of the
// texts.
func wantOneError(t *testing.T, diagnostics []*tfprotov6.Diagnostic, texts ...string) {
	t.Helper()
	errors := 0
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			errors++
		}
	}
	if errors != 1 {
		t.Fatalf("%d errors, want one: %s", errors, acctest.Errors(diagnostics))
	}
	for _, text := range texts {
		if !strings.Contains(acctest.Errors(diagnostics), text) {
			t.Errorf("no %q in the error: %s", text, acctest.Errors(diagnostics))
		}
	}
}

// wantSuccess fails on any error.
func wantSuccess(t *testing.T, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	if errors := acctest.Errors(diagnostics); errors != "" {
		t.Fatalf("unexpected: %s", errors)
	}
}
