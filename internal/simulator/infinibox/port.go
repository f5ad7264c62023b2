package infinibox

import (
	"slices"
	"strconv"
)

// Kinds of ports.
const (
	portFC    = "FC"
	portISCSI = "ISCSI"
	portNVMe  = "NVME"
)

func portKinds() []string { return []string{portFC, portISCSI, portNVMe} }

// portKeys is where the keys of ports start. The reference shows one of this
// size, which doesn't fit into a floating-point number.
const portKeys = 783_758_374_666_000_000

// port is an initiator that a host was told to have.
type port struct {
	id      int64
	kind    string
	address string
	host    *host
	// login is the initiator of this address when it's logged in.
	login *initiator
}

func (p *port) identity() int64 { return p.id }
func (p *port) label() string   { return p.address }
func (p *port) key() int64      { return portKeys + p.id }

// portSchema is every field of a port in the order of the samples.
func portSchema() *schema[*port] {
	return newSchema([]field[*port]{
		{name: "host_id", kind: integer, get: func(p *port) value { return number(p.host.id) }},
		{name: "type", kind: text, of: portKinds(), get: func(p *port) value { return word(p.kind) }},
		{name: "address", kind: text, get: func(p *port) value { return word(p.address) }},
	}, nil, nil)
}

// kindsOf are the kinds of the ports of some hosts, each once.
func kindsOf(hosts ...*host) value {
	kinds := []value{}
	for _, kind := range portKinds() {
		if slices.ContainsFunc(hosts, func(h *host) bool { return h.has(kind) }) {
			kinds = append(kinds, word(kind))
		}
	}
	return several(kinds...)
}

// keepPort gives a port to its host.
func (a *Array) keepPort(p *port) {
	a.san.ports.add(p)
	a.san.portsOf[p.kind]++
	p.host.ports = append(p.host.ports, p)
	if login, ok := a.san.logins.named(p.address); ok {
		p.login, login.port = login, p
	}
}

// dropPort takes a port from its host. An initiator that is logged in stays so.
func (a *Array) dropPort(p *port) {
	a.san.ports.remove(p)
	a.san.portsOf[p.kind]--
	p.host.ports = without(p.host.ports, p)
	if p.login != nil {
		p.login.port = nil
	}
}

func (a *Array) listHostPorts(c *call) (*answer, error) {
	h, err := a.hostAt(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.san.ports.schema, h.ports)
}

// addPort tells a host's port to the array. It's dangerous where volumes that
// are used over one protocol would then be used over the other too.
func (a *Array) addPort(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("type", "address"); err != nil {
		return nil, err
	}
	p := &port{}
	if err := p.read(d); err != nil {
		return nil, err
	}
	if p.host, err = a.hostAt(c); err != nil {
		return nil, err
	}
	mixes := a.mixesThroughPort(p)
	if mixes != nil && a.options.MixedProtocols {
		if err := c.approve(mixedReason); err != nil {
			return nil, err
		}
		mixes = nil
	}
	if err := a.checkPort(p); err != nil {
		return nil, err
	}
	if mixes != nil {
		return nil, mixes
	}
	p.id = a.newID()
	a.keepPort(p)
	return made(a.san.ports.schema, p), nil
}

func (p *port) read(d document) error {
	if err := d.require("address", "type"); err != nil {
		return err
	}
	kind, _, err := d.choice("type", portKinds())
	if err != nil {
		return err
	}
	address, _, err := d.text("address")
	if err != nil {
		return err
	}
	p.kind = kind
	p.address, err = canonical(kind, address)
	return err
}

// checkPort refuses a new port beside those that its host and others have.
func (a *Array) checkPort(p *port) error {
	h, limits := p.host, a.options.Limits.SAN
	if other, found := a.san.ports.named(p.address); found {
		return fail("PORT_ALREADY_BELONGS_TO_HOST", p.address, other.host.name)
	}
	if err := p.mixesInHost(); err != nil {
		return err
	}
	if p.kind == portISCSI {
		if err := h.chap.serves(h.name); err != nil {
			return err
		}
	}
	if p.kind == portNVMe && h.numbers[0] != nil {
		return fail("CANT_ADD_NVME_OF_PORT_TO_HOST_WITH_VOLUMES_MAPPED_USING_NSID_0", h.name)
	}
	if p.kind == portNVMe && hasActiveActive(h.luns) {
		return fail("NVME_OF_PORT_NOT_ALLOWED_FOR_ACTIVE_ACTIVE_VOLUME", h.name)
	}
	switch {
	case len(h.ports) >= limits.HostPorts:
		return fail("PORT_COUNT_HOST_LIMIT")
	case h.cluster != nil && h.cluster.portsCount() >= limits.ClusterPorts:
		return fail("PORT_COUNT_CLUSTER_MEMBER_LIMIT")
	case p.kind == portISCSI && a.san.portsOf[portISCSI] >= limits.ISCSIPorts:
		return fail("ISCSI_PORT_COUNT_LIMIT")
	case p.kind == portNVMe && a.san.portsOf[portNVMe] >= limits.NVMePorts:
		return fail("NVME_PORT_COUNT_LIMIT")
	default:
		return nil
	}
}

// removePort takes the address in any spelling. Without its last port a host
// that has mappings loses them; one that has none loses nothing.
func (a *Array) removePort(c *call) (*answer, error) {
	kind, _, err := document{"type": c.variables[1]}.choice("type", portKinds())
	if err != nil {
		return nil, err
	}
	h, err := a.hostAt(c)
	if err != nil {
		return nil, err
	}
	address, err := canonical(kind, c.variables[2])
	if err != nil {
		return nil, fail("PORT_NOT_FOUND")
	}
	p, found := a.san.ports.named(address)
	if !found || p.host != h {
		return nil, fail("PORT_NOT_FOUND")
	}
	if len(h.ports) == 1 && len(h.luns) > 0 {
		if err := c.approve("Removing the last port from a host causes the host to lose access to all of the volumes that are mapped to it"); err != nil {
			return nil, err
		}
	}
	gone := asItWas(a.san.ports.schema, p)
	a.dropPort(p)
	return gone, nil
}

func (a *Array) getPortByKey(c *call) (*answer, error) {
	key, err := strconv.ParseInt(c.variables[0], 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	p, ok := a.san.ports.find(key - portKeys)
	if !ok {
		return nil, fail("PORT_NOT_FOUND")
	}
	return shown(a.san.ports.schema, p, a.san.ports.pluck(c.params.Get("fields"))), nil
}

func (a *Array) getHostOfPort(c *call) (*answer, error) {
	for _, address := range spellings(c.variables[0]) {
		if p, found := a.san.ports.named(address); found {
			return plain(number(p.host.id)), nil
		}
	}
	return nil, fail("HOST_NOT_FOUND")
}
