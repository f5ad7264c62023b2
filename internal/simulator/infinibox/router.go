package infinibox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// basePath stands before every path of the reference.
const basePath = "/api/rest/"

// handler carries out one endpoint's call. It runs under the array's lock, so
// it looks everything up and refuses before it changes anything.
type handler func(*call) (*answer, error)

// route is one endpoint: what the reference says of it, and its handler.
type route struct {
	method string
	// path as the reference writes it, without the base: "volumes/{id}/move".
	path   string
	handle handler
	// roles that may call it; nil means all.
	roles []Role
	// params are the query parameters of the endpoint's own.
	params []string
	// list is for endpoints that page, filter, sort and pluck; command is
	// their name in the array's messages.
	list    bool
	command string
	// reads marks a call that isn't a GET and changes nothing.
	reads bool
	// changes marks a GET that changes something.
	changes bool
	// files marks a call that takes a form although the reference shows none.
	files bool
	// open marks a call that needs no credentials.
	open bool
	// outside marks a call that is carried out without the array's lock.
	outside bool
	// documented are the reference's calls at this address, entity is theirs,
	// and level is how far they are simulated.
	documented []*catalogue.Endpoint
	entity     string
	level      level
	// own marks a call that isn't answered from the catalogue.
	own bool
	// states are the system's states in which the call works, "ALL" or none
	// for every one but the refused.
	states, refusedStates []string
}

// get, list, post, put and del are endpoints as the domains write them down.
func get(path string, h handler, params ...string) route {
	return route{method: http.MethodGet, path: path, handle: h, params: params}
}

func listOn(path, command string, h handler, params ...string) route {
	return route{method: http.MethodGet, path: path, handle: h, list: true, command: command, params: params}
}

func post(path string, roles []Role, h handler, params ...string) route {
	return route{method: http.MethodPost, path: path, handle: h, roles: roles, params: params}
}

func put(path string, roles []Role, h handler, params ...string) route {
	return route{method: http.MethodPut, path: path, handle: h, roles: roles, params: params}
}

func del(path string, roles []Role, h handler, params ...string) route {
	return route{method: http.MethodDelete, path: path, handle: h, roles: roles, params: params}
}

// branch is a node of the tree of paths.
type branch struct {
	fixed    map[string]*branch
	variable *branch
	routes   map[string]*route
	// rest takes all that is left of a path, slashes too.
	rest bool
}

// restOfPath is the variable that takes what is left of a path.
const restOfPath = "{resource}"

// router finds the endpoint of a request.
type router struct{ root *branch }

func newRouter(routes []route) *router {
	r := &router{root: &branch{}}
	for i := range routes {
		r.add(&routes[i])
	}
	return r
}

func (r *router) add(added *route) {
	at := r.root
	for segment := range strings.SplitSeq(added.path, "/") {
		if strings.HasPrefix(segment, "{") {
			if at.variable == nil {
				at.variable = &branch{}
			}
			at = at.variable
			at.rest = segment == restOfPath
			continue
		}
		if at.fixed == nil {
			at.fixed = make(map[string]*branch)
		}
		if at.fixed[segment] == nil {
			at.fixed[segment] = &branch{}
		}
		at = at.fixed[segment]
	}
	if at.routes == nil {
		at.routes = make(map[string]*route)
	}
	at.routes[added.method] = added
}

// at is the endpoint with this method and path, the path as the reference
// writes it; nil when there's none.
func (r *router) at(method, path string) *route {
	at := r.root
	for segment := range strings.SplitSeq(path, "/") {
		if strings.HasPrefix(segment, "{") {
			at = at.variable
		} else {
			at = at.fixed[segment]
		}
		if at == nil {
			return nil
		}
	}
	return at.routes[method]
}

// match finds the endpoint for a method and a path below the base, and the
// values of the path's variables. The path is as it was sent, so that a
// variable's value may hold an encoded slash.
func (r *router) match(method, path string) (found *route, variables []string, allowed []string, err error) {
	segments := strings.Split(strings.TrimSuffix(path, "/"), "/")
	var at *branch
	at, variables = r.root.walk(segments, nil)
	if at == nil {
		return nil, nil, nil, fail("UNKNOWN_PATH", path)
	}
	for i, variable := range variables {
		if variables[i], err = url.PathUnescape(variable); err != nil {
			return nil, nil, nil, fail("UNKNOWN_PATH", path)
		}
	}
	if found, ok := at.routes[method]; ok {
		return found, variables, nil, nil
	}
	for method := range at.routes {
		allowed = append(allowed, method)
	}
	slices.Sort(allowed)
	return nil, nil, allowed, fail("METHOD_NOT_ALLOWED")
}

// walk prefers a fixed segment over a variable one, so that
// volumes/internal_volumes/master isn't taken for an attribute of a volume.
func (b *branch) walk(segments, variables []string) (*branch, []string) {
	if len(segments) == 0 {
		if b.routes == nil {
			return nil, nil
		}
		return b, variables
	}
	if next := b.fixed[segments[0]]; next != nil {
		if at, found := next.walk(segments[1:], variables); at != nil {
			return at, found
		}
	}
	if b.variable == nil || segments[0] == "" {
		return nil, nil
	}
	if b.variable.rest {
		return b.variable, append(slices.Clip(variables), strings.Join(segments, "/"))
	}
	return b.variable.walk(segments[1:], append(slices.Clip(variables), segments[0]))
}

// uploads tells whether the call's body is a form with files.
func (r *route) uploads() bool {
	return r.files || len(r.documented) > 0 && r.documented[0].Body == "multipart"
}
