package catalogue_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	c := infiniBox(t)
	for _, want := range []struct {
		method, path, template string
		values                 []string
	}{
		{"GET", "volumes/5", "volumes/{id}", []string{"5"}},
		{"GET", "/api/rest/volumes/5/", "volumes/{id}", []string{"5"}},
		{"GET", "/api/rest/volumes", "volumes", nil},
		{"GET", "metadata/system", "metadata/system", nil},
		{"GET", "metadata/5", "metadata/{object_id}", []string{"5"}},
		{"GET", "metadata/5/owner%2Fteam", "metadata/{object_id}/{key}", []string{"5", "owner/team"}},
		{"GET", "hosts/7/ports", "hosts/{host_id}/ports", []string{"7"}},
		{"GET", "hosts/host_id_by_initiator_address/aaaaaaaaaaaa0001", "hosts/host_id_by_initiator_address/{wwn}", []string{"aaaaaaaaaaaa0001"}},
		{"DELETE", "hosts/7/ports/ISCSI/iqn.2011-08.com.example:storage", "hosts/{id}/ports/{type}/{address}", []string{"7", "ISCSI", "iqn.2011-08.com.example:storage"}},
		{"GET", "users/ldap_groups", "users/ldap_groups", nil},
		{"GET", "remote/42/volumes/5", "remote/{linkId}/{resource}", []string{"42", "volumes/5"}},
		{"GET", "remote/ibox02/volumes/5", "remote/{remoteHost}/{resource}", []string{"ibox02", "volumes/5"}},
	} {
		found, ok := c.Match(want.method, want.path)
		if !ok {
			t.Errorf("%s %s: no match", want.method, want.path)
			continue
		}
		if found.Endpoints[0].Path != want.template || found.Endpoints[0].Method != want.method || !slices.Equal(found.Values, want.values) {
			t.Errorf("%s %s: %s with %q, want %s with %q", want.method, want.path, found.Endpoints[0], found.Values, want.template, want.values)
		}
	}
}

func TestPathsThatStandForNothing(t *testing.T) {
	t.Parallel()
	c := infiniBox(t)
	for _, request := range [][2]string{
		{"GET", ""},
		{"GET", "/"},
		{"GET", "api/rest/"},
		{"GET", "no_such_collection"},
		{"GET", "volumes/5/no/such/path"},
		{"GET", "hosts//ports"},
		{"GET", "volumes/%zz"},
		{"DELETE", "volumes"},
		{"PATCH", "volumes/5"},
	} {
		if found, ok := c.Match(request[0], request[1]); ok {
			t.Errorf("%s %q: %s", request[0], request[1], found.Endpoints[0])
		}
	}
}

// TestEveryTemplateMatchesItself fills every template with values and expects
// the endpoint and the values back.
func TestEveryTemplateMatchesItself(t *testing.T) {
	t.Parallel()
	c := infiniBox(t)
	for _, e := range c.Endpoints {
		path, values := e.Path, []string(nil)
		for _, p := range e.PathParameters {
			value := "~" + p.Name
			if p.Pattern == "[0-9]+" {
				value = "17"
			}
			path = strings.Replace(path, "{"+p.Name+"}", value, 1)
			values = append(values, value)
		}
		found, ok := c.Match(e.Method, path)
		if !ok || !slices.Contains(found.Endpoints, e) || !slices.Equal(found.Values, values) {
			t.Errorf("%s as %s: %v, %t", e, path, found, ok)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, path := range []string{"volumes/5", "/api/rest/hosts/7/ports/", "remote/1/a/b/c", "metadata/system/k", "a//b", "%2F"} {
		f.Add("GET", path)
	}
	c := infiniBox(f)
	f.Fuzz(func(t *testing.T, method, path string) {
		found, ok := c.Match(method, path)
		if !ok {
			return
		}
		e := found.Endpoints[0]
		if e.Method != method || len(found.Values) != len(e.PathParameters) {
			t.Fatalf("%s %q: %s with %q", method, path, e, found.Values)
		}
		if p := e.PathParameters; len(p) > 0 && p[len(p)-1].Pattern == ".*" {
			return // what takes the rest of a path doesn't keep its encoding
		}
		filled := e.Path
		for i, p := range e.PathParameters {
			filled = strings.Replace(filled, "{"+p.Name+"}", url.PathEscape(found.Values[i]), 1)
		}
		if again, ok := c.Match(method, filled); !ok || again.Endpoints[0] != e || !slices.Equal(again.Values, found.Values) {
			t.Fatalf("%q and its own form %q: %s and %v", path, filled, e, again)
		}
	})
}
