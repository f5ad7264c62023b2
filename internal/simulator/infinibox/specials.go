package infinibox

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// specials are the endpoints that no general way of answering fits, by method
// and path. What isn't here is answered by what the catalogue says alone.
func (a *Array) specials() map[string]func(*endpoint) handler {
	plainly := func(v value) func(*endpoint) handler {
		return func(*endpoint) handler { return func(*call) (*answer, error) { return plain(v), nil } }
	}
	return map[string]func(*endpoint) handler{
		"GET motd":                                             plainly(word("")),
		"GET notifications/protocols":                          listWords("SNMP", "SMTP", "SYSLOG"),
		"GET search":                                           func(*endpoint) handler { return a.search },
		"GET metrics/available_fields":                         answerTemplate,
		"GET metrics/collectors/data":                          answerTemplate,
		"PUT metrics/filters/{filter_id}":                      func(e *endpoint) handler { return e.updateMetricFilter },
		"POST config/ldap/set_order":                           func(*endpoint) handler { return a.orderRepositories },
		"POST activedirectory/domains/set_preferred_ips":       func(e *endpoint) handler { return e.setPreferredIPs },
		"POST system/certificates":                             func(e *endpoint) handler { return e.upload },
		"POST system/certificates/upload_csr":                  func(e *endpoint) handler { return e.upload },
		"POST system/s3_certificates":                          func(e *endpoint) handler { return e.upload },
		"POST system/s3_certificates/upload_csr":               func(e *endpoint) handler { return e.upload },
		"POST system/kms/upload_infinibox_certificate_and_key": func(e *endpoint) handler { return e.upload },
		"POST system/kms/upload_kms_ca_certificate":            func(e *endpoint) handler { return e.upload },
		"POST system/certificates/generate_csr":                func(e *endpoint) handler { return e.generateRequest },
		"POST system/s3_certificates/generate_csr":             func(e *endpoint) handler { return e.generateRequest },
		"POST system/operational_state/activate":               a.activate,
		"POST system/operational_state/shutdown":               a.shutdown,
		"POST system/operational_state/shutdown_and_poweroff":  a.shutdown,
	}
}

// listWords answers a list of fixed words.
func listWords(words ...string) func(*endpoint) handler {
	return func(*endpoint) handler {
		return func(c *call) (*answer, error) {
			items := make([]value, len(words))
			for i, w := range words {
				items[i] = word(w)
			}
			return values(c, items)
		}
	}
}

// answerTemplate answers what the sample shows, with nothing in it.
func answerTemplate(e *endpoint) handler {
	return func(c *call) (*answer, error) {
		return plain(filled(c.array.world.samples.Answers[e.method+" "+e.path], nil)), nil
	}
}

// updateMetricFilter takes any one field; which ones there are isn't stated.
func (e *endpoint) updateMetricFilter(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if len(d) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	if len(d) > 1 {
		return nil, fail("NOT_SUPPORTED_MULTIPLE_FIELDS_IN_FILTER")
	}
	r, err := e.recordAt(c)
	if err != nil {
		return nil, err
	}
	return e.answerOf(c, r), nil
}

// orderRepositories takes the ids of all directories in the order in which they
// are asked.
func (a *Array) orderRepositories(c *call) (*answer, error) {
	decoded, err := c.decode()
	if err != nil {
		return nil, err
	}
	items, ok := decoded.([]any)
	if !ok {
		return nil, fail("MALFORMED_CONTENT")
	}
	var order []*record
	for _, item := range items {
		id, ok := whole(item)
		if !ok {
			return nil, fail("MALFORMED_CONTENT")
		}
		r, ok := a.recordsOf("ldap_repositories").find(id)
		if !ok {
			return nil, fail("USERS_REPOSITORY_NOT_FOUND")
		}
		order = append(order, r)
	}
	for at, r := range order {
		r.set("search_order", number(int64(at+1)))
	}
	return plain(flag(true)), nil
}

