package block_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// endsSoon interrupts an operation on an array that answers a number of
// requests and then nothing any more, once it has the first of those, and fails unless the operation
// ends in time with one error that has the texts.
func endsSoon(t *testing.T, array *acctest.Array, answers int, within time.Duration, operation func(context.Context) []*tfprotov6.Diagnostic, texts ...string) {
	t.Helper()
	hung := array.Break(device.Rule{Skip: answers, Delay: time.Minute})
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	interrupted := make(chan time.Time, 1)
	go func() {
		for t.Context().Err() == nil && hung.Struck() == 0 {
			time.Sleep(time.Millisecond)
		}
		interrupted <- time.Now()
		interrupt()
	}()
	diagnostics := operation(ctx)
	if took := time.Since(<-interrupted); took > within {
		t.Errorf("ended %s after the interrupt", took)
	}
	hung.Remove()
	wantErrors(t, acctest.Errors(diagnostics), append(texts, "nterrupted")...)
	wantPlainWords(t, diagnostics)
	if count := strings.Count(acctest.Errors(diagnostics), "Unable to"); count != 1 {
		t.Errorf("not one error: %s", acctest.Errors(diagnostics))
	}
}

// wantPlainWords fails on words that only programmers know.
func wantPlainWords(t *testing.T, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	for _, word := range []string{"context canceled", "deadline exceeded"} {
		if text := acctest.Errors(diagnostics); strings.Contains(text, word) {
			t.Errorf("%q is no word for a person: %s", word, text)
		}
	}
}

// TestInterruptsOfAHungArray end within a second, and a second later where a
// change is on its way that must not be done twice. Nothing is claimed that
// isn't known.
func TestInterruptsOfAHungArray(t *testing.T) {
	t.Parallel()
	// Twice and more of what it takes, for a busy machine: what must not come
	// back is twenty seconds.
	const soon, waited = 2 * time.Second, 4 * time.Second
	volumeOn := func(t *testing.T, array *acctest.Array) (*acctest.Instance, map[string]any) {
		t.Helper()
		volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
		return volume, map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	}
	t.Run("create", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		volume, base := volumeOn(t, array)
		endsSoon(t, array, 0, waited, func(ctx context.Context) []*tfprotov6.Diagnostic { return volume.ApplyIn(ctx, base) },
			`Unable to create InfiniBox volume "db01"`, "can't be found out", "before applying again")
		if volume.Exists() {
			t.Error("the state has something")
		}
	})
	t.Run("update", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		volume, base := volumeOn(t, array)
		wantErrors(t, acctest.Errors(volume.Apply(base)))
		endsSoon(t, array, 0, soon, func(ctx context.Context) []*tfprotov6.Diagnostic {
			return volume.ApplyIn(ctx, configured(base, map[string]any{"name": "db02"}))
		}, `Unable to change InfiniBox volume "db01"`)
		wantAgreement(t, array, volume)
	})
	t.Run("move", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		volume, base := volumeOn(t, array)
		wantErrors(t, acctest.Errors(volume.Apply(base)))
		endsSoon(t, array, 0, waited, func(ctx context.Context) []*tfprotov6.Diagnostic {
			return volume.ApplyIn(ctx, configured(base, map[string]any{"pool_id": poolOn(array, "q")}))
		}, `Unable to change InfiniBox volume "db01"`, "isn't known")
		wantAgreement(t, array, volume)
	})
	t.Run("delete", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		volume, base := volumeOn(t, array)
		wantErrors(t, acctest.Errors(volume.Apply(base)))
		endsSoon(t, array, 0, soon, func(ctx context.Context) []*tfprotov6.Diagnostic { return volume.ApplyIn(ctx, nil) },
			`Unable to delete InfiniBox volume "db01"`, "can't be found out")
		wantAgreement(t, array, volume)
	})
	t.Run("lock", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		lock := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool_lock")
		pool := poolOn(array, "p")
		endsSoon(t, array, 0, soon, func(ctx context.Context) []*tfprotov6.Diagnostic {
			return lock.ApplyIn(ctx, map[string]any{"pool_id": pool, "approved": true})
		}, "Unable to create InfiniBox pool lock")
	})
	t.Run("setting", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		qos := acctest.NewProtocol(t, array, nil).Resource(qosResource)
		endsSoon(t, array, 0, soon, func(ctx context.Context) []*tfprotov6.Diagnostic { return qos.ApplyIn(ctx, enforced(true)) },
			"Unable to take over InfiniBox qos")
	})
	t.Run("setting that was found", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		qos := acctest.NewProtocol(t, array, nil).Resource(qosResource)
		endsSoon(t, array, 1, waited, func(ctx context.Context) []*tfprotov6.Diagnostic { return qos.ApplyIn(ctx, enforced(true)) },
			"Unable to change InfiniBox qos", "What it has now isn't known", "enabled = false")
		wantWrites(t, array, "POST qos/enable")
	})
	t.Run("lock that may be", func(t *testing.T) {
		t.Parallel()
		array := acctest.NewArray(t)
		lock := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_pool_lock")
		pool := poolOn(array, "p")
		endsSoon(t, array, 1, waited, func(ctx context.Context) []*tfprotov6.Diagnostic {
			return lock.ApplyIn(ctx, map[string]any{"pool_id": pool, "approved": true})
		}, "Unable to create InfiniBox pool lock", "can't be found out")
	})
}

// TestVolumeCreateThatCannotBeLookedFor is open: the array made it, and the
// look for it was never answered.
func TestVolumeCreateThatCannotBeLookedFor(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	base := map[string]any{"name": "db01", "pool_id": poolOn(array, "p"), "size": 2000000000}
	volume := acctest.NewProtocol(t, array, nil).Resource("onprem_infinibox_volume")
	array.Break(device.Rule{Method: "POST", Drop: device.AfterExecution})
	array.Break(device.Rule{Method: "GET", Delay: time.Minute})
	diagnostics := volume.Apply(base)
	wantErrors(t, acctest.Errors(diagnostics), `Unable to create InfiniBox volume "db01"`, "can't be found out: The device didn't answer in time.", "Look for it before applying again")
	wantPlainWords(t, diagnostics)
	if text := acctest.Errors(diagnostics); strings.Contains(text, "isn't there") {
		t.Errorf("nobody knows that: %s", text)
	}
	array.ClearFaults()
	array.Only("volumes", nil)
	wantErrors(t, acctest.Errors(volume.Apply(base)), "import {")
}
