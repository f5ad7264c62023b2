package symkloud

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
)

// maxForm is the largest form that is read, in bytes.
const maxForm = 1 << 20

// parameters are what a call takes, in its form or its query.
type parameters struct {
	// must be given; may be left out.
	must, may []string
	// missing is the code for one of must that isn't there: 4 when it's zero.
	missing int
}

// form is what a call was given.
type form map[string]string

// given tells whether a parameter is there.
func (f form) given(name string) bool {
	_, ok := f[name]
	return ok
}

// or is a parameter, or what it is when it isn't given.
func (f form) or(name, otherwise string) string {
	if !f.given(name) {
		return otherwise
	}
	return f[name]
}

// number is a whole number, or what it is when it isn't given.
func (f form) number(name string, otherwise int) (int, bool) {
	if !f.given(name) {
		return otherwise, true
	}
	return digits(f[name])
}

// readForm reads what a request sends: the query of a GET, the form of any
// other method. It knows nothing yet of what the call takes.
func readForm(r *http.Request) (url.Values, error) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		if sent, err := io.ReadAll(io.LimitReader(r.Body, 1)); err != nil || len(sent) > 0 {
			return nil, refuse(codeBadParameters)
		}
		return parseForm(r.URL.RawQuery)
	}
	sent, err := io.ReadAll(io.LimitReader(r.Body, maxForm+1))
	if err != nil || len(sent) > maxForm || r.URL.RawQuery != "" {
		return nil, refuse(codeBadParameters)
	}
	if len(sent) == 0 {
		return nil, nil
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return nil, refuse(codeBadParameters)
	}
	return parseForm(string(sent))
}

func parseForm(text string) (url.Values, error) {
	values, err := url.ParseQuery(text)
	if err != nil {
		return nil, refuse(codeBadParameters)
	}
	return values, nil
}

// check holds what was sent against what the call takes: each parameter once,
// none that is unknown, none missing.
func (p parameters) check(sent url.Values) (form, error) {
	f := form{}
	for name, values := range sent {
		if len(values) != 1 || !slices.Contains(p.must, name) && !slices.Contains(p.may, name) {
			return nil, refuse(codeBadParameters)
		}
		f[name] = values[0]
	}
	for _, name := range p.must {
		if f.given(name) {
			continue
		}
		if p.missing != 0 {
			return nil, refuse(p.missing)
		}
		return nil, refuse(codeBadParameters)
	}
	return f, nil
}
