package symkloud

import "fmt"

// Slots of a platform.
const (
	lastNode = 9
	firstHub = 10
	lastHub  = 11
)

// node is a board in a slot: a node with payloads, or a hub node.
type node struct {
	Number   number            `json:"number"`
	Name     string            `json:"name"`
	Model    string            `json:"model"`
	FRU      fru               `json:"fruInfo"`
	HotSwap  swap              `json:"hotswap"`
	Versions []Version         `json:"versions"`
	Network  managementNetwork `json:"managementNetwork"`
	Identify bool              `json:"identify"`
	Updating bool              `json:"isUpdating"`
	// KVM is the payload that keyboard, video and mouse are connected to; 0 is none.
	KVM number `json:"kvmPayload"`
	// Alarm is a level set out of band; without one it follows the sensors.
	Alarm    alarmLevel `json:"alarm,omitzero"`
	Payloads []*payload `json:"payloads"`
	Sensors  []*sensor  `json:"sensors"`
}

// fru is what a board says about itself.
type fru struct {
	MfgDate      string `json:"mfgDate"`
	Manufacturer string `json:"boardMfg"`
	Product      string `json:"boardProductName"`
	Part         string `json:"boardProductPart"`
	Serial       string `json:"boardSerialNumber"`
}

// hub tells whether it's a hub node.
func (n *node) hub() bool { return n.Number >= firstHub }

// kind is the type that PresentNodes shows.
func (n *node) kind() string {
	if n.hub() {
		return "HubNode"
	}
	return "Node"
}

// generator is the event log's name for it.
func (n *node) generator() string { return fmt.Sprintf("%s%d", n.kind(), n.ordinal()) }

// ordinal counts nodes and hub nodes from 1 each.
func (n *node) ordinal() int {
	if n.hub() {
		return int(n.Number) - firstHub + 1
	}
	return int(n.Number)
}

// newNode is a node of a model as it comes from the factory.
func (s *Stack) newNode(p *platform, at int, m Model) *node {
	n := &node{
		Number: number(at), Model: m.Name, HotSwap: swap{State: active}, Versions: m.Versions,
		FRU: fru{"Tue Nov  3 16:29:00 2015", "Kontron", m.Product, m.Part, s.newSerial()},
	}
	n.Name = fmt.Sprintf("%s %d", n.kind(), n.ordinal())
	n.Network = managementNetwork{IP: s.address(p, at), IPSource: "static", Netmask: 24, MAC: s.newMAC()}
	for i, backplanes := range m.Payloads {
		n.Payloads = append(n.Payloads, s.newPayload(i+1, backplanes))
	}
	n.Sensors = stockSensors(n)
	return n
}

// newSerial is the serial number of a board.
func (s *Stack) newSerial() string {
	s.serials++
	return fmt.Sprintf("%04d%06d", s.options.Seed%10_000, s.serials)
}

// newMAC is a MAC address that nothing else on the stack has.
func (s *Stack) newMAC() string {
	s.serials++
	return fmt.Sprintf("00:a0:a5:%02x:%02x:%02x", s.options.Seed&0xff, s.serials>>8&0xff, s.serials&0xff)
}

// nodeView is a node as the API shows it.
type nodeView struct {
	Number     number          `json:"number"`
	Name       string          `json:"name"`
	Health     string          `json:"health"`
	FRU        fru             `json:"fruInfo"`
	HotSwap    swapView        `json:"hotswapStatus"`
	Type       string          `json:"type"`
	Versions   []Version       `json:"versions"`
	Model      string          `json:"model"`
	Updating   string          `json:"isUpdating"`
	IP         string          `json:"managementIP"`
	MAC        string          `json:"managementMAC"`
	Components []componentView `json:"components"`
}

// componentView is a payload inside its node.
type componentView struct {
	Description string    `json:"description"`
	Number      number    `json:"number"`
	HotSwap     swapView  `json:"hotswapStatus"`
	Interfaces  []nicView `json:"networkInterfaces"`
}

func (s *Stack) nodeRoutes() []route {
	const base = "Platform/{p}/Node/{n}"
	return join([]route{
		{methods: "GET", path: base, need: ReadOnly, handle: showNode},
		{methods: "GET", path: base + "/Value", need: ReadOnly, handle: showNode},
	}, ledRoutes(base, func(c *call) *bool { return &c.node.Identify }))
}

func showNode(c *call) (any, error) {
	n := c.node
	view := nodeView{
		Number: n.Number, Name: n.Name, Health: n.alarm().health(), FRU: n.FRU, HotSwap: n.HotSwap.view(), Type: "node",
		Versions: n.Versions, Model: n.Model, Updating: one(n.Updating), IP: n.Network.IP, MAC: n.Network.MAC,
		Components: []componentView{},
	}
	if n.hub() {
		view.Type = "hubnode"
	}
	for _, y := range n.Payloads {
		component := componentView{padded(y.Description), y.Number, y.HotSwap.view(), []nicView{}}
		for _, i := range y.NICs {
			component.Interfaces = append(component.Interfaces, i.view())
		}
		view.Components = append(view.Components, component)
	}
	return view, nil
}

func (n *node) payload(at int) *payload {
	return first(n.Payloads, func(y *payload) bool { return int(y.Number) == at })
}

func (n *node) sensor(at int) *sensor {
	return first(n.Sensors, func(s *sensor) bool { return int(s.Number) == at })
}
