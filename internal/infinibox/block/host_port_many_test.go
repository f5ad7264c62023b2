package block_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const manyMappedHosts = acctest.Required + `
resource "onprem_infinibox_host" "web" {
  count = 24
  name  = "web-${count.index}"
}

resource "onprem_infinibox_host_port" "web" {
  count   = 24
  host_id = onprem_infinibox_host.web[count.index].id
  type    = "FC"
  address = format("50014380240a%%04x", count.index)
}

resource "onprem_infinibox_volume" "web" {
  count   = 24
  name    = "web-${count.index}"
  pool_id = %d
  size    = 1000000000
}

resource "onprem_infinibox_host_lun" "web" {
  count     = 24
  host_id   = onprem_infinibox_host.web[count.index].id
  volume_id = onprem_infinibox_volume.web[count.index].id
}
`

// TestAccManyHostsDestroyed at once: ports that wait for mappings leave room
// for these, although nothing in the configuration orders the two.
func TestAccManyHostsDestroyed(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", fmt.Sprintf(manyMappedHosts, poolOn(array, "p")))
	terraform.Must("apply", "-no-color", "-auto-approve")
	begun := time.Now()
	output := terraform.Knowing("INFINIBOX_APPROVED=true").Must("destroy", "-no-color", "-auto-approve")
	if took := time.Since(begun); took > 90*time.Second || !strings.Contains(output, "96 destroyed") {
		t.Errorf("took %s:\n%s", took, output)
	}
	for _, collection := range []string{"hosts", "volumes"} {
		if left := array.Find(collection, nil); len(left) > 0 {
			t.Errorf("left are %v", left)
		}
	}
}
