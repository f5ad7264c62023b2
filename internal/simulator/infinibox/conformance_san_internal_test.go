package infinibox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// sanPath are the variables of a path that leads to hosts, clusters or what
// hangs on them; nil for others.
func (i *inspected) sanPath(t *testing.T) []string {
	t.Helper()
	path, held := i.endpoint.path, i.array.san
	generate := func(entity string) {
		t.Helper()
		if err := i.array.Generate(map[string]int{entity: 1}); err != nil {
			t.Fatal(err)
		}
	}
	id := func(n int64) string { return fmt.Sprint(n) }
	onMapping := func(m *mapping, owner int64) []string {
		if strings.HasSuffix(path, "{volume_id}") {
			return []string{id(owner), id(m.volume.id)}
		}
		return []string{id(owner), id(m.lun)}
	}
	first, rest, _ := strings.Cut(path, "/")
	switch {
	case first == "initiators", strings.HasPrefix(rest, "host_id_by_initiator_address"), strings.HasPrefix(rest, "ports/"):
		generate("hosts")
		if strings.HasPrefix(rest, "ports/") {
			return []string{id(held.ports.items[0].key())}
		}
		return []string{held.ports.items[0].address}
	case first == "hosts" && strings.Contains(path, "luns/"):
		generate("host_luns")
		return onMapping(held.hostLUNs.items[0], held.hostLUNs.items[0].host.id)
	case first == "hosts":
		generate("hosts")
		p := held.ports.items[0]
		return []string{id(p.host.id), p.kind, p.address}[:1+2*strings.Count(path, "{address}")]
	case first == "clusters" && strings.Contains(path, "luns/"):
		generate("cluster_luns")
		return onMapping(held.clusterLUNs.items[0], held.clusterLUNs.items[0].cluster.id)
	case first == "clusters":
		generate("clusters")
		g := held.clusters.items[0]
		return []string{id(g.id), id(g.hosts[0].id)}[:1+strings.Count(path, "{host_id}")]
	default:
		return nil
	}
}

// sanBody is what a call sends whose documented sample has ids of hosts.
func (i *inspected) sanBody(t *testing.T) (any, bool) {
	t.Helper()
	if i.method != http.MethodPost || i.endpoint.path != "clusters/{id}/hosts" {
		return nil, false
	}
	if err := i.array.Generate(map[string]int{"hosts": 1}); err != nil {
		t.Fatal(err)
	}
	hosts := i.array.san.hosts.items
	return map[string]any{"id": hosts[len(hosts)-1].id}, true
}

// makeHost makes a host by calls, with a port of a kind and a volume mapped to
// it; 0 and an empty kind leave them out.
func (i *inspected) makeHost(name, kind string, volume int64) int64 {
	made := i.send(http.MethodPost, "hosts", map[string]any{"name": name})
	fields, _ := made.result.(map[string]any)
	found, _ := fields["id"].(float64)
	path := fmt.Sprintf("hosts/%.0f", found)
	switch kind {
	case portFC:
		i.send(http.MethodPost, path+"/ports", map[string]any{"type": kind, "address": fmt.Sprintf("5000%012.0f", found)})
	case portNVMe:
		i.send(http.MethodPost, path+"/ports", map[string]any{"type": kind, "address": "nqn.2014-08.com.example:" + name})
	}
	if volume != 0 {
		i.send(http.MethodPost, path+"/luns?approved=yes", map[string]any{"volume_id": volume})
	}
	return int64(found)
}

// sanDangers make requests dangerous that are so in certain cases only.
func sanDangers() map[string]func(*inspected) {
	aVolume := func(i *inspected) int64 { return i.array.volumes.items[1].id }
	elsewhere := func(i *inspected) { i.makeHost("another", "", i.array.volumes.items[0].id) }
	return map[string]func(*inspected){
		"DELETE hosts/{id}/ports/{type}/{address}": func(i *inspected) {
			h := i.array.san.hosts.items[0]
			for _, p := range h.ports[1:] {
				i.array.dropPort(p)
			}
			i.send(http.MethodPost, fmt.Sprintf("hosts/%d/luns", h.id), map[string]any{"volume_id": aVolume(i)})
		},
		"PUT hosts/{id}":          func(i *inspected) { i.body = map[string]any{"optimized": false} },
		"POST hosts/{id}/luns":    elsewhere,
		"POST clusters/{id}/luns": elsewhere,
		"POST hosts/{id}/ports": func(i *inspected) {
			i.makeHost("nvme", portNVMe, aVolume(i))
			i.path = fmt.Sprintf("hosts/%d/ports", i.makeHost("neutral", "", aVolume(i)))
		},
		"POST clusters/{id}/hosts": func(i *inspected) {
			i.makeHost("nvme", portNVMe, aVolume(i))
			made := i.send(http.MethodPost, "clusters", map[string]any{"name": "empty"})
			fields, _ := made.result.(map[string]any)
			path := fmt.Sprintf("clusters/%v", fields["id"])
			i.send(http.MethodPost, path+"/luns?approved=yes", map[string]any{"volume_id": aVolume(i)})
			i.path = path + "/hosts"
			i.body = map[string]any{"id": i.makeHost("scsi", portFC, 0)}
		},
	}
}
