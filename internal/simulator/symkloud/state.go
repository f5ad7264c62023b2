package symkloud

import (
	"slices"
	"strconv"
)

// state is everything that the stack holds. Its JSON is the inventory that
// Export writes.
type state struct {
	Users []*user       `json:"users"`
	HTTPS httpsSettings `json:"https"`
	// Certificates are what was uploaded for HTTPS, nil before the first time.
	Certificates *certificate `json:"certificates,omitempty"`
	// Elsewhere is set while the other management server is the active one.
	Elsewhere bool        `json:"elsewhere,omitempty"`
	Platforms []*platform `json:"platforms"`
}

// platform is one chassis.
type platform struct {
	settings
	Nodes []*node  `json:"nodes"`
	PSUs  []*psu   `json:"psus"`
	Fans  []*fan   `json:"fans"`
	Log   eventLog `json:"log"`
	// Bundle is what was uploaded last, nil before the first time.
	Bundle  []Firmware `json:"bundle,omitempty"`
	Upgrade upgrade    `json:"upgrade"`
}

// settings are what a platform has once.
type settings struct {
	Number string `json:"number"`
	// SharedIP is the address that the active hub node answers at.
	SharedIP      string `json:"sharedIp"`
	SharedNetmask number `json:"sharedNetmask"`
	// Password is that of the call /Password.
	Password string `json:"password"`
	OID      string `json:"oid"`
	Identify bool   `json:"identify"`
	SNMP     snmp   `json:"snmp"`
	portSettings
	// Polling tells that events are logged, Retention how many are kept.
	Polling   bool `json:"pollingEnabled"`
	Retention int  `json:"recordsRetention"`
	// UpgradeFailsAt is a node whose next upgrade will fail; 0 is none.
	UpgradeFailsAt number `json:"upgradeFailsAt"`
}

// platform finds a platform by its number.
func (s *Stack) platform(number string) *platform {
	return first(s.Platforms, func(p *platform) bool { return p.Number == number })
}

// node finds the node in a slot.
func (p *platform) node(at int) *node {
	return first(p.Nodes, func(n *node) bool { return int(n.Number) == at })
}

func (p *platform) psu(at int) *psu {
	return first(p.PSUs, func(u *psu) bool { return int(u.Number) == at })
}

func (p *platform) fan(at int) *fan {
	return first(p.Fans, func(f *fan) bool { return int(f.Number) == at })
}

// first is the first element that fits, or nil.
func first[T any](all []*T, fits func(*T) bool) *T {
	if at := slices.IndexFunc(all, fits); at >= 0 {
		return all[at]
	}
	return nil
}

// id is what the control API knows a part of the platform by: "6/1/27".
func (p *platform) id(numbers ...number) string {
	id := p.Number
	for _, n := range numbers {
		id += "/" + strconv.Itoa(int(n))
	}
	return id
}
