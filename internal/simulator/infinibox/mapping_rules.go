package infinibox

import "slices"

// mappedElsewhere tells whether the volume of a new mapping is mapped to another
// host or cluster. A host and its own cluster aren't two: that has refusals of
// its own.
func (a *Array) mappedElsewhere(m *mapping) bool {
	for _, r := range a.reaches(m.volume) {
		var same bool
		if m.cluster != nil {
			same = r.cluster == m.cluster || r.host != nil && r.host.cluster == m.cluster
		} else {
			same = r.host == m.host || r.cluster != nil && r.cluster == m.host.cluster
		}
		if !same {
			return true
		}
	}
	return false
}

// checkMapping refuses a new mapping beside those that are there. Its number is
// chosen already.
func (a *Array) checkMapping(m *mapping) error {
	for _, check := range []func(*mapping) error{a.mappedHere, inRange, openVMS, a.usableNumber, activeActive, a.mixesUnlessAllowed} {
		if err := check(m); err != nil {
			return err
		}
	}
	return a.roomForMappings(m.entries())
}

// entries are how many mappings one more counts as.
func (m *mapping) entries() int {
	if m.cluster != nil {
		return 1 + len(m.cluster.hosts)
	}
	return 1
}

func (a *Array) roomForMappings(more int) error {
	if limit := a.options.Limits.SAN.Mappings; len(a.san.hostLUNs.items)+len(a.san.clusterLUNs.items)+more > limit {
		return fail("MAPPINGS_COUNT_LIMIT", limit)
	}
	return nil
}

// mappedHere refuses a volume that the host, its cluster, or a host of the
// cluster has already.
func (a *Array) mappedHere(m *mapping) error {
	for _, other := range a.san.ofVolume[m.volume] {
		switch {
		case m.cluster != nil && other.cluster == m.cluster, m.cluster == nil && other.host == m.host && !other.inherited():
			return fail("MAPPING_ALREADY_EXISTS", m.volume.name, m.holder())
		case m.cluster == nil && other.host == m.host:
			return fail("MAPPING_ALREADY_INHERITED", m.volume.name, other.cluster.name, m.host.name)
		case m.cluster != nil && other.cluster == nil && other.host.cluster == m.cluster:
			return fail("MAPPING_NOT_ALLOWED", m.volume.name, other.host.name, m.cluster.name)
		}
	}
	return nil
}

func inRange(m *mapping) error {
	if m.lun < 0 || m.lun > largestLUN {
		return fail("ILLEGAL_LUN")
	}
	return nil
}

// openVMS refuses what hosts of that type can't use: number 0, and volumes
// without a user-defined id that is unique among theirs.
func openVMS(m *mapping) error {
	switch {
	case m.hostType() != hostOpenVMS:
		return nil
	case m.lun == 0:
		return fail("OPENVMS_LUN_CONTROLLER")
	case m.volume.udid == nil:
		return fail("OPENVMS_MISSING_UDID")
	case m.cluster == nil && hasUDID(m.host.luns, *m.volume.udid):
		return fail("OPENVMS_HOST_UDID_EXISTS", m.host.name)
	case m.cluster == nil:
		return nil
	case hasUDID(m.cluster.luns, *m.volume.udid):
		return fail("OPENVMS_CLUSTER_UDID_EXISTS", m.cluster.name)
	}
	for _, h := range m.cluster.hosts {
		if hasUDID(h.luns, *m.volume.udid) {
			return fail("OPENVMS_HOST_UDID_EXISTS", h.name)
		}
	}
	return nil
}

// activeActive refuses volumes with such a replica where NVMe is spoken.
func activeActive(m *mapping) error {
	if m.protocol() == nvme && m.volume.activeActive() != nil {
		return fail("ACTIVE_ACTIVE_VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_HOST", m.volume.name)
	}
	return nil
}

func hasActiveActive(luns []*mapping) bool {
	return slices.ContainsFunc(luns, func(m *mapping) bool { return m.volume.activeActive() != nil })
}

func hasUDID(luns []*mapping, udid int64) bool {
	for _, m := range luns {
		if m.volume.udid != nil && *m.volume.udid == udid {
			return true
		}
	}
	return false
}

// usableNumber refuses a number that is in use, and 0 over NVMe, where it's no
// id of a namespace. That the number of a cluster's mapping is in use has no
// code among that call's; it's the one of a host's here.
func (a *Array) usableNumber(m *mapping) error {
	if m.lun == 0 {
		switch {
		case m.cluster != nil && m.cluster.protocol() == nvme:
			return fail("VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_CLUSTER_WITH_NSID_0", m.volume.name, m.cluster.name)
		case m.cluster == nil && m.host.protocol() == nvme:
			return fail("VOLUME_CANNOT_BE_MAPPED_TO_NVME_OF_HOST_WITH_NSID_0", m.volume.name, m.host.name)
		case m.cluster == nil && m.host.cluster != nil && m.host.cluster.protocol() == nvme:
			return fail("VOLUME_CANNOT_BE_MAPPED_TO_HOST_IN_NVME_OF_CLUSTER_WITH_NSID_0", m.volume.name, m.host.name)
		}
	}
	if m.numberUsed(m.lun) {
		return fail("LUN_EXISTS")
	}
	return nil
}

func (a *Array) mixesUnlessAllowed(m *mapping) error {
	if a.options.MixedProtocols {
		return nil // a second host needs approval anyway
	}
	return a.mixesInMapping(m)
}
