package infinibox

import (
	"slices"
)

// clusterRoutes are the endpoints of the section "Host Cluster" but those of
// mappings.
func (a *Array) clusterRoutes() []route {
	return []route{
		listOn("clusters", "GetAllClustersFiltered", a.listClusters),
		post("clusters", owners(), a.createCluster),
		get("clusters/{id}", a.getCluster),
		put("clusters/{id}", owners(), a.updateCluster),
		del("clusters/{id}", owners(), a.deleteCluster),
		get("clusters/{id}/{attribute}", a.getClusterAttribute, "page", "page_size"),
		listOn("clusters/{id}/hosts", "GetClusterHosts", a.listClusterHosts),
		post("clusters/{id}/hosts", owners(), a.addHostToCluster),
		del("clusters/{id}/hosts/{host_id}", owners(), a.removeHostFromCluster),
	}
}

// clusterAt is the cluster that the call's path names.
func (a *Array) clusterAt(c *call) (*cluster, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	return a.clusterOf(id)
}

func (a *Array) clusterOf(id int64) (*cluster, error) {
	g, ok := a.san.clusters.find(id)
	if !ok {
		return nil, fail("HOST_CLUSTER_NOT_FOUND")
	}
	return g, nil
}

func (a *Array) listClusters(c *call) (*answer, error) { return a.san.clusters.list(c) }

func (a *Array) getCluster(c *call) (*answer, error) {
	g, err := a.clusterAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.san.clusters.schema, g, a.san.clusters.pluck(c.params.Get("fields"))), nil
}

func (a *Array) getClusterAttribute(c *call) (*answer, error) {
	g, err := a.clusterAt(c)
	if err != nil {
		return nil, err
	}
	return attribute(c, a.san.clusters.schema, g)
}

func (a *Array) createCluster(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	g := newCluster(0, c.millis())
	if err := g.read(d); err != nil {
		return nil, err
	}
	if err := a.checkCluster(g); err != nil {
		return nil, err
	}
	g.id = a.newID()
	a.san.clusters.add(g)
	return made(a.san.clusters.schema, g), nil
}

func (g *cluster) read(d document) error {
	if err := d.only("name", "host_type"); err != nil {
		return err
	}
	if err := d.require("name"); err != nil {
		return err
	}
	var err error
	if g.name, err = d.demandedName(); err != nil {
		return err
	}
	kind, set, err := d.choice("host_type", hostTypes())
	if set {
		g.hostType = kind
	}
	return err
}

// checkCluster refuses a new cluster beside those that are there.
func (a *Array) checkCluster(g *cluster) error {
	if taken(a.san.clusters, g.name, nil) {
		return fail("HOST_CLUSTER_NAME_CONFLICT")
	}
	if len(a.san.clusters.items) >= a.options.Limits.SAN.Clusters {
		return fail("CLUSTER_COUNT_LIMIT")
	}
	return nil
}

// updateCluster takes the name and the type of the hosts, both at once too, as
// the reference doesn't say that it's one at a time.
func (a *Array) updateCluster(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("name", "host_type"); err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	changed := cluster{}
	_, renames := d["name"]
	_, retypes := d["host_type"]
	if renames {
		if changed.name, err = d.demandedName(); err != nil {
			return nil, err
		}
	}
	if retypes {
		if changed.hostType, err = d.demandedHostType(); err != nil {
			return nil, err
		}
	}
	g, err := a.clusterAt(c)
	if err != nil {
		return nil, err
	}
	if retypes {
		if err := g.mayBecome(changed.hostType); err != nil {
			return nil, err
		}
	}
	if renames {
		if taken(a.san.clusters, changed.name, g) {
			return nil, fail("HOST_CLUSTER_NAME_CONFLICT")
		}
		before := g.name
		g.name = changed.name
		a.san.clusters.renamed(g, before)
	}
	if retypes {
		g.hostType = changed.hostType
	}
	g.updated = c.millis()
	return shown(a.san.clusters.schema, g, nil), nil
}

// mayBecome refuses a type that the cluster's hosts aren't of.
func (g *cluster) mayBecome(kind string) error {
	if err := changeHostType(g.hostType, kind); err != nil {
		return err
	}
	for _, h := range g.hosts {
		if h.hostType != kind {
			return fail("CLUSTER_PROHIBITED_HOST_TYPE", h.hostType)
		}
	}
	return nil
}

// deleteCluster deletes a cluster without mappings; its hosts are on their own
// again, which the answer shows.
func (a *Array) deleteCluster(c *call) (*answer, error) {
	g, err := a.clusterAt(c)
	if err != nil {
		return nil, err
	}
	if len(g.luns) > 0 {
		return nil, fail("CLUSTER_HAS_LUNS")
	}
	for _, h := range g.hosts {
		h.cluster = nil
	}
	gone := asItWas(a.san.clusters.schema, g)
	a.san.clusters.remove(g)
	a.forgetMetadata(g.id)
	return gone, nil
}

func (a *Array) listClusterHosts(c *call) (*answer, error) {
	g, err := a.clusterAt(c)
	if err != nil {
		return nil, err
	}
	members := slices.SortedFunc(slices.Values(g.hosts), byIdentity[*host])
	return listOf(c, a.san.hosts.schema, members)
}
