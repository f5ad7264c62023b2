package infinibox

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Import replaces everything the array holds with an inventory: what Export
// wrote, or a document of that form by another hand. The array stays as it is
// when the inventory doesn't fit together.
//
// An inventory is one JSON object. Capacities and sizes are bytes, times are
// milliseconds since 1970 except where noted. What stands in brackets is taken
// for a field that is left out; any other unknown or missing field is refused.
//
//	product            "infinibox"
//	name               of the system [the name it was started with]
//	virtual_capacity   of the system [that it was started with]
//	qos_enabled        [false]
//	next_id            id of the next object [one more than the largest]
//	serials            how many serial numbers were given out [those in use]
//	users              accounts [those the array was started with]
//	    id, name, password, role ("ADMIN", "POOL_ADMIN" ...),
//	    email [name@example.com], enabled [true],
//	    enforce_user_password_policy [false], type "Local", "Ldap" or "Sso"
//	    ["Local"], source_id and dn of a group of a directory
//	snapshot_policies  [the one of a new array]
//	    id, name, suffix [a hyphen and the name], is_default [false], created_at
//	    and updated_at [now], schedules [none]: id, name, type "PERIODIC" or
//	    "CLOCK", interval and retention in seconds, time_of_day in seconds,
//	    day_of_week "SUNDAY" ..., lock_snapshots [false], disabled [false],
//	    created_at and updated_at [now]
//	pools              [none]
//	    id, name, physical_capacity, virtual_capacity [the physical one],
//	    type "STANDARD", "VVOL" or "S3" ["STANDARD"], state "NORMAL" or
//	    "LOCKED" ["NORMAL"], physical_capacity_warning [80],
//	    physical_capacity_critical [90], fs_used_default_warning [100],
//	    fs_used_default_critical [100], max_extend [-1, of S3 pools 0], owners,
//	    ids of accounts [none], ssd_enabled [true], compression_enabled [true],
//	    created_at and updated_at [now], extended, how much of the physical
//	    capacity it has taken by itself [0]
//	volumes            volumes and snapshots, parents first [none]
//	    id, name, pool_id, size, parent_id of a snapshot, thick [false], used,
//	    bytes of its own that hosts have written [0], serial of 32 digits [a new
//	    one], write_protected [false], ssd_enabled and
//	    compression_enabled [as the pool], snapshot_policy_id [none], udid,
//	    lock_expires_at, lock_state "UNLOCKED", "LOCKED" or "EXPIRED" [as the
//	    time says], snapshot_retention in seconds, snapshot_expires_at in
//	    seconds since 1970, remote_snapshot_retention and
//	    remote_snapshot_retention_lock in seconds, promote_source_id, promotion
//	    and promoted_at of what a promote has touched, ssa_express_enabled, loads_at, loaded_at,
//	    mapped, created_by_snapshot_policy_id, created_by_snapshot_policy_name,
//	    created_by_schedule_id, created_by_schedule_name, created_at and
//	    updated_at [now]
//	consistency_groups groups and snapshot groups, parents first [none]
//	    id, name, pool_id, parent_id of a snapshot group, members, ids of
//	    volumes or of snapshots [none], snapshot_policy_id [none],
//	    lock_expires_at, lock_state, snapshot_retention and snapshot_expires_at
//	    of a snapshot group as those of a snapshot, created_by_policy_id,
//	    created_by_policy, created_by_schedule_id and created_by_schedule of one
//	    that a schedule took, created_at and updated_at [now]
//	hosts              with what hangs on them [none]
//	    id, name, host_type ["DEFAULT"], optimized [true], min_expected_paths
//	    [-1, the computed figure], security_method ["NONE"] with its user names
//	    and secrets, created_at and updated_at [now], ports: type, address, id [a
//	    new one], luns: lun, volume_id, id [a new one]; those marked clustered
//	    give the ids of what comes from the cluster and can be left out
//	clusters           [none]
//	    id, name, host_type ["DEFAULT"], hosts, the ids of its members, luns as
//	    of hosts, created_at and updated_at [now]
//	initiators         that are logged in [none]: type, address, id [a new one]
//	qos_policies       [none] id, name, type "VOLUME" or "POOL_VOLUME", max_ops,
//	    max_bps, burst_factor, created_at and updated_at [now]
//	qos_assignments    [none] id, qos_policy_id, entity_id, created_at and
//	    updated_at [now]
//	operational_state  of the system ["ACTIVE"]
//	last_event         number of the last event [0]
//	records            everything else by entity of the reference, hardware and
//	    settings included [those of a new array]: id, owner, the id of what it
//	    belongs to, fields, those that differ from a new object's
func (a *Array) Import(r io.Reader) error {
	var held inventory
	if err := decodeStrictly(r, &held); err != nil {
		return fmt.Errorf("reading the array's inventory: %w", err)
	}
	if held.Product != a.Name() {
		return fmt.Errorf("the inventory is of %q, not of an %s", held.Product, a.Name())
	}
	fresh := &Array{options: a.options, world: a.world, clock: a.clock, domains: a.domains}
	fresh.empty()
	if err := fresh.stock(held, a.clock.Now()); err != nil {
		return fmt.Errorf("the array's inventory doesn't fit together: %w", err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.name, a.virtual, a.qos, a.nextID, a.serials, a.due = fresh.name, fresh.virtual, fresh.qos, fresh.nextID, fresh.serials, fresh.due
	a.users, a.policies, a.pools, a.volumes, a.san = fresh.users, fresh.policies, fresh.pools, fresh.volumes, fresh.san
	a.groups = fresh.groups
	a.schedules, a.planned, a.qosPolicies, a.qosAssignments = fresh.schedules, fresh.planned, fresh.qosPolicies, fresh.qosAssignments
	a.policies.schema = policySchema(a.assignedCount)
	a.sessions, a.results = fresh.sessions, fresh.results
	a.state, a.eventNo, a.records, a.tags = fresh.state, fresh.eventNo, fresh.records, fresh.tags
	a.adoptRecords()
	return nil
}

// decodeStrictly reads one JSON document and nothing after it, without unknown
// fields.
func decodeStrictly(r io.Reader, into any) error {
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the document")
	}
	return nil
}

// UnmarshalJSON takes the standard for what is left out.
func (r *userRecord) UnmarshalJSON(given []byte) error {
	type plain userRecord
	read := plain{Enabled: true, Type: localUser}
	if err := decodeStrictly(bytes.NewReader(given), &read); err != nil {
		return err
	}
	read.Email = cmp.Or(read.Email, read.Name+"@example.com")
	*r = userRecord(read)
	return nil
}

// UnmarshalJSON takes the standard for what is left out.
func (r *poolRecord) UnmarshalJSON(given []byte) error {
	type plain poolRecord
	var of struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(given, &of); err != nil {
		return err
	}
	read := plain{
		Type: poolStandard, State: poolNormal, Warning: 80, Critical: 90, FSWarning: 100, FSCritical: 100,
		MaxExtend: -1, SSD: true, Compression: true,
	}
	if of.Type == poolS3 {
		read.MaxExtend = 0
	}
	if err := decodeStrictly(bytes.NewReader(given), &read); err != nil {
		return err
	}
	read.Virtual = cmp.Or(read.Virtual, read.Physical)
	*r = poolRecord(read)
	return nil
}

// stock fills an empty array.
func (a *Array) stock(held inventory, now time.Time) error {
	a.name, a.virtual = cmp.Or(held.Name, a.name), cmp.Or(held.Virtual, a.virtual)
	a.qos, a.nextID, a.serials = held.QoS, cmp.Or(held.NextID, held.beyond(a.nextID)), held.Serials
	if err := a.checkSystem(); err != nil {
		return err
	}
	if err := a.stockUsers(held.Users); err != nil {
		return err
	}
	if err := a.stockPolicies(held.Policies, now.UnixMilli()); err != nil {
		return err
	}
	for _, r := range held.Pools {
		if err := a.stockPool(r, now.UnixMilli()); err != nil {
			return fmt.Errorf("pool %d (%q): %w", r.ID, r.Name, err)
		}
	}
	serials, err := a.checkSerials(held.Volumes)
	if err != nil {
		return err
	}
	a.serials = max(a.serials, serials)
	for _, r := range held.Volumes {
		if err := a.stockVolume(r, now.UnixMilli()); err != nil {
			return fmt.Errorf("volume %d (%q): %w", r.ID, r.Name, err)
		}
	}
	for _, r := range held.Groups {
		if err := a.stockGroup(r, now.UnixMilli()); err != nil {
			return fmt.Errorf("consistency group %d (%q): %w", r.ID, r.Name, err)
		}
	}
	if err := a.stockQoS(held, now.UnixMilli()); err != nil {
		return err
	}
	a.state, a.eventNo = cmp.Or(held.State, stateActive), held.Events
	if err := a.stockRecords(held.Records); err != nil {
		return err
	}
	if err := a.stockSAN(held.sanInventory, now.UnixMilli()); err != nil {
		return err
	}
	return a.checkCapacities()
}

// beyond is an id larger than every one in use, not less than the first.
func (held inventory) beyond(first int64) int64 {
	for _, r := range held.Pools {
		first = max(first, r.ID+1)
	}
	for _, r := range held.Volumes {
		first = max(first, r.ID+1)
	}
	for _, r := range held.Groups {
		first = max(first, r.ID+1)
	}
	for _, id := range held.ids() {
		first = max(first, id+1)
	}
	for _, id := range held.protectionIDs() {
		first = max(first, id+1)
	}
	for entity, records := range held.Records {
		for _, r := range records {
			if entity != "events" { // they count for themselves
				first = max(first, r.ID+1)
			}
		}
	}
	return first
}

func (a *Array) stockUsers(records []userRecord) error {
	if records == nil {
		a.addUsers(a.options.Users)
		return nil
	}
	for _, r := range records {
		u := &user{id: r.ID, name: r.Name, password: r.Password, email: r.Email, role: r.Role, enabled: r.Enabled, enforced: r.Enforced, kind: r.Type, source: r.Source, dn: r.DN}
		if err := a.checkUser(u); err != nil {
			return fmt.Errorf("account %d (%q): %w", r.ID, r.Name, err)
		}
		a.users.add(u)
	}
	return a.checkAdministrator()
}

func (a *Array) stockPool(r poolRecord, now int64) error {
	p := &pool{
		id: r.ID, name: r.Name, kind: r.Type, state: r.State, physical: r.Physical, virtual: r.Virtual,
		warning: r.Warning, critical: r.Critical, fsWarning: r.FSWarning, fsCritical: r.FSCritical,
		maxExtend: r.MaxExtend, owners: r.Owners, ssd: r.SSD, compression: r.Compression,
		created: cmp.Or(r.Created, now), updated: cmp.Or(r.Updated, now), extended: r.Extended,
	}
	if err := a.checkPool(p); err != nil {
		return err
	}
	a.pools.add(p)
	return nil
}

// stockVolume adds a volume; parents come before their snapshots, as their ids
// are smaller.
func (a *Array) stockVolume(r volumeRecord, now int64) error {
	v := &volume{
		id: r.ID, name: r.Name, size: r.Size, thick: r.Thick, data: r.Data, remoteExpiry: r.RemoteExpiry, remoteLock: r.RemoteLock, serial: r.Serial, writeProtected: r.WriteProtected,
		udid: r.UDID, lockExpires: r.LockExpires, lockState: r.LockState, retention: r.Retention, expires: r.Expires,
		promotedFrom: r.PromotedFrom, promotion: r.Promotion, promotedAt: r.PromotedAt,
		express: r.Express, loadedAt: r.LoadedAt, mapped: r.Mapped, madeBy: r.origin(), loadsAt: r.LoadsAt,
		created: cmp.Or(r.Created, now), updated: cmp.Or(r.Updated, now),
	}
	var ok bool
	if v.pool, ok = a.pools.find(r.PoolID); !ok {
		return fmt.Errorf("there is no pool %d", r.PoolID)
	}
	v.ssd, v.compression, v.root = v.pool.ssd, v.pool.compression, v
	if r.SSD != nil {
		v.ssd = *r.SSD
	}
	if r.Compression != nil {
		v.compression = *r.Compression
	}
	if r.ParentID != 0 {
		if v.parent, ok = a.volumes.find(r.ParentID); !ok {
			return fmt.Errorf("there is no volume %d before it to be its parent", r.ParentID)
		}
		v.root, v.depth = v.parent.root, v.parent.depth+1
	}
	var err error
	if v.policy, err = a.policyOf(r.PolicyID); err != nil {
		return err
	}
	if v.lockState == "" {
		v.lockState = lockAt(now, v.lockExpires)
	}
	if err := a.checkVolume(v); err != nil {
		return err
	}
	if v.serial == "" {
		v.serial = a.newSerial()
	}
	if v.parent != nil {
		v.parent.children = append(v.parent.children, v)
		v.root.family++
	}
	v.book(+1)
	a.volumes.add(v)
	a.watch(v)
	return nil
}

// lockAt is the state of a lock that ends at a time.
func lockAt(now, expires int64) string {
	switch {
	case expires == 0:
		return unlocked
	case expires <= now:
		return lockExpired
	default:
		return locked
	}
}
