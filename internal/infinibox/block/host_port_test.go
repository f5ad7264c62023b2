package block_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const hostWithPorts = `
resource "onprem_infinibox_host" "web" {
  name = "web01"
}

resource "onprem_infinibox_host_port" "web" {
  for_each = toset(["21:00:00:00:00:AB:CD:01", "21:00:00:00:00:AB:CD:02"])
  host_id  = onprem_infinibox_host.web.id
  type     = "FC"
  address  = each.key
}
`

const hostMapped = `
resource "onprem_infinibox_pool" "p" {
  name              = "p"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "boot" {
  name    = "boot"
  pool_id = onprem_infinibox_pool.p.id
  size    = 2000000000
}

resource "onprem_infinibox_host_lun" "boot" {
  host_id   = onprem_infinibox_host.web.id
  volume_id = onprem_infinibox_volume.boot.id
  approved  = true
}
`

// TestAccHostPortLife is a port's life under Terraform: made as people write
// it, lost behind Terraform's back, made again, replaced, deleted.
func TestAccHostPortLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host := hostOn(array, "web01")
	address := "onprem_infinibox_host_port.web"
	port := func(network, written string) string {
		return array.Provider() + fmt.Sprintf("resource %q %q {\n  host_id = %d\n  type    = %q\n  address = %q\n}\n", hostPortResource, "web", host, network, written)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           port("FC", "21:00:00:00:00:AB:CD:01"),
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("host_id")),
				},
			},
			{Config: port("FC", aWWPN), ConfigPlanChecks: doing(array, address, plancheck.ResourceActionNoop)},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateId: fmt.Sprintf("%d/FC/21:00:00:00:00:AB:CD:01", host)},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: fmt.Sprint(host), ExpectError: regexp.MustCompile(`is no import id of this(?s:.+)1001/TYPE/ADDRESS`)},
			{ResourceName: address, ImportState: true, ImportStateId: fmt.Sprintf("%d/FC/2100000000000009", host), ExpectError: regexp.MustCompile(`There is no object with`)},
			{
				PreConfig: func() {
					another := acctest.NewProtocol(t, array, nil).Resource(hostPortResource)
					wantErrors(t, acctest.Errors(another.Import(fmt.Sprintf("%d/FC/%s", host, aWWPN))))
					wantErrors(t, acctest.Errors(another.Destroy()))
				},
				Config:           port("FC", aWWPN),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
			},
			{
				Config:           port("ISCSI", strings.ToUpper(anIQN)),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(*terraformState) error {
					return has(array, "host_ports", map[string]any{"host_id": host, "type": "ISCSI", "address": anIQN})
				},
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "host_ports") },
	})
}

// TestAccHostPortsAndMappingsGoTogether in one destroy: the mapping before the
// last port, though nothing of the configuration says so and no port is
// approved, and the host at the end.
func TestAccHostPortsAndMappingsGoTogether(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + hostWithPorts + hostMapped, ConfigPlanChecks: agreeing(array)},
			{PreConfig: array.ClearRequests, Config: array.Provider() + hostWithPorts + hostMapped, Destroy: true},
		},
	})
	writes := array.Writes()
	last := func(part string) int {
		for i, write := range slices.Backward(writes) {
			if strings.HasPrefix(write, "DELETE ") && strings.Contains(write, part) {
				return i
			}
		}
		t.Fatalf("nothing like %s in %q", part, writes)
		return -1
	}
	ports, mapping := last("/ports/"), last("/luns/")
	gone := slices.IndexFunc(writes, func(write string) bool { return regexp.MustCompile(`^DELETE hosts/\d+$`).MatchString(write) })
	if mapping > ports || ports > gone {
		t.Errorf("out of order: %q", writes)
	}
	if slices.ContainsFunc(writes, func(write string) bool {
		return strings.Contains(write, "/ports/") && strings.Contains(write, "approved")
	}) {
		t.Errorf("a port was approved: %q", writes)
	}
	if err := none(array, "hosts", "host_ports", "host_luns", "volumes", "pools"); err != nil {
		t.Error(err)
	}
}

// TestAccHostPortGeneratedConfiguration imports ports that an administrator
// made: what Terraform writes of them plans nothing but the import.
func TestAccHostPortGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	for network, address := range map[string]string{"FC": aWWPN, "ISCSI": anIQN, "NVME": anNQN} {
		t.Run(network, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			host := hostOn(array, "web01")
			array.Put("host_ports", 0, portOf(host, network, address))
			generated := acctest.Generate(t, array, hostPortResource, fmt.Sprintf("%d/%s/%s", host, network, address))
			if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
				t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
			}
		})
	}
}
