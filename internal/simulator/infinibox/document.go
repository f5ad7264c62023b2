package infinibox

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// document is the JSON object in a request's body. Its readers answer false
// when the field is absent or null, and MALFORMED_PARAMETER with the field's
// name when it has another type.
type document map[string]any

// only refuses fields that the call doesn't take.
func (d document) only(names ...string) error {
	for _, name := range slices.Sorted(maps.Keys(d)) {
		if !slices.Contains(names, name) {
			return fail("UNSUPPORTED_FIELD", name)
		}
	}
	return nil
}

// require refuses a document that lacks a field.
func (d document) require(names ...string) error {
	for _, name := range names {
		if d[name] == nil {
			return fail("MISSING_FIELD", name)
		}
	}
	return nil
}

// single is the one field of an update that takes one field at a time.
func (d document) single() (string, error) {
	if len(d) == 0 {
		return "", fail("MISSING_CONTENT")
	}
	if len(d) > 1 {
		return "", fail("NOT_SUPPORTED_MULTIPLE_UPDATE")
	}
	return slices.Collect(maps.Keys(d))[0], nil
}

func (d document) number(name string) (int64, bool, error) {
	given, ok := d[name]
	if !ok || given == nil {
		return 0, false, nil
	}
	n, ok := whole(given)
	if !ok {
		return 0, false, fail("MALFORMED_PARAMETER", name)
	}
	return n, true, nil
}

func (d document) text(name string) (string, bool, error) {
	given, ok := d[name]
	if !ok || given == nil {
		return "", false, nil
	}
	s, ok := given.(string)
	if !ok {
		return "", false, fail("MALFORMED_PARAMETER", name)
	}
	return s, true, nil
}

func (d document) flag(name string) (value, set bool, err error) {
	given, ok := d[name]
	if !ok || given == nil {
		return false, false, nil
	}
	b, ok := given.(bool)
	if !ok {
		return false, false, fail("MALFORMED_PARAMETER", name)
	}
	return b, true, nil
}

// readNumbers reads several numbers; those that aren't given stay as they are.
func (d document) readNumbers(targets map[string]*int64) error {
	for _, name := range slices.Sorted(maps.Keys(targets)) {
		n, set, err := d.number(name)
		if err != nil {
			return err
		}
		if set {
			*targets[name] = n
		}
	}
	return nil
}

// readFlags reads several booleans; those that aren't given stay as they are.
func (d document) readFlags(targets map[string]*bool) error {
	for _, name := range slices.Sorted(maps.Keys(targets)) {
		b, set, err := d.flag(name)
		if err != nil {
			return err
		}
		if set {
			*targets[name] = b
		}
	}
	return nil
}

// choice reads one of an enumeration's values, in any case.
func (d document) choice(name string, of []string) (string, bool, error) {
	given, ok, err := d.text(name)
	if err != nil || !ok {
		return "", false, err
	}
	for _, known := range of {
		if strings.EqualFold(known, given) {
			return known, true, nil
		}
	}
	return "", false, fail("MALFORMED_PARAMETER", name)
}

// numbers reads a list of whole numbers.
func (d document) numbers(name string) ([]int64, bool, error) {
	given, ok := d[name]
	if !ok || given == nil {
		return nil, false, nil
	}
	items, ok := given.([]any)
	if !ok {
		return nil, false, fail("MALFORMED_PARAMETER", name)
	}
	numbers := make([]int64, len(items))
	for i, item := range items {
		if numbers[i], ok = whole(item); !ok {
			return nil, false, fail("MALFORMED_PARAMETER", name)
		}
	}
	return numbers, true, nil
}

// whole reads a JSON number without a fraction.
func whole(given any) (int64, bool) {
	digits, ok := given.(json.Number)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(digits.String(), 10, 64)
	return n, err == nil
}

// names are the document's fields in a stable order.
func (d document) names() []string { return slices.Sorted(maps.Keys(d)) }
