package provider_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// TestAccShortWay applies the example of every resource and shows that the
// short way answers as the whole way does, and that it is gone where nothing
// has changed.
func TestAccShortWay(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("../../examples/resources/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		resource := filepath.Base(folder)
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			on, terraform := exemplary(t, folder)
			terraform.Must("apply", "-no-color", "-auto-approve")
			var found bool
			objects := keptIn(t, terraform, bothWays(t, on))
			for _, k := range objects {
				if found = found || k.resource == resource; k.resource == resource {
					t.Run("unchanged", func(t *testing.T) { unchanged(t, bothWays(t, on), k) })
					t.Run("from another provider", func(t *testing.T) { fromAnotherProvider(t, on, k) })
					t.Run("changed outside", func(t *testing.T) { changedOutside(t, on, k) })
					t.Run("after an import", func(t *testing.T) { afterImport(t, bothWays(t, on), k) })
					t.Run("identified otherwise", func(t *testing.T) { identifiedOtherwise(t, on, k) })
					t.Run("noted otherwise", func(t *testing.T) { notedOtherwise(t, on, k) })
					t.Run("new", func(t *testing.T) { asNew(t, bothWays(t, on), k) })
					t.Run("configured otherwise", func(t *testing.T) { configuredOtherwise(t, bothWays(t, on), k) })
				}
			}
			if !found {
				t.Fatalf("the example makes no %s", resource)
			}
			terraform.Knowing("INFINIBOX_APPROVED=true").Must("destroy", "-no-color", "-auto-approve")
			for _, k := range objects {
				t.Run("deleted outside", func(t *testing.T) { bothWays(t, on).read(k) })
			}
		})
	}
}

