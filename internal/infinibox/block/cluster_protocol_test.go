package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const clusterResource = "onprem_infinibox_cluster"

// newCluster has a cluster made by the provider.
func newCluster(t *testing.T, array *acctest.Array, config map[string]any) *acctest.Instance {
	t.Helper()
	cluster := acctest.NewProtocol(t, array, nil).Resource(clusterResource)
	wantErrors(t, acctest.Errors(cluster.Apply(config)))
	wantAgreement(t, array, cluster)
	return cluster
}

// TestClusterAttributesOneByOne changes each alone, and both together one by
// one.
func TestClusterAttributesOneByOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change map[string]any
		bodies []string
	}{
		{map[string]any{"name": "shop"}, []string{`{"name":"shop"}`}},
		{map[string]any{"host_type": "HPUX"}, []string{`{"host_type":"HPUX"}`}},
		{map[string]any{"name": "shop", "host_type": "HPUX"}, []string{`{"name":"shop"}`, `{"host_type":"HPUX"}`}},
		{map[string]any{"host_type": nil}, nil},
	} {
		t.Run(fmt.Sprint(c.change), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			base := map[string]any{"name": "web", "host_type": "DEFAULT"}
			cluster := newCluster(t, array, base)
			array.ClearRequests()
			changed := configured(base, c.change)
			wantErrors(t, acctest.Errors(cluster.Apply(changed)))
			var writes []string
			for _, body := range c.bodies {
				writes = append(writes, fmt.Sprintf("PUT clusters/%d %s", cluster.Int("id"), body))
			}
			wantWrites(t, array, writes...)
			wantAgreement(t, array, cluster)
			wantNothingPlanned(t, cluster, changed)
		})
	}
}

// TestClusterOfOpenVMS is made so, or made anew.
func TestClusterOfOpenVMS(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to any
		replaces bool
	}{
		{"OPENVMS", "DEFAULT", true},
		{"HPUX", "OPENVMS", true},
		{nil, "OPENVMS", true},
		{"DEFAULT", "HPUX", false},
		{"OPENVMS", nil, false},
		{"OPENVMS", acctest.Unknown, false},
	} {
		t.Run(fmt.Sprint(c.from, " to ", c.to), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			cluster := newCluster(t, array, map[string]any{"name": "web", "host_type": c.from})
			id := cluster.Int("id")
			changed := map[string]any{"name": "web", "host_type": c.to}
			plan := cluster.Plan(changed)
			wantErrors(t, plan.Errors())
			if (len(plan.Replaces) > 0) != c.replaces {
				t.Fatalf("replaces %v", plan.Replaces)
			}
			if c.to == acctest.Unknown {
				return
			}
			wantErrors(t, acctest.Errors(cluster.Apply(changed)))
			wantAgreement(t, array, cluster)
			if (cluster.Int("id") != id) != c.replaces || len(array.Find("clusters", nil)) != 1 {
				t.Errorf("id %d after %d", cluster.Int("id"), id)
			}
		})
	}
}

// TestClusterBadInput is refused at plan time.
func TestClusterBadInput(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	cluster := acctest.NewProtocol(t, array, nil).Resource(clusterResource)
	for _, c := range []struct {
		input map[string]any
		texts []string
	}{
		{map[string]any{"name": ""}, []string{`"name"`, "between 1 and 65"}},
		{map[string]any{"name": strings.Repeat("x", 66)}, []string{`"name"`, "between 1 and 65"}},
		{map[string]any{"name": "web", "host_type": "default"}, []string{`"host_type"`, "DEFAULT or OPENVMS"}},
	} {
		wantRefusedPlan(t, array, cluster.Plan(c.input), c.texts...)
	}
}

// TestClusterRefused is one diagnostic with what to do.
func TestClusterRefused(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Put("clusters", 0, map[string]any{"name": "taken"})
	protocol := acctest.NewProtocol(t, array, nil)
	wantOneReason(t, protocol.Resource(clusterResource).Apply(map[string]any{"name": "taken"}), `"name"`, "import {", clusterResource+".example")
	wantOneReason(t, protocol.Resource(clusterResource).Apply(map[string]any{"name": "w*b"}), `"name"`, "INVALID_CHARACTERS_IN_NAME", "Use letters, digits")
	cluster := newCluster(t, array, map[string]any{"name": "web"})
	wantOneReason(t, cluster.Apply(map[string]any{"name": "taken"}), `"name"`, "HOST_CLUSTER_NAME_CONFLICT", "Give another name")
	array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": cluster.Int("id"), "host_id": array.Put("hosts", 0, map[string]any{"name": "h"})})
	wantOneReason(t, cluster.Apply(map[string]any{"name": "web", "host_type": "HPUX"}), `"host_type"`, "CLUSTER_PROHIBITED_HOST_TYPE", "All hosts of a cluster")
	array.Put("cluster_luns", 0, map[string]any{"host_cluster_id": cluster.Int("id"), "volume_id": volumeIn(array, "v")})
	wantOneReason(t, cluster.Destroy(), "CLUSTER_HAS_LUNS", "onprem_infinibox_cluster_lun")
	if !cluster.Exists() {
		t.Error("gone from the state")
	}
}

// TestClusterDeletion isn't dangerous, lets its hosts go, and is done when the
// cluster is gone already.
func TestClusterDeletion(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	cluster := newCluster(t, array, map[string]any{"name": "web"})
	host := array.Put("hosts", 0, map[string]any{"name": "h"})
	array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": cluster.Int("id"), "host_id": host})
	id := cluster.Int("id")
	array.ClearRequests()
	wantErrors(t, acctest.Errors(cluster.Destroy()))
	wantWrites(t, array, fmt.Sprintf("DELETE clusters/%d", id))
	array.Only("hosts", map[string]any{"id": host, "host_cluster_id": 0})
	cluster = newCluster(t, array, map[string]any{"name": "web"})
	array.Remove("clusters", cluster.Int("id"))
	wantErrors(t, acctest.Errors(cluster.Destroy()))
}

// TestClusterWhoseAnswerIsLost is taken: it was made in this run.
func TestClusterWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/clusters", Times: 1, Drop: device.AfterExecution})
	newCluster(t, array, map[string]any{"name": "web"})
	if made := array.Find("clusters", nil); len(made) != 1 {
		t.Errorf("made %v", made)
	}
}
