package block_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// limits is the configuration of quality of service, with what shows it.
func limits(enabled bool) string {
	return fmt.Sprintf(`
resource "onprem_infinibox_qos" "limits" {
  enabled = %t
}

data "onprem_infinibox_qos" "shown" {
  depends_on = [onprem_infinibox_qos.limits]
}
`, enabled)
}

// TestAccQoSLife is its life under Terraform: taken over, switched on, refused
// to be switched off, imported, and left on in the end.
func TestAccQoSLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_qos.limits"
	shown := func(on bool) statecheck.StateCheck {
		return statecheck.ExpectKnownValue("data.onprem_infinibox_qos.shown", tfjsonpath.New("enabled"), knownvalue.Bool(on))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:            array.Provider() + limits(false),
				ConfigPlanChecks:  doing(array, address, plancheck.ResourceActionCreate),
				ConfigStateChecks: []statecheck.StateCheck{shown(false)},
			},
			{
				Config:           array.Provider() + limits(true),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				ConfigStateChecks: []statecheck.StateCheck{
					shown(true),
					statecheck.ExpectIdentity(address, map[string]knownvalue.Check{"setting": knownvalue.StringExact("qos")}),
				},
			},
			{
				Config:      array.Provider() + limits(false),
				ExpectError: regexp.MustCompile(`(?s)Switching Off Not Possible.+no way to switch it off`),
			},
			{ResourceName: address, Config: array.Provider() + limits(true), ImportState: true, ImportStateId: "qos", ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "enabled"},
			{ResourceName: address, Config: array.Provider() + limits(true), ImportState: true, ImportStateId: "qos", ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, Config: array.Provider() + limits(true), ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
		CheckDestroy: func(*terraformState) error {
			if on := array.Setting("qos", "state")["is_enabled"]; on != true {
				return fmt.Errorf("the array has is_enabled = %v", on)
			}
			return nil
		},
	})
}

// TestAccQoSDestroyWarns says that it stays as it is.
func TestAccQoSDestroyWarns(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", acctest.Required+"provider \"onprem\" {}\n"+limits(true))
	terraform.Must("apply", "-no-color", "-auto-approve")
	output := terraform.Must("destroy", "-no-color", "-auto-approve")
	wantOutput(t, output, "Warning: InfiniBox qos Stays As It Is", "Quality of service can't be switched off again. Terraform no longer manages it.")
	if left := strings.TrimSpace(terraform.Must("state", "list")); left != "" {
		t.Errorf("the state still has %s", left)
	}
	wantQoS(t, array, true)
}

// TestAccQoSGeneratedConfiguration plans nothing but the import.
func TestAccQoSGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	generated := acctest.Generate(t, acctest.NewArray(t), "onprem_infinibox_qos", "qos")
	if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
		t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
	}
}
