package infinibox

import (
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// level is how far an endpoint is simulated.
type level string

const (
	// behaves: a domain has its own code for it.
	behaves level = "behaviour"
	// generic: everything that holds for all endpoints, and the documented
	// fields kept; nothing that is special to this one.
	general level = "generic"
	// missing: it can't be answered, and says so with 501.
	missing level = "not simulated"
)

// endpoint is what one method and path of the reference needs to be answered
// from the catalogue alone.
type endpoint struct {
	method, path string
	// documented are the calls at this address: several with other bodies.
	documented []*catalogue.Endpoint
	kind       *recordKind
	// owner is the kind that the first variable of the path names, nil when
	// the path doesn't lead through one. foreign is its entity when it isn't
	// kept as records.
	owner *recordKind
	// keys are the fields that the variables after that name.
	keys []string
	// tail is the last word of the path when it isn't a variable.
	tail string
}

// genericRoutes are the endpoints of the reference that no domain answers.
func (a *Array) genericRoutes(answered *router) []route {
	var routes []route
	special, unanswered := a.specials(), unanswerable()
	for _, e := range a.world.addresses {
		if own := answered.at(e.method, e.path); own != nil {
			own.level, own.own = behaves, true
			e.annotate(own)
			continue
		}
		made := route{method: e.method, path: e.path, level: general}
		made.handle = e.handler(&made, special[e.method+" "+e.path], unanswered[e.method+" "+e.path])
		if made.level == general && (special[e.method+" "+e.path] != nil || a.hasRules(e)) {
			made.level = behaves
		}
		e.annotate(&made)
		routes = append(routes, made)
	}
	return routes
}

// endpoints are the reference's addresses: calls that differ in nothing but
// their bodies, or in what they call a variable, are one.
func (w *world) endpoints() []*endpoint {
	var all []*endpoint
	at := make(map[string]*endpoint)
	for _, documented := range w.Endpoints {
		key := documented.Method + " " + shapeOf(documented.Path)
		e := at[key]
		if e == nil {
			e = &endpoint{method: documented.Method, path: documented.Path, kind: w.kinds[documented.Entity]}
			at[key] = e
			all = append(all, e)
			e.read(w, documented)
		}
		e.documented = append(e.documented, documented)
	}
	return all
}

// shapeOf is a path without the names of its variables.
func shapeOf(path string) string {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			segments[i] = "{}"
		}
	}
	return strings.Join(segments, "/")
}

// read takes a path apart.
func (e *endpoint) read(w *world, documented *catalogue.Endpoint) {
	segments := strings.Split(documented.Path, "/")
	if last := segments[len(segments)-1]; !strings.HasPrefix(last, "{") {
		e.tail = last
	}
	parameters := documented.PathParameters
	parent, owned := w.kinds[e.kind.entity.Parent]
	if owned && len(parameters) > 0 && strings.HasPrefix(documented.Path, parent.base()+"/{") {
		e.owner = parent
		parameters = parameters[1:]
	}
	for _, p := range parameters {
		if p.Name == "attribute" {
			continue
		}
		e.keys = append(e.keys, e.kind.keyOf(p.Name))
	}
}

// base is the path of an entity's collection.
func (k *recordKind) base() string {
	for _, call := range []*catalogue.Endpoint{k.entity.List, k.entity.Create} {
		if call != nil {
			return call.Path
		}
	}
	return k.entity.Name
}

// keyOf is the field that a variable of a path names.
func (k *recordKind) keyOf(variable string) string {
	named := map[string]string{
		"lun_number": "lun", "driveIdx": "drive_index", "ip": "ip_address", "sessionId": "session_id",
		"handleId": "handle_id", "lockId": "lock_id", "service": "name", "uid": "id",
	}
	if _, ok := k.at[variable]; ok {
		return variable
	}
	if field, ok := named[variable]; ok {
		return field
	}
	return "id"
}

// annotate tells a route what the catalogue says of its calls.
func (e *endpoint) annotate(r *route) {
	r.documented = e.documented
	r.entity = e.kind.name()
	first := e.documented[0]
	r.states, r.refusedStates = first.States, first.RefusedStates
	if r.own {
		return // its domain has said who may call it
	}
	if !slices.Contains(first.Roles, "ALL") && len(first.Roles) > 0 {
		r.roles = []Role{}
		for _, role := range first.Roles {
			r.roles = append(r.roles, Role(role))
		}
	}
	for _, documented := range e.documented {
		for _, p := range documented.QueryParameters {
			if p.Name != "approved" && !slices.Contains(r.params, p.Name) {
				r.params = append(r.params, p.Name)
			}
		}
	}
}

// dangerous tells whether any of the calls here can need approval.
func (e *endpoint) dangerous() bool {
	return slices.ContainsFunc(e.documented, func(d *catalogue.Endpoint) bool { return d.Dangerous })
}

// result is the kind of what the calls answer.
func (e *endpoint) result() string { return e.documented[0].Result }

// lists tells whether the endpoint pages.
func (e *endpoint) lists() bool {
	first := e.documented[0]
	return e.method == http.MethodGet && (first.Paginated || first.Operation == catalogue.List && first.Result != "object")
}

// handler decides how the endpoint is answered, and marks its route.
func (e *endpoint) handler(r *route, special func(*endpoint) handler, unanswered bool) handler {
	if e.lists() {
		r.list, r.command = true, commandOf(e.documented[0].Title)
	}
	if special != nil {
		return special(e)
	}
	if unanswered {
		r.level = missing
		return notSimulated
	}
	first := e.documented[0]
	switch {
	case e.method == http.MethodGet && strings.HasSuffix(e.path, "/{attribute}"):
		return e.readAttribute
	case r.list && e.tail != "" && e.owner == nil && len(e.keys) > 0:
		return e.listNothing // of one object
	case r.list:
		return e.list
	case e.method == http.MethodGet:
		return e.get
	case first.Operation == catalogue.Create:
		return e.create
	case first.Operation == catalogue.Update:
		return e.update
	case first.Operation == catalogue.Delete && e.method == http.MethodDelete:
		return e.remove
	case first.Operation == catalogue.Delete:
		return e.removeByBody
	default:
		return e.act
	}
}

// commandOf is the array's own name of a listing, made of its title without
// articles.
func commandOf(title string) string {
	var name strings.Builder
	for word := range strings.FieldsSeq(title) {
		if word == "a" || word == "an" || word == "the" {
			continue
		}
		name.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return name.String()
}
