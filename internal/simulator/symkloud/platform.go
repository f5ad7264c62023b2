package symkloud

import (
	"slices"
	"strings"
)

// Factory settings of a platform.
const (
	factoryPassword  = "Kontr0n!"
	factoryOID       = "1.3.6.1.4.1.15000"
	factoryRetention = 10_000
	factoryPSUs      = 2
	factoryFans      = 6
)

// newPlatform is a platform with the nodes of the options, in its factory state.
func (s *Stack) newPlatform(name string) *platform {
	p := &platform{settings: settings{
		Number: name, SharedIP: noAddress, Password: factoryPassword, OID: factoryOID, portSettings: factoryPorts(),
		Polling: true, Retention: factoryRetention,
	}}
	for _, at := range s.options.Nodes {
		if m, ok := s.model(at.Model); ok {
			p.insert(s.newNode(p, at.Number, m))
		}
	}
	for i := range factoryPSUs {
		p.PSUs = append(p.PSUs, newPSU(i+1))
	}
	for i := range factoryFans {
		p.Fans = append(p.Fans, newFan(i+1))
	}
	p.meter(s.clock.Now())
	return p
}

// insert puts a node into its slot, in the order of the slots.
func (p *platform) insert(n *node) {
	at, _ := slices.BinarySearchFunc(p.Nodes, n.Number, func(other *node, at number) int { return int(other.Number - at) })
	p.Nodes = slices.Insert(p.Nodes, at, n)
}

func (s *Stack) platformRoutes() []route {
	const base = "Platform/{p}/"
	return join(ledRoutes("Platform/{p}", func(c *call) *bool { return &c.platform.Identify }), []route{
		{methods: "GET", path: base + "SharedIp", need: ReadOnly, handle: showSharedIP},
		{methods: "POST", path: base + "SharedIp", need: Operate, handle: setSharedIP, takes: parameters{must: []string{"ip", "netmask"}}},
		{methods: "GET", path: base + "AvailableModels", need: ReadOnly, handle: listModels},
		{methods: "GET", path: base + "Password", need: Administer, handle: showPassword},
		{methods: "POST", path: base + "Password", need: Administer, handle: setPassword,
			takes: parameters{must: []string{"password"}, missing: codeMissing}},
		{methods: "GET", path: base + "Oid", need: ReadOnly, handle: showOID},
		{methods: "GET", path: base + "PresentNodes", need: ReadOnly, handle: listPresent},
	})
}

func showSharedIP(c *call) (any, error) {
	return struct {
		IP      string `json:"ip"`
		Netmask number `json:"netmask"`
	}{c.platform.SharedIP, c.platform.SharedNetmask}, nil
}

func setSharedIP(c *call) (any, error) {
	ip, netmask, ok := readAddress(c.form["ip"], c.form["netmask"])
	if !ok {
		return nil, refuse(codeBadParameters)
	}
	c.platform.SharedIP, c.platform.SharedNetmask = ip, netmask
	return nil, nil
}

// listModels are the models of the nodes that are there.
func listModels(c *call) (any, error) {
	names := []string{}
	for _, n := range c.platform.Nodes {
		names = append(names, n.Model)
	}
	slices.SortFunc(names, strings.Compare)
	return slices.Compact(names), nil
}

func showPassword(c *call) (any, error) {
	return map[string]string{"password": c.platform.Password}, nil
}

func setPassword(c *call) (any, error) {
	if !validPlatformPassword(c.form["password"]) {
		return nil, refuse(codePasswordRule)
	}
	c.platform.Password = c.form["password"]
	return nil, nil
}

func showOID(c *call) (any, error) { return map[string]string{"oid": c.platform.OID}, nil }

// listPresent lists the hub nodes first, as the sample does.
func listPresent(c *call) (any, error) {
	type view struct {
		Type   string `json:"type"`
		Number number `json:"number"`
	}
	hubs, nodes := []view{}, []view{}
	for _, n := range c.platform.Nodes {
		if n.hub() {
			hubs = append(hubs, view{n.kind(), n.Number})
		} else {
			nodes = append(nodes, view{n.kind(), n.Number})
		}
	}
	return map[string]any{"presentNodes": append(hubs, nodes...)}, nil
}
