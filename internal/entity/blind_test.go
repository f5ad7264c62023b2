package entity_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// bell is something that a device is told and never shows.
type bell struct {
	Tone    types.String `tfsdk:"tone"           api:"tone"`
	Volume  types.Int64  `tfsdk:"volume"         api:"volume"`
	Code    types.String `tfsdk:"code_wo"        api:"code,secret"`
	Version types.Int64  `tfsdk:"code_wo_version"`
}

func theBell() entity.Singleton[bell, struct{}] {
	return entity.Singleton[bell, struct{}]{
		Name: "shelf_bell", Description: "The bell.", Path: "bell", UpdateBy: "bell/set", Update: entity.TogetherInOneRequest,
		Blind: true, Stays: "Nobody knows what it was.",
		Attributes: map[string]schema.Attribute{
			"tone":            schema.StringAttribute{Required: true},
			"volume":          schema.Int64Attribute{Optional: true},
			"code_wo":         entity.Secret("The code."),
			"code_wo_version": entity.SecretVersion(),
		},
	}
}

// told is an empty resource of a declared setting, and what the device was
// told.
func told(t *testing.T, declared entity.Singleton[bell, struct{}]) (*acctest.Instance, *[]string) {
	t.Helper()
	made, err := declared.Entity()
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	device := &fakeDevice{do: func(change api.Change) (api.Answer, error) {
		text, err := json.Marshal(change.Body)
		heard = append(heard, change.Path+" "+string(text))
		return api.Answer{}, err
	}}
	return acctest.Serve(t, library{made, device, &entity.Claims{}}).Resource("onprem_" + declared.Name), &heard
}

// TestBlindSetting is sent when it is made, and then as far as it changes. It is
// never read.
func TestBlindSetting(t *testing.T) {
	t.Parallel()
	set, heard := told(t, theBell())
	config := map[string]any{"tone": "low", "volume": 3, "code_wo": "opensesame", "code_wo_version": 1}
	wantSuccess(t, set.Apply(config))
	wantSuccess(t, set.Refresh())
	if plan := set.Plan(config); len(plan.Changes) > 0 || set.Text("tone") != "low" || set.Int("volume") != 3 {
		t.Errorf("still to change: %v of %s", plan.Changes, set.Everything())
	}
	if strings.Contains(set.Everything(), "opensesame") {
		t.Errorf("the secret is kept: %s", set.Everything())
	}
	wantSuccess(t, set.Apply(with(config, "volume", 5)))
	wantSuccess(t, set.Apply(with(with(config, "volume", 5), "code_wo_version", 2)))
	if warnings := acctest.Warnings(set.Destroy()); !strings.Contains(warnings, "Nobody knows what it was.") || set.Exists() {
		t.Errorf("destroyed with %q", warnings)
	}
	want := []string{`bell/set {"code":"opensesame","tone":"low","volume":3}`, `bell/set {"volume":5}`, `bell/set {"code":"opensesame"}`}
	if !slices.Equal(*heard, want) {
		t.Errorf("told %q, want %q", *heard, want)
	}
}

// TestPerformed: a function of the entity's own makes the change, knows the
// secrets, and isn't called for nothing.
func TestPerformed(t *testing.T) {
	t.Parallel()
	declared := theBell()
	var calls []string
	declared.Performs = func(_ context.Context, _ api.Device, change entity.Change[bell], secrets map[string]string) error {
		calls = append(calls, change.Plan.Tone.ValueString()+" "+secrets["code_wo"])
		return nil
	}
	set, heard := told(t, declared)
	config := map[string]any{"tone": "low", "code_wo": "opensesame"}
	wantSuccess(t, set.Apply(config))
	wantSuccess(t, set.Apply(config))
	wantSuccess(t, set.Apply(with(config, "tone", "high")))
	if want := []string{"low opensesame", "high opensesame"}; !slices.Equal(calls, want) || len(*heard) > 0 {
		t.Errorf("called %q, sent %q", calls, *heard)
	}
}
