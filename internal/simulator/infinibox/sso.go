package infinibox

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
)

// ssoRoutes are the two steps of a login through an identity provider. Who logs
// in has no credentials yet.
func (a *Array) ssoRoutes() []route {
	begin := get("config/sso/idps/{id}/authenticate", a.authenticateSSO)
	finish := post("users/login/sso", nil, a.loginSSO)
	begin.open, finish.open = true, true
	return []route{begin, finish}
}

// authenticateSSO sends a browser to the identity provider.
func (a *Array) authenticateSSO(c *call) (*answer, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	provider, ok := a.recordsOf("sso_idps").find(id)
	if !ok {
		return nil, fail("SSO_IDENTITY_PROVIDER_NOT_FOUND")
	}
	if provider.get("enabled").spelled() != "true" {
		return nil, fail("BAD_USER")
	}
	c.location = provider.get("sign_on_url").text
	return &answer{status: http.StatusFound, result: word(c.location).appendJSON}, nil
}

// assertion is what an identity provider's response (SAML 2.0) says that
// matters here: who answers, of whom, and the groups that person is in.
type assertion struct {
	Issuer string   `xml:"Assertion>Issuer"`
	Name   string   `xml:"Assertion>Subject>NameID"`
	Values []string `xml:"Assertion>AttributeStatement>Attribute>AttributeValue"`
}

// loginSSO opens a session from an identity provider's response, with the role
// of the mapped group that it names. The reference shows no body; the field is
// the one of SAML. Signatures aren't verified, so a provider whose assertions
// or responses have to be signed lets nobody in.
func (a *Array) loginSSO(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("SAMLResponse"); err != nil {
		return nil, err
	}
	if err := d.require("SAMLResponse"); err != nil {
		return nil, err
	}
	encoded, _, err := d.text("SAMLResponse")
	if err != nil {
		return nil, err
	}
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, fail("MALFORMED_PARAMETER", "SAMLResponse")
	}
	var said assertion
	if err := xml.Unmarshal(decoded, &said); err != nil {
		return nil, fail("MALFORMED_PARAMETER", "SAMLResponse")
	}
	group := a.groupOf(said)
	if group == nil {
		return nil, fail("BAD_USER")
	}
	session := rand.Text()
	a.sessions[session] = group
	person := *group
	person.name = strings.TrimSpace(said.Name)
	answered := a.loggedIn(&person, nil)
	answered.cookie = newSessionCookie(session, 0)
	return answered, nil
}

// groupOf is the mapped group by which somebody is let in, or nil.
func (a *Array) groupOf(said assertion) *user {
	for _, provider := range a.recordsOf("sso_idps").items {
		if provider.get("issuer").text != strings.TrimSpace(said.Issuer) || provider.get("enabled").spelled() != "true" ||
			provider.get("signed_assertion").spelled() == "true" || provider.get("signed_response").spelled() == "true" {
			continue
		}
		for _, u := range a.users.items {
			if u.kind == ssoGroup && u.source == provider.id && u.enabled && strings.TrimSpace(said.Name) != "" && slices.Contains(said.Values, u.name) {
				return u
			}
		}
	}
	return nil
}
