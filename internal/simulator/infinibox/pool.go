package infinibox

import "slices"

// Pool types and states.
const (
	poolStandard = "STANDARD"
	poolVVOL     = "VVOL"
	poolS3       = "S3"

	poolNormal = "NORMAL"
	poolLocked = "LOCKED"
)

// theTenant is the id of the one tenant that there is.
const theTenant = 1

// ofTheTenant refuses a body that names another tenant.
func (d document) ofTheTenant() error {
	tenant, set, err := d.number("tenant_id")
	if err == nil && set && tenant != theTenant {
		err = fail("TENANT_NOT_FOUND")
	}
	return err
}

// reservedCapacity is what the reference's samples show for every pool,
// whatever its size.
const reservedCapacity = 100_000_000_000

// pool is a container of capacity ("Pool" in the reference).
type pool struct {
	id                  int64
	name                string
	kind                string
	state               string
	physical, virtual   int64
	warning, critical   int64
	fsWarning           int64
	fsCritical          int64
	maxExtend           int64
	owners              []int64
	ssd, compression    bool
	created, updated    int64
	volumes, snapshots  int64
	allocated, provided int64
	extended            int64 // by itself, since its capacity was set
	tenants             tenants
	qos                 *qosAssignment
}

func (p *pool) identity() int64 { return p.id }
func (p *pool) label() string   { return p.name }

// ownedBy tells whether an account is one of the pool's administrators.
func (p *pool) ownedBy(u *user) bool { return slices.Contains(p.owners, u.id) }

// take books a dataset's space: virtual by its size, physical what it holds.
func (p *pool) take(virtual, physical int64) {
	p.provided += virtual
	p.allocated += physical
}

// entities is how many datasets the pool holds.
func (p *pool) entities() int64 { return p.volumes + p.snapshots + p.tenants.all() }

