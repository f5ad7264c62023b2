package infinibox

import (
	"cmp"
	"encoding/json"
	"slices"
)

// Types and roles of replicas, and the states that matter to their volumes.
const (
	replicaAsync        = "ASYNC"
	replicaSync         = "SYNC"
	replicaActiveActive = "ACTIVE_ACTIVE"

	roleSource = "SOURCE"
	roleTarget = "TARGET"

	replicaSuspended   = "SUSPENDED"
	replicaSynchronous = "SYNCHRONIZED"
)

// pairReplica gives a new replica of one volume what it shows of that volume.
// The side that makes a replica is its source; an active-active one has no
// sides.
func (a *Array) pairReplica(_ *call, made *record, given fields) error {
	if made.get("replication_type").kind == absent {
		made.set("replication_type", word(replicaAsync))
	}
	if made.get("replication_type").text != replicaActiveActive {
		made.set("role", word(roleSource))
	}
	pairs := given["entity_pairs"]
	if pairs.kind != list || len(*pairs.items) != 1 {
		return nil
	}
	var pair struct {
		Local int64 `json:"local_entity_id"`
	}
	if err := json.Unmarshal((*pairs.items)[0].appendJSON(nil), &pair); err != nil {
		return fail("MALFORMED_PARAMETER", "entity_pairs")
	}
	v, ok := a.volumes.find(pair.Local)
	if !ok {
		return nil
	}
	if v.group != nil {
		return fail("CANNOT_REPLICATE_CG_DATASET")
	}
	for name, to := range (fields{
		"local_entity_id": number(v.id), "local_entity_name": word(v.name),
		"local_pool_id": number(v.pool.id), "local_pool_name": word(v.pool.name),
	}) {
		made.set(name, to)
	}
	return nil
}

// turnReplica lets the sides of a replica change places, and takes note of when
// the target has last got its source's data and of which side suspended it.
func (a *Array) turnReplica(c *call, r *record, operation string, _ fields) error {
	switch operation {
	case "sync":
		r.set("last_synchronized", number(c.millis()))
	case "suspend", "resume":
		r.set("suspended_from_local", flag(operation == "suspend"))
	case "change_role", "switch_role":
		role := roleSource
		if r.get("role").text == roleSource {
			role = roleTarget
		}
		r.set("role", word(role))
	}
	return nil
}

// bookReplica tells a volume that it is replicated, or not any more.
func (a *Array) bookReplica(r *record, sign int64) {
	v, ok := a.volumes.find(r.get("local_entity_id").num)
	if !ok {
		return
	}
	if sign < 0 {
		v.replicas = slices.DeleteFunc(slices.Clone(v.replicas), func(other *record) bool { return other == r })
		return
	}
	v.replicas = append(slices.Clone(v.replicas), r)
	slices.SortFunc(v.replicas, func(x, y *record) int { return cmp.Compare(x.id, y.id) })
}

// replica is the volume's first replica that is so, nil for none.
func (v *volume) replica(is func(*record) bool) *record {
	if at := slices.IndexFunc(v.replicas, is); at >= 0 {
		return v.replicas[at]
	}
	return nil
}

// with tells replicas by one of their fields.
func with(field, to string) func(*record) bool {
	return func(r *record) bool { return r.get(field).text == to }
}

func (v *volume) activeActive() *record {
	return v.replica(with("replication_type", replicaActiveActive))
}
func (v *volume) isSource() bool { return v.replica(with("role", roleSource)) != nil }
func (v *volume) isTarget() bool { return v.replica(with("role", roleTarget)) != nil }

// replicationKinds are the values of replication_types.
func replicationKinds() []string {
	return []string{
		"NONE", "SYNC_SOURCE", "SYNC_TARGET", "ASYNC_SOURCE", "ASYNC_TARGET", "ACTIVE_ACTIVE", "ACTIVE_ACTIVE_SOURCE", "ACTIVE_ACTIVE_TARGET",
	}
}

// replicationTypes are the volume's parts in replication.
func (v *volume) replicationTypes() value {
	if len(v.replicas) == 0 {
		return several(word("NONE"))
	}
	var types []value
	for _, r := range v.replicas {
		name := r.get("replication_type").text
		if role := r.get("role").text; role != "" {
			name += "_" + role
		}
		types = append(types, word(name))
	}
	return several(types...)
}

func (v *volume) replicaIDs() value {
	ids := make([]int64, len(v.replicas))
	for i, r := range v.replicas {
		ids[i] = r.id
	}
	return numbers(ids)
}

// inconsistent tells whether an active-active replica is out of step.
func inconsistent(r *record) bool {
	state := r.get("sync_state")
	return state.kind == text && state.text != replicaSynchronous
}

