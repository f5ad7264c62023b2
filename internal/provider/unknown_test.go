package provider_test

import (
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestUnknownSettings: what another resource will tell is no reason to refuse
// a plan. What needs the device meanwhile says what it waits for.
func TestUnknownSettings(t *testing.T) {
	t.Parallel()
	every := []string{"endpoint", "username", "password", "read_only", "adopt_existing", "ca_certificate",
		"insecure_skip_verify", "max_concurrent_requests", "request_timeout", "standby_endpoints"}
	type unknown struct {
		attribute string
		value     any
	}
	peer := func(username, password any) map[string]any {
		return map[string]any{"ibox02": map[string]any{"username": username, "password": password}}
	}
	parts := map[string][]unknown{
		"infinibox": {
			{"remote", acctest.Unknown}, {"remote", peer("u", acctest.Unknown)}, {"remote", peer(acctest.Unknown, acctest.Unknown)},
		},
	}
	forEachKind(t, func(t *testing.T, k kind) {
		on := k.start(t, device.Options{})
		cases := append(slices.Clone(parts[k.name]), unknown{"standby_endpoints", []any{"https://standby", acctest.Unknown}})
		for _, attribute := range slices.Concat(every, k.own) {
			cases = append(cases, unknown{attribute, acctest.Unknown})
		}
		check := func(attribute string, block any) {
			protocol, diagnostics := acctest.Configure(t, getenv(nil), map[string]any{k.name: block})
			if len(diagnostics) > 0 {
				t.Fatalf("%s: configuring said %s%s", attribute, acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
			}
			wantOneError(t, k.use(protocol), k.says("Device Not Known Yet", "The {product} is needed now, but {name}."+attribute, "-target")...)
		}
		check("endpoint", acctest.Unknown)
		for _, c := range cases {
			check(c.attribute, with(connection(on), map[string]any{c.attribute: c.value}))
		}
		if sent := on.Requests(device.Match{}); len(sent) > 0 {
			t.Errorf("sent %v", sent)
		}
	})
}

// TestUnknownSettingsPlan: a plan needs no device that isn't known yet.
func TestUnknownSettingsPlan(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	volume := configure(t, nil, with(connection(array), map[string]any{"endpoint": acctest.Unknown})).Resource(volumeResource)
	wantSuccess(t, volume.Plan(db01(pool)).Diagnostics)
	wantOneError(t, volume.Apply(db01(pool)), "Device Not Known Yet", "infinibox.endpoint", "-target")
}

// TestUnknownUsernameAndPassword are one finding, not two.
func TestUnknownUsernameAndPassword(t *testing.T) {
	t.Parallel()
	forEachKind(t, func(t *testing.T, k kind) {
		settings := with(k.whole, map[string]any{"username": acctest.Unknown, "password": acctest.Unknown})
		wantOneError(t, k.firstUse(t, nil, settings), k.says("{name}.username and {name}.password")...)
	})
}
