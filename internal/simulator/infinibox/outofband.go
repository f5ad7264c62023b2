package infinibox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// shelf is a collection as the control API looks at it.
type shelf interface {
	native(id int64) (map[string]any, bool)
	natives() []map[string]any
}

// native is one object as a map.
func (c *collection[T]) native(id int64) (map[string]any, bool) {
	item, ok := c.ids[id]
	if !ok {
		return nil, false
	}
	return c.asMap(item), true
}

// natives are all objects as maps, ordered by id.
func (c *collection[T]) natives() []map[string]any {
	all := make([]map[string]any, len(c.items))
	for i, item := range c.items {
		all[i] = c.asMap(item)
	}
	return all
}

// shelf finds a collection by the name it has in the API's paths.
func (a *Array) shelf(collection string) (shelf, bool) {
	if held, ok := a.sanShelf(collection); ok {
		return held, true
	}
	switch collection {
	case "pools":
		return a.pools, true
	case "volumes":
		return a.volumes, true
	case "users":
		return a.users, true
	case "cgs":
		return a.groups, true
	default:
		entity := a.world.entityAt(collection)
		if own, ok := a.protectionShelf(entity); ok {
			return own, true
		}
		held, ok := a.records[entity]
		return held, ok
	}
}

// setting is what the system has once, by the segments of its path: system
// and name, qos and state. A bare value is the field "result".
func (a *Array) setting(section, name string) (map[string]any, bool) {
	switch section + "/" + name {
	case "system/name":
		return map[string]any{"result": a.name}, true
	case "qos/state":
		return map[string]any{"is_enabled": a.qos}, true
	}
	return nil, false
}

// Object is what the array holds under a collection and id, or a setting.
func (a *Array) Object(collection, id string) (map[string]any, bool) {
	a.settle(a.clock.Now())
	a.mu.RLock()
	defer a.mu.RUnlock()
	if setting, ok := a.setting(collection, id); ok {
		return setting, true
	}
	held, ok := a.shelf(collection)
	if !ok {
		return nil, false
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, false
	}
	return held.native(n)
}

// Objects lists a collection in full, ordered by id.
func (a *Array) Objects(collection string) ([]map[string]any, bool) {
	a.settle(a.clock.Now())
	a.mu.RLock()
	defer a.mu.RUnlock()
	held, ok := a.shelf(collection)
	if !ok {
		return nil, false
	}
	return held.natives(), true
}

// Put creates an object, or changes fields of one, through the same endpoints
// that clients use, as an administrator who approves everything. Fields that
// have an operation of their own go through it: a volume's or group's pool_id
// through move, a volume's cg_id through the members of that group or, when it's
// null, of the one it's in, a pool's state through lock and unlock. Three of a
// volume have no call: mapped, created_by_snapshot_policy_id of a snapshot, and
// used, the bytes that hosts have written. Several fields are several updates,
// of which all are made or none.
func (a *Array) Put(collection, id string, fields map[string]any) (map[string]any, error) {
	if collection == "users" {
		return a.putUser(id, fields)
	}
	if hangsOnHosts(collection) {
		return a.putHanging(collection, id, fields)
	}
	if isHypervised(collection) {
		return a.putHypervised(collection, id, fields)
	}
	if id == "" {
		made, err := a.create(collection, fields)
		if err != nil {
			return nil, err
		}
		id = made
	} else if err := a.alter(collection, id, fields); err != nil {
		return nil, err
	}
	object, ok := a.Object(collection, id)
	if !ok {
		return nil, fmt.Errorf("%s/%s: %w", collection, id, fail("NOT_FOUND"))
	}
	return object, nil
}

