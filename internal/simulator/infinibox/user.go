package infinibox

import (
	"slices"
	"strconv"
)

// Role is what an account may do.
type Role string

// The roles of the reference (users/roles).
const (
	RoleInfinidat   Role = "INFINIDAT"
	RoleAdmin       Role = "ADMIN"
	RolePoolAdmin   Role = "POOL_ADMIN"
	RoleTechnician  Role = "TECHNICIAN"
	RoleReadOnly    Role = "READ_ONLY"
	RoleInfiniGuard Role = "INFINIGUARD"
)

func allRoles() []Role {
	return []Role{RoleInfinidat, RoleAdmin, RolePoolAdmin, RoleTechnician, RoleReadOnly, RoleInfiniGuard}
}

// administrators may change the system, owners the pools they own as well.
func administrators() []Role { return []Role{RoleAdmin, RoleInfinidat} }
func owners() []Role         { return []Role{RolePoolAdmin, RoleAdmin, RoleInfinidat} }

// User is a local account of the array.
type User struct {
	// ID of the account; zero lets the array choose one.
	ID       int64
	Name     string
	Password string
	Role     Role
	// Email is shown and otherwise unused.
	Email string
}

// DefaultUsers are the accounts of an array that isn't told others: one for
// each role that a person can have. The first three have the fixed ids that
// they have on every array.
func DefaultUsers() []User {
	return []User{
		{ID: -1, Name: "infinidat", Password: "infinidat-simulated", Role: RoleInfinidat}, //nolint:gosec // of a simulator, and documented
		{ID: -2, Name: "admin", Password: "admin-simulated", Role: RoleAdmin},
		{ID: -3, Name: "technician", Password: "technician-simulated", Role: RoleTechnician},
		{ID: 101, Name: "pool_admin", Password: "pool-admin-simulated", Role: RolePoolAdmin}, //nolint:gosec // of a simulator, and documented
		{ID: 102, Name: "read_only", Password: "read-only-simulated", Role: RoleReadOnly},    //nolint:gosec // of a simulator, and documented
	}
}

// firstUserID is where ids of accounts start that come without one; they stay
// apart from the ids of other objects, so that those start at FirstID.
const firstUserID = 103

// user is an account as the array holds it.
type user struct {
	id       int64
	name     string
	password string
	email    string
	role     Role
	enabled  bool
	// enforced is whether the password policy holds for the account.
	enforced bool
	// kind is localUser, ldapGroup or ssoGroup; groups have the id of their
	// directory or identity provider as source, and a distinguished name there.
	kind   string
	source int64
	dn     string
	// reset is what was mailed last about the password, nil for nothing.
	reset *passwordReset
}

func (u *user) identity() int64 { return u.id }
func (u *user) label() string   { return u.name }

// administers tells whether the account has a role that stands above all pools.
func (u *user) administers() bool { return slices.Contains(administrators(), u.role) }

func userSchema() *schema[*user] {
	var roles []string
	for _, role := range allRoles() {
		roles = append(roles, string(role))
	}
	return newSchema([]field[*user]{
		{name: "enforce_user_password_policy", kind: boolean, get: func(u *user) value { return flag(u.enforced) }},
		{name: "password_digest_version", kind: integer, get: func(*user) value { return number(1) }},
		{name: "name", kind: text, get: func(u *user) value { return word(u.name) }},
		{name: "roles", kind: list, get: func(u *user) value { return several(word(string(u.role))) }},
		{name: "enabled", kind: boolean, get: func(u *user) value { return flag(u.enabled) }},
		{name: "id", kind: integer, get: func(u *user) value { return number(u.id) }},
		{name: "role", kind: text, of: roles, get: func(u *user) value { return word(string(u.role)) }},
		{name: "is_digest_sufficient", kind: boolean, get: func(*user) value { return flag(true) }},
		{name: "type", kind: text, of: []string{localUser, ldapGroup, ssoGroup}, get: func(u *user) value { return word(u.kind) }},
		{name: "email", kind: text, get: func(u *user) value { return word(u.email) }},
		{name: "ldap_id", kind: integer, hidden: true, get: func(*user) value { return none() }},
	}, []string{"id", "name"}, []string{"id", "name"})
}

func (a *Array) addUsers(users []User) {
	next := int64(firstUserID)
	for _, u := range users {
		if u.ID == 0 {
			u.ID = next
		}
		next = max(next, u.ID+1)
		if u.Email == "" {
			u.Email = u.Name + "@example.com"
		}
		a.users.add(&user{id: u.ID, name: u.Name, password: u.Password, email: u.Email, role: u.Role, enabled: true, kind: localUser})
	}
}

// Users are the array's accounts with their passwords, so that tests can log
// in as any of them.
func (a *Array) Users() []User {
	a.mu.RLock()
	defer a.mu.RUnlock()
	users := make([]User, len(a.users.items))
	for i, u := range a.users.items {
		users[i] = User{ID: u.id, Name: u.name, Password: u.password, Role: u.role, Email: u.email}
	}
	return users
}

// userRoutes are the reading endpoints of the section "Users".
func (a *Array) userRoutes() []route {
	return []route{
		listOn("users", "GetAllUsersFiltered", a.listUsers),
		listOn("users/roles", "GetAllUserRoles", a.listRoles),
		get("users/{id}", a.getUser),
		get("users/{name}/by_username", a.getUserByName),
		listOn("users/{uid}/pools", "GetUserPools", a.listUserPools),
	}
}

func (a *Array) listUsers(c *call) (*answer, error) {
	if c.user.administers() {
		return a.users.list(c)
	}
	return listOf(c, a.users.schema, []*user{c.user})
}

func (a *Array) listRoles(c *call) (*answer, error) {
	var roles []value
	for _, role := range allRoles() {
		roles = append(roles, word(string(role)))
	}
	return values(c, roles)
}

// maySee refuses accounts that look at others without standing above them.
func (c *call) maySee(u *user, asked string) error {
	if c.user == u || c.user.administers() {
		return nil
	}
	return fail("USER_ROLE_ACCESS_FORBIDDEN", c.user.name, asked)
}

func (a *Array) userAt(c *call) (*user, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	u, ok := a.users.find(id)
	if !ok {
		return nil, fail("USER_NOT_FOUND")
	}
	return u, c.maySee(u, strconv.FormatInt(id, 10))
}

func (a *Array) getUser(c *call) (*answer, error) {
	u, err := a.userAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.users.schema, u, a.users.pluck(c.params.Get("fields"))), nil
}

func (a *Array) getUserByName(c *call) (*answer, error) {
	u, ok := a.users.named(c.variables[0])
	if !ok {
		return nil, fail("USER_NOT_FOUND")
	}
	if err := c.maySee(u, u.name); err != nil {
		return nil, err
	}
	return shown(a.users.schema, u, a.users.pluck(c.params.Get("fields"))), nil
}

func (a *Array) listUserPools(c *call) (*answer, error) {
	u, err := a.userAt(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.pools.schema, a.poolsOwnedBy(u))
}
