package symkloud

import "time"

// stackSettings are what the stack has once, under the id "stack".
type stackSettings struct {
	HTTPS *httpsSettings `json:"https"`
	// Elsewhere lets the other management server be the active one.
	Elsewhere *bool `json:"elsewhere"`
	// TokenLifetime counts from the last use.
	TokenLifetime *span `json:"tokenLifetime"`
	// ReadyAt is when the stack answers again; until then it isn't ready.
	ReadyAt *time.Time `json:"readyAt"`
}

func (s *Stack) settingShelf() shelf {
	return &collection[stackSettings]{
		each: func(yield func(string, *stackSettings) bool) {
			yield("stack", &stackSettings{&s.HTTPS, &s.Elsewhere, &s.tokenLifetime, &s.readyAt})
		},
		check: func(to *stackSettings) error {
			if to.HTTPS == nil || to.Elsewhere == nil || to.TokenLifetime == nil || to.ReadyAt == nil || !to.HTTPS.reachable() {
				return refuse(codeBadParameters)
			}
			return nil
		},
		changed: func(_ string, from, to *stackSettings) {
			if *from.Elsewhere != *to.Elsewhere {
				s.tokens = map[string]token{}
			}
		},
	}
}

func (s *Stack) userShelf() shelf {
	return &collection[user]{
		each: func(yield func(string, *user) bool) {
			for _, u := range s.Users {
				if !yield(u.Name, u) {
					return
				}
			}
		},
		same: func(from, to *user) bool { return from.Name == to.Name },
		check: func(to *user) error {
			if !validPassword(to.Password) {
				return refuse(codeBadPassword)
			}
			if _, known := s.role(to.Role); !known {
				return refuse(codeBadRole)
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
	return &collection[settings]{
		each: func(yield func(string, *settings) bool) {
			for _, p := range s.Platforms {
				if !yield(p.Number, &p.settings) {
					return
				}
			}
		},
		same:  func(from, to *settings) bool { return from.Number == to.Number },
		check: (*settings).check,
		changed: func(id string, _, _ *settings) {
			s.platform(id).trim()
		},
	}
}
