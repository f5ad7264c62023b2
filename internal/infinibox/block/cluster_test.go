package block_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// clusterNamed is a cluster with a name and whatever else.
func clusterNamed(name, extra string) string {
	return fmt.Sprintf("resource \"onprem_infinibox_cluster\" \"c\" {\n  name = %q\n  %s\n}\n", name, extra)
}

// TestAccClusterLife is a cluster's life under Terraform.
func TestAccClusterLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	const address = "onprem_infinibox_cluster.c"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + clusterNamed("web", ""),
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
				},
			},
			{
				Config:           array.Provider() + clusterNamed("shop", `host_type = "HPUX"`),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
			},
			{
				Config:           array.Provider() + clusterNamed("shop", `host_type = "OPENVMS"`),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
			},
			{
				PreConfig:        func() { array.Remove("clusters", acctest.ID(array.Only("clusters", nil))) },
				Config:           array.Provider() + clusterNamed("shop", `host_type = "OPENVMS"`),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
				Check: func(*terraformState) error {
					return has(array, "clusters", map[string]any{"name": "shop", "host_type": "OPENVMS"})
				},
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "name=shop"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: "shop", ExpectError: regexp.MustCompile(`(?s)is no import id of this.+name=db01`)},
			{ResourceName: address, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with id 4711`)},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "clusters") },
	})
}

// clusterMember is a host in a cluster.
func clusterMember(cluster string, host int64, extra string) string {
	return fmt.Sprintf(`
resource "onprem_infinibox_cluster" "web" {
  name = "web"
}

resource "onprem_infinibox_cluster" "shop" {
  name = "shop"
}

resource "onprem_infinibox_cluster_host" "h" {
  cluster_id = onprem_infinibox_cluster.%s.id
  host_id    = %d
  %s
}
`, cluster, host, extra)
}

// TestAccClusterHostLife is a membership's life under Terraform: begun, ended
// behind Terraform's back, moved, of another host, imported.
func TestAccClusterHostLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	web01, web02 := hostIn(array, "web01", 0), hostIn(array, "web02", 0)
	const address = "onprem_infinibox_cluster_host.h"
	config := func(cluster string, host int64, extra string) string {
		return array.Provider() + clusterMember(cluster, host, extra)
	}
	id := func(host string) func(*terraformState) (string, error) {
		return func(*terraformState) (string, error) {
			return fmt.Sprintf("%d/%s", acctest.ID(array.Only("clusters", map[string]any{"name": "shop"})), host), nil
		}
	}
	verified := resource.TestStep{
		ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "host_id",
	}
	byID, byName := verified, verified
	byID.ImportStateIdFunc, byName.ImportStateIdFunc = id(fmt.Sprint(web02)), id("name=web02")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           config("web", web01, ""),
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("cluster_id")),
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("host_id")),
				},
			},
			{
				PreConfig:        func() { array.Remove("cluster_hosts", web01) },
				Config:           config("web", web01, ""),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
			},
			{
				Config:      config("shop", web01, ""),
				ExpectError: regexp.MustCompile(`(?s)Approval Required To Replace InfiniBox cluster host.+set approved = true`),
			},
			{
				Config:           config("shop", web01, "approved = true"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
			},
			{
				Config:           config("shop", web02, "approved = true"),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(*terraformState) error {
					return has(array, "cluster_hosts", map[string]any{"id": web02})
				},
			},
			{Config: array.Provider("approved = true") + clusterMember("shop", web02, ""), ConfigPlanChecks: agreeing(array)},
			byID,
			byName,
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateIdFunc: id(fmt.Sprint(web02))},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateIdFunc: id(fmt.Sprint(web01)), ExpectError: regexp.MustCompile(`There is no object with cluster_id`)},
			{ResourceName: address, ImportState: true, ImportStateIdFunc: id("name=web01"), ExpectError: regexp.MustCompile(`(?s)Unable to find InfiniBox cluster host.+web01`)},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "clusters", "cluster_hosts") },
	})
}

// TestAccClusterGeneratedConfiguration imports a cluster and its host that an
// administrator made.
func TestAccClusterGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	cluster := clusterOn(array, "web")
	host := hostIn(array, "web01", cluster)
	for kind, id := range map[string]string{"cluster": fmt.Sprint(cluster), "cluster_host": fmt.Sprintf("%d/%d", cluster, host)} {
		generated := acctest.Generate(t, array, "onprem_infinibox_"+kind, id)
		if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
			t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
		}
	}
}
