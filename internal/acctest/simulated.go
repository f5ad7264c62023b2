package acctest

import (
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// Simulated is a simulated device that serves until the test ends, with what
// tests do with any device.
type Simulated struct {
	*device.Server
	t testing.TB
	// what messages call it, as "array".
	what string
	// root is how the paths of its API begin, which requests are shown without.
	root string
	// commands are the GETs that change something; nil when there are none.
	commands *regexp.Regexp
	// platform is the number of a platform in a stack; empty for others.
	platform string
}

// Simulation is an Array, a Platform or any other simulated device.
type Simulation interface{ simulated() *Simulated }

func (s *Simulated) simulated() *Simulated { return s }

// start starts a device.
func start(t testing.TB, made device.Device, serving device.Options, what, root string) *Simulated {
	t.Helper()
	serving.ErrorLog = log.New(io.Discard, "", 0)
	server, err := device.Start(t.Context(), made, serving)
	if err != nil {
		t.Fatalf("starting the simulated %s: %v", what, err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Errorf("stopping the simulated %s: %v", what, err)
		}
	})
	return &Simulated{Server: server, t: t, what: what, root: root}
}

// family is the device's attribute of the provider, and how the names of its
// resources begin: "infinibox".
func (s *Simulated) family() string { return s.Device().Name() }

// Settings are the attributes of the device's own attribute of the provider that
// reach it, in HCL.
func (s *Simulated) Settings() map[string]string {
	settings := map[string]string{}
	for name, value := range s.Environment() {
		settings[strings.ToLower(strings.TrimPrefix(name, strings.ToUpper(s.family())+"_"))] = fmt.Sprintf("%q", value)
	}
	return settings
}

// Provider is a provider block for the device; each of extra is a line of its
// attribute there, in place of the usual one of that name.
func (s *Simulated) Provider(extra ...string) string {
	return "provider \"onprem\" {\n" + s.Block(extra...) + "}\n"
}

// Alias is Provider with an alias.
func (s *Simulated) Alias(alias string, extra ...string) string {
	return fmt.Sprintf("provider \"onprem\" {\n  alias = %q\n%s}\n", alias, s.Block(extra...))
}

// Block is the device's attribute of a provider block, for one that has several.
func (s *Simulated) Block(extra ...string) string {
	settings := s.Settings()
	for _, line := range extra {
		name, value, _ := strings.Cut(line, "=")
		settings[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  %s = {\n", s.family())
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		fmt.Fprintf(&b, "    %s = %s\n", name, settings[name])
	}
	b.WriteString("  }\n")
	return b.String()
}

// Only is the one object of a collection for which all fields have the given
// values; the test fails when there is none, or more than one.
func (s *Simulated) Only(collection string, fields map[string]any) map[string]any {
	s.t.Helper()
	found := s.Find(collection, fields)
	if len(found) != 1 {
		s.t.Fatalf("the %s has %d %s with %v, want one", s.what, len(found), collection, fields)
	}
	return found[0]
}

// Find lists the objects of a collection for which all fields have the given
// values; numbers are compared as text.
func (s *Simulated) Find(collection string, fields map[string]any) []map[string]any {
	s.t.Helper()
	objects, ok := s.Device().Objects(collection)
	if !ok {
		s.t.Fatalf("the %s has no collection %q", s.what, collection)
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

// Break puts a fault in force.
func (s *Simulated) Break(rule device.Rule) *device.Fault {
	s.t.Helper()
	fault, err := s.Fault(rule)
	if err != nil {
		s.t.Fatalf("adding a fault: %v", err)
	}
	return fault
}

// Writes lists the requests that would change the device, as "PUT path?query
// body", since the log was last cleared.
func (s *Simulated) Writes() []string {
	var writes []string
	for _, r := range s.Requests(device.Match{}) {
		path := strings.TrimPrefix(r.Path, s.root)
		if r.Method == http.MethodGet && (s.commands == nil || !s.commands.MatchString(path)) || r.Method == http.MethodHead {
			continue
		}
		line := r.Method + " " + path
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

// Setting is what the device has of a setting, by the segments of its path.
func (s *Simulated) Setting(section, name string) map[string]any {
	s.t.Helper()
	setting, ok := s.Device().Object(section, name)
	if !ok {
		s.t.Fatalf("the %s has no setting %s/%s", s.what, section, name)
	}
	return setting
}

// Set changes a setting as another administrator would.
func (s *Simulated) Set(section, name string, fields map[string]any) {
	s.t.Helper()
	if _, err := s.Device().Put(section, name, fields); err != nil {
		s.t.Fatalf("setting %s/%s to %v: %v", section, name, fields, err)
	}
}
