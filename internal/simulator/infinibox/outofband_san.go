package infinibox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// What hangs on hosts has no calls by ids of its own, and partly no ids in its
// answers. The control API looks at it and changes it as if it had: by the names
// of its entities, with the id of the host or cluster among the fields.

// sight is a list of objects as the control API looks at them, ids included.
type sight[T object] struct {
	*schema[T]
	items []T
}

func (s sight[T]) asMap(item T) map[string]any {
	fields := s.schema.asMap(item)
	fields["id"] = item.identity()
	return fields
}

func (s sight[T]) native(id int64) (map[string]any, bool) {
	at, ok := slices.BinarySearchFunc(s.items, id, func(item T, id int64) int { return cmp.Compare(item.identity(), id) })
	if !ok {
		return nil, false
	}
	return s.asMap(s.items[at]), true
}

func (s sight[T]) natives() []map[string]any {
	all := make([]map[string]any, len(s.items))
	for i, item := range s.items {
		all[i] = s.asMap(item)
	}
	return all
}

// sanShelf finds a collection that is about hosts; the hosts of clusters are
// those that are in one.
func (a *Array) sanShelf(collection string) (shelf, bool) {
	switch collection {
	case "hosts":
		return a.san.hosts, true
	case "clusters":
		return a.san.clusters, true
	case "host_luns":
		return a.san.hostLUNs, true
	case "cluster_luns":
		return a.san.clusterLUNs, true
	case "host_ports":
		return sight[*port]{a.san.ports.schema, a.san.ports.items}, true
	case "initiators":
		return sight[*initiator]{a.san.logins.schema, a.initiators()}, true
	case "cluster_hosts":
		members := slices.DeleteFunc(slices.Clone(a.san.hosts.items), func(h *host) bool { return h.cluster == nil })
		return sight[*host]{a.san.hosts.schema, members}, true
	default:
		return nil, false
	}
}

// hangsOnHosts tells whether a collection is of objects without calls of their
// own.
func hangsOnHosts(collection string) bool {
	return slices.Contains([]string{"host_ports", "host_luns", "cluster_luns", "cluster_hosts", "initiators"}, collection)
}

// putHanging makes such an object. Of those that are there, mappings alone can
// be changed, and their numbers alone.
func (a *Array) putHanging(collection, id string, fields map[string]any) (map[string]any, error) {
	d, err := asDocument(fields)
	if err != nil {
		return nil, err
	}
	if id != "" {
		err = a.renumber(collection, id, d)
	} else {
		id, err = a.makeHanging(collection, d)
	}
	if err != nil {
		return nil, err
	}
	object, ok := a.Object(collection, id)
	if !ok {
		return nil, fmt.Errorf("%s/%s: %w", collection, id, fail("NOT_FOUND"))
	}
	return object, nil
}

func (a *Array) makeHanging(collection string, d document) (string, error) {
	owner, path := "host_id", "hosts"
	switch collection {
	case "initiators":
		return a.appear(d)
	case "cluster_luns", "cluster_hosts":
		owner, path = "host_cluster_id", "clusters"
	}
	if err := d.require(owner); err != nil {
		return "", err
	}
	at, _, err := d.number(owner)
	if err != nil {
		return "", err
	}
	delete(d, owner)
	path += "/" + describe(at)
	switch collection {
	case "host_ports":
		if _, err := a.perform(http.MethodPost, path+"/ports", d); err != nil {
			return "", err
		}
		return a.newestPort(at), nil
	case "cluster_hosts":
		if given, ok := d["host_id"]; ok {
			delete(d, "host_id")
			d["id"] = given
		}
		if _, err := a.perform(http.MethodPost, path+"/hosts", d); err != nil {
			return "", err
		}
		member, _, err := d.number("id")
		return describe(member), err
	default:
		made, err := a.perform(http.MethodPost, path+"/luns", d)
		return made.ID.String(), err
	}
}

