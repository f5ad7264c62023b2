package entity

import (
	"slices"
	"strings"
)

// Pair is two attributes of which Greater is never below Lesser.
type Pair struct{ Greater, Lesser string }

// Sequence says which of two changes goes out first when one update has both.
// Each is an attribute, for any change of it, or an attribute and what it
// becomes: "write_protected = false".
type Sequence struct{ First, Then string }

// step is one side of a sequence: an attribute and, unless it is empty, what
// it becomes.
type step struct{ attribute, becomes string }

func stepOf(written string) step {
	attribute, becomes, _ := strings.Cut(written, " = ")
	return step{attribute, becomes}
}

// takes tells whether the change of a field to what is planned is this step.
func (s step) takes(d *declared, f field, plan any) bool {
	return s.attribute == f.name && (s.becomes == "" || s.becomes == text(d.model.value(plan, f)))
}

// inOrder sorts groups of changed fields, each with a request of its own, so
// that none goes out before another that the declaration has precede it, and
// otherwise leaves them as they are. Declarations that go round in a circle
// hold nothing up.
func (d *declared) inOrder(changed [][]field, prior, plan any) [][]field {
	left, ordered := slices.Clone(changed), make([][]field, 0, len(changed))
	for len(left) > 0 {
		next := max(0, slices.IndexFunc(left, func(group []field) bool {
			return !slices.ContainsFunc(left, func(other []field) bool {
				return &other[0] != &group[0] && d.groupPrecedes(other, group, prior, plan)
			})
		}))
		ordered = append(ordered, left[next])
		left = slices.Delete(left, next, next+1)
	}
	return ordered
}

// groupPrecedes tells whether a change of one group has to go out before one of
// the other.
func (d *declared) groupPrecedes(first, then []field, prior, plan any) bool {
	return slices.ContainsFunc(first, func(f field) bool {
		return slices.ContainsFunc(then, func(other field) bool { return d.precedes(f, other, prior, plan) })
	})
}

// precedes tells whether one change has to go out before another.
func (d *declared) precedes(first, then field, prior, plan any) bool {
	for _, s := range d.sequences {
		if stepOf(s.First).takes(d, first, plan) && stepOf(s.Then).takes(d, then, plan) {
			return true
		}
	}
	for _, pair := range d.ordered {
		switch {
		case pair.Greater == first.name && pair.Lesser == then.name:
			return d.greaterFirst(first, then, prior, plan)
		case pair.Greater == then.name && pair.Lesser == first.name:
			return !d.greaterFirst(then, first, prior, plan)
		}
	}
	return false
}

// greaterFirst tells whether the greater of a pair goes first: when it stays
// above the lesser's present value. Some devices refuse equal values, and the
// order for falling ones avoids them.
func (d *declared) greaterFirst(greater, lesser field, prior, plan any) bool {
	next, present := number(d.model.value(plan, greater)), number(d.model.value(prior, lesser))
	return next == nil || present == nil || *next > *present
}
