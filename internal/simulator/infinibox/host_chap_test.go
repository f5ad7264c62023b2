package infinibox_test

import (
	"net/http"
	"strings"
	"testing"
)

const iqn = "iqn.2011-08.com.example:storage"

func TestCHAPIsSetInOneUpdate(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.host("h")
	a.port(h, "ISCSI", iqn)
	answered := a.send(http.MethodPut, at("hosts", h), map[string]any{
		"security_method": "MUTUAL_CHAP", "security_chap_inbound_username": "hostuser987", "security_chap_inbound_secret": "12s32112s3d234",
		"security_chap_outbound_username": "infiniuser987", "security_chap_outbound_secret": "12s3d2312s3d23",
	})
	answered.object(t).has(map[string]any{
		"security_method": "MUTUAL_CHAP", "security_chap_inbound_username": "hostuser987", "security_chap_outbound_username": "infiniuser987",
		"security_chap_has_inbound_secret": true, "security_chap_has_outbound_secret": true,
	})
	for _, path := range []string{at("hosts", h), "hosts", "san_clients"} {
		if body := a.send(http.MethodGet, path, nil).body; strings.Contains(body+answered.body, "12s3") {
			t.Errorf("%s shows a secret: %s", path, body)
		}
	}
}

func TestRemovingCHAPForgetsNamesAndSecrets(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.must(http.MethodPost, "hosts", map[string]any{
		"name": "h", "security_method": "chap", "security_chap_inbound_username": "hostuser987", "security_chap_inbound_secret": "hostsecret987654321",
	})
	h.has(map[string]any{"security_method": "CHAP", "security_chap_has_inbound_secret": true})
	a.must(http.MethodPut, at("hosts", h.id()), map[string]any{"security_method": "NONE"}).has(map[string]any{
		"security_method": "NONE", "security_chap_inbound_username": nil, "security_chap_has_inbound_secret": false,
	})
}

func TestSecretsMayComeBeforePorts(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	a.must(http.MethodPost, "hosts", map[string]any{
		"name": "h", "security_method": "MUTUAL_CHAP", "security_chap_inbound_username": "u", "security_chap_outbound_username": "w",
	}).has(map[string]any{"security_chap_has_inbound_secret": false})
	h := a.host("i")
	a.must(http.MethodPut, at("hosts", h), map[string]any{
		"security_method": "CHAP", "security_chap_inbound_secret": "12s32112s3d234", "security_chap_outbound_secret": "12s3d2312s3d23",
	}).has(map[string]any{"security_chap_has_outbound_secret": true, "security_chap_outbound_username": nil})
}

func TestAMethodNeedsItsSecretsOnceThereAreISCSIPorts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what    string
		host    map[string]any
		update  map[string]any
		missing string
	}{
		{
			"a port for a mutual host without secrets", map[string]any{"security_method": "MUTUAL_CHAP"}, nil,
			"the security condition of MUTUAL_CHAP. Inbound and outbound CHAP secrets are missing",
		},
		{
			"a port for a host without its secret", map[string]any{"security_method": "CHAP"}, nil,
			"the security condition of CHAP. Inbound CHAP secret is missing",
		},
		{
			"a method beyond the secrets", map[string]any{"security_method": "CHAP", "security_chap_inbound_secret": "12s32112s3d234"},
			map[string]any{"security_method": "MUTUAL_CHAP"}, "the security condition of MUTUAL_CHAP. Outbound CHAP secret is missing",
		},
		{
			"a secret taken away", map[string]any{"security_method": "CHAP", "security_chap_inbound_secret": "12s32112s3d234"},
			map[string]any{"security_chap_inbound_secret": nil}, "the security condition of CHAP. Inbound CHAP secret is missing",
		},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			a := newArray(t, noOptions)
			test.host["name"] = "h"
			h := a.must(http.MethodPost, "hosts", test.host).id()
			method, path, body := http.MethodPost, at("hosts", h, "/ports"), map[string]any{"type": "ISCSI", "address": iqn}
			if test.update != nil {
				a.must(method, path, body)
				method, path, body = http.MethodPut, at("hosts", h), test.update
			}
			before := a.send(http.MethodGet, at("hosts", h), nil).body
			answered := a.refused(method, path, body, 409, "CHAP_SECURITY_CONDITION_NOT_MET")
			if want := "Host h does not meet " + test.missing; answered.message() != want {
				t.Errorf("the message is %q, not %q", answered.message(), want)
			}
			if after := a.send(http.MethodGet, at("hosts", h), nil).body; after != before {
				t.Errorf("the refused call left %s", after)
			}
		})
	}
}

func TestFibreChannelNeedsNoSecrets(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.must(http.MethodPost, "hosts", map[string]any{"name": "h", "security_method": "MUTUAL_CHAP"}).id()
	a.port(h, "FC", "2100000000000001")
}

func TestUserNamesAndSecretsHaveLimits(t *testing.T) {
	t.Parallel()
	a := newArray(t, noOptions)
	h := a.host("h")
	a.must(http.MethodPut, at("hosts", h), map[string]any{"security_chap_inbound_username": strings.Repeat("u", 20)})
	long := a.refused(http.MethodPut, at("hosts", h), map[string]any{"security_chap_outbound_username": strings.Repeat("u", 21)}, 409, "INVALID_CHAP_USERNAME")
	if want := "CHAP username cannot be accepted: CHAP username length has to be between 0 and 20 characters long"; long.message() != want {
		t.Errorf("the message is %q", long.message())
	}
	a.refused(http.MethodPut, at("hosts", h), map[string]any{"security_chap_inbound_secret": "geheimnisvollünd"}, 409, "INVALID_CHAP_SECRET")
	a.refused(http.MethodPut, at("hosts", h), map[string]any{"security_method": nil}, 400, "MALFORMED_PARAMETER")
	a.refused(http.MethodPut, at("hosts", h), map[string]any{"security_chap_inbound_secret": 5}, 400, "MALFORMED_PARAMETER")
}
