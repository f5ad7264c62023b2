package catalogue_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

func symkloud(t testing.TB) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Symkloud()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNothingOfTheSymkloudsReferenceIsMissing(t *testing.T) {
	t.Parallel()
	c := symkloud(t)
	got := map[string]int{"sections": len(c.Sections), "endpoints": len(c.Endpoints), "entities": len(c.Entities), "codes": len(c.Errors)}
	for _, e := range c.Endpoints {
		got[string(e.Basis)]++
		got[e.Method]++
	}
	for name, number := range map[string]int{
		"sections": 7, "endpoints": 67, "entities": 39, "codes": 54,
		"documented": 38, "documented reply": 22, "inferred": 7, "GET": 41, "POST": 25, "PUT": 1,
	} {
		if got[name] != number {
			t.Errorf("%s: %d, want %d", name, got[name], number)
		}
	}
}

func TestSymkloudsEndpointsAreSortedAndSound(t *testing.T) {
	t.Parallel()
	c := symkloud(t)
	if !slices.IsSortedFunc(c.Endpoints, func(a, b *catalogue.Endpoint) int {
		return strings.Compare(a.Path+"\x00"+a.Method, b.Path+"\x00"+b.Method)
	}) {
		t.Error("endpoints out of order")
	}
	for _, e := range c.Endpoints {
		if !slices.Contains(c.Sections, e.Section) || !slices.IsSorted(e.Errors) || !slices.IsSorted(e.InferredErrors) {
			t.Errorf("%s: section %q, errors %v, inferred %v", e, e.Section, e.Errors, e.InferredErrors)
		}
		if (e.Body == "") != (len(e.FormParameters) == 0) || e.Body != "" && e.Method == "GET" {
			t.Errorf("%s: body %q with %v", e, e.Body, e.FormParameters)
		}
		for _, code := range slices.Concat(e.Errors, e.InferredErrors, c.GeneralErrors) {
			if _, err := strconv.Atoi(code); err != nil {
				t.Errorf("%s: code %q", e, code)
			}
		}
		if e.Published() != (e.Basis == catalogue.Documented) {
			t.Errorf("%s: basis %q", e, e.Basis)
		}
	}
}

func TestSymkloudsPathsAreRelativeToThePlatform(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"UserList": "user", "Node/1/Payload/2/Nic/3/Network": "payload_network", "v3/Security/HTTPS": "https", "PSU/1/Value": "psu",
	} {
		match, ok := symkloud(t).Match("GET", path)
		if !ok || match.Endpoints[0].Entity != want {
			t.Errorf("%s: %v", path, match.Endpoints)
		}
	}
}
