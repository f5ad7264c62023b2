package block_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// tagged is a pool and two resources that share its metadata, the second with
// further lines.
func tagged(team, of, more string) string {
	return fmt.Sprintf(`
resource "onprem_infinibox_pool" "fast" {
  name              = "fast"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_pool" "slow" {
  name              = "slow"
  physical_capacity = 1000000000000
  approved          = true
}

resource "onprem_infinibox_object_metadata" "team" {
  object_id = onprem_infinibox_pool.%s.id
  entries   = { %s }
}

resource "onprem_infinibox_object_metadata" "tier" {
  object_id = onprem_infinibox_pool.fast.id
  entries   = { tier = "gold" %s }
}
`, of, team, more)
}

// TestAccMetadataLife is a life of metadata under Terraform: set, changed,
// drifted, moved to another object and removed, always beside other keys of
// the same object.
func TestAccMetadataLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_object_metadata.team"
	team := func(of, key, value string) func(*terraformState) error {
		return func(*terraformState) error {
			id := acctest.ID(array.Only("pools", map[string]any{"name": of}))
			return has(array, "metadata", map[string]any{"object_id": id, "key": key, "value": value})
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{
				Config:           array.Provider() + tagged(`team = "db"`, "fast", ""),
				ConfigPlanChecks: agreeing(array),
				Check:            team("fast", "team", "db"),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectIdentityValueMatchesState(address, tfjsonpath.New("object_id")),
					statecheck.ExpectIdentityValue(address, tfjsonpath.New("keys"), knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("team")})),
				},
			},
			{
				Config:           array.Provider() + tagged(`team = "web", owner = "ann"`, "fast", ""),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check:            resource.ComposeTestCheckFunc(team("fast", "team", "web"), team("fast", "tier", "gold")),
			},
			{
				Config:      array.Provider() + tagged(`team = "web", owner = "ann"`, "fast", `, owner = "bob"`),
				ExpectError: regexp.MustCompile(`Key "owner" Belongs To Two Resources`),
			},
			{
				PreConfig: func() {
					id := acctest.ID(array.Only("pools", map[string]any{"name": "fast"}))
					other := acctest.NewProtocol(t, array, nil).Resource(metadataResource)
					wantErrors(t, acctest.Errors(other.Import(fmt.Sprintf("%d/owner", id))))
					wantErrors(t, acctest.Errors(other.Destroy()))
				},
				Config:           array.Provider() + tagged(`team = "web", owner = "ann"`, "fast", ""),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate),
				Check:            team("fast", "owner", "ann"),
			},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity,
				Config:      array.Provider() + tagged(`team = "web", owner = "ann"`, "fast", ""),
				ExpectError: regexp.MustCompile(`expected a no-op import operation`)}, // the identity has the keys of its beginning
			{
				Config:           array.Provider() + tagged(`team = "web"`, "slow", ""),
				ConfigPlanChecks: doing(array, address, plancheck.ResourceActionDestroyBeforeCreate),
				Check:            team("slow", "team", "web"),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "object_id",
				ImportStateIdFunc: func(*terraformState) (string, error) {
					return fmt.Sprint(acctest.ID(array.Only("pools", map[string]any{"name": "slow"}))), nil
				}},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{
				Query: true,
				Config: `
list "onprem_infinibox_object_metadata" "tier" {
  provider = onprem

  config {
    filters = [{ field = "key", values = ["tier"] }]
  }
}
`,
				QueryResultChecks: []querycheck.QueryResultCheck{
					querycheck.ExpectLength("onprem_infinibox_object_metadata.tier", 1),
					querycheck.ExpectIdentity("onprem_infinibox_object_metadata.tier", map[string]knownvalue.Check{
						"object_id": knownvalue.Int64Func(func(id int64) error { return has(array, "pools", map[string]any{"id": id, "name": "fast"}) }),
						"keys":      knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("tier")}),
					}),
				},
			},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "metadata", "pools") },
	})
}

// TestAccMetadataTwice: the same block twice is refused before anything is
// made, even where nothing of it is there yet.
func TestAccMetadataTwice(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	pool := poolOn(array, "fast")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{{
			Config: array.Provider() + fmt.Sprintf(`
resource "onprem_infinibox_object_metadata" "team" {
  count     = 2
  object_id = %d
  entries   = { team = "db" }
}
`, pool),
			ExpectError: regexp.MustCompile(`Key "team" Belongs To Two Resources`),
		}},
		CheckDestroy: func(*terraformState) error { return none(array, "metadata") },
	})
}

// TestAccSystemMetadataLife is the same for the array itself.
func TestAccSystemMetadataLife(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	address := "onprem_infinibox_system_metadata.place"
	place := func(entries string) string {
		return array.Provider() + fmt.Sprintf("resource \"onprem_infinibox_system_metadata\" \"place\" {\n  entries = { %s }\n}\n", entries)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(t),
		Steps: []resource.TestStep{
			{Config: place(`site = "berlin", rack = "7"`), ConfigPlanChecks: agreeing(array)},
			{ResourceName: address, ImportState: true, ImportStateId: "system_metadata", ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "entries.site"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID, ImportStateId: "system_metadata/rack,site"},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
			{Config: place(`site = "munich"`), ConfigPlanChecks: doing(array, address, plancheck.ResourceActionUpdate)},
		},
		CheckDestroy: func(*terraformState) error { return none(array, "metadata") },
	})
}

// TestAccMetadataGeneratedConfiguration plans nothing but the import.
func TestAccMetadataGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	g := newTagging(t, nil)
	g.tag(t, "team", "db")
	for id, kind := range map[string]string{fmt.Sprint(g.pool): metadataResource, fmt.Sprintf("%d/team", g.pool): metadataResource} {
		generated := acctest.Generate(t, g.Array, kind, id)
		if generated.Changes != "1 to import, 0 to add, 0 to change, 0 to destroy" {
			t.Errorf("%s: the generated configuration plans %s:\n%s", id, generated.Changes, generated.Configuration)
		}
	}
}
