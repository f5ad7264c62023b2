package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// TestWrongRole names the account and what it lacks.
func TestWrongRole(t *testing.T) {
	t.Parallel()
	for name, role := range map[string]infinibox.Role{
		"reader creates a volume":                   infinibox.RoleReadOnly,
		"pool administrator uses somebody's pool":   infinibox.RolePoolAdmin,
		"technician has nothing to do with volumes": infinibox.RoleTechnician,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			pool := poolOn(array, "p")
			volume := configure(t, nil, with(connection(array), account(t, array, role))).Resource(volumeResource)
			wantOneError(t, volume.Apply(db01(pool)), `Unable to create InfiniBox volume "db01"`, "infinibox.username", "role", "403")
			if len(array.Find("volumes", nil)) > 0 || volume.Exists() {
				t.Error("it was made nevertheless")
			}
		})
	}
}

// TestReadOnly shows the request that it would have been, and sends none: for
// a create, a change and a delete.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	config := db01(poolOn(array, "p"))
	id := array.Put("volumes", 0, config)
	protocol := configure(t, nil, with(connection(array), map[string]any{"read_only": true}))
	existing := protocol.Resource(volumeResource)
	wantSuccess(t, existing.Import("name=db01"))
	for _, c := range []struct {
		name  string
		apply func() []*tfprotov6.Diagnostic
		texts []string
	}{
		{"create", func() []*tfprotov6.Diagnostic {
			return protocol.Resource(volumeResource).Apply(with(config, map[string]any{"name": "db02"}))
		}, []string{`Unable to create InfiniBox volume "db02"`, "POST volumes", `"name":"db02"`, `"size":2000000000`}},
		{"change", func() []*tfprotov6.Diagnostic { return existing.Apply(with(config, map[string]any{"udid": 4})) },
			[]string{`Unable to change InfiniBox volume "db01"`, "PUT volumes/", `{"udid":4}`}},
		{"delete", existing.Destroy, []string{`Unable to delete InfiniBox volume "db01"`, "DELETE volumes/"}},
	} {
		diagnostics := c.apply()
		wantOneError(t, diagnostics, append(c.texts, "infinibox.read_only", "INFINIBOX_READ_ONLY", "not sent")...)
		if strings.Count(strings.ToLower(acctest.Errors(diagnostics)), "sent") > 1 {
			t.Errorf("%s: said twice: %s", c.name, acctest.Errors(diagnostics))
		}
	}
	if writes := array.Writes(); len(writes) > 0 || !existing.Exists() {
		t.Errorf("sent %q", writes)
	}
	array.Only("volumes", map[string]any{"id": id, "name": "db01"})
}
