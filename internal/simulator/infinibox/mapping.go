package infinibox

import "strconv"

// mapping is a volume under a number at a host or a cluster ("LUN" in the
// reference). A cluster's mapping has an entry of its own, and one for each of
// its hosts, which see it as clustered.
type mapping struct {
	id, lun int64
	volume  *volume
	// host is nil in a cluster's own entry, cluster in a host's private one.
	host    *host
	cluster *cluster
}

func (m *mapping) identity() int64 { return m.id }
func (m *mapping) label() string   { return strconv.FormatInt(m.id, 10) }

// inherited tells whether a host has the mapping from its cluster.
func (m *mapping) inherited() bool { return m.host != nil && m.cluster != nil }

// holder is the name of what the volume is mapped to.
func (m *mapping) holder() string {
	if m.cluster != nil {
		return m.cluster.name
	}
	return m.host.name
}

// protocol is what the volume would be reached by.
func (m *mapping) protocol() string {
	if m.cluster != nil {
		return m.cluster.protocol()
	}
	return m.host.protocol()
}

// hostType is the type of what the volume is mapped to.
func (m *mapping) hostType() string {
	if m.cluster != nil {
		return m.cluster.hostType
	}
	return m.host.hostType
}

// mappingSchema is every field of a mapping in the order of the samples.
func mappingSchema() *schema[*mapping] {
	count := func(name string, get func(*mapping) int64) field[*mapping] {
		return field[*mapping]{name: name, kind: integer, get: func(m *mapping) value { return number(get(m)) }}
	}
	return newSchema([]field[*mapping]{
		{name: "udid", kind: integer, get: func(m *mapping) value {
			if m.volume.udid == nil {
				return none()
			}
			return number(*m.volume.udid)
		}},
		count("host_cluster_id", func(m *mapping) int64 {
			if m.cluster == nil {
				return 0
			}
			return m.cluster.id
		}),
		count("volume_id", func(m *mapping) int64 { return m.volume.id }),
		{name: "clustered", kind: boolean, get: func(m *mapping) value { return flag(m.cluster != nil) }},
		count("host_id", func(m *mapping) int64 {
			if m.host == nil {
				return 0
			}
			return m.host.id
		}),
		count("id", func(m *mapping) int64 { return m.id }),
		count("lun", func(m *mapping) int64 { return m.lun }),
	}, nil, nil)
}

// keepMapping takes one entry into all that it belongs to.
func (a *Array) keepMapping(m *mapping) {
	if m.host != nil {
		a.san.hostLUNs.add(m)
		m.host.luns = append(m.host.luns, m)
		m.host.numbers[m.lun] = m
	} else {
		a.san.clusterLUNs.add(m)
		m.cluster.luns = append(m.cluster.luns, m)
		m.cluster.numbers[m.lun] = m
	}
	a.san.ofVolume[m.volume] = append(a.san.ofVolume[m.volume], m)
	m.volume.mapped = true
}

// dropMapping takes one entry out again.
func (a *Array) dropMapping(m *mapping) {
	if m.host != nil {
		a.san.hostLUNs.remove(m)
		m.host.luns = without(m.host.luns, m)
		delete(m.host.numbers, m.lun)
	} else {
		a.san.clusterLUNs.remove(m)
		m.cluster.luns = without(m.cluster.luns, m)
		delete(m.cluster.numbers, m.lun)
	}
	left := without(a.san.ofVolume[m.volume], m)
	if len(left) == 0 {
		delete(a.san.ofVolume, m.volume)
		m.volume.mapped = false
		return
	}
	a.san.ofVolume[m.volume] = left
}

// beginMapping gives a new mapping its ids, to every host of a cluster too.
func (a *Array) beginMapping(m *mapping) {
	m.id = a.newID()
	a.keepMapping(m)
	if m.host != nil {
		return
	}
	for _, h := range m.cluster.hosts {
		a.inherit(m, h)
	}
}

// inherit gives a host a cluster's mapping.
func (a *Array) inherit(of *mapping, h *host) {
	a.keepMapping(&mapping{id: a.newID(), lun: of.lun, volume: of.volume, host: h, cluster: of.cluster})
}

// endMapping ends a mapping, for every host of a cluster too.
func (a *Array) endMapping(m *mapping) {
	if m.host == nil {
		for _, h := range m.cluster.hosts {
			a.dropMapping(h.numbers[m.lun])
		}
	}
	a.dropMapping(m)
}

// The numbers of mappings. The reference names the range (ILLEGAL_LUN) without
// its figures; this is what SCSI's flat addressing holds. Chosen by the array,
// they begin where the samples do: at 1 for a host, at 11 for a cluster, which
// leaves a few for the hosts' own.
const (
	largestLUN      = 16383
	firstHostLUN    = 1
	firstClusterLUN = 11
)

// freeLUN is the lowest number that nobody uses where the mapping goes.
func (m *mapping) freeLUN() (int64, error) {
	first := int64(firstHostLUN)
	if m.cluster != nil {
		first = firstClusterLUN
	}
	for n := first; n <= largestLUN; n++ {
		if !m.numberUsed(n) {
			return n, nil
		}
	}
	for n := int64(firstHostLUN); n < first; n++ {
		if !m.numberUsed(n) {
			return n, nil
		}
	}
	return 0, fail("LUN_AUTO_ASSIGNMENT_FAILURE")
}

// numberUsed tells whether a host, a cluster or one of its hosts uses a number.
func (m *mapping) numberUsed(n int64) bool {
	if m.cluster == nil {
		return m.host.numbers[n] != nil
	}
	if m.cluster.numbers[n] != nil {
		return true
	}
	for _, h := range m.cluster.hosts {
		if h.numbers[n] != nil {
			return true
		}
	}
	return false
}
