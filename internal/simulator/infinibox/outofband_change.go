package infinibox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// alter changes several fields of one object, each by the call that clients
// have for it: all of them or none. A field that is refused waits until others
// are changed, as a pool's physical capacity may need the virtual one first.
func (a *Array) alter(collection, id string, fields map[string]any) error {
	a.settle(a.clock.Now())
	var made []alteration
	defer func() {
		for _, done := range made {
			for _, after := range done.call.after {
				after()
			}
		}
	}()
	a.mu.Lock()
	defer a.mu.Unlock()
	undo := a.remember(collection, id)
	if changesAtOnce(a.world.entityAt(collection)) {
		fields = map[string]any{"": fields}
	}
	for left := slices.Sorted(maps.Keys(fields)); len(left) > 0; {
		var refused []string
		var first error
		for _, name := range left {
			done, err := a.alterOne(collection, id, name, fields[name])
			if err != nil {
				refused = append(refused, name)
				if first == nil {
					first = fmt.Errorf("changing %s of %s/%s: %w", name, collection, id, err)
				}
				continue
			}
			made = append(made, done)
		}
		if len(refused) == len(left) {
			undo()
			made = nil
			return first
		}
		left = refused
	}
	for _, done := range made {
		a.witness(done.call, done.answered)
	}
	return nil
}

// alteration is one call that changed a field, and what it answered.
type alteration struct {
	call     *call
	answered []byte
}

func (a *Array) alterOne(collection, id, name string, to any) (alteration, error) {
	if collection == "volumes" && isBehind(name) {
		return a.alterBehind(id, name, to)
	}
	method, path, body := a.update(collection, id, name, to)
	c, err := a.prepare(method, path, body)
	if err != nil {
		return alteration{}, err
	}
	given, err := c.route.handle(c)
	if err != nil {
		return alteration{}, err
	}
	return alteration{c, given.appendEnvelope(nil)}, nil
}

// isBehind tells whether a volume's field is one that no call of clients sets,
// but that others' doings do: mappings to hosts, snapshots by a policy, data
// that hosts write.
func isBehind(name string) bool {
	return name == "mapped" || name == "created_by_snapshot_policy_id" || name == "used"
}

// alterBehind sets such a field.
func (a *Array) alterBehind(id, name string, to any) (alteration, error) {
	c, err := a.prepare("PUT", "volumes/"+id, map[string]any{name: to})
	if err != nil {
		return alteration{}, err
	}
	d, err := c.document()
	if err != nil {
		return alteration{}, err
	}
	v, err := a.volumeAt(c)
	if err != nil {
		return alteration{}, err
	}
	if err := a.setBehind(v, d); err != nil {
		return alteration{}, err
	}
	if bytes, set, _ := d.number("used"); set {
		if err := a.written(v, bytes, c.millis()); err != nil {
			return alteration{}, err
		}
	}
	v.updated = c.millis()
	return alteration{c, shown(a.volumes.schema, v, nil).appendEnvelope(nil)}, nil
}

// setBehind takes mapped, and created_by_snapshot_policy_id: null, or a policy. It
// checks used.
func (a *Array) setBehind(v *volume, d document) error {
	mapped, set, err := d.flag("mapped")
	if err != nil {
		return err
	}
	if _, given := d["mapped"]; given && !set {
		return fail("MALFORMED_PARAMETER", "mapped")
	}
	bytes, used, err := d.number("used")
	if err != nil {
		return err
	}
	if _, given := d["used"]; given && (!used || bytes < 0) {
		return fail("MALFORMED_PARAMETER", "used")
	}
	id, planned, err := d.number("created_by_snapshot_policy_id")
	if err != nil {
		return err
	}
	if planned && !v.isSnapshot() {
		return fail("UNSUPPORTED_FIELD", "created_by_snapshot_policy_id")
	}
	made, err := a.policyOf(id)
	if err != nil {
		return err
	}
	if set {
		v.mapped = mapped
	}
	if _, given := d["created_by_snapshot_policy_id"]; given {
		v.madeBy = nil
		if made != nil {
			v.madeBy = &origin{policy: made.id, policyName: made.name}
		}
	}
	return nil
}

// apart divides a new volume's fields into those of the call and those that are
// set behind it.
func apart(fields map[string]any) (called, behind map[string]any) {
	called, behind = make(map[string]any), make(map[string]any)
	for name, to := range fields {
		if isBehind(name) {
			behind[name] = to
		} else {
			called[name] = to
		}
	}
	return called, behind
}

// asDocument is what a body of these fields is to a call.
func asDocument(fields map[string]any) (document, error) {
	encoded, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("encoding the fields: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.UseNumber()
	d := document{}
	if err := decoder.Decode(&d); err != nil {
		return nil, fmt.Errorf("reading the fields: %w", err)
	}
	return d, nil
}

// remember keeps an object, and what changes with it, as it is; undo brings
// that back.
func (a *Array) remember(collection, id string) (undo func()) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return func() {}
	}
	switch collection {
	case "cgs":
		return a.rememberGroups()
	case "volumes":
		v, ok := a.volumes.find(n)
		if !ok {
			return func() {}
		}
		family, groups := rememberAll(a.volumes, v.root.all()), a.rememberGroups()
		return func() { family(); groups() }
	case "pools":
		return rememberAll(a.pools, a.pools.items)
	case "hosts":
		if h, ok := a.san.hosts.find(n); ok {
			return rememberAll(a.san.hosts, []*host{h})
		}
		return func() {}
	case "clusters":
		if g, ok := a.san.clusters.find(n); ok {
			return rememberAll(a.san.clusters, []*cluster{g})
		}
		return func() {}
	case "schedules":
		return rememberAll(a.schedules, a.schedules.items)
	default:
		return a.rememberRecord(collection, n)
	}
}

// rememberAll keeps some objects of a collection.
func rememberAll[T any, P interface {
	*T
	object
}](held *collection[P], items []P) (undo func()) {
	before := make([]T, len(items))
	for i, item := range items {
		before[i] = *item
	}
	kept := slices.Clone(items)
	return func() {
		for i, item := range kept {
			name := item.label()
			*item = before[i]
			if item.label() != name {
				held.renamed(item, name)
			}
		}
	}
}

// rememberRecord keeps the fields of an object that has no type of its own.
func (a *Array) rememberRecord(collection string, id int64) (undo func()) {
	r, ok := a.recordsOf(collection).find(id)
	if !ok {
		return func() {}
	}
	before := slices.Clone(r.values)
	return func() {
		for name, at := range r.kind.at {
			a.change(r, name, before[at])
		}
	}
}
