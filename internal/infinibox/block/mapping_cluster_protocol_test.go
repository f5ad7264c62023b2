package block_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// sharing is a host in a cluster, each with a volume of its own.
type sharing struct {
	*acctest.Array
	host, cluster, private, shared int64
}

// share has web01's own volume under 1, and the cluster's under 11.
func share(t *testing.T) sharing {
	t.Helper()
	array := acctest.NewArray(t)
	s := sharing{Array: array, cluster: clusterOn(array, "web"), private: volumeIn(array, "private"), shared: volumeIn(array, "shared")}
	s.host = hostIn(array, "web01", s.cluster)
	array.Put("host_luns", 0, map[string]any{"host_id": s.host, "volume_id": s.private})
	array.Put("cluster_luns", 0, map[string]any{"host_cluster_id": s.cluster, "volume_id": s.shared})
	return s
}

// TestHostLUNOfAHostThatJoinsACluster stays as it is: a host keeps what it has
// for itself, and what it gets from the cluster isn't its own.
func TestHostLUNOfAHostThatJoinsACluster(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	cluster, host, private := clusterOn(array, "web"), hostIn(array, "web01", 0), volumeIn(array, "private")
	mapping := sides[0].resource(t, array, nil)
	config := configured(sides[0].config(host, private), map[string]any{"lun": 1, "approved": true})
	wantErrors(t, acctest.Errors(mapping.Apply(config)))
	array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": cluster, "host_id": host})
	array.Put("cluster_luns", 0, map[string]any{"host_cluster_id": cluster, "volume_id": volumeIn(array, "shared")})
	if seen := array.Find("host_luns", map[string]any{"host_id": host}); len(seen) != 2 {
		t.Fatalf("the host sees %v", seen)
	}
	wantErrors(t, acctest.Errors(mapping.Refresh()))
	wantAgreement(t, array, mapping)
	wantNothingPlanned(t, mapping, config)
	wantErrors(t, acctest.Errors(mapping.Destroy()))
	if left := array.Find("host_luns", map[string]any{"host_id": host}); len(left) != 1 || left[0]["clustered"] != true {
		t.Errorf("the host still sees %v", left)
	}
}

// TestHostLUNThatBecameTheClusters is gone as a mapping of the host's: its
// place was taken by what the host inherits, which must not be touched.
func TestHostLUNThatBecameTheClusters(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	cluster, host, volume := clusterOn(array, "web"), hostIn(array, "web01", 0), volumeIn(array, "v")
	config := configured(sides[0].config(host, volume), map[string]any{"approved": true})
	refreshed, destroyed := sides[0].resource(t, array, nil), sides[0].resource(t, array, nil)
	wantErrors(t, acctest.Errors(refreshed.Apply(config)))
	wantErrors(t, acctest.Errors(destroyed.Import(fmt.Sprintf("%d/%d", host, volume))))
	array.Remove("host_luns", acctest.ID(array.Only("host_luns", nil)))
	array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": cluster, "host_id": host})
	array.Put("cluster_luns", 0, map[string]any{"host_cluster_id": cluster, "volume_id": volume})
	wantErrors(t, acctest.Errors(refreshed.Refresh()))
	if refreshed.Exists() {
		t.Error("the cluster's mapping is taken for the host's")
	}
	wantOneReason(t, refreshed.Apply(config), `"volume_id"`, "MAPPING_ALREADY_INHERITED", "through its cluster")
	wantErrors(t, acctest.Errors(destroyed.Apply(config)))
	wantOneReason(t, destroyed.Destroy(), "LUN_IS_CLUSTERED", "onprem_infinibox_cluster_lun")
	array.Only("cluster_luns", map[string]any{"volume_id": volume})
}

// TestClusterLUNOfAHostsOwnVolume is refused, whichever of the two has it.
func TestClusterLUNOfAHostsOwnVolume(t *testing.T) {
	t.Parallel()
	s := share(t)
	wantOneReason(t, sides[1].resource(t, s.Array, nil).Apply(sides[1].config(s.cluster, s.private)), `"volume_id"`, "MAPPING_NOT_ALLOWED", "onprem_infinibox_host_lun")
	wantOneReason(t, sides[0].resource(t, s.Array, nil).Apply(sides[0].config(s.host, s.shared)), `"volume_id"`, "MAPPING_ALREADY_INHERITED")
	wantOneReason(t, sides[1].resource(t, s.Array, nil).Apply(configured(sides[1].config(s.cluster, volumeIn(s.Array, "v")), map[string]any{"lun": 1})), `"lun"`, "LUN_EXISTS")
}

// TestMappingsOfOtherKinds: what a host has through its cluster is no mapping
// of the host's, to any face.
func TestMappingsOfOtherKinds(t *testing.T) {
	t.Parallel()
	s := share(t)
	protocol := acctest.NewProtocol(t, s.Array, nil)
	const elsewhere = "The host has the volume through its cluster: use onprem_infinibox_cluster_lun."
	wantErrors(t, acctest.Errors(protocol.Resource("onprem_infinibox_host_lun").Import(fmt.Sprintf("%d/%d", s.host, s.shared))), "Cannot Import", elsewhere)
	_, diagnostics := protocol.DataSource("onprem_infinibox_host_lun").Read(sides[0].config(s.host, s.shared))
	wantErrors(t, acctest.Errors(diagnostics), elsewhere)
	mapping := func(owner, volume int64) string { return fmt.Sprintf("%d/%d", owner, volume) }
	for _, c := range []struct {
		entity string
		config map[string]any
		want   string
	}{
		{"host_lun", map[string]any{}, mapping(s.host, s.private)},
		{"host_lun", map[string]any{"host_id": s.host}, mapping(s.host, s.private)},
		{"cluster_lun", map[string]any{}, mapping(s.cluster, s.shared)},
		{"cluster_lun", map[string]any{"cluster_id": s.cluster}, mapping(s.cluster, s.shared)},
		{"cluster_host", map[string]any{}, "web01"},
		{"cluster_host", map[string]any{"cluster_id": s.cluster}, "web01"},
	} {
		if found := names(ask(t, protocol.ListResource("onprem_infinibox_"+c.entity), acctest.Query{Config: c.config})); !slices.Equal(found, []string{c.want}) {
			t.Errorf("%s %v: found %v", c.entity, c.config, found)
		}
		shown, diagnostics := protocol.DataSource("onprem_infinibox_" + c.entity + "s").Read(c.config)
		wantErrors(t, acctest.Errors(diagnostics))
		if objects, _ := shown[c.entity+"s"].([]any); len(objects) != 1 {
			t.Errorf("%s %v: shown %v", c.entity, c.config, shown)
		}
	}
	for entity, owner := range map[string]string{"host_lun": "host_id", "cluster_lun": "cluster_id", "cluster_host": "cluster_id"} {
		_, diagnostics := protocol.DataSource("onprem_infinibox_" + entity + "s").Read(map[string]any{owner: 4711})
		wantErrors(t, acctest.Errors(diagnostics), "Unable to list InfiniBox", "_NOT_FOUND")
	}
}
