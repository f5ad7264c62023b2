package block_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck/queryfilter"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

const listQuery = `
list "onprem_infinibox_pool" "all" {
  provider         = onprem
  include_resource = true
}

list "onprem_infinibox_pool_lock" "all" {
  provider = onprem
}

list "onprem_infinibox_volume" "large" {
  provider         = onprem
  include_resource = true

  config {
    filters = [{ field = "size", operator = "geq", values = [3000000000] }]
    sort    = ["-name"]
  }
}

list "onprem_infinibox_volume" "two" {
  provider = onprem
  limit    = 2

  config {
    sort = ["name"]
  }
}

list "onprem_infinibox_volume_snapshot" "all" {
  provider = onprem
}

list "onprem_infinibox_volume_snapshot" "owned" {
  provider = onprem

  config {
    include_owned = true
  }
}
`

// TestAccListQuery asks for every kind under Terraform: what Terraform made
// itself comes back with its identity, its name and its attributes.
func TestAccListQuery(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	number := func(collection, name string) knownvalue.Check {
		return knownvalue.Int64Func(func(id int64) error {
			return has(array, collection, map[string]any{"id": id, "name": name})
		})
	}
	db02 := queryfilter.ByDisplayName(knownvalue.StringExact("db02"))
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: array.Provider() + `
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_volume" "db" {
  count   = 3
  name    = "db0${count.index + 1}"
  pool_id = onprem_infinibox_pool.fast.id
  size    = 2000000000 + count.index * 1000000000
}

resource "onprem_infinibox_volume_snapshot" "db" {
  count     = 2
  name      = "db01-${count.index}"
  parent_id = onprem_infinibox_volume.db[0].id
}
`},
			{
				PreConfig: func() {
					madeByPolicy(t, array, acctest.ID(array.Only("volumes", map[string]any{"name": "db01-1"})))
				},
				Query:  true,
				Config: listQuery, // beside the provider block of the first step
				QueryResultChecks: []querycheck.QueryResultCheck{
					querycheck.ExpectLength("onprem_infinibox_pool.all", 1),
					querycheck.ExpectIdentity("onprem_infinibox_pool.all", map[string]knownvalue.Check{"id": number("pools", "fast")}),
					querycheck.ExpectResourceKnownValues("onprem_infinibox_pool.all", queryfilter.ByDisplayName(knownvalue.StringExact("fast")), []querycheck.KnownValueCheck{
						{Path: tfjsonpath.New("physical_capacity"), KnownValue: knownvalue.Int64Exact(1000000192512)},
						{Path: tfjsonpath.New("approved"), KnownValue: knownvalue.Null()},
					}),
					querycheck.ExpectLength("onprem_infinibox_pool_lock.all", 0),
					querycheck.ExpectLength("onprem_infinibox_volume.large", 2),
					querycheck.ExpectResourceKnownValues("onprem_infinibox_volume.large", db02, []querycheck.KnownValueCheck{
						{Path: tfjsonpath.New("name"), KnownValue: knownvalue.StringExact("db02")},
						{Path: tfjsonpath.New("size"), KnownValue: knownvalue.Int64Exact(3000000000)},
						{Path: tfjsonpath.New("provtype"), KnownValue: knownvalue.StringExact("THIN")},
					}),
					querycheck.ExpectLength("onprem_infinibox_volume.two", 2),
					querycheck.ExpectIdentity("onprem_infinibox_volume.two", map[string]knownvalue.Check{"id": number("volumes", "db01")}),
					querycheck.ExpectIdentity("onprem_infinibox_volume.two", map[string]knownvalue.Check{"id": number("volumes", "db02")}),
					querycheck.ExpectLength("onprem_infinibox_volume_snapshot.all", 1),
					querycheck.ExpectIdentity("onprem_infinibox_volume_snapshot.all", map[string]knownvalue.Check{"id": number("volumes", "db01-0")}),
					querycheck.ExpectLength("onprem_infinibox_volume_snapshot.owned", 2),
				},
			},
			{
				Query: true,
				Config: `
list "onprem_infinibox_volume" "red" {
  provider = onprem

  config {
    filters = [{ field = "colour", values = ["red"] }]
  }
}
`,
				ExpectError: regexp.MustCompile(`(?s)Unable to list InfiniBox volume.+ATTRIBUTE_NOT_FOUND`),
			},
		},
	})
}

// everything asks for the whole inventory.
const everything = `
list "onprem_infinibox_pool" "all" {
  provider         = onprem
  include_resource = true
  limit            = 10000
}

list "onprem_infinibox_volume" "all" {
  provider         = onprem
  include_resource = true
  limit            = 10000
}

list "onprem_infinibox_volume_snapshot" "all" {
  provider         = onprem
  include_resource = true
  limit            = 10000
}
`

// TestAccListImportsInventory takes over an array that Terraform has never
// seen: a query writes the configuration of 300 objects, one apply imports
// them, and nothing is left to plan. Nobody edits anything, and the array
// isn't changed.
func TestAccListImportsInventory(t *testing.T) {
	t.Parallel()
	array := stocked(t, 20, 180, 100)
	terraform := acctest.NewCLI(t, array.Environ()...)
	terraform.Write("main.tf", acctest.Required+"provider \"onprem\" {}\n")
	terraform.Write("inventory.tfquery.hcl", everything)
	begun := time.Now()
	found := terraform.Must("query", "-no-color", "-generate-config-out=generated.tf")
	queried := time.Now()
	for kind, count := range map[string]int{"pool": 20, "volume": 180, "volume_snapshot": 100} {
		if listed := strings.Count(found, fmt.Sprintf("list.onprem_infinibox_%s.all ", kind)); listed != count {
			t.Errorf("listed %d of %d %ss", listed, count, kind)
		}
	}
	if asked := array.CountRequests(device.Match{}); asked != 3 {
		t.Errorf("the query took %d requests, want one for each list", asked)
	}
	applied := terraform.Must("apply", "-no-color", "-auto-approve")
	imported := time.Now()
	if want := "Apply complete! Resources: 300 imported, 0 added, 0 changed, 0 destroyed."; !strings.Contains(applied, want) {
		t.Errorf("not %q: %s", want, applied[max(0, len(applied)-500):])
	}
	output, code := terraform.Run("plan", "-no-color", "-detailed-exitcode")
	if code != 0 {
		t.Errorf("a plan afterwards ends with code %d: %s", code, output)
	}
	planned := time.Now()
	terraform.Agrees(acctest.Agree(array))
	if writes := array.Writes(); len(writes) > 0 {
		t.Errorf("the array was changed: %q", writes)
	}
	t.Logf("300 objects: query %s, apply %s, plan %s, %d requests in all",
		queried.Sub(begun).Round(time.Millisecond), imported.Sub(queried).Round(time.Millisecond),
		planned.Sub(imported).Round(time.Millisecond), array.CountRequests(device.Match{}))
}
