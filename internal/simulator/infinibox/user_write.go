package infinibox

import "strconv"

// userWriteRoutes are the writing endpoints of the section "Users".
func (a *Array) userWriteRoutes() []route {
	return []route{
		post("users", administrators(), a.createUser),
		put("users/{id}", nil, a.updateUser),
		del("users/{id}", administrators(), a.deleteUser),
		post("users/{id}/enable", nil, func(c *call) (*answer, error) { return a.switchUser(c, true) }),
		post("users/{id}/disable", nil, func(c *call) (*answer, error) { return a.switchUser(c, false) }),
		listOn("users/ldap_groups", "GetAllLdapGroups", func(c *call) (*answer, error) { return a.listGroups(c, ldapGroup) }),
		listOn("users/sso_groups", "GetAllSsoGroups", func(c *call) (*answer, error) { return a.listGroups(c, ssoGroup) }),
	}
}

func (a *Array) createUser(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("dn", "email", "enabled", "enforce_user_password_policy", "idp_id", "ldap_id", "name", "password",
		"password_digest_version", "role", "roles", "type"); err != nil {
		return nil, err
	}
	u, err := a.newUser(d)
	if err != nil {
		return nil, err
	}
	if !c.grants(u.role) {
		return nil, fail("USER_ROLE_CREATE_FORBIDDEN", string(u.role))
	}
	if err := a.freeUserName(u.name, nil); err != nil {
		return nil, err
	}
	if len(a.users.items) >= maxUsers {
		return nil, fail("USER_COUNT_LIMIT")
	}
	u.id = a.nextUserID()
	a.users.add(u)
	return made(a.users.schema, u), nil
}

// newUser reads an account from a create's body.
func (a *Array) newUser(d document) (*user, error) {
	u := &user{enabled: true, enforced: true}
	kind, set, err := d.choice("type", []string{localUser, ldapGroup, ssoGroup})
	if err != nil {
		return nil, err
	}
	u.kind = localUser
	if set {
		u.kind = kind
	}
	needed := map[string][]string{localUser: {"name", "password"}, ldapGroup: {"name", "dn", "ldap_id"}, ssoGroup: {"name", "idp_id"}}
	if err := d.require(needed[u.kind]...); err != nil {
		return nil, err
	}
	if err := d.readFlags(map[string]*bool{"enabled": &u.enabled, "enforce_user_password_policy": &u.enforced}); err != nil {
		return nil, err
	}
	version, set, err := d.number("password_digest_version")
	if err != nil {
		return nil, err
	}
	if set && version != 1 {
		return nil, fail("WRONG_PARAMETER", strconv.FormatInt(version, 10), "password_digest_version", "must be greater than 0 and lower or equal to 1")
	}
	role, set, err := d.readRole()
	if err != nil {
		return nil, err
	}
	if !set {
		return nil, fail("MISSING_ROLE")
	}
	u.role = role
	if u.name, _, err = d.text("name"); err != nil {
		return nil, err
	}
	if err := checkName(u.name); err != nil {
		return nil, err
	}
	if u.kind == localUser {
		err = u.readPerson(d)
	} else {
		err = a.readGroup(u, d)
	}
	return u, err
}

// readPerson reads what a local account has.
func (u *user) readPerson(d document) error {
	var err error
	if u.password, _, err = d.text("password"); err != nil {
		return err
	}
	email, set, err := d.text("email")
	if err != nil {
		return err
	}
	if !set {
		email = "null"
	}
	if err := checkEmail(email); err != nil {
		return err
	}
	u.email = email
	return checkPassword(u.name, u.password, u.enforced)
}

// readGroup reads what the mapping of a group has.
func (a *Array) readGroup(u *user, d document) error {
	source, entity := "ldap_id", "ldap_repositories"
	if u.kind == ssoGroup {
		source, entity = "idp_id", "sso_idps"
	}
	var err error
	if u.source, _, err = d.number(source); err != nil {
		return err
	}
	if u.dn, _, err = d.text("dn"); err != nil {
		return err
	}
	if !a.exists(entity, u.source) {
		return fail(a.world.kinds[entity].notFound)
	}
	switch {
	case u.role != RoleInfinidat && u.role != RoleTechnician:
	case u.kind == ssoGroup:
		return fail("SSO_USER_GROUP_ROLE_NOT_ALLOWED", string(u.role))
	default:
		return fail("ROLE_NOT_ALLOWED")
	}
	for _, other := range a.users.items {
		if u.kind == ldapGroup && other.kind == ldapGroup && other.source == u.source && other.dn == u.dn {
			return fail("DUPLICATE_DISTINGUISHED_NAME", u.dn, other.name, a.nameOf(entity, u.source, word("")).text)
		}
	}
	return nil
}

