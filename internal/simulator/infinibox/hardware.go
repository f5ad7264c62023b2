package infinibox

import "fmt"

// The rack that every array here is: three nodes, eight enclosures of 60
// drives, two Ethernet switches, one support appliance. Indexes start at 1.
const (
	nodeCount       = 3
	nodeDrives      = 10
	ethernetPorts   = 6
	fibreChannel    = 8
	infiniBandPorts = 2
	enclosureCount  = 8
	enclosureDrives = 60
	switchCount     = 2
	driveCapacity   = 18_000_207_937_536 // bytes
)

// States of the hardware.
const (
	hardwareOK     = "OK"
	hardwareActive = "ACTIVE"
)

// buildRack puts the hardware in place.
func (a *Array) buildRack() {
	for node := int64(1); node <= nodeCount; node++ {
		a.buildNode(node)
	}
	for enclosure := int64(1); enclosure <= enclosureCount; enclosure++ {
		a.buildEnclosure(enclosure)
	}
	for at := int64(1); at <= switchCount; at++ {
		a.place("eth_switches", nil, at, fields{"vendor": word("NETGEAR"), "model": word("GS116E"), "state": word(hardwareOK)})
		a.place("fc_switches", nil, at, fields{
			"name": word(fmt.Sprintf("fc-switch-%d", at)), "vendor": word("Brocade"), "wwnn": word(fmt.Sprintf("1000000533%06x", at)),
			"resiliency_state": word("CONNECTED"),
		})
	}
	a.place("support_appliances", nil, 1, fields{"vendor": word("Dell"), "state": word(hardwareOK)})
	for node := int64(1); node <= nodeCount; node++ {
		a.place("ntp_status", nil, node, fields{"node_id": number(node)})
	}
	states := make([]value, nodeCount)
	for i := range states {
		states[i] = ofNative(map[string]any{"node_id": i + 1, "part_of_cluster": true, "role": "MEMBER", "state": "running"})
	}
	a.place("external_services", nil, 1, fields{"name": word("elastic"), "cluster_state": word("GREEN")})
	a.place("external_services", nil, 2, fields{"name": word("postgresql"), "cluster_state": word("GREEN"), "node_states": several(states...)})
}

// place keeps one part of the hardware, probed just now.
func (a *Array) place(entity string, in *record, id int64, set fields) *record {
	r := a.newRecord(a.world.kinds[entity], id)
	if in != nil {
		r.ownedBy, r.owner = in, fmt.Sprint(in.id)
	}
	r.set("last_probe_timestamp", number(a.clock.Now().UnixMilli()))
	r.set("probe_ttl", number(60_000))
	for name, v := range set {
		r.set(name, v)
	}
	a.keep(r)
	return r
}

func (a *Array) buildNode(index int64) {
	up := func(n int) []string {
		states := make([]string, n)
		for i := range states {
			states[i] = "UP"
		}
		return states
	}
	node := a.place("nodes", nil, index, fields{
		"state": word(hardwareActive), "vendor": word("Dell"), "protecting_bbu": number(index), "bios.state": word(hardwareOK),
		"power": fraction(0),
		"connectivity_status": ofNative(map[string]any{
			"eth_switches": up(1), "pdu": up(2), "bbu": []any{}, "enclosures": up(enclosureCount), "support_appliances": up(1),
		}),
	})
	id := func(n, at int64) int64 { return (index-1)*n + at }
	of := func(more fields) fields {
		more["node_index"] = number(index)
		return more
	}
	for at := int64(1); at <= nodeDrives; at++ {
		kind := "CACHE"
		if at <= 2 {
			kind = "OS"
		}
		a.place("node_drives", node, id(nodeDrives, at), of(fields{
			"drive_index": number(at), "state": word(hardwareOK), "type": word(kind), "vendor": word("SAMSUNG"),
			"model": word("MZ7L31T9HBLT-00A07"), "serial_number": word(fmt.Sprintf("S%d%06d", index, at)), "wearout": word("99"),
		}))
	}
	for at := int64(1); at <= ethernetPorts; at++ {
		role := "DATA"
		if at == 1 {
			role = "MANAGEMENT"
		}
		a.place("node_eth_ports", node, id(ethernetPorts, at), of(fields{
			"name": word(fmt.Sprintf("eth-data%d", at)), "port_number": number(at), "system_interface_port_number": number(at),
			"role": word(role), "state": word(hardwareOK), "link_state": word("UP"), "media_type": word("fiber"),
			"connection_speed": number(25_000_000_000), "max_speed": number(25_000_000_000), "vendor": word("Intel Corporation"),
			"hw_addr": word(fmt.Sprintf("74:2b:0f:00:%02x:%02x", index, at)),
		}))
		a.place("node_port_groups", node, id(ethernetPorts, at), of(fields{
			"name": word(fmt.Sprintf("pg%d", at)), "role": word("PG"), "state": word(hardwareOK), "system_interface_port_number": number(at),
			"hw_addr": word(fmt.Sprintf("74:2b:0f:01:%02x:%02x", index, at)),
		}))
	}
	for at := int64(1); at <= fibreChannel; at++ {
		a.place("fc_ports", node, id(fibreChannel, at), of(fields{
			"hba_port_number": number(at), "system_interface_port_number": number(at), "role": word("HARD_PORT"), "enabled": flag(true),
			"state": word(hardwareOK), "link_state": word("UP"), "connection_speed": number(32_000_000_000), "max_speed": number(32_000_000_000),
			"wwpn": word(fmt.Sprintf("5742b0f00000%02x%02x", index, at)), "wwnn": word(fmt.Sprintf("5742b0f00000%02x00", index)),
		}))
	}
	for at := int64(1); at <= infiniBandPorts; at++ {
		a.place("node_ib_ports", node, id(infiniBandPorts, at), of(fields{
			"state": word(hardwareOK), "link_state": word("UP"), "link_layer": word("InfiniBand"), "vendor": word("Mellanox Technologies"),
		}))
	}
}

func (a *Array) buildEnclosure(index int64) {
	enclosure := a.place("enclosures", nil, index, fields{"state": word(hardwareOK), "vendor": word("NEWISYS")})
	access := several(flag(true), flag(true), flag(true))
	health := ofNative(map[string]any{
		"pending_reallocations": 0, "state": hardwareOK, "reallocations": 0, "temperature": 35, "power_on_hours": 1000,
	})
	for at := int64(1); at <= enclosureDrives; at++ {
		a.place("enclosure_drives", enclosure, (index-1)*enclosureDrives+at, fields{
			"drive_index": number(at), "enclosure_index": number(index), "state": word(hardwareActive), "nodes_access": access,
			"bytes_capacity": number(driveCapacity), "vendor": word("SEAGATE"), "model": word("ST18000NM006J"),
			"serial_number": word(fmt.Sprintf("ZR%d%04d", index, at)), "hw": health,
		})
	}
}
