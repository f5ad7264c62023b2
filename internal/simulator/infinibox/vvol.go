package infinibox

import (
	"slices"
	"strconv"
)

// Virtual machines and the vVols that they consist of are made and changed by
// hypervisors, which no call of this API is for: Generate and the control API
// stand in. A vVol takes its size of a vVol pool; a virtual machine is known
// through its vVols and stays when they have gone.

// hypervisedRoutes are the endpoints of the sections "Vm" and "Vvol".
func (a *Array) hypervisedRoutes() []route {
	return []route{
		listOn("vms", "GetAllVms", func(c *call) (*answer, error) { return a.recordsOf("vms").list(c) }),
		get("vms/{id}", func(c *call) (*answer, error) { return a.getHypervised(c, "vms") }),
		put("vms/{id}", administrators(), a.updateMachine),
		listOn("vvols", "GetAllVvols", a.listVvols),
		get("vvols/{id}", func(c *call) (*answer, error) { return a.getHypervised(c, "vvols") }),
		del("vvols/{id}", administrators(), a.deleteVvol),
	}
}

// listVvols takes no lists of values in filters: the reference refuses IN, and
// doesn't say that it's for one field alone.
func (a *Array) listVvols(c *call) (*answer, error) {
	if err := c.refuseRelations("IN", "NOTIN"); err != nil {
		return nil, err
	}
	return a.recordsOf("vvols").list(c)
}

// hypervisedAt is the virtual machine or vVol that the call's path names.
func (a *Array) hypervisedAt(c *call, entity string) (*record, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	r, ok := a.recordsOf(entity).find(id)
	if !ok {
		return nil, a.world.kinds[entity].missing()
	}
	return r, nil
}

func (a *Array) getHypervised(c *call, entity string) (*answer, error) {
	r, err := a.hypervisedAt(c, entity)
	if err != nil {
		return nil, err
	}
	return shown(r.kind.schema, r, r.kind.schema.pluck(c.params.Get("fields"))), nil
}

// updateMachine renames a virtual machine.
func (a *Array) updateMachine(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	for _, name := range d.names() {
		switch {
		case name == "name":
		case a.world.kinds["vms"].has(name):
			return nil, fail("UNSUPPORTED_FIELD", name)
		default:
			return nil, fail("ATTRIBUTE_NOT_FOUND", name)
		}
	}
	name, set, err := d.text("name")
	if err != nil {
		return nil, err
	}
	if !set {
		return nil, fail("MALFORMED_PARAMETER", "name")
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	r, err := a.hypervisedAt(c, "vms")
	if err != nil {
		return nil, err
	}
	a.change(r, "name", word(name))
	return shown(r.kind.schema, r, nil), nil
}

// deleteVvol deletes a vVol with its snapshots, unless one is in a replication
// group.
func (a *Array) deleteVvol(c *call) (*answer, error) {
	r, err := a.hypervisedAt(c, "vvols")
	if err != nil {
		return nil, err
	}
	tree := a.vvolsBelow(r)
	for _, gone := range tree {
		if of, ok := a.recordsOf("replication_groups").find(gone.get("replication_group_id").num); ok {
			return nil, fail("VVOL_CANNOT_BE_DELETED", gone.label(), "vvol is a member of RG: "+of.label())
		}
	}
	if p := a.poolOf(r); p != nil {
		if err := unlockedPool(p); err != nil {
			return nil, err
		}
	}
	body := shown(r.kind.schema, r, nil).result(nil)
	for _, gone := range slices.Backward(tree) {
		a.drop(gone)
	}
	return &answer{result: func(buf []byte) []byte { return append(buf, body...) }}, nil
}

// vvolsBelow are a vVol and the snapshots of it, parents first.
func (a *Array) vvolsBelow(r *record) []*record {
	tree := []*record{r}
	for at := 0; at < len(tree); at++ {
		for _, other := range a.recordsOf("vvols").items {
			if other.get("parent_id").num == tree[at].id {
				tree = append(tree, other)
			}
		}
	}
	return tree
}

// uuidOf is the world wide name of what a hypervisor has on this array, by a
// number of its own.
func (a *Array) uuidOf(id int64) string {
	const digits = "0000000000000000"
	number := strconv.FormatInt(id, 16)
	seed := strconv.FormatUint(a.options.Seed&0xf_ffff_ffff, 16)
	return "naa.6742b0f" + digits[:9-len(seed)] + seed + digits[:16-len(number)] + number
}
