package infinibox

// statisticsRoutes are the statistics of the section "System".
func (a *Array) statisticsRoutes() []route {
	return []route{get("system/stats", a.statistics), get("system/stats/mgmt", a.managementStatistics)}
}

// statistics are the system's capacities and how many objects it holds, by the
// names that they have elsewhere in the API: the reference shows no answer.
func (a *Array) statistics(*call) (*answer, error) {
	counts := map[string]any{"pools": len(a.pools.items), "users": len(a.users.items)}
	var masters, snapshots int
	for _, v := range a.volumes.items {
		if v.parent == nil {
			masters++
		} else {
			snapshots++
		}
	}
	counts["cgs"] = len(a.groups.items)
	counts["volumes"], counts["volume_snapshots"] = masters, snapshots
	for _, entity := range []string{"filesystems", "links", "replicas"} {
		counts[entity] = len(a.recordsOf(entity).items)
	}
	counts["hosts"], counts["clusters"] = len(a.san.hosts.items), len(a.san.clusters.items)
	return plain(ofNative(map[string]any{
		"entity_counts":             counts,
		"total_physical_capacity":   a.options.PhysicalCapacity,
		"total_virtual_capacity":    a.virtual,
		"free_physical_space":       a.options.PhysicalCapacity - a.provisionedPhysical(),
		"free_virtual_space":        a.virtual - a.provisionedVirtual(),
		"active_drives":             a.hardwareIn("enclosure_drives", hardwareActive),
		"inactive_nodes":            nodeCount - a.hardwareIn("nodes", hardwareActive),
		"used_ssa_express_capacity": a.cachedBytes(),
	})), nil
}

// cachedBytes are the sizes of the volumes that are in SSA Express.
func (a *Array) cachedBytes() int64 {
	var n int64
	for _, v := range a.volumes.items {
		if v.express {
			n += v.size
		}
	}
	return n
}

// managementStatistics count what the management itself keeps.
func (a *Array) managementStatistics(*call) (*answer, error) {
	return plain(ofNative(map[string]any{
		"events": len(a.recordsOf("events").items), "sessions": len(a.sessions), "users": len(a.users.items),
	})), nil
}
