package symkloud

import (
	"fmt"
	"strconv"
	"strings"
)

func (s *Stack) alarmRoutes() []route {
	return []route{
		{methods: "GET", path: "Platform/{p}/AlarmLevel", need: ReadOnly, handle: showAlarm},
		{methods: "GET", path: "Platform/{p}/Node/{n}/AlarmLevel", need: ReadOnly, handle: showNodeAlarm},
	}
}

// alarmed is a part of the platform with its level.
type alarmed struct {
	number string
	name   string
	level  alarmLevel
}

// alarms are the parts that aren't well: nodes, power supplies and fans. A
// failed power supply or fan is critical for the platform.
func (p *platform) alarms() (nodes, psus, fans []alarmed) {
	for _, n := range p.Nodes {
		if level := n.alarm(); level > alarmNone {
			nodes = append(nodes, alarmed{strconv.Itoa(int(n.Number)), n.Name, level})
		}
	}
	for _, u := range p.PSUs {
		if u.Fault {
			psus = append(psus, alarmed{strconv.Itoa(int(u.Number)), fmt.Sprintf("PSU %d", u.Number), alarmCritical})
		}
	}
	for _, f := range p.Fans {
		if f.Fault {
			fans = append(fans, alarmed{strconv.Itoa(int(f.Number)), f.Name, alarmCritical})
		}
	}
	return nodes, psus, fans
}

func showAlarm(c *call) (any, error) {
	nodes, psus, fans := c.platform.alarms()
	all := append(append(append([]alarmed{}, nodes...), psus...), fans...)
	worst, words := alarmNone, []string{}
	for level := alarmCritical; level > alarmNone; level-- {
		names := []string{}
		for _, one := range all {
			if one.level == level {
				names = append(names, one.name)
			}
		}
		if len(names) > 0 {
			worst = max(worst, level)
			words = append(words, strings.Join(names, ", ")+" at alarm level "+level.String())
		}
	}
	return struct {
		Level      alarmLevel            `json:"alarmlevel"`
		Components []map[string][]string `json:"components"`
		Text       string                `json:"text"`
	}{worst, []map[string][]string{
		{"nodes": numbersOf(nodes)}, {"psu": numbersOf(psus)}, {"fans": numbersOf(fans)},
	}, strings.Join(words, ", ")}, nil
}

func numbersOf(parts []alarmed) []string {
	numbers := []string{}
	for _, one := range parts {
		numbers = append(numbers, one.number)
	}
	return numbers
}

func showNodeAlarm(c *call) (any, error) {
	type view struct {
		Sensor number `json:"sensorNumber"`
		Text   string `json:"text"`
	}
	views := []view{}
	for _, s := range c.node.Sensors {
		if level := s.level(); level > alarmNone {
			views = append(views, view{s.Number, fmt.Sprintf("%s Fault : Sensor '%s' is at %s", level, s.Name, s.Value)})
		}
	}
	return struct {
		Level   alarmLevel `json:"alarmlevel"`
		Sensors []view     `json:"sensors"`
	}{c.node.alarm(), views}, nil
}

// faultAlarm is the alarm level of a power supply or fan.
func faultAlarm(fault bool) map[string]string {
	if fault {
		return map[string]string{"alarmlevel": "Fault"}
	}
	return map[string]string{"alarmlevel": alarmNone.String()}
}
