package block_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck/queryfilter"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
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
