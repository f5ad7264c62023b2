package infinibox_test

import (
	"net/http"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// person is an account that complies with everything.
func person(name, role string) map[string]any {
	return map[string]any{"name": name, "role": role, "password": "Password#1234567890_1", "email": name + "@example.com"}
}

func TestAccountsAreMadeChangedAndDeleted(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	made := a.must(http.MethodPost, "users", person("second", "POOL_ADMIN"))
	made.has(map[string]any{"name": "second", "role": "POOL_ADMIN", "enabled": true, "type": "Local", "enforce_user_password_policy": true})
	second := *a
	second.as = infinibox.User{Name: "second", Password: "Password#1234567890_1"}
	second.must(http.MethodPut, at("users", made.id()), map[string]any{"password": "Another#1234567890"})
	second.refused(http.MethodGet, "pools", nil, 401, "AUTHENTICATION_REQUIRED")
	second.as.Password = "Another#1234567890"
	if got := second.send(http.MethodGet, "pools", nil); got.status != 200 {
		t.Errorf("the new password is answered with %d", got.status)
	}
	a.must(http.MethodPost, at("users", made.id(), "/disable"), nil).has(map[string]any{"enabled": false})
	second.refused(http.MethodGet, "pools", nil, 401, "AUTHENTICATION_REQUIRED")
	a.must(http.MethodPost, at("users", made.id(), "/enable"), nil)
	a.must(http.MethodDelete, at("users", made.id()), nil).has(map[string]any{"name": "second"})
	a.refused(http.MethodGet, at("users", made.id()), nil, 404, "USER_NOT_FOUND")
}

func TestAccountsThatCannotBe(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	with := func(name string, v any) map[string]any {
		fields := person("x", "READ_ONLY")
		if v == nil {
			delete(fields, name)
		} else {
			fields[name] = v
		}
		return fields
	}
	for code, body := range map[string]map[string]any{
		"MISSING_FIELD":                             with("password", nil),
		"MISSING_ROLE":                              with("role", nil),
		"MULTIPLE_ROLES_NOT_SUPPORTED":              with("roles", []string{"ADMIN", "READ_ONLY"}),
		"EMAIL_INVALID_RECIPIENT":                   with("email", "nowhere"),
		"USER_PASSWORD_DOES_NOT_COMPLY_WITH_POLICY": with("password", "simple"),
		"INVALID_PASSWORD":                          with("password", "Pässword#123"),
		"USER_ALREADY_EXISTS":                       with("name", "admin"),
		"INVALID_CHARACTERS_IN_NAME":                with("name", "Lir,an"),
		"USER_ROLE_CREATE_FORBIDDEN":                with("role", "TECHNICIAN"),
		"UNSUPPORTED_FIELD":                         with("colour", "red"),
		"MALFORMED_PARAMETER":                       with("role", "KING"),
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			on := a.on(t)
			on.refused(http.MethodPost, "users", body, on.statusOf(code), code)
		})
	}
}

func TestNobodyHarmsThemselvesOrThoseAbove(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	a.refused(http.MethodDelete, "users/-2", nil, 409, "USER_CANNOT_BE_SELF_DELETED")
	a.refused(http.MethodPost, "users/-2/disable", nil, 409, "USER_CANNOT_BE_SELF_MODIFIED")
	a.refused(http.MethodPut, "users/-2", map[string]any{"role": "READ_ONLY"}, 409, "USER_CANNOT_BE_SELF_MODIFIED")
	a.refused(http.MethodDelete, "users/-1", nil, 403, "USER_ROLE_DELETE_FORBIDDEN")
	a.refused(http.MethodPut, "users/-1", map[string]any{"email": "a@example.com"}, 403, "USER_ROLE_MODIFY_FORBIDDEN")
	a.refused(http.MethodPut, "users/101", map[string]any{"enabled": false}, a.statusOf("SET_MISSING_ATTRIBUTE"), "SET_MISSING_ATTRIBUTE")
	a.login("read_only").refused(http.MethodPut, "users/101", map[string]any{"email": "a@example.com"}, 403, "USER_ROLE_ACCESS_FORBIDDEN")
	a.login("pool_admin").refused(http.MethodPost, "users", person("x", "READ_ONLY"), 403, "UNAUTHORIZED")
}

func TestGroupsOfADirectoryDoNotLogIn(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	if err := a.Generate(map[string]int{"ldap_repositories": 1}); err != nil {
		t.Fatal(err)
	}
	directories, _ := a.Objects("ldap_repositories")
	directory := whole(t, directories[0], "id")
	group := map[string]any{"name": "ops", "type": "Ldap", "role": "ADMIN", "dn": "cn=ops", "ldap_id": directory}
	a.must(http.MethodPost, "users", group).has(map[string]any{"type": "Ldap"})
	group["name"] = "ops2"
	a.refused(http.MethodPost, "users", group, 409, "DUPLICATE_DISTINGUISHED_NAME")
	if got := a.names("users/ldap_groups"); len(got) != 1 || got[0] != "ops" {
		t.Errorf("the groups are %q", got)
	}
	other := *a
	other.as = infinibox.User{Name: "ops"}
	other.refused(http.MethodGet, "pools", nil, 401, "AUTHENTICATION_REQUIRED")
	a.refused(http.MethodDelete, at("config/ldap", directory), nil, 403, "APPROVAL_REQUIRED")
}
