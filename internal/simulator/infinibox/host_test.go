package infinibox_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestANewHostHasTheFieldsOfTheSamples(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	made := a.must(http.MethodPost, "hosts", map[string]any{"name": "h"})
	want := map[string]any{
		"id": 1000, "name": "h", "luns": []any{}, "resiliency": "DISCONNECTED", "ports_count": 0, "host_type": "DEFAULT",
		"port_type": []any{}, "paths": 0, "security_chap_inbound_username": nil, "min_expected_paths": 0, "subsystem_nqn": nil,
		"path_health": "NONE", "security_chap_outbound_username": nil, "security_method": "NONE",
		"is_min_expected_paths_user_set": false, "san_client_type": "HOST", "optimized": true, "host_cluster_id": 0,
		"tenant_id": 1, "created_at": start.UnixMilli(), "updated_at": start.UnixMilli(), "ports_disconnected": 0,
		"security_chap_has_inbound_secret": false, "luns_count": 0, "ports": []any{}, "security_chap_has_outbound_secret": false,
	}
	made.has(want)
	if len(made.fields) != len(want) {
		t.Errorf("%d fields, want %d: %v", len(made.fields), len(want), made.fields)
	}
	a.get("hosts/1000").has(want)
}

func TestCreatingAHostIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{Limits: infinibox.Limits{SAN: infinibox.SANLimits{Hosts: 1}}})
	a.host("taken")
	const paths = "non-negative, non-null value or -1 for calculated field"
	for _, test := range []struct {
		what    string
		body    any
		status  int
		code    string
		message string
	}{
		{"no name", map[string]any{}, 400, "MISSING_FIELD", "A field ('name') is missing in an object passed"},
		{"an empty name", map[string]any{"name": ""}, 400, "INVALID_NAME_LENGTH", "Name must be of length between 1 and 65 characters"},
		{"a long name", map[string]any{"name": strings.Repeat("x", 66)}, 400, "INVALID_NAME_LENGTH", ""},
		{"a strange name", map[string]any{"name": "aሴ"}, 400, "INVALID_CHARACTERS_IN_NAME", "Invalid characters in name 'aሴ'"},
		{"a name taken", map[string]any{"name": "taken"}, 409, "HOST_NAME_CONFLICT", "An entity with this name already exists"},
		{"one host too many", map[string]any{"name": "x"}, 409, "HOST_COUNT_LIMIT", "Host count limit reached"},
		{"times", map[string]any{"name": "x", "updated_at": 1}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('created_at or updated_at')"},
		{"ports", map[string]any{"name": "x", "ports": []any{}}, 400, "UNSUPPORTED_FIELD", "The request contains an unsupported field ('ports')"},
		{"another tenant", map[string]any{"name": "x", "tenant_id": 2}, 404, "TENANT_NOT_FOUND", "Tenant not found"},
		{"an unknown type", map[string]any{"name": "x", "host_type": "TOASTER"}, 400, "MALFORMED_PARAMETER", "A parameter ('host_type') could not be translated to an expected type"},
		{"an unknown method", map[string]any{"name": "x", "security_method": "HANDSHAKE"}, 400, "MALFORMED_PARAMETER", ""},
		{"no expected paths", map[string]any{"name": "x", "min_expected_paths": nil}, 400, "WRONG_PARAMETER", "The value (null) of parameter 'min_expected_paths' does not meet a condition: '" + paths + "'"},
		{"less than the computed", map[string]any{"name": "x", "min_expected_paths": -2}, 400, "WRONG_PARAMETER", "The value (-2) of parameter 'min_expected_paths' does not meet a condition: '" + paths + "'"},
		{"words for paths", map[string]any{"name": "x", "min_expected_paths": "many"}, 400, "MALFORMED_PARAMETER", ""},
		{"a long user name", map[string]any{"name": "x", "security_chap_inbound_username": strings.Repeat("u", 21)}, 409, "INVALID_CHAP_USERNAME", ""},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			answered := a.on(t).refused(http.MethodPost, "hosts", test.body, test.status, test.code)
			if test.message != "" && answered.message() != test.message {
				t.Errorf("the message is %q, not %q", answered.message(), test.message)
			}
		})
	}
}

