package entity_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// TestCreateSendsSecrets and keeps none.
func TestCreateSendsSecrets(t *testing.T) {
	t.Parallel()
	c := newCellar()
	made := instance(t, lockers(), c)
	wantSuccess(t, made.Apply(mine()))
	wantSent(t, c, `POST {"key":"`+aKey+`","mode":"locked","name":"mine","owner_id":5,"pin":"`+aPin+`","prefix":"p","slots":3,"user":"u"}`)
	if slices.Sort(c.secrets); !slices.Equal(c.secrets, []string{aKey, aPin}) {
		t.Errorf("to be masked: %q", c.secrets)
	}
	if made.Int("key_wo_version") != 1 || made.Text("prefix") != "p" || made.Int("owner") != 5 || made.Int("slots") != 3 {
		t.Errorf("the state has %s", made.Everything())
	}
	wantNoSecret(t, made.Everything())
	if plan := made.Plan(mine()); plan.Errors() != "" || len(plan.Changes) > 0 {
		t.Errorf("still to change: %v %s", plan.Changes, plan.Errors())
	}
	wantSuccess(t, made.Refresh())
	if plan := made.Plan(mine()); len(plan.Changes) > 0 {
		t.Errorf("to change after a refresh: %v", plan.Changes)
	}
}

// TestSecretGoesOutWithItsVersion, and only then.
func TestSecretGoesOutWithItsVersion(t *testing.T) {
	t.Parallel()
	const other = "another-secret"
	for _, c := range []struct {
		name   string
		config map[string]any
		want   string
	}{
		{"version alone", with(mine(), "pin_wo_version", 2), `PUT {"pin":"` + aPin + `"}`},
		{"version and value", with(with(mine(), "pin_wo_version", 2), "pin_wo", other), `PUT {"pin":"` + other + `"}`},
		{"empty value", with(with(mine(), "pin_wo_version", 2), "pin_wo", ""), `PUT {"pin":""}`},
		{"value alone", with(mine(), "pin_wo", other), ""},
		{"value gone", with(mine(), "pin_wo", nil), ""},
		{"both gone", with(with(mine(), "pin_wo", nil), "pin_wo_version", nil), ""},
		{"version gone", with(mine(), "pin_wo_version", nil), `PUT {"pin":"` + aPin + `"}`},
		{"beside another change", with(with(mine(), "pin_wo_version", 2), "color", "red"), `PUT {"color":"red"}; PUT {"pin":"` + aPin + `"}`},
		{"another change alone", with(mine(), "color", "red"), `PUT {"color":"red"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device, made := managedLocker(t, mine())
			wantSuccess(t, made.Apply(c.config))
			wantSent(t, device, c.want)
			if version, _ := c.config["pin_wo_version"].(int); made.Int("pin_wo_version") != int64(version) {
				t.Errorf("the state has version %d", made.Int("pin_wo_version"))
			}
			wantNoSecret(t, made.Everything())
			if plan := made.Plan(c.config); len(plan.Changes) > 0 {
				t.Errorf("still to change: %v", plan.Changes)
			}
		})
	}
}

// TestChangedSecretsAreMasked: the client is told what they are.
func TestChangedSecretsAreMasked(t *testing.T) {
	t.Parallel()
	device, made := managedLocker(t, mine())
	wantSuccess(t, made.Apply(with(mine(), "pin_wo_version", 2)))
	if !slices.Equal(device.secrets, []string{aPin}) {
		t.Errorf("to be masked: %q", device.secrets)
	}
}

// TestSecretThatIsKnownLater comes from the configuration of the apply.
func TestSecretThatIsKnownLater(t *testing.T) {
	t.Parallel()
	c := newCellar()
	made := instance(t, lockers(), c)
	wantSuccess(t, made.ApplyLater(with(mine(), "pin_wo", acctest.Unknown), mine()))
	if !strings.Contains(c.sent(), `"pin":"`+aPin+`"`) {
		t.Error("it wasn't sent at the creation")
	}
	wantSuccess(t, made.ApplyLater(with(with(mine(), "pin_wo", acctest.Unknown), "pin_wo_version", 2), with(with(mine(), "pin_wo", "later"), "pin_wo_version", 2)))
	wantSent(t, c, `PUT {"pin":"later"}`)
}

// TestSecretThatNobodyGives is refused at plan time, and at apply where it isn't
// known before.
func TestSecretThatNobodyGives(t *testing.T) {
	t.Parallel()
	device, made := managedLocker(t, mine())
	announced := with(with(mine(), "key_wo", nil), "key_wo_version", 2)
	wantOneError(t, made.Plan(announced).Diagnostics, `AttributeName("key_wo")`, "Secret Missing", "key_wo_version = 2")
	wantOneError(t, made.ApplyLater(with(announced, "key_wo", acctest.Unknown), announced), "Secret Missing")
	if made.Int("key_wo_version") != 1 {
		t.Errorf("the state has version %d", made.Int("key_wo_version"))
	}
	wantSent(t, device, "")

	unmade := instance(t, lockers(), device)
	wantOneError(t, unmade.Plan(with(mine(), "pin_wo", nil)).Diagnostics, `AttributeName("pin_wo")`, "A new one needs pin_wo")
	wantOneError(t, unmade.ApplyLater(with(mine(), "pin_wo", acctest.Unknown), with(mine(), "pin_wo", nil)), "A new one needs pin_wo")
	if unmade.Exists() {
		t.Error("the state has something")
	}
	wantSent(t, device, "")
}

// TestSecretsAfterAnImport are null, as in a generated configuration; giving one
// sends it.
func TestSecretsAfterAnImport(t *testing.T) {
	t.Parallel()
	device, _ := managedLocker(t, mine())
	imported := instance(t, lockers(), device)
	wantSuccess(t, imported.Import("7"))
	generated := map[string]any{"name": "mine", "mode": "locked", "user": "u", "slots": 3, "owner": 5}
	if plan := imported.Plan(generated); plan.Errors() != "" || len(plan.Changes) > 0 {
		t.Errorf("to change: %v %s", plan.Changes, plan.Errors())
	}
	wantSuccess(t, imported.Apply(with(with(generated, "pin_wo", aPin), "pin_wo_version", 1)))
	wantSent(t, device, `PUT {"pin":"`+aPin+`"}`)
	wantNoSecret(t, imported.Everything())
}

// TestRefusedSecretIsSentAgain: what went through before it isn't.
func TestRefusedSecretIsSentAgain(t *testing.T) {
	t.Parallel()
	device, made := managedLocker(t, mine())
	wanted := with(with(with(mine(), "color", "red"), "key_wo_version", 2), "pin_wo_version", 2)
	device.refuse = func(change api.Change) (api.Answer, error) {
		if slices.Contains(change.Secrets, aPin) {
			return api.Answer{}, failed(api.ErrRefused, change.Method, change.Path)
		}
		return api.Answer{}, nil
	}
	refused := made.Apply(wanted)
	wantOneError(t, refused, `Unable to change shelf locker "mine"`, `AttributeName("pin_wo")`)
	wantNoSecret(t, made.Everything(), acctest.Errors(refused))
	if made.Int("key_wo_version") != 2 || made.Int("pin_wo_version") != 1 || made.Text("color") != "red" {
		t.Errorf("the state has %s", made.Everything())
	}
	device.refuse = nil
	device.sent()
	wantSuccess(t, made.Apply(wanted))
	wantSent(t, device, `PUT {"pin":"`+aPin+`"}`)
}

// TestSecretThatTheDeviceStillTakes isn't taken for done: no object shows it.
func TestSecretThatTheDeviceStillTakes(t *testing.T) {
	t.Parallel()
	device, made := managedLocker(t, mine())
	device.refuse = func(change api.Change) (api.Answer, error) {
		return api.Answer{Pending: "results/1"}, failed(api.ErrOutcomeUnknown, change.Method, change.Path)
	}
	wantOneError(t, made.Apply(with(mine(), "pin_wo_version", 2)), "Unable to change", "goes on with it")
	if made.Int("pin_wo_version") != 1 {
		t.Errorf("the state has version %d", made.Int("pin_wo_version"))
	}
}

// TestAdoptionIgnoresSecrets, and says so.
func TestAdoptionIgnoresSecrets(t *testing.T) {
	t.Parallel()
	device, _ := managedLocker(t, mine())
	device.settings.AdoptExisting = true
	device.refuse = func(change api.Change) (api.Answer, error) {
		return api.Answer{}, failed(api.ErrNameConflict, change.Method, change.Path)
	}
	adopting := instance(t, lockers(), device)
	diagnostics := adopting.Apply(with(with(mine(), "pin_wo", "other"), "prefix", "q"))
	wantSuccess(t, diagnostics)
	if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "key_wo, pin_wo, prefix the device shows nothing") {
		t.Errorf("told: %s", warnings)
	}
}

// TestLostCreateWithSecrets finds the object by what it shows.
func TestLostCreateWithSecrets(t *testing.T) {
	t.Parallel()
	device := newCellar()
	made := instance(t, lockers(), device)
	device.refuse = func(change api.Change) (api.Answer, error) {
		device.refuse = nil
		if _, err := device.change(change); err != nil {
			return api.Answer{}, err
		}
		device.locker["created"] = device.Now()
		return api.Answer{}, errLost
	}
	diagnostics := made.Apply(mine())
	wantSuccess(t, diagnostics)
	if made.Int("id") != 7 || made.Int("pin_wo_version") != 1 {
		t.Errorf("the state has %s", made.Everything())
	}
	wantNoSecret(t, made.Everything(), acctest.Errors(diagnostics))
}

// TestSecretsInErrors: whatever fails, none is in what a person reads.
func TestSecretsInErrors(t *testing.T) {
	t.Parallel()
	for name, cause := range map[string]error{
		"refused":   failed(api.ErrRefused, "PUT", "lockers/7"),
		"lost":      failed(api.ErrOutcomeUnknown, "PUT", "lockers/7"),
		"conflict":  failed(api.ErrNameConflict, "PUT", "lockers/7"),
		"forbidden": failed(api.ErrForbidden, "PUT", "lockers/7"),
		"other":     errors.New("broken"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			device, made := managedLocker(t, mine())
			device.refuse = func(api.Change) (api.Answer, error) { return api.Answer{}, cause }
			changed := made.Apply(with(with(mine(), "key_wo_version", 2), "pin_wo_version", 2))
			created := instance(t, lockers(), device).Apply(mine())
			if acctest.Errors(changed) == "" || acctest.Errors(created) == "" {
				t.Error("no error")
			}
			wantNoSecret(t, acctest.Errors(changed), acctest.Errors(created), acctest.Warnings(changed), made.Everything())
		})
	}
}

// TestCheckSeesSecrets, which only the configuration has.
func TestCheckSeesSecrets(t *testing.T) {
	t.Parallel()
	checked := lockers()
	checked.Check = func(change entity.Change[locker]) diag.Diagnostics {
		var diags diag.Diagnostics
		switch {
		case change.Plan == nil && change.Config != nil:
			diags.AddError("A Configuration For A Delete", "There is none.")
		case change.Plan != nil && (change.Config == nil || !change.Plan.PinWO.IsNull()):
			diags.AddError("Not As It Should Be", "The configuration is missing, or the plan has a secret.")
		case change.Plan != nil && change.Config.KeyWO.ValueString() == aKey:
			diags.AddAttributeError(path.Root("key_wo"), "Key Worn Out", "Give another one.")
		}
		return diags
	}
	made := instance(t, checked, newCellar())
	wantOneError(t, made.Plan(mine()).Diagnostics, `AttributeName("key_wo")`, "Key Worn Out")
	wantSuccess(t, made.Apply(with(mine(), "key_wo", "fresh")))
	wantOneError(t, made.Plan(with(mine(), "color", "red")).Diagnostics, "Key Worn Out")
	wantSuccess(t, made.Destroy())
}
