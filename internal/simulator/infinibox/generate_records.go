package infinibox

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// records adds objects of an entity: through its create where there is one, so
// that they obey its rules, and out of nothing where the array makes them
// itself.
func (g *generator) records(entity string, n int) error {
	kind := g.array.world.kinds[entity]
	for range n {
		if err := g.record(kind); err != nil {
			return fmt.Errorf("generating %s: %w", entity, err)
		}
	}
	return nil
}

// record adds one object; what it belongs or refers to is made when there's
// none.
func (g *generator) record(kind *recordKind) error {
	switch kind.name() {
	case "vms":
		return g.vms(1)
	case "vvols":
		return g.vvols(1)
	}
	if made := g.protection(kind.name()); made != nil {
		return made()
	}
	a := g.array
	var owner *record
	if parent, ok := a.world.kinds[kind.entity.Parent]; ok {
		found, err := g.anyOf(parent)
		if err != nil {
			return err
		}
		owner = found
	}
	create := kind.entity.Create
	if kind.name() == "links" || create == nil || len(kind.entity.CreateFields) == 0 || a.router.at(create.Method, create.Path).own {
		return g.appears(kind, owner)
	}
	sent, err := g.bodyFor(kind, create)
	if err != nil {
		return err
	}
	if err := g.makeRoomFor(kind, sent); err != nil {
		return err
	}
	c := &call{array: a, now: a.clock.Now(), approved: true, user: simulatorUser(), route: a.router.at(create.Method, create.Path)}
	if len(create.PathParameters) > 0 && owner != nil {
		c.variables = []string{fmt.Sprint(owner.id)}
	}
	if c.body, err = json.Marshal(sent); err != nil {
		return fmt.Errorf("encoding a body: %w", err)
	}
	_, err = c.route.handle(c)
	return err
}

// makeRoomFor grows the pool that a file system is to be made in.
func (g *generator) makeRoomFor(kind *recordKind, body any) error {
	sent, ok := body.(map[string]any)
	if kind.name() != "filesystems" || !ok {
		return nil
	}
	id, _ := sent["pool_id"].(int64)
	p, ok := g.array.pools.find(id)
	if !ok {
		return nil
	}
	size, _ := sent["size"].(float64)
	return g.makeRoom(p, roundUp(int64(size), filesystemUnit))
}

// anyOf is an object of a kind, made when there's none. Owners take turns.
func (g *generator) anyOf(kind *recordKind) (*record, error) {
	held := g.array.recordsOf(kind.name())
	if len(held.items) == 0 {
		if err := g.record(kind); err != nil {
			return nil, err
		}
	}
	return held.items[g.turn(kind.name(), len(held.items))], nil
}

// turn counts round n objects.
func (g *generator) turn(entity string, n int) int {
	if g.turns == nil {
		g.turns = make(map[string]int)
	}
	at := g.turns[entity] % n
	g.turns[entity]++
	return at
}

// appears makes an object that no call makes.
func (g *generator) appears(kind *recordKind, owner *record) error {
	a := g.array
	r := a.newRecord(kind, a.newID())
	if owner != nil {
		r.ownedBy, r.owner = owner, fmt.Sprint(owner.id)
		for _, name := range ownerFields(owner.kind.name()) {
			r.set(name, number(owner.id))
		}
	}
	for _, key := range kind.entity.NaturalKey {
		if i, ok := kind.at[key]; ok {
			if kind.schema.fields[i].kind == integer {
				r.set(key, number(r.id))
			} else {
				r.set(key, word(fmt.Sprintf("%s-%05d", kind.name(), r.id)))
			}
		}
	}
	for _, name := range []string{"created_at", "updated_at"} {
		r.set(name, number(g.now))
	}
	a.keep(r)
	return nil
}

