package infinibox

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What an inventory holds has to be what the array's own calls could have made,
// or clients meet an array that no call explains.

// checkSystem refuses a name or capacity that the system can't be given; those
// that it was started with are its own.
func (a *Array) checkSystem() error {
	if a.name != a.options.Name {
		if err := checkName(a.name); err != nil {
			return err
		}
	}
	if a.virtual == a.options.VirtualCapacity {
		return nil
	}
	if a.virtual < a.options.PhysicalCapacity {
		return fail("SYSTEM_VIRTUAL_CAPACITY_LESS_THAN_HARD")
	}
	if a.virtual/maxOvercommit > a.options.PhysicalCapacity {
		return fail("MAX_SYSTEM_VIRTUAL_CAPACITY_LIMIT")
	}
	return nil
}

// checkID refuses an id that isn't one, is in use, or is yet to be given out.
func (a *Array) checkID(id int64) error {
	_, pool := a.pools.find(id)
	_, volume := a.volumes.find(id)
	_, group := a.groups.find(id)
	switch {
	case id < 1:
		return errors.New("it has no id of 1 or more")
	case pool || volume || group:
		return errors.New("the id is taken")
	case id >= a.nextID:
		return errors.New("the id is beyond next_id")
	default:
		return nil
	}
}

func (a *Array) checkUser(u *user) error {
	_, idTaken := a.users.find(u.id)
	_, nameTaken := a.users.named(u.name)
	switch {
	case u.id == 0:
		return errors.New("it has no id")
	case idTaken:
		return errors.New("the id is taken")
	case u.name == "":
		return fail("MISSING_FIELD", "name")
	case nameTaken:
		return fail("USER_ALREADY_EXISTS", u.name)
	case !slices.Contains(allRoles(), u.role):
		return fmt.Errorf("there is no role %q", u.role)
	case !slices.Contains([]string{localUser, ldapGroup, ssoGroup}, u.kind):
		return fmt.Errorf("there is no type %q", u.kind)
	case u.kind == localUser && u.password == "":
		return fail("MISSING_FIELD", "password")
	default:
		return nil
	}
}

// checkAdministrator demands someone who can log in and administer the array.
func (a *Array) checkAdministrator() error {
	if !slices.ContainsFunc(a.users.items, func(u *user) bool {
		return u.role == RoleAdmin && u.enabled && u.kind == localUser
	}) {
		return fmt.Errorf("no account that is enabled has the role %s", RoleAdmin)
	}
	return nil
}

// checkPool refuses a pool by itself and beside those that are there.
func (a *Array) checkPool(p *pool) error {
	if err := a.checkID(p.id); err != nil {
		return err
	}
	if err := checkName(p.name); err != nil {
		return err
	}
	if !slices.Contains([]string{poolStandard, poolVVOL, poolS3}, p.kind) {
		return fmt.Errorf("there is no type %q", p.kind)
	}
	if p.state != poolNormal && p.state != poolLocked {
		return fmt.Errorf("there is no state %q", p.state)
	}
	if err := p.checkType(document{"max_extend": p.maxExtend}); err != nil {
		return err
	}
	for _, owner := range p.owners {
		if _, ok := a.users.find(owner); !ok {
			return fail("USER_NOT_FOUND")
		}
	}
	for _, capacity := range []int64{p.physical, p.virtual} {
		if err := checkPoolCapacity(capacity); err != nil {
			return err
		}
	}
	switch {
	case p.kind == poolS3 && !a.options.S3:
		return fail("S3_FEATURE_NOT_ENABLED")
	case p.kind == poolS3 && p.virtual != p.physical:
		return fail("SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED")
	case p.kind == poolS3 && p.maxExtend == -1:
		return fail("S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED")
	}
	return a.fits(p)
}

var serialNumber = regexp.MustCompile(`^[0-9a-f]{32}$`)

