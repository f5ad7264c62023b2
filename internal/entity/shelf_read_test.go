package entity_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// imported is what an import made of an id, by a device that then answers in
// its own way.
func imported(t *testing.T, device *fakeDevice, id string) *acctest.Instance {
	t.Helper()
	managed := instance(t, marks(), device)
	wantSuccess(t, managed.Import(id))
	device.sent = nil
	return managed
}

// answering has the device answer one object, whichever is asked for.
func answering(text string) func(string) (api.Object, error) {
	return func(string) (api.Object, error) { return plain(text), nil }
}

// TestReadOfWhatShowsInsideOthers finds the object by its keys, and knows when
// it is gone.
func TestReadOfWhatShowsInsideOthers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		get   func(string) (api.Object, error)
		color string
	}{
		{"as it was", answering(`{"id":1,"marks":[` + red + `]}`), "red"},
		{"with another color", answering(`{"id":1,"marks":[{"book":1,"page":10,"color":"pink","owned":false}]}`), "pink"},
		{"among others", answering(`{"id":1,"marks":[` + readers + `,` + green + `,7,null,` + red + `]}`), "red"},
		{"on another page", answering(`{"id":1,"marks":[{"book":1,"page":11,"color":"red","owned":false}]}`), ""},
		{"without keys", answering(`{"id":1,"marks":[{"color":"red","owned":false}]}`), ""},
		{"a reader's by now", answering(`{"id":1,"marks":[{"book":1,"page":10,"color":"red","owned":true}]}`), ""},
		{"none left", answering(`{"id":1,"marks":[]}`), ""},
		{"no list", answering(`{"id":1,"marks":null}`), ""},
		{"what it is in is gone", func(path string) (api.Object, error) { return nil, failed(api.ErrNotFound, "GET", path) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			managed := imported(t, device, "1/10")
			device.get = c.get
			wantSuccess(t, managed.Refresh())
			if managed.Exists() != (c.color != "") || managed.Text("color") != c.color {
				t.Errorf("the state has %q", managed.Text("color"))
			}
			// What may have been read for others a while ago is read again
			// before it counts as gone.
			want := []string{"GET books/1", "GET books/1"}
			if managed.Exists() || c.name == "what it is in is gone" {
				want = want[:1]
			}
			wantRequests(t, device, want...)
		})
	}
}

// TestReadWhileTheDeviceIsDown keeps what shows inside others, too.
func TestReadWhileTheDeviceIsDown(t *testing.T) {
	t.Parallel()
	device := shelf()
	managed := imported(t, device, "1/10")
	device.get = func(path string) (api.Object, error) { return nil, failed(api.ErrUnreachable, "GET", path) }
	wantOneError(t, managed.Refresh(), "Unable to read shelf mark 1/10", "unreachable")
	wantMark(t, managed, 1, 10, "red")
}

// TestReadOfWhatAnotherObjectSays: it is gone when that says otherwise.
func TestReadOfWhatAnotherObjectSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, object string
		exists       bool
	}{
		{"the same reader", three, true},
		{"another reader", `{"id":3,"reader":6,"days":14}`, false},
		{"no reader", `{"id":3,"reader":0,"days":null}`, false},
		{"null", `{"id":3,"reader":null,"days":null}`, false},
		{"nothing said", `{"id":3}`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device := shelf()
			managed := instance(t, lendings(), device)
			wantSuccess(t, managed.Import("5/3"))
			device.get = answering(c.object)
			wantSuccess(t, managed.Refresh())
			if managed.Exists() != c.exists {
				t.Errorf("the state has it: %t", managed.Exists())
			}
		})
	}
}
