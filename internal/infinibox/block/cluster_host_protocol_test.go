package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const clusterHostResource = "onprem_infinibox_cluster_host"

// hostIn makes a host, in a cluster unless that is 0.
func hostIn(array *acctest.Array, name string, cluster int64) int64 {
	host := array.Put("hosts", 0, map[string]any{"name": name})
	if cluster != 0 {
		array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": cluster, "host_id": host})
	}
	return host
}

func clusterOn(array *acctest.Array, name string) int64 {
	return array.Put("clusters", 0, map[string]any{"name": name})
}

// newMember has a host put into a cluster by the provider.
func newMember(t *testing.T, array *acctest.Array) (*acctest.Instance, map[string]any) {
	t.Helper()
	config := map[string]any{"cluster_id": clusterOn(array, "web"), "host_id": hostIn(array, "web01", 0), "approved": true}
	member := acctest.NewProtocol(t, array, nil).Resource(clusterHostResource)
	wantErrors(t, acctest.Errors(member.Apply(config)))
	wantAgreement(t, array, member)
	return member, config
}

// TestClusterHostJoinsAndLeaves: the answer is the cluster, so that the host is
// looked at; leaving is dangerous.
func TestClusterHostJoinsAndLeaves(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	member, config := newMember(t, array)
	cluster, host := config["cluster_id"], config["host_id"]
	wantWrites(t, array, fmt.Sprintf(`POST clusters/%d/hosts {"id":%d}`, cluster, host))
	array.Only("hosts", map[string]any{"id": host, "host_cluster_id": cluster})
	wantErrors(t, acctest.Errors(member.Refresh()))
	wantNothingPlanned(t, member, config)
	array.ClearRequests()
	diagnostics := member.Destroy()
	wantErrors(t, acctest.Errors(diagnostics))
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "lose access to all of the volumes that are mapped to this cluster") {
		t.Errorf("the approval isn't recorded: %s", warnings)
	}
	leave := fmt.Sprintf("DELETE clusters/%d/hosts/%d", cluster, host)
	wantWrites(t, array, leave, leave+"?approved=yes")
	array.Only("hosts", map[string]any{"id": host, "host_cluster_id": 0})
}

// TestClusterHostApproval is asked for at plan time, to leave and to move.
func TestClusterHostApproval(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	member, config := newMember(t, array)
	unapproved := configured(config, map[string]any{"approved": nil})
	wantErrors(t, acctest.Errors(member.Apply(unapproved)))
	array.ClearRequests()
	wantRefusedPlan(t, array, member.Plan(nil), `"approved"`, "Approval Required To Delete InfiniBox cluster host", "access to all volumes", "INFINIBOX_APPROVED=true")
	moved := configured(unapproved, map[string]any{"cluster_id": clusterOn(array, "shop")})
	wantRefusedPlan(t, array, member.Plan(moved), `"cluster_id"`, "Approval Required To Replace", "set approved = true on this resource")
}

// TestClusterHostMoves to another cluster by leaving the first, and another
// host takes its place in the same way.
func TestClusterHostMoves(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	member, config := newMember(t, array)
	for attribute, value := range map[string]any{"cluster_id": clusterOn(array, "shop"), "host_id": hostIn(array, "web02", 0)} {
		config = configured(config, map[string]any{attribute: value})
		if plan := member.Plan(config); len(plan.Replaces) != 1 || !strings.Contains(plan.Replaces[0], attribute) {
			t.Errorf("%s replaces %v: %s", attribute, plan.Replaces, plan.Errors())
		}
		wantErrors(t, acctest.Errors(member.Apply(config)))
		wantAgreement(t, array, member)
		array.Only("cluster_hosts", map[string]any{"id": config["host_id"], "host_cluster_id": config["cluster_id"]})
	}
}

