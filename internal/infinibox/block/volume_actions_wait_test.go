package block_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// slowly has the array take an hour of its own time for each promotion.
func (f family) slowly(t *testing.T) {
	t.Helper()
	array, ok := f.Device().(*infinibox.Array)
	if !ok {
		t.Fatal("not an InfiniBox")
	}
	if err := array.SetDelays(infinibox.Delay{Method: "POST", Path: "volumes/{id}/promote", For: time.Hour}); err != nil {
		t.Fatal(err)
	}
}

// TestVolumeActionWaits until the array has done it, and says so meanwhile.
func TestVolumeActionWaits(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	f.slowly(t)
	promote := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_promote")
	invoked := promote.InvokeIn(t.Context(), map[string]any{"id": f.snapshot}, func(message string) {
		if strings.Contains(message, "still working") {
			f.Clock().Advance(time.Hour)
		}
	})
	wantInvoked(t, invoked)
	for _, want := range []string{"asking InfiniBox", "InfiniBox volume promote: the array is still working on it", "InfiniBox volume promote: done"} {
		if !strings.Contains(strings.Join(invoked.Progress, "\n"), want) {
			t.Errorf("no %q in the progress: %q", want, invoked.Progress)
		}
	}
	wantWrites(t, f.Array, fmt.Sprintf("POST volumes/%d/promote", f.snapshot))
	if polls := f.CountRequests(device.Match{Path: "/api/rest/results/*"}); polls < 2 {
		t.Errorf("asked %d times for the result", polls)
	}
}

// TestVolumeActionTimesOut as configured, and says how to wait longer and that
// the array goes on.
func TestVolumeActionTimesOut(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	f.slowly(t)
	promote := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_promote")
	begun := time.Now()
	invoked := promote.Invoke(map[string]any{"id": f.snapshot, "timeouts": map[string]any{"invoke": "1s"}})
	if took := time.Since(begun); took < time.Second || took > 2*time.Second {
		t.Errorf("it took %s", took)
	}
	wantRefused(t, invoked.Diagnostics, "timeouts", "Still Working On InfiniBox volume promote", "hadn't finished after 1s", "The device goes on: look there",
		`timeouts = { invoke = "1h" }`, "still working on it")
	wantWrites(t, f.Array, fmt.Sprintf("POST volumes/%d/promote", f.snapshot))
	if kind := f.object(f.snapshot)["type"]; kind != "MASTER" {
		t.Errorf("the array has a %v", kind)
	}
}

// TestVolumeActionTimesOutBeforeAnAnswer isn't sure that the array has begun.
func TestVolumeActionTimesOutBeforeAnAnswer(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	f.Break(device.Rule{Method: "POST", Delay: time.Minute})
	promote := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_promote")
	invoked := promote.Invoke(map[string]any{"id": f.snapshot, "timeouts": map[string]any{"invoke": "1s"}})
	wantRefused(t, invoked.Diagnostics, "timeouts", "hadn't finished after 1s", "may have begun, or even finished: look there", `timeouts = { invoke = "1h" }`)
}

// TestVolumeActionInterrupted ends at once, whether the context of the call
// ends or Terraform asks the provider to stop. It says that the array goes on.
func TestVolumeActionInterrupted(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"context", "stop"} {
		t.Run(by, func(t *testing.T) {
			t.Parallel()
			f := newFamily(t, nil)
			f.slowly(t)
			protocol := acctest.NewProtocol(t, f.Array, nil)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var interrupted time.Time
			invoked := protocol.Action("onprem_infinibox_volume_promote").InvokeIn(ctx, map[string]any{"id": f.snapshot}, func(message string) {
				if !strings.Contains(message, "still working") {
					return
				}
				interrupted = time.Now()
				if by == "stop" {
					protocol.Stop()
				} else {
					cancel()
				}
			})
			if took := time.Since(interrupted); took > time.Second {
				t.Errorf("it took %s", took)
			}
			wantRefused(t, invoked.Diagnostics, "InfiniBox volume promote", "interrupted", "goes on", "look there before invoking it again")
		})
	}
}

// TestVolumeActionWhoseAnswerIsLost isn't sent again: what an action does
// can't be done twice, and no plan will show what became of it.
func TestVolumeActionWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	f.Break(device.Rule{Method: "POST", Drop: device.AfterExecution})
	reset := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_reset_serial")
	invoked := reset.Invoke(map[string]any{"id": f.volume})
	wantRefused(t, invoked.Diagnostics, "Unable to invoke InfiniBox volume reset serial", "answer was lost", "may have begun", "look there before invoking it again")
	if text := acctest.Errors(invoked.Diagnostics); strings.Contains(text, "Plan again") {
		t.Errorf("planning again shows nothing: %s", text)
	}
	wantWrites(t, f.Array, fmt.Sprintf("POST volumes/%d/reset_serial", f.volume))
}

