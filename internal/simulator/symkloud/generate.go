package symkloud

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// GeneratedKinds are the names that Generate takes counts for, sorted.
func GeneratedKinds() []string {
	return []string{"events", "fans", "nodes", "psus", "sensors", "users"}
}

// Generate adds objects by counts: accounts; on all platforms in turn nodes in
// free slots, power supplies and fans; analog sensors on all nodes in turn; and
// records of the event log on all platforms in turn, one for every second until
// now. Equal calls on equal stacks make equal inventories.
func (s *Stack) Generate(counts map[string]int) error {
	makers := map[string]func(int) error{
		"users": s.generateUsers, "nodes": s.generateNodes, "psus": s.generatePSUs, "fans": s.generateFans,
		"sensors": s.generateSensors, "events": s.generateEvents,
	}
	for kind, n := range counts {
		if makers[kind] == nil {
			return fmt.Errorf("a symkloud can't generate %q, only %v", kind, GeneratedKinds())
		}
		if n < 0 {
			return fmt.Errorf("can't generate %d %s", n, kind)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	if len(s.Platforms) == 0 {
		return errors.New("there is no platform")
	}
	for _, kind := range []string{"users", "nodes", "psus", "fans", "sensors", "events"} {
		if n := counts[kind]; n > 0 {
			if err := makers[kind](n); err != nil {
				return err
			}
		}
	}
	return nil
}

// random is what the seed decides.
func (s *Stack) random() *rand.Rand {
	return rand.New(rand.NewPCG(s.options.Seed, s.serials)) //nolint:gosec // inventories that repeat are wanted
}

func (s *Stack) generateUsers(n int) error {
	var keys []string
	for _, r := range s.options.Roles {
		if !r.IPMI {
			keys = append(keys, r.Key)
		}
	}
	if len(keys) == 0 {
		return refuse(codeBadRole)
	}
	taken := make(map[string]bool, len(s.Users)+n)
	for _, u := range s.Users {
		taken[u.Name] = true
	}
	random := s.random()
	for i := 1; n > 0; i++ {
		name := fmt.Sprintf("user%04d", i)
		if taken[name] {
			continue
		}
		s.Users = append(s.Users, &user{Name: name, Password: "generated", Role: keys[random.IntN(len(keys))]})
		n--
	}
	return nil
}

// generateNodes fills free slots with nodes of the models in turn.
func (s *Stack) generateNodes(n int) error {
	var models []string
	for _, m := range s.options.Models {
		if !m.Hub {
			models = append(models, m.Name)
		}
	}
	if len(models) == 0 {
		return errors.New("there is no model of a node")
	}
	for at := 1; at <= lastNode; at++ {
		for _, p := range s.Platforms {
			if n == 0 {
				return nil
			}
			if p.node(at) != nil {
				continue
			}
			if _, err := s.push(p, at, models[at%len(models)]); err != nil {
				return err
			}
			n--
		}
	}
	if n > 0 {
		return fmt.Errorf("%d nodes find no free slot", n)
	}
	return nil
}

func (s *Stack) generatePSUs(n int) error {
	for i := range n {
		p := s.Platforms[i%len(s.Platforms)]
		last := number(0)
		if len(p.PSUs) > 0 {
			last = p.PSUs[len(p.PSUs)-1].Number
		}
		p.PSUs = append(p.PSUs, newPSU(int(last)+1))
	}
	for _, p := range s.Platforms {
		p.meter(s.clock.Now())
	}
	return nil
}

func (s *Stack) generateFans(n int) error {
	for i := range n {
		p := s.Platforms[i%len(s.Platforms)]
		last := number(0)
		if len(p.Fans) > 0 {
			last = p.Fans[len(p.Fans)-1].Number
		}
		p.Fans = append(p.Fans, newFan(int(last)+1))
	}
	return nil
}

func (s *Stack) generateSensors(n int) error {
	var homes []*node
	for _, one := range s.allNodes {
		homes = append(homes, one)
	}
	if len(homes) == 0 {
		return errors.New("there is no node for sensors")
	}
	next := make([]number, len(homes))
	for i, one := range homes {
		next[i] = 100
		for _, old := range one.Sensors {
			next[i] = max(next[i], old.Number+1)
		}
	}
	random := s.random()
	for i := range n {
		at := i % len(homes)
		value := fmt.Sprintf("%d.%02d", 20+random.IntN(20), random.IntN(100))
		homes[at].Sensors = append(homes[at].Sensors, temperature(next[at], fmt.Sprintf("Temp %d", next[at]), value, 60))
		next[at]++
	}
	return nil
}

// generateEvents makes records as of powering on, whatever the log's settings.
func (s *Stack) generateEvents(n int) error {
	random, now := s.random(), s.clock.Now()
	for i := range n {
		p := s.Platforms[i%len(s.Platforms)]
		p.Log.Last++
		generator := fmt.Sprintf("Node%d", 1+random.IntN(lastNode))
		p.Log.Records = append(p.Log.Records, record{
			ID: p.Log.Last, Timestamp: now.Add(time.Duration(i+1-n) * time.Second).UTC().Format(time.RFC3339),
			Generator: generator, Sensor: 40, SensorName: "ACPI State", SensorType: "System ACPI Power State",
			Direction: "Asserted", Data1: 6 * random.IntN(2), Data2: 255, Data3: 255,
		})
	}
	for _, p := range s.Platforms {
		p.trim()
	}
	return nil
}
