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
		return refuseFilesystem(made.label(), p)
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

// refuseFilesystem is ILLEGAL_POOL_TYPE in the words that it has for file
// systems.
func refuseFilesystem(name string, p *pool) error {
	of, purpose := "vVol", "VMware vVols"
	if p.kind == poolS3 {
		of, purpose = "S3", "S3 buckets"
	}
	return worded("ILLEGAL_POOL_TYPE", "Cannot create a FILESYSTEM '"+name+"' in "+of+" pool '"+p.name+"' because it is dedicated for "+purpose)
}

// moveFilesystem takes the space of a file system to its new pool, where its
// snapshots go too.
func (a *Array) moveFilesystem(c *call, r *record, operation string, given fields) error {
	target, ok := a.pools.find(given["pool_id"].num)
	if operation != "move" || !ok {
		return nil
	}
	source := a.poolOf(r)
	switch {
	case r.get("parent_id").num != 0:
		return worded("DATASET_NOT_MASTER", "The filesystem is not a master filesystem")
	case target.kind == poolS3:
		return fail("S3_POOL_MOVE_ENTITIES_NOT_ALLOWED")
	case target.kind == poolVVOL:
		return worded("ILLEGAL_MOVE_TO_VVOL_POOL", "Cannot move FILESYSTEM '"+r.label()+"' into vVol pool '"+target.name+
			"', because '"+target.name+"' is dedicated for VMware vVols")
	case target == source:
		return nil
	}
	if err := unlockedPool(target); err != nil {
		return err
	}
	virtual, physical := r.space()
	if given["with_capacity"].equals(flag(true)) && source != nil {
		if err := handOver(source, target, virtual, physical, c.millis()); err != nil {
			return err
		}
	} else if err := target.hasRoom(virtual, physical); err != nil {
		return err
	}
	for _, below := range a.filesystemsBelow(r.id) {
		a.change(below, "pool_id", number(target.id))
	}
	return nil
}

// filesystemsBelow are the snapshots of a file system and theirs.
func (a *Array) filesystemsBelow(id int64) []*record {
	var below []*record
	for _, r := range a.recordsOf("filesystems").items {
		if r.get("parent_id").num == id {
			below = append(append(below, r), a.filesystemsBelow(r.id)...)
		}
	}
	return below
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
