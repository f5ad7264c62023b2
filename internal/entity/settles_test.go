package entity_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// lift goes to a floor, which takes it a while.
type lift struct {
	ID       types.Int64    `tfsdk:"id"       api:"id,fixed"`
	Floor    types.Int64    `tfsdk:"floor"    api:"floor"`
	Color    types.String   `tfsdk:"color"    api:"color"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

func lifts() entity.Taken[lift, struct{}] {
	return entity.Taken[lift, struct{}]{
		Name: "shelf_lift", Description: "A lift.", Path: "lifts", Update: entity.OneFieldPerRequest,
		Settles: func(ctx context.Context, device api.Device, plan lift) (bool, string, error) {
			shown, err := device.Get(ctx, fmt.Sprintf("lifts/%d", plan.ID.ValueInt64()))
			if err != nil {
				return false, "", err
			}
			if shown["stuck"] == true {
				return false, "", errors.New("it is stuck")
			}
			return fmt.Sprint(shown["floor"]) == fmt.Sprint(plan.Floor), fmt.Sprintf("at floor %v", shown["floor"]), nil
		},
		Attributes: map[string]schema.Attribute{
			"id":       schema.Int64Attribute{Required: true},
			"floor":    schema.Int64Attribute{Optional: true, Computed: true},
			"color":    schema.StringAttribute{Computed: true},
			"timeouts": entity.Timeouts(),
		},
	}
}

// house is a device with a lift that goes on by itself, a floor each time that
// somebody looks.
type house struct {
	*fakeDevice
	mu     sync.Mutex
	lift   api.Object
	target int64
	// jams is the floor at which it gets stuck, and stands that at which it waits.
	jams, stands int64
	looked       int
}

func newHouse() *house {
	h := &house{lift: api.Object{"id": json.Number("1"), "floor": json.Number("0"), "color": "grey", "stuck": false}, jams: -1, stands: -1}
	h.fakeDevice = &fakeDevice{get: h.look, do: h.move}
	return h
}

func (h *house) floor() int64 {
	number, _ := h.lift["floor"].(json.Number)
	floor, _ := number.Int64()
	return floor
}

func (h *house) look(string) (api.Object, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.looked++
	floor := h.floor()
	switch {
	case floor == h.jams:
		h.lift["stuck"] = true
	case floor == h.stands || floor == h.target:
	case floor < h.target:
		h.lift["floor"] = json.Number(fmt.Sprint(floor + 1))
	default:
		h.lift["floor"] = json.Number(fmt.Sprint(floor - 1))
	}
	return maps.Clone(h.lift), nil
}

func (h *house) move(change api.Change) (api.Answer, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	fields, _ := change.Body.(map[string]any)
	number, _ := fields["floor"].(json.Number)
	target, err := number.Int64()
	h.target = target
	return api.Answer{}, err
}

// taken is an empty resource of the lift.
func takenLift(t *testing.T, h *house) *acctest.Instance {
	t.Helper()
	made, err := lifts().Entity()
	if err != nil {
		t.Fatal(err)
	}
	return acctest.Serve(t, library{made, h, &entity.Claims{}}).Resource("onprem_shelf_lift")
}

func to(floor int) map[string]any { return map[string]any{"id": 1, "floor": floor} }

// TestWaitsUntilTheDeviceIsDone, when it is taken over and when it is changed.
func TestWaitsUntilTheDeviceIsDone(t *testing.T) {
	t.Parallel()
	h := newHouse()
	lift := takenLift(t, h)
	wantSuccess(t, lift.Apply(to(4)))
	if h.floor() != 4 || lift.Int("floor") != 4 {
		t.Errorf("it is at floor %d, in the state at %d", h.floor(), lift.Int("floor"))
	}
	diagnostics := lift.Apply(to(1))
	wantSuccess(t, diagnostics)
	if h.floor() != 1 || lift.Int("floor") != 1 || acctest.Warnings(diagnostics) != "" {
		t.Errorf("it is at floor %d, in the state at %d: %s", h.floor(), lift.Int("floor"), acctest.Warnings(diagnostics))
	}
}

// TestWhatTakesTooLongGoesOn: the state has what is planned, with a warning that
// says how far it is, and the next plan shows what came of it.
func TestWhatTakesTooLongGoesOn(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.stands = 2
	lift := takenLift(t, h)
	config := with(to(4), "timeouts", map[string]any{"update": "300ms"})
	for _, step := range []string{"taken over", "changed"} {
		diagnostics := lift.Apply(config)
		wantSuccess(t, diagnostics)
		if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "Still Working") || !strings.Contains(warnings, "at floor 2") || !strings.Contains(warnings, "timeouts") {
			t.Errorf("%s: warned %q", step, warnings)
		}
		floor, _ := config["floor"].(int)
		if lift.Int("floor") != int64(floor) || h.floor() != 2 || lift.Tainted {
			t.Errorf("%s: the state has floor %d", step, lift.Int("floor"))
		}
		wantSuccess(t, lift.Refresh())
		if lift.Int("floor") != 2 {
			t.Errorf("%s: after a refresh the state has floor %d", step, lift.Int("floor"))
		}
		config = with(config, "floor", 5)
	}
}

// TestWhatTheDeviceCallsFailedIsAnError, and what was taken over for it is put
// back.
func TestWhatTheDeviceCallsFailedIsAnError(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.jams = 2
	lift := takenLift(t, h)
	if said := acctest.Errors(lift.Apply(to(4))); !strings.Contains(said, "it is stuck") || lift.Exists() {
		t.Errorf("said %q, in the state: %t", said, lift.Exists())
	}
	if h.target != 0 {
		t.Errorf("it was left on its way to floor %d", h.target)
	}
	changed := newHouse()
	lift = takenLift(t, changed)
	wantSuccess(t, lift.Apply(to(1)))
	changed.jams = 3
	if said := acctest.Errors(lift.Apply(to(4))); !strings.Contains(said, "it is stuck") || lift.Int("floor") != 3 {
		t.Errorf("said %q, in the state at floor %d", said, lift.Int("floor"))
	}
}

// TestInterruptedWait ends at once and keeps what was begun.
func TestInterruptedWait(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.stands = 2
	lift := takenLift(t, h)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	begun := time.Now()
	diagnostics := lift.ApplyIn(ctx, to(4))
	if warnings := acctest.Warnings(diagnostics); acctest.Errors(diagnostics) != "" || !strings.Contains(warnings, "Still Working") {
		t.Errorf("said %q and warned %q", acctest.Errors(diagnostics), warnings)
	}
	if lift.Int("floor") != 4 || time.Since(begun) > 5*time.Second {
		t.Errorf("the state has floor %d after %s", lift.Int("floor"), time.Since(begun))
	}
}
