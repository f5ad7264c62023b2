package symkloud

import (
	"fmt"
	"time"
)

// manager is who reports what isn't a node's, in the event log.
const manager = "Manager"

// logFailedLogin reports wrong credentials, on every platform of the stack.
func (s *Stack) logFailedLogin(at time.Time, name string) {
	for _, p := range s.Platforms {
		p.log(event{
			at: at, generator: manager, name: "Login", kind: "Platform Security", asserted: true,
			data: [3]int{1, 255, 255}, text: fmt.Sprintf("Login of %q failed", name),
		})
	}
}

// logHotSwap reports that a node (0) or a payload of it is in another state.
func (p *platform) logHotSwap(at time.Time, n *node, fru number, from, to hotSwapState) {
	p.log(event{
		at: at, generator: n.generator(), sensor: int(fru), name: fmt.Sprintf(hotSwapSensor, fru), kind: "OEM Reserved", asserted: true,
		data: [3]int{0xa0 | int(to), int(from), int(fru)}, text: fmt.Sprintf("%s to %s", from, to),
	})
}

// logMonitoring reports that a sensor is monitored from now on, or no longer.
func (p *platform) logMonitoring(at time.Time, n *node, s *sensor) {
	p.log(event{
		at: at, generator: n.generator(), sensor: int(s.Number), name: s.Name, kind: s.Type, asserted: s.Monitored,
		data: [3]int{255, 255, 255}, text: "Monitoring " + affirmed(s.Monitored),
	})
}

// logLevel reports that a sensor has reached another alarm level.
func (p *platform) logLevel(at time.Time, n *node, s *sensor, was alarmLevel) {
	level := s.level()
	p.log(event{
		at: at, generator: n.generator(), sensor: int(s.Number), name: s.Name, kind: s.Type, asserted: level > was,
		data: [3]int{int(max(level, was)), 255, 255}, text: fmt.Sprintf("%s to %s at %s", was, level, s.Value),
	})
}

// logFault reports that a power supply or fan has failed, or works again.
func (p *platform) logFault(at time.Time, generator, kind string, fault bool) {
	text := "OK"
	if fault {
		text = "Fault"
	}
	p.log(event{
		at: at, generator: generator, name: generator + " Status", kind: kind, asserted: fault,
		data: [3]int{1, 255, 255}, text: text,
	})
}

// logPresence reports that a part was pushed into its slot or pulled out.
func (p *platform) logPresence(at time.Time, generator string, present bool) {
	text := "Removed"
	if present {
		text = "Inserted"
	}
	p.log(event{
		at: at, generator: generator, name: generator + " Presence", kind: "Entity Presence", asserted: present,
		data: [3]int{0, 255, 255}, text: text,
	})
}

// logUpgrade reports how an upgrade goes on.
func (p *platform) logUpgrade(at time.Time, generator, text string) {
	p.log(event{
		at: at, generator: generator, name: "Firmware", kind: "Version Change", asserted: true,
		data: [3]int{7, 255, 255}, text: text,
	})
}
