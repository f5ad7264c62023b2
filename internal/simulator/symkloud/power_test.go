package symkloud_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// state is the hot-swap state of a node, or of a payload of it.
func (s *stack) state(id string) string {
	s.t.Helper()
	collection := "nodes"
	if strings.Count(id, "/") == 2 {
		collection = "payloads"
	}
	object, ok := s.Object(collection, id)
	if !ok {
		s.t.Fatalf("there is no %s %s", collection, id)
	}
	hotSwap, _ := object["hotswap"].(map[string]any)
	return fmt.Sprint(hotSwap["state"])
}

// states are those that come one after the other, a second each.
func (s *stack) states(id string, n int) string {
	s.t.Helper()
	seen := []string{s.state(id)}
	for range n {
		s.clock.Advance(time.Second)
		seen = append(seen, s.state(id))
	}
	return strings.Join(seen, " ")
}

func TestPowerGoesThroughTheHotSwapStates(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ path, id string }{{"Node/3", "6/3"}, {"Node/3/Payload/2", "6/3/2"}} {
		t.Run(test.id, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, symkloud.Options{HotSwap: time.Second})
			for _, step := range []struct{ command, states string }{
				{"activate", "M4 M4 M4 M4"},
				{"deactivate", "M5 M6 M1 M1 M1"},
				{"deactivate", "M1 M1"},
				{"activate", "M2 M3 M4 M4"},
				{"reset", "M5 M6 M1 M2 M3 M4 M4"},
			} {
				s.post(test.path+"/PowerCommand", "command", step.command).succeeds()
				if got := s.states(test.id, strings.Count(step.states, " ")); got != step.states {
					t.Errorf("%s: %s, want %s", step.command, got, step.states)
				}
			}
		})
	}
}

func TestNodeShowsItsHotSwapState(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: time.Second})
	s.post("Node/1/PowerCommand", "command", "deactivate").succeeds()
	s.clock.Advance(time.Second)
	if got := compact(t, s.get("Node/1").object()["hotswapStatus"]); got != `{"state":"M6","text":"Deactivation In Progress"}` {
		t.Errorf("got %s", got)
	}
	if got := s.get("Node/1/Sensor/0").object()["value"]; got != "0x8040" {
		t.Errorf("its sensor shows %v", got)
	}
	s.clock.Advance(time.Second)
	if got := compact(t, s.get("Node/1").first("components")["hotswapStatus"]); got != `{"state":"M1","text":"Inactive"}` {
		t.Errorf("its payload is %s", got)
	}
	if got := s.get("Node/1/Sensor/1/Value").object()["value"]; got != "0x8002" {
		t.Errorf("its payload's sensor shows %v", got)
	}
}

func TestPowerIsLogged(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: time.Second})
	s.post("Node/3/Payload/1/PowerCommand", "command", "deactivate").succeeds()
	s.clock.Advance(10 * time.Minute)
	if got := strings.Join(s.logged(), ", "); got != "Node3: M4 to M5, Node3: M5 to M6, Node3: M6 to M1" {
		t.Errorf("logged %s", got)
	}
	last := s.get("SEL/Events?offset=3").first("records")
	if last["timestamp"] != "2026-03-01T12:00:02Z" || last["sensorName"] != "FRU1 Hot Swap" {
		t.Errorf("the last is %v", last)
	}
	s.post("Node/11/PowerCommand", "command", "reset").succeeds()
	s.clock.Advance(10 * time.Minute)
	if got := s.logged(); got[len(got)-1] != "HubNode2: HubNode 2 is Active" {
		t.Errorf("logged %v", got)
	}
}

func TestPowerCommandsAreRefused(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: time.Second})
	s.post("Node/5/PowerCommand", "command", "deactivate").succeeds()
	s.clock.Advance(time.Minute)
	s.post("Node/3/Payload/2/PowerCommand", "command", "deactivate").succeeds()
	s.post("Node/3/Payload/1/PowerCommand", "command", "reset").succeeds()
	for name, test := range map[string]struct {
		path, command string
		code          int
	}{
		"unknown command":           {"Node/1", "explode", 4},
		"unknown payload command":   {"Node/1/Payload/1", "on", 4},
		"absent node":               {"Node/2", "activate", 2},
		"absent payload":            {"Node/1/Payload/2", "activate", 3},
		"reset while inactive":      {"Node/5", "reset", 1},
		"payload of inactive node":  {"Node/5/Payload/1", "activate", 1},
		"other command meanwhile":   {"Node/3/Payload/2", "activate", 1},
		"reset meanwhile":           {"Node/3/Payload/2", "reset", 1},
		"other command in a reset":  {"Node/3/Payload/1", "deactivate", 1},
		"hub node can't be stopped": {"Node/10", "deactivate", 35},
	} {
		t.Run(name, func(t *testing.T) {
			s.on(t).post(test.path+"/PowerCommand", "command", test.command).refused(test.code)
		})
	}
	s.post("Node/1/PowerCommand").refused(4)
	s.post("Node/3/Payload/2/PowerCommand", "command", "deactivate").succeeds()
}

func TestPayloadThatIsOffStaysOffWhenItsNodeIsReset(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: time.Second})
	s.post("Node/3/Payload/2/PowerCommand", "command", "deactivate").succeeds()
	s.clock.Advance(time.Minute)
	s.post("Node/3/PowerCommand", "command", "reset").succeeds()
	s.clock.Advance(time.Minute)
	if node, first, second := s.state("6/3"), s.state("6/3/1"), s.state("6/3/2"); node != "M4" || first != "M4" || second != "M1" {
		t.Errorf("node %s, payloads %s and %s", node, first, second)
	}
}

func TestPowerTakesNoTimeWhenToldSo(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: -1})
	s.post("Node/3/PowerCommand", "command", "deactivate").succeeds()
	if got := s.state("6/3"); got != "M1" {
		t.Errorf("it is %s", got)
	}
}

func TestPortModesComeIntoForceWithTheNode(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.post("FabricDefaultPortMode", "fabricPortModeConfig", `[{"node":"1","mode":"0"},{"node":"2","mode":"2"}]`).succeeds()
	inForce := func() string {
		all := s.get("FabricPortMode").list()
		return compact(t, all[:2])
	}
	if got := inForce(); got != `[{"mode":"255","node":"1"},{"mode":"2","node":"2"}]` {
		t.Errorf("in force are %s", got)
	}
	s.post("Node/1/PowerCommand", "command", "reset").succeeds()
	s.clock.Advance(10 * time.Minute)
	if got := inForce(); got != `[{"mode":"0","node":"1"},{"mode":"2","node":"2"}]` {
		t.Errorf("after the reset %s", got)
	}
}