// create makes an object and answers its id.
func (a *Array) create(collection string, fields map[string]any) (string, error) {
	if id, found, err := a.createElsewhere(a.world.entityAt(collection), fields); found {
		return id, err
	}
	if collection != "volumes" {
		made, err := a.perform(http.MethodPost, a.pathOf(collection), fields)
		return made.ID.String(), err
	}
	called, behind := apart(fields)
	d, err := asDocument(behind)
	if err != nil {
		return "", err
	}
	// Tried on a volume of no array, so that nothing is left to refuse later.
	imagined := &volume{}
	if fields["parent_id"] != nil {
		imagined.parent = imagined
	}
	if err := a.imagine(imagined, d); err != nil {
		return "", err
	}
	made, err := a.perform(http.MethodPost, collection, called)
	if err != nil || len(behind) == 0 {
		return made.ID.String(), err
	}
	if err := a.alter(collection, made.ID.String(), behind); err != nil {
		return "", errors.Join(err, a.Remove(collection, made.ID.String()))
	}
	return made.ID.String(), nil
}

// update is the call that changes one field.
func (a *Array) update(collection, id, name string, to any) (method, path string, body any) {
	path = a.pathOf(collection) + "/" + id
	switch {
	case collection == "volumes" && name == "cg_id":
		return a.membership(id, to)
	case (collection == "volumes" || collection == "cgs") && name == "pool_id":
		return http.MethodPost, path + "/move", map[string]any{name: to}
	case collection == "pools" && name == "state" && to == poolLocked:
		return http.MethodPost, path + "/lock", nil
	case collection == "pools" && name == "state" && to == poolNormal:
		return http.MethodPost, path + "/unlock", nil
	case collection == "schedules" && name == "enabled":
		return a.switched(id, to)
	case name == "":
		return http.MethodPut, path, to
	case collection == "qos" && name == "is_enabled" && to == true:
		return http.MethodPost, "qos/enable", nil
	case collection == "system":
		return http.MethodPut, path, to
	default:
		return http.MethodPut, path, map[string]any{name: to}
	}
}

// pathOf is where the API has an entity's collection: "network_spaces" are
// below network/spaces.
func (a *Array) pathOf(collection string) string {
	if kind, ok := a.world.kinds[collection]; ok && kind.entity.Kind == catalogue.Collection {
		return kind.base()
	}
	return collection
}

// Remove deletes an object, with everything that an approved deletion takes
// along.
func (a *Array) Remove(collection, id string) error {
	if collection == "users" {
		return a.removeUser(id)
	}
	if hangsOnHosts(collection) {
		return a.removeHanging(collection, id)
	}
	if collection == "vms" {
		return a.removeMachine(id)
	}
	method, path, body, found := a.removedElsewhere(a.world.entityAt(collection), id)
	if !found {
		method, path = http.MethodDelete, a.pathOf(collection)+"/"+id
	}
	_, err := a.perform(method, path, body)
	return err
}

// performed is what Put needs of an answer.
type performed struct {
	ID json.Number `json:"id"`
}

// perform carries a call out for the control API: approved, as the vendor's own
// account, and with its answer at once.
func (a *Array) perform(method, path string, body any) (performed, error) {
	var done performed
	a.settle(a.clock.Now())
	c, err := a.prepare(method, path, body)
	if err != nil {
		return done, err
	}
	defer func() {
		for _, after := range c.after {
			after()
		}
	}()
	a.mu.Lock()
	defer a.mu.Unlock()
	given, err := c.route.handle(c)
	if err != nil {
		return done, err
	}
	a.witness(c, given.appendEnvelope(nil))
	if answered := given.result(nil); method == http.MethodPost && bytes.HasPrefix(answered, []byte("{")) {
		if err := json.Unmarshal(answered, &done); err != nil {
			return done, fmt.Errorf("reading the answer of %s %s: %w", method, path, err)
		}
	}
	return done, nil
}

// prepare is a call of the control API, approved and as the vendor's own
// account, with its endpoint found and its body written.
func (a *Array) prepare(method, path string, body any) (*call, error) {
	c := &call{array: a, now: a.clock.Now(), approved: true, user: simulatorUser(), permission: "Basic"}
	var err error
	if c.route, c.variables, _, err = a.router.match(method, path); err != nil {
		return nil, err
	}
	if body != nil {
		if c.body, err = json.Marshal(body); err != nil {
			return nil, fmt.Errorf("encoding %s %s: %w", method, path, err)
		}
	}
	return c, nil
}