// poolSchema is every field of a pool in the order of the samples. Data
// reduction figures are null, as in the samples of a pool without data.
func poolSchema() *schema[*pool] {
	count := func(name string, get func(*pool) int64) field[*pool] {
		return field[*pool]{name: name, kind: integer, get: func(p *pool) value { return number(get(p)) }}
	}
	toggle := func(name string, get func(*pool) bool) field[*pool] {
		return field[*pool]{name: name, kind: boolean, get: func(p *pool) value { return flag(get(p)) }}
	}
	unknown := func(name string) field[*pool] {
		return field[*pool]{name: name, kind: decimal, get: func(*pool) value { return none() }}
	}
	zero := func(*pool) int64 { return 0 }
	volumes := func(p *pool) int64 { return p.volumes + p.tenants.vvols }
	snapshots := func(p *pool) int64 { return p.snapshots + p.tenants.vvolSnapshots }
	filesystems := func(p *pool) int64 { return p.tenants.filesystems }
	filesystemSnapshots := func(p *pool) int64 { return p.tenants.filesystemSnapshots }
	vvols := func(p *pool) int64 { return p.tenants.vvols + p.tenants.vvolSnapshots }
	return newSchema([]field[*pool]{
		unknown("non_reducible_host_written_data"),
		unknown("host_written_data"),
		count("standard_entities_count", func(p *pool) int64 { return p.entities() - vvols(p) - p.tenants.buckets }),
		count("updated_at", func(p *pool) int64 { return p.updated }),
		count("standard_filesystem_snapshots_count", filesystemSnapshots),
		count("standard_snapshots_count", func(p *pool) int64 { return p.snapshots }),
		count("max_extend", func(p *pool) int64 { return p.maxExtend }),
		count("free_virtual_space", func(p *pool) int64 { return p.virtual - p.provided }),
		count("volumes_count", volumes),
		count("allocated_physical_space", func(p *pool) int64 { return p.allocated }),
		count("fs_used_default_critical", func(p *pool) int64 { return p.fsCritical }),
		unknown("non_reducible_data_reduction_ratio"),
		count("id", func(p *pool) int64 { return p.id }),
		count("reserved_capacity", func(*pool) int64 { return reservedCapacity }),
		unknown("non_reducible_data_disk_usage_capacity"),
		unknown("reducible_data_percents"),
		toggle("ssd_enabled", func(p *pool) bool { return p.ssd }),
		count("s3_buckets_count", func(p *pool) int64 { return p.tenants.buckets }),
		count("standard_filesystems_count", filesystems),
		unknown("non_reducible_data_percents"),
		unknown("reducible_data_reduction_ratio"),
		count("vvol_entities_count", vvols),
		count("snapshots_count", snapshots),
		{name: "state", kind: text, of: []string{poolNormal, poolLocked}, get: func(p *pool) value { return word(p.state) }},
		count("tenant_id", func(*pool) int64 { return 1 }),
		count("fs_used_default_warning", func(p *pool) int64 { return p.fsWarning }),
		{name: "type", kind: text, of: []string{poolStandard, poolVVOL, poolS3}, get: func(p *pool) value { return word(p.kind) }},
		count("free_physical_space", func(p *pool) int64 { return p.physical - p.allocated }),
		{name: "data_reduction_ratio", kind: decimal, get: func(*pool) value { return fraction(1) }},
		unknown("total_disk_usage"),
		count("filesystems_count", filesystems),
		unknown("reducible_data_disk_usage_capacity"),
		count("vvol_snapshots_count", func(p *pool) int64 { return p.tenants.vvolSnapshots }),
		toggle("s3_bound", func(p *pool) bool { return p.tenants.accounts > 0 }),
		unknown("thin_capacity_savings"),
		unknown("zeros_capacity"),
		count("entities_count", (*pool).entities),
		count("physical_capacity_critical", func(p *pool) int64 { return p.critical }),
		count("standard_volumes_count", func(p *pool) int64 { return p.volumes }),
		unknown("internal_entities_count"),
		unknown("reducible_host_written_data"),
		{name: "owners", kind: list, get: func(p *pool) value { return numbers(p.owners) }},
		count("vvol_volumes_count", func(p *pool) int64 { return p.tenants.vvols }),
		unknown("capacity_savings"),
		{name: "name", kind: text, get: func(p *pool) value { return word(p.name) }},
		count("virtual_capacity", func(p *pool) int64 { return p.virtual }),
		count("allocated_internal_physical_space", zero),
		count("created_at", func(p *pool) int64 { return p.created }),
		count("filesystem_snapshots_count", filesystemSnapshots),
		toggle("compression_enabled", func(p *pool) bool { return p.compression }),
		{name: "qos_policies", kind: list, get: shownLimits()},
		count("physical_capacity_warning", func(p *pool) int64 { return p.warning }),
		count("physical_capacity", func(p *pool) int64 { return p.physical }),
		unknown("thick_capacity_savings"),
	}, []string{
		"compression_enabled", "created_at", "fs_used_default_critical", "fs_used_default_warning", "id", "name",
		"ssd_enabled", "type", "updated_at", "reducible_data_percents", "reducible_data_reduction_ratio",
	}, []string{
		"compression_enabled", "created_at", "fs_used_default_critical", "fs_used_default_warning", "id", "name",
		"ssd_enabled", "type", "updated_at",
	})
}

// provisionedVirtual is the virtual capacity of all pools together.
func (a *Array) provisionedVirtual() int64 {
	var sum int64
	for _, p := range a.pools.items {
		sum += p.virtual
	}
	return sum
}

// provisionedPhysical is the physical capacity of all pools together.
func (a *Array) provisionedPhysical() int64 {
	var sum int64
	for _, p := range a.pools.items {
		sum += p.physical
	}
	return sum
}

// poolsOwnedBy are the pools that an account administers as an owner.
func (a *Array) poolsOwnedBy(u *user) []*pool {
	var owned []*pool
	for _, p := range a.pools.items {
		if p.ownedBy(u) {
			owned = append(owned, p)
		}
	}
	return owned
}
