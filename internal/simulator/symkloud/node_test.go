package symkloud_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func TestNodeShowsItsPayloadsAndNICs(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	for _, path := range []string{"Node/3", "Node/3/Value"} {
		s.get(path).is(`{"number":"3","name":"Node 3","health":"Green",
			"fruInfo":{"mfgDate":"Tue Nov  3 16:29:00 2015","boardMfg":"Kontron","boardProductName":"4020","boardProductPart":"T4020","boardSerialNumber":"0000000007"},
			"hotswapStatus":{"state":"M4","text":"Active"},"type":"node",
			"versions":[{"name":"BMC","major":"3","minor":"33"},{"name":"FPGA","major":"1","minor":"05"},{"name":"BIOS","major":"1","minor":"10"}],
			"model":"MSP8020","isUpdating":"0","managementIP":"172.16.143.103","managementMAC":"00:a0:a5:00:00:08",
			"components":[
				{"description":"Payload1       ","number":"1","hotswapStatus":{"state":"M4","text":"Active"},"networkInterfaces":[
					{"id":"1","backplane":"Base2","ip":["0","0","0","0"],"gateway":["0","0","0","0"],"netmask":"0","ipSource":"static","mac":"00:a0:a5:00:00:09"},
					{"id":"2","backplane":"Fabric1","ip":["0","0","0","0"],"gateway":["0","0","0","0"],"netmask":"0","ipSource":"static","mac":"00:a0:a5:00:00:0a"}]},
				{"description":"Payload2       ","number":"2","hotswapStatus":{"state":"M4","text":"Active"},"networkInterfaces":[
					{"id":"1","backplane":"Base1","ip":["0","0","0","0"],"gateway":["0","0","0","0"],"netmask":"0","ipSource":"static","mac":"00:a0:a5:00:00:0b"},
					{"id":"2","backplane":"Fabric2","ip":["0","0","0","0"],"gateway":["0","0","0","0"],"netmask":"0","ipSource":"static","mac":"00:a0:a5:00:00:0c"}]}]}`)
	}
}

func TestHubNodeHasNoPayloads(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	hub := s.get("Node/11/Value").object()
	if hub["name"] != "HubNode 2" || hub["type"] != "hubnode" || compact(t, hub["components"]) != "[]" {
		t.Errorf("got %v", hub)
	}
	s.get("Node/11/Payloads").is(`{"payloads":[]}`)
	s.get("Node/11/Payload/1/Value").refused(3)
}

func TestPresentNodesAndTheirModels(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Nodes: []symkloud.Node{{Number: 9, Model: "MSP8020"}, {Number: 10, Model: "MSP8001"}, {Number: 2, Model: "MSP8020"}}})
	s.get("PresentNodes").is(`{"presentNodes":[{"type":"HubNode","number":"10"},{"type":"Node","number":"2"},{"type":"Node","number":"9"}]}`)
	s.get("AvailableModels").is(`["MSP8001","MSP8020"]`)
	for _, absent := range []string{"1", "11", "12", "0", "02", "x", "-2"} {
		s.get("Node/" + absent + "/Value").refused(2)
	}
}

func TestNodesArePushedInAndPulledOut(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	pushed, err := s.Put("nodes", "", map[string]any{"platform": "6", "number": 4, "model": "MSP8000"})
	if err != nil || pushed["id"] != "6/4" {
		t.Fatalf("%v, %v", pushed, err)
	}
	s.get("Node/4/Payload/1/Nics").is(`{"Nics":[{"id":"1","backplane":"Base1"},{"id":"2","backplane":"Base2"},{"id":"3","backplane":"Fabric1"},{"id":"4","backplane":"Fabric2"}]}`)
	if err := s.Remove("nodes", "6/4"); err != nil {
		t.Fatal(err)
	}
	s.get("Node/4/Payload/1/Nics").refused(2)
	for name, fields := range map[string]map[string]any{
		"taken slot":    {"platform": "6", "number": 1, "model": "MSP8000"},
		"no such slot":  {"platform": "6", "number": 12, "model": "MSP8000"},
		"hub's slot":    {"platform": "6", "number": 10, "model": "MSP8000"},
		"no such model": {"platform": "6", "number": 4, "model": "MSP1"},
		"no platform":   {"platform": "7", "number": 4, "model": "MSP8000"},
		"unknown field": {"platform": "6", "number": 4, "model": "MSP8000", "colour": "red"},
	} {
		if _, err := s.Put("nodes", "", fields); err == nil {
			t.Errorf("%s: it went in", name)
		}
	}
}

