package infinibox

import (
	"encoding/json"
	"fmt"
	"io"
)

// inventory is everything an array holds, as Export writes it; Import describes
// the format. Sessions and results that nobody has fetched aren't part of it.
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
	Groups   []groupRecord  `json:"consistency_groups,omitempty"`
	sanInventory
	// QoSPolicies and QoSAssignments are quality of service.
	QoSPolicies    []qosPolicyRecord     `json:"qos_policies,omitempty"`
	QoSAssignments []qosAssignmentRecord `json:"qos_assignments,omitempty"`
	State          string                `json:"operational_state,omitempty"`
	Events         int64                 `json:"last_event,omitempty"`
	// Records are the objects of every other entity.
	Records map[string][]keptRecord `json:"records,omitempty"`
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
	Extended    int64   `json:"extended,omitempty"`
}

type volumeRecord struct {
	ID             int64  `json:"id"`
	Name           string `json:"name"`
	PoolID         int64  `json:"pool_id"`
	ParentID       int64  `json:"parent_id,omitempty"`
	Size           int64  `json:"size"`
	Thick          bool   `json:"thick,omitempty"`
	Data           int64  `json:"used,omitempty"`
	RemoteExpiry   int64  `json:"remote_snapshot_retention,omitempty"`
	RemoteLock     int64  `json:"remote_snapshot_retention_lock,omitempty"`
	Serial         string `json:"serial"`
	WriteProtected bool   `json:"write_protected,omitempty"`
	SSD            *bool  `json:"ssd_enabled"`
	Compression    *bool  `json:"compression_enabled"`
	PolicyID       int64  `json:"snapshot_policy_id,omitempty"`
	UDID           *int64 `json:"udid,omitempty"`
	LockExpires    int64  `json:"lock_expires_at,omitempty"`
	LockState      string `json:"lock_state"`
	Retention      int64  `json:"snapshot_retention,omitempty"`
	Expires        int64  `json:"snapshot_expires_at,omitempty"`
	PromotedFrom   int64  `json:"promote_source_id,omitempty"`
	Promotion      bool   `json:"promotion,omitempty"`
	PromotedAt     int64  `json:"promoted_at,omitempty"`
	Express        bool   `json:"ssa_express_enabled,omitempty"`
	LoadsAt        int64  `json:"loads_at,omitempty"`
	LoadedAt       int64  `json:"loaded_at,omitempty"`
	Mapped         bool   `json:"mapped,omitempty"`
	Created        int64  `json:"created_at"`
	Updated        int64  `json:"updated_at"`
	originRecord
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
	a.protection(&held)
	for _, p := range a.pools.items {
		held.Pools = append(held.Pools, poolRecord{
			p.id, p.name, p.kind, p.state, p.physical, p.virtual, p.warning, p.critical, p.fsWarning, p.fsCritical,
			p.maxExtend, p.owners, p.ssd, p.compression, p.created, p.updated, p.extended,
		})
	}
	for _, v := range a.volumes.items {
		held.Volumes = append(held.Volumes, v.record())
	}
	for _, g := range a.groups.items {
		held.Groups = append(held.Groups, g.record())
	}
	held.sanInventory = a.san.inventory()
	held.State, held.Events, held.Records = a.state, a.eventNo, a.keptRecords()
	return held
}

func (v *volume) record() volumeRecord {
	r := volumeRecord{
		ID: v.id, Name: v.name, PoolID: v.pool.id, Size: v.size, Thick: v.thick, Data: v.data, RemoteExpiry: v.remoteExpiry, RemoteLock: v.remoteLock, Serial: v.serial,
		WriteProtected: v.writeProtected, SSD: &v.ssd, Compression: &v.compression, UDID: v.udid,
		LockExpires: v.lockExpires, LockState: v.lockState, Retention: v.retention, Expires: v.expires,
		PromotedFrom: v.promotedFrom, Promotion: v.promotion, PromotedAt: v.promotedAt, Express: v.express, LoadsAt: v.loadsAt, LoadedAt: v.loadedAt,
		Mapped: v.mapped, originRecord: v.madeBy.record(), Created: v.created, Updated: v.updated,
	}
	if v.parent != nil {
		r.ParentID = v.parent.id
	}
	if v.policy != nil {
		r.PolicyID = v.policy.id
	}
	return r
}
