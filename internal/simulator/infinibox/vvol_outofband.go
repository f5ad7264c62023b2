package infinibox

import (
	"fmt"
	"strconv"
)

// isHypervised tells whether a collection is made by hypervisors, so that only
// the control API can make and change its objects.
func isHypervised(collection string) bool { return collection == "vms" || collection == "vvols" }

// putHypervised makes or changes a virtual machine or vVol as a hypervisor does.
// Fields of a virtual machine: name. Of a vVol: name, size and vm_id; of a new
// one also vvol_type, pool_id, and parent_id of a snapshot; of one that is there
// replication_group_id.
func (a *Array) putHypervised(collection, id string, given map[string]any) (map[string]any, error) {
	d, err := asDocument(given)
	if err != nil {
		return nil, err
	}
	a.settle(a.clock.Now())
	a.mu.Lock()
	defer a.mu.Unlock()
	var r *record
	switch {
	case id == "" && collection == "vms":
		r, err = a.newMachine(d)
	case id == "":
		r, err = a.newVvol(d)
	default:
		r, err = a.changeHypervised(collection, id, d)
	}
	if err != nil {
		return nil, fmt.Errorf("%s/%s: %w", collection, id, err)
	}
	return r.kind.schema.asMap(r), nil
}

func (a *Array) newMachine(d document) (*record, error) {
	if err := d.only("name"); err != nil {
		return nil, err
	}
	if err := d.require("name"); err != nil {
		return nil, err
	}
	name, _, err := d.text("name")
	if err != nil {
		return nil, err
	}
	return a.makeMachine(name)
}

func (a *Array) newVvol(d document) (*record, error) {
	if err := d.only("vvol_type", "name", "size", "pool_id", "vm_id", "parent_id"); err != nil {
		return nil, err
	}
	if err := d.require("pool_id", "size"); err != nil {
		return nil, err
	}
	wanted := wantedVvol{kind: "Other"}
	var poolID, parentID int64
	if err := d.readNumbers(map[string]*int64{"size": &wanted.size, "pool_id": &poolID, "parent_id": &parentID}); err != nil {
		return nil, err
	}
	kind, set, err := d.text("vvol_type")
	if err != nil {
		return nil, err
	}
	if set {
		wanted.kind = kind
	}
	if wanted.name, _, err = d.text("name"); err != nil {
		return nil, err
	}
	var ok bool
	if wanted.pool, ok = a.pools.find(poolID); !ok {
		return nil, fail("POOL_NOT_FOUND")
	}
	if wanted.of, err = a.machineOf(d); err != nil {
		return nil, err
	}
	if parentID != 0 {
		if wanted.parent, ok = a.recordsOf("vvols").find(parentID); !ok {
			return nil, fail("VVOL_NOT_FOUND")
		}
	}
	return a.makeVvol(wanted, a.clock.Now().UnixMilli())
}

// machineOf is the virtual machine that vm_id names, nil for none.
func (a *Array) machineOf(d document) (*record, error) {
	id, _, err := d.number("vm_id")
	if err != nil || id == 0 {
		return nil, err
	}
	r, ok := a.recordsOf("vms").find(id)
	if !ok {
		return nil, fail("VIRTUAL_MACHINE_NOT_FOUND")
	}
	return r, nil
}

// hypervised is a virtual machine or vVol by its id as text.
func (a *Array) hypervised(collection, id string) (*record, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	r, ok := a.recordsOf(collection).find(n)
	if !ok {
		return nil, a.world.kinds[collection].missing()
	}
	return r, nil
}

func (a *Array) changeHypervised(collection, id string, d document) (*record, error) {
	r, err := a.hypervised(collection, id)
	if err != nil {
		return nil, err
	}
	known := []string{"name"}
	if collection == "vvols" {
		known = append(known, "size", "vm_id", "replication_group_id")
	}
	if err := d.only(known...); err != nil {
		return nil, err
	}
	name, renamed, err := d.text("name")
	if err != nil {
		return nil, err
	}
	if renamed {
		if err := checkName(name); err != nil {
			return nil, err
		}
	}
	if err := a.changeVvol(r, d); err != nil {
		return nil, err
	}
	if renamed {
		a.change(r, "name", word(name))
	}
	if collection == "vvols" {
		r.touch(a.clock.Now().UnixMilli())
	}
	return r, nil
}

// changeVvol changes what a vVol has beside its name: all or nothing.
func (a *Array) changeVvol(r *record, d document) error {
	size, sized, err := d.number("size")
	if err != nil {
		return err
	}
	groupID, regrouped, err := d.number("replication_group_id")
	if err != nil {
		return err
	}
	machine, err := a.machineOf(d)
	if err != nil {
		return err
	}
	if regrouped && groupID != 0 && !a.exists("replication_groups", groupID) {
		return fail("REPLICATION_GROUP_NOT_FOUND")
	}
	if sized {
		if err := a.resizeVvol(r, size); err != nil {
			return err
		}
	}
	if _, sent := d["vm_id"]; sent {
		r.belongTo(machine)
	}
	if _, sent := d["replication_group_id"]; sent {
		a.change(r, "replication_group_id", optional(groupID))
	}
	return nil
}

// resizeVvol grows a vVol, if its pool has room.
func (a *Array) resizeVvol(r *record, size int64) error {
	size = roundUp(size, vvolUnit)
	if size < r.get("size").num || size > maxCapacity {
		return fail("MALFORMED_PARAMETER", "size")
	}
	p := a.poolOf(r)
	a.book(r, -1)
	before := r.get("size")
	r.set("size", number(size))
	var refused error
	if p != nil {
		refused = p.hasRoom(r.space())
	}
	if refused != nil {
		r.set("size", before)
	}
	a.book(r, +1)
	return refused
}

// removeMachine deletes a virtual machine with all its vVols, as a hypervisor
// does. A vVol alone is deleted by the call that clients have for it.
func (a *Array) removeMachine(id string) error {
	a.settle(a.clock.Now())
	a.mu.Lock()
	defer a.mu.Unlock()
	r, err := a.hypervised("vms", id)
	if err != nil {
		return fmt.Errorf("vms/%s: %w", id, err)
	}
	var gone []*record
	for _, vvol := range a.recordsOf("vvols").items {
		if vvol.get("vm_id").num == r.id {
			gone = append(gone, vvol)
		}
	}
	for _, vvol := range gone {
		a.drop(vvol)
	}
	a.drop(r)
	return nil
}
