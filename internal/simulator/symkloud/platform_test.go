package symkloud_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func TestWrongPathsHaveDocumentedCodes(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	for path, code := range map[string]int{
		"/Nothing": 12, "/": 12, "/Security/Nothing": 12, "/Platform": 12,
		"/Platform/7/Oid": 9, "/Platform/7/Nothing": 9,
		"Nothing": 10, "Node/1/Nothing": 10, "oid": 10, "Oid/": 10, "": 10,
	} {
		t.Run(path, func(t *testing.T) { s.on(t).get(path).refused(code) })
	}
	s.send(http.MethodDelete, "Oid").refused(10)
	s.send(http.MethodPut, "/Auth").refused(12)
	r := s.request(http.MethodGet, "", nil)
	r.URL.Path = "/v2/Auth"
	s.do(r, s.name, s.token).refused(12)
}

func TestReadsTakeNoParameters(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.get("Oid?verbose=1").refused(4)
	s.send(http.MethodGet, "Oid", "verbose", "1").refused(4)
}

func TestFormsAreFormEncoded(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	r := s.request(http.MethodPost, "Platform/6/SharedIp", map[string][]string{"ip": {"10.0.0.1"}, "netmask": {"24"}})
	r.Header.Set("Content-Type", "application/json")
	s.do(r, s.name, s.token).refused(4)
	r = s.request(http.MethodPost, "Platform/6/SharedIp", map[string][]string{})
	r.URL.RawQuery = "ip=10.0.0.1&netmask=24"
	s.do(r, s.name, s.token).refused(4)
}

func TestSharedIP(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.get("SharedIp").is(`{"ip":"0.0.0.0","netmask":"0"}`)
	s.post("SharedIp", "ip", "192.168.2.3", "netmask", "24").succeeds()
	s.get("SharedIp").is(`{"ip":"192.168.2.3","netmask":"24"}`)
	s.post("SharedIp", "ip", "192.168.2.3").refused(4)
	s.post("SharedIp", "ip", "192.168.2.3", "netmask", "-1").refused(4)
	s.post("SharedIp", "ip", "host", "netmask", "24").refused(4)
	s.get("SharedIp").is(`{"ip":"192.168.2.3","netmask":"24"}`)
}

func TestPlatformPasswordHasItsRule(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.post("Password", "password", "aB3$efgh").succeeds()
	s.get("Password").is(`{"password":"aB3$efgh"}`)
	s.post("Password").refused(20)
	for _, bad := range []string{"", "aB3$efg", "aB3$efghi", "ab3$efgh", "AB3$EFGH", "aBc$efgh", "aB3defgh"} {
		s.post("Password", "password", bad).refused(37)
	}
	s.get("Password").is(`{"password":"aB3$efgh"}`)
}

func TestStackOfSeveralPlatforms(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{Platforms: []string{"6", "12"}})
	s.post("/Platform/12/SharedIp", "ip", "10.0.0.1", "netmask", "8").succeeds()
	s.get("/Platform/6/SharedIp").is(`{"ip":"0.0.0.0","netmask":"0"}`)
	s.get("/Platform/12/SharedIp").is(`{"ip":"10.0.0.1","netmask":"8"}`)
	s.get("/Platform/12/Node/1/ManagementNetwork").object()
	if nodes, _ := s.Objects("nodes"); len(nodes) != 10 {
		t.Errorf("%d nodes", len(nodes))
	}
}
