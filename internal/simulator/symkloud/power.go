package symkloud

import (
	"fmt"
	"time"
)

// Power commands.
const (
	commandActivate   = "activate"
	commandDeactivate = "deactivate"
	commandReset      = "reset"
)

func (s *Stack) powerRoutes() []route {
	takes := parameters{must: []string{"command"}}
	return []route{
		{methods: "POST", path: "Platform/{p}/Node/{n}/PowerCommand", need: Operate, handle: s.commandNode, takes: takes},
		{methods: "POST", path: "Platform/{p}/Node/{n}/Payload/{y}/PowerCommand", need: Operate, handle: s.commandPayload, takes: takes},
	}
}

// commandNode switches a node, and its payloads with it. A hub node is only
// reset (code 35 otherwise): what it switches would be out of reach.
func (s *Stack) commandNode(c *call) (any, error) {
	command := c.form["command"]
	if !isPowerCommand(command) {
		return nil, refuse(codeBadParameters)
	}
	if c.node.hub() && command != commandReset {
		return nil, refuse(codeNotOnHub)
	}
	if c.platform.Upgrade.running() {
		return nil, refuse(codeUpgrading)
	}
	if err := c.node.HotSwap.mayFollow(command); err != nil {
		return nil, err
	}
	s.command(c.platform, c.node, nil, command, c.now)
	for _, y := range c.node.Payloads {
		s.command(c.platform, c.node, y, command, c.now)
	}
	return nil, nil
}

// commandPayload switches a payload, whose node has to be active.
func (s *Stack) commandPayload(c *call) (any, error) {
	command := c.form["command"]
	switch {
	case !isPowerCommand(command):
		return nil, refuse(codeBadParameters)
	case c.platform.Upgrade.running():
		return nil, refuse(codeUpgrading)
	case c.node.HotSwap.State != active:
		return nil, refuse(codeFailed)
	}
	if err := c.payload.HotSwap.mayFollow(command); err != nil {
		return nil, err
	}
	s.command(c.platform, c.node, c.payload, command, c.now)
	return nil, nil
}

func isPowerCommand(text string) bool {
	return text == commandActivate || text == commandDeactivate || text == commandReset
}

// mayFollow refuses (code 1) a reset of what isn't active, and a command while
// another one is under way.
func (w *swap) mayFollow(command string) error {
	target := active
	if command == commandDeactivate {
		target = inactive
	}
	switch {
	case w.moving() && (w.Again || command == commandReset || w.Target != target):
		return refuse(codeFailed)
	case command == commandReset && w.State != active:
		return refuse(codeFailed)
	}
	return nil
}

// command lets a node, or a payload of it, set out for the state that a command
// asks for. What is there already, or on its way, goes on.
func (s *Stack) command(p *platform, n *node, y *payload, command string, now time.Time) {
	w := &n.HotSwap
	if y != nil {
		w = &y.HotSwap
	}
	target := active
	if command != commandActivate {
		target = inactive
	}
	w.Again = command == commandReset && w.State == active
	if command == commandReset && !w.Again {
		return // a payload that was off stays off
	}
	if !w.moving() && w.State == target {
		return
	}
	w.Target = target
	if !w.moving() {
		w.Due = now
		s.advance(p, n, y)
	}
}

// advance takes a node or payload to its next state, at the time that was due.
func (s *Stack) advance(p *platform, n *node, y *payload) {
	w, fru := &n.HotSwap, number(0)
	if y != nil {
		w, fru = &y.HotSwap, y.Number
	}
	from, at := w.State, w.Due
	w.State = from.next()
	p.logHotSwap(at, n, fru, from, w.State)
	w.Due = at.Add(s.options.HotSwap)
	if w.State != w.Target {
		return
	}
	if w.Again {
		w.Again, w.Target = false, active
		return
	}
	w.Due, w.Target = time.Time{}, 0
	if fru == 0 {
		s.settled(p, n, at)
	}
}

// next is the state that follows on the way round.
func (h hotSwapState) next() hotSwapState {
	if h <= 0 || h >= deactivating {
		return inactive
	}
	return h + 1
}

// settled is what follows when a node has become active or inactive.
func (s *Stack) settled(p *platform, n *node, at time.Time) {
	state := 0
	if n.HotSwap.State == inactive {
		state = 6
	} else if !n.hub() {
		p.FabricInForce[n.Number-1] = p.FabricDefault[n.Number-1]
	}
	p.log(event{
		at: at, generator: n.generator(), sensor: 40, name: "ACPI State", kind: "System ACPI Power State", asserted: true,
		data: [3]int{state, 255, 255}, text: fmt.Sprintf("%s is %s", n.Name, n.HotSwap.State.text()),
	})
	p.meter(at)
}
