package symkloud

// Level is what a role may do.
type Level int

// Levels, each with what the ones before it may do. NoAccess logs in and no
// more; Administer adds accounts, security, the platform's password and
// upgrades to what Operate changes.
const (
	NoAccess Level = iota
	ReadOnly
	Operate
	Administer
)

// Role is what an account is allowed to do. The reference names admin alone and
// says that there are others.
type Role struct {
	// Key and Text are how the API calls it: "admin", "Administrator".
	Key, Text string
	Level     Level
	// IPMI marks the role of the one account for IPMI, which can't be deleted
	// and only has its password changed.
	IPMI bool
}

// DefaultRoles are the administrator, an operator, a user who reads, and the
// account for IPMI, which has nothing to do with this API.
func DefaultRoles() []Role {
	return []Role{
		{Key: "admin", Text: "Administrator", Level: Administer},
		{Key: "operator", Text: "Operator", Level: Operate},
		{Key: "user", Text: "User", Level: ReadOnly},
		{Key: "ipmi", Text: "IPMI User", Level: NoAccess, IPMI: true},
	}
}

// role finds a role by its key; false when the stack has none of that key.
func (s *Stack) role(key string) (Role, bool) {
	for _, r := range s.options.Roles {
		if r.Key == key {
			return r, true
		}
	}
	return Role{}, false
}
