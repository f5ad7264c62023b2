package system_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const nameAddress = nameResource + ".array"

// named is a configuration that names the array.
func named(array *acctest.Array, name string) string {
	return array.Provider() + fmt.Sprintf("resource %q \"array\" {\n  name = %q\n}\n", nameResource, name)
}

// agreeing compares device, state and configuration after an apply, and that
// nothing is left to plan.
func agreeing(array *acctest.Array, planned plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{
		PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(nameAddress, planned)},
		PostApplyPostRefresh: []plancheck.PlanCheck{acctest.Agree(array)},
	}
}

// wantCalled wants the array to be called so in the end.
func wantCalled(array *acctest.Array, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if name := nameOf(array); name != want {
			return fmt.Errorf("the array is called %q, want %q", name, want)
		}
		return nil
	}
}

// TestAccSystemNameLife is a name's life under Terraform: taken over, changed,
// changed behind Terraform's back and set again, and given back.
func TestAccSystemNameLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           named(array, "ibox01"),
				ConfigPlanChecks: agreeing(array, plancheck.ResourceActionCreate),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentity(nameAddress, map[string]knownvalue.Check{"setting": knownvalue.StringExact("system_name")}),
				},
			},
			{Config: named(array, "ibox02"), ConfigPlanChecks: agreeing(array, plancheck.ResourceActionUpdate)},
			{
				PreConfig:        func() { array.Set("system", "name", map[string]any{"result": "renamed"}) },
				Config:           named(array, "ibox02"),
				ConfigPlanChecks: agreeing(array, plancheck.ResourceActionUpdate),
			},
			{
				Config: named(array, "ibox02") + fmt.Sprintf("data %q \"shown\" {\n  depends_on = [%s]\n}\n", nameResource, nameAddress),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data."+nameResource+".shown", tfjsonpath.New("name"), knownvalue.StringExact("ibox02")),
				},
			},
		},
		CheckDestroy: wantCalled(array, found),
	})
}

// TestAccSystemNameImport imports the name in every form there is.
func TestAccSystemNameImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: named(array, "ibox01")},
			{ResourceName: nameAddress, ImportState: true, ImportStateId: "system_name", ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "name"},
			{ResourceName: nameAddress, ImportState: true, ImportStateId: "system_name", ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: nameAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: nameAddress, ImportState: true, ImportStateId: "ibox01", ExpectError: regexp.MustCompile(`"ibox01"(?s:.+)"system_name"`)},
		},
	})
}

// TestAccSystemNameImportedIsLeft: Terraform doesn't know what the array was
// called before somebody named it.
func TestAccSystemNameImportedIsLeft(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:       named(array, "ibox01"),
				ResourceName: nameAddress, ImportState: true, ImportStateId: "system_name", ImportStatePersist: true,
			},
			{Config: named(array, "ibox01"), ConfigPlanChecks: agreeing(array, plancheck.ResourceActionUpdate)},
		},
		CheckDestroy: wantCalled(array, "ibox01"),
	})
}

// TestAccSystemNameGeneratedConfiguration imports the name of an array: what
// Terraform writes of it plans nothing but the import.
func TestAccSystemNameGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	generated := acctest.Generate(t, acctest.NewArray(t), nameResource, "system_name")
	if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
		t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
	}
}

// TestAccSystemNameWithoutPermission is refused with its remedy.
func TestAccSystemNameWithoutPermission(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	reader := array.Provider(`username = "read_only"`, `password = "read-only-simulated"`)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{{
			Config:      reader + fmt.Sprintf("resource %q \"array\" {\n  name = \"ibox01\"\n}\n", nameResource),
			ExpectError: regexp.MustCompile(`(?s)Unable to change InfiniBox system name.+infinibox.username`),
		}},
		CheckDestroy: wantCalled(array, found),
	})
}
