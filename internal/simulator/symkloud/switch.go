package symkloud

import (
	"slices"
	"strconv"
)

// factoryPortMode is the mode of every fabric port from the factory.
const factoryPortMode = 255

// portSettings are what the switch has for each of the slots 1 to 9, whether
// there is a node or not.
type portSettings struct {
	// Speeds are in Gb/s.
	Speeds [lastNode]number `json:"switchSpeeds"`
	// FabricDefault are the modes that ports take when their node is activated,
	// FabricInForce those that they have.
	FabricDefault [lastNode]number `json:"fabricDefaultPortModes"`
	FabricInForce [lastNode]number `json:"fabricPortModes"`
}

func factoryPorts() portSettings {
	var ports portSettings
	for i := range ports.Speeds {
		ports.Speeds[i], ports.FabricDefault[i], ports.FabricInForce[i] = 1, factoryPortMode, factoryPortMode
	}
	return ports
}

// speeds are what a slot can be set to. The reference shows these two.
func speeds() []number { return []number{1, 10} }

// portModes are what a fabric port can be set to. The reference shows 0, 2 and 255.
func portModes() []number { return []number{0, 1, 2, factoryPortMode} }

func (s *Stack) switchRoutes() []route {
	const base = "Platform/{p}/"
	return []route{
		{methods: "GET", path: base + "SwitchSpeed", need: ReadOnly, handle: listSpeeds},
		{methods: "POST", path: base + "SwitchSpeed", need: Operate, handle: setSpeeds, takes: parameters{must: []string{"speedConfig"}}},
		{methods: "GET", path: base + "FabricDefaultPortMode", need: ReadOnly, handle: func(c *call) (any, error) {
			return modes(c.platform.FabricDefault), nil
		}},
		{methods: "POST", path: base + "FabricDefaultPortMode", need: Operate, handle: setModes, takes: parameters{must: []string{"fabricPortModeConfig"}}},
		{methods: "GET", path: base + "FabricPortMode", need: ReadOnly, handle: func(c *call) (any, error) {
			return modes(c.platform.FabricInForce), nil
		}},
	}
}

// listSpeeds lists the slots with a node, as the sample lists some only.
func listSpeeds(c *call) (any, error) {
	type view struct {
		Slot  number `json:"slot"`
		Speed number `json:"speed"`
	}
	views := []view{}
	for i, speed := range c.platform.Speeds {
		if c.platform.node(i+1) != nil {
			views = append(views, view{number(i + 1), speed})
		}
	}
	return views, nil
}

// setSpeeds sets the speed of slots with a node, all of those given or none.
func setSpeeds(c *call) (any, error) {
	pairs, ok := readPairs(c.form["speedConfig"], "slot", "speed")
	if !ok {
		return nil, refuse(codeBadParameters)
	}
	changed := c.platform.Speeds
	for _, pair := range pairs {
		slot, ok := slotOf(pair[0])
		if !ok || c.platform.node(slot) == nil {
			return nil, refuse(codeBadSlot)
		}
		speed, ok := digits(pair[1])
		if !ok || !slices.Contains(speeds(), number(speed)) {
			return nil, refuse(codeBadSpeed)
		}
		changed[slot-1] = number(speed)
	}
	c.platform.Speeds = changed
	return nil, nil
}

// slotOf reads the number of a node's slot.
func slotOf(text string) (int, bool) {
	slot, ok := digits(text)
	return slot, ok && slot >= 1 && slot <= lastNode
}

// modes lists all slots.
func modes(all [lastNode]number) any {
	type view struct {
		Mode number `json:"mode"`
		Node string `json:"node"`
	}
	views := []view{}
	for i, mode := range all {
		views = append(views, view{mode, strconv.Itoa(i + 1)})
	}
	return views
}

// setModes sets what ports take when their node is activated; a port without a
// node has it at once.
func setModes(c *call) (any, error) {
	pairs, ok := readPairs(c.form["fabricPortModeConfig"], "node", "mode")
	if !ok {
		return nil, refuse(codeBadParameters)
	}
	changed := c.platform.portSettings
	for _, pair := range pairs {
		slot, ok := slotOf(pair[0])
		if !ok {
			return nil, refuse(codeBadSlot)
		}
		mode, ok := digits(pair[1])
		if !ok || !slices.Contains(portModes(), number(mode)) {
			return nil, refuse(codeBadPortMode)
		}
		changed.FabricDefault[slot-1] = number(mode)
		if c.platform.node(slot) == nil {
			changed.FabricInForce[slot-1] = number(mode)
		}
	}
	c.platform.portSettings = changed
	return nil, nil
}
