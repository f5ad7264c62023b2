package infinibox

import (
	"errors"
	"slices"
	"strings"
)

// initiatorRoutes are the endpoints of the section "Initiator".
func (a *Array) initiatorRoutes() []route {
	return []route{
		listOn("initiators", "GetAllInitiators", a.listInitiators),
		get("initiators/{address}", a.getInitiator),
	}
}

// seen is a host's port as an initiator.
func (p *port) seen() *initiator {
	if p.login != nil {
		return p.login
	}
	return &initiator{id: p.id, kind: p.kind, address: p.address, port: p}
}

// initiators are those that are logged in, and the ports of hosts that aren't.
func (a *Array) initiators() []*initiator {
	all := slices.Clone(a.san.logins.items)
	for _, p := range a.san.ports.items {
		if p.login == nil {
			all = append(all, p.seen())
		}
	}
	slices.SortFunc(all, byIdentity[*initiator])
	return all
}

// refuseRelations refuses filters with operators that a listing doesn't take.
func (c *call) refuseRelations(refused ...string) error {
	names := make([]string, 0, len(c.params))
	for name := range c.params {
		if !slices.Contains([]string{"page", "page_size", "sort", "fields"}, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, given := range c.params[name] {
			operator, _, found := strings.Cut(given, ":")
			if relation := relations[strings.ToLower(operator)]; found && slices.Contains(refused, relation) {
				return fail("UNSUPPORTED_FILTER_RELATION", relation)
			}
		}
	}
	return nil
}

func (a *Array) listInitiators(c *call) (*answer, error) {
	if err := c.refuseRelations("NE"); err != nil {
		return nil, err
	}
	if err := a.checkHostFilter(c); err != nil {
		return nil, err
	}
	return listOf(c, a.san.logins.schema, a.initiators())
}

// checkHostFilter refuses a host_id that is no number. Of this listing the
// reference's message names the field; elsewhere it's the value.
func (a *Array) checkHostFilter(c *call) error {
	const name = "host_id"
	of, _ := a.san.logins.field(name)
	for _, given := range c.params[name] {
		var refused *failure
		if _, err := readCondition(of, given); errors.As(err, &refused) && refused.code == "MALFORMED_PARAMETER" {
			return fail("MALFORMED_PARAMETER", name)
		}
	}
	return nil
}

func (a *Array) getInitiator(c *call) (*answer, error) {
	for _, address := range spellings(c.variables[0]) {
		found, ok := a.san.logins.named(address)
		if p, told := a.san.ports.named(address); !ok && told {
			found, ok = p.seen(), true
		}
		if ok {
			return shown(a.san.logins.schema, found, a.san.logins.pluck(c.params.Get("fields"))), nil
		}
	}
	return nil, fail("INITIATOR_NOT_FOUND")
}
