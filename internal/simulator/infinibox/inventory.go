package infinibox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
)

// inventory is everything an array holds, as Export writes it. Sessions and
// results that nobody has fetched aren't part of it.
type inventory struct {
	Product  string         `json:"product"`
	Name     string         `json:"name"`
	Virtual  int64          `json:"virtual_capacity"`
	QoS      bool           `json:"qos_enabled"`
	NextID   int64          `json:"next_id"`
	Serials  uint64         `json:"serials"`
	Users    []userRecord   `json:"users"`
	Policies []policyRecord `json:"snapshot_policies"`
	Pools    []poolRecord   `json:"pools"`
	Volumes  []volumeRecord `json:"volumes"`
}

type userRecord struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Password string `json:"password"`
	Email    string `json:"email"`
	Role     Role   `json:"role"`
	Enabled  bool   `json:"enabled"`
	Enforced bool   `json:"enforce_user_password_policy,omitempty"`
	Type     string `json:"type,omitempty"`
	Source   int64  `json:"source_id,omitempty"`
	DN       string `json:"dn,omitempty"`
}

type policyRecord struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	BuiltIn bool   `json:"is_default"`
}

type poolRecord struct {
	ID          int64   `json:"id"`
	Name        string  `json:"name"`
	Type        string  `json:"type"`
	State       string  `json:"state"`
	Physical    int64   `json:"physical_capacity"`
	Virtual     int64   `json:"virtual_capacity"`
	Warning     int64   `json:"physical_capacity_warning"`
	Critical    int64   `json:"physical_capacity_critical"`
	FSWarning   int64   `json:"fs_used_default_warning"`
	FSCritical  int64   `json:"fs_used_default_critical"`
	MaxExtend   int64   `json:"max_extend"`
	Owners      []int64 `json:"owners,omitempty"`
	SSD         bool    `json:"ssd_enabled"`
	Compression bool    `json:"compression_enabled"`
	Created     int64   `json:"created_at"`
	Updated     int64   `json:"updated_at"`
}

type volumeRecord struct {
	ID             int64  `json:"id"`
	Name           string `json:"name"`
	PoolID         int64  `json:"pool_id"`
	ParentID       int64  `json:"parent_id,omitempty"`
	Size           int64  `json:"size"`
	Thick          bool   `json:"thick,omitempty"`
	Serial         string `json:"serial"`
	WriteProtected bool   `json:"write_protected,omitempty"`
	SSD            bool   `json:"ssd_enabled"`
	Compression    bool   `json:"compression_enabled"`
	PolicyID       int64  `json:"snapshot_policy_id,omitempty"`
	UDID           *int64 `json:"udid,omitempty"`
	LockExpires    int64  `json:"lock_expires_at,omitempty"`
	LockState      string `json:"lock_state"`
	Retention      int64  `json:"snapshot_retention,omitempty"`
	Expires        int64  `json:"snapshot_expires_at,omitempty"`
	PromotedFrom   int64  `json:"promote_source_id,omitempty"`
	Promotion      bool   `json:"promotion,omitempty"`
	Express        bool   `json:"ssa_express_enabled,omitempty"`
	LoadedAt       int64  `json:"loaded_at,omitempty"`
	Mapped         bool   `json:"mapped,omitempty"`
	ByPlan         bool   `json:"created_by_policy,omitempty"`
	Created        int64  `json:"created_at"`
	Updated        int64  `json:"updated_at"`
}

// Export writes everything the array holds as JSON, passwords included.
func (a *Array) Export(w io.Writer) error {
	a.settle(a.clock.Now())
	a.mu.RLock()
	held := a.inventory()
	a.mu.RUnlock()
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(held); err != nil {
		return fmt.Errorf("writing the array's inventory: %w", err)
	}
	return nil
}

func (a *Array) inventory() inventory {
	held := inventory{Product: a.Name(), Name: a.name, Virtual: a.virtual, QoS: a.qos, NextID: a.nextID, Serials: a.serials}
	for _, u := range a.users.items {
		held.Users = append(held.Users, userRecord{u.id, u.name, u.password, u.email, u.role, u.enabled, u.enforced, u.kind, u.source, u.dn})
	}
	for _, p := range a.policies.items {
		held.Policies = append(held.Policies, policyRecord{p.id, p.name, p.builtIn})
	}
	for _, p := range a.pools.items {
		held.Pools = append(held.Pools, poolRecord{
			p.id, p.name, p.kind, p.state, p.physical, p.virtual, p.warning, p.critical, p.fsWarning, p.fsCritical,
			p.maxExtend, p.owners, p.ssd, p.compression, p.created, p.updated,
		})
	}
	for _, v := range a.volumes.items {
		held.Volumes = append(held.Volumes, v.record())
	}
	return held
}

