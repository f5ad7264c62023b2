package symkloud

import "fmt"

// hotSwapSensor is the name of the sensor of a board's (0) or payload's state.
const hotSwapSensor = "FRU%d Hot Swap"

// stockSensors are those that a node has from the factory.
func stockSensors(n *node) []*sensor {
	var all []*sensor
	for fru := range len(n.Payloads) + 1 {
		all = append(all, &sensor{Number: number(fru), Name: fmt.Sprintf(hotSwapSensor, fru), Type: "OEM Reserved", Value: "0x0"})
	}
	all = append(all,
		temperature(4, "Temp Brd Inlet", "28.00", 45),
		temperature(5, "Temp Brd Outlet", "30.00", 60),
		temperature(7, "Temp BMC", "37.00", 70),
	)
	sums := []number{4, 5, 7}
	if !n.hub() {
		all = append(all, temperature(8, "Temp CPU 1", "41.00", 75), temperature(9, "Temp CPU 2", "37.00", 75))
		sums = append(sums, 8, 9)
	}
	all = append(all,
		voltage(11, "Vcc +12V", 12), voltage(12, "Vcc +5V", 5), voltage(13, "Vcc +3.3V", 3.3),
		&sensor{Number: 23, Name: "Health Error", Type: "Platform Alert", Value: "0x8001"},
	)
	status := &sensor{Number: 27, Name: "Health Status", Type: "Platform Alert", Monitored: true, Aggregates: sums, Value: "0x8002"}
	if n.hub() {
		status.Number = 70
	}
	return append(all, status, &sensor{Number: 40, Name: "ACPI State", Type: "System ACPI Power State", Value: "0x8001"})
}

func temperature(at number, name, value string, minor float64) *sensor {
	return &sensor{
		Number: at, Name: name, Type: "Temperature", Unit: "degrees C", Analog: true, Value: value,
		Limits: &limits{High: [3]float64{minor, minor + 5, minor + 10}},
	}
}

func voltage(at number, name string, nominal float64) *sensor {
	return &sensor{
		Number: at, Name: name, Type: "Voltage", Unit: "Volts", Analog: true, Value: fmt.Sprintf("%.2f", nominal),
		Limits: &limits{
			High: [3]float64{nominal * 1.05, nominal * 1.08, nominal * 1.1},
			Low:  [3]float64{nominal * 0.95, nominal * 0.92, nominal * 0.9},
		},
	}
}