// TestVolumeActionRepeatsWhatWasNotDone: a busy array hasn't begun.
func TestVolumeActionRepeatsWhatWasNotDone(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	f.Break(device.Rule{Method: "POST", Error: "RECONFIGURING", Times: 1})
	reset := acctest.NewProtocol(t, f.Array, nil).Action("onprem_infinibox_volume_reset_serial")
	before := f.object(f.volume)["serial"]
	wantInvoked(t, reset.Invoke(map[string]any{"id": f.volume}))
	if len(f.Writes()) != 2 || f.object(f.volume)["serial"] == before {
		t.Errorf("sent %q", f.Writes())
	}
}

// TestVolumeActionThatTheArrayRefuses is one diagnostic in its words.
func TestVolumeActionThatTheArrayRefuses(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	other := f.Put("volumes", 0, map[string]any{"name": "other", "pool_id": f.pool, "size": 1000000000})
	protocol := acctest.NewProtocol(t, f.Array, map[string]any{"approved": true})
	for _, c := range []struct {
		action string
		config map[string]any
		texts  []string
	}{
		{"restore", map[string]any{"id": f.volume, "source_id": other}, []string{"ILLEGAL_RESTORE_REQUEST", "other", "db01"}},
		{"restore", map[string]any{"id": 4711, "source_id": f.snapshot}, []string{"VOLUME_NOT_FOUND"}},
		{"refresh", map[string]any{"id": f.volume, "source_id": other}, []string{"REFRESH_TARGET_NOT_SNAPSHOT"}},
		{"promote", map[string]any{"id": other}, []string{"PROMOTE_MASTER_ENTITY"}},
		{"reset_serial", map[string]any{"id": f.snapshot}, []string{"CANNOT_RESET_VOLUME_SERIAL"}},
		{"group_snapshot", map[string]any{"entities": []any{map[string]any{"id": other}}}, []string{"DATASET_NAME_WILL_BE_DUPLICATED"}},
	} {
		invoked := protocol.Action("onprem_infinibox_volume_" + c.action).Invoke(c.config)
		wantErrors(t, acctest.Errors(invoked.Diagnostics), append(c.texts, "Unable to invoke InfiniBox volume", "POST volumes/")...)
		if errors := acctest.Errors(invoked.Diagnostics); strings.Count(errors, "Unable to") != 1 {
			t.Errorf("not one diagnostic: %s", errors)
		}
	}
}

// TestVolumeActionWithoutPermission says which account it is about.
func TestVolumeActionWithoutPermission(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	reader := map[string]any{"username": "read_only", "password": "read-only-simulated"}
	reset := acctest.NewProtocol(t, f.Array, reader).Action("onprem_infinibox_volume_reset_serial")
	before := f.object(f.volume)["serial"]
	wantRefused(t, reset.Invoke(map[string]any{"id": f.volume}).Diagnostics, "Unable to invoke InfiniBox volume reset serial", "infinibox.username")
	if f.object(f.volume)["serial"] != before {
		t.Error("it was reset nevertheless")
	}
}

// TestVolumeActionOfReadOnlyProvider sends nothing, and shows the request.
func TestVolumeActionOfReadOnlyProvider(t *testing.T) {
	t.Parallel()
	f := newFamily(t, nil)
	restore := acctest.NewProtocol(t, f.Array, map[string]any{"read_only": true, "approved": true}).Action("onprem_infinibox_volume_restore")
	invoked := restore.Invoke(map[string]any{"id": f.volume, "source_id": f.snapshot})
	wantRefused(t, invoked.Diagnostics, "read-only", fmt.Sprintf(`POST volumes/%d/restore with {"source_id":%d}`, f.volume, f.snapshot), "INFINIBOX_READ_ONLY")
	wantWrites(t, f.Array)
}

// TestVolumeActionWithoutConfiguration says what is missing.
func TestVolumeActionWithoutConfiguration(t *testing.T) {
	t.Parallel()
	protocol, diagnostics := acctest.Configure(t, nil, map[string]any{})
	wantErrors(t, acctest.Errors(diagnostics))
	invoked := protocol.Action("onprem_infinibox_volume_promote").Invoke(map[string]any{"id": 1})
	wantRefused(t, invoked.Diagnostics, "InfiniBox Not Configured", "INFINIBOX_ENDPOINT")
}
