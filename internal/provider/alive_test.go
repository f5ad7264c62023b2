package provider_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestNothingIsSentForNobody: once the process that waits for answers is gone,
// nothing more is changed, as no state would know of it.
func TestNothingIsSentForNobody(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	var gone atomic.Bool
	made, err := provider.New(provider.Options{Getenv: getenv(array.Environment()), Alive: func() bool { return !gone.Load() }})
	if err != nil {
		t.Fatal(err)
	}
	volume := acctest.Serve(t, made()).Resource(volumeResource)
	config := db01(poolOn(array, "p"))
	wantSuccess(t, volume.Apply(config))
	array.ClearRequests()
	gone.Store(true)
	wantOneError(t, volume.Apply(with(config, map[string]any{"udid": 3})), "nothing more is sent")
	wantOneError(t, volume.Destroy(), "nothing more is sent")
	if sent := array.Requests(device.Match{}); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
	array.Only("volumes", map[string]any{"name": "db01", "udid": nil})
}

// TestOrphaned tells that the process that started the provider has ended, and
// not before.
func TestOrphaned(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var gone atomic.Bool
		orphaned := provider.Orphaned(func() bool { return !gone.Load() })
		time.Sleep(time.Hour)
		select {
		case <-orphaned:
			t.Fatal("told too early")
		default:
		}
		gone.Store(true)
		time.Sleep(time.Second)
		synctest.Wait()
		select {
		case <-orphaned:
		default:
			t.Error("not told")
		}
	})
}
