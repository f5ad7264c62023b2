package infinibox

import "slices"

// File systems are records with the rules of their sizes; exports, shares and
// TreeQs hang on them (dependency.go).

// Sizes of file systems, in bytes.
const (
	minFilesystem  = 1_000_000_000
	filesystemUnit = 64 << 10
)

// thawed refuses to change what a locked pool keeps as it is: its datasets and
// what they consist of. Volumes and consistency groups have calls of their own.
func (e *endpoint) thawed(c *call, r *record) error {
	switch e.kind.name() {
	case "filesystems", "treeqs", "vvols", "s3_buckets":
		if p := c.array.poolOf(r); p != nil {
			return unlockedPool(p)
		}
	}
	return nil
}

// makeFilesystem rounds the size up as the array does. A snapshot has its
// parent's, and takes no space of the pool.
func (a *Array) makeFilesystem(_ *call, made *record, given fields) error {
	p, ok := a.pools.find(made.get("pool_id").num)
	if ok && p.kind != poolStandard {
		return fail("ILLEGAL_POOL_TYPE", fillers("ILLEGAL_POOL_TYPE", p.name)...)
	}
	if !ok || made.get("parent_id").num != 0 {
		return nil
	}
	if size, sized := given["size"]; sized && size.kind == integer {
		if size.num < minFilesystem {
			return fail("DATASET_MIN_CAPACITY", fillers("DATASET_MIN_CAPACITY", "1GB")...)
		}
		made.set("size", number(roundUp(size.num, filesystemUnit)))
	}
	for name, standard := range map[string]int64{"used_capacity_warning": p.fsWarning, "used_capacity_critical": p.fsCritical} {
		if _, sent := given[name]; !sent {
			made.set(name, number(standard))
		}
	}
	return p.hasRoom(made.space())
}

// changeFilesystem lets a file system grow alone, as far as its pool has room.
func (a *Array) changeFilesystem(_ *call, r *record, given fields) error {
	if size, sized := given["size"]; sized && size.kind == integer {
		rounded := roundUp(size.num, filesystemUnit)
		if rounded < r.get("size").num {
			return fail("DATASET_SHRINKING_NOT_ALLOWED")
		}
		given["size"] = number(rounded)
	}
	p, ok := a.pools.find(r.get("pool_id").num)
	if !ok {
		return nil
	}
	changed := &record{kind: r.kind, values: slices.Clone(r.values)}
	for name, v := range given {
		changed.set(name, v)
	}
	virtual, physical := changed.space()
	virtualBefore, physicalBefore := r.space()
	return p.hasRoom(virtual-virtualBefore, physical-physicalBefore)
}
