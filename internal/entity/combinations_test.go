package entity_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// named is what every model below has.
type named struct {
	ID   types.Int64  `tfsdk:"id"   api:"id"`
	Name types.String `tfsdk:"name" api:"name"`
}

// refusal is what the declaration of a model is refused for; empty when it
// isn't.
func refusal[M any](t *testing.T, attributes map[string]schema.Attribute, changed func(*entity.Collection[M, struct{}])) string {
	t.Helper()
	declared := entity.Collection[M, struct{}]{
		Name: "shelf_thing", Description: "A thing.", Path: "things", NaturalKey: "name", Update: entity.OneFieldPerRequest,
		Attributes: map[string]schema.Attribute{
			"id":   schema.Int64Attribute{Computed: true},
			"name": schema.StringAttribute{Required: true},
		},
	}
	maps.Copy(declared.Attributes, attributes)
	if changed != nil {
		changed(&declared)
	}
	if _, err := declared.Entity(); err != nil {
		return err.Error()
	}
	return ""
}

// wantRefusal compares what a declaration is refused for.
func wantRefusal(t *testing.T, said, text string) {
	t.Helper()
	if !strings.Contains(said, text) || (text == "") != (said == "") {
		t.Errorf("said %q, want %q", said, text)
	}
}

// TestSecretsThatCannotBe declared so.
func TestSecretsThatCannotBe(t *testing.T) {
	t.Parallel()
	type thing struct {
		named
		PinWO      types.String `tfsdk:"pin_wo" api:"pin,secret"`
		PinVersion types.Int64  `tfsdk:"pin_wo_version"`
	}
	type collection = entity.Collection[thing, struct{}]
	for name, c := range map[string]struct {
		mistake func(*collection)
		text    string
	}{
		"sound":            {nil, ""},
		"not write-only":   {func(c *collection) { c.Attributes["pin_wo"] = schema.StringAttribute{Optional: true} }, "declare it by Secret"},
		"required":         {func(c *collection) { c.Attributes["pin_wo"] = schema.StringAttribute{Required: true, WriteOnly: true} }, "declare it by Secret"},
		"version required": {func(c *collection) { c.Attributes["pin_wo_version"] = schema.Int64Attribute{Required: true} }, "declare it by SecretVersion"},
		"version computed": {func(c *collection) {
			c.Attributes["pin_wo_version"] = schema.Int64Attribute{Optional: true, Computed: true}
		}, "declare it by SecretVersion"},
		"nothing changes it":   {func(c *collection) { c.Update = entity.Never }, "tag it as fixed"},
		"an operation does":    {func(c *collection) { c.Update, c.Moves = entity.Never, map[string]string{"pin_wo": "things/{id}/pin"} }, ""},
		"reset":                {func(c *collection) { c.Resets = map[string]any{"pin_wo": ""} }, "is reset"},
		"natural key":          {func(c *collection) { c.NaturalKey = "pin" }, "natural key"},
		"ordered by its value": {func(c *collection) { c.Sequences = []entity.Sequence{{First: "pin_wo = 1", Then: "name"}} }, "isn't known"},
		"ordered":              {func(c *collection) { c.Sequences = []entity.Sequence{{First: "pin_wo", Then: "name"}} }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefusal(t, refusal(t, map[string]schema.Attribute{"pin_wo": entity.Secret("A number."), "pin_wo_version": entity.SecretVersion()}, c.mistake), c.text)
		})
	}
}