// newestPort is the id of the port that a host was given last.
func (a *Array) newestPort(of int64) string {
	a.mu.RLock()
	defer a.mu.RUnlock()
	h, ok := a.san.hosts.find(of)
	if !ok || len(h.ports) == 0 {
		return ""
	}
	return describe(h.ports[len(h.ports)-1].id)
}

// appear lets an initiator log in.
func (a *Array) appear(d document) (string, error) {
	if err := d.only("type", "address"); err != nil {
		return "", err
	}
	kind, _, err := d.text("type")
	if err != nil {
		return "", err
	}
	address, _, err := d.text("address")
	if err != nil {
		return "", err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	i, err := a.logIn(kind, address)
	if err != nil {
		return "", err
	}
	return describe(i.id), nil
}

// renumber gives a mapping another number, which clients can only do by ending
// it and making another.
func (a *Array) renumber(collection, id string, d document) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	m, err := a.mappingBy(collection, id)
	if err != nil {
		return err
	}
	if err := d.only("lun"); err != nil {
		return err
	}
	to, set, err := d.number("lun")
	switch {
	case err != nil:
		return err
	case !set:
		return fail("MALFORMED_PARAMETER", "lun")
	case m.inherited():
		return fail("LUN_IS_CLUSTERED")
	case to == m.lun:
		return nil
	}
	moved := *m
	moved.lun = to
	for _, check := range []func(*mapping) error{inRange, a.usableNumber} {
		if err := check(&moved); err != nil {
			return err
		}
	}
	if m.host == nil {
		for _, h := range m.cluster.hosts {
			h.numbers[m.lun].move(h.numbers, to)
		}
		m.move(m.cluster.numbers, to)
		return nil
	}
	m.move(m.host.numbers, to)
	return nil
}

func (m *mapping) move(numbers map[int64]*mapping, to int64) {
	delete(numbers, m.lun)
	m.lun = to
	numbers[to] = m
}

func (a *Array) mappingBy(collection, id string) (*mapping, error) {
	held := a.san.hostLUNs
	switch collection {
	case "host_luns":
	case "cluster_luns":
		held = a.san.clusterLUNs
	default:
		return nil, fmt.Errorf("%s can only be made and removed: %w", collection, fail("METHOD_NOT_ALLOWED"))
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, fail("MALFORMED_ID_TYPE")
	}
	m, ok := held.find(n)
	if !ok {
		return nil, fail("LUN_NOT_FOUND")
	}
	return m, nil
}

// removeHanging ends what putHanging makes.
func (a *Array) removeHanging(collection, id string) error {
	path, err := a.pathOfHanging(collection, id)
	if err != nil {
		return err
	}
	if collection == "initiators" {
		return a.LogOut(path)
	}
	_, err = a.perform(http.MethodDelete, path, nil)
	return err
}

// pathOfHanging is where the API has an object, of an initiator its address.
func (a *Array) pathOfHanging(collection, id string) (string, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return "", fail("MALFORMED_ID_TYPE")
	}
	switch collection {
	case "host_ports":
		if p, ok := a.san.ports.find(n); ok {
			return fmt.Sprintf("hosts/%d/ports/%s/%s", p.host.id, p.kind, p.address), nil
		}
		return "", fail("PORT_NOT_FOUND")
	case "cluster_hosts":
		if h, ok := a.san.hosts.find(n); ok && h.cluster != nil {
			return fmt.Sprintf("clusters/%d/hosts/%d", h.cluster.id, h.id), nil
		}
		return "", fail("HOST_NOT_FOUND")
	case "initiators":
		if i, ok := a.san.logins.find(n); ok {
			return i.address, nil
		}
		return "", fail("INITIATOR_NOT_FOUND")
	default:
		m, err := a.mappingBy(collection, id)
		if err != nil {
			return "", err
		}
		if m.host != nil {
			return fmt.Sprintf("hosts/%d/luns/lun/%d", m.host.id, m.lun), nil
		}
		return fmt.Sprintf("clusters/%d/luns/lun/%d", m.cluster.id, m.lun), nil
	}
}
