package symkloud_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func TestPowerSupplyShowsItsFigures(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	// Three nodes at 55 W, two hub nodes at 40 W and six fans at 5 W, by two.
	s.get("PSU/1/Value").is(`{"id":"PSU1","number":"1","name":"Power Supply 1","type":"psu","hotswapStatus":{"state ":"M4","text":"Active"},
		"tempInlet":"24.00","tempOutlet":"32.00","vIn":"119.00","powerOut":"137","powerScale":"1400","peakConsumption":"137","averageConsumption":"137"}`)
	for _, path := range []string{"PSU/3/Value", "PSU/0/AlarmLevel", "PSU/x/LED/Identify", "Fan/7/Value", "Fan/01/AlarmLevel"} {
		s.get(path).refused(9)
	}
}

func TestPowerSupplyMeasuresPeakAndAverage(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: -1})
	figures := func() string {
		u := s.get("PSU/2/Value").object()
		return fmt.Sprintf("%v W, peak %v, average %v", u["powerOut"], u["peakConsumption"], u["averageConsumption"])
	}
	s.clock.Advance(5 * time.Minute)
	s.put("psus", "6/1", map[string]any{"fault": true})
	s.clock.Advance(5 * time.Minute)
	if got := figures(); got != "275 W, peak 275, average 206" {
		t.Errorf("with the other one failed: %s", got)
	}
	s.put("psus", "6/1", map[string]any{"fault": false})
	s.get("PSU/2/ResetStats").succeeds()
	if got := figures(); got != "137 W, peak 137, average 137" {
		t.Errorf("after the reset: %s", got)
	}
	s.send(http.MethodPost, "PSU/2/ResetStats").succeeds()
	s.post("Node/1/PowerCommand", "command", "deactivate").succeeds()
	s.clock.Advance(time.Minute)
	if got := figures(); got != "114 W, peak 137, average 114" {
		t.Errorf("with a node off: %s", got)
	}
}

func TestPowerSuppliesAreSwapped(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	if err := s.Remove("psus", "6/1"); err != nil {
		t.Fatal(err)
	}
	s.get("PSU/1/Value").refused(9)
	if got := s.get("PSU/2/Value").object()["powerOut"]; got != "275" {
		t.Errorf("the other one gives %v W", got)
	}
	s.put("psus", "", map[string]any{"platform": "6", "number": 1})
	s.get("PSU/1/Value").object()
	if got := fmt.Sprint(s.logged()); got != "[PSU1: Removed PSU1: Inserted]" {
		t.Errorf("logged %s", got)
	}
	if _, err := s.Put("psus", "", map[string]any{"platform": "6", "number": 1}); err == nil {
		t.Error("there are two in one place")
	}
}

func TestFan(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.get("Fan/2/Value").is(`{"number":"2","name":"Fan 2","type":"fan","hotswapStatus":{"state":"M4","text":"Active"}}`)
}

func TestIdentifyLEDs(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	leds := map[string]string{"": "6", "Node/1/": "6/node/1", "Node/10/": "6/node/10", "PSU/1/": "6/psu/1", "Fan/6/": "6/fan/6"}
	for path, id := range leds {
		s.get(path + "LED/Identify").is(`{"status":"off"}`)
		s.post(path+"LED/Identify", "command", "on").succeeds()
		s.get(path + "LED/Identify").is(`{"status":"on"}`)
		if object, _ := s.Object("leds", id); object["on"] != true {
			t.Errorf("%s is %v", id, object)
		}
		s.post(path+"LED/Identify", "command", "blink").refused(4)
		s.post(path + "LED/Identify").refused(4)
	}
	s.put("leds", "6", map[string]any{"on": false})
	s.get("LED/Identify").is(`{"status":"off"}`)
	s.post("Node/1/LED/Identify", "command", "off").succeeds()
	s.get("Node/1/LED/Identify").is(`{"status":"off"}`)
	s.get("PSU/1/LED/Identify").is(`{"status":"on"}`)
	s.get("PSU/2/LED/Identify").is(`{"status":"off"}`)
}

