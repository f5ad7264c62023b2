package infinibox

import "strconv"

// mappingRoutes are the endpoints about mappings, on either side.
func (a *Array) mappingRoutes() []route {
	var routes []route
	for _, owner := range []struct {
		path, listed, command string
		at                    func(*call) (*mapping, error)
	}{
		{"hosts/{id}", "hosts/{host_id}", "GetHostLuns", a.onHost},
		{"clusters/{id}", "clusters/{host_cluster_id}", "GetClusterLuns", a.onCluster},
	} {
		routes = append(routes,
			listOn(owner.listed+"/luns", owner.command, func(c *call) (*answer, error) { return a.listMappings(c, owner.at) }),
			post(owner.path+"/luns", owners(), func(c *call) (*answer, error) { return a.mapVolume(c, owner.at) }),
			get(owner.path+"/luns/{lun}", func(c *call) (*answer, error) { return a.getMapping(c, owner.at) }),
			del(owner.path+"/luns/lun/{lun_number}", owners(), func(c *call) (*answer, error) { return a.unmapByNumber(c, owner.at) }),
			del(owner.path+"/luns/volume_id/{volume_id}", owners(), func(c *call) (*answer, error) { return a.unmapByVolume(c, owner.at) }),
		)
	}
	return append(routes, listOn("volumes/{volume_id}/luns", "GetVolumeLuns", a.listVolumeMappings))
}

// onHost is a mapping of nothing yet to the host that the path names.
func (a *Array) onHost(c *call) (*mapping, error) {
	h, err := a.hostAt(c)
	return &mapping{host: h}, err
}

// onCluster is a mapping of nothing yet to the cluster that the path names.
func (a *Array) onCluster(c *call) (*mapping, error) {
	g, err := a.clusterAt(c)
	return &mapping{cluster: g}, err
}

// siblings are the mappings of the same host or cluster.
func (m *mapping) siblings() []*mapping {
	if m.cluster != nil {
		return m.cluster.luns
	}
	return m.host.luns
}

func (m *mapping) sibling(lun int64) *mapping {
	if m.cluster != nil {
		return m.cluster.numbers[lun]
	}
	return m.host.numbers[lun]
}

func (a *Array) listMappings(c *call, at func(*call) (*mapping, error)) (*answer, error) {
	of, err := at(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.san.hostLUNs.schema, of.siblings())
}

// listVolumeMappings lists a cluster's own entry and those of its hosts, as the
// sample does.
func (a *Array) listVolumeMappings(c *call) (*answer, error) {
	v, err := a.volumeAt(c)
	if err != nil {
		return nil, err
	}
	return listOf(c, a.san.hostLUNs.schema, a.san.ofVolume[v])
}

// numbered is the mapping whose number the path's second variable is.
func (c *call) numbered(of *mapping) (*mapping, error) {
	n, err := strconv.ParseInt(c.variables[1], 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	found := of.sibling(n)
	if found == nil {
		return nil, fail("LUN_NOT_FOUND")
	}
	return found, nil
}

func (a *Array) getMapping(c *call, at func(*call) (*mapping, error)) (*answer, error) {
	of, err := at(c)
	if err != nil {
		return nil, err
	}
	m, err := c.numbered(of)
	if err != nil {
		return nil, err
	}
	return shown(a.san.hostLUNs.schema, m, a.san.hostLUNs.pluck(c.params.Get("fields"))), nil
}

// mapVolume maps a volume or snapshot under the number that is asked for, or the
// lowest free one. A second host or cluster is dangerous.
func (a *Array) mapVolume(c *call, at func(*call) (*mapping, error)) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("volume_id", "lun"); err != nil {
		return nil, err
	}
	if err := d.require("volume_id"); err != nil {
		return nil, err
	}
	id, _, err := d.number("volume_id")
	if err != nil {
		return nil, err
	}
	lun, chosen, err := d.number("lun")
	if err != nil {
		return nil, err
	}
	m, err := at(c)
	if err != nil {
		return nil, err
	}
	var ok bool
	if m.volume, ok = a.volumes.find(id); !ok {
		return nil, fail("VOLUME_NOT_FOUND")
	}
	if a.mappedElsewhere(m) {
		if err := c.approve("Mapping a volume to more than one host or cluster may result in a host corrupting the other host's data. " +
			"If the hosts belong to the same cluster, it is recommended to define them as a cluster in the system"); err != nil {
			return nil, err
		}
	}
	if m.lun = lun; !chosen {
		if m.lun, err = m.freeLUN(); err != nil {
			return nil, err
		}
	}
	if err := a.checkMapping(m); err != nil {
		return nil, err
	}
	a.beginMapping(m)
	return made(a.san.hostLUNs.schema, m), nil
}
func (a *Array) unmapByNumber(c *call, at func(*call) (*mapping, error)) (*answer, error) {
	of, err := at(c)
	if err != nil {
		return nil, err
	}
	m, err := c.numbered(of)
	if err != nil {
		return nil, err
	}
	return a.unmap(c, m, of)
}

func (a *Array) unmapByVolume(c *call, at func(*call) (*mapping, error)) (*answer, error) {
	id, err := strconv.ParseInt(c.variables[1], 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	of, err := at(c)
	if err != nil {
		return nil, err
	}
	if v, ok := a.volumes.find(id); ok {
		for _, m := range a.san.ofVolume[v] {
			if m.host == of.host && (of.host != nil || m.cluster == of.cluster) {
				return a.unmap(c, m, of)
			}
		}
	}
	return nil, fail("LUN_NOT_FOUND")
}

// unmap ends a mapping, which is dangerous. What a host has from its cluster is
// the cluster's to end.
func (a *Array) unmap(c *call, m, of *mapping) (*answer, error) {
	v := m.volume
	what := "volume"
	if v.isSnapshot() {
		what = "snapshot"
	}
	if err := c.approve("Unmapping " + what + " '" + v.name + "' may cause loss of access to the " + what + " data"); err != nil {
		return nil, err
	}
	if of.host != nil && m.inherited() {
		return nil, fail("LUN_IS_CLUSTERED")
	}
	gone := asItWas(a.san.hostLUNs.schema, m)
	a.endMapping(m)
	return gone, nil
}