// TestTagsThatCannotBe on one field, or with its attribute.
func TestTagsThatCannotBe(t *testing.T) {
	t.Parallel()
	secret, text := entity.Secret("A number."), schema.StringAttribute{Optional: true}
	type misnamed struct {
		named
		Pin types.String `tfsdk:"pin" api:"pin,secret,fixed"`
	}
	wantRefusal(t, refusal[misnamed](t, map[string]schema.Attribute{"pin": secret}, nil), "ends in _wo")
	type unversioned struct {
		named
		Pin types.String `tfsdk:"pin_wo" api:"pin,secret"`
	}
	wantRefusal(t, refusal[unversioned](t, map[string]schema.Attribute{"pin_wo": secret}, nil), "declare pin_wo_version")
	wantRefusal(t, refusal(t, map[string]schema.Attribute{"pin_wo": secret}, func(c *entity.Collection[unversioned, struct{}]) {
		c.Joint = [][]string{{"name", "pin_wo"}}
	}), "")
	type sentVersion struct {
		named
		Pin     types.String `tfsdk:"pin_wo"         api:"pin,secret"`
		Version types.Int64  `tfsdk:"pin_wo_version" api:"version"`
	}
	wantRefusal(t, refusal[sentVersion](t, map[string]schema.Attribute{"pin_wo": secret, "pin_wo_version": entity.SecretVersion()}, nil), "without an api tag")
	type untagged struct {
		named
		Pin types.String `tfsdk:"pin_wo" api:"pin"`
	}
	wantRefusal(t, refusal[untagged](t, map[string]schema.Attribute{"pin_wo": secret}, nil), "has no api option secret")
	type bareSecret struct {
		named
		Pin types.String `tfsdk:"pin_wo" api:"pin,secret,fixed,bare"`
	}
	wantRefusal(t, refusal[bareSecret](t, map[string]schema.Attribute{"pin_wo": secret}, nil), "no api option beside")
	type fixedSecret struct {
		named
		Pin types.String `tfsdk:"pin_wo" api:"pin,secret,fixed"`
	}
	wantRefusal(t, refusal[fixedSecret](t, map[string]schema.Attribute{"pin_wo": secret}, nil), "")
	type shownDemand struct {
		named
		Color types.String `tfsdk:"color" api:"color,demanded"`
	}
	wantRefusal(t, refusal[shownDemand](t, map[string]schema.Attribute{"color": text}, nil), "declare it as required")
	type renamedResult struct {
		named
		Color types.String `tfsdk:"color" api:"result,bare,sent=color"`
	}
	wantRefusal(t, refusal[renamedResult](t, map[string]schema.Attribute{"color": text}, nil), "never sent by a name")
	type renamedFigure struct {
		named
		Color types.String `tfsdk:"color" api:"color,sent=hue"`
	}
	wantRefusal(t, refusal[renamedFigure](t, map[string]schema.Attribute{"color": schema.StringAttribute{Computed: true}}, nil), "never sent by a name")
	type renamedChange struct {
		named
		Color types.String `tfsdk:"color" api:"color,fixed,changed=hue"`
	}
	wantRefusal(t, refusal[renamedChange](t, map[string]schema.Attribute{"color": text}, nil), "never changed by a name")
	type misspelt struct {
		named
		Color types.String `tfsdk:"color" api:"color,sent"`
	}
	wantRefusal(t, refusal[misspelt](t, map[string]schema.Attribute{"color": text}, nil), "misspelt")
	type valued struct {
		named
		Color types.String `tfsdk:"color" api:"color,fixed=yes"`
	}
	wantRefusal(t, refusal[valued](t, map[string]schema.Attribute{"color": text}, nil), "misspelt")
	type ownOptions struct {
		named
		Color types.String `tfsdk:"color" api:",fixed"`
	}
	wantRefusal(t, refusal[ownOptions](t, map[string]schema.Attribute{"color": text}, nil), "doesn't have")
}