// setPreferredIPs takes the addresses of domain controllers as a bare list.
func (e *endpoint) setPreferredIPs(c *call) (*answer, error) {
	decoded, err := c.decode()
	if err != nil {
		return nil, err
	}
	addresses, ok := typed(decoded, "array<string>")
	if !ok {
		return nil, fail("MALFORMED_CONTENT")
	}
	r, err := e.recordAt(c)
	if err != nil {
		return nil, err
	}
	r.set("preferred_ips", addresses)
	return e.answerOf(c, r), nil
}

// upload takes a file and keeps nothing of it: a certificate of the simulator
// itself stays in place.
func (e *endpoint) upload(c *call) (*answer, error) {
	if len(c.body) == 0 && c.route.uploads() {
		return nil, fail("MISSING_CONTENT")
	}
	r, err := e.single(c, nil)
	if err != nil {
		return nil, err
	}
	if err := e.approve(c, r, nil); err != nil {
		return nil, err
	}
	return e.answerOf(c, r), nil
}

// generateRequest answers a certificate signing request, which is a frame
// without content: there's no key behind it.
func (e *endpoint) generateRequest(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	for _, name := range d.names() {
		if !e.inSample(name) {
			return nil, fail("UNSUPPORTED_FIELD", name)
		}
	}
	return plain(word("-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n")), nil
}

// searchable are the entities that search finds, by the name of their type.
func searchable() map[string]string {
	return map[string]string{
		"host": "hosts", "cluster": "clusters", "pool": "pools", "volume": "volumes",
		"filesystem": "filesystems", "consistency_group": "cgs",
	}
}

// search finds objects by a part of their names.
func (a *Array) search(c *call) (*answer, error) {
	p, err := readPage(c.params, c.route.command)
	if err != nil {
		return nil, err
	}
	types := slices.Sorted(maps.Keys(searchable()))
	if wanted := c.params.Get("type"); wanted != "" {
		if _, ok := searchable()[strings.ToLower(wanted)]; !ok {
			return nil, fail("WRONG_PARAMETER", wanted, "type", "must be a searchable entity type")
		}
		types = []string{strings.ToLower(wanted)}
	}
	for _, name := range slices.Sorted(maps.Keys(c.params)) {
		if !slices.Contains([]string{"query", "type", "page", "page_size", "fields"}, name) {
			return nil, fail("UNKNOWN_PARAMETER", name)
		}
	}
	type hit struct {
		id   int64
		name string
		kind string
	}
	var hits []hit
	part := strings.ToLower(c.params.Get("query"))
	for _, kind := range types {
		for id, name := range a.namesOf(searchable()[kind]) {
			if strings.Contains(strings.ToLower(name), part) {
				hits = append(hits, hit{id, name, kind})
			}
		}
	}
	slices.SortFunc(hits, func(x, y hit) int { return cmp.Compare(x.id, y.id) })
	p.objects = len(hits)
	var items []value
	for _, h := range cut(p, hits) {
		items = append(items, ofNative(map[string]any{
			"id": h.id, "name": h.name, "type": h.kind, "keywords": nil, "properties": map[string]any{},
		}))
	}
	return &answer{page: &p, result: several(items...).appendJSON}, nil
}

// namesOf are the names of an entity's objects by id.
func (a *Array) namesOf(entity string) map[int64]string {
	names := make(map[int64]string)
	switch entity {
	case "pools":
		for _, p := range a.pools.items {
			names[p.id] = p.name
		}
	case "volumes":
		for _, v := range a.volumes.items {
			names[v.id] = v.name
		}
	case "hosts":
		for _, h := range a.san.hosts.items {
			names[h.id] = h.name
		}
	case "clusters":
		for _, g := range a.san.clusters.items {
			names[g.id] = g.name
		}
	case "cgs":
		for _, g := range a.groups.items {
			names[g.id] = g.name
		}
	default:
		for _, r := range a.recordsOf(entity).items {
			names[r.id] = r.label()
		}
	}
	return names
}
