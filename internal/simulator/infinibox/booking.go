package infinibox

// book counts a record in what keeps account of it, or takes it out again: the
// pool that it takes space of, the metadata of its object. Whatever makes,
// changes and deletes records goes through it (record.go).
func (a *Array) book(r *record, sign int64) {
	switch r.kind.name() {
	case "metadata":
		a.tags.book(r, sign)
	case "replicas":
		a.bookReplica(r, sign)
	case "filesystems", "vvols", "s3_accounts", "s3_buckets":
		if p := a.poolOf(r); p != nil {
			p.bookTenant(r, sign)
		}
	}
}

// tenants count what lives in a pool beside volumes.
type tenants struct {
	filesystems, filesystemSnapshots int64
	vvols, vvolSnapshots             int64
	accounts, buckets                int64
}

// all is how many datasets that are.
func (t *tenants) all() int64 {
	return t.filesystems + t.filesystemSnapshots + t.vvols + t.vvolSnapshots + t.buckets
}

// bookTenant counts a record in the pool's figures, with the space that it
// takes. Snapshots share their parent's.
func (p *pool) bookTenant(r *record, sign int64) {
	isSnapshot := r.get("parent_id").num != 0
	switch r.kind.name() {
	case "filesystems":
		if isSnapshot {
			p.tenants.filesystemSnapshots += sign
		} else {
			p.tenants.filesystems += sign
		}
	case "vvols":
		if isSnapshot {
			p.tenants.vvolSnapshots += sign
		} else {
			p.tenants.vvols += sign
		}
	case "s3_accounts":
		p.tenants.accounts += sign
	case "s3_buckets":
		p.tenants.buckets += sign
	}
	virtual, physical := r.space()
	p.take(sign*virtual, sign*physical)
}

// space is what a record takes of its pool: virtual by its size, physical all
// of that when it's thick and nothing otherwise, as no client writes to the
// simulator.
func (r *record) space() (virtual, physical int64) {
	if r.get("parent_id").num != 0 {
		return 0, 0
	}
	virtual = roundUp(r.get("size").num, provisionUnit)
	if r.get("provtype").text == thick {
		physical = virtual
	}
	return virtual, physical
}