func TestSwitchSpeed(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.get("SwitchSpeed").is(`[{"slot":"1","speed":"1"},{"slot":"3","speed":"1"},{"slot":"5","speed":"1"}]`)
	s.post("SwitchSpeed", "speedConfig", `[{ "slot": "3", "speed": "10" }, {"speed":"10","slot":"5"}]`).succeeds()
	s.get("SwitchSpeed").is(`[{"slot":"1","speed":"1"},{"slot":"3","speed":"10"},{"slot":"5","speed":"10"}]`)
	for name, test := range map[string]struct {
		config string
		code   int
	}{
		"no JSON":        {"3=10", 4},
		"an object":      {`{"slot":"3","speed":"1"}`, 4},
		"nothing":        {`[]`, 4},
		"numbers":        {`[{"slot":3,"speed":1}]`, 4},
		"null":           {`[{"slot":"3","speed":null}]`, 4},
		"no speed":       {`[{"slot":"3"}]`, 4},
		"unknown field":  {`[{"slot":"3","speed":"1","duplex":"full"}]`, 4},
		"other case":     {`[{"Slot":"3","speed":"1"}]`, 4},
		"a slot twice":   {`[{"slot":"3","speed":"1"},{"slot":"3","speed":"10"}]`, 4},
		"more after it":  {`[{"slot":"3","speed":"1"}] x`, 4},
		"no such slot":   {`[{"slot":"1","speed":"10"},{"slot":"12","speed":"1"}]`, 6},
		"empty slot":     {`[{"slot":"2","speed":"1"}]`, 6},
		"hub's slot":     {`[{"slot":"10","speed":"1"}]`, 6},
		"no such speed":  {`[{"slot":"1","speed":"10"},{"slot":"3","speed":"2"}]`, 7},
		"speed in words": {`[{"slot":"3","speed":"fast"}]`, 7},
	} {
		t.Run(name, func(t *testing.T) { s.on(t).post("SwitchSpeed", "speedConfig", test.config).refused(test.code) })
	}
	s.get("SwitchSpeed").is(`[{"slot":"1","speed":"1"},{"slot":"3","speed":"10"},{"slot":"5","speed":"10"}]`)
	s.put("switch_speeds", "6/3", map[string]any{"speed": 1})
	s.get("SwitchSpeed").is(`[{"slot":"1","speed":"1"},{"slot":"3","speed":"1"},{"slot":"5","speed":"10"}]`)
}

func TestFabricDefaultPortMode(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	const factory = `[{"mode":"255","node":"1"},{"mode":"255","node":"2"},{"mode":"255","node":"3"},{"mode":"255","node":"4"},{"mode":"255","node":"5"},
		{"mode":"255","node":"6"},{"mode":"255","node":"7"},{"mode":"255","node":"8"},{"mode":"255","node":"9"}]`
	s.get("FabricDefaultPortMode").is(factory)
	s.get("FabricPortMode").is(factory)
	s.post("FabricDefaultPortMode", "fabricPortModeConfig", `[{"node":"1","mode":"0"},{"node":"9","mode":"2"}]`).succeeds()
	if got := s.get("FabricDefaultPortMode").list(); compact(t, got[0])+compact(t, got[8]) != `{"mode":"0","node":"1"}{"mode":"2","node":"9"}` {
		t.Errorf("got %v", got)
	}
	for config, code := range map[string]int{
		`[]`: 4, `[{"node":"1"}]`: 4, `[{"slot":"1","mode":"0"}]`: 4,
		`[{"node":"10","mode":"0"}]`: 6, `[{"node":"0","mode":"0"}]`: 6,
		`[{"node":"1","mode":"3"}]`: 56, `[{"node":"1","mode":"x"}]`: 56,
	} {
		s.post("FabricDefaultPortMode", "fabricPortModeConfig", config).refused(code)
	}
}

func TestKVM(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{HotSwap: -1})
	s.post("Node/1/KVM", "payload", "1").succeeds()
	if node, _ := s.Object("nodes", "6/1"); node["kvmPayload"] != "1" {
		t.Errorf("connected to %v", node["kvmPayload"])
	}
	s.post("Node/1/KVM", "payload", "2").refused(3)
	s.post("Node/1/KVM", "payload", "x").refused(3)
	s.post("Node/1/KVM").refused(4)
	s.post("Node/3/KVM", "payload", "1").refused(22)
	s.post("Node/10/KVM", "payload", "1").refused(22)
	s.post("Node/2/KVM", "payload", "1").refused(2)
	s.post("Node/1/PowerCommand", "command", "deactivate").succeeds()
	s.post("Node/1/KVM", "payload", "1").refused(1)
}