// bodyFor is a create's body: the documented sample where it's usable, with
// keys of its own and ids of what is there.
func (g *generator) bodyFor(kind *recordKind, create *catalogue.Endpoint) (any, error) {
	number := int64(len(g.array.recordsOf(kind.name()).items)) + 1
	if create.Body == "scalar" {
		return fmt.Sprintf("10.%d.%d.%d", number>>16&0xff, number>>8&0xff, number&0xff), nil
	}
	sent := make(map[string]any)
	if !create.SampleDoubtful {
		if err := json.Unmarshal(create.Sample, &sent); err != nil {
			return nil, fmt.Errorf("the sample of %s: %w", create, err)
		}
	}
	for name := range maps.Clone(sent) {
		if sent[name] == nil || name == "parent_id" || name == "id" {
			delete(sent, name)
		}
	}
	for _, f := range kind.entity.CreateFields {
		natural := slices.Contains(kind.entity.NaturalKey, f.Name)
		if _, given := sent[f.Name]; strings.Contains(f.Name, ".") || !given && !f.Required() && !natural {
			continue
		}
		if err := g.fillIn(kind, sent, f, natural, number); err != nil {
			return nil, err
		}
	}
	if pairs, ok := sent["entity_pairs"].([]any); ok {
		if err := g.pairUp(pairs); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{"dataset_id", "entity_id", "assigned_entity_id"} {
		if _, ok := kind.entity.Creatable(name); ok {
			id, err := g.aVolume(kind)
			if err != nil {
				return nil, err
			}
			sent[name] = id
		}
	}
	return sent, nil
}

// fillIn gives one field of a body its value.
func (g *generator) fillIn(kind *recordKind, sent map[string]any, f catalogue.WriteField, natural bool, number int64) error {
	if target, refers := pointers()[f.Name]; refers {
		id, err := g.anID(kind, target)
		if natural && !slices.Contains([]string{"pools", "volumes", "hosts", "clusters"}, target) {
			id, err = g.anotherID(kind, target)
		}
		sent[f.Name] = id
		return err
	}
	_, given := sent[f.Name]
	switch {
	case natural && f.Type == "string" && (f.Name != "type" || !given):
		sent[f.Name] = uniqueText(kind.name(), f.Name, number)
	case natural && f.Type == "integer":
		sent[f.Name] = number
	case given:
	case f.Type == "string":
		sent[f.Name] = "example"
	case f.Type == "integer":
		sent[f.Name] = 1
	case f.Type == "boolean":
		sent[f.Name] = false
	case f.Type == "object":
		sent[f.Name] = map[string]any{}
	default:
		sent[f.Name] = []any{}
	}
	return nil
}

// uniqueText is a natural key that nothing else has.
func uniqueText(entity, field string, number int64) string {
	switch field {
	case "address":
		return fmt.Sprintf("%016x", 0x2100_0000_0000_0000+number)
	case "export_path":
		return fmt.Sprintf("/export-%05d", number)
	case "sid":
		return fmt.Sprintf("S-1-5-21-1-2-3-%d", 1000+number)
	case "destination":
		return fmt.Sprintf("10.%d.%d.0", number>>8&0xff, number&0xff)
	default:
		return fmt.Sprintf("%s-%05d", entity, number)
	}
}

// anID is the id of an object that a field can refer to.
func (g *generator) anID(of *recordKind, entity string) (int64, error) {
	switch entity {
	case "pools":
		if len(g.array.standardPools()) == 0 {
			if err := g.pools(1); err != nil {
				return 0, err
			}
		}
		pools := g.array.standardPools()
		return pools[g.turn(entity, len(pools))].id, nil
	case "volumes":
		return g.aVolume(of)
	case "hosts", "clusters":
		return g.sanID(entity)
	case "snapshot_policies":
		return defaultPolicyID, nil
	case "qos_policies":
		p, err := g.aQoSPolicy()
		if err != nil {
			return 0, err
		}
		return p.id, nil
	default:
		found, err := g.anyOf(g.array.world.kinds[entity])
		if err != nil {
			return 0, err
		}
		return found.id, nil
	}
}

// anotherID is the id of an object that no other object of the kind refers to.
func (g *generator) anotherID(of *recordKind, entity string) (int64, error) {
	held := g.array.recordsOf(entity)
	at := len(g.array.recordsOf(of.name()).items)
	for len(held.items) <= at {
		if err := g.record(g.array.world.kinds[entity]); err != nil {
			return 0, err
		}
	}
	return held.items[at].id, nil
}

// pairUp gives the local side of a new replica a volume that is free to be
// replicated on its own.
func (g *generator) pairUp(pairs []any) error {
	for _, pair := range pairs {
		side, ok := pair.(map[string]any)
		if !ok || side["local_entity_id"] == nil {
			continue
		}
		free := slices.DeleteFunc(g.array.ungrouped(), func(v *volume) bool { return len(v.replicas) > 0 })
		if len(free) == 0 {
			if err := g.volumes(1); err != nil {
				return err
			}
			free = g.array.ungrouped()
		}
		side["local_entity_id"] = free[len(free)-1].id
	}
	return nil
}

// aVolume is a volume that no other object of the kind is about.
func (g *generator) aVolume(of *recordKind) (int64, error) {
	a := g.array
	at := len(a.recordsOf(of.name()).items)
	if at >= len(a.volumes.items) {
		if err := g.volumes(1); err != nil {
			return 0, err
		}
		return a.volumes.items[len(a.volumes.items)-1].id, nil
	}
	return a.volumes.items[at].id, nil
}

// simulatorUser stands for whoever works behind the API.
func simulatorUser() *user {
	return &user{name: "simulator", role: RoleInfinidat, enabled: true, kind: localUser}
}
