package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// mappingsEach are the mappings of volumes to hosts or clusters in turn, by the
// volume's id. Terraform evaluates a for_each anew for each of its instances,
// a local value once.
const mappingsEach = `
locals {
  owners  = [%s]
  volumes = [%s]
  mappings = { for i, volume in local.volumes : "volume ${volume}" => {
    owner = local.owners[i %% length(local.owners)], volume = volume
  } }
}

resource "onprem_infinibox_%s" "all" {
  for_each = local.mappings

  %s        = each.value.owner
  volume_id = each.value.volume
}
`

// TestAccFiveHundredMappings: a plan of 500 mappings of one for_each asks the
// array a few times, however many hosts or clusters have them, and none of the
// numbers that the array chose is a difference.
func TestAccFiveHundredMappings(t *testing.T) {
	t.Parallel()
	const owners, mappings, most = 25, 500, 20
	each(t, func(t *testing.T, s side, array *acctest.Array) {
		if err := array.Device().Generate(map[string]int{"pools": 5, "volumes": mappings}); err != nil {
			t.Fatal(err)
		}
		var mapped, volumes []string
		for i := range owners {
			mapped = append(mapped, fmt.Sprint(s.new(array, fmt.Sprintf("owner-%02d", i))))
		}
		for _, volume := range array.Find("volumes", nil) {
			volumes = append(volumes, fmt.Sprint(acctest.ID(volume)))
		}
		terraform := acctest.NewCLI(t, array.Environ()...)
		terraform.Write("main.tf", acctest.Required+fmt.Sprintf(mappingsEach,
			strings.Join(mapped, ", "), strings.Join(volumes, ", "), s.entity, s.owner))
		terraform.Must("apply", "-no-color", "-auto-approve", "-parallelism=50")
		if made := len(array.Find(s.entity+"s", nil)); made != mappings {
			t.Errorf("the array has %d mappings", made)
		}
		array.ClearRequests()
		if output, code := terraform.Run("plan", "-no-color", "-detailed-exitcode"); code != 0 {
			t.Errorf("something is left to plan:\n%s", output)
		}
		asked := array.CountRequests(device.Match{})
		if asked > most {
			t.Errorf("the plan took %d requests, want %d at most", asked, most)
		}
		t.Logf("%d %ss in a plan: %d requests", mappings, s.entity, asked)
		terraform.Agrees(acctest.Agree(array))
	})
}
