package entity

import (
	"cmp"
	"fmt"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Shown declares a collection that can only be looked at: data sources for one
// object and for many, and nothing to manage. F has the fields that they show,
// tagged as a Collection's.
type Shown[F any] struct {
	// Name is the data source's for one object without the provider's prefix:
	// "infinibox_dataset". Its first word is the device.
	Name string
	// Plural names the data source for many and its result; Name with an s
	// unless given, the result without the device.
	Plural string
	// Description says in Markdown what the objects are, for the pages.
	Description string
	// Path is the collection's, relative to the API root. {name} is the
	// argument of that name; there is no data source for one then.
	Path string
	// Paths stand in for Path where it depends on the argument that is given:
	// each by that argument. Exactly one of them has to be given.
	Paths map[string]string
	// Arguments are what Path or Paths need.
	Arguments map[string]schema.Attribute
	// Filtered are the arguments with which the device filters and sorts what
	// it lists. It does neither with the others, as with most.
	Filtered []string
	// OnlyMany says that the device lists the objects but shows none of them
	// by itself.
	OnlyMany bool
	// Key is the attribute that identifies an object, by which they are sorted
	// unless asked otherwise: "id" unless given. What is only listed needs none.
	Key string
	// NaturalKey is the device's field by which people know an object; empty
	// when there is none.
	NaturalKey string
	// Figures describe F's attributes.
	Figures map[string]string
	// Nested are those of F's attributes that are lists or objects, which a
	// description alone doesn't make.
	Nested map[string]schema.Attribute
	// Documented is where the API's reference has the objects' fields in full,
	// when that isn't at Path: another collection's path. With arguments, none
	// says that they are nowhere in full.
	Documented string
}

// Entity checks the declaration and makes its faces. An error is a mistake in
// the declaration.
func (s Shown[F]) Entity() (Entity, error) {
	d, err := newDeclared(s.Name, s.Description, s.Path, reflect.TypeFor[F](), reflect.TypeFor[struct{}]())
	if err != nil {
		return nil, err
	}
	d.looked, d.onlyMany, d.documented = true, s.OnlyMany || len(s.Arguments) > 0, s.Documented
	d.plural, d.naturalKey, d.arguments, d.filtered = s.Plural, s.NaturalKey, s.Arguments, s.Filtered
	d.paths = paths{one: s.Path, byArgument: s.Paths}
	if len(s.Arguments) > 0 {
		d.path, d.unfiltered = "", len(s.Filtered) == 0
	}
	if d.plural == "" {
		d.plural = s.Name + "s"
	}
	if err := s.show(d); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	if err := d.paths.check(s.Arguments, s.Filtered...); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	key := cmp.Or(s.Key, "id")
	var ok bool
	if d.key, ok = d.model.field(key); !ok && (s.Key != "" || !d.onlyMany) {
		return nil, fmt.Errorf("%s: key %q isn't in the model", s.Name, key)
	}
	d.object, d.listed = d.path+"/{"+key+"}", d.path
	return d, nil
}

// show makes the attributes of the data sources.
func (s Shown[F]) show(d *declared) error {
	d.shownAs = map[string]schema.Attribute{}
	for i := range d.model.fields {
		f := &d.model.fields[i]
		attribute, nested := s.Nested[f.name]
		if !nested {
			if s.Figures[f.name] == "" {
				return fmt.Errorf("figure %q has no description", f.name)
			}
			switch f.typ.(type) {
			case types.ListType, types.SetType, types.MapType, types.ObjectType:
				return fmt.Errorf("figure %q is a list or an object: it belongs into Nested", f.name)
			}
			var err error
			if attribute, err = computed(f.typ, s.Figures[f.name]); err != nil {
				return fmt.Errorf("figure %q: %w", f.name, err)
			}
		}
		f.typ, f.computed = attribute.GetType(), true
		d.shownAs[f.name] = attribute
	}
	if described := len(s.Figures) + len(s.Nested); described != len(d.model.fields) {
		return fmt.Errorf("%d attributes are described, and the model has %d", described, len(d.model.fields))
	}
	return nil
}
