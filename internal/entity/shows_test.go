package entity

import (
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
