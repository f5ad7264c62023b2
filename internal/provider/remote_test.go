package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestPermissionOfThePeer is asked for where peers' accounts are given: the
// array's own account is all right.
func TestPermissionOfThePeer(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]map[string]any{
		"no account":         nil,
		"an account refused": {"remote": map[string]any{"ibox02": map[string]any{"username": "peer", "password": "hunter2"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			volume := acctest.NewProtocol(t, array, settings).Resource(volumeResource)
			config := db01(poolOn(array, "p"))
			wantSuccess(t, volume.Apply(config))
			array.Break(device.Rule{Method: "PUT", Error: "REMOTE_PERMISSION_REQUIRED"})
			diagnostics := volume.Apply(with(config, map[string]any{"name": "db02"}))
			wantOneError(t, diagnostics, "infinibox.remote", "INFINIBOX_REMOTE")
			if text := acctest.Errors(diagnostics); strings.Contains(text, "infinibox.username") || strings.Contains(text, "hunter2") {
				t.Errorf("the wrong remedy, or a password: %s", text)
			}
		})
	}
}
