package infinibox_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestANewClusterHasTheFieldsOfTheSamples(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	made := a.must(http.MethodPost, "clusters", map[string]any{"name": "c"})
	want := map[string]any{
		"id": 1000, "name": "c", "luns": []any{}, "path_health": "NONE", "hosts_count": 0, "resiliency": "DISCONNECTED", "tenant_id": 1,
		"created_at": start.UnixMilli(), "updated_at": start.UnixMilli(), "host_type": "DEFAULT", "san_client_type": "CLUSTER",
		"hosts": []any{}, "port_type": []any{}, "ports_disconnected": 0, "luns_count": 0,
	}
	made.has(want)
	if len(made.fields) != len(want) {
		t.Errorf("%d fields, want %d: %v", len(made.fields), len(want), made.fields)
	}
	a.get("clusters/1000").has(want)
}

func TestClustersAreRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{SAN: infinibox.SANLimits{Clusters: 2}}})
	taken, c := a.cluster("taken"), a.cluster("c")
	h := a.host("h")
	a.member(taken, h)
	for _, test := range []struct {
		what         string
		method, path string
		body         any
		status       int
		code         string
	}{
		{"no name", http.MethodPost, "clusters", map[string]any{"host_type": "DEFAULT"}, 400, "MISSING_FIELD"},
		{"a tenant", http.MethodPost, "clusters", map[string]any{"name": "x", "tenant_id": 1}, 400, "UNSUPPORTED_FIELD"},
		{"an unknown type", http.MethodPost, "clusters", map[string]any{"name": "x", "host_type": "TOASTER"}, 400, "MALFORMED_PARAMETER"},
		{"a name taken", http.MethodPost, "clusters", map[string]any{"name": "taken"}, 409, "HOST_CLUSTER_NAME_CONFLICT"},
		{"one too many", http.MethodPost, "clusters", map[string]any{"name": "x"}, 409, "CLUSTER_COUNT_LIMIT"},
		{"a new name that's taken", http.MethodPut, at("clusters", c), map[string]any{"name": "taken"}, 409, "HOST_CLUSTER_NAME_CONFLICT"},
		{"what can't be changed", http.MethodPut, at("clusters", c), map[string]any{"san_client_type": "HOST"}, 400, "UNSUPPORTED_FIELD"},
		{"nothing", http.MethodPut, at("clusters", c), map[string]any{}, 400, "MISSING_CONTENT"},
		{"OpenVMS afterwards", http.MethodPut, at("clusters", c), map[string]any{"host_type": "OPENVMS"}, 409, "OPENVMS_HOST_TYPE_NO_MODIFICATION"},
		{"a type that its hosts aren't of", http.MethodPut, at("clusters", taken), map[string]any{"host_type": "HPUX"}, 409, "CLUSTER_PROHIBITED_HOST_TYPE"},
		{"a type that the cluster isn't of", http.MethodPut, at("hosts", h), map[string]any{"host_type": "HPUX"}, 409, "CLUSTER_PROHIBITED_HOST_TYPE"},
		{"another cluster", http.MethodDelete, "clusters/999", nil, 404, "HOST_CLUSTER_NOT_FOUND"},
		{"a filter by hosts", http.MethodGet, "clusters?hosts=1", nil, 400, "NOT_FILTERABLE_FIELD"},
		{"an order by hosts", http.MethodGet, "clusters?sort=hosts", nil, 400, "NOT_SORTABLE_FIELD"},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			a.on(t).refused(test.method, test.path, test.body, test.status, test.code)
		})
	}
}

func TestAClusterIsRenamedAndRetyped(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	c := a.cluster("c")
	a.clock.Advance(time.Second)
	a.must(http.MethodPut, at("clusters", c), map[string]any{"name": "d", "host_type": "HPUX"}).has(map[string]any{
		"name": "d", "host_type": "HPUX", "updated_at": start.Add(time.Second).UnixMilli(),
	})
	if got := a.names("clusters?name=d"); !slices.Equal(got, []string{"d"}) {
		t.Errorf("found are %q", got)
	}
}

