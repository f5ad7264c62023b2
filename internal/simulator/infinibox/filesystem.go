package infinibox

// File systems are records with the rules of their sizes; exports, shares and
// TreeQs hang on them (dependency.go).

// Sizes of file systems, in bytes.
const (
	minFilesystem  = 1_000_000_000
	filesystemUnit = 64 << 10
)

// makeFilesystem rounds the size up as the array does. A snapshot has its
// parent's.
func (a *Array) makeFilesystem(_ *call, made *record, given fields) error {
	if p, ok := a.pools.find(made.get("pool_id").num); ok && p.kind != poolStandard {
		return fail("ILLEGAL_POOL_TYPE", fillers("ILLEGAL_POOL_TYPE", p.name)...)
	}
	size, sized := given["size"]
	if !sized || size.kind != integer {
		return nil
	}
	if size.num < minFilesystem {
		return fail("DATASET_MIN_CAPACITY", fillers("DATASET_MIN_CAPACITY", "1GB")...)
	}
	made.set("size", number(roundUp(size.num, filesystemUnit)))
	return nil
}

// changeFilesystem lets a file system grow alone.
func changeFilesystem(_ *call, r *record, given fields) error {
	size, sized := given["size"]
	if !sized || size.kind != integer {
		return nil
	}
	rounded := roundUp(size.num, filesystemUnit)
	if rounded < r.get("size").num {
		return fail("DATASET_SHRINKING_NOT_ALLOWED")
	}
	given["size"] = number(rounded)
	return nil
}

// poolOf is the pool that a record takes its space from, or that what it
// belongs to does; nil when it has to do with none.
func (a *Array) poolOf(r *record) *pool {
	if r == nil {
		return nil
	}
	if p, ok := a.pools.find(r.get("pool_id").num); ok {
		return p
	}
	if v, ok := a.volumes.find(r.get("volume_id").num); ok {
		return v.pool
	}
	if fs, ok := a.recordsOf("filesystems").find(r.get("filesystem_id").num); ok && fs != r {
		return a.poolOf(fs)
	}
	return a.poolOf(r.ownedBy)
}

// mayTouch refuses accounts with the role POOL_ADMIN on what is in pools that
// they don't own, where the reference names that refusal.
func (e *endpoint) mayTouch(c *call, r *record) error {
	for _, documented := range e.documented {
		if !documented.Answers("USER_IS_FORBIDDEN") {
			continue
		}
		if p := c.array.poolOf(r); p != nil {
			return c.mayModify(p)
		}
	}
	return nil
}
