package device

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
)

// Match selects requests; the zero value selects all of them.
type Match struct {
	// Method is the method, or several as in "POST|PUT|DELETE".
	Method string `json:"method,omitempty"`
	// Path is compared without a slash at the end. "*" stands for anything
	// within one segment of it, "**" for anything at all:
	// "/api/rest/volumes/*", "/api/rest/**".
	Path string `json:"path,omitempty"`
	// Query is a part of the query as it was sent: "approved=yes".
	Query string `json:"query,omitempty"`
	// Body is a part of the first 16 KiB of the body.
	Body string `json:"body,omitempty"`
}

func (m Match) selects(r *http.Request, body []byte) bool {
	return m.address(r.Method, r.URL.Path) &&
		strings.Contains(r.URL.RawQuery, m.Query) &&
		(m.Body == "" || bytes.Contains(body, []byte(m.Body)))
}

func (m Match) selectsLogged(r *Request) bool {
	return m.address(r.Method, r.Path) &&
		strings.Contains(r.Query, m.Query) &&
		strings.Contains(r.Body, m.Body)
}

func (m Match) address(method, path string) bool {
	return m.method(method) && (m.Path == "" || glob(trimSlash(m.Path), trimSlash(path)))
}

func (m Match) method(method string) bool {
	if m.Method == "" {
		return true
	}
	for one := range strings.SplitSeq(m.Method, "|") {
		if strings.EqualFold(strings.TrimSpace(one), method) {
			return true
		}
	}
	return false
}

func trimSlash(path string) string { return strings.TrimSuffix(path, "/") }

// glob tells whether the whole of s matches pattern.
func glob(pattern, s string) bool {
	for pattern != "" {
		if pattern[0] == '*' {
			return globRest(pattern, s)
		}
		if s == "" || s[0] != pattern[0] {
			return false
		}
		pattern, s = pattern[1:], s[1:]
	}
	return s == ""
}

// globRest matches a pattern that starts with a star.
func globRest(pattern, s string) bool {
	across := strings.HasPrefix(pattern, "**")
	rest := strings.TrimLeft(pattern, "*")
	for i := 0; ; i++ {
		if glob(rest, s[i:]) {
			return true
		}
		if i == len(s) || (s[i] == '/' && !across) {
			return false
		}
	}
}

// shapes finds the ids in a path, so that requests can be counted by what they
// ask for rather than by which object.
type shapes struct{ id *regexp.Regexp }

func newShapes() shapes {
	return shapes{regexp.MustCompile(`^([0-9]+|[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$`)}
}

// of is the path with "{id}" for numbers, UUIDs and long hexadecimal names.
func (s shapes) of(path string) string {
	segments := strings.Split(trimSlash(path), "/")
	for i, segment := range segments {
		if s.id.MatchString(segment) {
			segments[i] = "{id}"
		}
	}
	return strings.Join(segments, "/")
}