func (a *Array) updateUser(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	if _, sent := d["enabled"]; sent {
		return nil, fail("SET_MISSING_ATTRIBUTE", "enabled")
	}
	if err := d.only("dn", "email", "enforce_user_password_policy", "name", "password", "role", "roles"); err != nil {
		return nil, err
	}
	role, newRole, err := d.readRole()
	if err != nil {
		return nil, err
	}
	u, err := a.userAt(c)
	if err != nil {
		return nil, err
	}
	changed := *u
	if err := changed.apply(d); err != nil {
		return nil, err
	}
	if newRole {
		changed.role = role
	}
	switch {
	case !c.grants(u.role) && c.user != u, !c.grants(changed.role) && changed.role != u.role:
		return nil, fail("USER_ROLE_MODIFY_FORBIDDEN", string(u.role))
	case c.user == u && changed.role != u.role:
		return nil, fail("USER_CANNOT_BE_SELF_MODIFIED")
	case changed.enforced != u.enforced && !c.user.administers():
		return nil, fail("UNAUTHORIZED", "Changing the enforce_user_password_policy is not allowed for the current roles: ["+string(c.user.role)+"]")
	case u.enforced && !changed.enforced:
		if err := c.approve("Enforce Password Policy for user '" + u.name + "' will be disabled"); err != nil {
			return nil, err
		}
	}
	if err := a.freeUserName(changed.name, u); err != nil {
		return nil, err
	}
	before := u.name
	*u = changed
	a.users.renamed(u, before)
	if u.role != RolePoolAdmin {
		a.disown(u)
	}
	return shown(a.users.schema, u, nil), nil
}

// apply reads the fields of an update other than the role.
func (u *user) apply(d document) error {
	if err := d.readFlags(map[string]*bool{"enforce_user_password_policy": &u.enforced}); err != nil {
		return err
	}
	for name, target := range map[string]*string{"name": &u.name, "email": &u.email, "password": &u.password, "dn": &u.dn} {
		given, set, err := d.text(name)
		if err != nil {
			return err
		}
		if set {
			*target = given
		}
	}
	if _, sent := d["name"]; sent {
		if err := checkName(u.name); err != nil {
			return err
		}
	}
	if _, sent := d["email"]; sent {
		if err := checkEmail(u.email); err != nil {
			return err
		}
	}
	if given, sent := d["password"]; sent {
		if given == nil {
			return fail("MISSING_FIELD", "password")
		}
		return checkPassword(u.name, u.password, u.enforced)
	}
	return nil
}

// deleteUser takes an account away, also from the pools that it owns. Only the
// mapping of an SSO group is dangerous: who came through it is thrown out.
func (a *Array) deleteUser(c *call) (*answer, error) {
	u, err := a.userAt(c)
	if err != nil {
		return nil, err
	}
	if !c.grants(u.role) {
		return nil, fail("USER_ROLE_DELETE_FORBIDDEN", string(u.role))
	}
	if u.kind == ssoGroup {
		if err := c.approve("Deleting SSO user group '" + u.name + "' will invalidate all users currently logged in through it"); err != nil {
			return nil, err
		}
	}
	if c.user == u {
		return nil, fail("USER_CANNOT_BE_SELF_DELETED")
	}
	a.forgetUser(u)
	return shown(a.users.schema, u, nil), nil
}

// switchUser lets an account log in, or not any more.
func (a *Array) switchUser(c *call, enabled bool) (*answer, error) {
	if c.user.role == RoleReadOnly && !enabled {
		return nil, fail("ACTION_NOT_ALLOWED_FOR_ROLE", fillers("ACTION_NOT_ALLOWED_FOR_ROLE", string(c.user.role))...)
	}
	u, err := a.userAt(c)
	if err != nil {
		return nil, err
	}
	if c.user == u {
		return nil, fail("USER_CANNOT_BE_SELF_MODIFIED")
	}
	if !c.grants(u.role) {
		return nil, fail("USER_ROLE_MODIFY_FORBIDDEN", string(u.role))
	}
	u.enabled = enabled
	if !enabled {
		a.endSessionsOf(u)
	}
	return shown(a.users.schema, u, nil), nil
}

// listGroups lists the mappings of groups of one kind.
func (a *Array) listGroups(c *call, kind string) (*answer, error) {
	entity := map[string]string{ldapGroup: "ldap_groups", ssoGroup: "sso_groups"}[kind]
	var groups []*record
	for _, u := range a.users.items {
		if u.kind != kind {
			continue
		}
		r := a.newRecord(a.world.kinds[entity], u.id)
		for name, v := range map[string]value{
			"name": word(u.name), "dn": word(u.dn), "role": word(string(u.role)), "roles": several(word(string(u.role))),
			"ldap_id": number(u.source), "idp_id": number(u.source), "type": word(u.kind),
		} {
			r.set(name, v)
		}
		groups = append(groups, r)
	}
	return listOf(c, a.world.kinds[entity].schema, groups)
}
