package provider_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

func TestShortWayCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	kind := func(value string) string {
		made, err := provider.NewServer(provider.Options{Getenv: getenv(map[string]string{"ONPREM_SHORT_WAY": value})})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%T", made())
	}
	if on, off := kind(""), kind("off"); on == off || kind("on") != on || kind("OFF") != off {
		t.Errorf("%s serves when it is on, %s when it is off", on, off)
	}
}

// TestSharedReadsCanBeSwitchedOff: with the switch off each object takes a
// request.
func TestSharedReadsCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	const volumes = 20
	requests := func(value string) int {
		array := acctest.NewArray(t)
		protocol := configure(t, map[string]string{"ONPREM_SHARED_READS": value}, connection(array))
		pool := poolOn(array, "p")
		resources := make([]*acctest.Instance, volumes)
		for i := range resources {
			resources[i] = protocol.Resource(volumeResource)
			wantSuccess(t, resources[i].Apply(with(db01(pool), map[string]any{"name": fmt.Sprint("v", i)})))
		}
		array.ClearRequests()
		var readers sync.WaitGroup
		for _, resource := range resources {
			readers.Go(func() {
				if errors := acctest.Errors(resource.Refresh()); errors != "" {
					t.Error(errors)
				}
			})
		}
		readers.Wait()
		return array.CountRequests(device.Match{Method: "GET"})
	}
	if on := requests(""); on >= volumes {
		t.Errorf("%d requests for %d volumes with the switch on", on, volumes)
	}
	if off := requests("off"); off != volumes {
		t.Errorf("%d requests for %d volumes with the switch off", off, volumes)
	}
}
