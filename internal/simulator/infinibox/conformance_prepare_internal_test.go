package infinibox

import (
	"encoding/base64"
	"maps"
	"net/http"
	"testing"
)

// preparations are what has to be there before an endpoint's documented
// request can work, beside what its path names.
func preparations() map[string]func(*testing.T, *inspected) {
	joined := func(t *testing.T, i *inspected) {
		t.Helper()
		i.must(t, http.MethodPost, "activedirectory/domains", map[string]any{"domain": "d", "username": "u", "password": "p"})
	}
	reached := func(host string) func(*testing.T, *inspected) {
		return func(_ *testing.T, i *inspected) { i.array.Reach(host, New(Options{Name: "peer"})) }
	}
	return map[string]func(*testing.T, *inspected){
		"GET activedirectory/domains/user_query": joined,
		"POST users/login/sso": func(t *testing.T, i *inspected) {
			t.Helper()
			i.must(t, http.MethodPost, "config/sso/idps?approved=yes", map[string]any{
				"name": "p", "issuer": "http://issuer", "sign_on_url": "https://issuer/login", "signing_certificate": "",
				"signed_assertion": false, "signed_response": false, "enabled": true,
			})
			idp := i.array.recordsOf("sso_idps").items[0].id
			i.must(t, http.MethodPost, "users", map[string]any{"name": "storage", "type": ssoGroup, "idp_id": idp, "role": "ADMIN"})
		},
		"POST links":                                             reached("1.1.1.1"),
		"GET activedirectory/domains":                            joined,
		"POST activedirectory/domains/leave":                     joined,
		"POST activedirectory/domains/set_max_translated_groups": joined,
		"POST activedirectory/domains/set_preferred_ips":         joined,
		"POST activedirectory/domains/set_unix_services":         joined,
		"POST system/operational_state/activate": func(_ *testing.T, i *inspected) {
			i.array.SetState(stateStandby)
		},
	}
}

// readyTo are the states that an object has to be in for a call.
func readyTo() map[string]fields {
	off := fields{"enabled": flag(false), "state": word("DISABLED"), "resiliency_state": word("DISCONNECTED")}
	return map[string]fields{
		"DELETE fc/switches/{id}":                  off,
		"DELETE network/interfaces/{id}":           off,
		"DELETE network/spaces/{id}/ips/{ip}":      off,
		"POST network/spaces/{id}/ips/{ip}/enable": off,
		"PUT exports/{id}":                         off,
	}
}

// bodies are what is sent where the documented sample isn't usable: it's
// missing, meant to fail, or belongs to another call.
func bodies() map[string]any {
	return map[string]any{
		"POST remote/{linkId}/{resource}":                        map[string]any{"name": "p", "physical_capacity": 1_000_000_000_000},
		"PUT remote/{linkId}/{resource}":                         "example-1",
		"POST events/custom":                                     map[string]any{"level": "INFO", "description_template": "example"},
		"POST activedirectory/domains/set_max_translated_groups": map[string]any{"max_translated_groups": 5},
		"POST config/ldap/set_order":                             []any{},
		"POST external_services/{service}/stop":                  map[string]any{"kind": nil, "node_id": 1},
		"POST notifications/targets/{id}/test":                   map[string]any{"recipients": []any{"example@example.com"}},
		"POST ping":                                              map[string]any{"hostname": "example.com"},
		"POST system/s3_certificates/generate_csr":               map[string]any{"C": "IL"},
		"POST users/login":                                       map[string]any{"username": "admin", "password": "admin-simulated"},
		"POST config/ldap/resolve_domain":                        map[string]any{"domain_name": "example.com"},
		"POST users/login/sso": map[string]any{"SAMLResponse": base64.StdEncoding.EncodeToString([]byte(
			`<Response><Assertion><Issuer>http://issuer</Issuer><Subject><NameID>jane</NameID></Subject><AttributeStatement>` +
				`<Attribute><AttributeValue>storage</AttributeValue></Attribute></AttributeStatement></Assertion></Response>`))},
		"POST volumes/{id}/own_snapshot": map[string]any{"name": "owned"},
		"PUT cgs/{id}":                   map[string]any{"name": "example-1"},
		"PUT clusters/{id}":              map[string]any{"name": "example-1"},
		"PUT notifications/rules/{id}":   map[string]any{"name": "example-1"},
		"PUT notifications/targets/{id}": map[string]any{"name": "example-1"},
		"PUT pools/{id}":                 map[string]any{"name": "example-1"},
		"POST snapshot_policies/{snapshot_policy_id}/schedules": map[string]any{
			"name": "example", "type": "PERIODIC", "interval": 3600, "retention": 3600, "enabled": true, "lock_snapshots": false,
		},
		"PUT qos/policies/{id}":            map[string]any{"name": "example-1"},
		"PUT replicas/{id}":                map[string]any{"description": "example"},
		"PUT s3_buckets/{id}":              map[string]any{"ssd_enabled": false},
		"PUT s3_users/{id}":                map[string]any{"description": "example"},
		"PUT smb_groups/{id}":              map[string]any{"privileges": []any{}},
		"PUT system/kms/set_configuration": map[string]any{"kms_username": "example"},
		"PUT system/name":                  "example-1",
		"PUT users/{id}":                   map[string]any{"email": "example@example.com"},
		"PUT config/sso/idps/{id}":         map[string]any{"name": "example-1"},
	}
}

