package provider_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const oneVolume = `
provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  name    = "db01"
  pool_id = %d
  size    = 2000000000
}
`

// TestAccOlderTerraform shows that the provider works with a Terraform that
// knows no identity, 1.11, or no list resources and actions, 1.12 and 1.13.
// There is a subtest for each such program on PATH, named by its version;
// where there is none, only the subtest without Terraform shows it, which
// drives the provider with the messages of one that sends no identity.
func TestAccOlderTerraform(t *testing.T) {
	t.Parallel()
	t.Run("messages without identity", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		config := db01(poolOn(array, "p"))
		volume := configure(t, array.Environment(), nil).Resource(volumeResource)
		wantSuccess(t, volume.Apply(config))
		wantSuccess(t, volume.WithoutIdentity().Refresh())
		wantSuccess(t, volume.WithoutIdentity().Apply(with(config, map[string]any{"udid": 5})))
		array.Only("volumes", map[string]any{"udid": 5})
		if plan := volume.WithoutIdentity().Plan(with(config, map[string]any{"udid": 5})); len(plan.Changes) > 0 || plan.Errors() != "" {
			t.Errorf("still to change: %v %s", plan.Changes, plan.Errors())
		}
		wantSuccess(t, volume.WithoutIdentity().Destroy())
		if left := array.Find("volumes", nil); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	})
	for version, program := range acctest.Older(t) {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			newer := acctest.NewCLI(t, array.Environ()...)
			newer.Write("main.tf", acctest.Required+fmt.Sprintf(oneVolume, poolOn(array, "p")))
			older := newer.By(program)

			older.Must("apply", "-no-color", "-auto-approve")
			array.Only("volumes", map[string]any{"name": "db01", "size": 2000000000})
			wantEmptyPlan(t, older)
			older.Must("destroy", "-no-color", "-auto-approve")
			if left := array.Find("volumes", nil); len(left) > 0 {
				t.Fatalf("left: %v", left)
			}

			older.Must("apply", "-no-color", "-auto-approve")
			id := acctest.ID(array.Only("volumes", map[string]any{"name": "db01"}))
			if identity := stateOf(t, newer).identity(); identity != nil && version < "1.12" {
				t.Fatalf("Terraform %s keeps an identity: %v", version, identity)
			}
			wantEmptyPlan(t, newer)
			newer.Must("apply", "-no-color", "-auto-approve", "-refresh-only")
			if identity := stateOf(t, newer).identity(); fmt.Sprint(identity["id"]) != fmt.Sprint(id) {
				t.Errorf("the newer Terraform keeps the identity %v, want id %d", identity, id)
			}
			newer.Must("destroy", "-no-color", "-auto-approve")
			if left := array.Find("volumes", nil); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

// wantEmptyPlan fails unless nothing is left to do.
func wantEmptyPlan(t *testing.T, terraform *acctest.CLI) {
	t.Helper()
	if output, code := terraform.Run("plan", "-no-color", "-detailed-exitcode"); code != 0 {
		t.Errorf("the plan isn't empty: exit code %d\n%s", code, output)
	}
}

// stateFile is the part of a state file that tests look at.
type stateFile struct {
	Resources []struct {
		Instances []struct {
			Identity map[string]any `json:"identity"`
			Private  []byte         `json:"private"`
		} `json:"instances"`
	} `json:"resources"`
}

// identity is that of the first object; nil when none is kept.
func (s stateFile) identity() map[string]any {
	for _, resource := range s.Resources {
		for _, instance := range resource.Instances {
			return instance.Identity
		}
	}
	return nil
}

// stateOf reads the state file in a Terraform's folder.
func stateOf(t *testing.T, terraform *acctest.CLI) stateFile {
	t.Helper()
	var state stateFile
	if err := json.Unmarshal([]byte(terraform.Read("terraform.tfstate")), &state); err != nil {
		t.Fatal(err)
	}
	return state
}
