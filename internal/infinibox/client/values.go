package client

import (
	"errors"
	"fmt"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// valueList is a filter whose values stand in parentheses.
type valueList struct {
	field, head string
	values      []string
}

// newValueList escapes the values; those of an in filter each once, since two
// requests would both find an object that is asked for twice.
func newValueList(filter api.Filter) (*valueList, error) {
	l := &valueList{field: filter.Field, head: escape(filter.Field) + "=" + filter.Operator + ":"}
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

// errNoRoom: not even one value fits.
var errNoRoom = errors.New("not even one value fits")

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
			return nil, errNoRoom
		}
		parts = append(parts, (&valueList{head: l.head, values: l.values[begin:end]}).String())
		begin = end
	}
	return parts, nil
}
