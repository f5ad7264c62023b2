package symkloud_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func (s *stack) logIn(name, password string) reply {
	s.t.Helper()
	return s.do(s.request(http.MethodGet, "Auth", nil), name, password)
}

func TestLoginGivesATokenAndTheRole(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	got := s.logIn("admin", symkloud.AdminPassword).object()
	token, _ := got["token"].(string)
	if len(token) != 36 || len(got) != 4 {
		t.Errorf("got %v", got)
	}
	if got["result"] != "Success" || got["roleKey"] != "admin" || got["roleText"] != "Administrator" {
		t.Errorf("got %v", got)
	}
}

func TestLoginRefusesWrongCredentials(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.logIn("", "").refused(29)
	s.logIn("admin", "wrong").refused(23)
	s.logIn("nobody", "wrong").refused(25)
}

func TestCallsTakeTheTokenAndNotThePassword(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Users: []symkloud.User{
		{Name: "admin", Password: symkloud.AdminPassword, Role: "admin"}, {Name: "second", Password: "p", Role: "user"},
	}})
	oid := func(name, secret string) reply {
		return s.do(s.request(http.MethodGet, "Platform/6/Oid", nil), name, secret)
	}
	oid("admin", s.token).is(`{"oid":"1.3.6.1.4.1.15000"}`)
	oid("", "").refused(29)
	oid("nobody", s.token).refused(25)
	oid("second", "p").refused(30)
	oid("admin", symkloud.AdminPassword).refused(27)
}

func TestNewLoginEndsTheEarlierToken(t *testing.T) {
	t.Parallel()
	first := newStack(t, symkloud.Options{})
	second := first.as("admin", symkloud.AdminPassword)
	first.get("Oid").refused(27)
	second.get("PresentNodes").object()
}

func TestTokenExpiresAfterItsLastUse(t *testing.T) {
	t.Parallel()
	for name, lifetime := range map[string]time.Duration{"default": 0, "set": 5 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStack(t, symkloud.Options{TokenLifetime: lifetime})
			if lifetime == 0 {
				lifetime = 30 * time.Minute
			}
			for range 3 {
				s.clock.Advance(lifetime - time.Second)
				s.get("Oid").object()
			}
			s.clock.Advance(lifetime)
			s.get("Oid").refused(31)
			s.as("admin", symkloud.AdminPassword).get("Oid").object()
		})
	}
}
