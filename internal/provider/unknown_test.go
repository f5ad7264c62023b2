package provider_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestUnknownSettings: what another resource will tell is no reason to refuse
// a plan. What needs the array meanwhile says what it waits for.
func TestUnknownSettings(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	peer := func(username, password any) map[string]any {
		return map[string]any{"ibox02": map[string]any{"username": username, "password": password}}
	}
	for _, c := range []struct {
		name, attribute string
		block           any
	}{
		{"everything", "endpoint", acctest.Unknown},
		{"endpoint", "endpoint", with(connection(array), map[string]any{"endpoint": acctest.Unknown})},
		{"username", "username", with(connection(array), map[string]any{"username": acctest.Unknown})},
		{"password", "password", with(connection(array), map[string]any{"password": acctest.Unknown})},
		{"approved", "approved", with(connection(array), map[string]any{"approved": acctest.Unknown})},
		{"read_only", "read_only", with(connection(array), map[string]any{"read_only": acctest.Unknown})},
		{"adopt_existing", "adopt_existing", with(connection(array), map[string]any{"adopt_existing": acctest.Unknown})},
		{"ca_certificate", "ca_certificate", with(connection(array), map[string]any{"ca_certificate": acctest.Unknown})},
		{"insecure_skip_verify", "insecure_skip_verify", with(connection(array), map[string]any{"insecure_skip_verify": acctest.Unknown})},
		{"max_concurrent_requests", "max_concurrent_requests", with(connection(array), map[string]any{"max_concurrent_requests": acctest.Unknown})},
		{"request_timeout", "request_timeout", with(connection(array), map[string]any{"request_timeout": acctest.Unknown})},
		{"standby endpoints", "standby_endpoints", with(connection(array), map[string]any{"standby_endpoints": acctest.Unknown})},
		{"one standby endpoint", "standby_endpoints", with(connection(array), map[string]any{"standby_endpoints": []any{"https://ibox02", acctest.Unknown}})},
		{"peers", "remote", with(connection(array), map[string]any{"remote": acctest.Unknown})},
		{"a peer's password", "remote", with(connection(array), map[string]any{"remote": peer("u", acctest.Unknown)})},
		{"a peer's account", "remote", with(connection(array), map[string]any{"remote": peer(acctest.Unknown, acctest.Unknown)})},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			protocol, diagnostics := acctest.Configure(t, getenv(nil), map[string]any{"infinibox": c.block})
			if len(diagnostics) > 0 {
				t.Fatalf("configuring said %s%s", acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
			}
			volume := protocol.Resource(volumeResource)
			wantSuccess(t, volume.Plan(db01(pool)).Diagnostics)
			wantOneError(t, volume.Apply(db01(pool)), "Device Not Known Yet", "infinibox."+c.attribute, "-target")
		})
	}
	if sent := array.Requests(device.Match{}); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}

// TestUnknownUsernameAndPassword are one finding, not two.
func TestUnknownUsernameAndPassword(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	settings := with(connection(array), map[string]any{"username": acctest.Unknown, "password": acctest.Unknown})
	volume := configure(t, nil, settings).Resource(volumeResource)
	wantOneError(t, volume.Apply(db01(poolOn(array, "p"))), "infinibox.username", "infinibox.password")
}
