package block_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/block"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// furnished is an array that somebody has worked with for years: objects of all
// kinds of block storage that refer to each other.
func furnished(t *testing.T) *acctest.Array {
	t.Helper()
	array := acctest.NewArray(t)
	if err := array.Device().Generate(map[string]int{
		"pools": 12, "volumes": 300, "snapshots": 90, "vms": 6,
		"hosts": 60, "clusters": 10, "cluster_hosts": 5, "host_ports": 30, "host_luns": 60, "cluster_luns": 40,
		"cgs": 20, "snapshot_groups": 20,
		"qos_policies": 12, "qos_assignments": 60,
		"snapshot_policies": 10, "schedules": 30, "snapshot_policy_assignments": 30,
	}); err != nil {
		t.Fatal(err)
	}
	labels := acctest.NewProtocol(t, array, nil)
	for i, volume := range array.Find("volumes", map[string]any{"type": "MASTER"}) {
		if i%10 == 0 {
			wantErrors(t, acctest.Errors(labels.Resource(metadataResource).Apply(map[string]any{
				"object_id": acctest.ID(volume), "entries": entriesOf("owner", `team "a"`, "cost/centre", "${42} %{x}"),
			})))
		}
	}
	locked := array.Find("pools", nil)
	array.Put("pools", acctest.ID(locked[len(locked)-1]), map[string]any{"state": "LOCKED"})
	array.ClearRequests()
	return array
}

// kept is how many objects of each kind a query should find, by what the array
// itself has: what others made and will remove is left out.
func kept(array *acctest.Array) map[string]int {
	sum := func(collection, field string) (all int) {
		for _, object := range array.Find(collection, nil) {
			parts, _ := object[field].([]any)
			all += len(parts)
		}
		return all
	}
	count := func(collection string, fields map[string]any) int { return len(array.Find(collection, fields)) }
	members := count("volumes", map[string]any{"type": "MASTER"}) - count("volumes", map[string]any{"type": "MASTER", "cg_id": 0}) -
		count("volumes", map[string]any{"type": "MASTER", "cg_id": nil})
	labelled := map[string]bool{}
	for _, entry := range array.Find("metadata", nil) {
		labelled[fmt.Sprint(entry["object_id"])] = true
	}
	return map[string]int{
		"pool": count("pools", nil), "pool_lock": count("pools", map[string]any{"state": "LOCKED"}),
		"volume":          count("volumes", map[string]any{"type": "MASTER"}),
		"volume_snapshot": count("volumes", map[string]any{"type": "SNAPSHOT", "cg_id": nil}) + count("volumes", map[string]any{"type": "SNAPSHOT", "cg_id": 0}),
		"vm":              count("vms", nil), "object_metadata": len(labelled),
		"host": count("hosts", nil), "host_port": sum("hosts", "ports"), "host_lun": count("host_luns", map[string]any{"clustered": false}),
		"cluster": count("clusters", nil), "cluster_lun": count("cluster_luns", nil),
		"cluster_host":             count("hosts", nil) - count("hosts", map[string]any{"host_cluster_id": 0}),
		"consistency_group":        count("cgs", map[string]any{"type": "MASTER"}),
		"snapshot_group":           count("cgs", map[string]any{"type": "SNAPSHOT"}),
		"consistency_group_member": members,
		"qos_policy":               count("qos_policies", nil), "qos_assignment": count("qos_assignments", nil),
		"snapshot_policy": count("snapshot_policies", nil), "snapshot_policy_schedule": sum("snapshot_policies", "schedules"),
	}
}

// TestAccListImportsInventory takes over an array that Terraform has never
// seen: a query of every list resource writes the configuration of a thousand
// objects, one apply imports them, and nothing is left to plan. Nobody edits
// anything, and the array isn't changed.
func TestAccListImportsInventory(t *testing.T) {
	t.Parallel()
	array := furnished(t)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", acctest.Required+"provider \"onprem\" {}\n")
	wanted, objects := kept(array), 0
	var query strings.Builder
	for _, declared := range block.Entities() {
		made, err := declared()
		if err != nil {
			t.Fatal(err)
		}
		if len(made.ListResources()) == 0 {
			continue
		}
		count := wanted[strings.TrimPrefix(made.Name(), "infinibox_")]
		if count == 0 {
			t.Errorf("the array has no %s", made.Name())
		}
		objects += count
		fmt.Fprintf(&query, "list \"onprem_%s\" \"all\" {\n  provider         = onprem\n  include_resource = true\n  limit            = 10000\n}\n", made.Name())
	}
	terraform.Write("inventory.tfquery.hcl", query.String())
	begun := time.Now()
	found := terraform.Must("query", "-no-color", "-generate-config-out=generated.tf")
	queried := time.Now()
	for kind, count := range wanted {
		if listed := strings.Count(found, fmt.Sprintf("list.onprem_infinibox_%s.all ", kind)); listed != count {
			t.Errorf("listed %d of %d %ss", listed, count, kind)
		}
	}
	if objects < 1000 {
		t.Errorf("only %d objects", objects)
	}
	applied := terraform.Must("apply", "-no-color", "-auto-approve")
	imported := time.Now()
	if want := fmt.Sprintf("Apply complete! Resources: %d imported, 0 added, 0 changed, 0 destroyed.", objects); !strings.Contains(applied, want) {
		t.Errorf("not %q: %s", want, applied[max(0, len(applied)-500):])
	}
	terraform.Agrees(acctest.Agree(array)) // by a plan, which has to be empty
	planned := time.Now()
	if writes := array.Writes(); len(writes) > 0 {
		t.Errorf("the array was changed: %q", writes)
	}
	t.Logf("%d objects: query %s, apply %s, plan %s, %d requests in all", objects,
		queried.Sub(begun).Round(time.Millisecond), imported.Sub(queried).Round(time.Millisecond),
		planned.Sub(imported).Round(time.Millisecond), array.CountRequests(device.Match{}))
}
