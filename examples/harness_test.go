// Package examples_test applies every example as it stands, on a real
// Terraform and a simulated array that holds inventory.json.
package examples_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// applied is an example in a working directory of its own, with an array that
// it alone changes.
type applied struct {
	t         *testing.T
	array     *acctest.Array
	terraform *acctest.CLI
	// before is what the array held at first.
	before map[string]any
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
	array := stocked(t)
	a := &applied{t: t, array: array, terraform: acctest.NewCLI(t, array.Environ()...), before: inventory(t, array)}
	for _, file := range files {
		a.terraform.Write(filepath.Base(file), content(t, file))
	}
	return a
}

// stocked is an array that holds inventory.json.
func stocked(t *testing.T) *acctest.Array {
	t.Helper()
	held, err := os.Open("inventory.json")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	array := acctest.NewArray(t)
	if err := array.Device().Import(held); err != nil {
		t.Fatal(err)
	}
	return array
}

// inventory is what an array holds, without what changes and stays changed
// when objects come and go: counters, events, and times of last change.
func inventory(t *testing.T, array *acctest.Array) map[string]any {
	t.Helper()
	var written bytes.Buffer
	if err := array.Device().Export(&written); err != nil {
		t.Fatal(err)
	}
	held := map[string]any{}
	if err := json.Unmarshal(written.Bytes(), &held); err != nil {
		t.Fatal(err)
	}
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
	a.terraform.Agrees(acctest.Agree(a.array))
}

// destroy approves and destroys, and wants the array to hold what it held
// before.
func (a *applied) destroy() {
	a.t.Helper()
	a.terraform.Knowing("INFINIBOX_APPROVED=true").Must("destroy", "-no-color", "-auto-approve")
	a.unchanged()
}

// unchanged wants the array to hold what it held at first.
func (a *applied) unchanged() {
	a.t.Helper()
	was, is := text(a.t, a.before), text(a.t, inventory(a.t, a.array))
	if was != is {
		a.t.Errorf("the array held\n%s\nand now holds\n%s", was, is)
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
