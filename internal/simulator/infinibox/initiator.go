package infinibox

import (
	"fmt"
	"strings"
)

// initiator is a port of a host as the array sees it on its networks
// ("Initiator" in the reference): logged in or, when a host was told to have
// it, not.
type initiator struct {
	id      int64
	kind    string
	address string
	// port is what a host was told to have, nil for an initiator of no host.
	port    *port
	targets []target
}

// target is one of the array's own ports that an initiator is logged in to.
type target struct {
	address string
	node    int64
	// space, at, from and session are of networks that have them.
	space, at, from string
	session         int64
}

func (i *initiator) identity() int64 { return i.id }
func (i *initiator) label() string   { return i.address }
func (i *initiator) paths() int64    { return int64(len(i.targets)) }

// connectivity tells whether the initiator is logged in; when it is, it reaches
// every node.
func (i *initiator) connectivity() string {
	if len(i.targets) == 0 {
		return disconnected
	}
	return fullyConnected
}

// initiatorSchema is every field of an initiator in the order of the samples.
// The reference's list of fields to filter and sort by is empty; the vendor's
// client uses host_id, so all that are plain values do here.
func initiatorSchema() *schema[*initiator] {
	listed := []string{"paths", "connectivity_status", "port_key", "address", "host_id", "type"}
	return newSchema([]field[*initiator]{
		{name: "paths", kind: integer, get: func(i *initiator) value { return number(i.paths()) }},
		{name: "connectivity_status", kind: text, get: func(i *initiator) value { return word(i.connectivity()) }},
		{name: "port_key", kind: integer, get: func(i *initiator) value {
			if i.port == nil {
				return number(-1)
			}
			return number(i.port.key())
		}},
		{name: "address", kind: text, get: func(i *initiator) value { return word(i.address) }},
		{name: "host_id", kind: integer, get: func(i *initiator) value {
			if i.port == nil {
				return number(0)
			}
			return number(i.port.host.id)
		}},
		{name: "type", kind: text, of: portKinds(), get: func(i *initiator) value { return word(i.kind) }},
		{name: "targets", kind: list, get: func(i *initiator) value {
			shown := make([]value, len(i.targets))
			for at, t := range i.targets {
				shown[at] = ofNative(t.native(i.kind))
			}
			return several(shown...)
		}},
	}, listed, listed)
}

// native has the fields that the samples show for a kind; they show none for
// Fibre Channel, where there is no network space, and addresses are names.
func (t target) native(kind string) map[string]any {
	fields := map[string]any{"address": t.address, "node_id": t.node}
	if kind == portFC {
		return fields
	}
	fields["netspace_name"], fields["target_ip"], fields["initiator_ip"] = t.space, t.at, t.from
	if kind == portISCSI {
		fields["session_id"] = t.session
	}
	return fields
}

// pathsPerNode is how often an initiator is logged in to each node.
const pathsPerNode = 2

// targetsFor are the array's ports that an initiator logs in to.
func (a *Array) targetsFor(i *initiator) []target {
	var targets []target
	space, addresses := a.dataNetwork(i.kind)
	for node := int64(1); node <= nodeCount; node++ {
		for at := range int64(pathsPerNode) {
			t := target{node: node, space: space, session: int64(len(targets)) + 1}
			t.at = addresses[len(targets)%len(addresses)]
			t.from = fmt.Sprintf("10.%d.%d.%d", i.id>>16&0xff, i.id>>8&0xff, i.id&0xff)
			switch i.kind {
			case portFC:
				t.address = fmt.Sprintf("5742b0f00000%02x%02x", node, at+1) // as buildNode names them
			case portISCSI:
				t.address = fmt.Sprintf("iqn.2009-11.com.infinidat:storage:infinibox-sn-%d", a.options.Seed)
			default:
				t.address = subsystemNQN(1)
			}
			targets = append(targets, t)
		}
	}
	return targets
}

// dataNetwork is the network space that serves a kind, with its addresses; one
// made up when there's none.
func (a *Array) dataNetwork(kind string) (name string, addresses []string) {
	for _, space := range a.recordsOf("network_spaces").items {
		if kind == portFC || !strings.HasPrefix(strings.ToUpper(space.get("service").text), kind) {
			continue
		}
		for _, ip := range space.parts["network_space_ips"] {
			addresses = append(addresses, ip.get("ip_address").text)
		}
		if len(addresses) > 0 {
			return space.label(), addresses
		}
	}
	return "data", []string{"10.255.0.1", "10.255.0.2", "10.255.0.3"}
}

// subsystemNQN is the array's NVMe name towards a host or cluster.
func subsystemNQN(id int64) string {
	return fmt.Sprintf("nqn.2020-01.com.infinidat:19-subsystem-%d", id)
}

// LogIn lets an initiator log in to the array, as a host does that is switched
// on: "FC", "ISCSI" or "NVME" and its address. No host needs to have been told
// to have it.
func (a *Array) LogIn(kind, address string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, err := a.logIn(kind, address)
	return err
}

func (a *Array) logIn(kind, address string) (*initiator, error) {
	kind, set, err := document{"type": kind}.choice("type", portKinds())
	if err != nil || !set {
		return nil, fail("MALFORMED_PARAMETER", "type")
	}
	spelled, err := canonical(kind, address)
	if err != nil {
		return nil, err
	}
	if i, already := a.san.logins.named(spelled); already {
		return i, nil
	}
	i := &initiator{id: a.newID(), kind: kind, address: spelled}
	a.keepLogin(i)
	return i, nil
}

func (a *Array) keepLogin(i *initiator) {
	i.targets = a.targetsFor(i)
	a.san.logins.add(i)
	if p, ok := a.san.ports.named(i.address); ok {
		i.port, p.login = p, i
	}
}

// LogOut ends what LogIn began.
func (a *Array) LogOut(address string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, spelled := range spellings(address) {
		if i, ok := a.san.logins.named(spelled); ok {
			a.dropLogin(i)
			return nil
		}
	}
	return fail("INITIATOR_NOT_FOUND")
}

func (a *Array) dropLogin(i *initiator) {
	a.san.logins.remove(i)
	if i.port != nil {
		i.port.login = nil
	}
}
