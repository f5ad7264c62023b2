package client

import "slices"

// fieldSet are the fields that are wanted, or that were read; the zero value
// is none.
type fieldSet struct {
	// all is set when no field was left out.
	all bool
	// names are sorted, each once.
	names []string
}

// wantedFields are a caller's, none of them meaning all, with what the client
// itself looks at.
func wantedFields(names []string) fieldSet {
	if len(names) == 0 {
		return fieldSet{all: true}
	}
	return fieldSet{}.with(fieldSet{names: append([]string{"created_at", "id"}, names...)})
}

// covers reports whether every field of the other set is in this one.
func (f fieldSet) covers(other fieldSet) bool {
	if f.all || other.all {
		return f.all
	}
	for _, name := range other.names {
		if _, found := slices.BinarySearch(f.names, name); !found {
			return false
		}
	}
	return true
}

// with is the union of two sets.
func (f fieldSet) with(other fieldSet) fieldSet {
	if f.all || other.all {
		return fieldSet{all: true}
	}
	names := slices.Concat(f.names, other.names)
	slices.Sort(names)
	return fieldSet{names: slices.Compact(names)}
}
