package infinibox

// Families of protocols that hosts can reach volumes by. A host, and a cluster,
// speaks one of them; both at once on one volume is refused, or dangerous where
// Options.MixedProtocols allows it.
const (
	noProtocol = ""
	scsi       = "SCSI"
	nvme       = "NVMe-oF"
)

// mixedReason is why mixing protocols is dangerous.
const mixedReason = "This operation will provide access to the same volume via SCSI and NVMe-oF hosts and/or clusters at the same time. " +
	"Some capabilities such as reservations are not supported across protocols, and will silently fail"

// protocolOf is the family of a kind of port.
func protocolOf(kind string) string {
	if kind == portNVMe {
		return nvme
	}
	return scsi
}

// protocol is what the host's ports speak; none without ports.
func (h *host) protocol() string {
	if len(h.ports) == 0 {
		return noProtocol
	}
	return protocolOf(h.ports[0].kind)
}

// speaker is a host of the cluster that has ports; nil when none has.
func (g *cluster) speaker() *host {
	for _, h := range g.hosts {
		if h.protocol() != noProtocol {
			return h
		}
	}
	return nil
}

// protocol is what the cluster's hosts speak; none when none has ports.
func (g *cluster) protocol() string {
	if h := g.speaker(); h != nil {
		return h.protocol()
	}
	return noProtocol
}

// reach is what a volume is mapped to: a host or a cluster.
type reach struct {
	host    *host
	cluster *cluster
}

// reaches are the hosts and clusters that a volume is mapped to as such.
func (a *Array) reaches(v *volume) []reach {
	var all []reach
	for _, m := range a.san.ofVolume[v] {
		if m.host == nil || m.cluster == nil {
			all = append(all, reach{m.host, m.cluster})
		}
	}
	return all
}

// speaker is the host through which a volume is reached, nil for none with
// ports.
func (r reach) speaker() *host {
	switch {
	case r.cluster != nil:
		return r.cluster.speaker()
	case r.host.protocol() == noProtocol:
		return nil
	default:
		return r.host
	}
}

// crossing is what a volume is mapped to already over another protocol,
// something else than a host and its cluster.
func (a *Array) crossing(v *volume, protocol string, h *host, g *cluster) (reach, bool) {
	for _, r := range a.reaches(v) {
		if r.host != nil && r.host == h || r.cluster != nil && r.cluster == g || r.host != nil && g != nil && r.host.cluster == g {
			continue
		}
		if s := r.speaker(); s != nil && protocol != noProtocol && s.protocol() != protocol {
			return r, true
		}
	}
	return reach{}, false
}

// mixesInHost refuses a port of another protocol than its host and its host's
// cluster have.
func (p *port) mixesInHost() error {
	h, other := p.host, p.host.protocol()
	if other == noProtocol && h.cluster != nil {
		other = h.cluster.protocol()
		switch {
		case other == scsi && protocolOf(p.kind) == nvme:
			return fail("CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_TO_HOST_IN_SCSI_CLUSTER", h.name, h.cluster.name)
		case other == nvme && protocolOf(p.kind) == scsi:
			return fail("CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_TO_HOST_IN_NVME_CLUSTER", h.name, h.cluster.name)
		}
		return nil
	}
	switch {
	case other == scsi && protocolOf(p.kind) == nvme:
		return fail("CANT_MIX_NVME_OF_SCSI_ADD_NVME_OF_PORT_TO_SCSI_HOST", h.name)
	case other == nvme && protocolOf(p.kind) == scsi:
		return fail("CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_TO_NVME_OF_HOST", h.name)
	default:
		return nil
	}
}

// mixesThroughPort says whether a host's first port would make a volume reached
// over both protocols; nil for no.
func (a *Array) mixesThroughPort(p *port) error {
	if p.host.protocol() != noProtocol {
		return nil
	}
	return a.mixes(p.host.luns, protocolOf(p.kind), "host", p.host.name, p.host, p.host.cluster)
}

// mixesThroughHost says the same of the first host with ports of a cluster.
func (a *Array) mixesThroughHost(h *host, g *cluster) error {
	if g.protocol() != noProtocol {
		return nil
	}
	return a.mixes(g.luns, h.protocol(), "cluster", g.name, h, g)
}

func (a *Array) mixes(luns []*mapping, protocol, what, name string, h *host, g *cluster) error {
	for _, m := range luns {
		other, found := a.crossing(m.volume, protocol, h, g)
		if !found {
			continue
		}
		if protocol == nvme {
			return fail("CANT_MIX_NVME_OF_SCSI_ADD_NVME_PORT_MAPPED_SCSI_VOLUME", what, name, other.speaker().name)
		}
		return fail("CANT_MIX_NVME_OF_SCSI_ADD_SCSI_PORT_MAPPED_NVME_VOLUME", what, name, other.speaker().name)
	}
	return nil
}

// mixesInMapping refuses a mapping that makes a volume reached over both
// protocols.
func (a *Array) mixesInMapping(m *mapping) error {
	what, protocol := "host", m.protocol()
	if m.cluster != nil {
		what = "cluster"
	}
	other, found := a.crossing(m.volume, protocol, m.host, m.cluster)
	switch {
	case !found:
		return nil
	case other.cluster != nil && protocol == scsi:
		return fail("CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_TO_NVME_CLUSTER", m.volume.name, other.cluster.name)
	case other.cluster != nil:
		return fail("CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_TO_SCSI_CLUSTER", m.volume.name, other.cluster.name)
	case protocol == scsi:
		return fail("CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_NVME", m.volume.name, other.host.name, what, m.holder())
	default:
		return fail("CANT_MIX_NVME_OF_SCSI_VOLUME_MAPPED_ACCESSED_SCSI", m.volume.name, other.host.name, what, m.holder())
	}
}