// TestClusterHostRefused is one diagnostic at what it is about, with what to do.
func TestClusterHostRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		prepare func(array *acctest.Array, cluster, host int64)
		input   map[string]any
		texts   []string
	}{
		{"no such cluster", nil, map[string]any{"cluster_id": 4711}, []string{`"cluster_id"`, "HOST_CLUSTER_NOT_FOUND", "Give the id of a cluster"}},
		{"no such host", nil, map[string]any{"host_id": 4711}, []string{`"host_id"`, "HOST_NOT_FOUND", "Give the id of a host"}},
		{"in another cluster", func(array *acctest.Array, _, host int64) {
			array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": clusterOn(array, "other"), "host_id": host})
		}, nil, []string{`"host_id"`, "HOST_ASSIGNED_TO_CLUSTER", "one cluster at most"}},
		{"of another type", func(array *acctest.Array, _, host int64) {
			array.Put("hosts", host, map[string]any{"host_type": "HPUX"})
		}, nil, []string{`"host_id"`, "CLUSTER_PROHIBITED_HOST_TYPE", "All hosts of a cluster"}},
		{"both have the volume", func(array *acctest.Array, cluster, host int64) {
			volume := volumeIn(array, "v")
			array.Put("cluster_luns", 0, map[string]any{"host_cluster_id": cluster, "volume_id": volume})
			array.Put("host_luns", 0, map[string]any{"host_id": host, "volume_id": volume})
		}, nil, []string{`"host_id"`, "PRIVATE_LUNS_CONFLICT", "Unmap the volume from the host first"}},
		{"both have the number", func(array *acctest.Array, cluster, host int64) {
			array.Put("cluster_luns", 0, map[string]any{"host_cluster_id": cluster, "volume_id": volumeIn(array, "v1"), "lun": 20})
			array.Put("host_luns", 0, map[string]any{"host_id": host, "volume_id": volumeIn(array, "v2"), "lun": 20})
		}, nil, []string{`"host_id"`, "LUN_EXISTS", "with another lun"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			cluster, host := clusterOn(array, "web"), hostIn(array, "web01", 0)
			if c.prepare != nil {
				c.prepare(array, cluster, host)
			}
			member := acctest.NewProtocol(t, array, nil).Resource(clusterHostResource)
			wantOneReason(t, member.Apply(configured(map[string]any{"cluster_id": cluster, "host_id": host}, c.input)), c.texts...)
			if members := array.Find("cluster_hosts", map[string]any{"host_cluster_id": cluster}); member.Exists() || len(members) > 0 {
				t.Errorf("it joined: %v", members)
			}
		})
	}
}

// TestClusterHostGone is removed from the state, whatever ended it, and its
// deletion is done.
func TestClusterHostGone(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(array *acctest.Array, cluster, host int64){
		"removed": func(array *acctest.Array, _, host int64) { array.Remove("cluster_hosts", host) },
		"moved": func(array *acctest.Array, _, host int64) {
			array.Remove("cluster_hosts", host)
			array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": clusterOn(array, "other"), "host_id": host})
		},
		"host deleted": func(array *acctest.Array, _, host int64) {
			array.Remove("cluster_hosts", host)
			array.Remove("hosts", host)
		},
		"cluster deleted": func(array *acctest.Array, cluster, _ int64) { array.Remove("clusters", cluster) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			member, config := newMember(t, array)
			cluster, host := member.Int("cluster_id"), member.Int("host_id")
			other := acctest.NewProtocol(t, array, nil).Resource(clusterHostResource)
			wantErrors(t, acctest.Errors(other.Import(fmt.Sprintf("%d/%d", cluster, host))))
			wantErrors(t, acctest.Errors(other.Apply(config)))
			end(array, cluster, host)
			wantErrors(t, acctest.Errors(other.Destroy()))
			if diagnostics := member.Refresh(); len(diagnostics) > 0 || member.Exists() || other.Exists() {
				t.Errorf("in the state: %t and %t, with %s", member.Exists(), other.Exists(), acctest.Errors(diagnostics))
			}
			if name == "moved" {
				array.Only("cluster_hosts", map[string]any{"id": host})
			}
		})
	}
}

// TestClusterHostThatIsOne already, or whose answer was lost, comes with an
// import block that works, or is adopted.
func TestClusterHostThatIsOne(t *testing.T) {
	t.Parallel()
	for _, lost := range []bool{false, true} {
		for _, adopt := range []bool{false, true} {
			t.Run(fmt.Sprintf("lost %t, adopt %t", lost, adopt), func(t *testing.T) {
				t.Parallel()
				array := acctest.NewArray(t)
				cluster := clusterOn(array, "web")
				host := hostIn(array, "web01", 0)
				array.Clock().Advance(60e9)
				if lost {
					array.Break(device.Rule{Method: "POST", Path: "/api/rest/clusters/*/hosts", Times: 1, Drop: device.AfterExecution})
				} else {
					array.Put("cluster_hosts", 0, map[string]any{"host_cluster_id": cluster, "host_id": host})
				}
				member := acctest.NewProtocol(t, array, map[string]any{"adopt_existing": adopt}).Resource(clusterHostResource)
				config := map[string]any{"cluster_id": cluster, "host_id": host}
				diagnostics := member.Apply(config)
				if !adopt {
					id := fmt.Sprintf("%d/%d", cluster, host)
					wantErrors(t, acctest.Errors(diagnostics), `"host_id"`, "import {", clusterHostResource+".example", fmt.Sprintf("id = %q", id))
					wantErrors(t, acctest.Errors(member.Import(id)))
				} else {
					wantErrors(t, acctest.Errors(diagnostics))
				}
				wantAgreement(t, array, member)
				wantNothingPlanned(t, member, config)
			})
		}
	}
}
