package infinibox

import "slices"

// Kinds of SAN clients.
const (
	clientHost    = "HOST"
	clientCluster = "CLUSTER"
)

// sanClient is whoever volumes are mapped to ("San Clients" in the reference): a
// cluster, or a host that is in none. The sample's listing of two has a cluster
// with three hosts, which it shows inside it.
type sanClient struct {
	host    *host
	cluster *cluster
}

func (s sanClient) identity() int64 {
	if s.cluster != nil {
		return s.cluster.id
	}
	return s.host.id
}

func (s sanClient) label() string {
	if s.cluster != nil {
		return s.cluster.name
	}
	return s.host.name
}

// sanClientRoutes are the endpoints of the section "San Clients".
func (a *Array) sanClientRoutes() []route {
	return []route{listOn("san_clients", "GetAllSanClients", a.listSANClients)}
}

// sanClientSchema has what hosts and clusters have in common, which is what can
// be queried: the reference's list of fields is empty, and an error refuses one
// that hosts alone have.
func sanClientSchema(hosts *schema[*host], clusters *schema[*cluster]) *schema[sanClient] {
	var fields []field[sanClient]
	var listed []string
	for i := range clusters.fields {
		of := &clusters.fields[i]
		twin, ok := hosts.field(of.name)
		if !ok {
			continue
		}
		fields = append(fields, field[sanClient]{name: of.name, kind: of.kind, of: of.of, get: func(s sanClient) value {
			if s.cluster != nil {
				return of.get(s.cluster)
			}
			return twin.get(s.host)
		}})
		if of.kind != list {
			listed = append(listed, of.name)
		}
	}
	return newSchema(fields, listed, listed)
}

func (a *Array) sanClients() []sanClient {
	var all []sanClient
	for _, g := range a.san.clusters.items {
		all = append(all, sanClient{cluster: g})
	}
	for _, h := range a.san.hosts.items {
		if h.cluster == nil {
			all = append(all, sanClient{host: h})
		}
	}
	slices.SortFunc(all, byIdentity[sanClient])
	return all
}

// listSANClients shows each client with all the fields that it has.
func (a *Array) listSANClients(c *call) (*answer, error) {
	hosts, clusters := a.san.hosts.schema, a.san.clusters.schema
	common := sanClientSchema(hosts, clusters)
	for name := range c.params {
		if !common.has(name) && (hosts.has(name) || clusters.has(name)) {
			return nil, fail("UNSUPPORTED_FIELD", name)
		}
	}
	if err := c.refuseRelations("GT", "GE", "LT", "LE", "BETWEEN"); err != nil {
		return nil, err
	}
	p, err := readPage(c.params, c.route.calls())
	if err != nil {
		return nil, err
	}
	conditions, err := readFilters(c, common)
	if err != nil {
		return nil, err
	}
	order, err := readSort(c, common)
	if err != nil {
		return nil, err
	}
	shown := window(&p, a.sanClients(), conditions, order)
	ofHosts, ofClusters := hosts.pluck(c.params.Get("fields")), clusters.pluck(c.params.Get("fields"))
	return &answer{page: &p, size: len(shown) * hosts.sizeOf(ofHosts), result: func(buf []byte) []byte {
		buf = append(buf, '[')
		for i, client := range shown {
			if i > 0 {
				buf = append(buf, ',')
			}
			if client.cluster != nil {
				buf = clusters.append(buf, client.cluster, ofClusters)
			} else {
				buf = hosts.append(buf, client.host, ofHosts)
			}
		}
		return append(buf, ']')
	}}, nil
}
