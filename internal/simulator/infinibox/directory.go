package infinibox

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// directoryRoutes are the calls of the sections "Active Directory" and "Users
// Repository" that ask a directory for something.
func (a *Array) directoryRoutes() []route {
	resolve := post("config/ldap/resolve_domain", nil, a.resolveDomain)
	resolve.reads = true
	return []route{listOn("activedirectory/domains/user_query", "QueryDomainUser", a.queryDomainUser), resolve}
}

// domainUser is a person of the joined domain. There is no domain controller:
// the domain knows the array's own accounts, under ids that follow from theirs.
type domainUser struct {
	of     *user
	domain string
}

func (u *domainUser) identity() int64 { return u.of.id }
func (u *domainUser) label() string   { return u.username() }
func (u *domainUser) username() string {
	return u.of.name + "@" + u.domain
}

// firstDomainUID is where ids of UNIX begin in the domain; the group of all its
// users has this one.
const firstDomainUID = 10_000

func (u *domainUser) uid() int64 { return firstDomainUID + 1_000 + u.of.id }

// sid is a security identifier of the domain: three numbers that stand for its
// name, and one for what is in it.
func (u *domainUser) sid(relative int64) string {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(strings.ToLower(u.domain))) // never fails
	n := sum.Sum64()
	return fmt.Sprintf("S-1-5-21-%d-%d-%d-%d", uint32(n>>32), uint32(n), uint32(n>>16), relative) //nolint:gosec // cut on purpose
}

// domainUsersGroup is the relative id of the group "Domain Users" everywhere.
const domainUsersGroup = 513

func domainUserSchema() *schema[*domainUser] {
	return newSchema([]field[*domainUser]{
		{name: "username", kind: text, get: func(u *domainUser) value { return word(u.username()) }},
		{name: "uid", kind: integer, get: func(u *domainUser) value { return number(u.uid()) }},
		{name: "tenant_id", kind: integer, get: func(*domainUser) value { return number(1) }},
		{name: "gsid", kind: text, get: func(u *domainUser) value { return word(u.sid(domainUsersGroup)) }},
		{name: "gid", kind: integer, get: func(*domainUser) value { return number(firstDomainUID) }},
		{name: "sid", kind: text, get: func(u *domainUser) value { return word(u.sid(u.uid())) }},
		{name: "name", kind: text, get: func(u *domainUser) value { return word(u.of.name) }},
	}, nil, nil)
}

// queryDomainUser finds people of the joined domain by name, SID or UID.
func (a *Array) queryDomainUser(c *call) (*answer, error) {
	username, sid, uid := c.params.Get("username"), c.params.Get("sid"), c.params.Get("uid")
	if c.params.Has("uid") {
		n, err := strconv.ParseInt(uid, 10, 64)
		if err != nil {
			return nil, fail("MALFORMED_PARAMETER", uid)
		}
		if n <= 0 {
			return nil, fail("WRONG_PARAMETER", uid, "uid", "uid > 0")
		}
	}
	if c.params.Has("sid") && !isSID(sid) {
		return nil, fail("INVALID_SID_VALUE", sid)
	}
	for _, name := range []string{"username", "sid", "uid"} {
		c.params.Del(name) // what is left pages and plucks
	}
	joined := a.recordsOf("ad_domain").items
	if len(joined) == 0 {
		return nil, fail("ACTIVE_DIRECTORY_NOT_JOINED")
	}
	var found []*domainUser
	for _, account := range a.users.items {
		u := &domainUser{account, joined[0].get("domain").text}
		if account.kind == localUser &&
			(username == "" || strings.EqualFold(username, account.name) || strings.EqualFold(username, u.username())) &&
			(sid == "" || strings.EqualFold(sid, u.sid(u.uid()))) && (uid == "" || uid == strconv.FormatInt(u.uid(), 10)) {
			found = append(found, u)
		}
	}
	return listOf(c, domainUserSchema(), found)
}

// isSID tells whether a text is a security identifier: S, the version 1, an
// authority and at least one number below it.
func isSID(s string) bool {
	parts := strings.Split(s, "-")
	if len(parts) < 4 || !strings.EqualFold(parts[0], "S") || parts[1] != "1" {
		return false
	}
	for _, part := range parts[2:] {
		if _, err := strconv.ParseUint(part, 10, 48); err != nil {
			return false
		}
	}
	return true
}

// resolveDomain answers the addresses of a domain's controllers: those that the
// array was told of, as no name server is asked. The reference shows neither
// body nor answer; the field is the one of a repository.
func (a *Array) resolveDomain(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("domain_name"); err != nil {
		return nil, err
	}
	if err := d.require("domain_name"); err != nil {
		return nil, err
	}
	domain, _, err := d.text("domain_name")
	if err != nil {
		return nil, err
	}
	for _, told := range []struct{ entity, domain, addresses string }{
		{"ldap_repositories", "domain_name", "servers"}, {"ad_domain", "domain", "preferred_ips"},
	} {
		for _, r := range a.recordsOf(told.entity).items {
			addresses := r.get(told.addresses)
			if strings.EqualFold(r.get(told.domain).text, domain) && addresses.kind == list && len(*addresses.items) > 0 {
				return plain(addresses), nil
			}
		}
	}
	return plain(several()), nil
}
