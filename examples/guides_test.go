package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// TestAccGuideGettingStarted follows the guide: a second plan is empty, and
// destroying needs approval.
func TestAccGuideGettingStarted(t *testing.T) {
	t.Parallel()
	example := alone(t, "guides/getting-started/main.tf")
	example.apply()
	example.array.Only("volumes", map[string]any{"name": "shop-data", "size": 500000000000})
	example.refused("destroy", "-no-color", "-auto-approve")
	example.destroy()
}

// TestAccGuideApprovals shows whose approval counts for what.
func TestAccGuideApprovals(t *testing.T) {
	t.Parallel()
	example := start(t, "guides/approvals/main.tf")
	example.apply()
	main := content(t, "guides/approvals/main.tf")
	for _, volume := range []struct{ name, approval string }{{"ledger", "false"}, {"temporary", ""}} {
		block := regexp.MustCompile(`name +=\s"` + volume.name + `"`)
		example.terraform.Write("main.tf", block.ReplaceAllString(main, "$0\nwrite_protected = true"))
		example.refused("plan", "-no-color")
	}
	approving := example.terraform.Knowing("INFINIBOX_APPROVED=true")
	approving.Must("apply", "-no-color", "-auto-approve")
	example.array.Only("volumes", map[string]any{"name": "temporary", "write_protected": true})
	example.terraform.Write("main.tf", main)
	example.terraform.Must("destroy", "-no-color", "-auto-approve")
	example.unchanged()
}

// refused wants a command to fail for want of approval, and to change nothing.
func (a *applied) refused(arguments ...string) {
	a.t.Helper()
	a.array.ClearRequests()
	output, code := a.terraform.Run(arguments...)
	if code != 1 || !strings.Contains(output, "Approval Required To") {
		a.t.Errorf("%v: exit code %d, want a refusal:\n%s", arguments, code, output)
	}
	if writes := a.array.Writes(); len(writes) > 0 {
		a.t.Errorf("%v: sent %v", arguments, writes)
	}
}

// TestAccGuideSecrets applies a saved plan with the password given twice and
// kept nowhere.
func TestAccGuideSecrets(t *testing.T) {
	t.Parallel()
	example := alone(t, "guides/secrets/main.tf")
	password := example.array.Environment()["INFINIBOX_PASSWORD"]
	example.terraform = example.terraform.Knowing("INFINIBOX_PASSWORD=", "TF_VAR_password="+password, "TF_VAR_endpoint="+example.array.URL())
	example.terraform.Must("apply", "-no-color", "-auto-approve")
	if state := example.terraform.Read("terraform.tfstate"); !strings.Contains(state, "production") || strings.Contains(state, password) {
		t.Errorf("the state lacks the pools or has the password: %s", state)
	}
	example.terraform.Must("plan", "-no-color", "-out=saved")
	example.terraform.Must("apply", "-no-color", "saved")
	example.unchanged()
}

// TestAccGuideImporting follows the guide: everything that the array holds, by
// its commands.
func TestAccGuideImporting(t *testing.T) {
	t.Parallel()
	t.Run("everything", func(t *testing.T) {
		t.Parallel()
		example := start(t, "guides/importing/inventory.tfquery.hcl")
		example.terraform = example.terraform.Knowing("INFINIBOX_READ_ONLY=true")
		found := listed.FindAllString(example.terraform.Must("query", "-no-color", "-generate-config-out=imported.tf"), -1)
		for _, folder := range glob(t, "list-resources/onprem_infinibox_*") {
			if !strings.Contains(strings.Join(found, ""), "list."+filepath.Base(folder)+".all ") {
				t.Errorf("no %s was found", filepath.Base(folder))
			}
		}
		wanted := fmt.Sprintf("Resources: %d imported, 0 added, 0 changed, 0 destroyed", len(found))
		if output := example.terraform.Must("apply", "-no-color", "-auto-approve"); !strings.Contains(output, wanted) {
			t.Errorf("want %q:\n%s", wanted, output)
		}
		example.terraform.Agrees(acctest.Agree(example.array, example.platform)) // by a plan, which has to be empty
		example.unchanged()
	})
	t.Run("one", func(t *testing.T) {
		t.Parallel()
		example := start(t, "guides/importing/one.tf")
		example.apply()
		example.unchanged()
	})
}

// TestAccGuideHCPTerraform applies what a workspace would, and has Terraform
// check the block that connects it: HCP Terraform itself can't be had here.
func TestAccGuideHCPTerraform(t *testing.T) {
	t.Parallel()
	example := alone(t, "guides/hcp-terraform/main.tf")
	example.terraform.Must("plan", "-no-color", "-out=saved")
	example.terraform.Must("apply", "-no-color", "saved")
	example.destroy()
	alone(t, "guides/hcp-terraform/main.tf", "guides/hcp-terraform/cloud.tf").terraform.Must("validate", "-no-color")
}

// TestEveryGuideIsTested keeps the list above whole.
func TestEveryGuideIsTested(t *testing.T) {
	t.Parallel()
	tests := content(t, "guides_test.go")
	entries, err := os.ReadDir("guides")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		for _, file := range glob(t, filepath.Join("guides", entry.Name(), "*")) {
			if !strings.Contains(tests, `"`+filepath.ToSlash(file)+`"`) {
				t.Errorf("no test applies %s", file)
			}
		}
	}
}
