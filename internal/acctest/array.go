// Package acctest starts simulated devices and the provider for the tests, in
// process or under a real Terraform, and compares what device, state and
// configuration say.
package acctest

import (
	"fmt"
	"io"
	"log"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

// Array is a simulated InfiniBox that serves until the test ends.
type Array struct {
	*device.Server
	t testing.TB
}

// StartArray starts a simulated InfiniBox; options may be the zero value. Its
// default snapshot policy has no schedules, so that no test meets snapshots that
// it hasn't asked for.
func StartArray(t testing.TB, options infinibox.Options, serving device.Options) *Array {
	t.Helper()
	options.WithoutSchedules = true
	serving.ErrorLog = log.New(io.Discard, "", 0)
	server, err := device.Start(t.Context(), infinibox.New(options), serving)
	if err != nil {
		t.Fatalf("starting the simulated array: %v", err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Errorf("stopping the simulated array: %v", err)
		}
	})
	return &Array{Server: server, t: t}
}

// NewArray starts a simulated InfiniBox of the usual kind.
func NewArray(t testing.TB) *Array {
	t.Helper()
	return StartArray(t, infinibox.Options{}, device.Options{})
}

// Settings are the attributes of the provider's infinibox attribute that reach
// the array, in HCL.
func (a *Array) Settings() map[string]string {
	settings := map[string]string{}
	for name, value := range a.Environment() {
		settings[strings.ToLower(strings.TrimPrefix(name, "INFINIBOX_"))] = fmt.Sprintf("%q", value)
	}
	return settings
}

// Provider is a provider block for the array; each of extra is a line of its
// infinibox attribute, in place of the usual one of that name.
func (a *Array) Provider(extra ...string) string {
	return "provider \"onprem\" {\n" + a.block(extra) + "}\n"
}

// Alias is Provider with an alias.
func (a *Array) Alias(alias string, extra ...string) string {
	return fmt.Sprintf("provider \"onprem\" {\n  alias = %q\n%s}\n", alias, a.block(extra))
}

func (a *Array) block(extra []string) string {
	settings := a.Settings()
	for _, line := range extra {
		name, value, _ := strings.Cut(line, "=")
		settings[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	var b strings.Builder
	b.WriteString("  infinibox = {\n")
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		fmt.Fprintf(&b, "    %s = %s\n", name, settings[name])
	}
	b.WriteString("  }\n")
	return b.String()
}

// Only is the one object of a collection for which all fields have the given
// values; the test fails when there is none, or more than one.
func (a *Array) Only(collection string, fields map[string]any) map[string]any {
	a.t.Helper()
	found := a.Find(collection, fields)
	if len(found) != 1 {
		a.t.Fatalf("the array has %d %s with %v, want one", len(found), collection, fields)
	}
	return found[0]
}

// Find lists the objects of a collection for which all fields have the given
// values; numbers are compared as text.
func (a *Array) Find(collection string, fields map[string]any) []map[string]any {
	a.t.Helper()
	objects, ok := a.Device().Objects(collection)
	if !ok {
		a.t.Fatalf("the array has no collection %q", collection)
	}
	return slices.DeleteFunc(objects, func(object map[string]any) bool {
		for name, value := range fields {
			if fmt.Sprint(object[name]) != fmt.Sprint(value) {
				return true
			}
		}
		return false
	})
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

// Break puts a fault in force.
func (a *Array) Break(rule device.Rule) *device.Fault {
	a.t.Helper()
	fault, err := a.Fault(rule)
	if err != nil {
		a.t.Fatalf("adding a fault: %v", err)
	}
	return fault
}

// Writes lists the requests that would change the array, as "PUT path?query
// body", since the log was last cleared.
func (a *Array) Writes() []string {
	var writes []string
	for _, r := range a.Requests(device.Match{Method: "POST|PUT|DELETE"}) {
		line := r.Method + " " + strings.TrimPrefix(r.Path, "/api/rest/")
		if r.Query != "" {
			line += "?" + r.Query
		}
		if r.Body != "" {
			line += " " + r.Body
		}
		writes = append(writes, line)
	}
	return writes
}
