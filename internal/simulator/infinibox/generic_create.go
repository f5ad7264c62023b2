package infinibox

import (
	"strings"
)

// create makes an object of a collection, or of one owner.
func (e *endpoint) create(c *call) (*answer, error) {
	d, err := e.body(c)
	if err != nil {
		return nil, err
	}
	given, err := e.creating(d)
	if err != nil {
		return nil, err
	}
	owner, named, err := e.ownerOf(c)
	if err != nil {
		return nil, err
	}
	if err := e.refersToWhatExists(c, given); err != nil {
		return nil, err
	}
	r := c.array.newRecord(e.kind, 0)
	r.owner, r.ownedBy = named, owner
	e.fill(c, r, given)
	if err := e.approve(c, r, d); err != nil {
		return nil, err
	}
	if err := e.thawed(c, r); err != nil {
		return nil, err
	}
	if err := e.unique(c, r); err != nil {
		return nil, err
	}
	if own := c.array.rulesOf(e.kind).create; own != nil {
		if err := own(c, r, given); err != nil {
			return nil, err
		}
	}
	if r.id == 0 {
		r.id = c.array.newID()
	}
	c.array.keep(r)
	for _, then := range c.kept {
		then()
	}
	answered := e.answerOf(c, r)
	answered.status = 201
	return answered, nil
}

// body reads a call's object; a body that is a single value is taken as the
// entity's natural key.
func (e *endpoint) body(c *call) (document, error) {
	if e.documented[0].Body != "scalar" {
		return c.document()
	}
	decoded, err := c.decode()
	if err != nil {
		return nil, err
	}
	s, ok := decoded.(string)
	if !ok {
		return nil, fail("MALFORMED_CONTENT")
	}
	if s == "" {
		return nil, fail("MALFORMED_PARAMETER", s)
	}
	return document{e.kind.entity.NaturalKey[0]: s}, nil
}

// refersToWhatExists refuses ids of objects that aren't there, with the code
// that the call documents for it.
func (e *endpoint) refersToWhatExists(c *call, given fields) error {
	for _, name := range given.names() {
		target, ok := pointers()[name]
		if name == "parent_id" {
			target, ok = e.kind.name(), true
		}
		if name == "assigned_entity_id" || name == "entity_id" || name == "local_entity_id" {
			target, ok = "datasets", true
		}
		id := given[name]
		if !ok || id.kind != integer || id.num == 0 {
			continue
		}
		if !c.array.exists(target, id.num) {
			return fail(c.array.world.kinds[target].notFound)
		}
	}
	return nil
}

// exists tells whether an entity has an object of that id.
func (a *Array) exists(entity string, id int64) bool {
	var found bool
	switch entity {
	case "pools":
		_, found = a.pools.find(id)
	case "volumes":
		_, found = a.volumes.find(id)
	case "cgs":
		_, found = a.groups.find(id)
	case "snapshot_policies":
		_, found = a.policies.find(id)
	case "qos_policies":
		_, found = a.qosPolicies.find(id)
	case "datasets":
		for _, of := range []string{"pools", "volumes", "filesystems", "cgs"} {
			found = found || a.exists(of, id)
		}
	case "hosts":
		_, found = a.san.hosts.find(id)
	case "clusters":
		_, found = a.san.clusters.find(id)
	default:
		_, found = a.recordsOf(entity).find(id)
	}
	return found
}

// nameOf is what an object is called now; the standard one when it isn't there.
func (a *Array) nameOf(entity string, id int64, standard value) value {
	switch entity {
	case "pools":
		if p, ok := a.pools.find(id); ok {
			return word(p.name)
		}
	case "volumes":
		if v, ok := a.volumes.find(id); ok {
			return word(v.name)
		}
	case "hosts":
		if h, ok := a.san.hosts.find(id); ok {
			return word(h.name)
		}
	case "clusters":
		if g, ok := a.san.clusters.find(id); ok {
			return word(g.name)
		}
	case "cgs":
		if g, ok := a.groups.find(id); ok {
			return word(g.name)
		}
	case "snapshot_policies":
		if p, ok := a.policies.find(id); ok {
			return word(p.name)
		}
	case "qos_policies":
		if p, ok := a.qosPolicies.find(id); ok {
			return word(p.name)
		}
	default:
		if r, ok := a.recordsOf(entity).find(id); ok {
			return word(r.label())
		}
	}
	return standard
}

// fill puts a body's fields, the owner's id and the times into a new record.
func (e *endpoint) fill(c *call, r *record, given fields) {
	if parent := given["parent_id"]; parent.kind == integer && parent.num != 0 {
		if from, ok := c.array.recordsOf(e.kind.name()).find(parent.num); ok {
			r.inherit(from)
		}
	}
	for name, v := range given {
		if v.kind != absent {
			r.set(name, v)
		}
	}
	if r.ownedBy != nil {
		for _, name := range ownerFields(r.ownedBy.kind.name()) {
			r.set(name, number(r.ownedBy.id))
		}
	}
	for _, name := range []string{"created_at", "updated_at"} {
		r.set(name, number(c.millis()))
	}
}

// inherit makes a record a snapshot of another.
func (r *record) inherit(from *record) {
	copy(r.values, from.values)
	r.set("parent_id", number(from.id))
	r.set("type", word(snapshot))
	r.set("has_children", flag(false))
	from.set("has_children", flag(true))
}

// ownerFields are what the parts of an entity call their owner.
func ownerFields(entity string) []string {
	for field, target := range pointers() {
		if target == entity {
			return []string{field}
		}
	}
	return nil
}

// unique refuses a natural key that another object of the same owner has.
func (e *endpoint) unique(c *call, r *record) error {
	var keys []string
	for _, key := range e.kind.entity.NaturalKey {
		if e.kind.has(key) && key != "id" {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	others := c.array.recordsOf(e.kind.name()).names[strings.ToLower(r.label())]
	if keys[0] != e.kind.labelName() {
		others = c.array.recordsOf(e.kind.name()).items
	}
	for _, other := range others {
		if other != r && other.owner == r.owner && other.sameKey(r, keys) {
			return fail(e.kind.conflict, fillers(e.kind.conflict, r.label())...)
		}
	}
	return nil
}

func (k *recordKind) labelName() string {
	if k.label < 0 {
		return ""
	}
	return k.schema.fields[k.label].name
}

func (r *record) sameKey(other *record, keys []string) bool {
	for _, key := range keys {
		a, b := r.get(key), other.get(key)
		if a.kind == absent || a.spelled() == "" || a.spelled() != b.spelled() {
			return false
		}
	}
	return true
}

// fillers are as many arguments as a code's message has blanks.
func fillers(code, with string) []any {
	known, ok := lookUpCode(code)
	if !ok {
		return nil
	}
	var args []any
	for range strings.Count(known.format, "%s") {
		args = append(args, with)
	}
	return args
}

// answerOf is what a call answers that was about one object.
func (e *endpoint) answerOf(c *call, r *record) *answer {
	if template, ok := c.array.world.samples.Answers[e.method+" "+e.path]; ok {
		return plain(filled(template, r))
	}
	switch e.result() {
	case "boolean":
		return plain(flag(true))
	case "string":
		return plain(word("OK"))
	case "integer":
		return plain(number(r.id))
	case "array":
		one := e.shown(c, r)
		return &answer{result: func(buf []byte) []byte { return append(one.result(append(buf, '[')), ']') }}
	default:
		return e.shown(c, r)
	}
}
