package symkloud

import "slices"

// adminName is the account that can't be deleted.
const adminName = "admin"

// user is an account; accounts are the same on every platform of the stack.
type user struct {
	Name     string `json:"name"`
	Password string `json:"password"`
	Role     string `json:"roleKey"`
}

// userView is an account as UserList shows it.
type userView struct {
	Name     string `json:"name"`
	RoleKey  string `json:"roleKey"`
	RoleText string `json:"roleText"`
}

func (s *Stack) userRoutes() []route {
	const base = "Platform/{p}/"
	return []route{
		{methods: "GET", path: base + "UserList", need: Administer, handle: s.listUsers},
		{methods: "POST", path: base + "AddUser", need: Administer, handle: s.addUser,
			takes: parameters{must: []string{"name", "password", "roleKey"}}},
		// Everybody may change a password: one's own.
		{methods: "POST", path: base + "ModifyUser", need: ReadOnly, handle: s.modifyUser,
			takes: parameters{must: []string{"name"}, may: []string{"newPassword", "newRoleKey"}, missing: codeMissing}},
		{methods: "POST", path: base + "DeleteUser", need: Administer, handle: s.deleteUser,
			takes: parameters{must: []string{"name"}}},
	}
}

// user finds an account by its name.
func (s *Stack) user(name string) *user {
	return first(s.Users, func(u *user) bool { return u.Name == name })
}

func (s *Stack) listUsers(*call) (any, error) {
	views := make([]userView, len(s.Users))
	for i, u := range s.Users {
		role, _ := s.role(u.Role)
		views[i] = userView{u.Name, u.Role, role.Text}
	}
	return views, nil
}

func (s *Stack) addUser(c *call) (any, error) {
	u := &user{Name: c.form["name"], Password: c.form["password"], Role: c.form["roleKey"]}
	if err := s.mayAdd(u); err != nil {
		return nil, err
	}
	s.Users = append(s.Users, u)
	return nil, nil
}

// mayAdd tells whether an account can be made.
func (s *Stack) mayAdd(u *user) error {
	role, known := s.role(u.Role)
	switch {
	case !validUserName(u.Name):
		return refuse(codeBadUserName)
	case !validPassword(u.Password):
		return refuse(codeBadPassword)
	case !known:
		return refuse(codeBadRole)
	case s.user(u.Name) != nil:
		return refuse(codeUserExists)
	case role.IPMI && s.ipmiUser() != nil:
		return refuse(codeOneIPMI)
	}
	return nil
}

func (s *Stack) modifyUser(c *call) (any, error) {
	name := c.form["name"]
	caller, _ := s.role(c.user.Role)
	if caller.Level < Administer && (name != c.user.Name || c.form.given("newRoleKey")) {
		return nil, refuse(codeOthersPassword)
	}
	if !c.form.given("newPassword") && !c.form.given("newRoleKey") {
		return nil, refuse(codeMissing)
	}
	u := s.user(name)
	if u == nil {
		return nil, refuse(codeNoUser)
	}
	changed := *u
	if c.form.given("newPassword") {
		changed.Password = c.form["newPassword"]
	}
	if c.form.given("newRoleKey") {
		changed.Role = c.form["newRoleKey"]
	}
	if err := s.mayChange(u, &changed, c.form.given("newRoleKey")); err != nil {
		return nil, err
	}
	*u = changed
	return nil, nil
}

// mayChange tells whether an account can become another, of the same name.
func (s *Stack) mayChange(from, to *user, roleGiven bool) error {
	was, _ := s.role(from.Role)
	role, known := s.role(to.Role)
	switch {
	case was.IPMI && roleGiven:
		return refuse(codeIPMIFixed)
	case !validPassword(to.Password):
		return refuse(codeBadPassword)
	case !known:
		return refuse(codeBadRole)
	case role.IPMI && !was.IPMI && s.ipmiUser() != nil:
		return refuse(codeOneIPMI)
	case from.Name == adminName && to.Role != from.Role:
		return refuse(codeBadParameters)
	}
	return nil
}

func (s *Stack) deleteUser(c *call) (any, error) { return nil, s.removeUser(c.form["name"]) }

// removeUser deletes an account, and its token with it.
func (s *Stack) removeUser(name string) error {
	u := s.user(name)
	if u == nil {
		return refuse(codeNoUser)
	}
	role, _ := s.role(u.Role)
	switch {
	case name == adminName:
		return refuse(codeAdminStays)
	case role.IPMI:
		return refuse(codeIPMIStays)
	}
	s.Users = slices.DeleteFunc(s.Users, func(other *user) bool { return other == u })
	delete(s.tokens, name)
	return nil
}

// ipmiUser is the account for IPMI, nil while there is none.
func (s *Stack) ipmiUser() *user {
	return first(s.Users, func(u *user) bool {
		role, _ := s.role(u.Role)
		return role.IPMI
	})
}
