package infinibox

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

func (a *Array) stockHost(r hostRecord, now int64) error {
	h := newHost(r.ID, now)
	h.name, h.hostType, h.minPaths, h.optimized = r.Name, r.Type, r.MinPaths, r.Optimized
	h.chap = chap{r.Method, account{r.InboundUser, r.InboundSecret}, account{r.OutboundUser, r.OutboundSecret}}
	h.created, h.updated = cmp.Or(r.Created, now), cmp.Or(r.Updated, now)
	if err := checkName(h.name); err != nil {
		return err
	}
	switch {
	case h.id == 0:
		return errors.New("it has no id")
	case !slices.Contains(hostTypes(), h.hostType):
		return fmt.Errorf("there is no type %q", h.hostType)
	case !slices.Contains(chapMethods(), h.chap.method):
		return fmt.Errorf("there is no security method %q", h.chap.method)
	case h.minPaths < computedPaths:
		return fmt.Errorf("it can't expect %d paths", h.minPaths)
	}
	if err := a.checkHost(h); err != nil {
		return err
	}
	a.san.hosts.add(h)
	for _, given := range r.Ports {
		p := &port{id: a.idOr(given.ID), kind: given.Type, host: h}
		if !slices.Contains(portKinds(), p.kind) {
			return fmt.Errorf("there is no type of port %q", p.kind)
		}
		var err error
		if p.address, err = canonical(p.kind, given.Address); err != nil {
			return err
		}
		if err := a.checkPort(p); err != nil {
			return err
		}
		a.keepPort(p)
	}
	for _, given := range r.LUNs {
		if given.Clustered {
			continue
		}
		if err := a.stockMapping(&mapping{host: h}, given); err != nil {
			return err
		}
	}
	return nil
}

// stockMapping adds a host's own mapping, or a cluster's before it has hosts.
func (a *Array) stockMapping(m *mapping, r lunRecord) error {
	var ok bool
	if m.volume, ok = a.volumes.find(r.VolumeID); !ok {
		return fmt.Errorf("there is no volume %d to be mapped", r.VolumeID)
	}
	m.id, m.lun = a.idOr(r.ID), r.LUN
	if err := a.checkMapping(m); err != nil {
		return fmt.Errorf("mapping of volume %d: %w", r.VolumeID, err)
	}
	a.keepMapping(m)
	return nil
}

// stockCluster adds a cluster; inherited are the ids of what its hosts have
// through it, by host and number.
func (a *Array) stockCluster(r clusterRecord, inherited map[int64]map[int64]int64, now int64) error {
	g := newCluster(r.ID, now)
	g.name, g.hostType = r.Name, cmp.Or(r.Type, hostDefault)
	g.created, g.updated = cmp.Or(r.Created, now), cmp.Or(r.Updated, now)
	if err := checkName(g.name); err != nil {
		return err
	}
	switch {
	case g.id == 0:
		return errors.New("it has no id")
	case !slices.Contains(hostTypes(), g.hostType):
		return fmt.Errorf("there is no type %q", g.hostType)
	}
	if err := a.checkCluster(g); err != nil {
		return err
	}
	a.san.clusters.add(g)
	for _, given := range r.LUNs {
		if err := a.stockMapping(&mapping{cluster: g}, given); err != nil {
			return err
		}
	}
	for _, id := range r.Hosts {
		h, err := a.hostOf(id)
		if err != nil {
			return fmt.Errorf("host %d: %w", id, err)
		}
		if err := a.stockClusterHost(h, g, inherited[id]); err != nil {
			return fmt.Errorf("host %d: %w", id, err)
		}
	}
	return nil
}

// stockClusterHost lets a host join its cluster, with the ids that its mappings had.
func (a *Array) stockClusterHost(h *host, g *cluster, ids map[int64]int64) error {
	if err := a.checkMember(h, g); err != nil {
		return err
	}
	if mixes := a.mixesThroughHost(h, g); mixes != nil && !a.options.MixedProtocols {
		return mixes
	}
	if err := a.roomForMappings(len(g.luns)); err != nil {
		return err
	}
	h.cluster = g
	g.hosts = append(g.hosts, h)
	for _, m := range g.luns {
		id := a.idOr(ids[m.lun])
		delete(ids, m.lun)
		a.keepMapping(&mapping{id: id, lun: m.lun, volume: m.volume, host: h, cluster: g})
	}
	return nil
}

// idOr is an id, or a new one for none.
func (a *Array) idOr(id int64) int64 {
	if id == 0 {
		return a.newID()
	}
	return id
}