func TestAnUpdateOfAHostChangesOneField(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		field string
		to    any
		also  map[string]any
	}{
		{"name", "renamed", nil},
		{"host_type", "hpux", map[string]any{"host_type": "HPUX"}},
		{"min_expected_paths", 4, map[string]any{"is_min_expected_paths_user_set": true, "path_health": "NOT_OK"}},
		{"min_expected_paths", 0, map[string]any{"is_min_expected_paths_user_set": true, "path_health": "NONE"}},
		{"min_expected_paths", -1, map[string]any{"min_expected_paths": 0, "is_min_expected_paths_user_set": false}},
		{"optimized", false, nil},
		{"security_method", "CHAP", nil},
	} {
		t.Run(test.field, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, noOptions)
			h := a.host("h")
			a.clock.Advance(time.Minute)
			want := map[string]any{test.field: test.to, "updated_at": start.Add(time.Minute).UnixMilli(), "created_at": start.UnixMilli()}
			for name, v := range test.also {
				want[name] = v
			}
			a.must(http.MethodPut, at("hosts", h, "?approved=yes"), map[string]any{test.field: test.to}).has(want)
			a.get(at("hosts", h)).has(want)
		})
	}
}

func TestUpdatingAHostIsRefused(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.host("h")
	a.host("taken")
	vms := a.must(http.MethodPost, "hosts", map[string]any{"name": "vms", "host_type": "OPENVMS"}).id()
	for _, test := range []struct {
		what   string
		id     int64
		body   any
		status int
		code   string
	}{
		{"two fields", h, map[string]any{"name": "x", "optimized": true}, 400, "NOT_SUPPORTED_MULTIPLE_UPDATE"},
		{"CHAP beside another field", h, map[string]any{"name": "x", "security_method": "NONE"}, 400, "NOT_SUPPORTED_MULTIPLE_UPDATE"},
		{"nothing", h, map[string]any{}, 400, "MISSING_CONTENT"},
		{"the cluster", h, map[string]any{"host_cluster_id": 1}, 400, "UNSUPPORTED_FIELD"},
		{"ports", h, map[string]any{"ports": []any{}}, 400, "UNSUPPORTED_FIELD"},
		{"a name taken", h, map[string]any{"name": "taken"}, 409, "HOST_NAME_CONFLICT"},
		{"no name", h, map[string]any{"name": nil}, 400, "MALFORMED_PARAMETER"},
		{"a bad name", h, map[string]any{"name": "a*b"}, 400, "INVALID_CHARACTERS_IN_NAME"},
		{"no type", h, map[string]any{"host_type": nil}, 400, "MALFORMED_PARAMETER"},
		{"OpenVMS afterwards", h, map[string]any{"host_type": "OPENVMS"}, 409, "OPENVMS_HOST_TYPE_NO_MODIFICATION"},
		{"no longer OpenVMS", vms, map[string]any{"host_type": "DEFAULT"}, 409, "OPENVMS_HOST_TYPE_NO_MODIFICATION"},
		{"a doubtful state", h, map[string]any{"optimized": nil}, 400, "WRONG_PARAMETER"},
		{"another host", 999, map[string]any{"name": "x"}, 404, "HOST_NOT_FOUND"},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			a := a.on(t)
			a.refused(http.MethodPut, at("hosts", test.id), test.body, test.status, test.code)
		})
	}
}

func TestChangingTheOptimizedStateNeedsApproval(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.host("h")
	a.must(http.MethodPut, at("hosts", h), map[string]any{"optimized": true})
	answered := a.refused(http.MethodPut, at("hosts", h), map[string]any{"optimized": false}, 403, "APPROVAL_REQUIRED")
	const reason = "Modifying the host path optimized state may change the host's multipathing load-balancing behavior"
	if len(answered.Error.Reasons) != 1 || answered.Error.Reasons[0].Message != reason {
		t.Errorf("the reasons are %v", answered.Error.Reasons)
	}
	a.must(http.MethodPut, at("hosts", h, "?approved=yes"), map[string]any{"optimized": false}).has(map[string]any{"optimized": false})
}

