package infinibox

// poolChange changes one field of a pool, or refuses to.
type poolChange func(a *Array, p *pool, d document) error

// poolChanges are the fields that an update can change.
func poolChanges() map[string]poolChange {
	return map[string]poolChange{
		"name":                       renamePool,
		"physical_capacity":          setPoolPhysical,
		"virtual_capacity":           setPoolVirtual,
		"max_extend":                 setMaxExtend,
		"owners":                     setOwners,
		"physical_capacity_warning":  setWarning,
		"physical_capacity_critical": setCritical,
		"fs_used_default_warning":    setFilesystemWarning,
		"fs_used_default_critical":   setFilesystemCritical,
		"ssd_enabled":                func(_ *Array, p *pool, d document) error { return setPoolFlag(&p.ssd, d, "ssd_enabled") },
		"compression_enabled": func(_ *Array, p *pool, d document) error {
			return setPoolFlag(&p.compression, d, "compression_enabled")
		},
	}
}

func (a *Array) updatePool(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	name, err := d.single()
	if err != nil {
		return nil, err
	}
	p, err := a.poolAt(c)
	if err != nil {
		return nil, err
	}
	change, ok := poolChanges()[name]
	if !ok {
		if a.pools.has(name) {
			return nil, fail("UNSUPPORTED_FIELD", name)
		}
		return nil, fail("SET_MISSING_ATTRIBUTE", name)
	}
	if err := change(a, p, d); err != nil {
		return nil, err
	}
	p.updated = c.millis()
	return shown(a.pools.schema, p, nil), nil
}

// demanded reads a number that an update can't set to null.
func (d document) demanded(name string) (int64, error) {
	n, set, err := d.number(name)
	if err == nil && !set {
		err = fail("MALFORMED_PARAMETER", name)
	}
	return n, err
}

func setPoolFlag(target *bool, d document, name string) error {
	b, set, err := d.flag(name)
	if err != nil {
		return err
	}
	if !set {
		return fail("MALFORMED_PARAMETER", name)
	}
	*target = b
	return nil
}

func renamePool(a *Array, p *pool, d document) error {
	name, set, err := d.text("name")
	if err != nil {
		return err
	}
	if !set {
		return fail("MALFORMED_PARAMETER", "name")
	}
	if err := checkName(name); err != nil {
		return err
	}
	if other, taken := a.pools.named(name); taken && other != p {
		return fail("POOL_NAME_CONFLICT")
	}
	before := p.name
	p.name = name
	a.pools.renamed(p, before)
	return nil
}

// setPoolPhysical can grow a pool up to its virtual capacity and shrink it
// down to what is allocated.
func setPoolPhysical(a *Array, p *pool, d document) error {
	capacity, err := d.demanded("physical_capacity")
	if err != nil {
		return err
	}
	if err := checkPoolCapacity(capacity); err != nil {
		return err
	}
	capacity = roundUp(capacity, poolUnit)
	beyond := capacity-p.physical > a.options.PhysicalCapacity-a.provisionedPhysical()
	if p.kind == poolS3 {
		if beyond || capacity < p.allocated {
			return fail("ILLEGAL_POOL_PHYSICAL_CAPACITY")
		}
		if capacity-p.virtual > a.virtual-a.provisionedVirtual() {
			return fail("SYSTEM_VIRTUAL_CAPACITY")
		}
		p.physical, p.virtual, p.extended = capacity, capacity, 0
		return nil
	}
	if beyond || capacity > p.virtual || capacity < p.allocated {
		return fail("ILLEGAL_POOL_PHYSICAL_CAPACITY")
	}
	p.physical, p.extended = capacity, 0
	return nil
}

// setPoolVirtual can grow a pool within the system's virtual capacity and
// shrink it down to its physical capacity and to what is provisioned.
func setPoolVirtual(a *Array, p *pool, d document) error {
	capacity, err := d.demanded("virtual_capacity")
	if err != nil {
		return err
	}
	if p.kind == poolS3 {
		return fail("SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED")
	}
	if err := checkPoolCapacity(capacity); err != nil {
		return err
	}
	capacity = roundUp(capacity, poolUnit)
	switch {
	case capacity < p.physical:
		return refuseCapacity("Virtual capacity is less than physical capacity", capacity)
	case capacity < p.provided:
		return refuseCapacity("Virtual capacity is less than the capacity of the pool's datasets", capacity)
	case capacity-p.virtual > a.virtual-a.provisionedVirtual():
		return fail("SYSTEM_VIRTUAL_CAPACITY")
	}
	p.virtual = capacity
	return nil
}

func setMaxExtend(_ *Array, p *pool, d document) error {
	n, err := d.demanded("max_extend")
	if err != nil {
		return err
	}
	if n < -1 {
		return refuseMaxExtend(n)
	}
	if n == -1 && p.kind == poolS3 {
		return fail("S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED")
	}
	p.maxExtend = n
	return nil
}

func setOwners(a *Array, p *pool, d document) error {
	ids, set, err := d.numbers("owners")
	if err != nil {
		return err
	}
	if !set {
		return fail("WRONG_PARAMETER", "null", "owner", "must be a valid owner")
	}
	if err := a.checkOwners(ids); err != nil {
		return err
	}
	p.owners = distinct(ids)
	return nil
}

func setWarning(_ *Array, p *pool, d document) error {
	return setThreshold(d, "physical_capacity_warning", &p.warning, func(n int64) bool { return n < p.critical },
		func(n int64) error { return fail("ILLEGAL_WARNING_OR_CRITICAL_VALUE", n, p.critical, n) })
}

func setCritical(_ *Array, p *pool, d document) error {
	return setThreshold(d, "physical_capacity_critical", &p.critical, func(n int64) bool { return n > p.warning },
		func(n int64) error { return fail("ILLEGAL_WARNING_OR_CRITICAL_VALUE", n, n, p.warning) })
}

// Filesystem thresholds may be equal: both are 100 on a new pool.
func setFilesystemWarning(_ *Array, p *pool, d document) error {
	if p.kind != poolStandard {
		return fail("SET_FS_THRESHOLDS_POOL_TYPE_MISMATCH")
	}
	return setThreshold(d, "fs_used_default_warning", &p.fsWarning, func(n int64) bool { return n <= p.fsCritical },
		func(n int64) error { return fail("ILLEGAL_WARNING_OR_CRITICAL_VALUE", n, p.fsCritical, n) })
}

func setFilesystemCritical(_ *Array, p *pool, d document) error {
	if p.kind != poolStandard {
		return fail("SET_FS_THRESHOLDS_POOL_TYPE_MISMATCH")
	}
	return setThreshold(d, "fs_used_default_critical", &p.fsCritical, func(n int64) bool { return n >= p.fsWarning },
		func(n int64) error { return fail("ILLEGAL_WARNING_OR_CRITICAL_VALUE", n, n, p.fsWarning) })
}

func setThreshold(d document, name string, target *int64, fits func(int64) bool, refuse func(int64) error) error {
	n, err := d.demanded(name)
	if err != nil {
		return err
	}
	if err := checkThreshold(n); err != nil {
		return err
	}
	if !fits(n) {
		return refuse(n)
	}
	*target = n
	return nil
}
