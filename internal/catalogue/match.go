package catalogue

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Match is what the path of a request stands for.
type Match struct {
	// Endpoints share one method and path, names of parameters apart: with
	// other bodies (see EndpointsAt), or documented twice.
	Endpoints []*Endpoint
	// Values are those of the path parameters, in the order of the path and
	// without percent-encoding.
	Values []string
}

// Match finds the endpoints that a request is for. The path is the one on the
// wire (percent-encoded, without query), with or without the base path and
// slashes at its ends. A literal segment goes before a {parameter}, a
// restricted parameter before a free one: "metadata/system" is the system's
// metadata, not that of an object called "system".
func (c *Catalogue) Match(method, requestPath string) (Match, bool) {
	root := c.templates[method]
	if root == nil {
		return Match{}, false
	}
	path := strings.TrimPrefix(requestPath, "/")
	if rest, based := strings.CutPrefix(path, c.BasePath+"/"); based {
		path = rest
	}
	path = strings.TrimSuffix(path, "/")
	if path == "" {
		return Match{}, false
	}
	return root.match(path, nil)
}

// segment is a place between two slashes of the paths of one method.
type segment struct {
	// endpoints end here.
	endpoints  []*Endpoint
	literals   map[string]*segment
	parameters []*parameter
}

// parameter leads on for values that its pattern allows.
type parameter struct {
	source string
	// pattern is nil for any value.
	pattern *regexp.Regexp
	// rest takes all that is left of the path, slashes too.
	rest bool
	next segment
}

// anything is the pattern of a parameter that takes the rest of a path.
const anything = ".*"

func (s *segment) add(endpoint *Endpoint) error {
	declared := endpoint.PathParameters
	for part := range strings.SplitSeq(endpoint.Path, "/") {
		name, isParameter := strings.CutPrefix(part, "{")
		if !isParameter {
			if s.literals == nil {
				s.literals = make(map[string]*segment)
			}
			if s.literals[part] == nil {
				s.literals[part] = new(segment)
			}
			s = s.literals[part]
			continue
		}
		if len(declared) == 0 || declared[0].Name+"}" != name {
			return fmt.Errorf("{%s isn't the next path parameter", name)
		}
		next, err := s.parameter(declared[0].Pattern)
		if err != nil {
			return err
		}
		s, declared = next, declared[1:]
	}
	if len(declared) > 0 {
		return fmt.Errorf("path parameter %q isn't in the path", declared[0].Name)
	}
	s.endpoints = append(s.endpoints, endpoint)
	return nil
}

// parameter is the way on for values of a pattern, made when there's none.
func (s *segment) parameter(source string) (*segment, error) {
	for _, p := range s.parameters {
		if p.source == source {
			return &p.next, nil
		}
	}
	p := &parameter{source: source, rest: source == anything}
	if source != "" && !p.rest {
		pattern, err := regexp.Compile("^(?:" + source + ")$")
		if err != nil {
			return nil, fmt.Errorf("path parameter: %w", err)
		}
		p.pattern = pattern
	}
	s.parameters = append(s.parameters, p)
	slices.SortStableFunc(s.parameters, func(a, b *parameter) int { return a.rank() - b.rank() })
	return &p.next, nil
}

// rank orders parameters by how much they restrict.
func (p *parameter) rank() int {
	switch {
	case p.rest:
		return 2
	case p.pattern == nil:
		return 1
	default:
		return 0
	}
}

func (s *segment) match(path string, values []string) (Match, bool) {
	part, rest, more := strings.Cut(path, "/")
	if next := s.literals[part]; next != nil {
		if found, ok := next.follow(rest, more, values); ok {
			return found, true
		}
	}
	if part == "" {
		return Match{}, false
	}
	for _, p := range s.parameters {
		if p.rest {
			part, rest, more = path, "", false
		}
		value, err := url.PathUnescape(part)
		if err != nil || p.pattern != nil && !p.pattern.MatchString(value) {
			continue
		}
		if found, ok := p.next.follow(rest, more, append(values, value)); ok {
			return found, true
		}
	}
	return Match{}, false
}

// follow ends a match where the path ends and goes on where it doesn't.
func (s *segment) follow(rest string, more bool, values []string) (Match, bool) {
	if more {
		return s.match(rest, values)
	}
	if len(s.endpoints) == 0 {
		return Match{}, false
	}
	return Match{Endpoints: s.endpoints, Values: values}, true
}
