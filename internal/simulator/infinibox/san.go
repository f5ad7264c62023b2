package infinibox

import "slices"

// san is who uses the array's volumes: hosts with their ports, clusters of
// hosts, the mappings of volumes to both, and the initiators that are logged
// in. The array's lock guards it.
type san struct {
	hosts    *collection[*host]
	clusters *collection[*cluster]
	// ports are labelled by their canonical addresses, which is how they are
	// found.
	ports *collection[*port]
	// hostLUNs are what hosts see, the clusters' among it; clusterLUNs are the
	// clusters' own entries.
	hostLUNs, clusterLUNs *collection[*mapping]
	// logins are the initiators that are logged in, labelled by their addresses.
	logins *collection[*initiator]
	// ofVolume are the mappings of each volume that has any.
	ofVolume map[*volume][]*mapping
	// portsOf counts the ports by their kinds.
	portsOf map[string]int
}

func newSAN() *san {
	return &san{
		hosts: newCollection(hostSchema()), clusters: newCollection(clusterSchema()), ports: newCollection(portSchema()),
		hostLUNs: newCollection(mappingSchema()), clusterLUNs: newCollection(mappingSchema()), logins: newCollection(initiatorSchema()),
		ofVolume: make(map[*volume][]*mapping), portsOf: make(map[string]int),
	}
}

// mappedAs is what a host or cluster has under a number, nil for nothing.
func (s *san) mappedAs(owner, lun int64) *mapping {
	if h, ok := s.hosts.find(owner); ok {
		return h.numbers[lun]
	}
	if g, ok := s.clusters.find(owner); ok {
		return g.numbers[lun]
	}
	return nil
}

// sanRoutes are the endpoints of the sections "Host", "Host Cluster",
// "Initiator" and "San Clients".
func (a *Array) sanRoutes() []route {
	return slices.Concat(a.hostRoutes(), a.clusterRoutes(), a.mappingRoutes(), a.initiatorRoutes(), a.sanClientRoutes())
}

// SANLimits bound the numbers of hosts and what they have; a zero is the
// default named there. The reference names these limits and shows no figure but
// those of its test set-ups.
type SANLimits struct {
	// Hosts on the system; 20,000.
	Hosts int
	// Clusters on the system; 10,000.
	Clusters int
	// Mappings on the system, those that hosts have through clusters included;
	// 1,000,000.
	Mappings int
	// HostPorts of one host; 512.
	HostPorts int
	// ClusterHosts of one cluster; 512.
	ClusterHosts int
	// ClusterPorts of all hosts of one cluster; 4,096.
	ClusterPorts int
	// ISCSIPorts and NVMePorts on the system; 100,000 each.
	ISCSIPorts, NVMePorts int
}

func (l *SANLimits) fill() {
	fill(&l.Hosts, 20_000)
	fill(&l.Clusters, 10_000)
	fill(&l.Mappings, 1_000_000)
	fill(&l.HostPorts, 512)
	fill(&l.ClusterHosts, 512)
	fill(&l.ClusterPorts, 4096)
	fill(&l.ISCSIPorts, 100_000)
	fill(&l.NVMePorts, 100_000)
}

// Types of hosts and clusters. The reference shows the first and speaks of
// OpenVMS; that one "is set on creation only" says that there are others that
// can be changed, for which HP-UX, addressed in its own way too, stands here.
const (
	hostDefault = "DEFAULT"
	hostOpenVMS = "OPENVMS"
	hostHPUX    = "HPUX"
)

func hostTypes() []string { return []string{hostDefault, hostHPUX, hostOpenVMS} }

// changeHostType refuses to make something OpenVMS, or to take that from it.
func changeHostType(from, to string) error {
	if from != to && (from == hostOpenVMS || to == hostOpenVMS) {
		return fail("OPENVMS_HOST_TYPE_NO_MODIFICATION")
	}
	return nil
}

// optionalWord is null for no text.
func optionalWord(s string) value {
	if s == "" {
		return none()
	}
	return word(s)
}

// structures are objects as a list of values.
func structures[T object](s *schema[T], items []T) value {
	shown := make([]value, len(items))
	for i, item := range items {
		shown[i] = structure(s.append(make([]byte, 0, s.size), item, nil))
	}
	return several(shown...)
}

// without is a list without one item, in the same order.
func without[T comparable](items []T, gone T) []T {
	return slices.DeleteFunc(items, func(item T) bool { return item == gone })
}

// taken tells whether another object than the given one has a name.
func taken[T object](held *collection[T], name string, but T) bool {
	other, found := held.named(name)
	return found && other != but
}
