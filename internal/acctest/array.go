// Package acctest starts simulated devices and the provider for the tests, in
// process or under a real Terraform, and compares what device, state and
// configuration say.
package acctest

import (
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// Array is a simulated InfiniBox that serves until the test ends.
type Array struct{ *Simulated }

// StartArray starts a simulated InfiniBox; options may be the zero value. Its
// default snapshot policy has no schedules, so that no test meets snapshots that
// it hasn't asked for.
func StartArray(t testing.TB, options infinibox.Options, serving device.Options) *Array {
	t.Helper()
	options.WithoutSchedules = true
	return &Array{start(t, infinibox.New(options), serving, "array", "/api/rest/")}
}

// NewArray starts a simulated InfiniBox of the usual kind.
func NewArray(t testing.TB) *Array {
	t.Helper()
	return StartArray(t, infinibox.Options{}, device.Options{})
}

// Put creates (id 0) or changes an object as another administrator would, and
// answers its id.
func (a *Array) Put(collection string, id int64, fields map[string]any) int64 {
	a.t.Helper()
	key := ""
	if id != 0 {
		key = fmt.Sprint(id)
	}
	object, err := a.Device().Put(collection, key, fields)
	if err != nil {
		a.t.Fatalf("putting %v into %s: %v", fields, collection, err)
	}
	return ID(object)
}

// Remove deletes an object as another administrator would.
func (a *Array) Remove(collection string, id int64) {
	a.t.Helper()
	if err := a.Device().Remove(collection, fmt.Sprint(id)); err != nil {
		a.t.Fatalf("removing %s/%d: %v", collection, id, err)
	}
}

// ID is the id of an object of the array.
func ID(object map[string]any) int64 {
	var id int64
	if _, err := fmt.Sscan(fmt.Sprint(object["id"]), &id); err != nil {
		return 0
	}
	return id
}
