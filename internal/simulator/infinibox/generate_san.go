package infinibox

import "fmt"

// sanEntities are the entities that are hosts or hang on them, in the order in
// which they are generated.
func sanEntities() []string {
	return []string{"hosts", "clusters", "cluster_hosts", "host_ports", "host_luns", "cluster_luns"}
}

// Hosts of a generated cluster, at least and at most.
const (
	smallCluster = 2
	largeCluster = 3
)

// san adds hosts with ports, clusters with hosts, and mappings of volumes that
// aren't mapped yet. What they need is made when there's none.
func (g *generator) san(counts map[string]int) error {
	makers := map[string]func() error{
		"hosts":         func() error { _, err := g.aHost(true); return err },
		"clusters":      g.aCluster,
		"cluster_hosts": g.aMember,
		"host_ports":    g.aPort,
		"host_luns":     g.aHostLUN,
		"cluster_luns":  g.aClusterLUN,
	}
	for _, entity := range sanEntities() {
		if entity == "clusters" && counts[entity] > 0 {
			g.clusterSize = min(max(len(g.freeHosts())/(2*counts[entity]), smallCluster), largeCluster)
		}
		for range counts[entity] {
			if err := makers[entity](); err != nil {
				return fmt.Errorf("generating %s: %w", entity, err)
			}
		}
	}
	return nil
}

// aHost makes a host: most have two Fibre Channel ports, some are of the other
// kinds.
func (g *generator) aHost(anyKind bool) (*host, error) {
	a := g.array
	h := newHost(0, g.now)
	made := len(a.san.hosts.items)
	prefix := g.pick("esx", "db", "app", "backup", "mail") + "-" + g.pick("prod", "test", "dev")
	h.name = g.unique(func(at int) string { return fmt.Sprintf("%s-%05d", prefix, at) }, made+1, func(name string) bool {
		return taken(a.san.hosts, name, nil)
	})
	if err := a.checkHost(h); err != nil {
		return nil, err
	}
	h.id = a.newID()
	a.san.hosts.add(h)
	kinds := []string{portFC, portFC}
	switch {
	case anyKind && made%10 == 9:
		kinds = []string{portNVMe}
	case anyKind && made%4 == 3:
		kinds = []string{portISCSI}
	}
	for _, kind := range kinds {
		if err := g.portOf(h, kind); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// portOf gives a host one port more, of an address that nothing else has.
func (g *generator) portOf(h *host, kind string) error {
	a := g.array
	id := a.newID()
	p := &port{id: id, kind: kind, host: h}
	for at := id; ; at++ {
		switch kind {
		case portFC:
			p.address = fmt.Sprintf("2100%012x", at)
		case portISCSI:
			p.address = fmt.Sprintf("iqn.1994-05.com.example:%012x", at)
		default:
			p.address = fmt.Sprintf("nqn.2014-08.com.example:nvme.%012x", at)
		}
		if _, used := a.san.ports.named(p.address); !used {
			break
		}
	}
	if err := a.checkPort(p); err != nil {
		return err
	}
	a.keepPort(p)
	return nil
}

// hostInTurn is a host, made when there's none.
func (g *generator) hostInTurn() (*host, error) {
	hosts := g.array.san.hosts.items
	if len(hosts) == 0 {
		return g.aHost(true)
	}
	return hosts[g.turn("hosts", len(hosts))], nil
}

// clusterInTurn is a cluster, made when there's none.
func (g *generator) clusterInTurn() (*cluster, error) {
	held := g.array.san.clusters
	if len(held.items) == 0 {
		if err := g.aCluster(); err != nil {
			return nil, err
		}
	}
	return held.items[g.turn("clusters", len(held.items))], nil
}

func (g *generator) aPort() error {
	h, err := g.hostInTurn()
	if err != nil {
		return err
	}
	kind := portFC
	if len(h.ports) > 0 {
		kind = h.ports[0].kind
	}
	return g.portOf(h, kind)
}

// freeHosts can join any generated cluster: they are in none, speak SCSI and
// have no mappings that could be in the way.
func (g *generator) freeHosts() []*host {
	var free []*host
	for _, h := range g.array.san.hosts.items {
		if h.cluster == nil && h.protocol() == scsi && len(h.luns) == 0 && h.hostType == hostDefault {
			free = append(free, h)
		}
	}
	return free
}

// nextFree takes one of the free hosts, or makes one.
func (g *generator) nextFree() (*host, error) {
	if g.free == nil {
		g.free = g.freeHosts()
	}
	if len(g.free) == 0 {
		return g.aHost(false)
	}
	h := g.free[0]
	g.free = g.free[1:]
	return h, nil
}

// aCluster takes hosts that are free, and makes those that it lacks.
func (g *generator) aCluster() error {
	a := g.array
	made := newCluster(0, g.now)
	made.name = g.unique(func(at int) string {
		return fmt.Sprintf("cluster-%s-%03d", g.pick("prod", "test", "dev"), at)
	}, len(a.san.clusters.items)+1, func(name string) bool { return taken(a.san.clusters, name, nil) })
	if err := a.checkCluster(made); err != nil {
		return err
	}
	made.id = a.newID()
	a.san.clusters.add(made)
	for range max(g.clusterSize, smallCluster) {
		if err := g.joined(made); err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) joined(to *cluster) error {
	h, err := g.nextFree()
	if err != nil {
		return err
	}
	if err := g.array.checkMember(h, to); err != nil {
		return err
	}
	g.array.join(h, to)
	return nil
}

func (g *generator) aMember() error {
	to, err := g.clusterInTurn()
	if err != nil {
		return err
	}
	return g.joined(to)
}

// unmapped is a volume that is mapped to nothing, made when there's none.
func (g *generator) unmapped() (*volume, error) {
	a := g.array
	for ; g.lookedAt < len(a.volumes.items); g.lookedAt++ {
		if v := a.volumes.items[g.lookedAt]; !v.mapped && !v.isSnapshot() {
			return v, nil
		}
	}
	if err := g.volumes(1); err != nil {
		return nil, err
	}
	return a.volumes.items[len(a.volumes.items)-1], nil
}

func (g *generator) aHostLUN() error {
	h, err := g.hostInTurn()
	if err != nil {
		return err
	}
	return g.mapped(&mapping{host: h})
}

func (g *generator) aClusterLUN() error {
	to, err := g.clusterInTurn()
	if err != nil {
		return err
	}
	return g.mapped(&mapping{cluster: to})
}

// mapped completes a mapping with a volume and a number. What a host refuses
// has to do with neither, so another would be refused too.
func (g *generator) mapped(m *mapping) error {
	var err error
	if m.volume, err = g.unmapped(); err != nil {
		return err
	}
	if m.lun, err = m.freeLUN(); err != nil {
		return err
	}
	if err := g.array.checkMapping(m); err != nil {
		return err
	}
	g.array.beginMapping(m)
	return nil
}

// sanID is the id of a host or cluster that a field can refer to.
func (g *generator) sanID(entity string) (int64, error) {
	if entity == "clusters" {
		found, err := g.clusterInTurn()
		if err != nil {
			return 0, err
		}
		return found.id, nil
	}
	h, err := g.hostInTurn()
	if err != nil {
		return 0, err
	}
	return h.id, nil
}
