package entity_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const volumeResource = "onprem_infinibox_volume"

// poolOn makes a pool on the array, as an administrator would.
func poolOn(array *acctest.Array, name string) int64 {
	return array.Put("pools", 0, map[string]any{"name": name, "physical_capacity": 2000000000000, "virtual_capacity": 2000000000000})
}

// db01 is the configuration of a volume in a pool.
func db01(pool int64) map[string]any {
	return map[string]any{"name": "db01", "pool_id": pool, "size": 2000000000}
}

// with is a configuration with one attribute of its own.
func with(base map[string]any, name string, value any) map[string]any {
	changed := map[string]any{name: value}
	for other, kept := range base {
		if other != name {
			changed[other] = kept
		}
	}
	return changed
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

// wantManaged fails unless the array has the volume once, and the state is
// complete and knows it by its id.
func wantManaged(t *testing.T, array *acctest.Array, volume *acctest.Instance) {
	t.Helper()
	id := acctest.ID(array.Only("volumes", map[string]any{"name": "db01"}))
	if volume.Int("id") != id || volume.Tainted {
		t.Errorf("the state has id %d (tainted: %t), the array %d", volume.Int("id"), volume.Tainted, id)
	}
	if unknown := volume.Unknowns(); len(unknown) > 0 {
		t.Errorf("not known after the apply: %v", unknown)
	}
	if volume.Identity()["id"] == "" {
		t.Error("no identity")
	}
}

// wantNothing fails if the array has a volume, or the state anything.
func wantNothing(t *testing.T, array *acctest.Array, volume *acctest.Instance) {
	t.Helper()
	if left := array.Find("volumes", nil); len(left) > 0 {
		t.Errorf("the array has %v", left)
	}
	if volume.Exists() {
		t.Error("the state has something")
	}
}
