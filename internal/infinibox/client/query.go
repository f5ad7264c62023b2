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
// There are several when a list of values is too long for one; each is sorted
// by id if any sort is asked for. None means that nothing can match.
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
	size := pageSize
	if query.Page > 0 {
		size = min(query.Page, pageSize)
	}
	fixed = append(fixed, "page_size="+strconv.Itoa(size))
	base := strings.Join(fixed, "&")
	// The path counts, and so does a page number of any length.
	room := queryLimit - len(path) - len("?&&page=999999") - len(base)
	if split == nil {
		if room < 0 {
			return nil, &longQueryError{field: longest(query.Filters)}
		}
		return []string{base}, nil
	}
	parts, err := split.parts(room)
	if err != nil {
		return nil, &longQueryError{field: longest(query.Filters)}
	}
	if _, mergeable := sortedByID(query); len(parts) > 1 && len(query.Sort) > 0 && !mergeable {
		return nil, &longQueryError{field: split.field, requests: len(parts)}
	}
	for i, part := range parts {
		parts[i] = part + "&" + base
	}
	return parts, nil
}

// longQueryError is a query that the array's web server would refuse, because
// of the values that a field is compared with.
type longQueryError struct {
	field string
	// requests is how many it would take; 0 when it can't be split.
	requests int
}

// Error says how long a query can be.
func (e *longQueryError) Error() string {
	if e.requests == 0 {
		return fmt.Sprintf("the values to compare %s with make the query longer than %d bytes", e.field, queryLimit)
	}
	return fmt.Sprintf("the values to compare %s with make the query longer than %d bytes: it takes %d requests, and what they find can't be sorted as one",
		e.field, queryLimit, e.requests)
}

// longest is the field of the filter with the longest values.
func longest(filters []api.Filter) string {
	field, most := "", 0
	for _, filter := range filters {
		if length := len(strings.Join(filter.Values, ",")); length > most {
			field, most = filter.Field, length
		}
	}
	return field
}

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
