package infinibox

import (
	"slices"
	"strconv"
)

// record is an object of a collection that has no type of its own: the
// catalogue says which fields it has.
type record struct {
	kind *recordKind
	home *Array
	id   int64
	// owner is what the path calls the object that a sub-collection's record
	// belongs to; empty elsewhere.
	owner string
	// ownedBy is that object where it's a record itself.
	ownedBy *record
	values  []value
	// parts are the records that belong to this one or refer to it, by entity.
	parts map[string][]*record
}

func (r *record) identity() int64 { return r.id }

// label is the field that names the object to people.
func (r *record) label() string {
	if r.kind.label < 0 {
		return strconv.FormatInt(r.id, 10)
	}
	return r.values[r.kind.label].spelled()
}

// get is a field as it was last set, null when there's no such field.
func (r *record) get(name string) value {
	i, ok := r.kind.at[name]
	if !ok {
		return none()
	}
	return r.kind.schema.fields[i].get(r)
}

// set changes a field; fields that the objects don't show are dropped.
func (r *record) set(name string, to value) {
	if i, ok := r.kind.at[name]; ok {
		r.values[i] = to
	}
}

// touch makes this the time of the last change.
func (r *record) touch(millis int64) { r.set("updated_at", number(millis)) }

// newRecord is an object with nothing set.
func (a *Array) newRecord(k *recordKind, id int64) *record {
	return &record{kind: k, home: a, id: id, values: slices.Clone(k.defaults)}
}

// records is the collection of an entity.
func (a *Array) recordsOf(entity string) *collection[*record] {
	held, ok := a.records[entity]
	if !ok {
		return newCollection(newSchema[*record](nil, nil, nil))
	}
	return held
}

// keep takes a record into its collection and to what it belongs to.
func (a *Array) keep(r *record) {
	a.records[r.kind.name()].add(r)
	a.book(r, +1)
	if r.ownedBy != nil {
		r.ownedBy.addPart(r)
	}
	for _, to := range r.kind.references {
		if target := a.referenced(r, to); target != nil {
			target.addPart(r)
		}
	}
}

// drop takes a record out, with everything that belongs to it.
func (a *Array) drop(r *record) {
	for _, parts := range r.parts {
		for _, part := range slices.Clone(parts) {
			if part.ownedBy == r {
				a.drop(part)
			}
		}
	}
	if r.ownedBy != nil {
		r.ownedBy.dropPart(r)
	}
	for _, to := range r.kind.references {
		if target := a.referenced(r, to); target != nil {
			target.dropPart(r)
		}
	}
	a.records[r.kind.name()].remove(r)
	a.book(r, -1)
	if singular()[r.kind.name()] != "" {
		a.forgetMetadata(r.id)
	}
}

// change sets a field and keeps names and references right.
func (a *Array) change(r *record, name string, to value) {
	before := r.label()
	refers := slices.IndexFunc(r.kind.references, func(ref pointer) bool { return ref.field == name })
	if refers >= 0 {
		if target := a.referenced(r, r.kind.references[refers]); target != nil {
			target.dropPart(r)
		}
	}
	a.book(r, -1)
	r.set(name, to)
	a.book(r, +1)
	if refers >= 0 {
		if target := a.referenced(r, r.kind.references[refers]); target != nil {
			target.addPart(r)
		}
	}
	if r.label() != before {
		a.records[r.kind.name()].renamed(r, before)
	}
}

// referenced is the record that a field refers to, nil for none and for the
// one that it belongs to anyway.
func (a *Array) referenced(r *record, to pointer) *record {
	target, _ := a.recordsOf(to.entity).find(r.values[r.kind.at[to.field]].num)
	if target == r.ownedBy {
		return nil
	}
	return target
}

func (r *record) addPart(part *record) {
	if r.parts == nil {
		r.parts = make(map[string][]*record)
	}
	name := part.kind.name()
	r.parts[name] = append(r.parts[name], part)
}

func (r *record) dropPart(part *record) {
	name := part.kind.name()
	left := slices.DeleteFunc(r.parts[name], func(other *record) bool { return other == part })
	if len(left) == 0 {
		delete(r.parts, name)
		return
	}
	r.parts[name] = left
}

// partsOf are the records of an entity that belong to an owner, ordered by id.
func (a *Array) partsOf(k *recordKind, owner string, of *record) []*record {
	if of != nil {
		return of.parts[k.name()]
	}
	var found []*record
	for _, r := range a.records[k.name()].items {
		if r.owner == owner {
			found = append(found, r)
		}
	}
	return found
}
