package infinibox

import (
	"slices"
	"strconv"
)

// newPool reads what a create asks for and refuses what the array can't make.
// The pool isn't part of the array yet.
func (a *Array) newPool(c *call, d document) (*pool, error) {
	if err := d.only("name", "physical_capacity", "virtual_capacity", "physical_capacity_warning",
		"physical_capacity_critical", "fs_used_default_warning", "fs_used_default_critical", "max_extend", "owners",
		"ssd_enabled", "compression_enabled", "tenant_id", "type"); err != nil {
		return nil, err
	}
	if err := d.require("name", "physical_capacity"); err != nil {
		return nil, err
	}
	if err := d.ofTheTenant(); err != nil {
		return nil, err
	}
	p := &pool{
		kind: poolStandard, state: poolNormal, warning: 80, critical: 90, fsWarning: 100, fsCritical: 100,
		maxExtend: -1, ssd: true, compression: true, created: c.millis(), updated: c.millis(),
	}
	if err := p.read(d); err != nil {
		return nil, err
	}
	if err := checkName(p.name); err != nil {
		return nil, err
	}
	if err := p.checkType(d); err != nil {
		return nil, err
	}
	if err := a.checkOwners(p.owners); err != nil {
		return nil, err
	}
	return p, a.admitPool(p, d)
}

// read takes the fields of a create, each checked for its type alone.
func (p *pool) read(d document) error {
	err := d.readNumbers(map[string]*int64{
		"physical_capacity": &p.physical, "virtual_capacity": &p.virtual,
		"physical_capacity_warning": &p.warning, "physical_capacity_critical": &p.critical,
		"fs_used_default_warning": &p.fsWarning, "fs_used_default_critical": &p.fsCritical,
		"max_extend": &p.maxExtend,
	})
	if err != nil {
		return err
	}
	if err := d.readFlags(map[string]*bool{"ssd_enabled": &p.ssd, "compression_enabled": &p.compression}); err != nil {
		return err
	}
	if kind, set, err := d.choice("type", []string{poolStandard, poolVVOL, poolS3}); err != nil {
		return err
	} else if set {
		p.kind = kind
	}
	if p.name, _, err = d.text("name"); err != nil {
		return err
	}
	ids, _, err := d.numbers("owners")
	p.owners = distinct(ids)
	return err
}

// checkType refuses fields that don't go with the pool's type, and values out
// of their range.
func (p *pool) checkType(d document) error {
	if p.kind != poolStandard {
		for _, name := range []string{"fs_used_default_critical", "fs_used_default_warning"} {
			if d[name] != nil {
				return refuseFieldForType(name, p.kind)
			}
		}
	}
	if p.kind == poolS3 && d["max_extend"] == nil {
		p.maxExtend = 0
	}
	if p.maxExtend < -1 {
		return refuseMaxExtend(p.maxExtend)
	}
	for _, threshold := range []int64{p.warning, p.critical, p.fsWarning, p.fsCritical} {
		if err := checkThreshold(threshold); err != nil {
			return err
		}
	}
	return nil
}

// admitPool refuses a well-formed pool that clashes with the array's state.
func (a *Array) admitPool(p *pool, d document) error {
	if p.kind == poolS3 {
		switch {
		case !a.options.S3:
			return fail("S3_FEATURE_NOT_ENABLED")
		case d["virtual_capacity"] != nil:
			return fail("SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED")
		case p.maxExtend == -1:
			return fail("S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED")
		}
	}
	if d["virtual_capacity"] == nil {
		p.virtual = p.physical
	}
	for _, capacity := range []*int64{&p.physical, &p.virtual} {
		if err := checkPoolCapacity(*capacity); err != nil {
			return err
		}
		*capacity = roundUp(*capacity, poolUnit)
	}
	return a.fits(p)
}

// fits refuses a pool whose figures clash with each other, with the other pools
// or with what the system has left.
func (a *Array) fits(p *pool) error {
	if p.virtual < p.physical {
		return refuseCapacity("Virtual capacity is less than physical capacity", p.virtual)
	}
	if p.warning >= p.critical {
		return fail("ILLEGAL_WARNING_OR_CRITICAL_VALUE", p.warning, p.critical, p.warning)
	}
	if p.fsWarning > p.fsCritical {
		return fail("ILLEGAL_WARNING_OR_CRITICAL_VALUE", p.fsWarning, p.fsCritical, p.fsWarning)
	}
	if _, taken := a.pools.named(p.name); taken {
		return fail("POOL_NAME_CONFLICT")
	}
	if len(a.pools.items) >= a.options.Limits.Pools {
		return fail("POOL_COUNT_LIMIT")
	}
	if p.physical > a.options.PhysicalCapacity-a.provisionedPhysical() {
		return refuseCapacity("The system does not have enough free physical capacity", p.physical)
	}
	if p.virtual > a.virtual-a.provisionedVirtual() {
		return fail("SYSTEM_VIRTUAL_CAPACITY")
	}
	return nil
}

// checkOwners refuses accounts that don't exist or can't own pools.
func (a *Array) checkOwners(ids []int64) error {
	for _, id := range ids {
		u, ok := a.users.find(id)
		if !ok {
			return fail("USER_NOT_FOUND")
		}
		if u.role != RolePoolAdmin {
			return fail("ILLEGAL_POOL_ADMIN")
		}
	}
	return nil
}

func checkThreshold(percent int64) error {
	if percent < 1 || percent > 100 {
		return fail("ILLEGAL_THRESHOLD_VALUE", percent)
	}
	return nil
}

// checkPoolCapacity refuses capacities that no pool can have.
func checkPoolCapacity(capacity int64) error {
	switch {
	case capacity%blockSize != 0:
		return refuseCapacity("Pool size is not aligned with integral units of 512", capacity)
	case capacity < minPoolCapacity:
		return refuseCapacity("Pool capacity is less than the minimum capacity of 1TB", capacity)
	case capacity > maxCapacity:
		return refuseCapacity("Pool capacity is more than the maximum capacity", capacity)
	default:
		return nil
	}
}

func refuseCapacity(reason string, capacity int64) error {
	return fail("ILLEGAL_POOL_CAPACITY", reason, readable(capacity))
}

func refuseMaxExtend(given int64) error {
	return fail("WRONG_PARAMETER", strconv.FormatInt(given, 10), "max_extend", "greater or equals -1")
}

// refuseFieldForType is the reference's own wording for fields that a pool's
// type rules out.
func refuseFieldForType(name, kind string) error {
	return worded("UNSUPPORTED_FIELD", "The request contains an unsupported field ('"+name+"') for "+kind+" type pool")
}

// distinct drops repeated owners and keeps their order.
func distinct(ids []int64) []int64 {
	var kept []int64
	for _, id := range ids {
		if !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept
}