func TestAHostThatIsInUseIsNotDeleted(t *testing.T) {
	t.Parallel()
	s := newSAN(newArray(t, noOptions))
	s.port(s.h, "FC", s.fabric+"01")
	s.member(s.c, s.h)
	s.mapped("hosts", s.i, s.v)
	s.refused(http.MethodDelete, at("hosts", s.h), nil, 409, "CANNOT_DELETE_CLUSTERED_HOST")
	s.refused(http.MethodDelete, at("hosts", s.i), nil, 409, "HOST_NOT_EMPTY")
	s.must(http.MethodDelete, at("clusters", s.c, "/hosts/", text(s.h), "?approved=yes"), nil)
	s.must(http.MethodDelete, at("hosts", s.h), nil).has(map[string]any{"name": "h", "ports_count": 1})
	s.refused(http.MethodGet, at("hosts", s.h), nil, 404, "HOST_NOT_FOUND")
	s.port(s.i, "FC", s.fabric+"01") // it's free again
}

func TestAHostsMetadataGoesWithIt(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.host("h")
	a.must(http.MethodPut, at("metadata", h), map[string]any{"rack": "7"})
	a.must(http.MethodDelete, at("hosts", h), nil)
	if left := a.send(http.MethodGet, "metadata", nil).items(t); len(left) != 0 {
		t.Errorf("%d entries are left", len(left))
	}
}

func TestHostsAreFilteredAndSorted(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	for name, kind := range map[string]string{"alpha": "DEFAULT", "beta": "HPUX", "gamma": "DEFAULT"} {
		a.must(http.MethodPost, "hosts", map[string]any{"name": name, "host_type": kind, "min_expected_paths": len(name)})
	}
	for query, want := range map[string][]string{
		"host_type=eq:hpux":                           {"beta"},
		"host_type=DEFAULT&sort=-name":                {"gamma", "alpha"},
		"min_expected_paths=gt:4&sort=name":           {"alpha", "gamma"},
		"path_health=NOT_OK&sort=name":                {"alpha", "beta", "gamma"},
		"name=like:ET":                                {"beta"},
		"resiliency=neq:DISCONNECTED":                 {},
		"is_min_expected_paths_user_set=true&sort=id": nil,
	} {
		got := a.names("hosts?" + query)
		if want == nil {
			want = a.names("hosts")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestHostsAreNotFilteredByEverything(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	for query, want := range map[string]struct {
		status int
		code   string
	}{
		"luns=1":                  {400, "NOT_FILTERABLE_FIELD"},
		"ports_count=1":           {400, "NOT_FILTERABLE_FIELD"},
		"sort=luns":               {400, "NOT_SORTABLE_FIELD"},
		"sort=min_expected_paths": {400, "NOT_SORTABLE_FIELD"},
		"host_cluster_id=1":       {400, "UNKNOWN_PARAMETER"},
		"colour=red":              {404, "ATTRIBUTE_NOT_FOUND"},
		"page=0":                  {400, "WRONG_PARAMETER"},
	} {
		a.refused(http.MethodGet, "hosts?"+query, nil, want.status, want.code)
	}
	answered := a.refused(http.MethodGet, "hosts?page_size=1000000", nil, 400, "MAX_PAGE_SIZE_VIOLATION")
	if want := "Requested page size 1000000 exceeds range 1..1000 for command 'GetAllHostsFiltered'"; answered.message() != want {
		t.Errorf("the message is %q", answered.message())
	}
}

func TestAHostsAttributesAreReadOneByOne(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.host("h")
	if got := a.send(http.MethodGet, at("hosts", h, "/name"), nil).Result; got != "h" {
		t.Errorf("the name is %v", got)
	}
	a.refused(http.MethodGet, at("hosts", h, "/colour"), nil, 404, "ATTRIBUTE_NOT_FOUND")
	a.refused(http.MethodGet, "hosts/x", nil, 404, "MALFORMED_ID_TYPE")
}
