package provider_test

import (
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const twoArrays = `
resource "onprem_infinibox_pool" "main" {
  provider          = onprem.main
  name              = "p"
  physical_capacity = 2000000000000
  virtual_capacity  = 2000000000000
}

resource "onprem_infinibox_pool" "branch" {
  provider          = onprem.branch
  name              = "p"
  physical_capacity = 1000000000000
  virtual_capacity  = 1000000000000
}

resource "onprem_infinibox_volume" "main" {
  provider = onprem.main
  name     = "db01"
  pool_id  = onprem_infinibox_pool.main.id
  size     = 2000000000
}

resource "onprem_infinibox_volume" "branch" {
  provider = onprem.branch
  name     = "db01"
  pool_id  = onprem_infinibox_pool.branch.id
  size     = %d
}
`

// TestAccTwoArrays manages two arrays in one configuration. Both have a volume
// of the same name, and ids that mean something else on the other array.
func TestAccTwoArrays(t *testing.T) {
	t.Parallel()
	main := acctest.StartArray(t, infinibox.Options{Name: "main", Seed: 1, FirstID: 2000}, device.Options{})
	branch := acctest.StartArray(t, infinibox.Options{Name: "branch", Seed: 2, FirstID: 1999}, device.Options{TLS: true})
	providers := acctest.Required + main.Alias("main", "approved = true") + branch.Alias("branch", "approved = true")
	agree := acctest.AgreeAliases(map[string]*acctest.Array{"main": main, "branch": branch})
	terraform := acctest.NewCLI(t)

	terraform.Write("main.tf", providers+fmt.Sprintf(twoArrays, 3000000000))
	terraform.Must("apply", "-no-color", "-auto-approve")
	terraform.Agrees(agree)
	main.Only("volumes", map[string]any{"name": "db01", "size": 2000000000})
	branch.Only("volumes", map[string]any{"name": "db01", "size": 3000000000})

	main.ClearRequests()
	terraform.Write("main.tf", providers+fmt.Sprintf(twoArrays, 4000000000))
	terraform.Must("apply", "-no-color", "-auto-approve")
	terraform.Agrees(agree)
	if writes := main.Writes(); len(writes) > 0 {
		t.Errorf("the array that nothing changed on was sent %q", writes)
	}
	branch.Only("volumes", map[string]any{"name": "db01", "size": 4000000000})

	terraform.Must("destroy", "-no-color", "-auto-approve")
	if left := len(main.Find("pools", nil)) + len(branch.Find("pools", nil)); left > 0 {
		t.Errorf("%d pools are left", left)
	}
}
