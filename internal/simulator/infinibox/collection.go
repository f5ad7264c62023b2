package infinibox

import (
	"cmp"
	"slices"
	"strings"
)

// object is what a collection holds: something with an id and a name.
type object interface {
	comparable
	identity() int64
	label() string
}

// field describes one field of a collection's objects: how it reads, and
// whether listings may filter and sort by it.
type field[T object] struct {
	name string
	kind kind
	// of are the values of an enumeration; filters take them in any case.
	of                   []string
	get                  func(T) value
	key                  []byte
	filterable, sortable bool
	// members says that filters are about what a list has, not about the list.
	members bool
	// hidden fields are known to queries and never answered.
	hidden bool
}

// schema is the fields of a collection in the order in which they are
// answered.
type schema[T object] struct {
	fields []field[T]
	byName map[string]int
	size   int
}

// newSchema prepares fields; filterable and sortable name those that listings
// take in filters and sort.
func newSchema[T object](fields []field[T], filterable, sortable []string) *schema[T] {
	s := &schema[T]{fields: fields, byName: make(map[string]int, len(fields))}
	for i := range fields {
		f := &fields[i]
		f.key = append(appendText(nil, f.name), ':')
		f.filterable = slices.Contains(filterable, f.name)
		f.sortable = slices.Contains(sortable, f.name)
		s.byName[f.name] = i
		s.size += len(f.key) + valueSize
	}
	return s
}

// field finds a field by its name.
func (s *schema[T]) field(name string) (*field[T], bool) {
	i, ok := s.byName[name]
	if !ok {
		return nil, false
	}
	return &s.fields[i], true
}

// has tells whether the objects have a field of that name.
func (s *schema[T]) has(name string) bool {
	_, ok := s.byName[name]
	return ok
}

// pluck is the fields of a `fields` parameter in the objects' own order;
// unknown names are left out without a word, as the overview demands.
func (s *schema[T]) pluck(names string) []*field[T] {
	if names == "" {
		return nil
	}
	wanted := make(map[string]bool)
	for name := range strings.SplitSeq(names, ",") {
		wanted[strings.TrimSpace(name)] = true
	}
	plucked := make([]*field[T], 0, len(wanted))
	for i := range s.fields {
		if wanted[s.fields[i].name] && !s.fields[i].hidden {
			plucked = append(plucked, &s.fields[i])
		}
	}
	return plucked
}

// sizeOf is about how many bytes an object has as JSON: its names, and a
// dozen for each value.
func (s *schema[T]) sizeOf(plucked []*field[T]) int {
	if plucked == nil {
		return s.size
	}
	size := 0
	for _, f := range plucked {
		size += len(f.key) + valueSize
	}
	return size
}

// valueSize is about how many bytes a value has as JSON.
const valueSize = 12

// append writes an object as JSON; plucked nil means every field.
func (s *schema[T]) append(buf []byte, item T, plucked []*field[T]) []byte {
	buf = append(buf, '{')
	first := true
	write := func(f *field[T]) {
		if !first {
			buf = append(buf, ',')
		}
		first = false
		buf = append(buf, f.key...)
		buf = f.get(item).appendJSON(buf)
	}
	if plucked == nil {
		for i := range s.fields {
			if !s.fields[i].hidden {
				write(&s.fields[i])
			}
		}
	}
	for _, f := range plucked {
		write(f)
	}
	return append(buf, '}')
}

// asMap is an object as a map.
func (s *schema[T]) asMap(item T) map[string]any {
	fields := make(map[string]any, len(s.fields))
	for i := range s.fields {
		if s.fields[i].hidden {
			continue
		}
		fields[s.fields[i].name] = s.fields[i].get(item).native()
	}
	return fields
}

// collection holds objects in the order of their ids, found by id and by name.
// The array's lock guards it.
type collection[T object] struct {
	*schema[T]
	items []T
	ids   map[int64]T
	// names are folded: filters ignore case, conflicts don't, so a folded name
	// can stand for several objects.
	names map[string][]T
}

func newCollection[T object](s *schema[T]) *collection[T] {
	return &collection[T]{schema: s, ids: make(map[int64]T), names: make(map[string][]T)}
}

// find looks an object up by id.
func (c *collection[T]) find(id int64) (T, bool) {
	item, ok := c.ids[id]
	return item, ok
}

// named looks an object up by its exact name.
func (c *collection[T]) named(name string) (T, bool) {
	for _, item := range c.names[strings.ToLower(name)] {
		if item.label() == name {
			return item, true
		}
	}
	var missing T
	return missing, false
}

// called are the objects of a name in any case.
func (c *collection[T]) called(name string) []T { return c.names[strings.ToLower(name)] }

// add takes in an object; ids normally grow, so this is an append.
func (c *collection[T]) add(item T) {
	at := len(c.items)
	if at > 0 && c.items[at-1].identity() > item.identity() {
		at, _ = c.position(item.identity())
	}
	c.items = slices.Insert(c.items, at, item)
	c.ids[item.identity()] = item
	folded := strings.ToLower(item.label())
	c.names[folded] = append(c.names[folded], item)
}

// remove drops an object.
func (c *collection[T]) remove(item T) {
	if at, ok := c.position(item.identity()); ok {
		c.items = slices.Delete(c.items, at, at+1)
	}
	delete(c.ids, item.identity())
	c.forget(item, item.label())
}

// renamed keeps the index of names right after an object's name changed.
func (c *collection[T]) renamed(item T, before string) {
	c.forget(item, before)
	folded := strings.ToLower(item.label())
	c.names[folded] = append(c.names[folded], item)
}

func (c *collection[T]) forget(item T, name string) {
	folded := strings.ToLower(name)
	left := slices.DeleteFunc(c.names[folded], func(other T) bool { return other == item })
	if len(left) == 0 {
		delete(c.names, folded)
		return
	}
	c.names[folded] = left
}

func (c *collection[T]) position(id int64) (int, bool) {
	return slices.BinarySearchFunc(c.items, id, func(item T, id int64) int {
		return cmp.Compare(item.identity(), id)
	})
}
