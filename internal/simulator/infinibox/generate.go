package infinibox

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// Sizes of generated pools and volumes, in bytes.
const (
	generatedPool    = 100_000_000_000_000
	generatedRoom    = 10_000_000_000_000
	generatedMinimum = 10_000_000_000
)

// Generate adds objects by counts: pools, volumes, snapshots, groups ("cgs")
// with members, snapshot groups, and any other entity of the reference that is
// kept as a collection. The array's seed decides their names and sizes, so equal
// calls on equal arrays make equal inventories. Volumes go to standard pools in
// turn, which grow as needed; what an object belongs or refers to is made when
// there is none.
func (a *Array) Generate(counts map[string]int) error {
	for name, n := range counts {
		if !generates(name) {
			return fmt.Errorf("an infinibox can't generate %q, only pools, volumes, snapshots and the collections of its API", name)
		}
		if n < 0 {
			return fmt.Errorf("can't generate %d %s", n, name)
		}
	}
	now := a.clock.Now()
	a.settle(now)
	a.mu.Lock()
	defer a.mu.Unlock()
	g := &generator{array: a, now: now.UnixMilli(), random: a.random()}
	if err := g.pools(counts["pools"]); err != nil {
		return err
	}
	if err := g.volumes(counts["volumes"]); err != nil {
		return err
	}
	if err := g.snapshots(counts["snapshots"]); err != nil {
		return err
	}
	if err := g.san(counts); err != nil {
		return err
	}
	if err := g.groups(counts["cgs"]); err != nil {
		return err
	}
	if err := g.snapshotGroups(counts["snapshot_groups"]); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		if g.asRecords(name) {
			if err := g.records(name, counts[name]); err != nil {
				return err
			}
		}
	}
	return nil
}

// asRecords tells whether an entity's objects are generated as records.
func (g *generator) asRecords(name string) bool {
	return !slices.Contains(append(sanEntities(), "pools", "volumes", "snapshots", "cgs", "snapshot_groups"), name)
}

// generates tells whether objects of that name can be generated.
func generates(name string) bool {
	switch name {
	case "pools", "volumes", "snapshots", "cgs", "snapshot_groups":
		return true
	case "users", "datasets", "cg_members", "metadata", "event_types", "user_roles", "san_clients", "initiators", "ssa_express":
		return false // made otherwise, or seen through others
	}
	kind, ok := loadWorld().kinds[name]
	if !ok || len(kind.at) == 0 {
		return false
	}
	switch kind.entity.Kind {
	case catalogue.Collection, catalogue.SubCollection:
		return true
	case catalogue.ReadOnly:
		return slices.Contains([]string{"ldap_groups", "sso_groups", "nlm_locks", "replica_jobs", "smb_file_locks", "smb_leases"}, name)
	default:
		return false
	}
}

// random is what the seed, and what was made before, decide.
func (a *Array) random() *rand.Rand {
	return rand.New(rand.NewPCG(a.options.Seed, uint64(a.nextID))) //nolint:gosec // inventories that repeat are wanted
}

// generator makes an inventory up.
type generator struct {
	array  *Array
	now    int64
	random *rand.Rand
	// turns counts how often an entity's objects had to serve as owners.
	turns map[string]int
	// free are hosts that clusters can take, nil before they are looked for;
	// clusterSize is how many each takes, and lookedAt the volumes that are
	// known to be mapped.
	free                  []*host
	clusterSize, lookedAt int
	// tried is how many volumes have been looked at for assignments.
	tried int
}

func (g *generator) pick(words ...string) string { return words[g.random.IntN(len(words))] }