// checkSerials refuses serial numbers that aren't any or stand twice, and
// answers how many of this array's own were given out at least.
func (a *Array) checkSerials(records []volumeRecord) (uint64, error) {
	var given uint64
	own := a.serialPrefix()
	seen := make(map[string]bool, len(records))
	for _, r := range records {
		if r.Serial == "" {
			continue
		}
		if !serialNumber.MatchString(r.Serial) {
			return 0, fmt.Errorf("volume %d: serial %q isn't 32 hexadecimal digits", r.ID, r.Serial)
		}
		if seen[r.Serial] {
			return 0, fmt.Errorf("volume %d: serial %q is taken", r.ID, r.Serial)
		}
		seen[r.Serial] = true
		if number, ok := strings.CutPrefix(r.Serial, own); ok {
			n, err := strconv.ParseUint(number, 16, 64)
			if err != nil {
				return 0, fmt.Errorf("volume %d: serial %q: %w", r.ID, r.Serial, err)
			}
			given = max(given, n)
		}
	}
	return given, nil
}

// checkVolume refuses a volume or snapshot by itself and beside those that are
// there. How much its pool and the cache hold is known once all are.
func (a *Array) checkVolume(v *volume) error {
	if err := a.checkID(v.id); err != nil {
		return err
	}
	if err := checkName(v.name); err != nil {
		return err
	}
	if err := a.freeVolumeName(v.name, nil); err != nil {
		return err
	}
	switch {
	case v.pool.kind != poolStandard:
		return fmt.Errorf("its pool is of the type %s", v.pool.kind)
	case v.size < minDatasetSize:
		return fail("DATASET_MIN_CAPACITY", readable(minDatasetSize))
	case v.size > maxCapacity, v.size%blockSize != 0, v.data < 0, v.data > v.size:
		return fail("ILLEGAL_DATASET_SIZE")
	case v.udid != nil && !validUDID(*v.udid):
		return fail("UDID_NOT_VALID")
	case v.express && !v.ssd:
		return fail("SSA_EXPRESS_DATASET_MUST_BE_SSD_ENABLED")
	case v.loadedAt != 0 && !v.express:
		return errors.New("it loads into SSA Express and isn't in it")
	case v.loadsAt != 0 && v.loadsAt >= v.loadedAt:
		return errors.New("it leaves the queue of SSA Express after it has loaded")
	case !slices.Contains([]string{unlocked, locked, lockExpired}, v.lockState):
		return fmt.Errorf("there is no lock state %q", v.lockState)
	case (v.lockState == unlocked) != (v.lockExpires == 0):
		return errors.New("its lock state doesn't go with its lock's end")
	}
	for _, n := range []int64{v.lockExpires, v.retention, v.expires, v.loadsAt, v.loadedAt, v.promotedAt, v.created, v.updated, v.remoteExpiry, v.remoteLock} {
		if n < 0 {
			return fmt.Errorf("it has the negative time %d", n)
		}
	}
	if v.isSnapshot() {
		return a.checkSnapshot(v)
	}
	switch {
	case v.lockExpires != 0:
		return fail("INVALID_LOCK_ENTITY_TYPE")
	case v.retention != 0 || v.expires != 0:
		return fail("NON_SNAPSHOT_RETENTION_CANNOT_BE_MODIFIED")
	case len(a.volumes.items) >= a.options.Limits.Datasets:
		return fail("DATASET_COUNT_LIMIT")
	default:
		return nil
	}
}

// checkSnapshot refuses what a volume may be and a snapshot may not.
func (a *Array) checkSnapshot(s *volume) error {
	switch {
	case s.parent.pool != s.pool:
		return errors.New("its parent is in another pool")
	case s.thick:
		return errors.New("a snapshot can't be thick")
	case s.express:
		return fail("INVALID_SSA_EXPRESS_DATASET_TYPE")
	case s.policy != nil:
		return errors.New("a snapshot can't have a snapshot policy")
	case s.isLocked() && !s.writeProtected:
		return fail("WRITABLE_LOCKED_SNAPSHOT")
	case s.retention > math.MaxInt32, (s.retention == 0) != (s.expires == 0):
		return errors.New("its retention doesn't go with the time at which it expires")
	}
	return a.roomInFamily(s.parent, 0, 1)
}

// checkCapacities refuses more than the pools and the cache hold.
func (a *Array) checkCapacities() error {
	for _, p := range a.pools.items {
		if err := p.hasRoom(0, 0); err != nil {
			return fmt.Errorf("pool %d (%q): %w", p.id, p.name, err)
		}
	}
	if a.expressUse() > a.options.SSAExpressCapacity {
		return fail("INSUFFICIENT_SSA_EXPRESS_CAPACITY")
	}
	return nil
}
