package system_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const (
	nameResource = "onprem_infinibox_system_name"
	namePath     = "/api/rest/system/name"
	// found is what a simulated array is called before Terraform comes.
	found = "ibox-simulator"
)

// called is the configuration of a name.
func called(name string) map[string]any { return map[string]any{"name": name} }

// nameOf is what the array is called.
func nameOf(array *acctest.Array) string {
	return fmt.Sprint(array.Setting("system", "name")["result"])
}

// taken is an array whose name Terraform has taken over, with a clean request
// log.
func taken(t *testing.T) (*acctest.Array, *acctest.Instance) {
	t.Helper()
	array := acctest.NewArray(t)
	name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
	wantSuccess(t, name.Apply(called("ibox01")))
	array.ClearRequests()
	return array, name
}

// wantSuccess wants no diagnostics at all.
func wantSuccess(t *testing.T, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	if len(diagnostics) > 0 {
		t.Fatalf("unexpected: %s %s", acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	}
}

// wantErrors wants as many errors as there are texts, each with its own.
func wantErrors(t *testing.T, diagnostics []*tfprotov6.Diagnostic, texts ...[]string) {
	t.Helper()
	if len(diagnostics) != len(texts) {
		t.Fatalf("%d diagnostics, want %d: %s %s", len(diagnostics), len(texts), acctest.Errors(diagnostics), acctest.Warnings(diagnostics))
	}
	for i, wanted := range texts {
		for _, text := range wanted {
			if shown := acctest.Errors(diagnostics[i : i+1]); !strings.Contains(shown, text) {
				t.Errorf("no %q in the error: %s", text, shown)
			}
		}
	}
}

// wantWrites wants exactly these changing requests since the log was cleared.
func wantWrites(t *testing.T, array *acctest.Array, want ...string) {
	t.Helper()
	if writes := array.Writes(); !slices.Equal(writes, want) {
		t.Errorf("sent %q, want %q", writes, want)
	}
}

// wantNamed wants the array to be called so, and the state to say it.
func wantNamed(t *testing.T, array *acctest.Array, name *acctest.Instance, want string) {
	t.Helper()
	if nameOf(array) != want || name.Text("name") != want {
		t.Errorf("the array is called %q, the state has %q, want %q", nameOf(array), name.Text("name"), want)
	}
}

// TestSystemNameLife takes the name over, changes it, finds another one, and
// gives back the one it found.
func TestSystemNameLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
	wantSuccess(t, name.Apply(called("ibox01")))
	wantNamed(t, array, name, "ibox01")
	wantWrites(t, array, `PUT system/name "ibox01"`)
	if identity := name.Identity(); len(identity) != 1 || !strings.Contains(identity["setting"], "system_name") {
		t.Errorf("identity %v", identity)
	}
	wantSuccess(t, name.Apply(called("ibox02")))
	wantNamed(t, array, name, "ibox02")
	array.Set("system", "name", map[string]any{"result": "renamed"})
	wantSuccess(t, name.Refresh())
	if name.Text("name") != "renamed" {
		t.Errorf("the state has %q", name.Text("name"))
	}
	if plan := name.Plan(called("ibox02")); !slices.Equal(plan.Changes, []string{"name"}) || len(plan.Replaces) > 0 {
		t.Errorf("planned %v, replacing %v", plan.Changes, plan.Replaces)
	}
	wantSuccess(t, name.Apply(called("ibox02")))
	wantNamed(t, array, name, "ibox02")
	array.ClearRequests()
	wantSuccess(t, name.Destroy())
	wantWrites(t, array, fmt.Sprintf("PUT system/name %q", found))
	if nameOf(array) != found || name.Exists() {
		t.Errorf("the array is called %q, the state has something: %t", nameOf(array), name.Exists())
	}
}

// TestSystemNameAsConfiguredAlready sends nothing, neither then nor when it is
// destroyed.
func TestSystemNameAsConfiguredAlready(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
	wantSuccess(t, name.Apply(called(found)))
	wantNamed(t, array, name, found)
	wantSuccess(t, name.Apply(called(found)))
	wantSuccess(t, name.Destroy())
	wantWrites(t, array)
}

