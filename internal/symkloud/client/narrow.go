package client

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// selection picks from a listing what a query wants.
type selection struct {
	filters []api.Filter
	sort    []string
}

// newSelection checks a query.
func newSelection(query api.Query) (selection, error) {
	for _, filter := range query.Filters {
		wanted := 1
		switch filter.Operator {
		case "in", "notin":
			continue
		case "between":
			wanted = 2
		case "eq", "is", "neq", "isnot", "lt", "leq", "gt", "geq", "like":
		default:
			return selection{}, fmt.Errorf("filter on %s: there is no operator %q", filter.Field, filter.Operator)
		}
		if len(filter.Values) != wanted {
			return selection{}, fmt.Errorf("filter on %s: %s takes %d values, not %d", filter.Field, filter.Operator, wanted, len(filter.Values))
		}
	}
	return selection{query.Filters, query.Sort}, nil
}

// from picks from all objects, and sorts them if that is wanted.
func (s selection) from(all iter.Seq2[api.Object, error]) iter.Seq2[api.Object, error] {
	return func(yield func(api.Object, error) bool) {
		var kept []api.Object
		for object, err := range all {
			switch {
			case err != nil:
				yield(nil, err)
				return
			case !s.admits(object):
			case len(s.sort) > 0:
				kept = append(kept, object)
			case !yield(object, nil):
				return
			}
		}
		slices.SortStableFunc(kept, s.compare)
		for _, object := range kept {
			if !yield(object, nil) {
				return
			}
		}
	}
}

// admits reports whether all filters let an object pass.
func (s selection) admits(object api.Object) bool {
	return !slices.ContainsFunc(s.filters, func(filter api.Filter) bool { return !admits(filter, shown(object, filter.Field)) })
}

func admits(filter api.Filter, value string) bool {
	equal := func(other string) bool { return compare(value, other) == 0 }
	if filter.Operator == "in" || filter.Operator == "notin" {
		return slices.ContainsFunc(filter.Values, equal) == (filter.Operator == "in")
	}
	first := filter.Values[0]
	switch filter.Operator {
	case "eq", "is":
		return equal(first)
	case "neq", "isnot":
		return !equal(first)
	case "lt":
		return compare(value, first) < 0
	case "leq":
		return compare(value, first) <= 0
	case "gt":
		return compare(value, first) > 0
	case "geq":
		return compare(value, first) >= 0
	case "between":
		return compare(value, first) >= 0 && compare(value, filter.Values[1]) <= 0
	}
	return strings.Contains(strings.ToLower(value), strings.ToLower(first)) // like
}

// compare orders two objects by the fields to sort by.
func (s selection) compare(a, b api.Object) int {
	for _, field := range s.sort {
		name, descending := strings.CutPrefix(field, "-")
		order := compare(shown(a, name), shown(b, name))
		if descending {
			order = -order
		}
		if order != 0 {
			return order
		}
	}
	return 0
}

// compare orders two values, numbers by their size: the platform writes most of
// them as texts.
func compare(a, b string) int {
	x, first := strconv.ParseFloat(a, 64)
	y, second := strconv.ParseFloat(b, 64)
	if first == nil && second == nil {
		return cmp.Compare(x, y)
	}
	return strings.Compare(a, b)
}

// shown is the value of a field as a text; a dot leads into an object.
func shown(object api.Object, field string) string {
	var value any = map[string]any(object)
	for name := range strings.SplitSeq(field, ".") {
		inner, _ := value.(map[string]any)
		value = inner[name]
	}
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}
