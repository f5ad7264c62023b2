package device_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// surveyed is a device that knows the calls of its reference.
type surveyed struct{ *shelf }

func (surveyed) Endpoints() []device.Endpoint {
	return []device.Endpoint{
		{Method: "GET", Path: "books", Title: "List", Level: "behaviour"},
		{Method: "POST", Path: "books", Title: "Add", Level: "generic"},
		{Method: "PUT", Path: "books", Title: "Change", Level: "generic"},
	}
}

func TestCallsAreCountedByLevel(t *testing.T) {
	t.Parallel()
	server, err := device.Start(t.Context(), surveyed{newShelf()}, device.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	got := control(t, server, "GET", "endpoints", "", 200)
	if size(t, got, "endpoints") != 3 || at(t, got, "counts", "generic") != 2.0 || at(t, got, "counts", "behaviour") != 1.0 {
		t.Errorf("got %v", got)
	}
}

func TestADeviceThatDoesNotKnowItsCallsHasNone(t *testing.T) {
	t.Parallel()
	server, _ := start(t, device.Options{})
	if got := control(t, server, "GET", "endpoints", "", 200); size(t, got, "endpoints") != 0 {
		t.Errorf("got %v", got)
	}
}