func TestManagementNetwork(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	const path = "Node/1/ManagementNetwork"
	s.get(path).is(`{"ip":"172.16.143.101","ipsource":"static","netmask":"24","vlan":"0","mac":"00:a0:a5:00:00:02"}`)
	s.post(path, "ip", "10.1.1.1", "ipsource", "static", "netmask", "27", "vlan", "101").succeeds()
	s.get(path).is(`{"ip":"10.1.1.1","ipsource":"static","netmask":"27","vlan":"101","mac":"00:a0:a5:00:00:02"}`)
	if got := s.get("Node/1/Value").object()["managementIP"]; got != "10.1.1.1" {
		t.Errorf("the node shows %v", got)
	}
	for name, form := range map[string][]string{
		"address":               {"ip", "10.1.1.256", "ipsource", "static", "netmask", "27", "vlan", "1"},
		"IPv6":                  {"ip", "::1", "ipsource", "static", "netmask", "27", "vlan", "1"},
		"source":                {"ip", "10.1.1.1", "ipsource", "bootp", "netmask", "27", "vlan", "1"},
		"netmask":               {"ip", "10.1.1.1", "ipsource", "static", "netmask", "33", "vlan", "1"},
		"dotted mask":           {"ip", "10.1.1.1", "ipsource", "static", "netmask", "255.255.255.0", "vlan", "1"},
		"VLAN":                  {"ip", "10.1.1.1", "ipsource", "static", "netmask", "27", "vlan", "4095"},
		"no address":            {"ipsource", "static", "netmask", "27", "vlan", "1"},
		"ipSource":              {"ip", "10.1.1.1", "ipSource", "static", "netmask", "27", "vlan", "1"},
		"nothing":               nil,
		"bad address with DHCP": {"ip", "host", "ipsource", "dhcp"},
		"bad netmask with DHCP": {"netmask", "33", "ipsource", "dhcp"},
	} {
		t.Run(name, func(t *testing.T) { s.on(t).post(path, form...).refused(4) })
	}
	s.post(path, "ipsource", "dhcp").succeeds()
	s.get(path).is(`{"ip":"172.16.143.101","ipsource":"dhcp","netmask":"24","vlan":"101","mac":"00:a0:a5:00:00:02"}`)
}

func TestPayloadDescription(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.post("Node/3/Payload/2/Description", "text", "db01").succeeds()
	s.get("Node/3/Payload/2/Value").is(`{"number":"2","description":"db01"}`)
	s.get("Node/3/Payload/2").is(`{"number":"2","description":"db01"}`)
	s.get("Node/3/Payloads").is(`{"payloads":[{"number":"1","description":"Payload1       "},{"number":"2","description":"db01           "}]}`)
	s.post("Node/3/Payload/2/Description", "text", "fifteen letters").succeeds()
	s.post("Node/3/Payload/2/Description", "text", "sixteen  letters").refused(53)
	s.post("Node/3/Payload/2/Description").refused(4)
	s.post("Node/3/Payload/3/Description", "text", "db01").refused(3)
}

func TestPayloadNetworkIsWrittenDottedAndReadAsOctets(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	const path = "Node/3/Payload/1/Nic/2/Network"
	s.get(path).is(`{"id":"2","backplane":"Fabric1","ip":["0","0","0","0"],"gateway":["0","0","0","0"],"netmask":"0","ipSource":"static","mac":"00:a0:a5:00:00:0a"}`)
	s.post(path, "ip", "10.1.2.3", "ipsource", "static", "netmask", "27", "gateway", "10.1.2.1").succeeds()
	s.get(path).is(`{"id":"2","backplane":"Fabric1","ip":["10","1","2","3"],"gateway":["10","1","2","1"],"netmask":"27","ipSource":"static","mac":"00:a0:a5:00:00:0a"}`)
	s.post(path, "ip", "10.1.2.4", "ipsource", "static", "netmask", "28").succeeds()
	s.get(path).is(`{"id":"2","backplane":"Fabric1","ip":["10","1","2","4"],"gateway":["10","1","2","1"],"netmask":"28","ipSource":"static","mac":"00:a0:a5:00:00:0a"}`)
	s.post(path, "ipsource", "dhcp").succeeds()
	s.get(path).is(`{"id":"2","backplane":"Fabric1","ip":["10","0","3","102"],"gateway":["0","0","0","0"],"netmask":"24","ipSource":"dhcp","mac":"00:a0:a5:00:00:0a"}`)
	s.post(path, "ip", "10.1.2", "ipsource", "dhcp").refused(4)
	s.post(path, "ip", "10.1.2", "ipsource", "static", "netmask", "27").refused(4)
	s.post(path, "ip", "10.1.2.3", "ipsource", "static", "netmask", "27", "gateway", "here").refused(4)
	s.post("Node/3/Payload/1/Nic/3/Network", "ip", "10.1.2.3", "ipsource", "static", "netmask", "27").refused(9)
	s.post("Node/2/Payload/1/Nic/1/Network", "ip", "10.1.2.3", "ipsource", "static", "netmask", "27").refused(2)
	s.post("Node/3/Payload/9/Nic/1/Network", "ip", "10.1.2.3", "ipsource", "static", "netmask", "27").refused(3)
}
