package infinibox

import (
	"cmp"
	"fmt"
	"slices"
)

// vvolUnit is what sizes of vVols are multiples of, as the samples show.
const vvolUnit = 1 << 20

// vvolTypes are what a vVol holds of its virtual machine. The samples show the
// first and the last; the others are the hypervisor's words.
func vvolTypes() []string { return []string{"Config", "Data", "Swap", "Memory", "Other"} }

// makeMachine makes a virtual machine as a hypervisor does.
func (a *Array) makeMachine(name string) (*record, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	r := a.newRecord(a.world.kinds["vms"], a.newID())
	r.set("name", word(name))
	r.set("uuid", word(a.uuidOf(r.id)))
	a.keep(r)
	return r, nil
}

// wantedVvol is a vVol that is to be made.
type wantedVvol struct {
	kind   string
	name   string // of its type and id when empty
	size   int64
	pool   *pool
	of     *record // its virtual machine, nil for none
	parent *record // nil unless it's a snapshot
}

// makeVvol makes a vVol as a hypervisor does.
func (a *Array) makeVvol(wanted wantedVvol, now int64) (*record, error) {
	switch {
	case wanted.pool.kind != poolVVOL:
		return nil, fmt.Errorf("pool %q isn't a vVol pool", wanted.pool.name)
	case !slices.Contains(vvolTypes(), wanted.kind):
		return nil, fail("MALFORMED_PARAMETER", "vvol_type")
	case wanted.size < 1 || wanted.size > maxCapacity:
		return nil, fail("MALFORMED_PARAMETER", "size")
	case wanted.parent != nil && a.poolOf(wanted.parent) != wanted.pool:
		return nil, fmt.Errorf("vVol %q is in another pool", wanted.parent.label())
	}
	r := a.newRecord(a.world.kinds["vvols"], 0)
	r.set("size", number(roundUp(wanted.size, vvolUnit)))
	r.set("provtype", word(thin))
	r.set("type", word(master))
	if wanted.parent != nil {
		r.set("type", word(snapshot))
		r.set("parent_id", number(wanted.parent.id))
		r.set("depth", number(wanted.parent.get("depth").num+1))
	}
	if err := unlockedPool(wanted.pool); err != nil {
		return nil, err
	}
	if err := wanted.pool.hasRoom(r.space()); err != nil {
		return nil, err
	}
	r.id = a.newID()
	for name, v := range (fields{
		"vvol_type": word(wanted.kind), "name": word(cmp.Or(wanted.name, fmt.Sprintf("%s-%x", wanted.kind, r.id))),
		"uuid": word(a.uuidOf(r.id)), "_core_vvol_guid": word(a.guidOf(r.id)), "pool_id": number(wanted.pool.id),
		"ssd_enabled": flag(wanted.pool.ssd), "compression_enabled": flag(wanted.pool.compression),
		"data_reduction_ratio": fraction(1), "created_at": number(now), "updated_at": number(now),
	}) {
		r.set(name, v)
	}
	r.belongTo(wanted.of)
	a.keep(r)
	return r, nil
}

// belongTo makes a vVol one of a virtual machine's, or of none.
func (r *record) belongTo(machine *record) {
	r.set("vm_id", number(0))
	r.set("vm_uuid", none())
	if machine != nil {
		r.set("vm_id", number(machine.id))
		r.set("vm_uuid", machine.get("uuid"))
	}
}

// guidOf is a number that stands for a vVol in the array's core, the same for
// the same vVol.
func (a *Array) guidOf(id int64) string {
	mixed := (uint64(id) + a.options.Seed) * 0x9e3779b97f4a7c15 //nolint:gosec // any 64 bits will do
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", mixed>>32, mixed>>16&0xffff, mixed>>4&0xfff, mixed>>20&0xfff, id)
}

// vms makes virtual machines up.
func (g *generator) vms(n int) error {
	a := g.array
	taken := func(name string) bool { return len(a.recordsOf("vms").called(name)) > 0 }
	for i := range n {
		name := g.unique(func(at int) string {
			return fmt.Sprintf("vm-%s-%04d", g.pick("web", "db", "mail", "build", "desktop"), at)
		}, i+1, taken)
		if _, err := a.makeMachine(name); err != nil {
			return err
		}
	}
	return nil
}

// vvols makes vVols up: of the virtual machines and in the vVol pools in turn,
// both made when there are none.
func (g *generator) vvols(n int) error {
	a := g.array
	for range n {
		machine, err := g.anyOf(a.world.kinds["vms"])
		if err != nil {
			return err
		}
		home, err := g.vvolPool()
		if err != nil {
			return err
		}
		kinds := vvolTypes()
		wanted := wantedVvol{kind: kinds[g.turn("vvol types", len(kinds))], pool: home, of: machine}
		wanted.size = (1 + g.random.Int64N(64)) * vvolUnit
		if wanted.kind == "Data" {
			wanted.size = generatedMinimum * (1 + g.random.Int64N(4))
		}
		if err := g.makeRoom(home, roundUp(roundUp(wanted.size, vvolUnit), provisionUnit)); err != nil {
			return err
		}
		if _, err := a.makeVvol(wanted, g.now); err != nil {
			return err
		}
	}
	return nil
}

// vvolPool is a pool for vVols.
func (g *generator) vvolPool() (*pool, error) {
	a := g.array
	var found []*pool
	for _, p := range a.pools.items {
		if p.kind == poolVVOL && p.state == poolNormal {
			found = append(found, p)
		}
	}
	if len(found) > 0 {
		return found[g.turn("vvol pools", len(found))], nil
	}
	capacity := roundUp(minPoolCapacity, poolUnit)
	p := &pool{
		name: g.unique(func(at int) string { return fmt.Sprintf("vvols-%02d", at) }, 1, func(name string) bool { _, taken := a.pools.named(name); return taken }),
		kind: poolVVOL, state: poolNormal, physical: capacity, virtual: capacity,
		warning: 80, critical: 90, fsWarning: 100, fsCritical: 100, maxExtend: -1, ssd: true, compression: true, created: g.now, updated: g.now,
	}
	if err := a.fits(p); err != nil {
		return nil, err
	}
	p.id = a.newID()
	a.pools.add(p)
	return p, nil
}
