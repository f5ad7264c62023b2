package symkloud

import (
	"errors"
	"fmt"
)

// GeneratedKinds are the names that Generate takes counts for, sorted.
func GeneratedKinds() []string { return []string{"nodes", "users"} }

// Generate adds objects by counts: nodes in free slots of all platforms, users.
func (s *Stack) Generate(counts map[string]int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for kind, n := range counts {
		switch kind {
		case "nodes":
			if err := s.generateNodes(n); err != nil {
				return err
			}
		case "users":
			s.generateUsers(n)
		default:
			return fmt.Errorf("a symkloud can't generate %q, only %v", kind, GeneratedKinds())
		}
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
	for _, p := range s.Platforms {
		for at := 1; at <= lastNode && n > 0; at++ {
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
		return errors.New("there are no free slots for more nodes")
	}
	return nil
}

func (s *Stack) generateUsers(n int) {
	for i := 1; n > 0; i++ {
		name := fmt.Sprintf("user%04d", i)
		if s.user(name) != nil {
			continue
		}
		s.Users = append(s.Users, &user{Name: name, Password: "generated", Role: s.options.Roles[i%2+1].Key})
		n--
	}
}
