package device

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// controlRoot is the path under which the control API is served.
const controlRoot = "/_simulator/"

func isControl(path string) bool {
	return strings.HasPrefix(path, controlRoot) || path+"/" == controlRoot
}

// refusal is an answer of the control API to a request that it can't carry out.
type refusal struct {
	status int
	reason string
}

// Error implements error.
func (r refusal) Error() string { return r.reason }

func refuse(status int, format string, arguments ...any) error {
	return refusal{status, fmt.Sprintf(format, arguments...)}
}

// operation is one thing that the control API does.
type operation struct {
	Method  string `json:"method"`
	Path    string `json:"path"`
	Purpose string `json:"purpose"`
	// Parameters are the names that its query may have.
	Parameters []string `json:"parameters,omitempty"`
	// takesBody is false when a body is refused.
	takesBody bool
	// do answers status and document.
	do func(r *http.Request) (int, any, error)
}

// control answers the control API of one front.
type control struct {
	front      *Front
	operations []operation
	mux        *http.ServeMux
	origin     *http.CrossOriginProtection
}

func newControl(f *Front) *control {
	c := &control{front: f, mux: http.NewServeMux(), origin: http.NewCrossOriginProtection()}
	c.operations = slices.Concat([]operation{{
		Method: http.MethodGet, Path: controlRoot, Purpose: "this list", do: c.index,
	}}, c.requestOperations(), c.faultOperations(), c.delayOperations(), c.clockOperations(), c.objectOperations(), c.inventoryOperations())
	for _, o := range c.operations {
		pattern := o.Method + " " + o.Path
		if o.Path == controlRoot {
			pattern += "{$}" // the list alone, not everything beneath it
		}
		c.mux.HandleFunc(pattern, c.serve(o))
	}
	c.mux.HandleFunc("/", c.unknown)
	return c
}

// ServeHTTP implements http.Handler. A page in a browser on this machine must
// not get through to the control API either, hence the checks of Host and
// origin.
func (c *control) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isLoopback(r.RemoteAddr) || !isLoopback(r.Host) {
		answerJSON(w, 0, nil, refuse(http.StatusForbidden,
			"the control API answers only to this machine, called by a loopback address such as 127.0.0.1"))
		return
	}
	if err := c.origin.Check(r); err != nil {
		answerJSON(w, 0, nil, refuse(http.StatusForbidden, "the control API answers no pages of other origins"))
		return
	}
	c.mux.ServeHTTP(w, r)
}

// isLoopback looks at host or host:port.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(address, "["), "]")
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func (c *control) serve(o operation) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := strict(o, r); err != nil {
			answerJSON(w, 0, nil, err)
			return
		}
		status, document, err := o.do(r)
		answerJSON(w, status, document, err)
	}
}

// strict refuses parameters and bodies that the operation doesn't know.
func strict(o operation, r *http.Request) error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return refuse(http.StatusBadRequest, "the query can't be read: %v", err)
	}
	for name, values := range query {
		if !slices.Contains(o.Parameters, name) {
			return refuse(http.StatusBadRequest, "unknown parameter %q; known: %s", name, list(o.Parameters))
		}
		if len(values) > 1 {
			return refuse(http.StatusBadRequest, "parameter %q is given %d times", name, len(values))
		}
	}
	if !o.takesBody {
		if n, _ := io.ReadFull(r.Body, make([]byte, 1)); n > 0 {
			return refuse(http.StatusBadRequest, "%s %s takes no body", r.Method, r.URL.Path)
		}
	}
	return nil
}

func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// unknown answers paths and methods without an operation.
func (c *control) unknown(w http.ResponseWriter, r *http.Request) {
	allowed := []string{}
	for _, method := range [...]string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		probe := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := c.mux.Handler(probe); strings.HasPrefix(pattern, method+" ") {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		answerJSON(w, 0, nil, refuse(http.StatusNotFound,
			"the control API has no %s; GET %s lists what it has", r.URL.Path, controlRoot))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	answerJSON(w, 0, nil, refuse(http.StatusMethodNotAllowed,
		"%s isn't possible on %s; possible: %s", r.Method, r.URL.Path, list(allowed)))
}

func (c *control) index(*http.Request) (int, any, error) {
	return http.StatusOK, map[string]any{"device": c.front.device.Name(), "operations": c.operations}, nil
}

// readJSON reads exactly one JSON document without unknown fields.
func readJSON(r *http.Request, into any) error {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	err := decoder.Decode(into)
	if errors.Is(err, io.EOF) {
		return refuse(http.StatusBadRequest, "the body is missing")
	}
	if err != nil {
		return refuse(http.StatusBadRequest, "the body can't be read: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return refuse(http.StatusBadRequest, "the body has more than one document")
	}
	return nil
}

// answerJSON answers a document, or the reason why there is none. An error that
// isn't a refusal is the device's own: what was asked for breaks its rules.
func answerJSON(w http.ResponseWriter, status int, document any, err error) {
	if err != nil {
		status = http.StatusUnprocessableEntity
		if refused, ok := errors.AsType[refusal](err); ok {
			status = refused.status
		}
		document = map[string]any{"error": map[string]string{"message": err.Error()}}
	}
	text, err := json.Marshal(document)
	if err != nil {
		http.Error(w, fmt.Sprintf("the answer can't be written as JSON: %v", err), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// A client that has gone away is no fault of the simulator.
	_, _ = w.Write(append(text, '\n'))
}
