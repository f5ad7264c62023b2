package block_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// sanLayout is two hosts in a cluster with a volume in common, and one volume
// each. What belongs together refers to each other, and nothing else says in
// which order it comes or goes.
const sanLayout = `
resource "onprem_infinibox_pool" "p" {
  name              = "p"
  physical_capacity = 1000000000000
}

resource "onprem_infinibox_volume" "v" {
  count   = 3
  name    = "v${count.index}"
  pool_id = onprem_infinibox_pool.p.id
  size    = 1000000000
}

resource "onprem_infinibox_host" "h" {
  count = 2
  name  = "h${count.index}"
}

resource "onprem_infinibox_cluster" "c" {
  name = "c"
}

resource "onprem_infinibox_cluster_host" "h" {
  count      = 2
  cluster_id = onprem_infinibox_cluster.c.id
  host_id    = onprem_infinibox_host.h[count.index].id
}

resource "onprem_infinibox_host_lun" "boot" {
  count     = 2
  host_id   = onprem_infinibox_host.h[count.index].id
  volume_id = onprem_infinibox_volume.v[count.index].id
  lun       = 0
}

resource "onprem_infinibox_cluster_lun" "shared" {
  cluster_id = onprem_infinibox_cluster.c.id
  volume_id  = onprem_infinibox_volume.v[2].id
}
`

// TestAccSANComesAndGoes in one apply and one destroy, in an order that the
// array takes at once: asking for approval (403) is all that it ever answers
// otherwise.
func TestAccSANComesAndGoes(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider("approved = true") + sanLayout,
				ConfigPlanChecks: agreeing(array),
				Check: func(*terraformState) error {
					if seen := array.Find("host_luns", nil); len(seen) != 4 {
						return fmt.Errorf("the hosts see %v, want two mappings each", seen)
					}
					array.ClearRequests()
					return nil
				},
			},
		},
		CheckDestroy: func(*terraformState) error {
			for _, r := range array.Requests(device.Match{}) {
				if r.Status >= http.StatusBadRequest && r.Status != http.StatusForbidden {
					return fmt.Errorf("the array refused %s %s with %d", r.Method, r.Path, r.Status)
				}
			}
			return none(array, "host_luns", "cluster_luns", "cluster_hosts", "clusters", "hosts", "volumes", "pools")
		},
	})
}
