package client

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// service is how paths begin that aren't the platform's own:
// "v3/Security/HTTPS".
const service = "v3/"

// platformPath is the part of a path that leads to the platform.
func (o Options) platformPath() string {
	return "Platform/" + url.PathEscape(o.Platform) + "/"
}

// request is a request with the path that it is called by, which needn't be the
// one that is sent.
type request struct {
	transport.Request
	called string
}

// newRequest is a request with what every request carries. The path is relative
// to the platform, unless it begins with "v3/", and its values are escaped.
func (c *Client) newRequest(method, path string) request {
	sent, place := proven(method, path)
	if rest, ok := strings.CutPrefix(place, service); ok {
		place = rest
	} else {
		place = c.platform + place
	}
	return request{called: path, Request: transport.Request{
		Method: sent,
		Path:   place,
		Header: http.Header{"Accept": {"application/json"}},
		// A read stays one, whatever method a platform has for it.
		Asks: method == http.MethodGet && sent != http.MethodGet,
	}}
}

// place is a path without its query.
func place(path string) string {
	path, _, _ = strings.Cut(path, "?")
	return path
}

// last is the last segment of a path.
func last(path string) string {
	path = place(path)
	return path[strings.LastIndexByte(path, '/')+1:]
}

// fits holds a path against a pattern, whose {variables} stand for one segment
// each, and gives their values.
func fits(pattern, path string) (values map[string]string, ok bool) {
	wanted, given := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(wanted) != len(given) {
		return nil, false
	}
	values = map[string]string{}
	for i, segment := range wanted {
		switch {
		case strings.HasPrefix(segment, "{"):
			values[segment] = given[i]
		case segment != given[i]:
			return nil, false
		}
	}
	return values, true
}
