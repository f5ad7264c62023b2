package symkloud

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// slotted is a part of a platform that is pushed into a slot. Model is for nodes.
type slotted struct {
	Platform string `json:"platform"`
	Number   number `json:"number"`
	Model    string `json:"model,omitempty"`
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

// platformOf is the platform that an id begins with, and the rest of the id.
func (s *Stack) platformOf(id string) *platform {
	number, _, _ := strings.Cut(id, "/")
	return s.platform(number)
}

func (s *Stack) nodeShelf() shelf {
	return &nodes{stack: s, collection: collection[node]{
		each:  s.allNodes,
		same:  func(from, to *node) bool { return from.Number == to.Number },
		check: (*node).check,
		changed: func(id string, from, to *node) {
			p := s.platformOf(id)
			for _, one := range to.Sensors {
				if old := from.sensor(int(one.Number)); old != nil && old.level() != one.level() {
					p.logLevel(s.clock.Now(), to, one, old.level())
				}
			}
			p.meter(s.clock.Now())
		},
		drop: func(id string, it *node) error {
			p := s.platformOf(id)
			p.Nodes = slices.DeleteFunc(p.Nodes, func(n *node) bool { return n == it })
			p.logPresence(s.clock.Now(), it.generator(), false)
			p.meter(s.clock.Now())
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
		return "", fmt.Errorf("a node of model %s doesn't fit into slot %d", name, at)
	case p.node(at) != nil:
		return "", fmt.Errorf("slot %d is taken", at)
	}
	n := s.newNode(p, at, m)
	p.insert(n)
	p.logPresence(s.clock.Now(), n.generator(), true)
	p.meter(s.clock.Now())
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
		same:  func(from, to *payload) bool { return from.Number == to.Number },
		check: (*payload).check,
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
		same:  func(from, to *nic) bool { return from.ID == to.ID },
		check: (*nic).check,
	}
}

// nodeOf is the node that an id such as "6/1/27" is of.
func (s *Stack) nodeOf(id string) (*platform, *node) {
	parts := strings.Split(id, "/")
	p := s.platform(parts[0])
	if p == nil || len(parts) < 2 {
		return nil, nil
	}
	at, _ := digits(parts[1])
	n := p.node(at)
	return p, n
}

func (s *Stack) sensorShelf() shelf {
	return &sensors{stack: s, collection: collection[sensor]{
		each: func(yield func(string, *sensor) bool) {
			for id, n := range s.allNodes {
				for _, one := range n.Sensors {
					if !yield(fmt.Sprintf("%s/%d", id, one.Number), one) {
						return
					}
				}
			}
		},
		same:  func(from, to *sensor) bool { return from.Number == to.Number },
		check: (*sensor).check,
		changed: func(id string, from, to *sensor) {
			if from.level() != to.level() {
				p, n := s.nodeOf(id)
				p.logLevel(s.clock.Now(), n, to, from.level())
			}
		},
		drop: func(id string, it *sensor) error {
			_, n := s.nodeOf(id)
			n.Sensors = slices.DeleteFunc(n.Sensors, func(one *sensor) bool { return one == it })
			return nil
		},
	}}
}

// sensors are added to a node, which the field "node" names: "6/1".
type sensors struct {
	stack *Stack
	collection[sensor]
}

func (c *sensors) add(fields map[string]any) (string, error) {
	id, _ := fields["node"].(string)
	_, n := c.stack.nodeOf(id)
	if n == nil {
		return "", fmt.Errorf("node %q: %w", id, errUnknown)
	}
	given := &sensor{}
	if err := transfer(without(without(fields, "id"), "node"), given); err != nil {
		return "", err
	}
	if err := given.check(); err != nil {
		return "", err
	}
	if n.sensor(int(given.Number)) != nil {
		return "", errors.New("the node has a sensor of that number")
	}
	n.Sensors = append(n.Sensors, given)
	return fmt.Sprintf("%s/%d", id, given.Number), nil
}
