package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// The secrets of the tests, which nothing but a request may have.
const (
	inboundSecret  = "12s32112s3d234"
	outboundSecret = "12s3d2312s3d23"
)

// oneWay and mutual are hosts with CHAP in full.
func oneWay() map[string]any {
	return map[string]any{"name": "web01", "security_method": "CHAP",
		"security_chap_inbound_username": "hostuser987", "security_chap_inbound_secret_wo": inboundSecret, "security_chap_inbound_secret_wo_version": 1}
}

func mutual() map[string]any {
	return configured(oneWay(), map[string]any{"security_method": "MUTUAL_CHAP",
		"security_chap_outbound_username": "infiniuser987", "security_chap_outbound_secret_wo": outboundSecret, "security_chap_outbound_secret_wo_version": 1})
}

// but is a configuration without some attributes.
func but(config map[string]any, left ...string) map[string]any {
	config = configured(config)
	for _, name := range left {
		delete(config, name)
	}
	return config
}

// wantKeptNowhere wants no secret in what Terraform keeps or a person reads.
func wantKeptNowhere(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(text, inboundSecret) || strings.Contains(text, outboundSecret) {
			t.Errorf("a secret is in %s", text)
		}
	}
}

// TestHostCHAPGoesTogether: whatever of it changes, one request has all of it
// that is set, and the secrets that the configuration gives, which the array's
// log masks.
func TestHostCHAPGoesTogether(t *testing.T) {
	t.Parallel()
	const (
		inbound  = `"security_chap_inbound_secret":"***","security_chap_inbound_username":"hostuser987"`
		outbound = `"security_chap_outbound_secret":"***","security_chap_outbound_username":"infiniuser987"`
	)
	for _, c := range []struct {
		name     string
		from, to map[string]any
		changes  []string
		body     string
	}{
		{"from nothing to one way", map[string]any{"name": "web01"}, oneWay(),
			[]string{"security_method", "security_chap_inbound_username", "security_chap_inbound_secret_wo_version"},
			`{` + inbound + `,"security_method":"CHAP"}`},
		{"from one way to mutual", oneWay(), mutual(),
			[]string{"security_method", "security_chap_outbound_username", "security_chap_outbound_secret_wo_version"},
			`{` + inbound + `,` + outbound + `,"security_method":"MUTUAL_CHAP"}`},
		{"another secret", mutual(), configured(mutual(), map[string]any{"security_chap_outbound_secret_wo_version": 2}),
			[]string{"security_chap_outbound_secret_wo_version"},
			`{` + inbound + `,` + outbound + `,"security_method":"MUTUAL_CHAP"}`},
		{"another user, the secrets out of the configuration", mutual(),
			configured(but(mutual(), "security_chap_inbound_secret_wo", "security_chap_outbound_secret_wo"), map[string]any{"security_chap_inbound_username": "other"}),
			[]string{"security_chap_inbound_username"},
			`{"security_chap_inbound_username":"other","security_chap_outbound_username":"infiniuser987","security_method":"MUTUAL_CHAP"}`},
		{"from mutual to one way", mutual(), oneWay(),
			[]string{"security_method", "security_chap_outbound_secret_wo_version"},
			`{` + inbound + `,"security_chap_outbound_username":"infiniuser987","security_method":"CHAP"}`},
		{"to nothing", mutual(), map[string]any{"name": "web01", "security_method": "NONE"},
			[]string{"security_method", "security_chap_inbound_username", "security_chap_outbound_username",
				"security_chap_inbound_secret_wo_version", "security_chap_outbound_secret_wo_version"},
			`{"security_method":"NONE"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			host := newHost(t, array, c.from)
			wantErrors(t, acctest.Errors(host.Refresh()))
			plan := host.Plan(c.to)
			if slices.Sort(plan.Changes); !slices.Equal(plan.Changes, slices.Sorted(slices.Values(c.changes))) || len(plan.Replaces) > 0 {
				t.Errorf("planned %q, replacing %v: %s", plan.Changes, plan.Replaces, plan.Errors())
			}
			wantErrors(t, acctest.Errors(host.Apply(c.to)))
			wantWrites(t, array, fmt.Sprintf("PUT hosts/%d %s", host.Int("id"), c.body))
			wantAgreement(t, array, host)
			wantErrors(t, acctest.Errors(host.Refresh()))
			wantNothingPlanned(t, host, c.to)
			wantKeptNowhere(t, host.Everything())
		})
	}
}

// TestHostCHAPAtCreation is in the same request as all else.
func TestHostCHAPAtCreation(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
	diagnostics := host.Apply(mutual())
	wantErrors(t, acctest.Errors(diagnostics))
	wantWrites(t, array, `POST hosts {"name":"web01","security_chap_inbound_secret":"***","security_chap_inbound_username":"hostuser987",`+
		`"security_chap_outbound_secret":"***","security_chap_outbound_username":"infiniuser987","security_method":"MUTUAL_CHAP"}`)
	var held strings.Builder
	if err := array.Device().Export(&held); err != nil {
		t.Fatal(err)
	}
	for field, secret := range map[string]string{"inbound": inboundSecret, "outbound": outboundSecret} {
		if !strings.Contains(held.String(), secret) {
			t.Errorf("the array hasn't got the %s secret", field)
		}
	}
	array.Only("hosts", map[string]any{"security_method": "MUTUAL_CHAP", "security_chap_has_inbound_secret": true, "security_chap_has_outbound_secret": true})
	wantKeptNowhere(t, host.Everything(), acctest.Warnings(diagnostics))
}

// TestHostCHAPWithoutASecret is refused at plan time unless the array has one.
func TestHostCHAPWithoutASecret(t *testing.T) {
	t.Parallel()
	const in, out = `"security_chap_inbound_secret_wo"`, `"security_chap_outbound_secret_wo"`
	for _, c := range []struct {
		name     string
		from, to map[string]any
		at       string
	}{
		{"a new host", nil, map[string]any{"name": "web01", "security_method": "CHAP"}, in},
		{"a new mutual host", nil, but(mutual(), "security_chap_outbound_secret_wo", "security_chap_outbound_secret_wo_version"), out},
		{"a host without CHAP", map[string]any{"name": "web01"}, map[string]any{"name": "web01", "security_method": "CHAP"}, in},
		{"a host with one way", oneWay(), configured(oneWay(), map[string]any{"security_method": "MUTUAL_CHAP"}), out},
		{"a host with both secrets", configured(mutual(), map[string]any{"security_method": "CHAP"}),
			but(mutual(), "security_chap_inbound_secret_wo", "security_chap_outbound_secret_wo"), ""},
		{"not known yet", nil, map[string]any{"name": "web01", "security_method": "CHAP", "security_chap_inbound_secret_wo": acctest.Unknown}, ""},
		{"a method not known yet", nil, map[string]any{"name": "web01", "security_method": acctest.Unknown}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
			if c.from != nil {
				wantErrors(t, acctest.Errors(host.Apply(c.from)))
				wantErrors(t, acctest.Errors(host.Refresh()))
				array.ClearRequests()
			}
			if plan := host.Plan(c.to); c.at == "" {
				wantErrors(t, plan.Errors())
			} else {
				wantRefusedPlan(t, array, plan, c.at, "CHAP Without A Secret", "Give security_chap_", "or another security_method")
			}
		})
	}
}

// TestHostWithoutCHAP takes neither names nor secrets: the array would forget
// them, or keep what nobody uses.
func TestHostWithoutCHAP(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"security_chap_inbound_username", "security_chap_outbound_username", "security_chap_inbound_secret_wo", "security_chap_outbound_secret_wo"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			config := map[string]any{"name": "web01", "security_method": "NONE", name: "abcdefgh"}
			wantRefusedPlan(t, array, acctest.NewProtocol(t, array, nil).Resource(hostResource).Plan(config), fmt.Sprintf("%q", name), "Without CHAP", "Remove "+name)
			host := newHost(t, array, oneWay())
			array.ClearRequests()
			wantRefusedPlan(t, array, host.Plan(config), fmt.Sprintf("%q", name), "Without CHAP", "Remove "+name)
		})
	}
}

// TestHostCHAPAsItIs: what the array has already plans nothing, be it odd.
func TestHostCHAPAsItIs(t *testing.T) {
	t.Parallel()
	for _, fields := range []map[string]any{
		{"security_method": "NONE", "security_chap_inbound_username": "abcdefgh"},
		{"security_method": "CHAP"},
		{"security_method": "MUTUAL_CHAP", "security_chap_outbound_username": "abcdefgh"},
	} {
		t.Run(fmt.Sprint(fields), func(t *testing.T) {
			t.Parallel()
			array := acctest.NewArray(t)
			id := array.Put("hosts", 0, configured(fields, map[string]any{"name": "web01"}))
			host := acctest.NewProtocol(t, array, nil).Resource(hostResource)
			wantErrors(t, acctest.Errors(host.Import(fmt.Sprint(id))))
			wantNothingPlanned(t, host, configured(fields, map[string]any{"name": "web01"}))
			wantErrors(t, acctest.Errors(host.Apply(configured(fields, map[string]any{"name": "web02"}))))
			wantWrites(t, array, fmt.Sprintf(`PUT hosts/%d {"name":"web02"}`, id))
		})
	}
}

// TestHostSecretMissingAtApply: the array refuses it of a host with iSCSI
// ports, and a person reads which secrets to give.
func TestHostSecretMissingAtApply(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	config := map[string]any{"name": "web01", "security_method": "NONE"}
	host := newHost(t, array, config)
	array.Put("host_ports", 0, map[string]any{"host_id": host.Int("id"), "type": "ISCSI", "address": "iqn.2011-08.com.example:storage"})
	wantErrors(t, acctest.Errors(host.Refresh()))
	unknown := map[string]any{"name": "web01", "security_method": "CHAP", "security_chap_inbound_secret_wo": acctest.Unknown}
	diagnostics := host.ApplyLater(unknown, but(unknown, "security_chap_inbound_secret_wo"))
	wantOneReason(t, diagnostics, `"security_method"`, "CHAP_SECURITY_CONDITION_NOT_MET", "Inbound CHAP secret is missing", "Give each secret that the method needs")
	array.Only("hosts", map[string]any{"name": "web01", "security_method": "NONE"})
	wantAgreement(t, array, host)
}
