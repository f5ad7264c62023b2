package block_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

const hostCreated = `
resource "onprem_infinibox_host" "web" {
  name               = "web01"
  min_expected_paths = 4
}
`

const hostChanged = `
resource "onprem_infinibox_host" "web" {
  name      = "web02"
  host_type = "HPUX"
  optimized = false
  approved  = true

  security_method                          = "MUTUAL_CHAP"
  security_chap_inbound_username           = "hostuser987"
  security_chap_inbound_secret_wo          = "12s32112s3d234"
  security_chap_inbound_secret_wo_version  = 1
  security_chap_outbound_username          = "infiniuser987"
  security_chap_outbound_secret_wo         = "12s3d2312s3d23"
  security_chap_outbound_secret_wo_version = 1
}
`

const hostReplaced = `
resource "onprem_infinibox_host" "web" {
  name            = "web02"
  host_type       = "OPENVMS"
  security_method = "NONE"
}
`

// TestAccHostLife is a host's life under Terraform: made, changed in all that
// can change at once, replaced for OpenVMS, lost behind Terraform's back, made
// again, deleted.
func TestAccHostLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_host.web"
	var id int64
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + hostCreated,
				ConfigPlanChecks: agreeing(array),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("id")),
				},
			},
			{
				Config:      array.Provider() + strings.Replace(hostChanged, "approved  = true", "", 1),
				ExpectError: regexp.MustCompile(`Approval Required To Change InfiniBox host`),
			},
			{
				PreConfig:        func() { id = acctest.ID(array.Only("hosts", map[string]any{"name": "web01", "min_expected_paths": 4})) },
				Config:           array.Provider() + hostChanged,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check: func(*terraformState) error {
					return has(array, "hosts", map[string]any{"id": id, "name": "web02", "host_type": "HPUX", "optimized": false, "is_min_expected_paths_user_set": false,
						"security_method": "MUTUAL_CHAP", "security_chap_has_inbound_secret": true, "security_chap_has_outbound_secret": true})
				},
			},
			{
				Config:           array.Provider() + hostReplaced,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check: func(*terraformState) error {
					if len(array.Find("hosts", map[string]any{"id": id})) > 0 {
						return fmt.Errorf("the host %d is still there", id)
					}
					return has(array, "hosts", map[string]any{"name": "web02", "host_type": "OPENVMS", "security_method": "NONE"})
				},
			},
			{
				PreConfig:        func() { array.Remove("hosts", acctest.ID(array.Only("hosts", nil))) },
				Config:           array.Provider() + hostReplaced,
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionCreate),
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "hosts") },
	})
}

// TestAccHostImport imports a host in every form there is. Its secrets aren't
// known to anybody, nor what counts their changes.
func TestAccHostImport(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_host.web"
	own := []string{"approved", "security_chap_inbound_secret_wo_version", "security_chap_outbound_secret_wo_version"}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + hostChanged},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: own},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: own, ImportStateId: "name=web02"},
			{Config: array.Provider() + hostCreated},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{ResourceName: address, ImportState: true, ImportStateId: "web01", ExpectError: regexp.MustCompile(`is no import id of this(?s:.+)name=db01`)},
			{ResourceName: address, ImportState: true, ImportStateId: "4711", ExpectError: regexp.MustCompile(`There is no object with id 4711`)},
			{ResourceName: address, ImportState: true, ImportStateId: "name=web09", ExpectError: regexp.MustCompile(`(?s)Unable to find InfiniBox host.+web09`)},
		},
	})
}

// TestAccHostGeneratedConfiguration imports hosts that an administrator made:
// what Terraform writes of them plans nothing but the import.
func TestAccHostGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	for name, fields := range map[string]map[string]any{
		"plain":  {},
		"chosen": {"min_expected_paths": 0, "optimized": false, "host_type": "OPENVMS"},
		"CHAP": {"security_method": "MUTUAL_CHAP", "security_chap_inbound_username": "u", "security_chap_inbound_secret": inboundSecret,
			"security_chap_outbound_secret": outboundSecret},
		"CHAP without secrets": {"security_method": "CHAP"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			id := array.Put("hosts", 0, configured(fields, map[string]any{"name": "web01"}))
			generated := acctest.Generate(t, array, "onprem_infinibox_host", fmt.Sprint(id))
			if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
				t.Errorf("the generated configuration plans %s:\n%s", generated.Changes, generated.Configuration)
			}
		})
	}
}

const hostsAsked = `
data "onprem_infinibox_host" "web" {
  name = "web01"
}

data "onprem_infinibox_hosts" "unhealthy" {
  filters = [{ field = "name", operator = "like", values = ["web"] }]
  sort    = ["-name"]
}
`

// TestAccHostDataSources show hosts with their figures, filtered and sorted by
// the array, and nothing of their secrets.
func TestAccHostDataSources(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	id := array.Put("hosts", 0, map[string]any{"name": "web01", "security_method": "CHAP", "security_chap_inbound_secret": inboundSecret})
	hostOn(array, "web02")
	hostOn(array, "db01")
	array.Put("host_ports", 0, map[string]any{"host_id": id, "type": "FC", "address": "2100000000000001"})
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{{
			Config: array.Provider() + hostsAsked,
			Check: resource.ComposeTestCheckFunc(
				resource.TestCheckResourceAttr("data.onprem_infinibox_host.web", "id", fmt.Sprint(id)),
				resource.TestCheckResourceAttr("data.onprem_infinibox_host.web", "ports_count", "1"),
				resource.TestCheckResourceAttr("data.onprem_infinibox_host.web", "security_chap_has_inbound_secret", "true"),
				resource.TestCheckNoResourceAttr("data.onprem_infinibox_host.web", "min_expected_paths"),
				resource.TestCheckNoResourceAttr("data.onprem_infinibox_host.web", "security_chap_inbound_secret_wo"),
				resource.TestCheckResourceAttr("data.onprem_infinibox_hosts.unhealthy", "hosts.#", "2"),
				resource.TestCheckResourceAttr("data.onprem_infinibox_hosts.unhealthy", "hosts.0.name", "web02"),
				resource.TestCheckResourceAttr("data.onprem_infinibox_hosts.unhealthy", "hosts.1.name", "web01"),
			),
		}},
	})
}

// TestHostsListed as resources, by what the array filters.
func TestHostsListed(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	hostOn(array, "web01")
	array.Put("hosts", 0, map[string]any{"name": "vms01", "host_type": "OPENVMS", "min_expected_paths": 2})
	list := acctest.NewProtocol(t, array, nil).ListResource(hostResource)
	if found := names(ask(t, list, acctest.Query{})); len(found) != 2 {
		t.Errorf("found %q", found)
	}
	found := ask(t, list, acctest.Query{Include: true, Config: filters([]string{"host_type", "", "OPENVMS"})})
	if len(found) != 1 || found[0].Name != "vms01" || fmt.Sprint(found[0].Resource["min_expected_paths"]) != "2" {
		t.Errorf("found %v", found)
	}
	if found := ask(t, list, acctest.Query{Include: true, Config: filters([]string{"name", "", "web01"})}); len(found) != 1 || found[0].Resource["min_expected_paths"] != nil {
		t.Errorf("found %v", found)
	}
}
