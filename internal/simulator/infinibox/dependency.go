package infinibox

import "slices"

// holder is an entity whose objects keep another from being deleted.
type holder struct{ entity, code string }

// holders are what keeps objects of an entity from being deleted: what is part
// of them or refers to them.
func holders() map[string][]holder {
	return map[string][]holder{
		"filesystems":    {{"exports", "FILESYSTEM_HAS_EXPORT"}, {"shares", "FILESYSTEM_HAS_SHARES"}},
		"network_spaces": {{"network_space_ips", "NET_SPACE_NOT_EMPTY"}},
	}
}

// held is the rule of objects that others keep from being deleted.
func held(_ *call, r *record) error {
	for _, by := range holders()[r.kind.name()] {
		if len(r.parts[by.entity]) > 0 {
			return fail(by.code, fillers(by.code, r.label())...)
		}
	}
	return nil
}

// unless is the rule of objects that can't be deleted in a state.
func unless(field string, in func(value) bool, code string) func(*call, *record) error {
	return func(c *call, r *record) error {
		if in(r.get(field)) {
			return fail(code, fillers(code, r.label())...)
		}
		return held(c, r)
	}
}

// is tells whether a field has one of some values.
func is(values ...value) func(value) bool {
	return func(v value) bool {
		return slices.ContainsFunc(values, func(other value) bool { return other.kind == v.kind && other.equals(v) })
	}
}

// removeInterface: VLANs go first, and an interface is switched off before.
func (a *Array) removeInterface(c *call, r *record) error {
	if a.hasVLANs(r) {
		return fail("CANNOT_DELETE_INTERFACE_WITH_VLANS", fillers("CANNOT_DELETE_INTERFACE_WITH_VLANS", r.label())...)
	}
	for _, space := range a.recordsOf("network_spaces").items {
		if interfaces := space.get("interfaces"); interfaces.kind == list && slices.ContainsFunc(*interfaces.items, is(number(r.id))) {
			return fail("INTERFACE_IN_USE", fillers("INTERFACE_IN_USE", r.label())...)
		}
	}
	return unless("state", is(word("ENABLED")), "INTERFACE_IS_ENABLED")(c, r)
}

// removeIdentityProvider: the groups that are mapped go first.
func (a *Array) removeIdentityProvider(_ *call, r *record) error {
	for _, u := range a.users.items {
		if u.kind == ssoGroup && u.source == r.id {
			return fail("CANNOT_REMOVE_SSO_IDENTITY_PROVIDER_WITH_MAPPED_GROUPS", fillers("CANNOT_REMOVE_SSO_IDENTITY_PROVIDER_WITH_MAPPED_GROUPS", r.label())...)
		}
	}
	return nil
}

// mayLose refuses to delete a pool that something other than datasets hangs on.
func (a *Array) mayLose(p *pool) error {
	if slices.ContainsFunc(a.groups.items, func(g *group) bool { return g.pool == p }) {
		return fail("POOL_HAS_CG")
	}
	for _, r := range a.recordsOf("replication_groups").items {
		if r.get("pool_id").num == p.id {
			return fail("POOL_HAS_RG")
		}
	}
	for _, r := range a.recordsOf("s3_accounts").items {
		if r.get("pool_id").num == p.id {
			return fail("S3_POOL_DELETE_WITH_ACCOUNT_NOT_ALLOWED", p.name, r.label())
		}
	}
	return nil
}

// changeExport: while it's enabled, an export can be switched off and nothing
// else.
func changeExport(_ *call, r *record, given fields) error {
	if _, switches := given["enabled"]; !switches && r.get("enabled").equals(flag(true)) {
		return fail("EXPORT_IS_ENABLED", fillers("EXPORT_IS_ENABLED", r.label())...)
	}
	return nil
}

// switchAddress refuses to do to an address what it is already.
func switchAddress(_ *call, r *record, operation string, _ fields) error {
	enabled := r.get("enabled").equals(flag(true))
	switch {
	case operation == "enable" && enabled:
		return fail("IP_ADDRESS_ALREADY_ENABLED", fillers("IP_ADDRESS_ALREADY_ENABLED", r.label())...)
	case operation == "disable" && !enabled:
		return fail("IP_ADDRESS_ALREADY_DISABLED", fillers("IP_ADDRESS_ALREADY_DISABLED", r.label())...)
	default:
		return nil
	}
}

// everyone is the identity that a new share gives full control to.
const everyone = "S-1-1-0"

// openShare gives a new share the permission that every share begins with.
func (a *Array) openShare(c *call, made *record, _ fields) error {
	made.id = a.newID()
	c.kept = append(c.kept, func() {
		r := a.newRecord(a.world.kinds["share_permissions"], a.newID())
		r.ownedBy, r.owner = made, number(made.id).spelled()
		r.set("share_id", number(made.id))
		r.set("sid", word(everyone))
		r.set("access", word("FULLCONTROL"))
		a.keep(r)
	})
	return nil
}

// The accounts that every SMB service has.
const (
	smbAdministrator = "Administrator"
	smbGuest         = "Guest"
)

// removeSMBUser keeps the accounts that are built in.
func (a *Array) removeSMBUser(_ *call, r *record) error {
	switch r.label() {
	case smbAdministrator:
		return fail("SMB_USER_ADMINISTRATOR_CONFLICT")
	case smbGuest:
		return fail("SMB_USER_GUEST_CONFLICT")
	default:
		return nil
	}
}
