package catalogue_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

func infiniBox(t testing.TB) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.InfiniBox()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNothingOfTheReferenceIsMissing(t *testing.T) {
	t.Parallel()
	c := infiniBox(t)
	got := map[string]int{
		"sections": len(c.Sections), "endpoints": len(c.Endpoints), "entities": len(c.Entities),
		"general error codes": len(c.GeneralErrors), "error codes": len(c.Errors), "filter operators": len(c.FilterOperators),
	}
	answered := map[string]bool{}
	for _, e := range c.Endpoints {
		got["operation "+string(e.Operation)]++
		for name, is := range map[string]bool{
			"dangerous": e.Dangerous, "paginated": e.Paginated, "with stated filters": e.FilterStated,
			"with a body": e.Body != "", "with a sample": e.Sample != nil, "with a doubtful sample": e.SampleDoubtful,
			"with samples that differ": len(e.SamplesDiffer) > 0, "with roles": len(e.Roles) > 0,
			"with path parameters": len(e.PathParameters) > 0, "with query parameters": len(e.QueryParameters) > 0,
		} {
			if is {
				got[name]++
			}
		}
		for _, code := range e.Errors {
			answered[code] = true
		}
	}
	got["error codes of endpoints"] = len(answered)
	for _, e := range c.Entities {
		got["kind "+string(e.Kind)]++
		got["create fields"] += len(e.CreateFields)
		got["update fields"] += len(e.UpdateFields)
		got["read fields"] += len(e.ReadFields)
	}
	want := map[string]int{
		"sections": 66, "endpoints": 440, "entities": 103, "filter operators": 12,
		"error codes of endpoints": 783, "general error codes": 21, "error codes": 790,
		"operation create": 57, "operation read": 86, "operation list": 77, "operation update": 45,
		"operation delete": 58, "operation query": 20, "operation op": 97,
		"dangerous": 98, "paginated": 91, "with stated filters": 39, "with a body": 139, "with a sample": 139,
		"with a doubtful sample": 25, "with samples that differ": 14, "with roles": 410,
		"with path parameters": 265, "with query parameters": 26,
		"kind collection": 35, "kind sub-collection": 17, "kind singleton": 13, "kind read-only": 32, "kind operation-only": 6,
		"create fields": 312, "update fields": 206, "read fields": 1412,
	}
	for name, number := range want {
		if got[name] != number {
			t.Errorf("%s: %d, want %d", name, got[name], number)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("not expected: %v", got)
	}
}

func TestCatalogueIsReadOnce(t *testing.T) {
	t.Parallel()
	first, second := infiniBox(t), infiniBox(t)
	if first != second {
		t.Error("two calls gave two catalogues")
	}
}

func TestEndpointsAreSortedAndSound(t *testing.T) {
	t.Parallel()
	c := infiniBox(t)
	order := func(a, b *catalogue.Endpoint) int {
		return strings.Compare(a.Path+"\x00"+a.Method+"\x00"+a.Title, b.Path+"\x00"+b.Method+"\x00"+b.Title)
	}
	if !slices.IsSortedFunc(c.Endpoints, order) || len(slices.CompactFunc(slices.Clone(c.Endpoints), func(a, b *catalogue.Endpoint) bool { return order(a, b) == 0 })) != len(c.Endpoints) {
		t.Error("endpoints out of order, or twice")
	}
	methods := []string{"GET", "POST", "PUT", "DELETE"}
	bodies := []string{"", "object", "array", "scalar", "multipart"}
	for _, e := range c.Endpoints {
		if !slices.Contains(methods, e.Method) || !slices.Contains(bodies, e.Body) || !slices.Contains(c.Sections, e.Section) {
			t.Errorf("%s: method %q, body %q, section %q", e, e.Method, e.Body, e.Section)
		}
		if (e.Body == "") != (e.Sample == nil) || e.Sample != nil && !json.Valid(e.Sample) {
			t.Errorf("%s: body %q with sample %s", e, e.Body, e.Sample)
		}
		if !slices.IsSorted(e.Errors) || !slices.IsSorted(e.Filterable) || !slices.IsSorted(e.Sortable) || !slices.IsSorted(e.Roles) {
			t.Errorf("%s: a list is out of order", e)
		}
		if strings.Trim(e.Path, "/") != e.Path || strings.Contains(e.Path, "//") {
			t.Errorf("path %q", e.Path)
		}
	}
}

func TestErrorCodesHaveAStatusOfAnError(t *testing.T) {
	t.Parallel()
	spelling := regexp.MustCompile(`^[A-Z0-9_]+$`)
	for code, status := range infiniBox(t).Errors {
		if !spelling.MatchString(code) || status < 300 || status > 599 {
			t.Errorf("%q: %d", code, status)
		}
	}
}

func TestEndpointsAtOneAddress(t *testing.T) {
	t.Parallel()
	c := infiniBox(t)
	for _, want := range []struct {
		method, path string
		titles       []string
	}{
		{"GET", "volumes/{id}", []string{"Get a Volume"}},
		{"POST", "volumes", []string{"Create Volume Snapshot", "Create a Volume"}},
		{"PATCH", "volumes/{id}", nil},
		{"GET", "volumes/5", nil},
	} {
		var titles []string
		for _, e := range c.EndpointsAt(want.method, want.path) {
			titles = append(titles, e.Title)
		}
		if !slices.Equal(titles, want.titles) {
			t.Errorf("%s %s: %q, want %q", want.method, want.path, titles, want.titles)
		}
	}
}

func TestWhatAnEndpointAnswersAndWhoMayCallIt(t *testing.T) {
	t.Parallel()
	deletion := infiniBox(t).EndpointsAt("DELETE", "volumes/{id}")[0]
	if !deletion.Dangerous || !deletion.Answers("APPROVAL_REQUIRED") || deletion.Answers("POOL_NOT_FOUND") {
		t.Errorf("deletion of a volume: dangerous %t, errors %v", deletion.Dangerous, deletion.Errors)
	}
	if !deletion.AllowedFor("POOL_ADMIN") || deletion.AllowedFor("READ_ONLY") {
		t.Errorf("deletion of a volume: roles %v", deletion.Roles)
	}
	if list := infiniBox(t).EndpointsAt("GET", "volumes")[0]; !list.AllowedFor("READ_ONLY") || !slices.Contains(list.Filterable, "name") {
		t.Errorf("list of volumes: roles %v, filters %v", list.Roles, list.Filterable)
	}
}

func BenchmarkMatch(b *testing.B) {
	c := infiniBox(b)
	for b.Loop() {
		if _, ok := c.Match("GET", "/api/rest/hosts/1000/ports"); !ok {
			b.Fatal("no match")
		}
	}
}
