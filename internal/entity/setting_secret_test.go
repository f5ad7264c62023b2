package entity_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// alarm is a setting with a secret.
type alarm struct {
	Motto       types.String `tfsdk:"motto"           api:"motto"`
	CodeWO      types.String `tfsdk:"code_wo"         api:"code,secret"`
	CodeVersion types.Int64  `tfsdk:"code_wo_version"`
}

func theAlarm() entity.Singleton[alarm, struct{}] {
	return entity.Singleton[alarm, struct{}]{
		Name: "shelf_alarm", Description: "The alarm.", Path: "desk", Update: entity.OneFieldPerRequest,
		Stays: "What its code was isn't known.",
		Attributes: map[string]schema.Attribute{
			"motto":           schema.StringAttribute{Optional: true},
			"code_wo":         entity.Secret("Its code."),
			"code_wo_version": entity.SecretVersion(),
		},
	}
}

func alarmed(t *testing.T, device api.Device) *acctest.Instance {
	t.Helper()
	made, err := theAlarm().Entity()
	if err != nil {
		t.Fatal(err)
	}
	return acctest.Serve(t, library{made, device, &entity.Claims{}}).Resource("onprem_shelf_alarm")
}

// code is what the desk has as code.
func (o *office) code() any {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.desk["code"]
}

// TestSettingTakesItsSecret when it is taken over, with or without a version,
// and later with the version.
func TestSettingTakesItsSecret(t *testing.T) {
	t.Parallel()
	for name, version := range map[string]any{"with a version": 1, "without": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice()
			s := alarmed(t, o)
			config := map[string]any{"motto": "tidy", "code_wo": aPin, "code_wo_version": version}
			wantSuccess(t, s.Apply(config))
			if o.code() != aPin {
				t.Errorf("it has %v", o.code())
			}
			wantNoSecret(t, s.Everything())
			if plan := s.Plan(config); len(plan.Changes) > 0 {
				t.Errorf("still to change: %v", plan.Changes)
			}
			wantSuccess(t, s.Apply(with(config, "code_wo", "other")))
			if o.code() != aPin {
				t.Errorf("without another version it has %v", o.code())
			}
			wantSuccess(t, s.Apply(with(with(config, "code_wo", "other"), "code_wo_version", 2)))
			if o.code() != "other" {
				t.Errorf("after another version it has %v", o.code())
			}
		})
	}
}

// TestSettingWhoseSecretIsRefused isn't taken over, although it shows all that
// is configured.
func TestSettingWhoseSecretIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.refuse = func(change api.Change) (api.Answer, error) {
		if touching(change, "code") {
			return api.Answer{}, failed(api.ErrRefused, change.Method, change.Path)
		}
		return api.Answer{}, nil
	}
	s := alarmed(t, o)
	refused := s.Apply(map[string]any{"motto": "tidy", "code_wo": aPin, "code_wo_version": 1})
	wantOneError(t, refused, "Unable to change shelf alarm", "but for its secrets")
	wantNoSecret(t, acctest.Errors(refused))
	if s.Exists() || !strings.HasPrefix(o.is(), "motto <nil>") {
		t.Errorf("the state has something: %t; the desk has %s", s.Exists(), o.is())
	}
}
