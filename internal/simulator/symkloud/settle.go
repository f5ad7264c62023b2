package symkloud

import "time"

// settle lets everything happen that was due by now, in the order in which it
// was due. It is what every call does first.
func (s *Stack) settle(now time.Time) {
	for {
		due, happen := s.next()
		if happen == nil || due.After(now) {
			return
		}
		happen()
	}
}

// next is what is due first; nil when nothing is under way.
func (s *Stack) next() (due time.Time, happen func()) {
	consider := func(at time.Time, what func()) {
		if !at.IsZero() && (happen == nil || at.Before(due)) {
			due, happen = at, what
		}
	}
	for _, p := range s.Platforms {
		for _, n := range p.Nodes {
			consider(n.HotSwap.Due, func() { s.advance(p, n, nil) })
			for _, y := range n.Payloads {
				consider(y.HotSwap.Due, func() { s.advance(p, n, y) })
			}
		}
		consider(p.Upgrade.Due, func() { s.finishNode(p) })
	}
	return due, happen
}
