package infinibox

import (
	"slices"
	"strconv"
)

// hostRoutes are the endpoints of the section "Host" but those of mappings.
func (a *Array) hostRoutes() []route {
	return []route{
		listOn("hosts", "GetAllHostsFiltered", a.listHosts),
		post("hosts", owners(), a.createHost),
		get("hosts/{id}", a.getHost),
		put("hosts/{id}", owners(), a.updateHost),
		del("hosts/{id}", owners(), a.deleteHost),
		get("hosts/{id}/{attribute}", a.getHostAttribute, "page", "page_size"),
		listOn("hosts/{host_id}/ports", "GetHostPorts", a.listHostPorts),
		post("hosts/{id}/ports", owners(), a.addPort),
		del("hosts/{id}/ports/{type}/{address}", owners(), a.removePort),
		get("hosts/ports/{portKey}", a.getPortByKey),
		get("hosts/host_id_by_initiator_address/{wwn}", a.getHostOfPort),
	}
}

// hostAt is the host that the call's path names.
func (a *Array) hostAt(c *call) (*host, error) {
	id, err := c.id()
	if err != nil {
		return nil, err
	}
	return a.hostOf(id)
}

func (a *Array) hostOf(id int64) (*host, error) {
	h, ok := a.san.hosts.find(id)
	if !ok {
		return nil, fail("HOST_NOT_FOUND")
	}
	return h, nil
}

// listHosts refuses one filter as a parameter that it doesn't know, though the
// hosts show the field: the reference says so.
func (a *Array) listHosts(c *call) (*answer, error) {
	if c.params.Has("host_cluster_id") {
		return nil, fail("UNKNOWN_PARAMETER", "host_cluster_id")
	}
	return a.san.hosts.list(c)
}

func (a *Array) getHost(c *call) (*answer, error) {
	h, err := a.hostAt(c)
	if err != nil {
		return nil, err
	}
	return shown(a.san.hosts.schema, h, a.san.hosts.pluck(c.params.Get("fields"))), nil
}

func (a *Array) getHostAttribute(c *call) (*answer, error) {
	h, err := a.hostAt(c)
	if err != nil {
		return nil, err
	}
	return attribute(c, a.san.hosts.schema, h)
}

func (a *Array) createHost(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	h := newHost(0, c.millis())
	if err := h.read(d); err != nil {
		return nil, err
	}
	if err := a.checkHost(h); err != nil {
		return nil, err
	}
	h.id = a.newID()
	a.san.hosts.add(h)
	return made(a.san.hosts.schema, h), nil
}

// read takes a create's body.
func (h *host) read(d document) error {
	for _, name := range []string{"created_at", "updated_at"} {
		if _, given := d[name]; given {
			return fail("UNSUPPORTED_FIELD", "created_at or updated_at")
		}
	}
	if err := d.only(append(chapFields(), "name", "host_type", "min_expected_paths", "optimized", "tenant_id")...); err != nil {
		return err
	}
	if err := d.require("name"); err != nil {
		return err
	}
	if err := d.ofTheTenant(); err != nil {
		return err
	}
	var err error
	if h.name, _, err = d.text("name"); err != nil {
		return err
	}
	if err := checkName(h.name); err != nil {
		return err
	}
	if kind, set, err := d.choice("host_type", hostTypes()); err != nil {
		return err
	} else if set {
		h.hostType = kind
	}
	if _, given := d["min_expected_paths"]; given {
		if h.minPaths, err = d.expectedPaths(); err != nil {
			return err
		}
	}
	if err := d.readFlags(map[string]*bool{"optimized": &h.optimized}); err != nil {
		return err
	}
	return h.chap.read(d)
}

// expectedPaths reads min_expected_paths, of which -1 is the computed figure.
func (d document) expectedPaths() (int64, error) {
	const name, condition = "min_expected_paths", "non-negative, non-null value or -1 for calculated field"
	n, set, err := d.number(name)
	switch {
	case err != nil:
		return 0, err
	case !set:
		return 0, fail("WRONG_PARAMETER", "null", name, condition)
	case n < computedPaths:
		return 0, fail("WRONG_PARAMETER", strconv.FormatInt(n, 10), name, condition)
	default:
		return n, nil
	}
}

// checkHost refuses a new host beside those that are there.
func (a *Array) checkHost(h *host) error {
	if err := h.chap.check(); err != nil {
		return err
	}
	if taken(a.san.hosts, h.name, nil) {
		return fail("HOST_NAME_CONFLICT")
	}
	if len(a.san.hosts.items) >= a.options.Limits.SAN.Hosts {
		return fail("HOST_COUNT_LIMIT")
	}
	return nil
}

// deleteHost deletes a host that uses no volumes and is in no cluster. Its
// ports go with it. The overview calls this dangerous, its own entry doesn't.
func (a *Array) deleteHost(c *call) (*answer, error) {
	h, err := a.hostAt(c)
	if err != nil {
		return nil, err
	}
	if h.cluster != nil {
		return nil, fail("CANNOT_DELETE_CLUSTERED_HOST")
	}
	if len(h.luns) > 0 {
		return nil, fail("HOST_NOT_EMPTY")
	}
	gone := asItWas(a.san.hosts.schema, h)
	for _, p := range slices.Clone(h.ports) {
		a.dropPort(p)
	}
	a.san.hosts.remove(h)
	a.forgetMetadata(h.id)
	return gone, nil
}

// asItWas answers an object as it is now, before it's taken apart.
func asItWas[T object](s *schema[T], item T) *answer {
	body := s.append(make([]byte, 0, s.size), item, nil)
	return &answer{result: func(buf []byte) []byte { return append(buf, body...) }}
}
