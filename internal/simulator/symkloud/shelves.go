package symkloud

import (
	"fmt"
	"slices"
	"strings"
)

func (s *Stack) userShelf() shelf {
	return &collection[user]{
		each: func(yield func(string, *user) bool) {
			for _, u := range s.Users {
				if !yield(u.Name, u) {
					return
				}
			}
		},
		check: func(to *user) error {
			if _, known := s.role(to.Role); !known {
				return refuse(codeBadRole)
			}
			if !validPassword(to.Password) {
				return refuse(codeBadPassword)
			}
			return nil
		},
		added: func(given *user) (string, error) {
			if err := s.mayAdd(given); err != nil {
				return "", err
			}
			s.Users = append(s.Users, given)
			return given.Name, nil
		},
		drop: func(name string, _ *user) error { return s.removeUser(name) },
	}
}

func (s *Stack) platformShelf() shelf {
	return &collection[platform]{each: func(yield func(string, *platform) bool) {
		for _, p := range s.Platforms {
			if !yield(p.Number, p) {
				return
			}
		}
	}}
}

// slotted is a part of a platform that is pushed into a slot.
type slotted struct {
	Platform string `json:"platform"`
	Number   number `json:"number"`
	Model    string `json:"model"`
}

func (s *Stack) nodeShelf() shelf {
	return &nodes{stack: s, collection: collection[node]{
		each: s.allNodes,
		drop: func(id string, it *node) error {
			number, _, _ := strings.Cut(id, "/")
			p := s.platform(number)
			p.Nodes = slices.DeleteFunc(p.Nodes, func(n *node) bool { return n == it })
			return nil
		},
	}}
}

// nodes are added by slot and model, and come with everything else.
type nodes struct {
	stack *Stack
	collection[node]
}

func (c *nodes) add(fields map[string]any) (string, error) {
	var given slotted
	if err := transfer(without(fields, "id"), &given); err != nil {
		return "", err
	}
	p := c.stack.platform(given.Platform)
	if p == nil {
		return "", fmt.Errorf("platform %q: %w", given.Platform, errUnknown)
	}
	return c.stack.push(p, int(given.Number), given.Model)
}

// push pushes a node into a free slot.
func (s *Stack) push(p *platform, at int, name string) (string, error) {
	m, ok := s.model(name)
	switch {
	case !ok:
		return "", fmt.Errorf("model %q: %w", name, errUnknown)
	case at < 1 || at > lastHub || (at > lastNode) != m.Hub:
		return "", fmt.Errorf("an %s doesn't fit into slot %d", name, at)
	case p.node(at) != nil:
		return "", fmt.Errorf("slot %d is taken", at)
	}
	n := s.newNode(p, at, m)
	p.insert(n)
	return p.id(n.Number), nil
}

func (s *Stack) payloadShelf() shelf {
	return &collection[payload]{
		each: func(yield func(string, *payload) bool) {
			for id, n := range s.allNodes {
				for _, y := range n.Payloads {
					if !yield(fmt.Sprintf("%s/%d", id, y.Number), y) {
						return
					}
				}
			}
		},
		check: func(to *payload) error {
			if len([]rune(to.Description)) > descriptionWidth {
				return refuse(codeDescription)
			}
			return nil
		},
	}
}

func (s *Stack) nicShelf() shelf {
	return &collection[nic]{
		each: func(yield func(string, *nic) bool) {
			for id, n := range s.allNodes {
				for _, y := range n.Payloads {
					for _, i := range y.NICs {
						if !yield(fmt.Sprintf("%s/%d/%d", id, y.Number, i.ID), i) {
							return
						}
					}
				}
			}
		},
		check: func(to *nic) error {
			if !isAddress(to.IP) || !isAddress(to.Gateway) || to.Netmask < 0 || to.Netmask > maxNetmask {
				return refuse(codeBadParameters)
			}
			return nil
		},
	}
}

// allNodes are the nodes of all platforms by id.
func (s *Stack) allNodes(yield func(string, *node) bool) {
	for _, p := range s.Platforms {
		for _, n := range p.Nodes {
			if !yield(p.id(n.Number), n) {
				return
			}
		}
	}
}

func (s *Stack) sensorShelf() shelf {
	return &collection[sensor]{each: func(yield func(string, *sensor) bool) {
		for id, n := range s.allNodes {
			for _, one := range n.Sensors {
				if !yield(fmt.Sprintf("%s/%d", id, one.Number), one) {
					return
				}
			}
		}
	}}
}

func (s *Stack) psuShelf() shelf {
	return &collection[psu]{each: func(yield func(string, *psu) bool) {
		for _, p := range s.Platforms {
			for _, u := range p.PSUs {
				if !yield(p.id(u.Number), u) {
					return
				}
			}
		}
	}}
}

func (s *Stack) fanShelf() shelf {
	return &collection[fan]{each: func(yield func(string, *fan) bool) {
		for _, p := range s.Platforms {
			for _, f := range p.Fans {
				if !yield(p.id(f.Number), f) {
					return
				}
			}
		}
	}}
}
