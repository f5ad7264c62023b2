package infinibox_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// makes puts an object of a collection behind the API's back.
func (a *array) makes(collection string, fields map[string]any) int64 {
	a.t.Helper()
	held, err := a.Put(collection, "", fields)
	if err != nil {
		a.t.Fatal(err)
	}
	return whole(a.t, held, "id")
}

func (a *array) removes(collection string, id int64) {
	a.t.Helper()
	if err := a.Remove(collection, text(id)); err != nil {
		a.t.Fatal(err)
	}
}

func TestHostsAndClustersChangeOutOfBand(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.makes("hosts", map[string]any{"name": "h", "optimized": false})
	a.put("hosts", h, map[string]any{
		"name": "renamed", "optimized": true, "security_method": "CHAP", "security_chap_inbound_secret": "12s32112s3d234", "min_expected_paths": 3,
	})
	a.get(at("hosts", h)).has(map[string]any{
		"name": "renamed", "optimized": true, "security_method": "CHAP", "security_chap_has_inbound_secret": true, "min_expected_paths": 3,
	})
	c := a.makes("clusters", map[string]any{"name": "c"})
	a.put("clusters", c, map[string]any{"name": "d", "host_type": "HPUX"})
	a.get(at("clusters", c)).has(map[string]any{"name": "d", "host_type": "HPUX"})
	a.removes("hosts", h)
	a.removes("clusters", c)
	a.refused(http.MethodGet, at("hosts", h), nil, 404, "HOST_NOT_FOUND")
	a.refused(http.MethodGet, at("clusters", c), nil, 404, "HOST_CLUSTER_NOT_FOUND")
}

func TestClustersChangeAllFieldsOrNone(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	a.cluster("taken")
	for collection, id := range map[string]int64{"hosts": a.host("h"), "clusters": a.cluster("c")} {
		before := a.send(http.MethodGet, at(collection, id), nil).body
		_, err := a.Put(collection, text(id), map[string]any{"name": "other", "host_type": "OPENVMS"})
		if err == nil || !strings.Contains(err.Error(), "OPENVMS_HOST_TYPE_NO_MODIFICATION") {
			t.Errorf("%s: %v", collection, err)
		}
		if after := a.send(http.MethodGet, at(collection, id), nil).body; after != before {
			t.Errorf("%s: refused, and left %s", collection, after)
		}
	}
}

func TestPortsChangeOutOfBand(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	p := s.makes("host_ports", map[string]any{"host_id": s.h, "type": "fc", "address": "21:00:00:00:00:00:00:01"})
	s.get(at("hosts", s.h)).has(map[string]any{"ports": []any{map[string]any{"host_id": s.h, "type": "FC", "address": s.fabric + "01"}}})
	if _, err := s.Put("host_ports", text(p), map[string]any{"address": s.fabric + "02"}); err == nil {
		t.Error("a port has changed its address")
	}
	s.removes("host_ports", p)
	s.get(at("hosts", s.h)).has(map[string]any{"ports_count": 0})
	if err := s.Remove("host_ports", text(p)); err == nil {
		t.Error("it's removed twice")
	}
}

func TestMappingsChangeOutOfBand(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.member(s.c, s.i)
	m := s.makes("host_luns", map[string]any{"host_id": s.h, "volume_id": s.v})
	g := s.makes("cluster_luns", map[string]any{"host_cluster_id": s.c, "volume_id": s.w, "lun": 20})
	s.put("host_luns", m, map[string]any{"lun": 7})
	s.put("cluster_luns", g, map[string]any{"lun": 21})
	s.get(at("hosts", s.h, "/luns/7")).has(map[string]any{"id": m, "volume_id": s.v})
	s.get(at("hosts", s.i, "/luns/21")).has(map[string]any{"volume_id": s.w, "clustered": true})
	s.refused(http.MethodGet, at("hosts", s.h, "/luns/1"), nil, 404, "LUN_NOT_FOUND")
	s.mapped("hosts", s.h, s.w, 8)
	for _, lun := range []any{8, -1, nil} {
		if _, err := s.Put("host_luns", text(m), map[string]any{"lun": lun}); err == nil {
			t.Errorf("the number is %v now", lun)
		}
	}
	inherited := s.get(at("hosts", s.i, "/luns/21")).id()
	if _, err := s.Put("host_luns", text(inherited), map[string]any{"lun": 9}); err == nil || !strings.Contains(err.Error(), "LUN_IS_CLUSTERED") {
		t.Errorf("a cluster's mapping is renumbered through a host: %v", err)
	}
	s.removes("host_luns", m)
	s.removes("cluster_luns", g)
	s.get(at("volumes", s.v)).has(map[string]any{"mapped": false})
}

func TestMembershipChangesOutOfBand(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	if got := s.makes("cluster_hosts", map[string]any{"host_cluster_id": s.c, "host_id": s.h}); got != s.h {
		t.Errorf("the member is %d", got)
	}
	if got := s.names(at("clusters", s.c, "/hosts")); !slices.Equal(got, []string{"h"}) {
		t.Errorf("the members are %q", got)
	}
	s.removes("cluster_hosts", s.h)
	if held, ok := s.Objects("cluster_hosts"); !ok || len(held) != 0 {
		t.Errorf("left are %v", held)
	}
}

func TestInitiatorsLogInOutOfBand(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	i := s.makes("initiators", map[string]any{"type": "NVME", "address": s.nqn})
	s.get("initiators/" + s.nqn).has(map[string]any{"connectivity_status": "FULLY_CONNECTED"})
	s.removes("initiators", i)
	s.refused(http.MethodGet, "initiators/"+s.nqn, nil, 404, "INITIATOR_NOT_FOUND")
	for _, fields := range []map[string]any{{"type": "NVME"}, {"address": s.nqn}, {"type": "NVME", "address": s.nqn, "host_id": 1}, {"type": "FC", "address": s.nqn}} {
		if _, err := s.Put("initiators", "", fields); err == nil {
			t.Errorf("%v logs in", fields)
		}
	}
}

func TestWhatHangsOnNoHostIsRefused(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	for collection, fields := range map[string]map[string]any{
		"host_ports":    {"type": "FC", "address": s.fabric + "01"},
		"host_luns":     {"host_id": 999, "volume_id": s.v},
		"cluster_luns":  {"host_cluster_id": s.c},
		"cluster_hosts": {"host_cluster_id": "c", "host_id": s.h},
	} {
		if held, err := s.Put(collection, "", fields); err == nil {
			t.Errorf("%s: %v", collection, held)
		}
	}
	for _, id := range []string{"x", "999"} {
		for _, collection := range []string{"host_ports", "host_luns", "cluster_luns", "cluster_hosts", "initiators"} {
			if err := s.Remove(collection, id); err == nil {
				t.Errorf("%s/%s is removed", collection, id)
			}
		}
	}
}
