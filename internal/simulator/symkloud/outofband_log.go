package symkloud

import (
	"fmt"
	"time"
)

func (s *Stack) eventShelf() shelf {
	return &events{stack: s, collection: collection[record]{
		each: func(yield func(string, *record) bool) {
			for _, p := range s.Platforms {
				for i := range p.Log.Records {
					if !yield(p.id(number(p.Log.Records[i].ID)), &p.Log.Records[i]) {
						return
					}
				}
			}
		},
		same: func(from, to *record) bool { return from.ID == to.ID },
	}}
}

// events are added to a platform's log, which numbers them and tells the time.
type events struct {
	stack *Stack
	collection[record]
}

func (c *events) add(fields map[string]any) (string, error) {
	name, _ := fields["platform"].(string)
	p := c.stack.platform(name)
	if p == nil {
		return "", fmt.Errorf("platform %q: %w", name, errUnknown)
	}
	given := record{Generator: manager, Direction: "Asserted"}
	if err := transfer(without(without(fields, "id"), "platform"), &given); err != nil {
		return "", err
	}
	p.Log.Last++
	given.ID = p.Log.Last
	if given.Timestamp == "" {
		given.Timestamp = c.stack.clock.Now().UTC().Format(time.RFC3339)
	}
	p.Log.Records = append(p.Log.Records, given)
	p.trim()
	return p.id(number(given.ID)), nil
}

// uploaded is the bundle of a platform.
type uploaded struct {
	Models *[]Firmware `json:"models"`
}

func (s *Stack) bundleShelf() shelf {
	return &collection[uploaded]{each: func(yield func(string, *uploaded) bool) {
		for _, p := range s.Platforms {
			if !yield(p.Number, &uploaded{&p.Bundle}) {
				return
			}
		}
	}}
}

func (s *Stack) upgradeShelf() shelf {
	return &collection[upgrade]{
		each: func(yield func(string, *upgrade) bool) {
			for _, p := range s.Platforms {
				if !yield(p.Number, &p.Upgrade) {
					return
				}
			}
		},
		check: (*upgrade).check,
	}
}
