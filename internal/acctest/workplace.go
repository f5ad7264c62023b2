package acctest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// Elsewhere is the same Terraform in another, empty folder; extra are further
// variables of its environment.
func (c *CLI) Elsewhere(extra ...string) *CLI {
	c.t.Helper()
	other := *c
	other.env = append(slices.Clone(c.env), extra...)
	other.Dir = c.t.TempDir()
	return &other
}

// Knowing is the same Terraform in the same folder with further variables of
// its environment.
func (c *CLI) Knowing(extra ...string) *CLI {
	other := *c
	other.env = append(slices.Clone(c.env), extra...)
	return &other
}

// By is another Terraform program in the same folder.
func (c *CLI) By(program string) *CLI {
	other := *c
	other.path = program
	return &other
}

// Plan plans what is configured, and reads the plan as plan checks do.
func (c *CLI) Plan() *tfjson.Plan {
	c.t.Helper()
	file := filepath.Join(c.t.TempDir(), "plan")
	c.Must("plan", "-no-color", "-out="+file)
	plan := &tfjson.Plan{}
	if err := plan.UnmarshalJSON([]byte(c.Must("show", "-json", file))); err != nil {
		c.t.Fatal(err)
	}
	return plan
}

// Agrees runs a plan check, such as AgreeAliases. Provider aliases can be
// tested no other way: terraform-plugin-testing has one server for all of
// them, in which the last configuration wins.
func (c *CLI) Agrees(check plancheck.PlanCheck) {
	c.t.Helper()
	response := plancheck.CheckPlanResponse{}
	check.CheckPlan(c.t.Context(), plancheck.CheckPlanRequest{Plan: c.Plan()}, &response)
	if response.Error != nil {
		c.t.Error(response.Error)
	}
}

// Older are the programs on PATH that are a Terraform the provider supports
// and that is older than the tests' own, 1.11 to 1.13, by version.
func Older(t testing.TB) map[string]string {
	t.Helper()
	programs := map[string]string{}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		found, err := filepath.Glob(filepath.Join(dir, "terraform*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, program := range found {
			version, err := cli.VersionOf(t.Context(), program)
			if err != nil {
				continue // another program whose name begins alike
			}
			if version.AtLeast(cli.Version{Major: 1, Minor: 11}) && !version.AtLeast(cli.Least()) {
				programs[fmt.Sprint(version)] = program
			}
		}
	}
	return programs
}
