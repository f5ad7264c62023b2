package infinibox

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
)

// Types of accounts: people with passwords of their own, and groups of a
// directory or an identity provider, whose members log in elsewhere.
const (
	localUser = "Local"
	ldapGroup = "Ldap"
	ssoGroup  = "Sso"
)

// maxUsers is how many accounts there can be. The reference names the limit
// (USER_COUNT_LIMIT) without a figure.
const maxUsers = 500

// grants tells whether a caller may make, change or delete accounts of a role:
// the vendor's own are above an administrator.
func (c *call) grants(role Role) bool {
	return c.user.role == RoleInfinidat || role != RoleInfinidat && role != RoleTechnician
}

// readRole takes the role of a new or changed account, as a word or as a list
// of one.
func (d document) readRole() (Role, bool, error) {
	given, set, err := d.text("role")
	if err != nil {
		return "", false, err
	}
	if several, listed := d["roles"]; listed && several != nil {
		roles, ok := typed(several, "array<string>")
		if !ok {
			return "", false, fail("MALFORMED_PARAMETER", "roles")
		}
		switch len(*roles.items) {
		case 0:
			return "", false, fail("MISSING_ROLE")
		case 1:
			given, set = (*roles.items)[0].text, true
		default:
			return "", false, fail("MULTIPLE_ROLES_NOT_SUPPORTED")
		}
	}
	if !set {
		return "", false, nil
	}
	role := Role(strings.ToUpper(given))
	if !slices.Contains(allRoles(), role) {
		return "", false, fail("MALFORMED_PARAMETER", "role")
	}
	return role, true, nil
}

// checkEmail refuses what isn't one address; null counts as one that isn't.
func checkEmail(given string) error {
	address, err := mail.ParseAddress(given)
	if err != nil || address.Address != given || strings.HasSuffix(given, ".") {
		return fail("EMAIL_INVALID_RECIPIENT", given)
	}
	return nil
}

// checkPassword refuses what isn't plain text, and what the policy of
// users/password_policy refuses where it's enforced.
func checkPassword(name, password string, enforced bool) error {
	for _, c := range password {
		if c > unicode.MaxASCII || c < ' ' {
			return fail("INVALID_PASSWORD")
		}
	}
	if !enforced {
		return nil
	}
	kinds := []func(rune) bool{
		unicode.IsLower, unicode.IsUpper, unicode.IsDigit,
		func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) },
	}
	complies := len(password) >= 8 && len(password) <= 128 && !strings.Contains(strings.ToLower(password), strings.ToLower(name))
	for _, kind := range kinds {
		complies = complies && strings.ContainsFunc(password, kind)
	}
	if !complies {
		return fail("USER_PASSWORD_DOES_NOT_COMPLY_WITH_POLICY")
	}
	return nil
}

// freeUserName refuses a name that another account has.
func (a *Array) freeUserName(name string, of *user) error {
	if other, taken := a.users.named(name); taken && other != of {
		if other.kind == ssoGroup {
			return fail("SSO_USER_GROUP_NAME_CONFLICT", name, a.nameOf("sso_idps", other.source, word("")).text)
		}
		return fail("USER_ALREADY_EXISTS", name)
	}
	return nil
}

// endSessionsOf logs an account out everywhere.
func (a *Array) endSessionsOf(u *user) {
	for session, of := range a.sessions {
		if of == u {
			delete(a.sessions, session)
		}
	}
}
