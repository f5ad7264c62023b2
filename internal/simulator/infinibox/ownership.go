package infinibox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Accounts with the role POOL_ADMIN see everything and change what is in the
// pools that they own; what is in no pool (hosts, clusters) they may change as
// far as the reference's roles let them. That holds for every call alike: the
// objects that its path and body name are looked up, and each tells its pool.

// claim is an object that a call would change.
type claim struct {
	kind string // what the array's messages call it
	name string
	pool *pool // nil when it's in none
}

// mayChange refuses a call that the caller's role allows and that isn't theirs
// to make. It comes before anything in the body but its references is judged.
func (a *Array) mayChange(c *call) error {
	if c.user == nil || c.route.method == http.MethodGet || c.route.reads || c.route.onlySimulates() {
		return nil
	}
	switch c.user.role {
	case RoleReadOnly:
		if c.route.roles == nil && !c.route.statesRoles() {
			return fail("UNAUTHORIZED", c.route.refusalOf(c.user.role))
		}
		return nil
	case RolePoolAdmin:
	default:
		return nil
	}
	d, err := c.document()
	if err != nil {
		d = nil // a body without references; the call itself judges it
	}
	for _, on := range a.claims(c, d) {
		if on.pool != nil && c.mayModify(on.pool) != nil {
			return c.forbid(on)
		}
	}
	for _, name := range d.names() {
		if c.route.keepsFromOwners(name, d[name]) {
			return fail("UNAUTHORIZED", "Method is not allowed for ["+string(c.user.role)+"]")
		}
	}
	return nil
}

// onlySimulates marks calls that aren't a GET and look at objects alone.
func (r *route) onlySimulates() bool { return strings.HasSuffix(r.path, "/delete_simulation") }

// statesRoles tells whether the reference says who may call the endpoint. A
// READ_ONLY account may only read: where it isn't named, it's kept out.
func (r *route) statesRoles() bool {
	return r.open || len(r.documented) == 0 || len(r.documented[0].Roles) > 0
}

// keepsFromOwners are the fields that a POOL_ADMIN can't set although the call
// is theirs. Of pools it's what decides over the system's space and over who
// owns the pool. Of datasets the reference names the refusal without its field;
// the SSA Express cache is what they share with the whole system.
func (r *route) keepsFromOwners(field string, to any) bool {
	switch r.method + " " + r.path {
	case "PUT pools/{id}":
		return slices.Contains([]string{"physical_capacity", "virtual_capacity", "max_extend", "owners"}, field)
	case "POST volumes", "POST filesystems":
		return field == "ssa_express_enabled" && to == true
	case "PUT volumes/{id}", "PUT filesystems/{id}":
		return field == "ssa_express_enabled"
	default:
		return false
	}
}

// claims are the objects that a call's path and body name, the path's first.
func (a *Array) claims(c *call, d document) []claim {
	var all []claim
	add := func(entity string, given any) {
		if id, ok := whole(given); ok {
			all = append(all, a.claimOn(entity, id))
		}
	}
	collection, _, named := strings.Cut(c.route.path, "/{")
	entity := a.world.entityAt(collection)
	if named {
		all = append(all, a.claimsOfPath(c, entity)...)
	}
	if strings.HasPrefix(collection, "metadata") {
		return all // its fields are anybody's words
	}
	for _, name := range d.names() {
		switch name {
		case "parent_id", "source_id":
			add(entity, d[name])
		case "ids", "entities":
			listed, _ := d[name].([]any)
			for _, item := range listed {
				if fields, ok := item.(map[string]any); ok {
					item = fields["id"]
				}
				add("datasets", item)
			}
		default:
			if to, refers := refersTo(name); refers {
				add(to, d[name])
			}
		}
	}
	return all
}

// claimsOfPath are the object that the path begins with, and a volume or
// dataset that it names further on.
func (a *Array) claimsOfPath(c *call, entity string) []claim {
	var all []claim
	at := 0
	for segment := range strings.SplitSeq(c.route.path, "/") {
		if !strings.HasPrefix(segment, "{") || at >= len(c.variables) {
			continue
		}
		id, err := strconv.ParseInt(c.variables[at], 10, 64)
		to, refers := refersTo(strings.Trim(segment, "{}"))
		switch {
		case err != nil:
		case at == 0:
			all = append(all, a.claimOn(entity, id))
		case segment == "{lun_number}":
			all = append(all, a.mappedAt(c.variables[0], id))
		case refers:
			all = append(all, a.claimOn(to, id))
		}
		at++
	}
	return all
}

