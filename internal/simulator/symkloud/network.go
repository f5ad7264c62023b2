package symkloud

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Where an address comes from.
const (
	sourceStatic = "static"
	sourceDHCP   = "dhcp"
)

const (
	// noAddress is what stands where none is set.
	noAddress = "0.0.0.0"
	// leasedNetmask is the prefix length that the simulated DHCP server hands out.
	leasedNetmask = 24
	maxNetmask    = 32
	maxVLAN       = 4094
)

// managementNetwork is how a node is reached.
type managementNetwork struct {
	IP       string `json:"ip"`
	IPSource string `json:"ipsource"`
	Netmask  number `json:"netmask"`
	VLAN     number `json:"vlan"`
	MAC      string `json:"mac"`
}

func (s *Stack) networkRoutes() []route {
	const path = "Platform/{p}/Node/{n}/ManagementNetwork"
	return []route{
		{methods: "GET", path: path, need: ReadOnly, handle: func(c *call) (any, error) { return c.node.Network, nil }},
		{methods: "POST", path: path, need: Operate, handle: s.setManagementNetwork,
			takes: parameters{must: []string{"ipsource"}, may: []string{"ip", "netmask", "vlan"}}},
	}
}

// setManagementNetwork changes how a node is reached. A VLAN that isn't given
// stays; 0 is none.
func (s *Stack) setManagementNetwork(c *call) (any, error) {
	changed := c.node.Network
	changed.IPSource = c.form["ipsource"]
	ip, netmask, ok := c.form.address(s.address(c.platform, int(c.node.Number)))
	changed.IP, changed.Netmask = ip, netmask
	if c.form.given("vlan") {
		vlan, isNumber := digits(c.form["vlan"])
		changed.VLAN, ok = number(vlan), ok && isNumber && vlan <= maxVLAN
	}
	if !ok {
		return nil, refuse(codeBadParameters)
	}
	c.node.Network = changed
	return nil, nil
}

// address is what a node's management interface has from the factory, and from
// the simulated DHCP server.
func (s *Stack) address(p *platform, at int) string {
	return fmt.Sprintf("172.16.%d.%d", 143+s.position(p), 100+at)
}

// leased is what the simulated DHCP server gives a payload's NIC.
func (s *Stack) leased(p *platform, n *node, i *nic) string {
	return fmt.Sprintf("10.%d.%d.%d", s.position(p), n.Number, 100+i.ID)
}

// position of a platform in the stack, from 0; one that is being made is next.
func (s *Stack) position(p *platform) int {
	for i, other := range s.Platforms {
		if other == p {
			return i
		}
	}
	return len(s.Platforms)
}

// address is the address and prefix length that a form asks for: the given ones,
// or with DHCP the one that is leased, whatever else is given.
func (f form) address(leased string) (ip string, netmask number, ok bool) {
	ip, netmask, ok = readAddress(f.or("ip", leased), f.or("netmask", strconv.Itoa(leasedNetmask)))
	switch f["ipsource"] {
	case sourceDHCP:
		return leased, leasedNetmask, ok
	case sourceStatic:
		return ip, netmask, ok && f.given("ip") && f.given("netmask")
	default:
		return ip, netmask, false
	}
}

// readAddress reads a dotted address and a prefix length.
func readAddress(ip, netmask string) (string, number, bool) {
	length, ok := digits(netmask)
	return ip, number(length), ok && length <= maxNetmask && isAddress(ip)
}

// isAddress tells whether text is a dotted IPv4 address.
func isAddress(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && address.Is4()
}

// octets are the four parts of a dotted address.
func octets(ip string) [4]string {
	parts := [4]string{"0", "0", "0", "0"}
	copy(parts[:], strings.Split(ip, "."))
	return parts
}
