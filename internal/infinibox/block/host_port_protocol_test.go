package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

const (
	hostPortResource = "onprem_infinibox_host_port"
	aWWPN            = "2100000000abcd01"
	anIQN            = "iqn.2011-08.com.example:storage"
	anNQN            = "nqn.2014-08.com.example:nvme.host.sys.Test1"
)

// portOf is the configuration of a port.
func portOf(host int64, network, address string) map[string]any {
	return map[string]any{"host_id": host, "type": network, "address": address}
}

// TestHostPortInAnySpelling is made as it is written, and stays as it is
// written: no later plan has anything to do, whichever spelling is in the
// configuration by then. Its identity has one spelling.
func TestHostPortInAnySpelling(t *testing.T) {
	t.Parallel()
	for network, spellings := range map[string][]string{
		"FC":    {"21:00:00:00:00:AB:CD:01", "2100000000ABCD01", aWWPN, "0x2100000000abcd01", "naa.2100000000ABCD01", "2100-0000-00ab-cd01"},
		"ISCSI": {"IQN.2011-08.com.Example:Storage", anIQN},
		"NVME":  {anNQN, "NQN.2014-08.com.example:nvme.host.sys.Test1"},
	} {
		canonical := map[string]string{"FC": aWWPN, "ISCSI": anIQN, "NVME": anNQN}[network]
		for _, spelling := range spellings {
			t.Run(network+" "+spelling, func(t *testing.T) {
				t.Parallel()
				array := acctest.NewArray(t)
				host := hostOn(array, "web01")
				protocol := acctest.NewProtocol(t, array, nil)
				port := protocol.Resource(hostPortResource)
				config := portOf(host, network, spelling)
				array.ClearRequests()
				wantErrors(t, acctest.Errors(port.Apply(config)))
				wantWrites(t, array, fmt.Sprintf(`POST hosts/%d/ports {"address":%q,"type":%q}`, host, canonical, network))
				array.Only("host_ports", map[string]any{"host_id": host, "type": network, "address": canonical})
				if shown := port.Identity()["address"]; !strings.Contains(shown, `"`+canonical+`"`) {
					t.Errorf("the identity has %s", shown)
				}
				if port.Text("address") != spelling {
					t.Errorf("the state has %q", port.Text("address"))
				}
				wantErrors(t, acctest.Errors(port.Refresh()))
				imported := protocol.Resource(hostPortResource)
				wantErrors(t, acctest.Errors(imported.Import(fmt.Sprintf("%d/%s/%s", host, network, spelling))))
				identified := protocol.Resource(hostPortResource)
				wantErrors(t, acctest.Errors(identified.ImportIdentity(portOf(host, network, spelling))))
				for _, other := range spellings {
					wantNothingPlanned(t, identified, portOf(host, network, other))
					wantNothingPlanned(t, port, portOf(host, network, other))
					wantNothingPlanned(t, imported, portOf(host, network, other))
				}
				if shown := imported.Identity()["address"]; !strings.Contains(shown, `"`+canonical+`"`) {
					t.Errorf("the identity after an import has %s", shown)
				}
				wantErrors(t, acctest.Errors(imported.Destroy()))
				if err := none(array, "host_ports"); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestHostPortIsReplaced when anything of it changes: it has nothing else.
func TestHostPortIsReplaced(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host, other := hostOn(array, "web01"), hostOn(array, "web02")
	port := acctest.NewProtocol(t, array, nil).Resource(hostPortResource)
	wantErrors(t, acctest.Errors(port.Apply(portOf(host, "FC", aWWPN))))
	for attribute, changed := range map[string]map[string]any{
		"address": portOf(host, "FC", "2100000000000002"),
		"type":    portOf(host, "ISCSI", anIQN),
		"host_id": portOf(other, "FC", aWWPN),
	} {
		if plan := port.Plan(changed); !slices.ContainsFunc(plan.Replaces, func(path string) bool { return strings.Contains(path, attribute) }) {
			t.Errorf("%s: replaces %v %s", attribute, plan.Replaces, plan.Errors())
		}
	}
	wantErrors(t, acctest.Errors(port.Apply(portOf(other, "ISCSI", anIQN))))
	array.Only("host_ports", map[string]any{"host_id": other, "type": "ISCSI", "address": anIQN})
	if left := array.Find("host_ports", nil); len(left) != 1 {
		t.Errorf("the array has %v", left)
	}
}

// TestHostPortBadInput is refused at plan time, with the attribute, and nothing
// is sent.
func TestHostPortBadInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name             string
		network, address any
		texts            []string
	}{
		{"no address", "FC", "web01", []string{`"address"`, "Not An Initiator's Address", "Give a WWN"}},
		{"a WWN too short", "FC", "21:00:00:00:00:ab:cd", []string{`"address"`, "14 hexadecimal digits"}},
		{"an IQN on Fibre Channel", "FC", anIQN, []string{`"type"`, "Address Of Another Network", anIQN, `Set type = "ISCSI"`}},
		{"a WWN on iSCSI", "ISCSI", aWWPN, []string{`"type"`, `Set type = "FC"`}},
		{"an NQN on iSCSI", "ISCSI", anNQN, []string{`"type"`, `Set type = "NVME"`}},
		{"an unknown network", "fc", aWWPN, []string{`"type"`, "FC", "ISCSI", "NVME"}},
		{"no network yet", acctest.Unknown, aWWPN, nil},
		{"no address yet", "FC", acctest.Unknown, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			port := acctest.NewProtocol(t, array, nil).Resource(hostPortResource)
			plan := port.Plan(map[string]any{"host_id": 1000, "type": c.network, "address": c.address})
			if len(c.texts) == 0 {
				wantErrors(t, plan.Errors())
				return
			}
			wantRefusedPlan(t, array, plan, c.texts...)
		})
	}
}

// TestHostPortRefused names the attribute and what to do, once.
func TestHostPortRefused(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host, other := hostOn(array, "web01"), hostOn(array, "web02")
	proving := array.Put("hosts", 0, map[string]any{"name": "web03", "security_method": "CHAP"})
	array.Put("host_ports", 0, portOf(other, "FC", aWWPN))
	protocol := acctest.NewProtocol(t, array, nil)
	for _, c := range []struct {
		name   string
		config map[string]any
		texts  []string
	}{
		{"another host's address", portOf(host, "FC", strings.ToUpper(aWWPN)), []string{`"address"`, "PORT_ALREADY_BELONGS_TO_HOST", "'web02'", "A port belongs to one host"}},
		{"its own address", portOf(other, "FC", aWWPN), []string{`"address"`, "exists already", "import {", fmt.Sprintf(`id = "%d/FC/%s"`, other, aWWPN)}},
		{"no such host", portOf(4711, "FC", "2100000000000009"), []string{`"host_id"`, "HOST_NOT_FOUND", "Give the id of a host that exists"}},
		{"another protocol", portOf(other, "NVME", anNQN), []string{`"type"`, "CANT_MIX_NVME_OF_SCSI_ADD_NVME_OF_PORT_TO_SCSI_HOST", "over SCSI (FC, ISCSI) or over NVMe-oF"}},
		{"a secret missing", portOf(proving, "ISCSI", anIQN), []string{`"type"`, "CHAP_SECURITY_CONDITION_NOT_MET", "security_method"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			port := protocol.Resource(hostPortResource)
			wantOneReason(t, port.Apply(c.config), c.texts...)
			if port.Exists() {
				t.Error("it is in the state")
			}
		})
	}
	if left := array.Find("host_ports", nil); len(left) != 1 {
		t.Errorf("the array has %v", left)
	}
}

// TestHostPortMixesProtocols: where the array lets that be approved, it asks.
func TestHostPortMixesProtocols(t *testing.T) {
	t.Parallel()
	array := acctest.StartArray(t, infinibox.Options{MixedProtocols: true}, device.Options{})
	host, other := hostOn(array, "web01"), hostOn(array, "web02")
	volume := volumeOn(array, "shared")
	array.Put("host_ports", 0, portOf(other, "NVME", anNQN))
	for _, at := range []int64{host, other} {
		array.Put("host_luns", 0, map[string]any{"host_id": at, "volume_id": volume})
	}
	port := acctest.NewProtocol(t, array, nil).Resource(hostPortResource)
	config := portOf(host, "FC", aWWPN)
	wantOneReason(t, port.Apply(config), `"approved"`, "Approval Required To Create", "SCSI and NVMe-oF")
	wantErrors(t, acctest.Errors(port.Apply(configured(config, map[string]any{"approved": true}))))
	array.Only("host_ports", map[string]any{"host_id": host, "address": aWWPN})
}

// TestHostPortOfADeletedHost is gone with it.
func TestHostPortOfADeletedHost(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host := hostOn(array, "web01")
	protocol := acctest.NewProtocol(t, array, nil)
	port, second := protocol.Resource(hostPortResource), protocol.Resource(hostPortResource)
	wantErrors(t, acctest.Errors(port.Apply(portOf(host, "FC", aWWPN))))
	wantErrors(t, acctest.Errors(second.Apply(portOf(host, "FC", "2100000000000002"))))
	array.Remove("hosts", host)
	wantErrors(t, acctest.Errors(port.Refresh()))
	if port.Exists() {
		t.Error("it is still in the state")
	}
	wantErrors(t, acctest.Errors(second.Destroy()))
}

// TestHostPortAnswersAreLost: a removal is found out. A new port isn't taken
// for this run's own, since the array doesn't show when it was made.
func TestHostPortAnswersAreLost(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host := hostOn(array, "web01")
	protocol := acctest.NewProtocol(t, array, nil)
	port := protocol.Resource(hostPortResource)
	array.Break(device.Rule{Method: "POST", Path: "**/ports", Drop: device.AfterExecution, Times: 1})
	wantErrors(t, acctest.Errors(port.Apply(portOf(host, "FC", aWWPN))), "import {", fmt.Sprintf("%d/FC/%s", host, aWWPN))
	imported := protocol.Resource(hostPortResource)
	wantErrors(t, acctest.Errors(imported.Import(fmt.Sprintf("%d/FC/%s", host, aWWPN))))
	array.Break(device.Rule{Method: "DELETE", Path: "**/ports/**", Drop: device.AfterExecution, Times: 1})
	wantErrors(t, acctest.Errors(imported.Destroy()))
	if err := none(array, "host_ports"); err != nil || imported.Exists() {
		t.Errorf("%v, and the state has it: %t", err, imported.Exists())
	}
}

// TestHostPortsListed of one host, of all, and by the data sources.
func TestHostPortsListed(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host, other := hostOn(array, "web01"), hostOn(array, "web02")
	array.Put("host_ports", 0, portOf(host, "FC", aWWPN))
	array.Put("host_ports", 0, portOf(host, "ISCSI", anIQN))
	array.Put("host_ports", 0, portOf(other, "NVME", anNQN))
	protocol := acctest.NewProtocol(t, array, nil)
	list := protocol.ListResource(hostPortResource)
	for _, include := range []bool{true, false} {
		if found := ask(t, list, acctest.Query{Include: include}); len(found) != 3 {
			t.Errorf("found %v", found)
		}
		found := ask(t, list, acctest.Query{Include: include, Config: map[string]any{"host_id": host}})
		if len(found) != 2 || fmt.Sprint(found[0].Identity["address"]) != aWWPN {
			t.Errorf("found %v", found)
		}
	}
	shown, diagnostics := protocol.DataSource(hostPortResource).Read(portOf(host, "FC", strings.ToUpper(aWWPN)))
	wantErrors(t, acctest.Errors(diagnostics))
	if fmt.Sprint(shown["host_id"]) != fmt.Sprint(host) {
		t.Errorf("shown %v", shown)
	}
	_, diagnostics = protocol.DataSource(hostPortResource).Read(portOf(other, "FC", aWWPN))
	wantErrors(t, acctest.Errors(diagnostics), `"address"`, "shows no object with that host_id, type and address")
	shown, diagnostics = protocol.DataSource("onprem_infinibox_host_ports").Read(map[string]any{"host_id": host})
	wantErrors(t, acctest.Errors(diagnostics))
	if ports, _ := shown["host_ports"].([]any); len(ports) != 2 {
		t.Errorf("shown %v", shown)
	}
}
