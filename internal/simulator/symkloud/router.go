package symkloud

import (
	"slices"
	"strings"
)

// basePath is where the API begins.
const basePath = "/v3/"

// route is one call of the API.
type route struct {
	// methods it answers, as in "GET|POST", and path below basePath, with the
	// names of variables in braces.
	methods, path string
	// need is the least level that a role must have.
	need Level
	// takes is what the call is given.
	takes parameters
	// receive takes an upload in, without holding the stack's lock: a slow client
	// must not hold up the others. It's nil for calls with a form.
	receive func(*call) (keep func(*call) (any, error), err error)
	// busy is the code for an upload while another one is under way.
	busy int
	// handle carries the call out. A nil reply is the result of a change.
	handle func(*call) (any, error)

	segments []string
}

// router finds routes by path.
type router struct {
	routes []*route
}

func newRouter(routes []route) *router {
	r := &router{}
	for _, one := range routes {
		one.segments = strings.Split(one.path, "/")
		r.routes = append(r.routes, &one)
	}
	return r
}

// match finds the call of a method and path, and the values of its variables by
// name. It knows no platforms: an unknown one is for the call to find.
func (r *router) match(method, path string) (*route, map[string]string, error) {
	if path, ok := strings.CutPrefix(path, basePath); ok {
		segments := strings.Split(path, "/")
		for _, one := range r.routes {
			if variables, ok := one.fits(segments); ok && slices.Contains(strings.Split(one.methods, "|"), method) {
				return one, variables, nil
			}
		}
		if segments[0] == "Platform" && len(segments) > 1 {
			return nil, map[string]string{"p": segments[1]}, refuse(codeBadRequest)
		}
	}
	return nil, nil, refuse(codeNoCall)
}

// fits compares the segments of a path.
func (one *route) fits(segments []string) (map[string]string, bool) {
	if len(segments) != len(one.segments) {
		return nil, false
	}
	for i, want := range one.segments {
		if !isVariable(want) && want != segments[i] {
			return nil, false
		}
	}
	variables := map[string]string{}
	for i, want := range one.segments {
		if isVariable(want) {
			variables[want[1:len(want)-1]] = segments[i]
		}
	}
	return variables, true
}

func isVariable(segment string) bool { return strings.HasPrefix(segment, "{") }

// join puts the calls of several domains together.
func join(domains ...[]route) []route { return slices.Concat(domains...) }
