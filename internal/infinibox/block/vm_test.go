package block_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const vmNamed = `
resource "onprem_infinibox_vm" "web" {
  id   = %d
  name = %q
}
`

// TestAccVMLife is a virtual machine under Terraform: taken over, renamed,
// renamed behind Terraform's back, exchanged for another one, and given back
// with the name that it had.
func TestAccVMLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	first := array.Put("vms", 0, map[string]any{"name": "vm-1"})
	second := array.Put("vms", 0, map[string]any{"name": "vm-2"})
	address := "onprem_infinibox_vm.web"
	named := func(id int64, name string) func(*terraformState) error {
		return func(*terraformState) error {
			return has(array, "vms", map[string]any{"id": id, "name": name})
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + fmt.Sprintf(vmNamed, first, "web"),
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
				},
				Check: named(first, "web"),
			},
			{
				PreConfig:        func() { array.Put("vms", first, map[string]any{"name": "stray"}) },
				Config:           array.Provider() + fmt.Sprintf(vmNamed, first, "web"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check:            named(first, "web"),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "name=web"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{
				Config:           array.Provider() + fmt.Sprintf(vmNamed, second, "web"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check:            named(first, "vm-1"),
			},
			{
				PreConfig:   func() { array.Remove("vms", second) },
				Config:      array.Provider() + fmt.Sprintf(vmNamed, second, "web"),
				ExpectError: regexp.MustCompile(`Terraform can't make one`),
			},
			{
				Config:           array.Provider() + fmt.Sprintf(vmNamed, first, "web"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				Check:            named(first, "web"),
			},
		},
		CheckDestroy: named(first, "vm-1"),
	})
}

// TestVMTakenTwice is refused for the second of two resources.
func TestVMTakenTwice(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := array.Put("vms", 0, map[string]any{"name": "vm-1"})
	provider := acctest.NewProtocol(t, array, nil)
	wantErrors(t, acctest.Errors(provider.Resource("onprem_infinibox_vm").Apply(map[string]any{"id": id})))
	wantErrors(t, acctest.Errors(provider.Resource("onprem_infinibox_vm").Apply(map[string]any{"id": id, "name": "web"})),
		"Another resource of this configuration has it")
	if writes := array.Writes(); len(writes) > 0 {
		t.Errorf("it was written: %q", writes)
	}
}

// TestVMImportedStays: what it was called before isn't known.
func TestVMImportedStays(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := array.Put("vms", 0, map[string]any{"name": "vm-1"})
	vm := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_vm")
	wantErrors(t, acctest.Errors(vm.Import(fmt.Sprint(id))))
	diagnostics := vm.Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	if len(diagnostics) != 1 || array.Only("vms", nil)["name"] != "vm-1" {
		t.Errorf("said %v of %v", diagnostics, array.Find("vms", nil))
	}
}