// TestSystemNameImported by id and by identity is what the array has. What it
// was before isn't known then: destroying leaves it, and says so.
func TestSystemNameImported(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"id", "identity"} {
		t.Run(by, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
			if by == "id" {
				wantSuccess(t, name.Import("system_name"))
			} else {
				wantSuccess(t, name.ImportIdentity(map[string]any{"setting": "system_name"}))
			}
			wantNamed(t, array, name, found)
			if plan := name.Plan(called(found)); len(plan.Changes) > 0 {
				t.Errorf("planned %v", plan.Changes)
			}
			wantSuccess(t, name.Apply(called("ibox01")))
			array.ClearRequests()
			destroyed := name.Destroy()
			if warnings := acctest.Warnings(destroyed); acctest.Errors(destroyed) != "" ||
				!strings.Contains(warnings, "InfiniBox system name Stays As It Is") || !strings.Contains(warnings, "as after an import") {
				t.Errorf("destroyed with %s %s", acctest.Errors(destroyed), warnings)
			}
			wantWrites(t, array)
			if nameOf(array) != "ibox01" || name.Exists() {
				t.Errorf("the array is called %q, the state has something: %t", nameOf(array), name.Exists())
			}
		})
	}
}

// TestSystemNameWrongImport says the one id there is.
func TestSystemNameWrongImport(t *testing.T) {
	t.Parallel()
	protocol := acctest.NewProtocol(t, acctest.NewArray(t), nil)
	for _, id := range []string{"ibox-simulator", "1", "name=x", "qos"} {
		wantErrors(t, protocol.Resource(nameResource).Import(id), []string{"Cannot Import InfiniBox system name", fmt.Sprintf("%q is no import id", id), `"system_name"`})
	}
	wantErrors(t, protocol.Resource(nameResource).ImportIdentity(map[string]any{"setting": "qos"}), []string{"Cannot Import InfiniBox system name", `"qos"`, `"system_name"`})
}

// TestSystemNameBadInput is refused at plan.
func TestSystemNameBadInput(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	name := acctest.NewProtocol(t, array, nil).Resource(nameResource)
	for _, bad := range []string{"", strings.Repeat("x", 66)} {
		wantErrors(t, name.Plan(called(bad)).Diagnostics, []string{"name", "between 1 and 65"})
	}
	if requests := array.Requests(device.Match{}); len(requests) > 0 {
		t.Errorf("planning sent %v", requests)
	}
}

// TestSystemNameWithoutPermission is one diagnostic, and changes nothing.
func TestSystemNameWithoutPermission(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	reader := map[string]any{"username": "read_only", "password": "read-only-simulated"}
	name := acctest.NewProtocol(t, array, reader).Resource(nameResource)
	wantErrors(t, name.Apply(called("ibox01")), []string{"Unable to change InfiniBox system name", "PUT system/name", "infinibox.username"})
	if nameOf(array) != found || name.Exists() {
		t.Errorf("the array is called %q, the state has something: %t", nameOf(array), name.Exists())
	}
}

// TestSystemNameOfReadOnlyProvider sends nothing, and shows the request.
func TestSystemNameOfReadOnlyProvider(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	name := acctest.NewProtocol(t, array, map[string]any{"read_only": true}).Resource(nameResource)
	wantErrors(t, name.Apply(called("ibox01")), []string{"Unable to change InfiniBox system name", `PUT system/name with "ibox01"`, "INFINIBOX_READ_ONLY"})
	wantWrites(t, array)
}

// TestSystemNameDataSource shows the name.
func TestSystemNameDataSource(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	protocol := acctest.NewProtocol(t, array, nil)
	shown, diagnostics := protocol.DataSource(nameResource).Read(map[string]any{})
	wantSuccess(t, diagnostics)
	if len(shown) != 1 || shown["name"] != found {
		t.Errorf("shown %v", shown)
	}
	array.Break(device.Rule{Path: namePath, Error: "INTERNAL_SERVER_ERROR"})
	_, diagnostics = protocol.DataSource(nameResource).Read(map[string]any{})
	wantErrors(t, diagnostics, []string{"Unable to read InfiniBox system name", "INTERNAL_SERVER_ERROR"})
}
