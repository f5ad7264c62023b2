package entity_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const volumesPath = "/api/rest/volumes"

var creates = device.Match{Method: "POST", Path: volumesPath}

// TestCreateWhoseAnswerIsLostTakesTheObject however it is lost: the array made
// the volume, and asking by name shows that it is the one.
func TestCreateWhoseAnswerIsLostTakesTheObject(t *testing.T) {
	t.Parallel()
	for name, rule := range map[string]device.Rule{
		"dropped":             {Drop: device.AfterExecution},
		"broken off":          {Truncate: 100},
		"service unavailable": {Status: 503, Executed: true},
		"bad gateway":         {Status: 502, Executed: true, Answer: "<html><title>proxy</title></html>", Header: map[string]string{"Content-Type": "text/html"}},
		"gateway timed out":   {Status: 504, Executed: true},
		"internal error page": {Status: 500, Executed: true, Answer: "<html>oops</html>", Header: map[string]string{"Content-Type": "text/html"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
			rule.Method, rule.Path, rule.Times = "POST", volumesPath, 1
			array.Break(rule)
			wantSuccess(t, volume.Apply(db01(poolOn(array, "p"))))
			wantManaged(t, array, volume)
			if sent := array.CountRequests(creates); sent != 1 {
				t.Errorf("sent %d creates, want 1", sent)
			}
		})
	}
}

// TestCreateThatNeverHappenedLeavesNothing: the array was never reached by the
// request, or answered in its place something went wrong.
func TestCreateThatNeverHappenedLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, rule := range map[string]device.Rule{
		"dropped":             {Drop: device.BeforeExecution},
		"service unavailable": {Status: 503},
		"internal error page": {Status: 500, Answer: "<html>oops</html>", Header: map[string]string{"Content-Type": "text/html"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
			rule.Method, rule.Path = "POST", volumesPath
			array.Break(rule)
			wantOneError(t, volume.Apply(db01(poolOn(array, "p"))), `Unable to create InfiniBox volume "db01"`, "apply again", "POST volumes")
			wantNothing(t, array, volume)
			if sent := array.CountRequests(creates); sent != 1 {
				t.Errorf("sent %d creates, want 1: a second could have made a second volume", sent)
			}
		})
	}
}

// TestCreateIsRepeatedWhileTheArrayReconfigures, because the array says that
// it did nothing yet.
func TestCreateIsRepeatedWhileTheArrayReconfigures(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
	reconfiguring := array.Break(device.Rule{Method: "POST", Path: volumesPath, Error: "RECONFIGURING", Times: 2})
	wantSuccess(t, volume.Apply(db01(poolOn(array, "p"))))
	wantManaged(t, array, volume)
	if sent := array.CountRequests(creates); reconfiguring.Struck() != 2 || sent != 3 {
		t.Errorf("sent %d creates of which %d met the fault, want 3 and 2", sent, reconfiguring.Struck())
	}
}

// TestCreateOfATakenName is no reason to take what isn't Terraform's.
func TestCreateOfATakenName(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	theirs := array.Put("volumes", 0, db01(pool))
	volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
	wantOneError(t, volume.Apply(db01(pool)), `AttributeName("name")`, `Unable to create InfiniBox volume "db01"`,
		fmt.Sprintf("import {\n    to = onprem_infinibox_volume.example\n    id = \"%d\"\n  }", theirs), "adopt_existing = true")
	if volume.Exists() {
		t.Error("the state has something")
	}
	if array.Only("volumes", nil); array.CountRequests(creates) != 1 {
		t.Errorf("sent %q", array.Writes())
	}
}

// TestCreateOfANameThatASnapshotHas can't be solved by importing the snapshot
// as a volume.
func TestCreateOfANameThatASnapshotHas(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	parent := array.Put("volumes", 0, with(db01(pool), "name", "parent"))
	array.Put("volumes", 0, map[string]any{"name": "db01", "parent_id": parent})
	volume := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true}).Resource(volumeResource)
	diagnostics := volume.Apply(db01(pool))
	wantOneError(t, diagnostics, "Unable to create InfiniBox volume", "db01", "_NAME_CONFLICT")
	if strings.Contains(acctest.Errors(diagnostics), "import {") || volume.Exists() {
		t.Errorf("a snapshot is offered for import: %s", acctest.Errors(diagnostics))
	}
}

// TestLostAnswerBesideANamesake: what somebody else made is never taken for
// this run's, and the person gets what is needed to decide.
func TestLostAnswerBesideANamesake(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		theirs map[string]any
		age    time.Duration
	}{
		{"with another size", map[string]any{"size": 3000000000}, 0},
		{"with another provisioning", map[string]any{"provtype": "THICK"}, 0},
		{"from before this run", nil, time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			pool := poolOn(array, "p")
			config := with(db01(pool), "provtype", "THIN")
			theirs := with(config, "name", "db01")
			for name, value := range c.theirs {
				theirs[name] = value
			}
			id := array.Put("volumes", 0, theirs)
			array.Clock().Advance(c.age)
			volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
			array.Break(device.Rule{Method: "POST", Path: volumesPath, Drop: device.BeforeExecution})
			wantOneError(t, volume.Apply(config), `Unable to create InfiniBox volume "db01"`, "import {", fmt.Sprintf("id = %q", fmt.Sprint(id)), "answer was lost")
			if volume.Exists() {
				t.Error("the state has somebody else's volume")
			}
			array.Only("volumes", map[string]any{"id": id})
		})
	}
}

