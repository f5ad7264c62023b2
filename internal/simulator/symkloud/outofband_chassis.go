package symkloud

import (
	"fmt"
	"slices"
)

func (s *Stack) psuShelf() shelf {
	return &psus{stack: s, collection: collection[psu]{
		each: func(yield func(string, *psu) bool) {
			for _, p := range s.Platforms {
				for _, u := range p.PSUs {
					if !yield(p.id(u.Number), u) {
						return
					}
				}
			}
		},
		same: func(from, to *psu) bool { return from.Number == to.Number },
		changed: func(id string, from, to *psu) {
			if p := s.platformOf(id); from.Fault != to.Fault {
				p.logFault(s.clock.Now(), to.generator(), "Power Supply", to.Fault)
				p.meter(s.clock.Now())
			}
		},
		drop: func(id string, it *psu) error {
			p := s.platformOf(id)
			p.PSUs = slices.DeleteFunc(p.PSUs, func(u *psu) bool { return u == it })
			p.logPresence(s.clock.Now(), it.generator(), false)
			p.meter(s.clock.Now())
			return nil
		},
	}}
}

// psus are pushed into their slot.
type psus struct {
	stack *Stack
	collection[psu]
}

func (c *psus) add(fields map[string]any) (string, error) {
	var given slotted
	if err := transfer(without(fields, "id"), &given); err != nil {
		return "", err
	}
	p := c.stack.platform(given.Platform)
	if p == nil || given.Number < 1 || p.psu(int(given.Number)) != nil {
		return "", fmt.Errorf("platform %q has no free place for power supply %d", given.Platform, given.Number)
	}
	u := newPSU(int(given.Number))
	p.PSUs = append(p.PSUs, u)
	slices.SortFunc(p.PSUs, func(a, b *psu) int { return int(a.Number - b.Number) })
	p.logPresence(c.stack.clock.Now(), u.generator(), true)
	p.meter(c.stack.clock.Now())
	return p.id(u.Number), nil
}

func (s *Stack) fanShelf() shelf {
	return &collection[fan]{
		each: func(yield func(string, *fan) bool) {
			for _, p := range s.Platforms {
				for _, f := range p.Fans {
					if !yield(p.id(f.Number), f) {
						return
					}
				}
			}
		},
		same: func(from, to *fan) bool { return from.Number == to.Number },
		changed: func(id string, from, to *fan) {
			if from.Fault != to.Fault {
				s.platformOf(id).logFault(s.clock.Now(), to.generator(), "Fan", to.Fault)
			}
		},
	}
}

// led is an identify LED: of a platform ("6"), a node ("6/node/1"), a power
// supply ("6/psu/1") or a fan ("6/fan/1").
type led struct {
	On *bool `json:"on"`
}

func (s *Stack) ledShelf() shelf {
	return &collection[led]{
		each: func(yield func(string, *led) bool) {
			for _, p := range s.Platforms {
				if !p.leds(yield) {
					return
				}
			}
		},
		check: func(to *led) error { return present(to.On) },
	}
}

// leds are those of one platform; false when nobody wants more.
func (p *platform) leds(yield func(string, *led) bool) bool {
	if !yield(p.Number, &led{&p.Identify}) {
		return false
	}
	for _, n := range p.Nodes {
		if !yield(fmt.Sprintf("%s/node/%d", p.Number, n.Number), &led{&n.Identify}) {
			return false
		}
	}
	for _, u := range p.PSUs {
		if !yield(fmt.Sprintf("%s/psu/%d", p.Number, u.Number), &led{&u.Identify}) {
			return false
		}
	}
	for _, f := range p.Fans {
		if !yield(fmt.Sprintf("%s/fan/%d", p.Number, f.Number), &led{&f.Identify}) {
			return false
		}
	}
	return true
}

// present refuses to take a value away.
func present[T any](value *T) error {
	if value == nil {
		return refuse(codeMissing)
	}
	return nil
}

// slotSpeed is the switch's speed for a slot.
type slotSpeed struct {
	Speed *number `json:"speed"`
}

func (s *Stack) speedShelf() shelf {
	return &collection[slotSpeed]{
		each: func(yield func(string, *slotSpeed) bool) {
			for _, p := range s.Platforms {
				for i := range p.Speeds {
					if !yield(p.id(number(i+1)), &slotSpeed{&p.Speeds[i]}) {
						return
					}
				}
			}
		},
		check: func(to *slotSpeed) error {
			if to.Speed == nil || !slices.Contains(speeds(), *to.Speed) {
				return refuse(codeBadSpeed)
			}
			return nil
		},
	}
}

// slotMode is the fabric port mode of a slot: the default, and that in force.
type slotMode struct {
	Default *number `json:"defaultMode"`
	InForce *number `json:"mode"`
}

func (s *Stack) modeShelf() shelf {
	return &collection[slotMode]{
		each: func(yield func(string, *slotMode) bool) {
			for _, p := range s.Platforms {
				for i := range p.FabricDefault {
					if !yield(p.id(number(i+1)), &slotMode{&p.FabricDefault[i], &p.FabricInForce[i]}) {
						return
					}
				}
			}
		},
		check: func(to *slotMode) error {
			if to.Default == nil || to.InForce == nil || !slices.Contains(portModes(), *to.Default) || !slices.Contains(portModes(), *to.InForce) {
				return refuse(codeBadPortMode)
			}
			return nil
		},
	}
}
