package catalogue

import (
	"encoding/json"
	"slices"
)

// Operation is what an endpoint does to its entity.
type Operation string

// The operations of the reference.
const (
	Create Operation = "create"
	Read   Operation = "read"
	List   Operation = "list"
	Update Operation = "update"
	Delete Operation = "delete"
	// Query asks for something other than the entity itself.
	Query Operation = "query"
	// Act is every other operation: restore, enable, test ...
	Act Operation = "op"
)

// Basis is how well a call is known.
type Basis string

// The bases of a reference that was put together from code samples. A reference
// that describes its calls itself has none.
const (
	// Documented means that the request is published.
	Documented Basis = "documented"
	// DocumentedReply means that the reply is published, and the request was made
	// up after the pattern of others.
	DocumentedReply Basis = "documented reply"
	// Inferred means that neither is published.
	Inferred Basis = "inferred"
)

// Endpoint is one documented call. Method and path alone don't tell endpoints
// apart, method, path and title do.
type Endpoint struct {
	Method string `json:"method"`
	// Path is relative to the base path, with {parameters}.
	Path    string `json:"path"`
	Title   string `json:"title"`
	Section string `json:"section"`
	// Entity is the name of the entity that it belongs to.
	Entity    string    `json:"entity"`
	Operation Operation `json:"op"`
	// Dangerous calls are refused without approval, many only in some cases.
	Dangerous bool `json:"dangerous"`
	// Basis is how well it is known; empty means that it is documented.
	Basis Basis `json:"basis"`
	// PathInferred means that the reference prints the path without its prefix.
	PathInferred bool `json:"path_inferred"`

	// PathParameters are in the order of the path.
	PathParameters  []Parameter `json:"path_params"`
	QueryParameters []Parameter `json:"query_params"`

	// Roles may call it; "ALL" is every role, none means not stated.
	Roles []string `json:"roles"`
	// States are the system states it works in; "ALL" is every state, none
	// means not stated.
	States []string `json:"states"`
	// RefusedStates are system states it doesn't work in.
	RefusedStates []string `json:"refused_states"`

	Paginated bool `json:"paginated"`
	// FilterStated means that the reference lists Filterable and Sortable.
	FilterStated bool     `json:"filter_stated"`
	Filterable   []string `json:"filterable"`
	Sortable     []string `json:"sortable"`
	// NotFilterable and NotSortable are fields that documented errors name.
	NotFilterable string `json:"not_filterable"`
	NotSortable   string `json:"not_sortable"`
	// RefusedOperator is one that a documented error refuses for some field.
	RefusedOperator string `json:"refused_operator"`
	// QueryRequired is a query parameter that documented errors demand.
	QueryRequired string `json:"query_required"`
	// QueryMentioned is a query parameter that documented errors only name.
	QueryMentioned string `json:"query_mentioned"`

	// Body is the kind of the request's body: "object", "array", "scalar",
	// "form", "multipart", or empty when it has none.
	Body string `json:"body"`
	// FormParameters are the fields of a form; an array is JSON text in one.
	FormParameters []Parameter `json:"form_params"`
	// Sample is a body that the reference shows, without the content of files.
	Sample json.RawMessage `json:"sample"`
	// SampleDoubtful means that the sample is meant to fail or belongs elsewhere.
	SampleDoubtful bool `json:"sample_doubtful"`
	// SamplesDiffer are fields whose value the sample answer shows changed.
	SamplesDiffer []string `json:"samples_differ"`
	// NoSamples means that the reference shows neither request nor answer.
	NoSamples bool `json:"no_samples"`
	// Result is the kind of what is in the answer's result: "object", "array",
	// "string", "integer", "boolean"; "bare string" has no envelope; empty
	// means not shown.
	Result string `json:"result"`
	// Errors are the codes that this endpoint documents, sorted. The general
	// ones come on top of them.
	Errors []string `json:"errors"`
	// InferredErrors are codes, sorted, that stand in the general list and were
	// found to belong to this endpoint.
	InferredErrors []string `json:"inferred_errors"`
}

// Parameter is a part of the path, of the query or of a form.
type Parameter struct {
	Name string `json:"name"`
	// Type is "long", "int", "string", "boolean" or the name of an
	// enumeration; empty means not stated.
	Type string `json:"type"`
	// Pattern is what the value has to match as a whole, for the few path
	// parameters that the reference restricts; ".*" may have slashes.
	Pattern string `json:"pattern"`
	// Optional fields of a form may be left out.
	Optional bool `json:"optional"`
}

// String is the endpoint as it stands in a report: "GET volumes/{id}".
func (e *Endpoint) String() string { return e.Method + " " + e.Path }

// Published tells whether the request itself is published, so that it can be
// relied on.
func (e *Endpoint) Published() bool { return e.Basis == "" || e.Basis == Documented }

// Answers tells whether the endpoint itself documents this error code.
func (e *Endpoint) Answers(code string) bool {
	_, found := slices.BinarySearch(e.Errors, code)
	return found
}

// AllowedFor tells whether a role may call it, as far as the reference states
// roles at all.
func (e *Endpoint) AllowedFor(role string) bool {
	return len(e.Roles) == 0 || slices.Contains(e.Roles, "ALL") || slices.Contains(e.Roles, role)
}
