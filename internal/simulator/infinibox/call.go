package infinibox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// maxBody bounds what a call may send; the largest documented bodies are
// uploads of a few MiB.
const maxBody = 16 << 20

// call is one request on its way through the array.
type call struct {
	array     *Array
	route     *route
	user      *user
	session   string
	params    url.Values
	variables []string
	body      []byte
	approved  bool
	now       time.Time
	// context, query and permission are of the request, for calls that are
	// passed on to another array.
	context    context.Context //nolint:containedctx // a call is one request
	query      string
	permission string
	// location is where an answer sends a browser, empty for nowhere.
	location string
	// kept is done once the object that the call makes is there.
	kept []func()
	// after is done once the array's lock is free again.
	after []func()
}

// millis is the call's time as created_at and updated_at count it.
func (c *call) millis() int64 { return c.now.UnixMilli() }

// admit checks what can be refused before the endpoint itself is asked: the
// caller's role, the query string, the declared type of the body.
func (c *call) admit(r *http.Request) error {
	if c.route.roles != nil && !slices.Contains(c.route.roles, c.user.role) {
		return fail("UNAUTHORIZED", c.route.refusalOf(c.user.role))
	}
	if !c.array.worksIn(c.route) {
		return fail("NOT_SUPPORTED_IN_SYSTEM_STATE")
	}
	params, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return fail("MALFORMED_PARAMETER", r.URL.RawQuery)
	}
	c.params = params
	if err := c.checkRepeated(); err != nil {
		return err
	}
	if c.route.outside {
		return nil // the peer judges it
	}
	if r.Method == http.MethodGet {
		return c.checkParams("fields")
	}
	if err := c.takeApproval(); err != nil {
		return err
	}
	if err := c.checkParams(); err != nil {
		return err
	}
	if err := c.checkParamTypes(); err != nil {
		return err
	}
	return c.checkBody(r)
}

// checkRepeated refuses two values for what can have one alone; filters may
// repeat. The reference shows no such call, so this is the strict reading: two
// values aren't one of the expected type.
func (c *call) checkRepeated() error {
	for _, name := range []string{"page", "page_size", "sort", "fields", "approved"} {
		if given := c.params[name]; len(given) > 1 {
			return fail("MALFORMED_PARAMETER", strings.Join(given, ","))
		}
	}
	return nil
}

// takeApproval reads approved=yes, which every call but a GET may carry.
func (c *call) takeApproval() error {
	if !c.params.Has("approved") {
		return nil
	}
	given := c.params.Get("approved")
	switch strings.ToLower(given) {
	case "yes", "true":
		c.approved = true
	case "no", "false":
	default:
		return fail("MALFORMED_PARAMETER", given)
	}
	c.params.Del("approved")
	return nil
}

// checkParams refuses query parameters that the endpoint doesn't know; a
// list's are filters, checked where its fields are known.
func (c *call) checkParams(general ...string) error {
	if c.route.list {
		return nil
	}
	names := make([]string, 0, len(c.params))
	for name := range c.params {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if !slices.Contains(c.route.params, name) && !slices.Contains(general, name) {
			return fail("UNKNOWN_PARAMETER", name)
		}
	}
	return nil
}

// checkParamTypes refuses the values of documented parameters that aren't of
// their type.
func (c *call) checkParamTypes() error {
	for _, documented := range c.route.documented {
		for _, p := range documented.QueryParameters {
			if p.Type != "boolean" {
				continue
			}
			if err := c.checkFlag(p.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkBody demands that a body is declared as JSON, and that it says nothing
// where the call takes nothing.
func (c *call) checkBody(r *http.Request) error {
	c.body = bytes.TrimSpace(c.body)
	if len(c.body) == 0 {
		return nil
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if c.route.uploads() {
		if err != nil || media != "multipart/form-data" {
			return fail("MALFORMED_REQUEST", "Content-Type must be multipart/form-data")
		}
		return nil
	}
	if err != nil || media != "application/json" {
		return fail("MALFORMED_REQUEST", "Content-Type must be application/json")
	}
	if slices.ContainsFunc(c.route.documented, takesBody) {
		return nil
	}
	d, err := c.document()
	if err != nil {
		return err
	}
	return d.only()
}

// takesBody tells whether a call has a body, or might have: one is shown, its
// errors speak of content, nothing at all is shown of it, or it is passed on to
// another system.
func takesBody(d *catalogue.Endpoint) bool {
	return d.Body != "" || d.NoSamples || d.Answers("MISSING_CONTENT") || d.Answers("MALFORMED_CONTENT") ||
		strings.HasPrefix(d.Path, "remote/")
}

// checkFlag refuses a boolean query parameter of the endpoint's own that isn't
// one. Nothing simulated so far depends on such a parameter.
func (c *call) checkFlag(name string) error {
	if !c.params.Has(name) {
		return nil
	}
	given := c.params.Get(name)
	switch strings.ToLower(given) {
	case "true", "yes", "false", "no":
		return nil
	default:
		return fail("MALFORMED_PARAMETER", given)
	}
}

// id is the number that the path's first variable is.
func (c *call) id() (int64, error) {
	id, err := strconv.ParseInt(c.variables[0], 10, 64)
	if err != nil {
		return 0, fail("MALFORMED_ID_TYPE")
	}
	return id, nil
}

// decode reads the body as one JSON value with numbers kept as they are.
func (c *call) decode() (any, error) {
	if len(c.body) == 0 {
		return nil, fail("MISSING_CONTENT")
	}
	decoder := json.NewDecoder(bytes.NewReader(c.body))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return nil, fail("MALFORMED_CONTENT")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fail("MALFORMED_CONTENT")
	}
	return decoded, nil
}

// document reads the body as a JSON object.
func (c *call) document() (document, error) {
	decoded, err := c.decode()
	if err != nil {
		return nil, err
	}
	fields, ok := decoded.(map[string]any)
	if !ok {
		return nil, fail("MALFORMED_CONTENT")
	}
	return fields, nil
}

// approve lets a dangerous call pass when it is approved; reason is what the
// array says it would do.
func (c *call) approve(reason string) error {
	if c.approved {
		return nil
	}
	err := fail("APPROVAL_REQUIRED", reason)
	var refused *failure
	if errors.As(err, &refused) {
		refused.reasons = []string{reason}
	}
	return err
}