func TestAClustersMappingsAreItsHosts(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.member(s.c, s.h)
	own := s.mapped("clusters", s.c, s.v)
	own.has(map[string]any{"host_cluster_id": s.c, "clustered": true, "host_id": 0, "lun": 11})
	s.member(s.c, s.i).has(map[string]any{"hosts_count": 2, "luns_count": 1})
	for _, host := range []int64{s.h, s.i} {
		seen := s.get(at("hosts", host, "/luns/11"))
		seen.has(map[string]any{"host_cluster_id": s.c, "clustered": true, "host_id": host, "lun": 11, "volume_id": s.v})
		if seen.id() == own.id() {
			t.Error("the cluster's entry has the id of the host's")
		}
		s.get(at("hosts", host)).has(map[string]any{"luns_count": 1, "host_cluster_id": s.c})
		for _, path := range []string{"/luns/lun/11", "/luns/volume_id/" + text(s.v)} {
			s.refused(http.MethodDelete, at("hosts", host, path, "?approved=yes"), nil, 409, "LUN_IS_CLUSTERED")
		}
	}
	if got := s.numbers(at("volumes", s.v, "/luns"), "host_id"); !slices.Equal(got, []int64{0, s.h, s.i}) {
		t.Errorf("the volume is mapped to the hosts %v", got)
	}
	if got := s.numbers(at("clusters", s.c, "/luns"), "id"); !slices.Equal(got, []int64{own.id()}) {
		t.Errorf("the cluster has the mappings %v", got)
	}
	s.must(http.MethodDelete, at("clusters", s.c, "/luns/lun/11?approved=yes"), nil)
	for _, host := range []int64{s.h, s.i} {
		s.get(at("hosts", host)).has(map[string]any{"luns_count": 0})
	}
	s.get(at("volumes", s.v)).has(map[string]any{"mapped": false})
}

func TestAHostKeepsItsOwnMappingsInACluster(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.mapped("hosts", s.h, s.v)
	s.mapped("clusters", s.c, s.w)
	s.member(s.c, s.h)
	if got := s.numbers(at("hosts", s.h, "/luns"), "lun"); !slices.Equal(got, []int64{1, 11}) {
		t.Errorf("the host sees %v", got)
	}
	remove := at("clusters", s.c, "/hosts/", text(s.h))
	answered := s.refused(http.MethodDelete, remove, nil, 403, "APPROVAL_REQUIRED")
	if want := "Removing a host from a cluster causes the host to lose access to all of the volumes that are mapped to this cluster"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
	s.must(http.MethodDelete, remove+"?approved=yes", nil).has(map[string]any{"hosts_count": 0, "luns_count": 1})
	if got := s.numbers(at("hosts", s.h, "/luns"), "lun"); !slices.Equal(got, []int64{1}) {
		t.Errorf("the host sees %v", got)
	}
	s.get(at("hosts", s.h)).has(map[string]any{"host_cluster_id": 0})
	s.refused(http.MethodDelete, remove+"?approved=yes", nil, 404, "HOST_NOT_FOUND")
}