// TestUnreadAttributesThatCannotBe declared so.
func TestUnreadAttributesThatCannotBe(t *testing.T) {
	t.Parallel()
	type thing struct {
		named
		Prefix types.String `tfsdk:"prefix" api:"prefix,unread"`
	}
	type collection = entity.Collection[thing, struct{}]
	for name, c := range map[string]struct {
		mistake func(*collection)
		text    string
	}{
		"sound":       {nil, ""},
		"computed":    {func(c *collection) { c.Attributes["prefix"] = schema.StringAttribute{Optional: true, Computed: true} }, "unread and computed"},
		"moving":      {func(c *collection) { c.Moves = map[string]string{"prefix": "things/{id}/prefix"} }, "unread and moves"},
		"joint":       {func(c *collection) { c.Joint = [][]string{{"prefix", "name"}} }, "unread and in a joint"},
		"natural key": {func(c *collection) { c.NaturalKey = "prefix" }, "natural key"},
		"growing":     {func(c *collection) { c.Grows = []string{"prefix"} }, "isn't known"},
		"reset":       {func(c *collection) { c.Resets = map[string]any{"prefix": ""} }, "no update sends it"},
		"key":         {func(c *collection) { c.Keys = []string{"prefix"} }, "isn't shown"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefusal(t, refusal(t, map[string]schema.Attribute{"prefix": schema.StringAttribute{Optional: true}}, c.mistake), c.text)
		})
	}
	type sent struct {
		named
		Prefix types.String `tfsdk:"prefix" api:"prefix,unread,sent=snap_prefix"`
	}
	wantRefusal(t, refusal[sent](t, map[string]schema.Attribute{"prefix": schema.StringAttribute{Optional: true}}, nil), "no api option beside")
}

// TestJointsAndResetsThatCannotBe sent.
func TestJointsAndResetsThatCannotBe(t *testing.T) {
	t.Parallel()
	type thing struct {
		named
		Color types.String `tfsdk:"color" api:"color"`
		Kind  types.String `tfsdk:"kind"  api:"kind,fixed"`
		Shown types.String `tfsdk:"shown" api:"shown"`
	}
	type collection = entity.Collection[thing, struct{}]
	joint := func(names ...string) func(*collection) { return func(c *collection) { c.Joint = [][]string{names} } }
	reset := func(name string) func(*collection) {
		return func(c *collection) { c.Resets = map[string]any{name: "none"} }
	}
	for name, c := range map[string]struct {
		mistake func(*collection)
		text    string
	}{
		"sound joint":      {joint("name", "color"), ""},
		"joint of one":     {joint("name"), "nothing to go together"},
		"joint twice":      {joint("name", "name"), "twice in one"},
		"joint of unknown": {joint("name", "size"), `"size" isn't in the model`},
		"fixed in a joint": {joint("name", "kind"), "no update sends it"},
		"shown in a joint": {joint("name", "shown"), "no update sends it"},
		"two joints": {func(c *collection) {
			c.Joint = [][]string{{"name", "color"}, {"color", "name"}}
		}, "two joints"},
		"moving in a joint": {func(c *collection) {
			c.Joint, c.Moves = [][]string{{"name", "color"}}, map[string]string{"color": "things/{id}/paint"}
		}, "no update sends it"},
		"joint and no update": {func(c *collection) { c.Joint, c.Update = [][]string{{"name", "color"}}, entity.Never }, "no update sends it"},
		"sound reset":         {reset("color"), ""},
		"reset of unknown":    {reset("size"), `"size" isn't in the model`},
		"reset of required":   {reset("name"), "leaving it out"},
		"reset of computed":   {reset("shown"), "leaving it out"},
		"reset of fixed":      {reset("kind"), "no update sends it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRefusal(t, refusal(t, map[string]schema.Attribute{
				"color": schema.StringAttribute{Optional: true}, "kind": schema.StringAttribute{Optional: true}, "shown": schema.StringAttribute{Computed: true},
			}, c.mistake), c.text)
		})
	}
}

// TestSettingsThatCannotBe declared so: nothing makes them, and a secret can't
// be given back.
func TestSettingsThatCannotBe(t *testing.T) {
	t.Parallel()
	secret := theAlarm()
	secret.Stays = ""
	if _, err := secret.Entity(); err == nil || !strings.Contains(err.Error(), "say so in Stays") {
		t.Errorf("said %v", err)
	}
	type made struct {
		Prefix types.String `tfsdk:"prefix" api:"prefix,unread"`
	}
	unread := entity.Singleton[made, struct{}]{Name: "shelf_made", Path: "made",
		Attributes: map[string]schema.Attribute{"prefix": schema.StringAttribute{Optional: true}}}
	if _, err := unread.Entity(); err == nil || !strings.Contains(err.Error(), "a setting isn't made") {
		t.Errorf("said %v", err)
	}
}
