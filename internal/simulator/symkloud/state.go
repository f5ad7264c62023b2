package symkloud

import (
	"slices"
	"strconv"
)

// state is everything that the stack holds. Its JSON is the inventory that
// Export writes.
type state struct {
	Users     []*user     `json:"users"`
	Platforms []*platform `json:"platforms"`
}

// platform is one chassis.
type platform struct {
	Number string `json:"number"`
	// SharedIP is the address that the active hub node answers at.
	SharedIP      string `json:"sharedIp"`
	SharedNetmask number `json:"sharedNetmask"`
	// Password is that of the call /Password.
	Password string  `json:"password"`
	OID      string  `json:"oid"`
	Identify bool    `json:"identify"`
	Nodes    []*node `json:"nodes"`
	PSUs     []*psu  `json:"psus"`
	Fans     []*fan  `json:"fans"`
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
