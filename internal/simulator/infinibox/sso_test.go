package infinibox_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestAnIdentityProviderLetsItsGroupsIn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	idp := a.must(http.MethodPost, "config/sso/idps?approved=yes", map[string]any{
		"name": "p", "issuer": "http://issuer", "sign_on_url": "https://issuer/login", "signing_certificate": "",
		"signed_assertion": false, "signed_response": false, "enabled": true,
	}).id()
	a.must(http.MethodPost, "users", map[string]any{"name": "storage", "type": "Sso", "idp_id": idp, "role": "POOL_ADMIN"})
	response := func(issuer, group string) map[string]any {
		return map[string]any{"SAMLResponse": base64.StdEncoding.EncodeToString(fmt.Appendf(nil,
			"<Response><Assertion><Issuer>%s</Issuer><Subject><NameID>jane</NameID></Subject><AttributeStatement><Attribute>"+
				"<AttributeValue>%s</AttributeValue></Attribute></AttributeStatement></Assertion></Response>", issuer, group))}
	}
	sent, err := http.DefaultTransport.RoundTrip(a.request(http.MethodGet, at("config/sso/idps", idp, "/authenticate"), nil)) // not followed
	if err != nil {
		t.Fatal(err)
	}
	if err := sent.Body.Close(); err != nil {
		t.Error(err)
	}
	if sent.StatusCode != http.StatusFound || sent.Header.Get("Location") != "https://issuer/login" {
		t.Errorf("%d to %q", sent.StatusCode, sent.Header.Get("Location"))
	}
	a.must(http.MethodPost, "users/login/sso", response("http://issuer", "storage")).has(map[string]any{"name": "jane", "roles": []string{"POOL_ADMIN"}})
	a.refused(http.MethodPost, "users/login/sso", response("http://issuer", "others"), 403, "BAD_USER")
	a.refused(http.MethodPost, "users/login/sso", response("http://another", "storage"), 403, "BAD_USER")
	a.refused(http.MethodPost, "users/login/sso", map[string]any{"SAMLResponse": "?"}, 400, "MALFORMED_PARAMETER")
	a.must(http.MethodPut, at("config/sso/idps", idp, "?approved=yes"), map[string]any{"signed_response": true})
	a.refused(http.MethodPost, "users/login/sso", response("http://issuer", "storage"), 403, "BAD_USER")
	a.must(http.MethodPut, at("config/sso/idps", idp, "?approved=yes"), map[string]any{"enabled": false})
	a.refused(http.MethodGet, at("config/sso/idps", idp, "/authenticate"), nil, 403, "BAD_USER")
	a.refused(http.MethodGet, "config/sso/idps/9/authenticate", nil, 404, "SSO_IDENTITY_PROVIDER_NOT_FOUND")
}
