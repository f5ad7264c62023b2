package block_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// refreshed reads the state of resources as a plan does, ten at a time.
func refreshed(t *testing.T, resources []*acctest.Instance) {
	t.Helper()
	next := make(chan *acctest.Instance)
	var readers sync.WaitGroup
	for range 10 {
		readers.Go(func() {
			for resource := range next {
				if errors := acctest.Errors(resource.Refresh()); errors != "" {
					t.Error(errors)
				}
			}
		})
	}
	for _, resource := range resources {
		next <- resource
	}
	close(next)
	readers.Wait()
}

// TestVolumesAreRefreshedTogether has 300 volumes. What somebody changes or
// deletes shows at the next plan.
func TestVolumesAreRefreshedTogether(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	first := acctest.NewProtocol(t, array, nil)
	var resources []*acctest.Instance
	var ids []int64
	for n := range 300 {
		id := array.Put("volumes", 0, map[string]any{"name": fmt.Sprintf("v%03d", n), "pool_id": pool, "size": 1000000000})
		ids = append(ids, id)
		volume := first.Resource("onprem_infinibox_volume")
		if errors := acctest.Errors(volume.Import(fmt.Sprint(id))); errors != "" {
			t.Fatal(errors)
		}
		resources = append(resources, volume)
	}
	plan := func() {
		t.Helper()
		array.ClearRequests()
		again := acctest.NewProtocol(t, array, nil)
		for i := range resources {
			resources[i] = resources[i].At(again)
		}
		refreshed(t, resources)
	}
	if err := array.SetLatency(device.Latency{Fixed: 20 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	plan()
	if totals := array.Totals(); totals.Requests > 5 {
		t.Errorf("%d requests for 300 volumes: %v", totals.Requests, array.Requests(device.Match{}))
	}
	array.Put("volumes", ids[17], map[string]any{"name": "other"})
	array.Remove("volumes", ids[100])
	plan()
	if totals := array.Totals(); totals.Requests > 6 {
		t.Errorf("%d requests for 300 volumes, one of which is gone: %v", totals.Requests, array.Requests(device.Match{}))
	}
	for i, resource := range resources {
		switch {
		case resource.Exists() == (i == 100):
			t.Errorf("volume %d exists: %t", i, resource.Exists())
		case i == 100:
		case i == 17 && resource.Text("name") != "other", i != 17 && resource.Text("name") != fmt.Sprintf("v%03d", i):
			t.Errorf("volume %d is called %s", i, resource.Text("name"))
		}
	}
}

const manyVolumes = acctest.Required + `
provider "onprem" {}

resource "onprem_infinibox_volume" "db" {
  count   = %d
  name    = "db${count.index}"
  pool_id = %d
  size    = 1000000000
}
`

// TestAccPlanTakesFewRequests counts what a plan under Terraform sends.
func TestAccPlanTakesFewRequests(t *testing.T) {
	t.Parallel()
	for volumes, most := range map[int]int{1: 1, 60: 5} {
		t.Run(fmt.Sprint(volumes), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			pool := poolOn(array, "p")
			terraform := acctest.NewCLI(t, array.Environ()...)
			terraform.Write("main.tf", fmt.Sprintf(manyVolumes, volumes, pool))
			terraform.Must("apply", "-no-color", "-auto-approve")
			if err := array.SetLatency(device.Latency{Fixed: 20 * time.Millisecond}); err != nil {
				t.Fatal(err)
			}
			array.ClearRequests()
			terraform.Must("plan", "-no-color", "-detailed-exitcode")
			if sent := array.Totals().Requests; sent > most {
				t.Errorf("%d requests, want at most %d", sent, most)
			}
			gone := array.Only("volumes", map[string]any{"name": "db0"})
			array.Remove("volumes", acctest.ID(gone))
			output, _ := terraform.Run("plan", "-no-color")
			if !strings.Contains(output, "Plan: 1 to add, 0 to change, 0 to destroy.") {
				t.Errorf("a volume that is gone isn't made again: %s", output)
			}
		})
	}
}
