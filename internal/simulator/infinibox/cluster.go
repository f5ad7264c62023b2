package infinibox

// cluster is a group of hosts that use the same volumes ("Host Cluster" in the
// reference).
type cluster struct {
	id       int64
	name     string
	hostType string
	// hosts are in the order in which they joined.
	hosts []*host
	// luns are the cluster's own mappings, numbers the same by LUN.
	luns    []*mapping
	numbers map[int64]*mapping
	created int64
	updated int64
}

func newCluster(id, millis int64) *cluster {
	return &cluster{id: id, hostType: hostDefault, numbers: make(map[int64]*mapping), created: millis, updated: millis}
}

func (g *cluster) identity() int64 { return g.id }
func (g *cluster) label() string   { return g.name }

func (g *cluster) portsCount() int {
	n := 0
	for _, h := range g.hosts {
		n += len(h.ports)
	}
	return n
}

func (g *cluster) disconnectedPorts() int64 {
	var n int64
	for _, h := range g.hosts {
		n += h.disconnectedPorts()
	}
	return n
}

func (g *cluster) paths() int64 {
	var n int64
	for _, h := range g.hosts {
		n += h.paths()
	}
	return n
}

// pathHealth is NONE without hosts and good when that of every host is, as the
// samples show.
func (g *cluster) pathHealth() string {
	if len(g.hosts) == 0 {
		return healthNone
	}
	for _, h := range g.hosts {
		if h.pathHealth() != healthOK {
			return healthNotOK
		}
	}
	return healthOK
}

// clusterSchema is every field of a cluster in the order of the samples.
func clusterSchema() *schema[*cluster] {
	hosts, luns := hostSchema(), mappingSchema()
	count := func(name string, get func(*cluster) int64) field[*cluster] {
		return field[*cluster]{name: name, kind: integer, get: func(g *cluster) value { return number(get(g)) }}
	}
	label := func(name string, get func(*cluster) string, of ...string) field[*cluster] {
		return field[*cluster]{name: name, kind: text, of: of, get: func(g *cluster) value { return word(get(g)) }}
	}
	listed := []string{"created_at", "id", "name", "host_type", "updated_at"}
	return newSchema([]field[*cluster]{
		{name: "luns", kind: list, get: func(g *cluster) value { return structures(luns, g.luns) }},
		label("path_health", (*cluster).pathHealth),
		count("hosts_count", func(g *cluster) int64 { return int64(len(g.hosts)) }),
		label("name", func(g *cluster) string { return g.name }),
		label("resiliency", func(g *cluster) string { return resiliency(g.paths(), g.disconnectedPorts()) }),
		count("tenant_id", func(*cluster) int64 { return 1 }),
		count("created_at", func(g *cluster) int64 { return g.created }),
		label("host_type", func(g *cluster) string { return g.hostType }, hostTypes()...),
		count("updated_at", func(g *cluster) int64 { return g.updated }),
		label("san_client_type", func(*cluster) string { return clientCluster }),
		{name: "hosts", kind: list, get: func(g *cluster) value { return structures(hosts, g.hosts) }},
		{name: "port_type", kind: list, get: func(g *cluster) value { return kindsOf(g.hosts...) }},
		count("ports_disconnected", (*cluster).disconnectedPorts),
		count("luns_count", func(g *cluster) int64 { return int64(len(g.luns)) }),
		count("id", func(g *cluster) int64 { return g.id }),
	}, listed, listed)
}
