package infinibox

import (
	"cmp"
	"slices"
)

// group is a consistency group, or the snapshot group that a snapshot of one
// makes ("Consistency Group" in the reference). A snapshot group's members are
// the snapshots; they share its lock and its retention, and keep them when they
// leave it.
type group struct {
	id          int64
	name        string
	pool        *pool
	parent      *group
	children    []*group
	members     []*volume // in the order of their ids
	policy      *snapshotPolicy
	lockExpires int64 // ms; 0 is never locked
	lockState   string
	retention   int64   // seconds; 0 is none
	expires     int64   // seconds since 1970; 0 is never
	madeBy      *origin // the snapshot policy that took it; nil is none
	created     int64
	updated     int64
}

// origin is which policy and schedule made a snapshot, by what they were called
// then.
type origin struct {
	policy       int64
	policyName   string
	schedule     int64
	scheduleName string
}

func (g *group) identity() int64 { return g.id }
func (g *group) label() string   { return g.name }

func (g *group) isSnapshot() bool { return g.parent != nil }
func (g *group) isLocked() bool   { return g.lockState == locked }

// kindOf is the group's type.
func (g *group) kindOf() string {
	if g.isSnapshot() {
		return snapshot
	}
	return master
}

// origin is what took the group by itself, nothing when a client did.
func (g *group) origin() origin {
	if g.madeBy == nil {
		return origin{}
	}
	return *g.madeBy
}

// called is what the array's messages call a group of this type.
func (g *group) called() string {
	if g.isSnapshot() {
		return "snapshot group"
	}
	return "consistency group"
}

// join makes a volume or snapshot a member.
func (g *group) join(v *volume) {
	at, _ := slices.BinarySearchFunc(g.members, v.id, func(m *volume, id int64) int { return cmp.Compare(m.id, id) })
	g.members = slices.Insert(g.members, at, v)
	v.group = g
	if g.isSnapshot() {
		v.lockExpires, v.lockState = g.lockExpires, g.lockState
		v.retention, v.expires = g.retention, g.expires
		return
	}
	v.policy = nil // a member has its group's
}

// leave lets a member be on its own.
func (g *group) leave(v *volume) {
	g.members = slices.DeleteFunc(g.members, func(m *volume) bool { return m == v })
	v.group = nil
}

// snapshotOf is the member of a snapshot group that was taken of a volume, nil
// for none.
func (g *group) snapshotOf(parent *volume) *volume {
	for _, m := range g.members {
		if m.parent == parent {
			return m
		}
	}
	return nil
}

// groupSchema is every field of a group in the order of the samples. What
// replication would fill is null, empty or false.
func groupSchema() *schema[*group] {
	count := func(name string, get func(*group) int64) field[*group] {
		return field[*group]{name: name, kind: integer, get: func(g *group) value { return number(get(g)) }}
	}
	maybe := func(name string, get func(*group) int64) field[*group] {
		return field[*group]{name: name, kind: integer, get: func(g *group) value { return optional(get(g)) }}
	}
	label := func(name string, get func(*group) string, of ...string) field[*group] {
		return field[*group]{name: name, kind: text, of: of, get: func(g *group) value { return word(get(g)) }}
	}
	given := func(name string, get func(*group) string) field[*group] {
		return field[*group]{name: name, kind: text, get: func(g *group) value {
			if get(g) == "" {
				return none()
			}
			return word(get(g))
		}}
	}
	constant := func(name string, of kind, v value) field[*group] {
		return field[*group]{name: name, kind: of, get: func(*group) value { return v }}
	}
	sortable := []string{
		"created_at", "id", "lock_expires_at", "name", "remote_snapshot_retention", "remote_snapshot_retention_lock",
		"rmr_snapshot_guid", "snapshot_retention", "type", "updated_at",
	}
	return newSchema([]field[*group]{
		constant("remote_snapshot_retention", integer, none()),
		maybe("created_by_snapshot_policy_id", func(g *group) int64 { return g.origin().policy }),
		count("updated_at", func(g *group) int64 { return g.updated }),
		maybe("snapshot_retention", func(g *group) int64 { return g.retention }),
		given("created_by_snapshot_policy_name", func(g *group) string { return g.origin().policyName }),
		count("members_count", func(g *group) int64 { return int64(len(g.members)) }),
		given("snapshot_policy_name", func(g *group) string {
			if g.policy == nil {
				return ""
			}
			return g.policy.name
		}),
		constant("remote_snapshot_retention_lock", integer, none()),
		count("id", func(g *group) int64 { return g.id }),
		count("parent_id", func(g *group) int64 {
			if g.parent == nil {
				return 0
			}
			return g.parent.id
		}),
		label("lock_state", func(g *group) string { return g.lockState }, unlocked, locked, lockExpired),
		maybe("created_by_schedule_id", func(g *group) int64 { return g.origin().schedule }),
		label("type", (*group).kindOf, master, snapshot),
		label("pool_name", func(g *group) string { return g.pool.name }),
		{name: "replication_types", kind: list, of: replicationKinds(), members: true, get: func(*group) value { return several(word("NONE")) }},
		{name: "has_children", kind: boolean, get: func(g *group) value { return flag(len(g.children) > 0) }},
		maybe("lock_expires_at", func(g *group) int64 { return g.lockExpires }),
		constant("replica_ids", list, several()),
		given("created_by_schedule_name", func(g *group) string { return g.origin().scheduleName }),
		constant("rmr_snapshot_guid", text, none()),
		label("name", func(g *group) string { return g.name }),
		constant("tenant_id", integer, number(1)),
		count("created_at", func(g *group) int64 { return g.created }),
		maybe("snapshot_expires_at", func(g *group) int64 { return g.expires }),
		count("pool_id", func(g *group) int64 { return g.pool.id }),
		maybe("snapshot_policy_id", func(g *group) int64 {
			if g.policy == nil {
				return 0
			}
			return g.policy.id
		}),
		constant("is_replicated", boolean, flag(false)),
	}, append(slices.Clone(sortable), "pool_id", "parent_id", // the overview's own examples filter by these two
		"replication_types"), sortable) // and an error refuses one operator of this one
}
