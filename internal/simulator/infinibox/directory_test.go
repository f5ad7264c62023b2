package infinibox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestAJoinedDomainKnowsTheAccounts(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	const query = "activedirectory/domains/user_query"
	a.refused(http.MethodGet, query, nil, 409, "ACTIVE_DIRECTORY_NOT_JOINED")
	a.must(http.MethodPost, "activedirectory/domains", map[string]any{"domain": "example.com", "username": "u", "password": "p"})
	all := a.send(http.MethodGet, query, nil).items(t)
	if len(all) != len(infinibox.DefaultUsers()) {
		t.Errorf("the domain has %d users", len(all))
	}
	for _, by := range []string{"username=read_only", "username=READ_ONLY@example.com"} {
		found := a.send(http.MethodGet, query+"?"+by, nil).items(t)
		if len(found) != 1 || found[0].text("username") != "read_only@example.com" {
			t.Fatalf("%s finds %v", by, found)
		}
		for _, name := range []string{"sid", "uid"} {
			again := a.send(http.MethodGet, fmt.Sprintf("%s?%s=%v", query, name, found[0].fields[name]), nil).items(t)
			if len(again) != 1 || again[0].text("username") != "read_only@example.com" {
				t.Errorf("by %s it finds %v", name, again)
			}
		}
	}
	if found := a.send(http.MethodGet, query+"?uid=1", nil).items(t); len(found) != 0 {
		t.Errorf("nobody is %v", found)
	}
	a.refused(http.MethodGet, query+"?uid=-10", nil, 400, "WRONG_PARAMETER")
	a.refused(http.MethodGet, query+"?uid=x", nil, 400, "MALFORMED_PARAMETER")
	for _, sid := range []string{"A-not-valid-1234", "S-1-5-", "S-2-5-21", "S-1-5"} {
		a.refused(http.MethodGet, query+"?sid="+sid, nil, 409, "INVALID_SID_VALUE")
	}
}

func TestDomainsResolveToWhatTheArrayWasTold(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	a.must(http.MethodPost, "activedirectory/domains", map[string]any{
		"domain": "example.com", "username": "u", "password": "p", "preferred_ips": []string{"192.0.2.1"},
	})
	for domain, want := range map[string]string{"EXAMPLE.com": `["192.0.2.1"]`, "example.org": `[]`} {
		got := a.send(http.MethodPost, "config/ldap/resolve_domain", map[string]any{"domain_name": domain})
		if jsonOf(t, got.Result) != want {
			t.Errorf("%s resolves to %s", domain, got.body)
		}
	}
	a.refused(http.MethodPost, "config/ldap/resolve_domain", map[string]any{}, 400, "MISSING_FIELD")
	a.refused(http.MethodPost, "config/ldap/resolve_domain", map[string]any{"domain_name": 1}, 400, "MALFORMED_PARAMETER")
	a.refused(http.MethodPost, "config/ldap/resolve_domain", map[string]any{"domain_name": "d", "x": 1}, 400, "UNSUPPORTED_FIELD")
}
