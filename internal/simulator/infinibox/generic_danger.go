package infinibox

import "strings"

// approve asks for approval of a dangerous call; where the reference says in
// which cases it's dangerous, in those alone.
func (e *endpoint) approve(c *call, r *record, d document) error {
	if !e.dangerous() {
		return nil
	}
	if in, ok := dangerousIf()[e.method+" "+e.path]; ok && !in(c, r, d) {
		return nil
	}
	name := ""
	if r != nil {
		name = r.label()
	}
	reason := c.array.world.samples.Approval[e.method+" "+e.path]
	return c.approve(strings.ReplaceAll(reason, "{name}", name))
}

// dangerousIf are the calls that the reference calls dangerous in certain
// cases. Those that aren't here are dangerous always.
func dangerousIf() map[string]func(*call, *record, document) bool {
	never := func(*call, *record, document) bool { return false }
	sets := func(field string, to any) func(*call, *record, document) bool {
		return func(_ *call, _ *record, d document) bool { return d[field] == to }
	}
	disabled := sets("enabled", false)
	lastOf := func(entity string) func(*call, *record, document) bool {
		return func(_ *call, r *record, _ document) bool {
			return r != nil && r.ownedBy != nil && len(r.ownedBy.parts[entity]) == 1
		}
	}
	return map[string]func(*call, *record, document) bool{
		"DELETE config/ldap/{id}":             func(c *call, r *record, _ document) bool { return c.array.hasGroupsOf(r) },
		"DELETE network/spaces/{id}/ips/{ip}": lastOf("network_space_ips"),
		"DELETE replicas/{id}":                func(c *call, _ *record, _ document) bool { return c.hasForce() },
		"POST config/sso/idps": func(_ *call, _ *record, d document) bool {
			return d["signed_assertion"] == false || d["signed_response"] == false
		},
		"POST filesystems":                               sets("ssa_express_enabled", true),
		"POST network/interfaces":                        never, // all ports have one speed
		"POST network/interfaces/{id}/ports":             never,
		"POST network/interfaces/{id}/disable":           func(c *call, r *record, _ document) bool { return c.array.hasVLANs(r) },
		"POST network/spaces/{id}/ips/{ip}/disable":      lastOf("network_space_ips"),
		"POST activedirectory/domains/set_unix_services": sets("unix_services_enabled", false),
		"PUT config/sso/idps/{id}":                       func(_ *call, _ *record, d document) bool { _, renames := d["name"]; return !renames || len(d) > 1 },
		"PUT exports/{id}":                               disabled,
		"PUT filesystems/{id}":                           sets("ssa_express_enabled", true),
		"PUT replicas/{id}":                              never, // none is reserved for InfiniSafe
		"PUT s3_accounts/{id}":                           disabled,
		"PUT s3_credentials/{id}":                        sets("status", "DISABLED"),
		"PUT s3_users/{id}":                              sets("status", "DISABLED"),
		"PUT shares/{id}":                                disabled,
		"PUT smb_users/{id}":                             disabled,
		"PUT system/kms/set_configuration":               never,
		"PUT system/power_maintenance_mode":              sets("in_maintenance", true),
		"PUT datasets/bulk": func(_ *call, _ *record, d document) bool {
			data, ok := d["data"].(map[string]any)
			return ok && data["ssa_express_enabled"] == true
		},
	}
}

// hasForce tells whether one of the query parameters that force is set.
func (c *call) hasForce() bool {
	for name, given := range c.params {
		if strings.HasPrefix(name, "force") && len(given) > 0 && (strings.EqualFold(given[0], "true") || strings.EqualFold(given[0], "yes")) {
			return true
		}
	}
	return false
}

// hasVLANs tells whether other interfaces lie upon this one.
func (a *Array) hasVLANs(r *record) bool {
	for _, other := range a.recordsOf("network_interfaces").items {
		if other.get("underlying_interface_id").num == r.id && other != r {
			return true
		}
	}
	return false
}

// hasGroupsOf tells whether groups of a directory are mapped to roles.
func (a *Array) hasGroupsOf(directory *record) bool {
	for _, u := range a.users.items {
		if u.kind == ldapGroup && u.source == directory.id {
			return true
		}
	}
	return false
}
