package infinibox

import (
	"bytes"
	"strings"
	"testing"
)

// Everything that can be generated comes back from an inventory as it was,
// with what belongs to what.
func TestInventoriesHoldEveryCollection(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	a.clock.Freeze()
	counts := map[string]int{"pools": 1, "volumes": 2}
	for name := range a.world.kinds {
		if generates(name) && counts[name] == 0 {
			counts[name] = 2
		}
	}
	if err := a.Generate(counts); err != nil {
		t.Fatal(err)
	}
	a.SetState(stateStandby)
	var exported, again bytes.Buffer
	if err := a.Export(&exported); err != nil {
		t.Fatal(err)
	}
	first := exported.String()
	b := New(Options{Name: "other"})
	if err := b.Import(&exported); err != nil {
		t.Fatal(err)
	}
	if err := b.Export(&again); err != nil {
		t.Fatal(err)
	}
	if again.String() != first {
		t.Error("exporting again writes something else")
	}
	for entity, held := range a.records {
		for _, r := range held.items {
			other, ok := b.records[entity].find(r.id)
			if !ok {
				t.Errorf("%s %d is gone", entity, r.id)
				continue
			}
			if want, got := string(r.kind.schema.append(nil, r, nil)), string(r.kind.schema.append(nil, other, nil)); got != want {
				t.Errorf("%s %d is %s, not %s", entity, r.id, got, want)
			}
			if len(r.parts) != len(other.parts) {
				t.Errorf("%s %d has parts of %d entities, not %d", entity, r.id, len(other.parts), len(r.parts))
			}
		}
	}
}

func TestInventoriesThatDoNotFitTogetherAreRefused(t *testing.T) {
	t.Parallel()
	for name, records := range map[string]string{
		"an entity of nobody": `{"tapes":[{"id":1}]}`,
		"an unknown field":    `{"links":[{"id":1001,"fields":{"colour":"red"}}]}`,
		"the same id twice":   `{"links":[{"id":1001},{"id":1001}]}`,
		"an owner that isn't": `{"network_space_ips":[{"id":1002,"owner":"1001"}]}`,
		"an unknown key":      `{"links":[{"id":1001,"name":"h"}]}`,
		"hosts as records":    `{"hosts":[{"id":1001}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := New(Options{})
			err := a.Import(strings.NewReader(`{"product":"infinibox","records":` + records + `}`))
			if err == nil {
				t.Fatal("it's taken")
			}
			if len(a.records["nodes"].items) != nodeCount {
				t.Error("the array isn't as it was")
			}
		})
	}
}

// Behind the back of the API, records are made, changed and deleted by the name
// of their entity or of its path.
func TestRecordsChangeOutOfBand(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	for _, collection := range []string{"network_spaces", "network/spaces"} {
		made, err := a.Put(collection, "", map[string]any{
			"name": "s", "service": "NAS_SERVICE", "interfaces": []int{}, "network_config": map[string]any{},
		})
		if err != nil {
			t.Fatal(err)
		}
		id := number(made["id"].(int64)).spelled() //nolint:errcheck // a panic would tell as much
		changed, err := a.Put(collection, id, map[string]any{"mtu": 9000, "name": "t"})
		if err != nil || changed["mtu"] != int64(9000) || changed["name"] != "t" {
			t.Errorf("%s: %v %v", collection, changed, err)
		}
		if err := a.Remove(collection, id); err != nil {
			t.Error(err)
		}
		if left, ok := a.Objects(collection); !ok || len(left) != 0 {
			t.Errorf("%s: %v", collection, left)
		}
	}
}
