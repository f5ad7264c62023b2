package entity

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// showing is a device whose objects are put into the form that a model has,
// as the declaration's Shows says, before anything sees them.
type showing struct {
	api.Device
	shows func(api.Object) api.Object
	// inside is the field of other objects that lists the entity's, if any.
	inside string
}

// as gives Shows a copy, since others may have the same object; of what shows
// the entity's objects inside, a copy of each of these.
func (s showing) as(object api.Object) api.Object {
	if object == nil {
		return nil
	}
	object = maps.Clone(object)
	within, ok := object[s.inside].([]any)
	if !ok || s.inside == "" {
		return s.shows(object)
	}
	within = slices.Clone(within)
	for i, part := range within {
		if part, ok := part.(map[string]any); ok {
			within[i] = map[string]any(s.shows(maps.Clone(part)))
		}
	}
	object[s.inside] = within
	return object
}

// Get reads an object in the model's form.
func (s showing) Get(ctx context.Context, path string) (api.Object, error) {
	object, err := s.Device.Get(ctx, path)
	return s.as(object), err
}

// List reads objects in the model's form.
func (s showing) List(ctx context.Context, path string, query api.Query) iter.Seq2[api.Object, error] {
	return func(yield func(api.Object, error) bool) {
		for object, err := range s.Device.List(ctx, path, query) {
			if !yield(s.as(object), err) {
				return
			}
		}
	}
}

// Do answers the changed object in the model's form.
func (s showing) Do(ctx context.Context, change api.Change) (api.Answer, error) {
	answer, err := s.Device.Do(ctx, change)
	answer.Object = s.as(answer.Object)
	return answer, err
}
