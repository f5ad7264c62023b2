package symkloud_test

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud"
)

func TestUsersAreAddedChangedAndDeleted(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.post("AddUser", "name", "ricky", "password", "bobby", "roleKey", "operator").succeeds()
	s.get("UserList").is(`[{"name":"admin","roleKey":"admin","roleText":"Administrator"},{"name":"ricky","roleKey":"operator","roleText":"Operator"}]`)
	s.post("ModifyUser", "name", "ricky", "newPassword", "1234", "newRoleKey", "user").succeeds()
	s.get("UserList").is(`[{"name":"admin","roleKey":"admin","roleText":"Administrator"},{"name":"ricky","roleKey":"user","roleText":"User"}]`)
	s.logIn("ricky", "bobby").refused(23)
	s.as("ricky", "1234")
	s.post("DeleteUser", "name", "ricky").succeeds()
	s.logIn("ricky", "1234").refused(25)
}

func TestUsersAreRefused(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.post("AddUser", "name", "ricky", "password", "bobby", "roleKey", "user").succeeds()
	s.post("AddUser", "name", "bmc", "password", "bobby", "roleKey", "ipmi").succeeds()
	for name, test := range map[string]struct {
		call string
		form []string
		code int
	}{
		"no password":               {"AddUser", []string{"name", "a", "roleKey", "user"}, 4},
		"unknown parameter":         {"AddUser", []string{"name", "a", "password", "b", "roleKey", "user", "mail", "c"}, 4},
		"name twice":                {"AddUser", []string{"name", "a", "name", "b", "password", "b", "roleKey", "user"}, 4},
		"empty name":                {"AddUser", []string{"name", "", "password", "b", "roleKey", "user"}, 48},
		"long name":                 {"AddUser", []string{"name", strings.Repeat("a", 21), "password", "b", "roleKey", "user"}, 48},
		"special name":              {"AddUser", []string{"name", "a-b", "password", "b", "roleKey", "user"}, 48},
		"empty password":            {"AddUser", []string{"name", "a", "password", "", "roleKey", "user"}, 49},
		"long password":             {"AddUser", []string{"name", "a", "password", strings.Repeat("b", 21), "roleKey", "user"}, 49},
		"quote in password":         {"AddUser", []string{"name", "a", "password", "it's", "roleKey", "user"}, 49},
		"backslash in password":     {"AddUser", []string{"name", "a", "password", `b\c`, "roleKey", "user"}, 49},
		"unknown role":              {"AddUser", []string{"name", "a", "password", "b", "roleKey", "king"}, 50},
		"name taken":                {"AddUser", []string{"name", "ricky", "password", "b", "roleKey", "user"}, 26},
		"second IPMI user":          {"AddUser", []string{"name", "a", "password", "b", "roleKey", "ipmi"}, 40},
		"change without name":       {"ModifyUser", []string{"newPassword", "b"}, 20},
		"change of nothing":         {"ModifyUser", []string{"name", "ricky"}, 20},
		"change of nobody":          {"ModifyUser", []string{"name", "a", "newPassword", "b"}, 25},
		"change to bad password":    {"ModifyUser", []string{"name", "ricky", "newPassword", `"`}, 49},
		"change to bad role":        {"ModifyUser", []string{"name", "ricky", "newRoleKey", "king"}, 50},
		"change to second IPMI":     {"ModifyUser", []string{"name", "ricky", "newRoleKey", "ipmi"}, 40},
		"another role for IPMI":     {"ModifyUser", []string{"name", "bmc", "newRoleKey", "user"}, 52},
		"another role for admin":    {"ModifyUser", []string{"name", "admin", "newRoleKey", "user"}, 4},
		"deletion without name":     {"DeleteUser", nil, 4},
		"deletion of nobody":        {"DeleteUser", []string{"name", "a"}, 25},
		"deletion of admin":         {"DeleteUser", []string{"name", "admin"}, 24},
		"deletion of the IPMI user": {"DeleteUser", []string{"name", "bmc"}, 41},
	} {
		t.Run(name, func(t *testing.T) {
			s := s.on(t)
			before := s.get("UserList").body
			s.post(test.call, test.form...).refused(test.code)
			if after := s.get("UserList").body; after != before {
				t.Errorf("changed to %s", after)
			}
		})
	}
	s.post("ModifyUser", "name", "bmc", "newPassword", "other").succeeds()
}

func TestRolesBoundWhatAnAccountMayDo(t *testing.T) {
	t.Parallel()
	admin := newStack(t, symkloud.Options{})
	for _, role := range []string{"operator", "user", "ipmi"} {
		admin.post("AddUser", "name", role, "password", "p", "roleKey", role).succeeds()
	}
	for _, test := range []struct {
		role                    string
		reads, changes, manages bool
	}{{"operator", true, true, false}, {"user", true, false, false}, {"ipmi", false, false, false}} {
		t.Run(test.role, func(t *testing.T) {
			s := admin.on(t).as(test.role, "p")
			for _, tried := range []struct {
				what    string
				answer  reply
				allowed bool
			}{
				{"read", s.get("Oid"), test.reads},
				{"change", s.post("SharedIp", "ip", "10.0.0.1", "netmask", "24"), test.changes},
				{"manage", s.get("UserList"), test.manages},
				{"see the password", s.get("Password"), test.manages},
				{"delete", s.post("DeleteUser", "name", "nobody"), test.manages},
			} {
				if !tried.allowed {
					tried.answer.refused(28)
				} else if tried.answer.status != 200 || strings.Contains(tried.answer.body, "Failure") {
					t.Errorf("%s: %s", tried.what, tried.answer.body)
				}
			}
		})
	}
}

func TestOthersChangeTheirOwnPasswordOnly(t *testing.T) {
	t.Parallel()
	admin := newStack(t, symkloud.Options{})
	admin.post("AddUser", "name", "ricky", "password", "bobby", "roleKey", "user").succeeds()
	ricky := admin.as("ricky", "bobby")
	ricky.post("ModifyUser", "name", "admin", "newPassword", "taken").refused(34)
	ricky.post("ModifyUser", "name", "ricky", "newRoleKey", "admin").refused(34)
	ricky.post("ModifyUser", "name", "ricky", "newPassword", "mine").succeeds()
	admin.as("ricky", "mine")
}

func TestTokenGoesWithItsAccount(t *testing.T) {
	t.Parallel()
	admin := newStack(t, symkloud.Options{})
	add := func() { admin.post("AddUser", "name", "ricky", "password", "bobby", "roleKey", "user").succeeds() }
	add()
	ricky := admin.as("ricky", "bobby")
	admin.post("DeleteUser", "name", "ricky").succeeds()
	ricky.get("Oid").refused(25)
	add()
	ricky.get("Oid").refused(30)
}

func TestPasswordsAreCountedInCharacters(t *testing.T) {
	t.Parallel()
	s := newStack(t, symkloud.Options{})
	s.post("AddUser", "name", "ricky", "password", strings.Repeat("ä", 20), "roleKey", "user").succeeds()
	s.post("Password", "password", "aB3äefgh").succeeds()
}
