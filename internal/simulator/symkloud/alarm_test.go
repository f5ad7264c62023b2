package symkloud_test

import (
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func TestNothingIsAlarmedFromTheFactory(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.get("AlarmLevel").is(`{"alarmlevel":"None","components":[{"nodes":[]},{"psu":[]},{"fans":[]}],"text":""}`)
	for _, node := range []string{"1", "3", "11"} {
		s.get("Node/" + node + "/AlarmLevel").is(`{"alarmlevel":"None","sensors":[]}`)
	}
	s.get("PSU/1/AlarmLevel").is(`{"alarmlevel":"None"}`)
	s.get("Fan/6/AlarmLevel").is(`{"alarmlevel":"None"}`)
}

func TestAlarmsFollowTheSensors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ sensor, value, level, health string }{
		{"4", "44.99", "None", "Green"},
		{"4", "45.00", "Minor", "Yellow"},
		{"4", "50.00", "Major", "Yellow"},
		{"4", "99.00", "Critical", "Red"},
		{"11", "11.50", "None", "Green"},
		{"11", "11.00", "Major", "Yellow"},
		{"11", "13.00", "Major", "Yellow"},
	} {
		t.Run(test.sensor+" at "+test.value, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, symkloud.Options{})
			name := s.put("sensors", "6/1/"+test.sensor, map[string]any{"value": test.value})["name"]
			sensors := "[]"
			logged := "[]"
			if test.level != "None" {
				sensors = fmt.Sprintf(`[{"sensorNumber":%q,"text":"%s Fault : Sensor '%s' is at %s"}]`, test.sensor, test.level, name, test.value)
				logged = fmt.Sprintf("[Node1: None to %s at %s]", test.level, test.value)
			}
			s.get("Node/1/AlarmLevel").is(fmt.Sprintf(`{"alarmlevel":%q,"sensors":%s}`, test.level, sensors))
			if got := s.get("Node/1").object()["health"]; got != test.health {
				t.Errorf("health is %v", got)
			}
			if got := fmt.Sprint(s.logged()); got != logged {
				t.Errorf("logged %s, want %s", got, logged)
			}
		})
	}
}

func TestLimitsAreReachedByTheirOwnValue(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.put("sensors", "6/1/11", map[string]any{"limits": map[string]any{"high": []any{20, 30, 40}, "low": []any{10, 5, 1}}})
	for value, level := range map[string]string{"20.00": "Minor", "19.99": "None", "10.00": "Minor", "10.01": "None", "5.00": "Major", "1.00": "Critical", "40": "Critical"} {
		s.put("sensors", "6/1/11", map[string]any{"value": value})
		if got := s.get("Node/1/AlarmLevel").object()["alarmlevel"]; got != level {
			t.Errorf("at %s it is %v, want %s", value, got, level)
		}
	}
}

func TestEventsTellRisingFromFalling(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	for _, value := range []string{"51.00", "28.00"} {
		s.put("sensors", "6/1/4", map[string]any{"value": value})
	}
	for _, fault := range []bool{true, false} {
		s.put("psus", "6/1", map[string]any{"fault": fault})
	}
	all, _ := s.Objects("events")
	directions := []any{}
	for _, one := range all {
		directions = append(directions, one["eventDirection"])
	}
	if got := fmt.Sprint(directions); got != "[Asserted Deasserted Asserted Deasserted]" {
		t.Errorf("logged %s", got)
	}
}

func TestPlatformNamesWhatIsAlarmed(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	for _, hub := range []string{"6/10", "6/11"} {
		s.put("nodes", hub, map[string]any{"alarm": "Major"})
	}
	s.get("AlarmLevel").is(`{"alarmlevel":"Major","components":[{"nodes":["10","11"]},{"psu":[]},{"fans":[]}],"text":"HubNode 1, HubNode 2 at alarm level Major"}`)
	s.put("psus", "6/1", map[string]any{"fault": true})
	s.put("fans", "6/2", map[string]any{"fault": true})
	s.put("nodes", "6/11", map[string]any{"alarm": "None"})
	s.get("AlarmLevel").is(`{"alarmlevel":"Critical","components":[{"nodes":["10"]},{"psu":["1"]},{"fans":["2"]}],"text":"PSU 1, Fan 2 at alarm level Critical, HubNode 1 at alarm level Major"}`)
	s.get("PSU/1/AlarmLevel").is(`{"alarmlevel":"Fault"}`)
	s.get("Fan/2/AlarmLevel").is(`{"alarmlevel":"Fault"}`)
	s.put("fans", "6/2", map[string]any{"fault": false})
	s.get("Fan/2/AlarmLevel").is(`{"alarmlevel":"None"}`)
	if got := fmt.Sprint(s.logged()); got != "[PSU1: Fault Fan2: Fault Fan2: OK]" {
		t.Errorf("logged %s", got)
	}
}