// TestAdoptExisting takes what matches, and nothing else.
func TestAdoptExisting(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	theirs := array.Put("volumes", 0, with(db01(pool), "udid", 7))
	protocol := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true})

	other := protocol.Resource(volumeResource)
	wantOneError(t, other.Apply(with(db01(pool), "size", 4000000000)), `AttributeName("size")`, "Unable to adopt", "size = 2000000000", "4000000000")
	if other.Exists() {
		t.Error("the state has what doesn't match")
	}

	volume := protocol.Resource(volumeResource)
	diagnostics := volume.Apply(with(db01(pool), "size", 1999999999))
	wantSuccess(t, diagnostics)
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, `Adopted InfiniBox volume "db01"`) {
		t.Errorf("the adoption isn't told: %s", warnings)
	}
	wantManaged(t, array, volume)
	if volume.Int("id") != theirs || volume.Int("udid") != 7 {
		t.Errorf("adopted id %d with udid %d, want %d and 7", volume.Int("id"), volume.Int("udid"), theirs)
	}
	if writes := array.Writes(); len(writes) != 2 || slices.ContainsFunc(writes, func(w string) bool { return !strings.HasPrefix(w, "POST volumes ") }) {
		t.Errorf("sent %q, want two refused creates and nothing else", writes)
	}
}

// TestAdoptionNamesEveryDifference in an error of its own, at its attribute.
func TestAdoptionNamesEveryDifference(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	array.Put("volumes", 0, with(db01(pool), "udid", 7))
	volume := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": true}).Resource(volumeResource)
	errors := acctest.Errors(volume.Apply(with(with(db01(pool), "udid", 8), "provtype", "THICK")))
	for _, text := range []string{`AttributeName("udid")`, "udid = 7", `AttributeName("provtype")`, "THIN"} {
		if !strings.Contains(errors, text) {
			t.Errorf("no %q in %s", text, errors)
		}
	}
	array.Only("volumes", map[string]any{"udid": 7, "provtype": "THIN"})
}

// TestInterruptedCreate leaves nothing that the state doesn't know, whether or
// not the array had made the volume when the person gave up.
func TestInterruptedCreate(t *testing.T) {
	t.Parallel()
	for name, executed := range map[string]bool{"before the array made it": false, "after the array made it": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			pool := poolOn(array, "p")
			volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
			slow := array.Break(device.Rule{Method: "POST", Path: volumesPath, Delay: time.Minute, Executed: executed})
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			go func() {
				for slow.Struck() == 0 || executed && len(array.Find("volumes", nil)) == 0 {
					time.Sleep(time.Millisecond)
				}
				interrupt()
			}()
			begun := time.Now()
			diagnostics := volume.ApplyIn(ctx, db01(pool))
			if took := time.Since(begun); took > 2500*time.Millisecond {
				t.Errorf("the interrupt took %s", took)
			}
			if executed {
				wantSuccess(t, diagnostics)
				wantManaged(t, array, volume)
				return
			}
			wantOneError(t, diagnostics, `Unable to create InfiniBox volume "db01"`, "interrupted")
			wantNothing(t, array, volume)
		})
	}
}

// TestInterruptedJustBeforeTheAnswer waits for it: it isn't worth losing.
func TestInterruptedJustBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
	slow := array.Break(device.Rule{Method: "POST", Path: volumesPath, Delay: 300 * time.Millisecond})
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	go func() {
		for slow.Struck() == 0 {
			time.Sleep(time.Millisecond)
		}
		interrupt()
	}()
	wantSuccess(t, volume.ApplyIn(ctx, db01(pool)))
	wantManaged(t, array, volume)
	if looked := array.CountRequests(device.Match{Method: "GET"}); looked != 0 {
		t.Errorf("looked for the volume %d times", looked)
	}
}

// TestInterruptedWhileTheArrayReconfigures: the array did nothing, and nothing
// follows the interrupt.
func TestInterruptedWhileTheArrayReconfigures(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "p")
	volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
	reconfiguring := array.Break(device.Rule{Method: "POST", Path: volumesPath, Error: "RECONFIGURING"})
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	go func() {
		for reconfiguring.Struck() < 2 {
			time.Sleep(time.Millisecond)
		}
		interrupt()
	}()
	wantOneError(t, volume.ApplyIn(ctx, db01(pool)), `Unable to create InfiniBox volume "db01"`)
	wantNothing(t, array, volume)
	if sent := array.CountRequests(creates); sent != 2 {
		t.Errorf("sent %d creates, want 2", sent)
	}
}

// TestInterruptedWhileTheArrayStillWorks: the array accepted the create and
// tells the outcome later.
func TestInterruptedWhileTheArrayStillWorks(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{Delays: []infinibox.Delay{{Method: "POST", Path: "volumes", For: time.Hour}}}, device.Options{})
	pool := poolOn(array, "p")
	volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	go func() {
		for array.CountRequests(device.Match{Path: "/api/rest/results/*"}) == 0 {
			time.Sleep(time.Millisecond)
		}
		interrupt()
	}()
	wantSuccess(t, volume.ApplyIn(ctx, db01(pool)))
	wantManaged(t, array, volume)
}

// TestCreateThatTakesTheArrayAWhile is waited for.
func TestCreateThatTakesTheArrayAWhile(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{Delays: []infinibox.Delay{{Method: "POST", Path: "volumes", For: time.Second}}}, device.Options{})
	volume := acctest.NewProtocol(t, array, nil).Resource(volumeResource)
	wantSuccess(t, volume.Apply(db01(poolOn(array, "p"))))
	wantManaged(t, array, volume)
	if asked := array.CountRequests(device.Match{Path: "/api/rest/results/*"}); asked < 2 {
		t.Errorf("asked %d times for the outcome", asked)
	}
}
