package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestGeneratedHostsFitTogether(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	counts := map[string]int{
		"volumes": 60, "hosts": 40, "clusters": 5, "cluster_hosts": 2, "host_ports": 10, "host_luns": 50, "cluster_luns": 30,
	}
	if err := a.Generate(counts); err != nil {
		t.Fatal(err)
	}
	of := func(path string) []object {
		t.Helper()
		return a.send(http.MethodGet, path+"?page_size=1000", nil).items(t)
	}
	hosts, clusters := of("hosts"), of("clusters")
	if len(hosts) != counts["hosts"] || len(clusters) != counts["clusters"] {
		t.Errorf("%d hosts, %d clusters", len(hosts), len(clusters))
	}
	ports, clustered, private := 0, 0, 0
	kinds := map[string]bool{}
	for _, h := range hosts {
		if h.number("ports_count") == 0 {
			t.Errorf("host %s has no port", h.text("name"))
		}
		ports += int(h.number("ports_count"))
		kinds[jsonOf(t, h.fields["port_type"])] = true
		if h.number("host_cluster_id") != 0 {
			clustered++
		}
		for _, m := range of(at("hosts", h.id(), "/luns")) {
			if m.fields["clustered"] == false {
				private++
			}
		}
	}
	shared := 0
	for _, c := range clusters {
		if c.number("hosts_count") < 2 {
			t.Errorf("cluster %s has %d hosts", c.text("name"), c.number("hosts_count"))
		}
		shared += int(c.number("luns_count"))
	}
	if private != counts["host_luns"] || shared != counts["cluster_luns"] || len(kinds) != 3 || clustered < 12 || clustered == len(hosts) {
		t.Errorf("%d private and %d shared mappings, kinds of ports %v, %d of %d hosts in clusters", private, shared, kinds, clustered, len(hosts))
	}
	if mapped := len(of("volumes")) - len(a.names("volumes?mapped=false&page_size=1000")); mapped != counts["host_luns"]+counts["cluster_luns"] {
		t.Errorf("%d volumes are mapped: some twice", mapped)
	}
}

func TestEqualArraysGenerateEqualHosts(t *testing.T) {
	t.Parallel()
	body := func() string {
		a := newArray(t, infinibox.Options{Seed: 3})
		if err := a.Generate(map[string]int{"hosts": 12, "clusters": 3, "host_luns": 9}); err != nil {
			t.Fatal(err)
		}
		return a.send(http.MethodGet, "san_clients?page_size=1000", nil).body
	}
	if first, second := body(), body(); first != second {
		t.Error("they differ")
	}
}

func BenchmarkPageOfAThousandMappedHosts(b *testing.B) {
	a := infinibox.New(infinibox.Options{})
	if err := a.Generate(map[string]int{"hosts": 4000, "clusters": 300, "host_luns": 8000, "cluster_luns": 2000}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if got := direct(a, http.MethodGet, "hosts?page_size=1000&page=3", ""); got.Code != http.StatusOK {
			b.Fatal(got.Body)
		}
	}
}

func BenchmarkGeneratingHosts(b *testing.B) {
	for b.Loop() {
		a := infinibox.New(infinibox.Options{})
		if err := a.Generate(map[string]int{"hosts": 4000, "clusters": 300, "host_luns": 8000, "cluster_luns": 2000}); err != nil {
			b.Fatal(err)
		}
	}
}