func (g *generator) pools(n int) error {
	a := g.array
	for i := range n {
		if len(a.pools.items) >= a.options.Limits.Pools {
			return fail("POOL_COUNT_LIMIT")
		}
		name := g.unique(func(at int) string {
			return fmt.Sprintf("pool-%s-%02d", g.pick("prod", "test", "dev", "backup"), at)
		}, i+len(a.pools.items)+1, func(name string) bool { _, taken := a.pools.named(name); return taken })
		capacity := roundUp(generatedPool/int64(max(1, n/10)), poolUnit)
		capacity = max(capacity, roundUp(minPoolCapacity, poolUnit))
		if capacity > a.virtual-a.provisionedVirtual() {
			return fail("SYSTEM_VIRTUAL_CAPACITY")
		}
		if capacity > a.options.PhysicalCapacity-a.provisionedPhysical() {
			return refuseCapacity("The system does not have enough free physical capacity", capacity)
		}
		a.pools.add(&pool{
			id: a.newID(), name: name, kind: poolStandard, state: poolNormal, physical: capacity, virtual: capacity,
			warning: 80, critical: 90, fsWarning: 100, fsCritical: 100, maxExtend: -1, ssd: true, compression: true,
			created: g.now, updated: g.now,
		})
	}
	return nil
}

// unique counts on from a number until the name is free.
func (g *generator) unique(name func(at int) string, from int, taken func(string) bool) string {
	for at := from; ; at++ {
		if candidate := name(at); !taken(candidate) {
			return candidate
		}
	}
}

func (g *generator) volumes(n int) error {
	if n == 0 {
		return nil
	}
	a := g.array
	homes := a.standardPools()
	if len(homes) == 0 {
		if err := g.pools(1); err != nil {
			return err
		}
		homes = a.standardPools()
	}
	policy := a.standardPolicy()
	taken := func(name string) bool { _, found := a.volumes.named(name); return found }
	for i := range n {
		if len(a.volumes.items) >= a.options.Limits.Datasets {
			return fail("DATASET_COUNT_LIMIT")
		}
		prefix := g.pick("erp", "crm", "web", "mail", "hr", "billing", "search", "vdi") + "-" +
			g.pick("prod", "test", "dev") + "-" + g.pick("data", "logs", "boot", "backup")
		v := &volume{
			name: g.unique(func(at int) string { return fmt.Sprintf("%s-%05d", prefix, at) }, i+1, taken),
			pool: homes[i%len(homes)], size: generatedMinimum * (1 + g.random.Int64N(15)), policy: policy,
			lockState: unlocked, created: g.now, updated: g.now,
		}
		v.root, v.ssd, v.compression = v, v.pool.ssd, v.pool.compression
		if err := g.makeRoom(v.pool, v.virtualUse()); err != nil {
			return err
		}
		a.keepVolume(v)
	}
	return nil
}

func (a *Array) standardPools() []*pool {
	var pools []*pool
	for _, p := range a.pools.items {
		if p.kind == poolStandard && p.state == poolNormal {
			pools = append(pools, p)
		}
	}
	return pools
}

// makeRoom grows a pool's virtual capacity when a volume doesn't fit.
func (g *generator) makeRoom(p *pool, need int64) error {
	if p.virtual-p.provided >= need {
		return nil
	}
	free := g.array.virtual - g.array.provisionedVirtual()
	more := roundUp(max(need, generatedRoom), poolUnit)
	if more > free {
		more = roundUp(need, poolUnit)
	}
	if more > free {
		return fail("SYSTEM_VIRTUAL_CAPACITY")
	}
	p.virtual += more
	return nil
}

func (g *generator) snapshots(n int) error {
	if n == 0 {
		return nil
	}
	a := g.array
	var parents []*volume
	for _, v := range a.volumes.items {
		if !v.isSnapshot() && v.pool.state == poolNormal {
			parents = append(parents, v)
		}
	}
	if len(parents) == 0 {
		return fmt.Errorf("can't generate %d snapshots: there is no volume", n)
	}
	taken := func(name string) bool { _, found := a.volumes.named(name); return found }
	for i := range n {
		parent := parents[g.random.IntN(len(parents))]
		if parent.family >= a.options.Limits.FamilySize {
			parent = parents[i%len(parents)]
		}
		if err := a.roomInFamily(parent, 0, 1); err != nil {
			return err
		}
		s := &volume{lockState: unlocked, writeProtected: true}
		s.name = g.unique(func(at int) string { return fmt.Sprintf("%s-snap-%d", parent.name, at) }, parent.family+1, taken)
		s.takeAfter(parent, g.now)
		a.keepVolume(s)
	}
	return nil
}
