package symkloud

func (s *Stack) sensorRoutes() []route {
	const base, sensor = "Platform/{p}/Node/{n}/", "Platform/{p}/Node/{n}/Sensor/{s}"
	return []route{
		{methods: "GET", path: "Platform/{p}/MonitoredSensors", need: ReadOnly, handle: listAllMonitored},
		{methods: "GET", path: base + "Sensors", need: ReadOnly, handle: s.listSensors},
		{methods: "GET", path: base + "MonitoredSensors", need: ReadOnly, handle: listMonitored},
		{methods: "POST", path: base + "MonitoredSensors", need: Operate, handle: monitorSeveral, takes: parameters{must: []string{"list", "value"}}},
		{methods: "GET", path: sensor, need: ReadOnly, handle: showSensor},
		{methods: "GET", path: sensor + "/Value", need: ReadOnly, handle: showSensor},
		{methods: "GET", path: sensor + "/Info", need: ReadOnly, handle: showSensorInfo},
		{methods: "POST", path: sensor + "/Monitor", need: Operate, handle: monitorOne, takes: parameters{must: []string{"value"}}},
	}
}

// listSensors lists a node's sensors in one of the two shapes that the samples
// have; the bare one doesn't tell which of them aggregate.
func (s *Stack) listSensors(c *call) (any, error) {
	views := []sensorView{}
	for _, one := range c.node.Sensors {
		view := c.node.viewOf(one)
		if s.options.SensorArray {
			view.Aggregation = ""
		}
		views = append(views, view)
	}
	if s.options.SensorArray {
		return views, nil
	}
	return map[string]any{"Sensors": views}, nil
}

// monitoredView are the monitored sensors of one node.
type monitoredView struct {
	Node      number       `json:"node"`
	Monitored []sensorView `json:"monitoredSensors"`
}

func (n *node) monitored() monitoredView {
	view := monitoredView{n.Number, []sensorView{}}
	for _, one := range n.Sensors {
		if one.Monitored {
			view.Monitored = append(view.Monitored, n.viewOf(one))
		}
	}
	return view
}

func listMonitored(c *call) (any, error) { return c.node.monitored(), nil }

// listAllMonitored leaves nodes without monitored sensors out.
func listAllMonitored(c *call) (any, error) {
	views := []monitoredView{}
	for _, n := range c.platform.Nodes {
		if view := n.monitored(); len(view.Monitored) > 0 {
			views = append(views, view)
		}
	}
	return struct {
		Platform  string          `json:"platform"`
		Monitored []monitoredView `json:"monitoredSensors"`
	}{c.platform.Number, views}, nil
}

// monitorSeveral turns the monitoring of sensors on or off, of all or none.
func monitorSeveral(c *call) (any, error) {
	on, ok := truth(c.form["value"], "yes", "no")
	numbers, isList := readNumbers(c.form["list"])
	if !ok || !isList {
		return nil, refuse(codeBadParameters)
	}
	for _, at := range numbers {
		if c.node.sensor(at) == nil {
			return nil, refuse(codeNoSensor)
		}
	}
	for _, at := range numbers {
		c.monitor(c.node.sensor(at), on)
	}
	return nil, nil
}

func monitorOne(c *call) (any, error) {
	on, ok := truth(c.form["value"], "yes", "no")
	if !ok {
		return nil, refuse(codeBadParameters)
	}
	c.monitor(c.sensor, on)
	return nil, nil
}

// monitor turns the monitoring of one sensor on or off.
func (c *call) monitor(one *sensor, on bool) {
	if one.Monitored != on {
		one.Monitored = on
		c.platform.logMonitoring(c.now, c.node, one)
	}
}

func showSensor(c *call) (any, error) { return c.node.viewOf(c.sensor), nil }

// showSensorInfo tells how a sensor is, and the sensors that it sums up.
func showSensorInfo(c *call) (any, error) {
	type part struct {
		Name   string `json:"name"`
		Number number `json:"number"`
		Value  string `json:"value"`
		Health string `json:"health"`
	}
	parts := []part{}
	for _, at := range c.sensor.Aggregates {
		if one := c.node.sensor(int(at)); one != nil {
			parts = append(parts, part{one.Name, one.Number, one.Value, healthText(one.level())})
		}
	}
	return struct {
		Sensor sensorView `json:"sensorInfo"`
		Health string     `json:"sensorHealth"`
		Parts  []part     `json:"aggregationDetails"`
	}{c.node.viewOf(c.sensor), healthText(c.node.health(c.sensor)), parts}, nil
}

// healthText is a sensor's health in words; only the first is published.
func healthText(level alarmLevel) string {
	if level == alarmNone {
		return "Healthy"
	}
	return level.String()
}
