package client

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

var askRemote = refuse(403, "REMOTE_PERMISSION_REQUIRED", "The operation failed as it requires permission on the remote system")

func withPeers(names ...string) func(*Options) {
	return func(o *Options) {
		o.Remote = make(map[string]Credentials)
		for _, name := range names {
			o.Remote[name] = Credentials{Username: "peer-" + name, Password: "pw-" + name}
		}
	}
}

// permissions are the accounts that each request carried for a peer.
func permissions(a *array) string {
	var all []string
	for _, s := range a.seen {
		user := "-"
		if value := s.Header.Get("X-Remote-Authorization"); value != "" {
			user, _, _ = (&http.Request{Header: http.Header{"Authorization": {value}}}).BasicAuth()
		}
		all = append(all, user)
	}
	return strings.Join(all, " ")
}

func TestPeerCredentialsAreSentOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, `{"id":1}`))
	if _, err := connect(t, a, withPeers("ibox02")).Do(t.Context(), api.Change{Method: http.MethodPut, Path: "volumes/1"}); err != nil {
		t.Fatal(err)
	}
	if got := permissions(a); got != "-" {
		t.Errorf("sent for %s", got)
	}
}

func TestWhichPeerIsAsked(t *testing.T) {
	t.Parallel()
	links := func(names ...string) http.HandlerFunc {
		var objects []string
		for _, name := range names {
			objects = append(objects, `{"remote_system_name":"`+name+`"}`)
		}
		return page(1, 1, len(objects), strings.Join(objects, ","))
	}
	ok := result(200, `{"id":1}`)
	tests := map[string]struct {
		peers   []string
		answers []http.HandlerFunc
		want    string
	}{
		"the only one":           {[]string{"ibox02"}, []http.HandlerFunc{askRemote, ok}, "- peer-ibox02"},
		"the one in the message": {[]string{"ibox02", "ibox03"}, []http.HandlerFunc{refuse(403, codeRemotePermissionRequired, "needs permission on 'ibox03'."), ok}, "- peer-ibox03"},
		"the one in a reason":    {[]string{"ibox02", "ibox03"}, []http.HandlerFunc{refuse(403, codeRemotePermissionRequired, "x", "IBOX02 says no"), ok}, "- peer-ibox02"},
		"no part of a name":      {[]string{"ibox0", "ibox03"}, []http.HandlerFunc{refuse(403, codeRemotePermissionRequired, "on ibox03"), ok}, "- peer-ibox03"},
		"the only one linked":    {[]string{"ibox02", "ibox03"}, []http.HandlerFunc{askRemote, links("ibox03", "ibox04"), ok}, "- - peer-ibox03"},
	}
	for name, test := range tests {
		a := newArray(t, test.answers...)
		_, err := connect(t, a, withPeers(test.peers...)).Do(t.Context(), api.Change{Method: http.MethodPut, Path: "volumes/1"})
		if got := permissions(a); err != nil || got != test.want {
			t.Errorf("%s: sent for %q, %v", name, got, err)
		}
	}
	undecided := map[string]struct {
		peers   []string
		answers []http.HandlerFunc
		hint    string
	}{
		"none configured": {nil, []http.HandlerFunc{askRemote}, "no credentials of a peer array"},
		"none linked":     {[]string{"a", "b"}, []http.HandlerFunc{askRemote, links("c")}, "links lead to c"},
		"no links":        {[]string{"a", "b"}, []http.HandlerFunc{askRemote, links()}, "links lead to no other system"},
		"several linked":  {[]string{"a", "b"}, []http.HandlerFunc{askRemote, links("a", "b")}, "all of them linked"},
	}
	for name, test := range undecided {
		a := newArray(t, test.answers...)
		_, err := connect(t, a, withPeers(test.peers...)).Do(t.Context(), api.Change{Method: http.MethodPut, Path: "volumes/1"})
		var refusal *api.Error
		if !errors.As(err, &refusal) || refusal.Code != codeRemotePermissionRequired || !strings.Contains(strings.Join(refusal.Reasons, "; "), test.hint) {
			t.Errorf("%s: %+v", name, err)
		}
		if strings.Contains(permissions(a), "peer") {
			t.Errorf("%s: sent for %s", name, permissions(a))
		}
	}
}

func TestRefusedPeerCredentialsAreNotTriedTwice(t *testing.T) {
	t.Parallel()
	a := newArray(t, askRemote)
	_, err := connect(t, a, withPeers("ibox02")).Do(t.Context(), api.Change{Method: http.MethodPut, Path: "volumes/1"})
	if !errors.Is(err, api.ErrRemotePermission) || permissions(a) != "- peer-ibox02" {
		t.Errorf("%v, sent for %s", err, permissions(a))
	}
}

func TestApprovalAndPeerPermissionGoTogether(t *testing.T) {
	t.Parallel()
	dangerous := refuse(403, "APPROVAL_REQUIRED", "dangerous")
	for _, order := range [][]http.HandlerFunc{
		{askRemote, dangerous, result(200, `{"id":1}`)},
		{dangerous, askRemote, result(200, `{"id":1}`)},
	} {
		a := newArray(t, order...)
		answer, err := connect(t, a, withPeers("ibox02")).Do(t.Context(), api.Change{Method: http.MethodPost, Path: "replicas", Approved: true})
		if err != nil || len(answer.Approved) != 1 || len(a.seen) != 3 {
			t.Fatalf("%+v, %v", answer, err)
		}
		last := a.seen[2]
		if last.Path != "/api/rest/replicas?approved=yes" || last.Header.Get("X-Remote-Authorization") == "" {
			t.Errorf("last request %+v", last)
		}
	}
}
