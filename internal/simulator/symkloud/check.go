package symkloud

import (
	"errors"
	"fmt"
	"strconv"
)

// Everything that comes in by the control API is held against the rules that
// the rest of this package relies on.

// check refuses states that couldn't have come about.
func (s *state) check(roles func(key string) (Role, bool)) error {
	if !s.HTTPS.reachable() {
		return errors.New("strict mode without HTTPS leaves no way in")
	}
	if s.Certificates != nil {
		if err := s.Certificates.check(); err != nil {
			return fmt.Errorf("certificate: %w", err)
		}
	}
	names := map[string]bool{}
	for _, u := range s.Users {
		if u == nil || names[u.Name] {
			return errors.New("every account needs a name of its own")
		}
		names[u.Name] = true
		if _, known := roles(u.Role); !known {
			return fmt.Errorf("account %s: %w", u.Name, refuse(codeBadRole))
		}
	}
	numbers := map[string]bool{}
	for _, p := range s.Platforms {
		if p == nil || p.Number == "" || numbers[p.Number] {
			return errors.New("every platform needs a number of its own")
		}
		numbers[p.Number] = true
		if err := p.check(); err != nil {
			return fmt.Errorf("platform %s: %w", p.Number, err)
		}
	}
	return nil
}

func (p *platform) check() error {
	if err := p.settings.check(); err != nil {
		return err
	}
	before := number(0)
	for _, n := range p.Nodes {
		if n == nil || n.Number <= before || n.Number > lastHub {
			return fmt.Errorf("nodes have numbers from 1 to %d, in order", lastHub)
		}
		before = n.Number
		if err := n.check(); err != nil {
			return fmt.Errorf("node %d: %w", n.Number, err)
		}
	}
	return p.checkParts()
}

// checkParts looks at what has no rules of its own.
func (p *platform) checkParts() error {
	seen := map[string]bool{}
	for _, u := range p.PSUs {
		if u == nil || seen["PSU "+strconv.Itoa(int(u.Number))] {
			return errors.New("every power supply needs a number of its own")
		}
		seen["PSU "+strconv.Itoa(int(u.Number))] = true
	}
	for _, f := range p.Fans {
		if f == nil || seen["fan "+strconv.Itoa(int(f.Number))] {
			return errors.New("every fan needs a number of its own")
		}
		seen["fan "+strconv.Itoa(int(f.Number))] = true
	}
	last := 0
	for i := range p.Log.Records {
		if p.Log.Records[i].ID <= last {
			return errors.New("the event log's records have growing numbers from 1")
		}
		last = p.Log.Records[i].ID
	}
	if p.Log.Last < last {
		return errors.New("the event log's last number is too low")
	}
	return p.Upgrade.check()
}

func (s *settings) check() error {
	if !isAddress(s.SharedIP) || s.SharedNetmask < 0 || s.SharedNetmask > maxNetmask {
		return fmt.Errorf("shared address: %w", refuse(codeBadParameters))
	}
	if s.Retention < 1 || s.Retention > maxRetention {
		return fmt.Errorf("retention of the event log: %w", refuse(codeBadParameters))
	}
	if s.UpgradeFailsAt < 0 || s.UpgradeFailsAt > lastHub {
		return refuse(codeNoNode)
	}
	return nil
}

func (u *upgrade) check() error {
	if u.Done < 0 || u.Done > len(u.Nodes) || (u.running() || u.Failed) && u.Done == len(u.Nodes) {
		return errors.New("the upgrade has no node under way")
	}
	return nil
}

func (n *node) check() error {
	if err := n.HotSwap.check(); err != nil {
		return err
	}
	if !isAddress(n.Network.IP) || n.Network.Netmask < 0 || n.Network.Netmask > maxNetmask || n.Network.VLAN < 0 || n.Network.VLAN > maxVLAN {
		return fmt.Errorf("management network: %w", refuse(codeBadParameters))
	}
	seen := map[number]bool{}
	for _, y := range n.Payloads {
		if y == nil || y.Number < 1 || seen[y.Number] {
			return errors.New("every payload needs a number of its own, from 1")
		}
		seen[y.Number] = true
		if err := y.check(); err != nil {
			return fmt.Errorf("payload %d: %w", y.Number, err)
		}
	}
	seen = map[number]bool{}
	for _, s := range n.Sensors {
		if s == nil || s.Number < 0 || seen[s.Number] {
			return errors.New("every sensor needs a number of its own")
		}
		seen[s.Number] = true
		if err := s.check(); err != nil {
			return fmt.Errorf("sensor %d: %w", s.Number, err)
		}
	}
	return nil
}

func (y *payload) check() error {
	if len([]rune(y.Description)) > descriptionWidth {
		return refuse(codeDescription)
	}
	seen := map[number]bool{}
	for _, i := range y.NICs {
		if i == nil || i.ID < 1 || seen[i.ID] {
			return errors.New("every NIC needs a number of its own, from 1")
		}
		seen[i.ID] = true
		if err := i.check(); err != nil {
			return fmt.Errorf("NIC %d: %w", i.ID, err)
		}
	}
	return y.HotSwap.check()
}

func (i *nic) check() error {
	if !isAddress(i.IP) || !isAddress(i.Gateway) || i.Netmask < 0 || i.Netmask > maxNetmask {
		return refuse(codeBadParameters)
	}
	return nil
}

// check demands a reading that is a number of analog sensors.
func (s *sensor) check() error {
	if s.Analog {
		if _, err := strconv.ParseFloat(s.Value, 64); err != nil {
			return fmt.Errorf("%q is no reading of an analog sensor", s.Value)
		}
	}
	return nil
}

// check demands a way to go of what is under way.
func (w *swap) check() error {
	if w.moving() && w.Target != active && w.Target != inactive {
		return errors.New("what is under way to another hot-swap state has the target M1 or M4")
	}
	return nil
}
