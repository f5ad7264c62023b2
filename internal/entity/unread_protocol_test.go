package entity_test

import (
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// TestUnreadAttributeReplaces when the object was made with another value, or
// without one.
func TestUnreadAttributeReplaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		prior, wanted any
		replaces      bool
	}{
		{"another", "p", "q", true},
		{"none any more", "p", nil, true},
		{"one for the first time", nil, "q", true},
		{"one that isn't known yet", "p", acctest.Unknown, true},
		{"the same", "p", "p", false},
		{"none", nil, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, made := managedLocker(t, with(mine(), "prefix", c.prior))
			wantSuccess(t, made.Refresh())
			plan := made.Plan(with(mine(), "prefix", c.wanted))
			if plan.Errors() != "" || (len(plan.Replaces) > 0) != c.replaces {
				t.Errorf("replaces %v %s", plan.Replaces, plan.Errors())
			}
		})
	}
}

// TestUnreadAttributeAfterAnImport is taken from the configuration once, without
// a request, and then replaces as any other.
func TestUnreadAttributeAfterAnImport(t *testing.T) {
	t.Parallel()
	device, _ := managedLocker(t, mine())
	imported := instance(t, lockers(), device)
	wantSuccess(t, imported.Import("7"))
	if imported.Text("prefix") != "" {
		t.Errorf("imported %q", imported.Text("prefix"))
	}
	wantSuccess(t, imported.Refresh())
	known := map[string]any{"name": "mine", "mode": "locked", "user": "u", "slots": 3, "owner": 5}
	if plan := imported.Plan(known); len(plan.Changes) > 0 {
		t.Errorf("to change without it: %v", plan.Changes)
	}
	config := with(known, "prefix", "p")
	plan := imported.Plan(config)
	if plan.Errors() != "" || len(plan.Replaces) > 0 || !slices.Equal(plan.Changes, []string{"prefix"}) {
		t.Errorf("changes %v, replaces %v %s", plan.Changes, plan.Replaces, plan.Errors())
	}
	wantSuccess(t, imported.Apply(config))
	wantSent(t, device, "")
	if imported.Text("prefix") != "p" {
		t.Errorf("the state has %q", imported.Text("prefix"))
	}
	wantSuccess(t, imported.Refresh())
	if plan := imported.Plan(with(known, "prefix", "q")); len(plan.Replaces) != 1 {
		t.Errorf("another one replaces %v", plan.Replaces)
	}
}

// TestUnreadAttributeBesideOthers: what is fixed and shown replaces, imported or
// not, and what changes in place does.
func TestUnreadAttributeBesideOthers(t *testing.T) {
	t.Parallel()
	device, _ := managedLocker(t, mine())
	imported := instance(t, lockers(), device)
	wantSuccess(t, imported.Import("7"))
	known := map[string]any{"name": "mine", "mode": "locked", "user": "u", "slots": 3, "owner": 5, "prefix": "p"}
	if plan := imported.Plan(with(known, "owner", 6)); len(plan.Replaces) != 1 || plan.Replaces[0] != `AttributeName("owner")` {
		t.Errorf("replaces %v", plan.Replaces)
	}
	ownerless, _ := managedLocker(t, with(mine(), "owner", nil))
	unowned := instance(t, lockers(), ownerless)
	wantSuccess(t, unowned.Import("7"))
	if plan := unowned.Plan(known); len(plan.Replaces) != 1 || plan.Replaces[0] != `AttributeName("owner")` {
		t.Errorf("for the first time it replaces %v", plan.Replaces)
	}
	wantSuccess(t, imported.Apply(with(known, "color", "red")))
	wantSent(t, device, `PUT {"color":"red"}`)
	if imported.Text("prefix") != "p" || imported.Text("color") != "red" {
		t.Errorf("the state has %s", imported.Everything())
	}
}

// card is an object whose secret only a new one takes.
type card struct {
	ID         types.Int64  `tfsdk:"id"             api:"id"`
	Color      types.String `tfsdk:"color"          api:"color"`
	PinWO      types.String `tfsdk:"pin_wo"         api:"pin,secret,fixed"`
	PinVersion types.Int64  `tfsdk:"pin_wo_version"`
}

// TestFixedSecret replaces the object by its version, unless it was imported
// without one.
func TestFixedSecret(t *testing.T) {
	t.Parallel()
	declared := entity.Collection[card, struct{}]{
		Name: "shelf_card", Description: "A card.", Path: "lockers", Update: entity.OneFieldPerRequest,
		Attributes: map[string]schema.Attribute{
			"id":             schema.Int64Attribute{Computed: true},
			"color":          schema.StringAttribute{Optional: true},
			"pin_wo":         entity.Secret("Its number."),
			"pin_wo_version": entity.SecretVersion(),
		},
	}
	c := newCellar()
	made := instance(t, declared, c)
	config := map[string]any{"pin_wo": aPin, "pin_wo_version": 1}
	wantSuccess(t, made.Apply(config))
	wantSent(t, c, `POST {"pin":"`+aPin+`"}`)
	wantSuccess(t, made.Apply(with(config, "pin_wo_version", 2)))
	wantSent(t, c, `DELETE null; POST {"pin":"`+aPin+`"}`)

	imported := instance(t, declared, c)
	wantSuccess(t, imported.Import("7"))
	wantSuccess(t, imported.Apply(config))
	wantSent(t, c, "")
	if imported.Int("pin_wo_version") != 1 {
		t.Errorf("the state has version %d", imported.Int("pin_wo_version"))
	}
	wantSuccess(t, imported.Apply(with(config, "pin_wo_version", 2)))
	wantSent(t, c, `DELETE null; POST {"pin":"`+aPin+`"}`)
}
