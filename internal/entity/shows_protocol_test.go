package entity_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// TestResets send what the declaration says in place of nothing.
func TestResets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, removed, want string }{
		{"with a value of its own", "slots", `PUT {"slots":-1}`},
		{"without one", "user", `PUT {"key":"` + aKey + `","mode":"locked","user":null}`},
		{"without one and alone", "color", `PUT {"color":null}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device, made := managedLocker(t, with(mine(), "color", "red"))
			config := with(with(mine(), "color", "red"), c.removed, nil)
			wantSuccess(t, made.Apply(config))
			wantSent(t, device, c.want)
			if plan := made.Plan(config); len(plan.Changes) > 0 {
				t.Errorf("still to change: %v", plan.Changes)
			}
		})
	}
}

// TestShows is applied on every way from the device to a person.
func TestShows(t *testing.T) {
	t.Parallel()
	unchosen := with(mine(), "slots", nil)
	device, made := managedLocker(t, unchosen)
	protocol := lockerFaces(t, device)
	none := func(face string, slots any) {
		t.Helper()
		if slots != nil {
			t.Errorf("%s shows %v", face, slots)
		}
	}
	inState := func(face string, i *acctest.Instance) {
		t.Helper()
		if i.Int("slots") != 0 {
			t.Errorf("%s has %d", face, i.Int("slots"))
		}
	}
	inState("what was made", made)
	wantSuccess(t, made.Refresh())
	inState("what was read", made)
	chosen, _ := managedLocker(t, mine())
	again := instance(t, lockers(), chosen)
	wantSuccess(t, again.Import("7"))
	if again.Int("slots") != 3 {
		t.Errorf("what was chosen is %d", again.Int("slots"))
	}
	wantSuccess(t, made.Apply(with(unchosen, "color", "red")))
	inState("what was changed", made)
	imported := protocol.Resource("onprem_shelf_locker")
	wantSuccess(t, imported.Import("name=mine"))
	inState("what was imported", imported)

	one, diagnostics := protocol.DataSource("onprem_shelf_locker").Read(map[string]any{"id": 7})
	wantSuccess(t, diagnostics)
	none("the data source by id", one["slots"])
	one, diagnostics = protocol.DataSource("onprem_shelf_locker").Read(map[string]any{"name": "mine"})
	wantSuccess(t, diagnostics)
	none("the data source by name", one["slots"])
	many, diagnostics := protocol.DataSource("onprem_shelf_lockers").Read(nil)
	wantSuccess(t, diagnostics)
	listed, _ := many["lockers"].([]any)
	first, _ := listed[0].(map[string]any)
	none("the data source for many", first["slots"])
	if !slices.Contains(device.asked, "slots_chosen") {
		t.Errorf("asked for %q only", device.asked)
	}
	found, diagnostics := protocol.ListResource("onprem_shelf_locker").Ask(acctest.Query{Include: true})
	wantSuccess(t, diagnostics)
	none("the list resource", found[0].Resource["slots"])

	device.settings.AdoptExisting = true
	device.refuse = func(change api.Change) (api.Answer, error) {
		return api.Answer{}, failed(api.ErrNameConflict, change.Method, change.Path)
	}
	other := protocol.Resource("onprem_shelf_locker")
	wantOneError(t, other.Apply(with(with(unchosen, "color", "red"), "slots", 12)), `AttributeName("slots")`, "slots = <null>")
}

// TestShowsLeavesTheDevicesObject as it is: others may have the same one.
func TestShowsLeavesTheDevicesObject(t *testing.T) {
	t.Parallel()
	device, made := managedLocker(t, with(mine(), "slots", nil))
	before := maps.Clone(device.locker)
	protocol := lockerFaces(t, device)
	wantSuccess(t, made.Refresh())
	_, diagnostics := protocol.DataSource("onprem_shelf_lockers").Read(nil)
	wantSuccess(t, diagnostics)
	if !maps.Equal(device.locker, before) || device.locker["slots"] != json.Number("12") {
		t.Errorf("%v has become %v", before, device.locker)
	}
}

// TestWhatIsNeverShown has no attribute where only the device speaks, even if
// it shows something of that name.
func TestWhatIsNeverShown(t *testing.T) {
	t.Parallel()
	device, made := managedLocker(t, mine())
	for _, field := range []string{"key", "pin", "prefix"} {
		device.locker[field] = aPin
	}
	wantSuccess(t, made.Refresh())
	wantNoSecret(t, made.Everything())
	if made.Text("prefix") != "p" {
		t.Errorf("the state has %q", made.Text("prefix"))
	}
	protocol := lockerFaces(t, device)
	one, diagnostics := protocol.DataSource("onprem_shelf_locker").Read(map[string]any{"id": 7})
	wantSuccess(t, diagnostics)
	many, diagnostics := protocol.DataSource("onprem_shelf_lockers").Read(nil)
	wantSuccess(t, diagnostics)
	listed, _ := many["lockers"].([]any)
	first, _ := listed[0].(map[string]any)
	found, diagnostics := protocol.ListResource("onprem_shelf_locker").Ask(acctest.Query{Include: true})
	wantSuccess(t, diagnostics)
	for _, name := range []string{"key_wo", "key_wo_version", "pin_wo", "pin_wo_version", "prefix"} {
		if _, ok := one[name]; ok {
			t.Errorf("the data source has %s", name)
		}
		if _, ok := first[name]; ok {
			t.Errorf("the data source for many has %s", name)
		}
		if found[0].Resource[name] != nil {
			t.Errorf("the list resource shows %s", name)
		}
	}
	if one["owner"] != int64(5) || one["open"] != true {
		t.Errorf("the data source has %v", one)
	}
	for _, field := range []string{"key", "pin", "prefix"} {
		if slices.Contains(device.asked, field) {
			t.Errorf("asked for %s", field)
		}
	}
}
