package transport

import (
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
)

// endpoints are the addresses of one device. All requests go to the one
// that is preferred, the first at the beginning, until
// it can't be reached or loses an answer.
type endpoints struct {
	urls    []*url.URL
	current atomic.Int64
}

// preferred is the endpoint to ask next, with its place in the list.
func (e *endpoints) preferred() (index int, endpoint *url.URL) {
	index = int(e.current.Load())
	return index, e.urls[index]
}

// leave moves away from an endpoint that failed. Of several requests that
// failed at the same endpoint only the first moves, or they would chase each
// other past the one that works.
func (e *endpoints) leave(index int) {
	next := (index + 1) % len(e.urls)
	e.current.CompareAndSwap(int64(index), int64(next))
}

// ParseEndpoint turns an address into the API's root there, or says what is
// wrong with it and what one looks like. The address itself stays out of that,
// since it may hold a password where none belongs.
func ParseEndpoint(address, root, example string) (base *url.URL, problem string) {
	endpoint, err := url.Parse(strings.TrimSpace(address))
	switch {
	case address == "":
		problem = "must not be empty"
	case err != nil:
		problem = "isn't a valid address"
	case endpoint.Scheme != "https" && endpoint.Scheme != "http":
		problem = "must begin with https:// or http://"
	case endpoint.Hostname() == "":
		problem = "names no host"
	case endpoint.User != nil:
		problem = "must not hold credentials: username and password are attributes of their own"
	case endpoint.RawQuery != "" || endpoint.Fragment != "" || endpoint.ForceQuery:
		problem = "must not have a query or fragment"
	case !slices.Contains([]string{"", root}, strings.TrimSuffix(endpoint.Path, "/")):
		problem = "must not have a path other than " + root
	}
	if problem != "" {
		return nil, problem + `; an address looks like "` + example + `"`
	}
	return &url.URL{Scheme: endpoint.Scheme, Host: strings.ToLower(endpoint.Host), Path: root}, ""
}
