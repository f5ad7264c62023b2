package infinibox_test

import (
	"net/http"
	"slices"
	"testing"
)

func TestInitiatorsAreTheHostsPortsAndWhoeverLogsIn(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"01")
	if err := s.LogIn("ISCSI", "IQN.2011-08.com.example:storage"); err != nil {
		t.Fatal(err)
	}
	listed := s.send(http.MethodGet, "initiators", nil).items(t)
	if len(listed) != 2 {
		t.Fatalf("%d initiators", len(listed))
	}
	listed[0].has(map[string]any{
		"address": s.fabric + "01", "type": "FC", "host_id": s.h, "connectivity_status": "DISCONNECTED", "paths": 0, "targets": []any{},
	})
	listed[1].has(map[string]any{"address": iqn, "type": "ISCSI", "host_id": 0, "port_key": -1, "connectivity_status": "FULLY_CONNECTED", "paths": 6})
	targets, _ := listed[1].fields["targets"].([]any)
	if len(targets) != 6 {
		t.Fatalf("the targets are %v", targets)
	}
	first, _ := targets[0].(map[string]any)
	for _, name := range []string{"initiator_ip", "session_id", "node_id", "netspace_name", "address", "target_ip"} {
		if first[name] == nil {
			t.Errorf("a target lacks %s: %v", name, first)
		}
	}
}

func TestAnInitiatorIsReadByAnySpelling(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"ab")
	for _, address := range []string{s.fabric + "AB", "21:00:00:00:00:00:00:AB"} {
		s.get("initiators/" + address).has(map[string]any{"address": s.fabric + "ab", "host_id": s.h})
	}
	for _, address := range []string{s.fabric + "ff", "nobody"} {
		s.refused(http.MethodGet, "initiators/"+address, nil, 404, "INITIATOR_NOT_FOUND")
	}
}

func TestLogInsMakePaths(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"01")
	s.port(s.h, "FC", s.fabric+"02")
	s.member(s.c, s.h)
	check := func(paths, down int, health, resiliency string) {
		t.Helper()
		s.get(at("hosts", s.h)).has(map[string]any{"paths": paths, "ports_disconnected": down, "path_health": health, "resiliency": resiliency})
	}
	check(0, 2, "NONE", "DISCONNECTED")
	s.must(http.MethodPut, at("hosts", s.h), map[string]any{"min_expected_paths": 8})
	for _, port := range []string{"01", "02"} {
		if err := s.LogIn("fc", s.fabric+port); err != nil {
			t.Fatal(err)
		}
		if port == "01" {
			check(6, 1, "NOT_OK", "DISCONNECTED")
		}
	}
	check(12, 0, "OK", "FULLY_CONNECTED")
	s.get(at("clusters", s.c)).has(map[string]any{"path_health": "OK", "resiliency": "FULLY_CONNECTED", "ports_disconnected": 0})
	s.must(http.MethodPut, at("hosts", s.h), map[string]any{"min_expected_paths": -1}).has(map[string]any{"min_expected_paths": 12})
	if err := s.LogOut(s.fabric + "02"); err != nil {
		t.Fatal(err)
	}
	check(6, 1, "OK", "DISCONNECTED")
	if err := s.LogOut(s.fabric + "02"); err == nil {
		t.Error("it logs out twice")
	}
}

func TestAPortTakesOverItsInitiator(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	if err := s.LogIn("FC", s.fabric+"01"); err != nil {
		t.Fatal(err)
	}
	s.port(s.h, "FC", s.fabric+"01")
	s.get("initiators/" + s.fabric + "01").has(map[string]any{"host_id": s.h, "connectivity_status": "FULLY_CONNECTED"})
	s.must(http.MethodDelete, at("hosts", s.h, "/ports/FC/", s.fabric, "01"), nil)
	s.get("initiators/" + s.fabric + "01").has(map[string]any{"host_id": 0, "port_key": -1, "connectivity_status": "FULLY_CONNECTED"})
}

func TestInitiatorsAreFilteredSortedAndPaged(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"01")
	s.port(s.h, "ISCSI", iqn)
	s.port(s.i, "NVME", s.nqn)
	addresses := func(query string) []string {
		t.Helper()
		found := []string{}
		for _, item := range s.send(http.MethodGet, "initiators?"+query, nil).items(t) {
			found = append(found, item.text("address"))
		}
		return found
	}
	for query, want := range map[string][]string{
		"host_id=" + text(s.i):          {s.nqn},
		"type=in:fc,iscsi&sort=-type":   {iqn, s.fabric + "01"},
		"address=like:STORAGE":          {iqn},
		"sort=address&page_size=1":      {s.fabric + "01"},
		"connectivity_status=connected": {},
	} {
		if got := addresses(query); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	answered := s.refused(http.MethodGet, "initiators?host_id=neq:0", nil, 400, "UNSUPPORTED_FILTER_RELATION")
	if want := "The filtering operator 'NE' is not supported by this resource"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	answered = s.refused(http.MethodGet, "initiators?host_id=h", nil, 400, "MALFORMED_PARAMETER")
	if want := "A parameter ('host_id') could not be translated to an expected type"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	s.refused(http.MethodGet, "initiators?type=serial", nil, 400, "MALFORMED_PARAMETER")
	s.refused(http.MethodGet, "initiators?targets=1", nil, 400, "NOT_FILTERABLE_FIELD")
}
