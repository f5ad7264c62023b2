package infinibox

import (
	"slices"
	"strconv"
)

// addHostToCluster makes a host a member of a cluster, whose mappings it has
// from then on beside its own. It's dangerous where volumes that are used over
// one protocol would then be used over the other too.
func (a *Array) addHostToCluster(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("id"); err != nil {
		return nil, err
	}
	if err := d.require("id"); err != nil {
		return nil, err
	}
	id, _, err := d.number("id")
	if err != nil {
		return nil, err
	}
	g, err := a.clusterAt(c)
	if err != nil {
		return nil, err
	}
	h, err := a.hostOf(id)
	if err != nil {
		return nil, err
	}
	mixes := a.mixesThroughHost(h, g)
	if mixes != nil && a.options.MixedProtocols {
		if err := c.approve(mixedReason); err != nil {
			return nil, err
		}
		mixes = nil
	}
	if err := a.checkMember(h, g); err != nil {
		return nil, err
	}
	if mixes != nil {
		return nil, mixes
	}
	if err := a.roomForMappings(len(g.luns)); err != nil {
		return nil, err
	}
	a.join(h, g)
	return made(a.san.clusters.schema, g), nil
}

// join gives a host the cluster's mappings.
func (a *Array) join(h *host, g *cluster) {
	h.cluster = g
	g.hosts = append(g.hosts, h)
	for _, m := range g.luns {
		a.inherit(m, h)
	}
}

// leave takes them from it again.
func (a *Array) leave(h *host) {
	for _, m := range slices.Clone(h.luns) {
		if m.inherited() {
			a.dropMapping(m)
		}
	}
	h.cluster.hosts = without(h.cluster.hosts, h)
	h.cluster = nil
}

// checkMember refuses a host that doesn't go with a cluster.
func (a *Array) checkMember(h *host, g *cluster) error {
	limits := a.options.Limits.SAN
	switch {
	case h.cluster == g:
		return fail("HOST_EXISTS")
	case h.cluster != nil:
		return fail("HOST_ASSIGNED_TO_CLUSTER")
	case h.hostType != g.hostType:
		return fail("CLUSTER_PROHIBITED_HOST_TYPE", h.hostType)
	case len(g.hosts) >= limits.ClusterHosts:
		return fail("HOST_COUNT_CLUSTER_LIMIT")
	case len(h.ports)+g.portsCount() > limits.ClusterPorts:
		return fail("PORT_COUNT_CLUSTER_LIMIT")
	}
	if err := speakAlike(h, g); err != nil {
		return err
	}
	return a.mappedApart(h, g)
}

// speakAlike refuses a host of another protocol, and what NVMe doesn't go with
// where either side speaks it: number 0, and active-active replicas.
func speakAlike(h *host, g *cluster) error {
	ours, theirs := h.protocol(), g.protocol()
	zero := g.numbers[0] != nil || slices.ContainsFunc(g.hosts, func(other *host) bool { return other.numbers[0] != nil })
	switch {
	case ours == nvme && theirs == scsi:
		return fail("CANT_MIX_NVME_OF_SCSI_ADD_NVME_HOST_TO_SCSI_CLUSTER", h.name, g.name)
	case ours == scsi && theirs == nvme:
		return fail("CANT_MIX_NVME_OF_SCSI_ADD_SCSI_HOST_TO_NVME_CLUSTER", h.name, g.name)
	case ours == nvme && zero:
		return fail("CANT_ADD_NVME_OF_HOST_TO_CLUSTER_WITH_VOLUMES_MAPPED_USING_NSID_0", h.name, g.name)
	case ours == nvme && hasActiveActive(g.luns):
		return fail("NVME_OF_HOST_CANNOT_JOIN_ACTIVE_ACTIVE_CLUSTER", h.name, g.name)
	case theirs == nvme && h.numbers[0] != nil:
		return fail("CANT_ADD_HOST_WITH_VOLUMES_MAPPED_USING_NSID_0_TO_NVME_OF_CLUSTER", h.name, g.name)
	default:
		return nil
	}
}

// mappedApart refuses a host whose own mappings and the cluster's don't go
// together: of one volume, or under one number. The second has no code among
// that call's; it's the one of mappings here.
func (a *Array) mappedApart(h *host, g *cluster) error {
	for _, m := range h.private() {
		if slices.ContainsFunc(a.san.ofVolume[m.volume], func(other *mapping) bool { return other.cluster == g }) {
			return fail("PRIVATE_LUNS_CONFLICT")
		}
		if g.numbers[m.lun] != nil {
			return fail("LUN_EXISTS")
		}
		if udid := m.volume.udid; g.hostType == hostOpenVMS && udid != nil && hasUDID(g.luns, *udid) {
			return fail("OPENVMS_CLUSTER_UDID_EXISTS", g.name)
		}
	}
	return nil
}

// removeHostFromCluster ends a membership. It's always dangerous, as the
// reference ties that to nothing that the cluster has.
func (a *Array) removeHostFromCluster(c *call) (*answer, error) {
	id, err := strconv.ParseInt(c.variables[1], 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	g, err := a.clusterAt(c)
	if err != nil {
		return nil, err
	}
	h, err := a.hostOf(id)
	if err != nil {
		return nil, err
	}
	if h.cluster != g {
		return nil, fail("HOST_NOT_FOUND")
	}
	if err := c.approve("Removing a host from a cluster causes the host to lose access to all of the volumes that are mapped to this cluster"); err != nil {
		return nil, err
	}
	a.leave(h)
	return shown(a.san.clusters.schema, g, nil), nil
}
