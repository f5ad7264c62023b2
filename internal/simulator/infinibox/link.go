package infinibox

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
)

// remotePermission carries Basic credentials of the peer on calls that touch
// it.
const remotePermission = "X-Remote-Authorization"

// Reach makes another array reachable for this one at a management address, as
// a network between them does. Links can then be made to it.
func (a *Array) Reach(host string, peer *Array) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.peers == nil {
		a.peers = make(map[string]*Array)
	}
	a.peers[host] = peer
}

// Link makes two arrays reachable for each other by their names and links
// them, over a network space for replication that is made on each. It answers
// the ids of the link on both.
func Link(a, b *Array) (onA, onB int64, err error) {
	if a == b || a.options.Name == b.options.Name {
		return 0, 0, fmt.Errorf("linking %s with %s: %w", a.options.Name, b.options.Name, fail("CANNOT_LINK_SYSTEM_TO_ITSELF"))
	}
	a.Reach(b.options.Name, b)
	b.Reach(a.options.Name, a)
	for _, of := range []*Array{a, b} {
		if _, found := of.Objects("network_spaces"); !found || len(of.replicationSpaces()) == 0 {
			if err := of.makeReplicationSpace(); err != nil {
				return 0, 0, err
			}
		}
	}
	made, err := a.perform(http.MethodPost, "links", map[string]any{
		"name": "link-to-" + b.options.Name, "remote_host": b.options.Name, "local_replication_network_space_id": a.replicationSpaces()[0],
	})
	if err != nil {
		return 0, 0, fmt.Errorf("linking %s with %s: %w", a.options.Name, b.options.Name, err)
	}
	if onA, err = made.ID.Int64(); err != nil {
		return 0, 0, fmt.Errorf("reading the link's id: %w", err)
	}
	object, _ := a.Object("links", made.ID.String())
	onB, _ = object["remote_link_id"].(int64)
	return onA, onB, nil
}

// replicationSpaces are the ids of the network spaces for replication.
func (a *Array) replicationSpaces() []int64 {
	a.mu.RLock()
	defer a.mu.RUnlock()
	var ids []int64
	for _, r := range a.recordsOf("network_spaces").items {
		if r.get("service").text == replicationService {
			ids = append(ids, r.id)
		}
	}
	return ids
}

// replicationService is the service of network spaces that links use.
const replicationService = "RMR_SERVICE"

func (a *Array) makeReplicationSpace() error {
	_, err := a.perform(http.MethodPost, "network/spaces", map[string]any{
		"name": "replication", "service": replicationService, "interfaces": []any{},
		"network_config": map[string]any{"network": "10.0.0.0", "netmask": 24, "default_gateway": "10.0.0.254"},
	})
	if err != nil {
		return fmt.Errorf("making a network space on %s: %w", a.options.Name, err)
	}
	return nil
}

// connect is the rule of new links: the peer has to answer, and gets its own
// end of the link once this array's lock is free.
func (a *Array) connect(c *call, made *record, given fields) error {
	host := given["remote_host"].text
	peer := a.peers[host]
	if peer == a {
		return fail("CANNOT_LINK_SYSTEM_TO_ITSELF")
	}
	for _, other := range a.recordsOf("links").items {
		if other.get("remote_host").text == host {
			return fail("LINK_TO_HOST_ALREADY_EXISTS", fillers("LINK_TO_HOST_ALREADY_EXISTS", host)...)
		}
	}
	if peer == nil {
		return fail("REMOTE_API_FAILURE", fillers("REMOTE_API_FAILURE", host)...)
	}
	made.set("remote_system_name", word(peer.options.Name))
	made.set("link_state", word("UP"))
	made.id = a.newID()
	id := made.id
	c.after = append(c.after, func() {
		remote := peer.acceptLink(a, id, c.millis())
		a.mu.Lock()
		defer a.mu.Unlock()
		made.set("remote_link_id", number(remote))
	})
	return nil
}

// acceptLink makes this array's end of a link that a peer has made.
func (a *Array) acceptLink(from *Array, remoteID, millis int64) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.newRecord(a.world.kinds["links"], a.newID())
	host := from.options.Name
	if a.peers == nil {
		a.peers = make(map[string]*Array)
	}
	a.peers[host] = from
	for name, v := range (fields{
		"name": word("link-to-" + host), "remote_host": word(host), "remote_system_name": word(host), "remote_link_id": number(remoteID),
		"link_state": word("UP"), "created_at": number(millis), "updated_at": number(millis),
	}) {
		r.set(name, v)
	}
	a.keep(r)
	return r.id
}

// disconnect is the rule of links that go: the peer loses its end too.
func (a *Array) disconnect(c *call, r *record) error {
	peer, remote := a.peers[r.get("remote_host").text], r.get("remote_link_id").num
	if peer == nil || peer == a {
		return nil
	}
	c.after = append(c.after, func() {
		peer.mu.Lock()
		defer peer.mu.Unlock()
		if other, ok := peer.recordsOf("links").find(remote); ok {
			peer.drop(other)
		}
	})
	return nil
}

// remoteRoutes are the endpoints that pass a call on to a linked array.
func (a *Array) remoteRoutes() []route {
	var routes []route
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		r := route{method: method, path: "remote/{linkId}/{resource}", outside: true}
		r.handle = func(c *call) (*answer, error) { return a.passOn(c, method) }
		routes = append(routes, r)
	}
	return routes
}

// passOn does a call on the peer of a link, which a number in the path names by
// its id and anything else by its host. The peer judges it by the caller's
// role, or by the credentials of X-Remote-Authorization.
func (a *Array) passOn(c *call, method string) (*answer, error) {
	peer, err := a.peerAt(c.variables[0])
	if err != nil {
		return nil, err
	}
	at := url.URL{Scheme: "http", Host: "peer", Path: basePath + c.variables[1], RawQuery: c.query}
	request, err := http.NewRequestWithContext(c.context, method, at.String(), bytes.NewReader(c.body))
	if err != nil {
		return nil, fail("MALFORMED_PARAMETER", c.variables[1])
	}
	if len(c.body) > 0 {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.permission != "" {
		request.Header.Set("Authorization", c.permission)
	}
	asking := &call{array: peer, now: peer.clock.Now()}
	if c.permission == "" {
		asking.user = &user{name: c.user.name, role: c.user.role, enabled: true, kind: localUser}
	}
	peer.settle(asking.now)
	status, body, _, _ := peer.answer(asking, request)
	for _, after := range asking.after {
		after()
	}
	return &answer{status: status, ready: body}, nil
}

// peerAt is the array that a link leads to.
func (a *Array) peerAt(link string) (*Array, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, r := range a.recordsOf("links").items {
		if fmt.Sprint(r.id) != link && r.get("remote_host").text != link {
			continue
		}
		if peer := a.peers[r.get("remote_host").text]; peer != nil {
			return peer, nil
		}
		return nil, fail("LINK_IO_ERROR", fillers("LINK_IO_ERROR", link)...)
	}
	return nil, fail("LINK_NOT_FOUND")
}
