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
