package client

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// pageSize is the largest page the array gives ("Pagination").
const pageSize = 1000

// queryLimit bounds a query string, in bytes: servers refuse request lines
// beyond 8 KiB.
const queryLimit = 8000

// errEmptyList: an in filter without values matches nothing.
var errEmptyList = errors.New("a list without values matches nothing")

// queries writes a query as one or more query strings, without page numbers.
// There are several when a list of values is too long for one; their results
// follow one another. None means that nothing can match.
func queries(path string, query api.Query) ([]string, error) {
	fixed, split, err := conditions(query.Filters)
	if errors.Is(err, errEmptyList) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if len(query.Sort) > 0 {
		fixed = append(fixed, "sort="+list(query.Sort))
	}
	if len(query.Fields) > 0 {
		fixed = append(fixed, "fields="+list(query.Fields))
	}
	fixed = append(fixed, "page_size="+strconv.Itoa(pageSize))
	base := strings.Join(fixed, "&")
	// The path counts, and so does a page number of any length.
	room := queryLimit - len(path) - len("?&&page=999999") - len(base)
	if split == nil {
		if room < 0 {
			return nil, errTooLongQuery
		}
		return []string{base}, nil
	}
	parts, err := split.parts(room)
	if err != nil {
		return nil, err
	}
	if len(parts) > 1 && len(query.Sort) > 0 {
		return nil, fmt.Errorf("%w: it takes %d requests, and what they find can't be sorted as one", errTooLongQuery, len(parts))
	}
	for i, part := range parts {
		parts[i] = part + "&" + base
	}
	return parts, nil
}

// errTooLongQuery: the array's web server would refuse the request line.
var errTooLongQuery = fmt.Errorf("the query is longer than %d bytes", queryLimit)

// conditions writes the filters; the in filter with the longest list is left
// to be split.
func conditions(filters []api.Filter) (written []string, split *valueList, err error) {
	for _, filter := range filters {
		list, err := newValueList(filter)
		if err != nil {
			return nil, nil, err
		}
		switch filter.Operator {
		case "in":
			if len(list.values) == 0 {
				return nil, nil, errEmptyList
			}
			if split != nil && split.length() >= list.length() {
				written = append(written, list.String())
				continue
			}
			if split != nil {
				written = append(written, split.String())
			}
			split = list
		case "notin":
			// Everything is outside of an empty list.
			if len(list.values) > 0 {
				written = append(written, list.String())
			}
		case "between":
			if len(list.values) != 2 {
				return nil, nil, fmt.Errorf("filter on %s: between takes two values, not %d", filter.Field, len(list.values))
			}
			written = append(written, list.String())
		case "eq", "neq", "is", "isnot", "lt", "leq", "gt", "geq", "like":
			if len(filter.Values) != 1 {
				return nil, nil, fmt.Errorf("filter on %s: %s takes one value, not %d", filter.Field, filter.Operator, len(filter.Values))
			}
			written = append(written, escape(filter.Field)+"="+filter.Operator+":"+escape(filter.Values[0]))
		default:
			return nil, nil, fmt.Errorf("filter on %s: there is no operator %q", filter.Field, filter.Operator)
		}
	}
	return written, split, nil
}

// valueList is a filter whose values stand in parentheses.
type valueList struct {
	head   string
	values []string
}

// newValueList escapes the values; those of an in filter each once, since two
// requests would both find an object that is asked for twice.
func newValueList(filter api.Filter) (*valueList, error) {
	l := &valueList{head: escape(filter.Field) + "=" + filter.Operator + ":"}
	switch filter.Operator {
	case "in", "notin", "between":
	default:
		return l, nil
	}
	seen := make(map[string]bool, len(filter.Values))
	for _, value := range filter.Values {
		if strings.ContainsAny(value, ",()[]") {
			return nil, fmt.Errorf("filter on %s: the value %q can't stand in a list, because it holds a comma or a bracket", filter.Field, value)
		}
		// The array compares strings ignoring case ("Filtering").
		if key := strings.ToLower(value); filter.Operator != "between" {
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		l.values = append(l.values, escape(value))
	}
	return l, nil
}

func (l *valueList) length() int {
	length := len(l.head) + len("()") + len(l.values) - 1
	for _, value := range l.values {
		length += len(value)
	}
	return length
}

// String is the filter as a query parameter.
func (l *valueList) String() string {
	return l.head + "(" + strings.Join(l.values, ",") + ")"
}

// parts splits the filter so that none exceeds the room.
func (l *valueList) parts(room int) ([]string, error) {
	frame := len(l.head) + len("()")
	var parts []string
	for begin := 0; begin < len(l.values); {
		length, end := frame, begin
		for end < len(l.values) {
			longer := length + len(l.values[end])
			if end > begin {
				longer++ // the comma
			}
			if longer > room {
				break
			}
			length = longer
			end++
		}
		if end == begin {
			return nil, errTooLongQuery
		}
		parts = append(parts, (&valueList{head: l.head, values: l.values[begin:end]}).String())
		begin = end
	}
	return parts, nil
}

// list writes names separated by commas.
func list(names []string) string {
	escaped := make([]string, len(names))
	for i, name := range names {
		escaped[i] = escape(name)
	}
	return strings.Join(escaped, ",")
}

// escape writes a value for a query string. A space becomes %20, which means
// a space everywhere, unlike the plus sign.
func escape(value string) string {
	return strings.ReplaceAll(url.QueryEscape(value), "+", "%20")
}
