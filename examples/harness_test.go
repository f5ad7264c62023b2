// Package examples_test applies every example as it stands, on a real
// Terraform and simulated devices that hold what the files named after them say:
// infinibox.json and symkloud.json.
package examples_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// applied is an example in a working directory of its own, with devices that it
// alone changes.
type applied struct {
	t         *testing.T
	array     *acctest.Array
	platform  *acctest.Platform
	terraform *acctest.CLI
	// before is what the devices held at first.
	before string
}

// start copies files of an example beside the provider's example, which says
// where the provider comes from and nothing else.
func start(t *testing.T, files ...string) *applied {
	t.Helper()
	return alone(t, append([]string{"provider/provider.tf"}, files...)...)
}

// alone copies files of an example that says itself where the provider comes
// from.
func alone(t *testing.T, files ...string) *applied {
	t.Helper()
	a := &applied{t: t, array: acctest.NewArray(t), platform: acctest.NewPlatform(t)}
	stock(t, a.array.Server, "infinibox.json")
	stock(t, a.platform.Server, "symkloud.json")
	a.terraform = acctest.NewCLI(t, slices.Concat(a.array.Environ(), a.platform.Environ())...)
	a.before = a.held()
	for _, file := range files {
		a.terraform.Write(filepath.Base(file), content(t, file))
	}
	return a
}

// stock has a device hold what a file says.
func stock(t *testing.T, server *device.Server, file string) {
	t.Helper()
	held, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if err := server.Device().Import(held); err != nil {
		t.Fatal(err)
	}
}

// held is what the devices hold.
func (a *applied) held() string {
	a.t.Helper()
	return text(a.t, []any{arrayHolds(a.t, a.array), platformHolds(a.t, a.platform)})
}

// arrayHolds is what an array holds, without what changes and stays changed
// when objects come and go: counters, events, and times of last change.
func arrayHolds(t *testing.T, array *acctest.Array) map[string]any {
	t.Helper()
	held := exported(t, array.Server)
	for name, value := range held {
		objects, ok := value.([]any)
		if !ok {
			continue
		}
		for _, object := range objects {
			if fields, ok := object.(map[string]any); ok {
				delete(fields, "updated_at")
			}
		}
		held[name] = objects
	}
	maps.DeleteFunc(held, func(name string, _ any) bool { return name == "next_id" || name == "serials" || name == "last_event" })
	if records, ok := held["records"].(map[string]any); ok {
		delete(records, "events")
	}
	return held
}

// platformHolds is what a symkloud holds, without what changes by itself: its event
// log, and what power supplies measure.
func platformHolds(t *testing.T, platform *acctest.Platform) map[string]any {
	t.Helper()
	held := exported(t, platform.Server)
	delete(held, "serials")
	platforms, _ := held["platforms"].([]any)
	for _, one := range platforms {
		if fields, ok := one.(map[string]any); ok {
			maps.DeleteFunc(fields, func(name string, _ any) bool { return name == "log" || name == "psus" })
		}
	}
	return held
}

// exported is all that a simulated device holds.
func exported(t *testing.T, server *device.Server) map[string]any {
	t.Helper()
	var written bytes.Buffer
	if err := server.Device().Export(&written); err != nil {
		t.Fatal(err)
	}
	held := map[string]any{}
	if err := json.Unmarshal(written.Bytes(), &held); err != nil {
		t.Fatal(err)
	}
	return held
}

func content(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// apply applies, and wants device, state and configuration to agree and
// nothing to be left to plan.
func (a *applied) apply() {
	a.t.Helper()
	a.terraform.Must("apply", "-no-color", "-auto-approve")
	a.terraform.Agrees(acctest.Agree(a.array, a.platform))
}

// destroy approves and destroys, and wants the devices to hold what they held
// before.
func (a *applied) destroy() {
	a.t.Helper()
	a.terraform.Knowing("INFINIBOX_APPROVED=true").Must("destroy", "-no-color", "-auto-approve")
	a.unchanged()
}

// unchanged wants the devices to hold what they held at first.
func (a *applied) unchanged() {
	a.t.Helper()
	if is := a.held(); is != a.before {
		a.t.Errorf("the devices held\n%s\nand now hold\n%s", a.before, is)
	}
}

func text(t *testing.T, value any) string {
	t.Helper()
	encoded, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// each runs a subtest for every folder of a kind of example.
func each(t *testing.T, kind string, test func(t *testing.T, folder string)) {
	t.Helper()
	entries, err := os.ReadDir(kind)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			t.Parallel()
			test(t, kind+"/"+entry.Name())
		})
	}
}

// glob are the files of an example; there has to be one.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.FromSlash(pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("there is no %s", pattern)
	}
	return files
}

// commands are the lines of a text that are a Terraform command, perhaps in a
// comment, each as arguments.
func commands(text, command string) [][]string {
	var found [][]string
	for line := range strings.Lines(text) {
		words := strings.Fields(strings.TrimLeft(line, "# "))
		if len(words) > 2 && words[0] == "terraform" && words[1] == command {
			found = append(found, words[1:])
		}
	}
	return found
}
