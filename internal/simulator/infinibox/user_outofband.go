package infinibox

import (
	"fmt"
	"slices"
	"strconv"
)

// putUser makes or changes an account behind the API's back. Fields: name,
// password, role, email, enabled.
func (a *Array) putUser(id string, fields map[string]any) (map[string]any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	u := &user{enabled: true, kind: localUser}
	if id != "" {
		found, err := a.userByText(id)
		if err != nil {
			return nil, err
		}
		copied := *found
		u = &copied
	}
	if err := u.set(fields); err != nil {
		return nil, err
	}
	if other, taken := a.users.named(u.name); taken && other.id != u.id {
		return nil, fail("USER_ALREADY_EXISTS", u.name)
	}
	if id == "" {
		u.id = a.nextUserID()
		a.users.add(u)
		return a.users.asMap(u), nil
	}
	held, _ := a.users.find(u.id)
	before := held.name
	*held = *u
	a.users.renamed(held, before)
	if held.role != RolePoolAdmin {
		a.disown(held)
	}
	return a.users.asMap(held), nil
}

func (a *Array) userByText(id string) (*user, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	u, ok := a.users.find(n)
	if !ok {
		return nil, fail("USER_NOT_FOUND")
	}
	return u, nil
}

func (a *Array) nextUserID() int64 {
	next := int64(firstUserID)
	for _, u := range a.users.items {
		next = max(next, u.id+1)
	}
	return next
}

// set takes fields by name.
func (u *user) set(fields map[string]any) error {
	texts := map[string]*string{"name": &u.name, "password": &u.password, "email": &u.email}
	for name, given := range fields {
		switch name {
		case "enabled":
			enabled, ok := given.(bool)
			if !ok {
				return fail("MALFORMED_PARAMETER", name)
			}
			u.enabled = enabled
		case "role":
			role := Role(fmt.Sprint(given))
			if !slices.Contains(allRoles(), role) {
				return fail("MALFORMED_PARAMETER", name)
			}
			u.role = role
		default:
			target, known := texts[name]
			if !known {
				return fail("UNSUPPORTED_FIELD", name)
			}
			text, ok := given.(string)
			if !ok {
				return fail("MALFORMED_PARAMETER", name)
			}
			*target = text
		}
	}
	switch {
	case u.name == "":
		return fail("MISSING_FIELD", "name")
	case u.password == "":
		return fail("MISSING_FIELD", "password")
	case u.role == "":
		return fail("MISSING_ROLE")
	default:
		return nil
	}
}

// removeUser deletes an account, ends its sessions and takes it out of pools.
func (a *Array) removeUser(id string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	u, err := a.userByText(id)
	if err != nil {
		return err
	}
	a.forgetUser(u)
	return nil
}

// forgetUser takes an account out of the array: its sessions, and the pools
// that it owns.
func (a *Array) forgetUser(u *user) {
	a.users.remove(u)
	a.endSessionsOf(u)
	a.disown(u)
}

// disown takes an account out of the pools that it owns: it's gone, or has
// another role, with which nobody owns pools.
func (a *Array) disown(u *user) {
	for _, p := range a.pools.items {
		p.owners = slices.DeleteFunc(slices.Clone(p.owners), func(owner int64) bool { return owner == u.id })
	}
}
