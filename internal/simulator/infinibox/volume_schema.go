package infinibox

// volumeSchema is every field of a volume in the order of the samples. What
// replication and QoS would fill is null, and so are the
// data reduction figures of a volume that holds no data.
func volumeSchema() *schema[*volume] {
	count := func(name string, get func(*volume) int64) field[*volume] {
		return field[*volume]{name: name, kind: integer, get: func(v *volume) value { return number(get(v)) }}
	}
	unset := func(name string, of kind) field[*volume] {
		return field[*volume]{name: name, kind: of, get: func(*volume) value { return none() }}
	}
	toggle := func(name string, get func(*volume) bool) field[*volume] {
		return field[*volume]{name: name, kind: boolean, get: func(v *volume) value { return flag(get(v)) }}
	}
	constant := func(name string, of kind, v value) field[*volume] {
		return field[*volume]{name: name, kind: of, get: func(*volume) value { return v }}
	}
	label := func(name string, get func(*volume) string, of ...string) field[*volume] {
		return field[*volume]{name: name, kind: text, of: of, get: func(v *volume) value { return word(get(v)) }}
	}
	maybe := func(name string, get func(*volume) int64) field[*volume] {
		return field[*volume]{name: name, kind: integer, get: func(v *volume) value { return optional(get(v)) }}
	}
	made := func(name string, of kind) field[*volume] {
		return field[*volume]{name: name, kind: of, get: func(v *volume) value { return v.madeBy.get(name) }}
	}
	limited := func(name string, of kind, by func(*volume) *qosAssignment) field[*volume] {
		return field[*volume]{name: name, kind: of, get: func(v *volume) value { return by(v).show(of) }}
	}
	return newSchema([]field[*volume]{
		unset("disk_usage", integer),
		unset("non_reducible_host_written_data", integer),
		maybe("remote_snapshot_retention", func(v *volume) int64 { return v.remoteExpiry }),
		unset("host_written_data", integer),
		label("pool_name", func(v *volume) string { return v.pool.name }),
		{name: "cg_name", kind: text, get: func(v *volume) value {
			if v.group == nil {
				return none()
			}
			return word(v.group.name)
		}},
		unset("_cg_snapshot_guid", text),
		toggle("rmr_target", (*volume).isTarget),
		count("updated_at", func(v *volume) int64 { return v.updated }),
		unset("paths_available", boolean),
		label("lock_state", func(v *volume) string { return v.lockState }, unlocked, locked, lockExpired),
		count("used", (*volume).physicalUse),
		limited("qos_policy_name", text, (*volume).limits),
		label("serial", func(v *volume) string { return v.serial }),
		unset("non_reducible_data_reduction_ratio", decimal),
		count("id", func(v *volume) int64 { return v.id }),
		limited("qos_shared_policy_name", text, (*volume).sharedLimits),
		toggle("ssa_express_enabled", func(v *volume) bool { return v.express }),
		unset("non_reducible_data_disk_usage_capacity", integer),
		unset("reducible_data_percents", decimal),
		toggle("ssd_enabled", func(v *volume) bool { return v.ssd }),
		{name: "parent_id", kind: integer, get: func(v *volume) value {
			if v.parent == nil {
				return number(0)
			}
			return number(v.parent.id)
		}},
		unset("source_replicated_sg_id", integer),
		maybe("remote_snapshot_retention_lock", func(v *volume) int64 { return v.remoteLock }),
		maybe("snapshot_retention", func(v *volume) int64 { return v.retention }),
		unset("mgmt_snapshot_guid", text),
		{name: "ssa_express_status", kind: text, get: (*volume).expressStatus},
		constant("tenant_id", integer, number(1)),
		unset("_reclaimed_snapshot_remote_system_serial", integer),
		maybe("promote_source_id", func(v *volume) int64 { return v.promotedFrom }),
		made("created_by_schedule_id", integer),
		{name: "replication_types", kind: list, of: replicationKinds(), members: true, get: (*volume).replicationTypes},
		made("created_by_schedule_name", text),
		made("created_by_snapshot_policy_id", integer),
		count("size", func(v *volume) int64 { return v.size }),
		label("type", (*volume).kindOf, master, snapshot),
		toggle("has_children", func(v *volume) bool { return len(v.children) > 0 }),
		limited("qos_shared_policy_id", integer, (*volume).sharedLimits),
		toggle("rmr_source", (*volume).isSource),
		unset("compression_suppressed", boolean),
		{name: "data_reduction_ratio", kind: decimal, get: func(v *volume) value {
			if v.isSnapshot() {
				return none()
			}
			return fraction(1)
		}},
		constant("has_internal_children", boolean, flag(false)),
		{name: "snapshot_policy_id", kind: integer, get: func(v *volume) value {
			if v.policy == nil {
				return none()
			}
			return number(v.policy.id)
		}},
		unset("mobility_source", integer),
		count("tree_allocated", (*volume).treeUse),
		unset("reducible_data_disk_usage_capacity", integer),
		made("created_by_snapshot_policy_name", text),
		unset("zeros_capacity", integer),
		maybe("lock_expires_at", func(v *volume) int64 { return v.lockExpires }),
		{name: "cg_id", kind: integer, get: func(v *volume) value {
			if v.group == nil {
				return none()
			}
			return number(v.group.id)
		}},
		{name: "snapshot_policy_name", kind: text, get: func(v *volume) value {
			if v.policy == nil {
				return none()
			}
			return word(v.policy.name)
		}},
		constant("is_internal", boolean, flag(false)),
		unset("reducible_host_written_data", integer),
		label("nguid", (*volume).nguid),
		label("provtype", (*volume).provisioning, thick, thin),
		unset("capacity_savings_per_entity", integer),
		unset("rmr_snapshot_guid", text),
		unset("capacity_savings", integer),
		label("name", func(v *volume) string { return v.name }),
		unset("data_snapshot_guid", text),
		{name: "udid", kind: integer, get: func(v *volume) value {
			if v.udid == nil {
				return none()
			}
			return number(*v.udid)
		}},
		unset("reducible_data_reduction_ratio", decimal),
		count("created_at", func(v *volume) int64 { return v.created }),
		limited("qos_policy_id", integer, (*volume).limits),
		maybe("snapshot_expires_at", func(v *volume) int64 { return v.expires }),
		count("pool_id", func(v *volume) int64 { return v.pool.id }),
		toggle("compression_enabled", func(v *volume) bool { return v.compression }),
		count("family_id", func(v *volume) int64 { return v.root.id }),
		count("depth", func(v *volume) int64 { return v.depth }),
		label("dataset_type", func(*volume) string { return "VOLUME" }, "VOLUME", "FILESYSTEM"),
		toggle("write_protected", func(v *volume) bool { return v.writeProtected }),
		toggle("mapped", func(v *volume) bool { return v.mapped }),
		{name: "replica_ids", kind: list, get: (*volume).replicaIDs},
		count("allocated", (*volume).physicalUse),
		unset("_cg_guid", text),
		unset("non_reducible_data_percents", decimal),
		toggle("rmr_active_active_peer", func(v *volume) bool { return v.activeActive() != nil }),
		count("num_blocks", func(v *volume) int64 { return v.size / blockSize }),
	}, append(volumeSortable(), "reducible_data_percents", "reducible_data_reduction_ratio",
		// The reference's lists leave these out, its overview's examples use them.
		"pool_id", "parent_id", "cg_id",
		// They leave this out too, and an error refuses one operator.
		"replication_types"), volumeSortable())
}

// volumeSortable are the fields that listings of volumes sort by.
func volumeSortable() []string {
	return []string{
		"_cg_guid", "_cg_snapshot_guid", "compression_enabled", "created_at", "data_snapshot_guid", "dataset_type",
		"depth", "family_id", "id", "lock_expires_at", "mapped", "mgmt_snapshot_guid", "mobility_source", "name",
		"provtype", "_reclaimed_snapshot_remote_system_serial", "remote_snapshot_retention",
		"remote_snapshot_retention_lock", "rmr_active_active_peer", "rmr_snapshot_guid", "rmr_source", "rmr_target",
		"serial", "size", "snapshot_retention", "source_replicated_sg_id", "ssa_express_enabled", "ssd_enabled",
		"type", "udid", "updated_at", "write_protected",
	}
}