// replicationAllowsSize refuses to resize a replicated volume unless its peer
// can follow: of an asynchronous replica from its source, with credentials for
// the peer; of an active-active one while it's suspended.
func (c *call) replicationAllowsSize(v *volume) error {
	switch aa := v.activeActive(); {
	case len(v.replicas) == 0:
		return nil
	case v.replica(func(r *record) bool { return r.get("reserved_for_infinisafe").equals(flag(true)) }) != nil:
		return fail("REPLICA_IS_RESERVED_FOR_INFINISAFE")
	case v.isSource() && v.isTarget():
		return fail("REPLICA_OPERATION_NOT_ALLOWED_ON_SOURCE_AND_TARGET", v.name)
	case v.isTarget():
		return fail("REPLICA_NOT_ALLOWED_ON_TARGET")
	case aa != nil && aa.get("state").text != replicaSuspended:
		return fail("VOLUME_CANNOT_BE_RESIZED_ACTIVE_AA_REPLICA", v.name)
	case aa != nil && inconsistent(aa):
		return worded("OPERATION_NOT_SUPPORTED", "Resizing an Active Active replica which is not consistent. Please try to suspend the replica again is not supported")
	case aa != nil && aa.get("suspended_from_local").equals(flag(false)):
		return fail("VOLUME_REPLICA_CANNOT_BE_RESIZED_ON_LOCAL_SYSTEM", v.name)
	case v.replica(with("replication_type", replicaSync)) != nil:
		return worded("REPLICA_UNSUPPORTED_FEATURE", "Replication feature not yet supported: Replicated dataset can be resized only if it is part of an async replica or a suspended active active replica")
	case len(v.replicas) > 1:
		return fail("OPERATION_CANNOT_BE_DONE_ON_CONCURRENT_ASYNC_REPLICA")
	case aa == nil && c.permission == "":
		return fail("REMOTE_PERMISSION_REQUIRED")
	default:
		return nil
	}
}

// replicationAllowsProtection refuses to change whether a replicated volume can
// be written to: a target's is its source's affair.
func (v *volume) replicationAllowsProtection(protect bool) error {
	switch {
	case protect && v.activeActive() != nil:
		return fail("ACTIVE_ACTIVE_REPLICA_CANNOT_BE_WRITE_PROTECTED", v.name)
	case v.isTarget():
		return fail("REPLICATED_DATASET_WP_REMOVAL_NOT_ALLOWED")
	default:
		return nil
	}
}

// mayBeSnapped refuses a snapshot of a volume that a promote still works on, or
// whose data nobody could use.
func (v *volume) mayBeSnapped(writable bool, now int64) error {
	switch aa := v.activeActive(); {
	case v.promotedAt > now:
		return fail("CANNOT_TAKE_SNAPSHOT")
	case aa != nil && inconsistent(aa):
		return worded("OPERATION_NOT_SUPPORTED", "Please try to suspend the replica again, creating a snapshot from an Active Active replica which is not consistent is not supported")
	case !v.isTarget():
		return nil
	case v.replica(neverSynchronized) != nil:
		return worded("REPLICA_INCONSISTENT_DATASETS", "Taking a snapshot cannot be completed because at least one dataset has not reached a consistent state")
	case writable:
		return fail("CANNOT_CREATE_WRITABLE_SNAPSHOT")
	default:
		return nil
	}
}

// replicationAllowsRefresh refuses to refresh a snapshot of a replica's target
// before there is something new.
func (v *volume) replicationAllowsRefresh() error {
	of := v.parent
	switch aa := of.activeActive(); {
	case aa != nil && inconsistent(aa):
		return worded("OPERATION_NOT_SUPPORTED", "Please try to suspend the replica again, refreshing a snapshot from an Active Active replica which is not consistent is not supported")
	case !of.isTarget():
		return nil
	case of.replica(neverSynchronized) != nil:
		return fail("REFRESH_TARGET_IS_NOT_AVAILABLE")
	case of.replica(func(r *record) bool { return r.get("last_synchronized").num > v.updated }) == nil:
		return fail("REFRESH_TARGET_IS_NOT_POSSIBLE")
	default:
		return nil
	}
}

func neverSynchronized(r *record) bool {
	return r.get("role").text == roleTarget && r.get("last_synchronized").kind == absent
}

// replicationPairs are the volume's replicas as pairs of datasets. The samples
// show two of a pair's fields.
func (a *Array) replicationPairs(c *call) (*answer, error) {
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	pairs := make([]value, len(v.replicas))
	for i := range v.replicas {
		shown := append([]byte(`{"local_base_action":"NO_BASE_DATA","local_entity":`), a.volumes.append(nil, v, nil)...)
		pairs[i] = structure(append(shown, '}'))
	}
	return values(c, pairs)
}