// must does a request that prepares another.
func (i *inspected) must(t *testing.T, method, path string, body any) {
	t.Helper()
	if got := i.send(method, path, body); got.status >= 300 {
		t.Fatalf("%s %s: %s", method, path, got)
	}
}

// dangers make a request dangerous that is so in certain cases only.
func dangers() map[string]func(*inspected) {
	with := func(name string, v any) func(*inspected) {
		return func(i *inspected) {
			fields := maps.Clone(i.fieldsOf())
			if fields == nil || i.method == http.MethodPut {
				fields = map[string]any{}
			}
			fields[name] = v
			i.body = fields
		}
	}
	all := map[string]func(*inspected){
		"DELETE config/ldap/{id}":                        func(i *inspected) { u := i.array.users.ids[101]; u.kind, u.source = ldapGroup, i.part.id },
		"DELETE qos/policies/{id}":                       func(i *inspected) { i.limitVolume() },
		"DELETE replicas/{id}":                           func(i *inspected) { i.path += "?force_on_local=true" },
		"DELETE users/{id}":                              func(i *inspected) { i.array.users.ids[101].kind = ssoGroup },
		"POST config/sso/idps":                           with("signed_response", false),
		"POST filesystems":                               with("ssa_express_enabled", true),
		"POST network/interfaces/{id}/disable":           func(i *inspected) { i.addVLAN() },
		"POST qos/policies/{qos_policy_id}/assign":       func(i *inspected) { i.call(i.body) },
		"POST activedirectory/domains/set_unix_services": with("unix_services_enabled", false),
		"POST volumes":                                   with("ssa_express_enabled", true),
		"POST volumes/{id}/promote":                      func(i *inspected) { i.array.volumes.items[3].retention = 5 },
		"PUT cgs/{id}":                                   with("snapshot_retention", nil),
		"PUT config/sso/idps/{id}":                       with("enabled", false),
		"PUT datasets/bulk": func(i *inspected) {
			i.body = map[string]any{"ids": i.fieldsOf()["ids"], "data": map[string]any{"ssa_express_enabled": true}}
		},
		"PUT exports/{id}":                  with("enabled", false),
		"PUT filesystems/{id}":              with("ssa_express_enabled", true),
		"PUT s3_accounts/{id}":              with("enabled", false),
		"PUT s3_credentials/{id}":           with("status", "DISABLED"),
		"PUT s3_users/{id}":                 with("status", "DISABLED"),
		"PUT shares/{id}":                   with("enabled", false),
		"PUT smb_users/{id}":                with("enabled", false),
		"PUT system/power_maintenance_mode": with("in_maintenance", true),
		"PUT users/{id}": func(i *inspected) {
			i.array.users.ids[101].enforced = true
			i.body = map[string]any{"enforce_user_password_policy": false}
		},
		"PUT volumes/{id}":                           with("write_protected", true),
		"PUT system/capacity/total_virtual_capacity": func(i *inspected) { i.body = 30_000_000_000_000_000 },
	}
	maps.Copy(all, sanDangers())
	return all
}

// addVLAN puts an interface upon the one in question.
func (i *inspected) addVLAN() {
	made := i.array.newRecord(i.kind, i.array.newID())
	made.set("underlying_interface_id", number(i.part.id))
	i.array.keep(made)
}
