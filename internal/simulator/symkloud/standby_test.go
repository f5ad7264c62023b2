package symkloud_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

// second logs in at the other management server.
func (s *stack) second() reply {
	s.t.Helper()
	r := s.request(http.MethodGet, "Auth", nil)
	r.SetBasicAuth("admin", symkloud.AdminPassword)
	w := httptest.NewRecorder()
	s.Second().ServeHTTP(w, r)
	return reply{s.t, w.Code, w.Header(), w.Body.String()}
}

func TestStandbyManagerRefersToTheActiveOne(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.second().refused(42)
	s.FailOver()
	s.get("Oid").refused(42)
	s.logIn("admin", symkloud.AdminPassword).refused(42)
	if s.second().object()["result"] != "Success" {
		t.Error("the other one didn't take over")
	}
	s.put("settings", "stack", map[string]any{"elsewhere": false})
	s.second().refused(42)
	s.get("Oid").refused(30) // tokens ended
	s = s.as("admin", symkloud.AdminPassword)
	s.FailOver()
	s.FailOver()
	s.get("Oid").refused(30)
	s.as("admin", symkloud.AdminPassword).get("Oid").object()
}

func TestBothManagersHaveTheSamePlatform(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.post("SharedIp", "ip", "10.0.0.1", "netmask", "8").succeeds()
	s.FailOver()
	if platform, _ := s.Second().Object("platforms", "6"); platform["sharedIp"] != "10.0.0.1" {
		t.Errorf("the other one has %v", platform)
	}
}
