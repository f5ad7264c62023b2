package entity

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// showing is a device whose objects are put into the form that a model has,
// as the declaration's Shows says, before anything sees them. The device isn't
// embedded, so that no way to read from it is forgotten here.
type showing struct {
	device api.Device
	shows  func(api.Object) api.Object
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
	object, err := s.device.Get(ctx, path)
	return s.as(object), err
}

// Refresh reads an object in the model's form.
func (s showing) Refresh(ctx context.Context, collection, id string, fields []string) (api.Object, error) {
	object, err := s.device.Refresh(ctx, collection, id, fields)
	return s.as(object), err
}

// RefreshOf reads objects in the model's form.
func (s showing) RefreshOf(ctx context.Context, collection, owner string) ([]api.Object, error) {
	objects, err := s.device.RefreshOf(ctx, collection, owner)
	objects = slices.Clone(objects)
	for i, object := range objects {
		objects[i] = s.as(object)
	}
	return objects, err
}

// List reads objects in the model's form.
func (s showing) List(ctx context.Context, path string, query api.Query) iter.Seq2[api.Object, error] {
	return func(yield func(api.Object, error) bool) {
		for object, err := range s.device.List(ctx, path, query) {
			if !yield(s.as(object), err) {
				return
			}
		}
	}
}

// Do answers the changed object in the model's form.
func (s showing) Do(ctx context.Context, change api.Change) (api.Answer, error) {
	answer, err := s.device.Do(ctx, change)
	answer.Object = s.as(answer.Object)
	return answer, err
}

// Ask asks what has no model's form.
func (s showing) Ask(ctx context.Context, question api.Question) (api.Answer, error) {
	return s.device.Ask(ctx, question)
}

// CreatedAt is the device's.
func (s showing) CreatedAt(object api.Object) (time.Time, bool) { return s.device.CreatedAt(object) }

// Name is the device's.
func (s showing) Name() string { return s.device.Name() }

// Settings are the device's.
func (s showing) Settings() api.Settings { return s.device.Settings() }

// Now is the device's.
func (s showing) Now() time.Time { return s.device.Now() }

// Features are the device's.
func (s showing) Features(ctx context.Context) (map[string]bool, error) {
	return s.device.Features(ctx)
}