// refersTo is the entity whose id a field or a path's variable holds.
func refersTo(name string) (string, bool) {
	switch name {
	case "dataset_id", "entity_id", "assigned_entity_id", "local_entity_id":
		return "datasets", true
	case "local_pool_id":
		return "pools", true
	case "fsId":
		return "filesystems", true
	}
	to, ok := pointers()[name]
	return to, ok
}

// claimOn is an object by its id, without a pool when it isn't there.
func (a *Array) claimOn(entity string, id int64) claim {
	switch entity {
	case "pools":
		if p, ok := a.pools.find(id); ok {
			return claim{"pool", p.name, p}
		}
	case "volumes":
		if v, ok := a.volumes.find(id); ok {
			return claim{"volume", v.name, v.pool}
		}
	case "hosts", "clusters":
		return claim{kind: singularOf(entity), name: a.nameOf(entity, id, none()).text} // in no pool
	case "datasets", "metadata":
		for _, of := range metadataEntities() {
			if a.exists(of, id) {
				return a.claimOn(of, id)
			}
		}
	case "cgs":
		if g, ok := a.groups.find(id); ok {
			return claim{"cg", g.name, g.pool}
		}
	default:
		if r, ok := a.recordsOf(entity).find(id); ok {
			return claim{singularOf(entity), r.label(), a.poolOf(r)}
		}
	}
	return claim{}
}

// mappedAt is the volume that a host or cluster has under a number.
func (a *Array) mappedAt(owner string, lun int64) claim {
	id, err := strconv.ParseInt(owner, 10, 64)
	if err != nil {
		return claim{}
	}
	if m := a.san.mappedAs(id, lun); m != nil {
		return a.claimOn("volumes", m.volume.id)
	}
	return claim{}
}

// poolOf is the pool that a record takes its space from, or that what it
// belongs or refers to does; nil when it has to do with none.
func (a *Array) poolOf(r *record) *pool {
	if r == nil {
		return nil
	}
	for _, name := range []string{"pool_id", "local_pool_id"} {
		if p, ok := a.pools.find(r.get(name).num); ok {
			return p
		}
	}
	if v, ok := a.volumes.find(r.get("volume_id").num); ok {
		return v.pool
	}
	if g, ok := a.groups.find(r.get("cg_id").num); ok {
		return g.pool
	}
	for _, to := range r.kind.references {
		switch to.entity {
		case "filesystems", "shares", "s3_accounts", "s3_users", "replication_groups":
			if found := a.referenced(r, to); found != nil && found != r {
				return a.poolOf(found)
			}
		}
	}
	return a.poolOf(r.ownedBy)
}

// singularOf is what the array's messages call an object of an entity.
func singularOf(entity string) string {
	switch entity {
	case "shares":
		return "share"
	case "replicas":
		return "replica"
	case "s3_accounts":
		return "S3 account"
	default:
		return singular()[entity]
	}
}

// forbid refuses a change of something in a pool of others, in the words that
// the reference has for the call.
func (c *call) forbid(on claim) error {
	switch {
	case c.route.path == "volumes/{id}/restore", strings.Contains(c.route.path, "/luns"), strings.HasSuffix(c.route.path, "assign_entity"):
		return worded("USER_IS_FORBIDDEN", "'"+on.name+"' is located in a pool on which the current user has read-only permissions")
	case c.route.entity == "metadata", slices.Contains([]string{"filesystem", "share", "S3 account"}, on.kind) && c.route.entity != "filesystems":
		return worded("USER_IS_FORBIDDEN", "User '"+c.user.name+"' is forbidden to modify "+on.kind+" '"+on.name+"'")
	}
	return fail("USER_IS_FORBIDDEN", c.user.name, on.pool.name)
}

// mayModify refuses accounts with the role POOL_ADMIN on pools that they don't
// own.
func (c *call) mayModify(p *pool) error {
	if c.user.role == RolePoolAdmin && !p.ownedBy(c.user) {
		return fail("USER_IS_FORBIDDEN", c.user.name, p.name)
	}
	return nil
}
