package infinibox

import (
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// missing refuses what isn't there with the code of its entity.
func (k *recordKind) missing() error { return fail(k.notFound) }

// ownerOf is the object that the path leads through: its record where it is
// one, and what the path calls it.
func (e *endpoint) ownerOf(c *call) (*record, string, error) {
	if e.owner == nil {
		return nil, "", nil
	}
	id, err := strconv.ParseInt(c.variables[0], 10, 64)
	if err != nil {
		if numeric(e.documented[0].PathParameters[0]) {
			return nil, "", fail("MALFORMED_ID_TYPE")
		}
		return nil, "", e.owner.missing()
	}
	found, ok := c.array.recordsOf(e.owner.name()).find(id)
	if !ok {
		return nil, "", e.owner.missing()
	}
	return found, c.variables[0], nil
}

func numeric(p catalogue.Parameter) bool { return p.Type == "long" || p.Type == "int" || p.Type == "" }

// recordAt is the object that the call's path names.
func (e *endpoint) recordAt(c *call) (*record, error) {
	owner, named, err := e.ownerOf(c)
	if err != nil {
		return nil, err
	}
	if len(e.keys) == 0 {
		return e.single(c, owner)
	}
	skipped := 0
	if e.owner != nil {
		skipped = 1
	}
	candidates := c.array.recordsOf(e.kind.name()).items
	if e.owner != nil {
		candidates = c.array.partsOf(e.kind, named, owner)
	}
	parameters := e.documented[0].PathParameters[skipped:]
	for i, key := range e.keys {
		given := c.variables[skipped+i]
		if key == "id" && e.kind.idIsNumber() {
			id, err := strconv.ParseInt(given, 10, 64)
			if err != nil && numeric(parameters[i]) {
				return nil, fail("MALFORMED_ID_TYPE")
			}
			if e.owner == nil {
				found, ok := c.array.recordsOf(e.kind.name()).find(id)
				if !ok {
					return nil, e.kind.missing()
				}
				return found, nil
			}
		}
		candidates = slices.DeleteFunc(slices.Clone(candidates), func(r *record) bool { return !strings.EqualFold(r.get(key).spelled(), given) })
	}
	if len(candidates) == 0 {
		return nil, e.kind.missing()
	}
	return candidates[0], nil
}

func (k *recordKind) idIsNumber() bool {
	i, ok := k.at["id"]
	return !ok || k.schema.fields[i].kind == integer
}

// single is what there's one of: the owner itself, or a setting.
func (e *endpoint) single(c *call, owner *record) (*record, error) {
	if owner != nil {
		return owner, nil
	}
	items := c.array.recordsOf(e.kind.name()).items
	if len(items) == 0 {
		return nil, e.kind.missing()
	}
	return items[0], nil
}

// list answers the objects of a collection, or of one owner.
func (e *endpoint) list(c *call) (*answer, error) {
	owner, named, err := e.ownerOf(c)
	if err != nil {
		return nil, err
	}
	if len(e.kind.schema.fields) == 0 {
		return values(c, nil)
	}
	held := c.array.recordsOf(e.kind.name())
	if e.owner == nil {
		return held.list(c)
	}
	shown := c.array.partsOf(e.kind, named, owner)
	return listOf(c, e.kind.schema, shown)
}

// listNothing answers a list about one object that stays empty as long as
// nothing behind it is simulated.
func (e *endpoint) listNothing(c *call) (*answer, error) {
	if _, err := e.recordAt(c); err != nil {
		return nil, err
	}
	return values(c, nil)
}

// get answers one object.
func (e *endpoint) get(c *call) (*answer, error) {
	r, err := e.recordAt(c)
	if err != nil {
		return nil, err
	}
	if template, ok := c.array.world.samples.Answers[e.method+" "+e.path]; ok {
		return plain(filled(template, r)), nil
	}
	return e.shown(c, r), nil
}

// readAttribute answers one field of one object.
func (e *endpoint) readAttribute(c *call) (*answer, error) {
	r, err := e.recordAt(c)
	if err != nil {
		return nil, err
	}
	name := c.variables[len(c.variables)-1]
	f, ok := e.kind.schema.field(name)
	if !ok || f.hidden {
		return nil, fail("ATTRIBUTE_NOT_FOUND", name)
	}
	return plain(f.get(r)), nil
}

// shown answers an object the way the endpoint's calls do.
func (e *endpoint) shown(c *call, r *record) *answer {
	if e.kind.answersOwner && r.ownedBy != nil && e.method != "GET" {
		r = r.ownedBy
	}
	return shown(r.kind.schema, r, r.kind.schema.pluck(c.params.Get("fields")))
}

// filled is a result that isn't the object itself, with those of its fields
// that the object has.
func filled(template map[string]any, r *record) value {
	fields := make(map[string]any, len(template))
	for name, standard := range template {
		fields[name] = standard
		if r == nil {
			continue
		}
		if v := r.get(name); v.kind != absent {
			fields[name] = v.native()
		}
	}
	return ofNative(fields)
}
