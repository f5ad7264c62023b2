package infinibox

// Values of a host's connectivity. The reference shows DISCONNECTED, NONE and
// NOT_OK, and FULLY_CONNECTED of an initiator; OK is what is left.
const (
	disconnected   = "DISCONNECTED"
	fullyConnected = "FULLY_CONNECTED"

	healthNone  = "NONE"
	healthOK    = "OK"
	healthNotOK = "NOT_OK"
)

// computedPaths is a min_expected_paths that the array computes.
const computedPaths = -1

// host is a computer that uses volumes ("Host" in the reference).
type host struct {
	id       int64
	name     string
	hostType string
	chap     chap
	// minPaths is what was asked for, or computedPaths.
	minPaths  int64
	optimized bool
	cluster   *cluster
	ports     []*port
	// luns are the host's mappings in the order of their ids, its cluster's
	// among them; numbers are the same by LUN.
	luns    []*mapping
	numbers map[int64]*mapping
	created int64
	updated int64
}

func newHost(id, millis int64) *host {
	return &host{
		id: id, hostType: hostDefault, chap: chap{method: chapNone}, minPaths: computedPaths, optimized: true,
		numbers: make(map[int64]*mapping), created: millis, updated: millis,
	}
}

func (h *host) identity() int64 { return h.id }
func (h *host) label() string   { return h.name }

// clusterID is the id of the host's cluster, 0 for none.
func (h *host) clusterID() int64 {
	if h.cluster == nil {
		return 0
	}
	return h.cluster.id
}

// has tells whether the host has a port of a kind.
func (h *host) has(kind string) bool {
	for _, p := range h.ports {
		if p.kind == kind {
			return true
		}
	}
	return false
}

// private are the mappings of the host itself.
func (h *host) private() []*mapping {
	var own []*mapping
	for _, m := range h.luns {
		if m.cluster == nil {
			own = append(own, m)
		}
	}
	return own
}

// paths are those on which the host's ports are logged in.
func (h *host) paths() int64 {
	var n int64
	for _, p := range h.ports {
		if p.login != nil {
			n += p.login.paths()
		}
	}
	return n
}

// disconnectedPorts are those that aren't logged in.
func (h *host) disconnectedPorts() int64 {
	var n int64
	for _, p := range h.ports {
		if p.login == nil {
			n++
		}
	}
	return n
}

// expected are the paths that the host should have: those that were asked for,
// or those that there are. The samples' hosts, none of which is logged in, show
// 0 for the computed figure.
func (h *host) expected() int64 {
	if h.minPaths == computedPaths {
		return h.paths()
	}
	return h.minPaths
}

func (h *host) pathHealth() string {
	switch expected := h.expected(); {
	case expected == 0:
		return healthNone
	case h.paths() < expected:
		return healthNotOK
	default:
		return healthOK
	}
}

func resiliency(paths, missing int64) string {
	if paths == 0 || missing > 0 {
		return disconnected
	}
	return fullyConnected
}

// subsystem is the array's NVMe name towards the host, or its cluster.
func (h *host) subsystem() string {
	if !h.has(portNVMe) {
		return ""
	}
	if h.cluster != nil {
		return subsystemNQN(h.cluster.id)
	}
	return subsystemNQN(h.id)
}

// hostSchema is every field of a host in the order of the samples.
func hostSchema() *schema[*host] {
	luns, ports := mappingSchema(), portSchema()
	count := func(name string, get func(*host) int64) field[*host] {
		return field[*host]{name: name, kind: integer, get: func(h *host) value { return number(get(h)) }}
	}
	toggle := func(name string, get func(*host) bool) field[*host] {
		return field[*host]{name: name, kind: boolean, get: func(h *host) value { return flag(get(h)) }}
	}
	label := func(name string, get func(*host) string, of ...string) field[*host] {
		return field[*host]{name: name, kind: text, of: of, get: func(h *host) value { return word(get(h)) }}
	}
	maybe := func(name string, get func(*host) string) field[*host] {
		return field[*host]{name: name, kind: text, get: func(h *host) value { return optionalWord(get(h)) }}
	}
	sortable := []string{
		"security_method", "security_chap_inbound_username", "security_chap_outbound_username", "created_at", "id",
		"is_min_expected_paths_user_set", "name", "optimized", "host_type", "updated_at",
	}
	return newSchema([]field[*host]{
		{name: "luns", kind: list, get: func(h *host) value { return structures(luns, h.luns) }},
		label("resiliency", func(h *host) string { return resiliency(h.paths(), h.disconnectedPorts()) }),
		count("ports_count", func(h *host) int64 { return int64(len(h.ports)) }),
		label("host_type", func(h *host) string { return h.hostType }, hostTypes()...),
		count("updated_at", func(h *host) int64 { return h.updated }),
		{name: "port_type", kind: list, get: func(h *host) value { return kindsOf(h) }},
		count("id", func(h *host) int64 { return h.id }),
		count("paths", (*host).paths),
		maybe("security_chap_inbound_username", func(h *host) string { return h.chap.inbound.user }),
		count("min_expected_paths", (*host).expected),
		maybe("subsystem_nqn", (*host).subsystem),
		label("path_health", (*host).pathHealth, healthNone, healthOK, healthNotOK),
		maybe("security_chap_outbound_username", func(h *host) string { return h.chap.outbound.user }),
		label("security_method", func(h *host) string { return h.chap.method }, chapMethods()...),
		toggle("is_min_expected_paths_user_set", func(h *host) bool { return h.minPaths != computedPaths }),
		label("san_client_type", func(*host) string { return clientHost }),
		toggle("optimized", func(h *host) bool { return h.optimized }),
		count("host_cluster_id", (*host).clusterID),
		label("name", func(h *host) string { return h.name }),
		count("tenant_id", func(*host) int64 { return 1 }),
		count("created_at", func(h *host) int64 { return h.created }),
		count("ports_disconnected", (*host).disconnectedPorts),
		toggle("security_chap_has_inbound_secret", func(h *host) bool { return h.chap.inbound.secret != "" }),
		count("luns_count", func(h *host) int64 { return int64(len(h.luns)) }),
		{name: "ports", kind: list, get: func(h *host) value { return structures(ports, h.ports) }},
		toggle("security_chap_has_outbound_secret", func(h *host) bool { return h.chap.outbound.secret != "" }),
	}, append([]string{"min_expected_paths", "path_health", "paths", "ports_disconnected", "resiliency"}, sortable...), sortable)
}
