package symkloud

import (
	"fmt"
	"unicode/utf8"
)

// payload is a server on a node.
type payload struct {
	Number      number `json:"number"`
	Description string `json:"description"`
	HotSwap     swap   `json:"hotswap"`
	NICs        []*nic `json:"nics"`
}

// nic is a network interface of a payload.
type nic struct {
	ID        number `json:"id"`
	Backplane string `json:"backplane"`
	IP        string `json:"ip"`
	Gateway   string `json:"gateway"`
	Netmask   number `json:"netmask"`
	IPSource  string `json:"ipSource"`
	MAC       string `json:"mac"`
}

func (s *Stack) newPayload(at int, backplanes []string) *payload {
	y := &payload{Number: number(at), Description: fmt.Sprintf("Payload%d", at), HotSwap: swap{State: active}}
	for i, backplane := range backplanes {
		y.NICs = append(y.NICs, &nic{
			ID: number(i + 1), Backplane: backplane, IP: noAddress, Gateway: noAddress, IPSource: "static", MAC: s.newMAC(),
		})
	}
	return y
}

func (y *payload) nic(at int) *nic {
	return first(y.NICs, func(i *nic) bool { return int(i.ID) == at })
}

// nicView is a NIC's network settings as the API shows them.
type nicView struct {
	ID        number    `json:"id"`
	Backplane string    `json:"backplane"`
	IP        [4]string `json:"ip"`
	Gateway   [4]string `json:"gateway"`
	Netmask   number    `json:"netmask"`
	IPSource  string    `json:"ipSource"`
	MAC       string    `json:"mac"`
}

func (i *nic) view() nicView {
	return nicView{i.ID, i.Backplane, octets(i.IP), octets(i.Gateway), i.Netmask, i.IPSource, i.MAC}
}

// payloadView is a payload in a list, or by itself.
type payloadView struct {
	Number      number `json:"number"`
	Description string `json:"description"`
}

func (s *Stack) payloadRoutes() []route {
	const node, base = "Platform/{p}/Node/{n}/", "Platform/{p}/Node/{n}/Payload/{y}"
	network := parameters{must: []string{"ipsource"}, may: []string{"ip", "netmask", "gateway"}}
	return []route{
		{methods: "GET", path: node + "Payloads", need: ReadOnly, handle: listPayloads},
		{methods: "GET", path: base, need: ReadOnly, handle: showPayload},
		{methods: "GET", path: base + "/Value", need: ReadOnly, handle: showPayload},
		{methods: "GET", path: base + "/Nics", need: ReadOnly, handle: listNICs},
		{methods: "POST", path: base + "/Description", need: Operate, handle: describe, takes: parameters{must: []string{"text"}}},
		{methods: "GET", path: base + "/Nic/{i}/Network", need: ReadOnly, handle: showNIC},
		{methods: "POST", path: base + "/Nic/{i}/Network", need: Operate, handle: s.setNIC, takes: network},
	}
}

func listPayloads(c *call) (any, error) {
	views := []payloadView{}
	for _, y := range c.node.Payloads {
		views = append(views, payloadView{y.Number, padded(y.Description)})
	}
	return map[string]any{"payloads": views}, nil
}

func showPayload(c *call) (any, error) {
	return payloadView{c.payload.Number, c.payload.Description}, nil
}

func listNICs(c *call) (any, error) {
	type view struct {
		ID        number `json:"id"`
		Backplane string `json:"backplane"`
	}
	views := []view{}
	for _, i := range c.payload.NICs {
		views = append(views, view{i.ID, i.Backplane})
	}
	return map[string]any{"Nics": views}, nil
}

// describe names a payload. What is padded comes back as the same text.
func describe(c *call) (any, error) {
	text := c.form["text"]
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > descriptionWidth {
		return nil, refuse(codeDescription)
	}
	c.payload.Description = text
	return nil, nil
}

func showNIC(c *call) (any, error) { return c.nic.view(), nil }

// setNIC changes a NIC's address.
func (s *Stack) setNIC(c *call) (any, error) {
	changed := *c.nic
	changed.IPSource = c.form["ipsource"]
	ip, netmask, ok := c.form.address(s.leased(c.platform, c.node, c.nic))
	changed.IP, changed.Netmask = ip, netmask
	if changed.IPSource == sourceDHCP {
		changed.Gateway = noAddress
	}
	changed.Gateway = c.form.or("gateway", changed.Gateway)
	if !ok || !isAddress(changed.Gateway) {
		return nil, refuse(codeBadParameters)
	}
	*c.nic = changed
	return nil, nil
}
