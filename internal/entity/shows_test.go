package entity

import (
	"context"
	"reflect"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// TestShowsOfWhatIsInsideOthers is applied to these alone, and to copies.
func TestShowsOfWhatIsInsideOthers(t *testing.T) {
	t.Parallel()
	painted := func(object api.Object) api.Object {
		object["color"] = "red"
		return object
	}
	part := func(color any) map[string]any { return map[string]any{"id": 1, "color": color} }
	device := showing{shows: painted, inside: "parts"}
	for _, c := range []struct {
		name         string
		object, want api.Object
	}{
		{"nothing", nil, nil},
		{"others", api.Object{"id": 7, "parts": []any{part(nil), part("blue")}}, api.Object{"id": 7, "parts": []any{part("red"), part("red")}}},
		{"without any", api.Object{"id": 7, "parts": []any{}}, api.Object{"id": 7, "parts": []any{}}},
		{"of another kind", api.Object{"parts": []any{"text"}}, api.Object{"parts": []any{"text"}}},
		{"one alone", part(nil), part("red")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := device.as(c.object); !reflect.DeepEqual(got, c.want) {
				t.Errorf("shows %v, want %v", got, c.want)
			}
		})
	}
	shared := []any{part(nil)}
	device.as(api.Object{"parts": shared})
	if !reflect.DeepEqual(shared, []any{part(nil)}) {
		t.Errorf("the device's own has become %v", shared)
	}
}

// owning is a device that shows the same objects to everybody.
type owning struct {
	api.Device
	objects []api.Object
}

func (o owning) RefreshOf(context.Context, string, string) ([]api.Object, error) {
	return o.objects, nil
}

// TestShowsOfWhatAnOwnerHas is applied to copies.
func TestShowsOfWhatAnOwnerHas(t *testing.T) {
	t.Parallel()
	shared := []api.Object{{"id": 1}, {"id": 2}}
	device := showing{device: owning{objects: shared}, shows: func(object api.Object) api.Object {
		object["color"] = "red"
		return object
	}}
	got, err := device.RefreshOf(t.Context(), "books", "7")
	if want := []api.Object{{"id": 1, "color": "red"}, {"id": 2, "color": "red"}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("shows %v (%v), want %v", got, err, want)
	}
	if !reflect.DeepEqual(shared, []api.Object{{"id": 1}, {"id": 2}}) {
		t.Errorf("the device's own have become %v", shared)
	}
}
