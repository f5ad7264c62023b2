package entity_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// TestJointGoesOutWhole, whichever of its attributes changed, and in one
// request.
func TestJointGoesOutWhole(t *testing.T) {
	t.Parallel()
	const key = `"key":"` + aKey + `"`
	keyless := with(with(mine(), "key_wo", nil), "key_wo_version", nil)
	for _, c := range []struct {
		name        string
		prior, plan map[string]any
		want        string
	}{
		{"one changed", mine(), with(mine(), "user", "v"), `PUT {` + key + `,"mode":"locked","user":"v"}`},
		{"two changed", mine(), with(with(mine(), "user", "v"), "mode", "shut"), `PUT {` + key + `,"mode":"shut","user":"v"}`},
		{"the secret alone", mine(), with(mine(), "key_wo_version", 2), `PUT {` + key + `,"mode":"locked","user":"u"}`},
		{"without the secret", keyless, with(keyless, "user", "v"), `PUT {"mode":"locked","user":"v"}`},
		{"what isn't set", with(keyless, "user", nil), with(with(keyless, "user", nil), "mode", "shut"), `PUT {"mode":"shut"}`},
		{"one removed", mine(), with(mine(), "user", nil), `PUT {` + key + `,"mode":"locked","user":null}`},
		{"one left to the device", mine(), with(with(mine(), "mode", nil), "user", "v"), `PUT {` + key + `,"mode":"locked","user":"v"}`},
		{"nothing of it", mine(), with(mine(), "color", "red"), `PUT {"color":"red"}`},
		{"beside others", mine(), with(with(with(mine(), "user", "v"), "color", "red"), "pin_wo_version", 2),
			`PUT {"color":"red"}; PUT {` + key + `,"mode":"locked","user":"v"}; PUT {"pin":"` + aPin + `"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device, made := managedLocker(t, c.prior)
			wantSuccess(t, made.Apply(c.plan))
			wantSent(t, device, c.want)
			if plan := made.Plan(c.plan); len(plan.Changes) > 0 {
				t.Errorf("still to change: %v", plan.Changes)
			}
		})
	}
}

// TestJointWhereAllGoTogether is whole too.
func TestJointWhereAllGoTogether(t *testing.T) {
	t.Parallel()
	together := lockers()
	together.Update = entity.TogetherInOneRequest
	c := newCellar()
	made := instance(t, together, c)
	wantSuccess(t, made.Apply(mine()))
	c.sent()
	wantSuccess(t, made.Apply(with(with(mine(), "user", "v"), "color", "red")))
	wantSent(t, c, `PUT {"color":"red","key":"`+aKey+`","mode":"locked","user":"v"}`)
}

// TestJointWithWhatTheDeviceChoosesAnew leaves that to it.
func TestJointWithWhatTheDeviceChoosesAnew(t *testing.T) {
	t.Parallel()
	following := lockers()
	following.Follows = func(change entity.Change[locker], attribute string) attr.Value {
		if attribute == "mode" && !change.Plan.User.Equal(change.Prior.User) {
			return types.StringUnknown()
		}
		return nil
	}
	c := newCellar()
	made := instance(t, following, c)
	config := map[string]any{"name": "mine", "user": "u", "pin_wo": aPin}
	wantSuccess(t, made.Apply(config))
	c.sent()
	wantSuccess(t, made.Apply(with(config, "user", "v")))
	wantSent(t, c, `PUT {"user":"v"}`)
	if made.Text("mode") != "open" {
		t.Errorf("the state has %q", made.Text("mode"))
	}
}

// TestJointOfWhatIsGone says so, like any other change.
func TestJointOfWhatIsGone(t *testing.T) {
	t.Parallel()
	vanishing := lockers()
	vanishing.Refusals = entity.Refusals{"NO_LOCKER": {Gone: true}}
	c := newCellar()
	made := instance(t, vanishing, c)
	wantSuccess(t, made.Apply(mine()))
	c.refuse = func(change api.Change) (api.Answer, error) {
		return api.Answer{}, &api.Error{Kind: api.ErrNotFound, Device: "Shelf", Code: "NO_LOCKER", Status: 404, Method: change.Method, Path: change.Path, Message: "no such locker"}
	}
	wantOneError(t, made.Apply(with(mine(), "user", "v")), "It was deleted by other means")
}

// TestJointHasOnePlaceInTheOrder: that of any of its changes.
func TestJointHasOnePlaceInTheOrder(t *testing.T) {
	t.Parallel()
	const joint = `PUT {"key":"` + aKey + `","mode":"shut","user":"v"}`
	wanted := with(with(with(mine(), "user", "v"), "mode", "shut"), "color", "red")
	for _, c := range []struct {
		name      string
		sequences []entity.Sequence
		want      string
	}{
		{"before", []entity.Sequence{{First: "user", Then: "color"}}, joint + `; PUT {"color":"red"}`},
		{"by what it becomes", []entity.Sequence{{First: "mode = shut", Then: "color"}}, joint + `; PUT {"color":"red"}`},
		{"after", []entity.Sequence{{First: "color", Then: "mode"}}, `PUT {"color":"red"}; ` + joint},
		{"its own order doesn't matter", []entity.Sequence{{First: "user", Then: "mode"}, {First: "mode", Then: "color"}}, joint + `; PUT {"color":"red"}`},
		{"in a circle", []entity.Sequence{{First: "user", Then: "color"}, {First: "color", Then: "mode"}}, `PUT {"color":"red"}; ` + joint},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ordered := lockers()
			ordered.Sequences = c.sequences
			device := newCellar()
			made := instance(t, ordered, device)
			wantSuccess(t, made.Apply(mine()))
			device.sent()
			wantSuccess(t, made.Apply(wanted))
			wantSent(t, device, c.want)
		})
	}
}
