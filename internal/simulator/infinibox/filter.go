package infinibox

import (
	"slices"
	"strconv"
	"strings"
)

// relations are the operators of a filter by the names that clients write;
// the reference's messages use the names on the right.
var relations = map[string]string{
	"eq": "EQ", "neq": "NE", "ne": "NE", "is": "IS", "isnot": "ISNOT",
	"lt": "LT", "leq": "LE", "le": "LE", "gt": "GT", "geq": "GE", "ge": "GE",
	"in": "IN", "notin": "NOTIN", "between": "BETWEEN", "like": "LIKE",
	"allof": "ALLOF",
}

// condition is one filter of a listing.
type condition[T object] struct {
	field    *field[T]
	relation string
	operands []value
	// known are the operands of IN and NOTIN over numbers, for long lists.
	known map[int64]struct{}
}

// readFilters takes every query parameter that is neither paging, sorting,
// plucking nor one of the endpoint's own as a filter; several are joined.
func readFilters[T object](c *call, s *schema[T]) ([]condition[T], error) {
	names := make([]string, 0, len(c.params))
	for name := range c.params {
		switch name {
		case "page", "page_size", "sort", "fields":
		default:
			if !slices.Contains(c.route.params, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	var conditions []condition[T]
	for _, name := range names {
		f, ok := s.field(name)
		if !ok {
			return nil, fail("ATTRIBUTE_NOT_FOUND", name)
		}
		if !f.filterable {
			return nil, fail("NOT_FILTERABLE_FIELD", name)
		}
		for _, given := range c.params[name] {
			cond, err := readCondition(f, given)
			if err != nil {
				return nil, err
			}
			conditions = append(conditions, cond)
		}
	}
	return conditions, nil
}

// readCondition reads operator:value, or a bare value, which means eq.
func readCondition[T object](f *field[T], given string) (condition[T], error) {
	cond := condition[T]{field: f, relation: "EQ"}
	operand := given
	if operator, rest, found := strings.Cut(given, ":"); found {
		if relation, ok := relations[strings.ToLower(operator)]; ok {
			cond.relation, operand = relation, rest
		}
	}
	if !f.takes(cond.relation) {
		return cond, fail("UNSUPPORTED_FILTER_RELATION", cond.relation)
	}
	switch cond.relation {
	case "IS", "ISNOT":
		if !strings.EqualFold(operand, "null") {
			return cond, fail("MALFORMED_PARAMETER", operand)
		}
		return cond, nil
	case "IN", "NOTIN", "BETWEEN", "ALLOF":
		parts, ok := splitList(operand)
		if !ok || cond.relation == "BETWEEN" && len(parts) != 2 {
			return cond, fail("MALFORMED_PARAMETER", operand)
		}
		for _, part := range parts {
			if err := cond.addOperand(part); err != nil {
				return cond, err
			}
		}
		cond.prepare()
		return cond, nil
	default:
		err := cond.addOperand(operand)
		return cond, err
	}
}

// takes tells whether the field can be filtered with the operator: order needs
// numbers or free text, like needs free text. What a list has is filtered by
// allof alone, which is for nothing else: the reference refuses eq there, and
// allof elsewhere.
func (f *field[T]) takes(relation string) bool {
	if f.members {
		return relation == "ALLOF"
	}
	ordered := f.kind == integer || f.kind == decimal || f.kind == text && f.of == nil
	switch relation {
	case "ALLOF":
		return false
	case "LT", "LE", "GT", "GE", "BETWEEN":
		return ordered
	case "LIKE":
		return f.kind == text && f.of == nil
	default:
		return true
	}
}

// splitList reads a list that is bare, in () or in [].
func splitList(operand string) ([]string, bool) {
	for _, brackets := range []string{"()", "[]"} {
		opened := strings.HasPrefix(operand, brackets[:1])
		if opened != strings.HasSuffix(operand, brackets[1:]) {
			return nil, false
		}
		if opened {
			operand = operand[1 : len(operand)-1]
			break
		}
	}
	if strings.TrimSpace(operand) == "" {
		return nil, false
	}
	parts := strings.Split(operand, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts, true
}

// addOperand reads one value as the field's type.
func (cond *condition[T]) addOperand(given string) error {
	read, ok := cond.field.read(given)
	switch {
	case ok:
	case cond.field.members: // as the reference has it
		return fail("MALFORMED_PARAMETER", cond.field.name)
	default:
		return fail("MALFORMED_PARAMETER", given)
	}
	cond.operands = append(cond.operands, read)
	return nil
}

// read converts a query's value to the field's type; enumerations and booleans
// come in any case.
func (f *field[T]) read(given string) (value, bool) {
	switch f.kind {
	case integer:
		n, err := strconv.ParseInt(given, 10, 64)
		return number(n), err == nil
	case decimal:
		x, err := strconv.ParseFloat(given, 64)
		return fraction(x), err == nil
	case boolean:
		switch strings.ToLower(given) {
		case "true":
			return flag(true), true
		case "false":
			return flag(false), true
		}
		return none(), false
	default:
		if f.of == nil {
			return word(given), true
		}
		for _, known := range f.of {
			if strings.EqualFold(known, given) {
				return word(known), true
			}
		}
		return none(), false
	}
}

// prepare makes long lists of numbers quick to look up.
func (cond *condition[T]) prepare() {
	if cond.field.kind != integer || len(cond.operands) < 8 || cond.relation == "BETWEEN" {
		return
	}
	cond.known = make(map[int64]struct{}, len(cond.operands))
	for _, operand := range cond.operands {
		cond.known[operand.num] = struct{}{}
	}
}

// holds tells whether an object's value meets the condition. Null equals
// nothing, so it meets NE and NOTIN and no order.
func (cond *condition[T]) holds(v value) bool {
	switch cond.relation {
	case "IS":
		return v.kind == absent
	case "ISNOT":
		return v.kind != absent
	case "NE", "NOTIN":
		return !cond.among(v)
	case "EQ", "IN":
		return cond.among(v)
	case "ALLOF":
		return !slices.ContainsFunc(cond.operands, func(wanted value) bool { return !v.contains(wanted) })
	}
	if v.kind == absent {
		return false
	}
	switch cond.relation {
	case "LT":
		return compare(v, cond.operands[0]) < 0
	case "LE":
		return compare(v, cond.operands[0]) <= 0
	case "GT":
		return compare(v, cond.operands[0]) > 0
	case "GE":
		return compare(v, cond.operands[0]) >= 0
	case "BETWEEN":
		return compare(v, cond.operands[0]) >= 0 && compare(v, cond.operands[1]) <= 0
	case "LIKE":
		return strings.Contains(strings.ToLower(v.text), strings.ToLower(cond.operands[0].text))
	default:
		return false
	}
}

func (cond *condition[T]) among(v value) bool {
	if v.kind == absent {
		return false
	}
	if cond.known != nil {
		_, ok := cond.known[v.num]
		return ok
	}
	for i := range cond.operands {
		if cond.operands[i].equals(v) {
			return true
		}
	}
	return false
}

// contains tells whether a list has a value.
func (v value) contains(wanted value) bool {
	return v.items != nil && slices.ContainsFunc(*v.items, wanted.equals)
}