func TestAHostThatDoesNotFitStaysOutside(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, infinibox.Options{Limits: infinibox.Limits{SAN: infinibox.SANLimits{ClusterHosts: 2, ClusterPorts: 3}}}))
	d := s.cluster("d")
	vms := s.must(http.MethodPost, "clusters", map[string]any{"name": "vms", "host_type": "OPENVMS"}).id()
	s.member(s.c, s.h)
	s.port(s.h, "FC", s.fabric+"01")
	s.port(s.h, "FC", s.fabric+"02")
	same, number, ports := s.host("same"), s.host("number"), s.host("ports")
	s.mapped("clusters", s.c, s.v)
	s.mapped("hosts", same, s.v)
	s.mapped("hosts", number, s.w, 11)
	s.port(ports, "FC", s.fabric+"03")
	s.port(ports, "FC", s.fabric+"04")
	for _, test := range []struct {
		what    string
		cluster int64
		body    map[string]any
		status  int
		code    string
	}{
		{"already there", s.c, map[string]any{"id": s.h}, 409, "HOST_EXISTS"},
		{"in another cluster", d, map[string]any{"id": s.h}, 409, "HOST_ASSIGNED_TO_CLUSTER"},
		{"of another type", vms, map[string]any{"id": s.i}, 409, "CLUSTER_PROHIBITED_HOST_TYPE"},
		{"with the cluster's volume", s.c, map[string]any{"id": same}, 409, "PRIVATE_LUNS_CONFLICT"},
		{"with the cluster's number", s.c, map[string]any{"id": number}, 409, "LUN_EXISTS"},
		{"with too many ports", s.c, map[string]any{"id": ports}, 409, "PORT_COUNT_CLUSTER_LIMIT"},
		{"that isn't there", s.c, map[string]any{"id": 999}, 404, "HOST_NOT_FOUND"},
		{"of no id", s.c, map[string]any{}, 400, "MISSING_FIELD"},
		{"of another field", s.c, map[string]any{"id": s.i, "foo": 1}, 400, "UNSUPPORTED_FIELD"},
		{"of no cluster", 999, map[string]any{"id": s.i}, 404, "HOST_CLUSTER_NOT_FOUND"},
	} {
		t.Run(test.what, func(t *testing.T) {
			s := s.on(t)
			s.refused(http.MethodPost, at("clusters", test.cluster, "/hosts"), test.body, test.status, test.code)
		})
	}
	s.member(s.c, s.i)
	s.refused(http.MethodPost, at("clusters", s.c, "/hosts"), map[string]any{"id": s.host("j")}, 409, "HOST_COUNT_CLUSTER_LIMIT")
}

func TestAClusterIsDeletedWithoutItsHosts(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"01")
	s.member(s.c, s.h)
	s.mapped("hosts", s.h, s.w)
	s.mapped("clusters", s.c, s.v)
	s.refused(http.MethodDelete, at("clusters", s.c), nil, 409, "CLUSTER_HAS_LUNS")
	s.must(http.MethodDelete, at("clusters", s.c, "/luns/volume_id/", text(s.v), "?approved=yes"), nil)
	gone := s.must(http.MethodDelete, at("clusters", s.c), nil)
	gone.has(map[string]any{"hosts_count": 1, "port_type": []any{"FC"}, "ports_disconnected": 1, "path_health": "NOT_OK"})
	hosts, ok := gone.fields["hosts"].([]any)
	if !ok || len(hosts) != 1 {
		t.Fatalf("the answer shows the hosts %v", gone.fields["hosts"])
	}
	if shown, ok := hosts[0].(map[string]any); !ok || jsonOf(t, shown["host_cluster_id"]) != "0" {
		t.Errorf("the host is shown as %v", hosts[0])
	}
	s.get(at("hosts", s.h)).has(map[string]any{"host_cluster_id": 0, "luns_count": 1})
	s.refused(http.MethodGet, at("clusters", s.c), nil, 404, "HOST_CLUSTER_NOT_FOUND")
}

func TestTheHostsOfAClusterAreListed(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.member(s.c, s.i)
	s.member(s.c, s.h)
	s.host("outside")
	if got := s.names(at("clusters", s.c, "/hosts")); !slices.Equal(got, []string{"h", "i"}) {
		t.Errorf("the hosts are %q", got)
	}
	if got := s.names(at("clusters", s.c, "/hosts?page_size=1&page=2")); !slices.Equal(got, []string{"i"}) {
		t.Errorf("the second page has %q", got)
	}
}
