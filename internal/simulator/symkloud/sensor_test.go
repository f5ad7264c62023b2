package symkloud_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// put changes an object out of band.
func (s *stack) put(collection, id string, fields map[string]any) map[string]any {
	s.t.Helper()
	object, err := s.Put(collection, id, fields)
	if err != nil {
		s.t.Fatal(err)
	}
	return object
}

const (
	inlet  = `{"number":"4","name":"Temp Brd Inlet","type":"Temperature","unit":"degrees C","analog":"yes","monitored":"no","aggregation":"no","value":"28.00"}`
	status = `{"number":"27","name":"Health Status","type":"Platform Alert","unit":"","analog":"no","monitored":"yes","aggregation":"yes","value":"0x8002"}`
)

func TestSensorsInBothShapes(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	all, _ := s.get("Node/1/Sensors").object()["Sensors"].([]any)
	if len(all) != 13 || compact(t, all[2]) != compact(t, reply{t: t, body: inlet}.value()) {
		t.Errorf("%d sensors, the third %s", len(all), compact(t, all[2]))
	}
	s.get("Node/1/Sensor/4").is(inlet)
	s.get("Node/1/Sensor/4/Value").is(inlet)
	bare := newStack(t, symkloud.Options{SensorArray: true})
	listed := bare.get("Node/1/Sensors").list()
	if len(listed) != 13 || compact(t, listed[2]) != compact(t, reply{t: t, body: strings.Replace(inlet, `"aggregation":"no",`, "", 1)}.value()) {
		t.Errorf("%d sensors, the third %s", len(listed), compact(t, listed[2]))
	}
	bare.get("Node/1/Sensor/4").is(inlet)
}

func TestMissingSensorsHaveTheirCode(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	for _, path := range []string{"Sensor/99", "Sensor/99/Value", "Sensor/x/Info", "Sensor/04"} {
		s.get("Node/1/" + path).refused(15)
	}
	s.post("Node/1/Sensor/99/Monitor", "value", "yes").refused(15)
	s.post("Node/1/MonitoredSensors", "list", "[4, 99]", "value", "yes").refused(15)
	s.get("Node/2/Sensors").refused(2)
}

func TestMonitoringOfSensors(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.get("Node/1/MonitoredSensors").is(`{"node":"1","monitoredSensors":[` + status + `]}`)
	s.post("Node/1/MonitoredSensors", "list", "[4, 5, 27]", "value", "yes").succeeds()
	s.post("Node/1/MonitoredSensors", "list", "[5,27]", "value", "no").succeeds()
	monitored := strings.Replace(inlet, `"monitored":"no"`, `"monitored":"yes"`, 1)
	s.get("Node/1/MonitoredSensors").is(`{"node":"1","monitoredSensors":[` + monitored + `]}`)
	s.post("Node/1/Sensor/4/Monitor", "value", "no").succeeds()
	s.get("Node/1/MonitoredSensors").is(`{"node":"1","monitoredSensors":[]}`)
	want := "[Node1: Monitoring yes Node1: Monitoring yes Node1: Monitoring no Node1: Monitoring no Node1: Monitoring no]"
	if got := fmt.Sprint(s.logged()); got != want {
		t.Errorf("logged %s", got)
	}
	for name, form := range map[string][]string{
		"value":   {"list", "[4]", "value", "true"},
		"list":    {"list", "4, 5", "value", "yes"},
		"texts":   {"list", `["4"]`, "value", "yes"},
		"nothing": {"list", "[]", "value", "yes"},
		"null":    {"list", "[null]", "value", "yes"},
		"more":    {"list", "[4][5]", "value", "yes"},
		"no list": {"value", "yes"},
	} {
		t.Run(name, func(t *testing.T) { s.on(t).post("Node/1/MonitoredSensors", form...).refused(4) })
	}
	s.post("Node/1/Sensor/4/Monitor", "value", "1").refused(4)
}

func TestMonitoredSensorsOfAPlatformLeaveOtherNodesOut(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Nodes: []symkloud.Node{{Number: 1, Model: "MSP8000"}, {Number: 2, Model: "MSP8000"}, {Number: 10, Model: "MSP8001"}}})
	s.post("Node/2/MonitoredSensors", "list", "[27]", "value", "no").succeeds()
	hub := strings.Replace(status, `"27"`, `"70"`, 1)
	s.get("MonitoredSensors").is(`{"platform":"6","monitoredSensors":[{"node":"1","monitoredSensors":[` + status + `]},{"node":"10","monitoredSensors":[` + hub + `]}]}`)
}

func TestAggregatingSensorSumsUp(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.put("sensors", "6/1/5", map[string]any{"value": "66.00"})
	s.get("Node/1/Sensor/27/Info").is(`{"sensorInfo":` + strings.Replace(status, "0x8002", "0x8008", 1) + `,"sensorHealth":"Major","aggregationDetails":[
		{"name":"Temp Brd Inlet","number":"4","value":"28.00","health":"Healthy"},
		{"name":"Temp Brd Outlet","number":"5","value":"66.00","health":"Major"},
		{"name":"Temp BMC","number":"7","value":"37.00","health":"Healthy"},
		{"name":"Temp CPU 1","number":"8","value":"41.00","health":"Healthy"},
		{"name":"Temp CPU 2","number":"9","value":"37.00","health":"Healthy"}]}`)
	s.get("Node/1/Sensor/4/Info").is(`{"sensorInfo":` + inlet + `,"sensorHealth":"Healthy","aggregationDetails":[]}`)
}

func TestSensorsAddedOutOfBand(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	added := s.put("sensors", "", map[string]any{"node": "6/1", "number": 50, "name": "Door", "type": "Switch", "value": "0x1"})
	if added["id"] != "6/1/50" {
		t.Errorf("added %v", added)
	}
	s.get("Node/1/Sensor/50").is(`{"number":"50","name":"Door","type":"Switch","unit":"","analog":"no","monitored":"no","aggregation":"no","value":"0x1"}`)
	for name, fields := range map[string]map[string]any{
		"number taken": {"node": "6/1", "number": 50}, "no node": {"node": "6/2", "number": 50},
		"no reading": {"node": "6/1", "number": 51, "analog": true, "value": "warm"},
	} {
		if _, err := s.Put("sensors", "", fields); err == nil {
			t.Errorf("%s: added", name)
		}
	}
	if err := s.Remove("sensors", "6/1/50"); err != nil {
		t.Error(err)
	}
	s.get("Node/1/Sensor/50").refused(15)
}