func (v *volume) record() volumeRecord {
	r := volumeRecord{
		ID: v.id, Name: v.name, PoolID: v.pool.id, Size: v.size, Thick: v.thick, Serial: v.serial,
		WriteProtected: v.writeProtected, SSD: v.ssd, Compression: v.compression, UDID: v.udid,
		LockExpires: v.lockExpires, LockState: v.lockState, Retention: v.retention, Expires: v.expires,
		PromotedFrom: v.promotedFrom, Promotion: v.promotion, Express: v.express, LoadedAt: v.loadedAt,
		Mapped: v.mapped, ByPlan: v.createdByPlan, Created: v.created, Updated: v.updated,
	}
	if v.parent != nil {
		r.ParentID = v.parent.id
	}
	if v.policy != nil {
		r.PolicyID = v.policy.id
	}
	return r
}

// Import replaces everything the array holds with what Export wrote. The array
// stays as it is when the inventory doesn't fit together.
func (a *Array) Import(r io.Reader) error {
	var held inventory
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&held); err != nil {
		return fmt.Errorf("reading the array's inventory: %w", err)
	}
	if held.Product != a.Name() {
		return fmt.Errorf("the inventory is of %q, not of an %s", held.Product, a.Name())
	}
	fresh := &Array{options: a.options, world: a.world}
	fresh.empty()
	if err := fresh.stock(held); err != nil {
		return fmt.Errorf("the array's inventory doesn't fit together: %w", err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.name, a.virtual, a.qos, a.nextID, a.serials, a.due = fresh.name, fresh.virtual, fresh.qos, fresh.nextID, fresh.serials, fresh.due
	a.users, a.policies, a.pools, a.volumes = fresh.users, fresh.policies, fresh.pools, fresh.volumes
	a.sessions, a.results = fresh.sessions, fresh.results
	return nil
}

// stock fills an empty array.
func (a *Array) stock(held inventory) error {
	a.name, a.virtual, a.qos, a.nextID, a.serials = held.Name, held.Virtual, held.QoS, held.NextID, held.Serials
	for _, r := range held.Users {
		a.users.add(&user{r.ID, r.Name, r.Password, r.Email, r.Role, r.Enabled, r.Enforced, cmp.Or(r.Type, localUser), r.Source, r.DN})
	}
	for _, r := range held.Policies {
		a.policies.add(&snapshotPolicy{r.ID, r.Name, r.BuiltIn})
	}
	for _, r := range held.Pools {
		if _, taken := a.pools.find(r.ID); taken || r.ID >= a.nextID {
			return fmt.Errorf("pool %d: the id is taken or beyond next_id", r.ID)
		}
		a.pools.add(&pool{
			id: r.ID, name: r.Name, kind: r.Type, state: r.State, physical: r.Physical, virtual: r.Virtual,
			warning: r.Warning, critical: r.Critical, fsWarning: r.FSWarning, fsCritical: r.FSCritical,
			maxExtend: r.MaxExtend, owners: r.Owners, ssd: r.SSD, compression: r.Compression,
			created: r.Created, updated: r.Updated,
		})
	}
	for _, r := range held.Volumes {
		if err := a.stockVolume(r); err != nil {
			return fmt.Errorf("volume %d: %w", r.ID, err)
		}
	}
	return nil
}

// stockVolume adds a volume; parents come before their snapshots, as their ids
// are smaller.
func (a *Array) stockVolume(r volumeRecord) error {
	if _, taken := a.volumes.find(r.ID); taken || r.ID >= a.nextID {
		return fmt.Errorf("the id is taken or beyond next_id")
	}
	v := &volume{
		id: r.ID, name: r.Name, size: r.Size, thick: r.Thick, serial: r.Serial, writeProtected: r.WriteProtected,
		ssd: r.SSD, compression: r.Compression, udid: r.UDID, lockExpires: r.LockExpires, lockState: r.LockState,
		retention: r.Retention, expires: r.Expires, promotedFrom: r.PromotedFrom, promotion: r.Promotion,
		express: r.Express, loadedAt: r.LoadedAt, mapped: r.Mapped, createdByPlan: r.ByPlan,
		created: r.Created, updated: r.Updated,
	}
	if len(v.serial) != 32 {
		return fmt.Errorf("serial %q isn't 32 digits long", v.serial)
	}
	var err error
	if v.policy, err = a.policyOf(r.PolicyID); err != nil {
		return err
	}
	var ok bool
	if v.pool, ok = a.pools.find(r.PoolID); !ok {
		return fail("POOL_NOT_FOUND")
	}
	v.root = v
	if r.ParentID != 0 {
		if v.parent, ok = a.volumes.find(r.ParentID); !ok {
			return fail("VOLUME_NOT_FOUND")
		}
		v.root, v.depth = v.parent.root, v.parent.depth+1
		v.parent.children = append(v.parent.children, v)
		v.root.family++
	}
	v.book(+1)
	a.volumes.add(v)
	a.watch(v)
	return nil
}
