package infinibox_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// stocked is an array with five volumes and a snapshot in two pools:
// alpha(1 GB) Beta(2) gamma(3) in p1, delta(4) epsilon(5) in p2, snap of alpha.
func stocked(t *testing.T) (a *array, p1, p2 int64) {
	t.Helper()
	a = newArray(t, infinibox.Options{})
	p1, p2 = a.pool("p1", 10), a.pool("p2", 10)
	for i, name := range []string{"alpha", "Beta", "gamma", "delta", "epsilon"} {
		home := p1
		if i > 2 {
			home = p2
		}
		a.volume(name, home, int64(i+1))
	}
	a.snapshot("snap", p2+1)
	return a, p1, p2
}

func TestFiltersSelectObjects(t *testing.T) {
	t.Parallel()
	a, p1, _ := stocked(t)
	first := p1 + 2 // id of alpha
	for _, test := range []struct{ query, want string }{
		{"name=alpha", "alpha"},
		{"name=ALPHA", "alpha"},
		{"name=eq:beta", "Beta"},
		{"name=EQ:beta", "Beta"},
		{"name=neq:alpha&type=master", "Beta gamma delta epsilon"},
		{"name=ne:alpha&type=master", "Beta gamma delta epsilon"},
		{"size=lt:2000000000", "alpha snap"},
		{"size=leq:2000000000&type=master", "alpha Beta"},
		{"size=le:2000000000&type=master", "alpha Beta"},
		{"size=gt:4000000000", "epsilon"},
		{"size=geq:4000000000", "delta epsilon"},
		{"size=ge:4000000000", "delta epsilon"},
		{"size=gt:1000000000&size=lt:4000000000", "Beta gamma"},
		{"size=between:[2000000000,3000000000]", "Beta gamma"},
		{"size=between:2000000000,3000000000", "Beta gamma"},
		{fmt.Sprintf("id=in:(%d,%d)", first+2, first), "alpha gamma"},
		{fmt.Sprintf("id=in:[%d,%d]", first, first+2), "alpha gamma"},
		{fmt.Sprintf("id=in:%d,%d,%d", first, first+2, first), "alpha gamma"},
		{fmt.Sprintf("id=notin:%d,%d&type=MASTER", first, first+2), "Beta delta epsilon"},
		{fmt.Sprintf("id=in:%d,424242", first), "alpha"},
		{fmt.Sprintf("id=in:%d&name=beta", first), ""},
		{"name=in:(alpha,BETA)", "alpha Beta"},
		{"name=like:TA", "Beta delta"},
		{"name=gt:delta&type=master", "gamma epsilon"},
		{"type=master", "alpha Beta gamma delta epsilon"},
		{"type=Snapshot", "snap"},
		{"type=in:(master,snapshot)", "alpha Beta gamma delta epsilon snap"},
		{"provtype=neq:thin", ""},
		{"write_protected=TRUE", "snap"},
		{"write_protected=neq:true&size=gt:4000000000", "epsilon"},
		{fmt.Sprintf("pool_id=%d", p1), "alpha Beta gamma snap"},
		{fmt.Sprintf("pool_id=gt:%d", p1), "delta epsilon"},
		{"parent_id=0", "alpha Beta gamma delta epsilon"},
		{fmt.Sprintf("parent_id=eq:%d", first), "snap"},
		{"cg_id=is:null&type=snapshot", "snap"},
		{"cg_id=isnot:null", ""},
		{"udid=is:NULL&size=1000000000", "alpha snap"},
		{"udid=neq:5&size=1000000000", "alpha snap"},
		{"udid=lt:5", ""},
		{"name=no:such", ""},
		{"depth=1", "snap"},
	} {
		t.Run(test.query, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(a.on(t).names("volumes?"+test.query), " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestListsOfManyIDsAreFilteredByThem(t *testing.T) {
	t.Parallel()
	a, p1, _ := stocked(t)
	var ids []string
	for id := p1; id < p1+20; id++ {
		ids = append(ids, fmt.Sprint(id))
	}
	list := strings.Join(ids, ",")
	if got := len(a.names("volumes?id=in:" + list)); got != 6 {
		t.Errorf("in answers %d volumes, want 6", got)
	}
	if got := a.names("volumes?family_id=notin:" + list); len(got) != 0 {
		t.Errorf("notin answers %v", got)
	}
}

func TestQueriesAreRefused(t *testing.T) {
	t.Parallel()
	a, _, _ := stocked(t)
	for _, test := range []struct {
		query   string
		status  int
		code    string
		message string
	}{
		{"volumes?nonsense=1", 404, "ATTRIBUTE_NOT_FOUND", "Attribute not found: 'nonsense'"},
		{"volumes?approved=yes", 404, "ATTRIBUTE_NOT_FOUND", "Attribute not found: 'approved'"},
		{"volumes?promote_source_id=1", 400, "NOT_FILTERABLE_FIELD", "The request contains a field that cannot be filtered: ('promote_source_id')"},
		{"pools?state=NORMAL", 400, "NOT_FILTERABLE_FIELD", "The request contains a field that cannot be filtered: ('state')"},
		{"pools?owners=1", 400, "NOT_FILTERABLE_FIELD", "The request contains a field that cannot be filtered: ('owners')"},
		{"pools/administered_pools?free_physical_space=1", 400, "NOT_FILTERABLE_FIELD", "The request contains a field that cannot be filtered: ('free_physical_space')"},
		{"users?ldap_id=1", 400, "NOT_FILTERABLE_FIELD", "The request contains a field that cannot be filtered: ('ldap_id')"},
		{"pools?name=allof:a", 400, "UNSUPPORTED_FILTER_RELATION", "The filtering operator 'ALLOF' is not supported by this resource"},
		{"volumes?size=like:1", 400, "UNSUPPORTED_FILTER_RELATION", "The filtering operator 'LIKE' is not supported by this resource"},
		{"volumes?type=like:mas", 400, "UNSUPPORTED_FILTER_RELATION", "The filtering operator 'LIKE' is not supported by this resource"},
		{"volumes?write_protected=lt:true", 400, "UNSUPPORTED_FILTER_RELATION", "The filtering operator 'LT' is not supported by this resource"},
		{"volumes?type=between:a,b", 400, "UNSUPPORTED_FILTER_RELATION", "The filtering operator 'BETWEEN' is not supported by this resource"},
		{"volumes?replication_types=NONE", 400, "UNSUPPORTED_FILTER_RELATION", "The filtering operator 'EQ' is not supported by this resource"},
		{"cgs?replication_types=eq:NONE", 400, "UNSUPPORTED_FILTER_RELATION", "The filtering operator 'EQ' is not supported by this resource"},
		{"cgs?replication_types=allof:x", 400, "MALFORMED_PARAMETER", "A parameter ('replication_types') could not be translated to an expected type"},
		{"volumes?type=111", 400, "MALFORMED_PARAMETER", "A parameter ('111') could not be translated to an expected type"},
		{"volumes?size=big", 400, "MALFORMED_PARAMETER", "A parameter ('big') could not be translated to an expected type"},
		{"volumes?size=in:1,big", 400, "MALFORMED_PARAMETER", "A parameter ('big') could not be translated to an expected type"},
		{"volumes?size=in:", 400, "MALFORMED_PARAMETER", "A parameter ('') could not be translated to an expected type"},
		{"volumes?size=in:()", 400, "MALFORMED_PARAMETER", "A parameter ('()') could not be translated to an expected type"},
		{"volumes?size=in:(1,2]", 400, "MALFORMED_PARAMETER", "A parameter ('(1,2]') could not be translated to an expected type"},
		{"volumes?size=between:1", 400, "MALFORMED_PARAMETER", "A parameter ('1') could not be translated to an expected type"},
		{"volumes?size=between:1,2,3", 400, "MALFORMED_PARAMETER", "A parameter ('1,2,3') could not be translated to an expected type"},
		{"volumes?mapped=maybe", 400, "MALFORMED_PARAMETER", "A parameter ('maybe') could not be translated to an expected type"},
		{"volumes?cg_id=is:nothing", 400, "MALFORMED_PARAMETER", "A parameter ('nothing') could not be translated to an expected type"},
		{"volumes?include_data_reduction_hist=perhaps", 400, "MALFORMED_PARAMETER", "A parameter ('perhaps') could not be translated to an expected type"},
		{"volumes?sort=nonsense", 404, "ATTRIBUTE_NOT_FOUND", "Attribute not found: 'nonsense'"},
		{"volumes?sort=name,pool_name", 400, "NOT_SORTABLE_FIELD", "The request contains a field that cannot be sortable: ('pool_name')"},
		{"datasets?sort=pool_name", 400, "NOT_SORTABLE_FIELD", "The request contains a field that cannot be sortable: ('pool_name')"},
		{"vvols?sort=is_replicated", 409, "OPERATION_NOT_SUPPORTED", "Sorting by field: 'is_replicated' is not supported"},
		{"volumes?sort=name&sort=id", 400, "MALFORMED_PARAMETER", "A parameter ('name,id') could not be translated to an expected type"},
		{"volumes?page=1&page=2", 400, "MALFORMED_PARAMETER", "A parameter ('1,2') could not be translated to an expected type"},
		{"volumes?page_size=5&page_size=5", 400, "MALFORMED_PARAMETER", "A parameter ('5,5') could not be translated to an expected type"},
		{"volumes?fields=id&fields=name", 400, "MALFORMED_PARAMETER", "A parameter ('id,name') could not be translated to an expected type"},
		{"pools?page=abcd", 400, "MALFORMED_PARAMETER", "A parameter ('abcd') could not be translated to an expected type"},
		{"pools?page=-1", 400, "WRONG_PARAMETER", "The value (-1) of parameter 'page' does not meet a condition: 'int >= 1'"},
		{"pools?page_size=0", 400, "WRONG_PARAMETER", "The value (0) of parameter 'page_size' does not meet a condition: 'int >= 1'"},
		{"pools?page_size=1001", 400, "MAX_PAGE_SIZE_VIOLATION", "Requested page size 1001 exceeds range 1..1000 for command 'GetAllPoolsFiltered'"},
		{"pools/administered_pools?page_size=1001", 400, "MAX_PAGE_SIZE_VIOLATION", "Requested page size 1001 exceeds range 1..1000 for command 'GetMyPools'"},
		{"pools/1000/owners?page_size=1001", 400, "MAX_PAGE_SIZE_VIOLATION", "Requested page size 1001 exceeds range 1..1000 for command 'GetPoolAttribute'"},
		{"pools/1000/all_admins?name=x", 400, "UNKNOWN_PARAMETER", "An unknown parameter was passed: 'name'"},
		{"pools/1000?name=x", 400, "UNKNOWN_PARAMETER", "An unknown parameter was passed: 'name'"},
	} {
		t.Run(test.query, func(t *testing.T) {
			t.Parallel()
			answered := a.on(t).refused(http.MethodGet, test.query, nil, test.status, test.code)
			if answered.Error.Message != test.message {
				t.Errorf("the message is %q, want %q", answered.Error.Message, test.message)
			}
		})
	}
}

func TestListsAreSorted(t *testing.T) {
	t.Parallel()
	a, _, _ := stocked(t)
	for _, test := range []struct{ query, want string }{
		{"", "alpha Beta gamma delta epsilon snap"},
		{"?sort=name", "alpha Beta delta epsilon gamma snap"},
		{"?sort=-name", "snap gamma epsilon delta Beta alpha"},
		{"?sort=size,-name", "snap alpha Beta gamma delta epsilon"},
		{"?sort=-type,-size", "snap epsilon delta gamma Beta alpha"},
		{"?sort=udid", "alpha Beta gamma delta epsilon snap"},
		{"?sort=-id&page_size=2", "snap epsilon"},
	} {
		t.Run(test.query, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(a.on(t).names("volumes"+test.query), " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestListsArePaged(t *testing.T) {
	t.Parallel()
	a, _, _ := stocked(t)
	for _, test := range []struct {
		query             string
		page, size, pages int
		objects           int
		want              string
	}{
		{"", 1, 50, 1, 6, "alpha Beta gamma delta epsilon snap"},
		{"?page_size=4", 1, 4, 2, 6, "alpha Beta gamma delta"},
		{"?page_size=4&page=2", 2, 4, 2, 6, "epsilon snap"},
		{"?page_size=6&page=2", 2, 6, 1, 6, ""},
		{"?page=9223372036854775807", 9223372036854775807, 50, 1, 6, ""},
		{"?page_size=1000&type=snapshot", 1, 1000, 1, 1, "snap"},
		{"?name=nobody", 1, 50, 1, 0, ""},
	} {
		t.Run(test.query, func(t *testing.T) {
			t.Parallel()
			answered := a.on(t).send(http.MethodGet, "volumes"+test.query, nil)
			m := answered.Meta
			if !m.Ready || m.Page != test.page || m.PageSize != test.size || m.Pages != test.pages || m.Objects != test.objects {
				t.Errorf("the metadata is %+v", m)
			}
			if got := strings.Join(a.on(t).names("volumes"+test.query), " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestFieldsArePlucked(t *testing.T) {
	t.Parallel()
	a, p1, _ := stocked(t)
	listed := a.send(http.MethodGet, "volumes?fields=name,no_such_field,id&page_size=1", nil)
	if got, want := jsonOf(t, listed.Result), fmt.Sprintf(`[{"id":%d,"name":"alpha"}]`, p1+2); got != want {
		t.Errorf("the list answers %s, want %s", got, want)
	}
	read := a.send(http.MethodGet, at("pools", p1, "?fields=name"), nil)
	if got := jsonOf(t, read.Result); got != `{"name":"p1"}` {
		t.Errorf("the read answers %s", got)
	}
	if only := a.send(http.MethodGet, "volumes?fields=no_such_field&page_size=1", nil); jsonOf(t, only.Result) != `[{}]` {
		t.Errorf("unknown fields alone answer %s", only.body)
	}
}

func TestAttributesAreReadAlone(t *testing.T) {
	t.Parallel()
	a, p1, _ := stocked(t)
	for path, want := range map[string]string{
		at("pools", p1, "/name"):          `"p1"`,
		at("pools", p1, "/volumes_count"): `3`,
		at("volumes", p1+2, "/pool_id"):   fmt.Sprint(p1),
		at("volumes", p1+2, "/cg_id"):     `null`,
		at("volumes", p1+2, "/mapped"):    `false`,
		at("volumes", p1+2, "/depth"):     `0`,
	} {
		if got := jsonOf(t, a.send(http.MethodGet, path, nil).Result); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
	lists := a.send(http.MethodGet, at("volumes", p1+2, "/replication_types"), nil)
	if jsonOf(t, lists.Result) != `["NONE"]` || lists.Meta.Objects != 1 || lists.Meta.PageSize != 50 {
		t.Errorf("an attribute that is a list answers %s", lists.body)
	}
	a.refused(http.MethodGet, at("pools", p1, "/nonExisting"), nil, 404, "ATTRIBUTE_NOT_FOUND")
	a.refused(http.MethodGet, "volumes/9999/name", nil, 404, "VOLUME_NOT_FOUND")
	a.refused(http.MethodGet, "volumes/first", nil, 404, "MALFORMED_ID_TYPE")
}

func TestListingsOfOneVolumeAreEmptyWithoutHostsAndReplication(t *testing.T) {
	t.Parallel()
	a, p1, _ := stocked(t)
	for _, path := range []string{
		at("volumes", p1+2, "/luns"), at("volumes", p1+2, "/replication_pairs"), at("volumes", p1+2, "/internal_volumes"),
		"volumes/internal_volumes/master", "volumes/internal_volumes/SNAPSHOT",
	} {
		answered := a.send(http.MethodGet, path, nil)
		if jsonOf(t, answered.Result) != `[]` || answered.Meta.Pages != 1 {
			t.Errorf("%s answers %s", path, answered.body)
		}
	}
	a.refused(http.MethodGet, "volumes/9999/luns", nil, 404, "VOLUME_NOT_FOUND")
	a.refused(http.MethodGet, "volumes/internal_volumes/clone", nil, 400, "MALFORMED_PARAMETER")
	if raw := a.names("volumes/_raw"); !slices.Contains(raw, "alpha") {
		t.Errorf("volumes/_raw lists %v", raw)
	}
}