// TestShortWayKnowsEveryResource: each has an example, so that the test above
// has it.
func TestShortWayKnowsEveryResource(t *testing.T) {
	t.Parallel()
	schema, err := acctest.NewServer(t, nil).GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name := range schema.ResourceSchemas {
		if _, err := os.Stat("../../examples/resources/" + name + "/resource.tf"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// unchanged: nothing is left to the framework, and a change is the framework's.
func unchanged(t *testing.T, w *ways, k kept) {
	t.Helper()
	for range 2 {
		k = w.read(k)
		w.plan(k, w.configuration(k), k.state)
	}
	w.upgrade(k, 0, w.written(k))
	if reads, plans, upgrades := w.asked.Reads.Load(), w.asked.Plans.Load(), w.asked.Upgrades.Load(); reads+plans+upgrades > 0 {
		t.Errorf("the framework read %d times, planned %d times and upgraded %d times", reads, plans, upgrades)
	}
	w.plan(k, tftypes.NewValue(w.typ(k), nil), tftypes.NewValue(w.typ(k), nil))
	if w.asked.Plans.Load() != 1 {
		t.Errorf("the framework planned the deletion %d times", w.asked.Plans.Load())
	}
}

// fromAnotherProvider: a state that lacks an attribute, because it was written
// before there was one; one of another version, and one without identity.
func fromAnotherProvider(t *testing.T, on *acctest.Simulated, k kept) {
	t.Helper()
	w := bothWays(t, on)
	for name := range w.attributes(k) {
		t.Run(name, func(t *testing.T) {
			w := bothWays(t, on)
			var written map[string]json.RawMessage
			if err := json.Unmarshal(w.written(k), &written); err != nil {
				t.Fatal(err)
			}
			delete(written, name)
			lacking, err := json.Marshal(written)
			if err != nil {
				t.Fatal(err)
			}
			older := w.upgrade(k, 0, lacking)
			w.read(older)
			w.plan(older, w.configuration(k), older.state)
		})
	}
	if newer := w.upgrade(k, 1, w.written(k)); newer.resource != "" {
		t.Error("a state of a version that nobody knows was taken")
	}
	typ := w.identities[k.resource]
	null := &tfprotov6.ResourceIdentityData{IdentityData: w.encode(typ, tftypes.NewValue(typ, nil))}
	for _, k.identity = range []*tfprotov6.ResourceIdentityData{nil, null} {
		w.plan(k, w.configuration(k), k.state)
		if read := w.read(k); read.identity == nil {
			t.Error("a state without identity got none")
		}
	}
}

// changedOutside: what the device shows isn't what the state has.
func changedOutside(t *testing.T, on *acctest.Simulated, k kept) {
	t.Helper()
	for name, value := range bothWays(t, on).attributes(k) {
		for _, other := range others(t, value) {
			t.Run(fmt.Sprintf("%s %s", name, other), func(t *testing.T) {
				w := bothWays(t, on)
				was := w.read(k.with(t, name, other))
				if was.resource != "" {
					w.plan(was, w.configuration(k), k.state)
				}
			})
		}
	}
}

func afterImport(t *testing.T, w *ways, k kept) {
	t.Helper()
	read := w.imported(k)
	if w.asked.Reads.Load() == 0 {
		t.Error("the read after an import didn't go the whole way")
	}
	read = w.read(read)
	w.plan(read, w.configuration(read), read.state)
}

// identifiedOtherwise: the identity is another object's than the state is about.
func identifiedOtherwise(t *testing.T, on *acctest.Simulated, k kept) {
	t.Helper()
	w := bothWays(t, on)
	typ := w.identities[k.resource]
	identity := kept{state: w.decode(k.identity.IdentityData, typ)}
	for name, value := range w.attributes(identity) {
		for _, other := range others(t, value) {
			t.Run(fmt.Sprintf("%s %s", name, other), func(t *testing.T) {
				w, k := bothWays(t, on), k
				k.identity = &tfprotov6.ResourceIdentityData{IdentityData: w.encode(typ, identity.with(t, name, other).state)}
				w.read(k)
				w.plan(k, w.configuration(k), k.state)
			})
		}
	}
}

// notedOtherwise: the private state says something of the object that the read
// has to see to.
func notedOtherwise(t *testing.T, on *acctest.Simulated, k kept) {
	t.Helper()
	for key, note := range map[string]string{
		"made":     `"2001-01-01T00:00:00Z"`,
		"seen":     `{"nothing":1}`,
		"imported": `"id 1"`,
		"pending":  `"create jobs/1"`,
		"foreign":  `"` + k.resource + `"`,
		"unread":   `"imported"`,
		"unheard":  `"of"`,
		"":         "",
	} {
		t.Run(key, func(t *testing.T) {
			notes := map[string][]byte{}
			if key != "" {
				if err := json.Unmarshal(k.private, &notes); err != nil && len(k.private) > 0 {
					t.Fatal(err)
				}
				notes[key] = []byte(note)
			}
			private, err := json.Marshal(notes)
			if err != nil {
				t.Fatal(err)
			}
			other := k
			other.private = private
			w := bothWays(t, on)
			read := w.read(other)
			if slices.Contains([]string{"imported", "pending", "foreign", "unheard"}, key) && w.asked.Reads.Load() == 0 {
				t.Error("the read didn't go the whole way")
			}
			if read.resource != "" {
				w.plan(read, w.configuration(read), read.state)
			}
		})
	}
}

// asNew: the object is planned as one that is to be made, as it is configured,
// and with each attribute left out, otherwise, or not known yet.
func asNew(t *testing.T, w *ways, k kept) {
	t.Helper()
	configuration := kept{resource: k.resource, state: w.configuration(k)}
	errors := w.planNew(configuration)
	// Who plans new entries is noted, which is left to the whole way.
	if entries := strings.HasSuffix(k.resource, "_metadata"); !entries && errors == "" && w.asked.Plans.Load() > 0 {
		t.Error("the framework planned it")
	}
	for _, attribute := range w.schema.ResourceSchemas[k.resource].Block.Attributes {
		if attribute.Computed && !attribute.Optional {
			continue
		}
		values := append(others(t, w.attributes(configuration)[attribute.Name]), tftypes.NewValue(attribute.ValueType(), nil))
		if !attribute.WriteOnly {
			values = append(values, tftypes.NewValue(attribute.ValueType(), tftypes.UnknownValue))
		}
		for _, value := range values {
			t.Run(fmt.Sprintf("%s %s", attribute.Name, value), func(t *testing.T) {
				w.planNew(configuration.with(t, attribute.Name, value))
			})
		}
	}
}

// configuredOtherwise: an attribute is removed from the configuration.
func configuredOtherwise(t *testing.T, w *ways, k kept) {
	t.Helper()
	configuration := w.configuration(k)
	for _, attribute := range w.schema.ResourceSchemas[k.resource].Block.Attributes {
		if !attribute.Optional {
			continue
		}
		t.Run(attribute.Name, func(t *testing.T) {
			null := tftypes.NewValue(attribute.ValueType(), nil)
			proposed := k.state
			if !attribute.Computed {
				proposed = k.with(t, attribute.Name, null).state
			}
			w.plan(k, kept{state: configuration}.with(t, attribute.Name, null).state, proposed)
		})
	}
}

// exemplary has a device with what the examples expect, and a Terraform with
// the example in its folder, which is named after the device.
func exemplary(t *testing.T, folder string) (*acctest.Simulated, *acctest.CLI) {
	t.Helper()
	on := acctest.NewArray(t).Simulated
	if strings.HasPrefix(filepath.Base(folder), "onprem_symkloud_") {
		on = acctest.NewPlatform(t).Simulated
	}
	held, err := os.Open("../../examples/" + on.Device().Name() + ".json")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if err := on.Device().Import(held); err != nil {
		t.Fatal(err)
	}
	terraform := acctest.NewCLI(t, on.Environ()...)
	files, err := filepath.Glob(folder + "/resource*.tf")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, "../../examples/provider/provider.tf") {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		terraform.Write(filepath.Base(file), string(content))
	}
	return on, terraform
}

// keptIn are the objects in a Terraform's state.
func keptIn(t *testing.T, terraform *acctest.CLI, w *ways) []kept {
	t.Helper()
	var state struct {
		Resources []struct {
			Mode, Type string
			Instances  []struct {
				Attributes, Identity json.RawMessage
				Private              []byte
			}
		}
	}
	if err := json.Unmarshal([]byte(terraform.Read("terraform.tfstate")), &state); err != nil {
		t.Fatal(err)
	}
	var objects []kept
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			if resource.Mode != "managed" {
				continue
			}
			k := kept{resource: resource.Type, private: instance.Private}
			k.state = w.decode(&tfprotov6.DynamicValue{JSON: instance.Attributes}, w.typ(k))
			identity := w.decode(&tfprotov6.DynamicValue{JSON: instance.Identity}, w.identities[k.resource])
			k.identity = &tfprotov6.ResourceIdentityData{IdentityData: w.encode(w.identities[k.resource], identity)}
			objects = append(objects, k)
		}
	}
	return objects
}
