package symkloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
)

// Out of band, errors that aren't failures of the API.
var (
	errUnknown  = errors.New("there is no such object")
	errFixed    = errors.New("these objects can neither be added nor removed")
	errIdentity = errors.New("what identifies an object can't be changed")
	errNotFound = errors.New("a symkloud has no such collection")
)

// shelf is a collection as the control API looks at it.
type shelf interface {
	objects() ([]map[string]any, error)
	object(id string) (map[string]any, error)
	change(id string, fields map[string]any) error
	add(fields map[string]any) (id string, err error)
	remove(id string) error
}

// collection is a shelf of records of one type.
type collection[T any] struct {
	// each are the records by id, in order.
	each iter.Seq2[string, *T]
	// same tells whether a change leaves what identifies a record as it was; nil is
	// for records that hold nothing of that.
	same func(from, to *T) bool
	// check refuses what a record can't become; nil takes all that can be read.
	check func(to *T) error
	// changed follows a change up; nil is nothing to follow up.
	changed func(id string, from, to *T)
	// added makes a record of the given one, drop takes one away; nil where there
	// is no such thing.
	added func(given *T) (id string, err error)
	drop  func(id string, it *T) error
}

func (c *collection[T]) objects() ([]map[string]any, error) {
	all := []map[string]any{}
	for id, it := range c.each {
		fields, err := identified(id, it)
		if err != nil {
			return nil, err
		}
		all = append(all, fields)
	}
	return all, nil
}

func (c *collection[T]) object(id string) (map[string]any, error) {
	it := c.find(id)
	if it == nil {
		return nil, errUnknown
	}
	return identified(id, it)
}

func (c *collection[T]) find(id string) *T {
	for at, it := range c.each {
		if at == id {
			return it
		}
	}
	return nil
}

// change sets the given fields of a record, all of them or none.
func (c *collection[T]) change(id string, fields map[string]any) error {
	it := c.find(id)
	if it == nil {
		return errUnknown
	}
	var from, to T
	if err := errors.Join(transfer(it, &from), transfer(it, &to)); err != nil {
		return err
	}
	given, err := json.Marshal(without(fields, "id"))
	if err != nil {
		return fmt.Errorf("reading the given fields: %w", err)
	}
	if err := strictly(given, &to); err != nil {
		return err
	}
	if c.same != nil && !c.same(&from, &to) {
		return errIdentity
	}
	if c.check != nil {
		if err := c.check(&to); err != nil {
			return err
		}
	}
	if err := strictly(given, it); err != nil {
		return err
	}
	if c.changed != nil {
		c.changed(id, &from, it)
	}
	return nil
}

func (c *collection[T]) add(fields map[string]any) (string, error) {
	if c.added == nil {
		return "", errFixed
	}
	text, err := json.Marshal(without(fields, "id"))
	if err != nil {
		return "", fmt.Errorf("reading the given fields: %w", err)
	}
	var given T
	if err := strictly(text, &given); err != nil {
		return "", err
	}
	return c.added(&given)
}

func (c *collection[T]) remove(id string) error {
	it := c.find(id)
	switch {
	case it == nil:
		return errUnknown
	case c.drop == nil:
		return errFixed
	}
	return c.drop(id, it)
}

// identified is a record's fields with its id among them.
func identified(id string, it any) (map[string]any, error) {
	fields, err := copied(it)
	if err != nil {
		return nil, err
	}
	fields["id"] = id
	return fields, nil
}

// without is a copy of fields that lacks one.
func without(fields map[string]any, name string) map[string]any {
	rest := make(map[string]any, len(fields))
	for key, value := range fields {
		if key != name {
			rest[key] = value
		}
	}
	return rest
}

// transfer copies a value by way of its JSON.
func transfer(from, to any) error {
	text, err := json.Marshal(from)
	if err != nil {
		return fmt.Errorf("copying %T: %w", from, err)
	}
	return strictly(text, to)
}

// strictly decodes JSON that has no unknown fields and nothing after it.
func strictly(text []byte, to any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(to); err != nil {
		return fmt.Errorf("reading %T: %w", to, err)
	}
	if decoder.More() {
		return fmt.Errorf("reading %T: there is more than one document", to)
	}
	return nil
}
