package client

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// documented are the listings whose objects have a single read by id.
func documented(t *testing.T) map[string]*catalogue.Endpoint {
	t.Helper()
	reference, err := catalogue.InfiniBox()
	if err != nil {
		t.Fatal(err)
	}
	listings := map[string]*catalogue.Endpoint{}
	for _, one := range reference.Endpoints {
		path, key, ok := strings.Cut(one.Path, "/{id}")
		if one.Method != "GET" || !ok || key != "" || one.PathParameters[len(one.PathParameters)-1].Type != "long" {
			continue
		}
		for _, many := range reference.EndpointsAt("GET", path) {
			if many.Operation == catalogue.List {
				listings[nameless(path)] = many
			}
		}
	}
	return listings
}

// nameless is a path without the names of its parameters.
func nameless(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

func TestShareablesAreAsTheReferenceSays(t *testing.T) {
	t.Parallel()
	listings := documented(t)
	for _, s := range shareables() {
		if s.owned {
			continue
		}
		listing, ok := listings[s.path]
		if !ok {
			t.Errorf("%s: no documented listing with single reads by id", s.path)
			continue
		}
		filtered := slices.Contains(listing.Filterable, "id") && s.path != "vvols" // which refuses the operator in
		want := shareable{path: s.path, filtered: filtered, sorted: slices.Contains(listing.Sortable, "id")}
		if s != want || !listing.Paginated || listing.Result != "array" {
			t.Errorf("got %+v, documented are %+v (paginated %v, result %s)", s, want, listing.Paginated, listing.Result)
		}
	}
}

// TestOwnedShareablesAreAsTheReferenceSays: what one owner has is a listing
// too, objects show their owner, and nothing is said against a filter on it.
func TestOwnedShareablesAreAsTheReferenceSays(t *testing.T) {
	t.Parallel()
	reference, err := catalogue.InfiniBox()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shareables() {
		if !s.owned {
			continue
		}
		path := s.path + "/{" + ownerField + "}"
		if one := reference.EndpointsAt("GET", path); len(one) != 1 || one[0].Result != "array" || !one[0].Paginated {
			t.Errorf("%s: documented are %+v", path, one)
		}
		for _, many := range reference.EndpointsAt("GET", s.path) {
			if many.Result != "array" || !many.Paginated || slices.Contains(many.Sortable, "id") != s.sorted || many.NotFilterable == ownerField {
				t.Errorf("%+v: documented is %+v", s, many)
			}
		}
	}
}

func TestEveryListingIsShared(t *testing.T) {
	t.Parallel()
	apart := map[string]string{"events": "nothing that Terraform keeps; there are millions"}
	shared := shareablesByPath()
	for path := range documented(t) {
		if _, ok := shared[path]; !ok && apart[path] == "" {
			t.Errorf("%s isn't read together, without a reason", path)
		}
	}
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	for collection, want := range map[string]string{
		"volumes":                  "volumes",
		"s3_users":                 "s3_users",
		"filesystems/1000/treeqs":  "filesystems/{}/treeqs",
		"qos/policies/7/assigned":  "qos/policies/{}/assigned",
		"volumes/0700/x":           "volumes/0700/x",
		"config/sso/idps":          "config/sso/idps",
		"snapshot_policies/1/2":    "snapshot_policies/{}/{}",
		"volumes?pool_id=eq:1000":  "volumes?pool_id=eq:1000",
		"fc/switches/12345/things": "fc/switches/{}/things",
	} {
		if got := template(collection); got != want {
			t.Errorf("%s became %s, want %s", collection, got, want)
		}
	}
}
