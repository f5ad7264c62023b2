package symkloud

// findPlatform looks up the platform that the path names (code 9).
func (c *call) findPlatform() error {
	if number, ok := c.named["p"]; ok {
		if c.platform = c.stack.platform(number); c.platform == nil {
			return refuse(codeBadResource)
		}
	}
	return nil
}

// find looks up what the path names below the platform: node (code 2), payload
// (3), sensor (15), and NIC, power supply and fan, which have no code of their
// own (9).
func (c *call) find() error {
	for _, one := range []struct {
		variable string
		look     func(number int) bool
		code     int
	}{
		{"n", c.findNode, codeNoNode},
		{"y", c.findPayload, codeNoPayload},
		{"i", c.findNIC, codeBadResource},
		{"s", c.findSensor, codeNoSensor},
		{"u", c.findPSU, codeBadResource},
		{"f", c.findFan, codeBadResource},
	} {
		text, named := c.named[one.variable]
		if !named {
			continue
		}
		number, ok := digits(text)
		if !ok || !one.look(number) {
			return refuse(one.code)
		}
	}
	return nil
}

func (c *call) findNode(at int) bool {
	c.node = c.platform.node(at)
	return c.node != nil
}

func (c *call) findPayload(at int) bool {
	c.payload = c.node.payload(at)
	return c.payload != nil
}

func (c *call) findNIC(at int) bool {
	c.nic = c.payload.nic(at)
	return c.nic != nil
}

func (c *call) findSensor(at int) bool {
	c.sensor = c.node.sensor(at)
	return c.sensor != nil
}

func (c *call) findPSU(at int) bool {
	c.psu = c.platform.psu(at)
	return c.psu != nil
}

func (c *call) findFan(at int) bool {
	c.fan = c.platform.fan(at)
	return c.fan != nil
}
