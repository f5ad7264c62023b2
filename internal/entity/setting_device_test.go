package entity_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// desk is a setting of the fake device with everything that a setting can have.
type desk struct {
	Motto    types.String    `tfsdk:"motto"    api:"motto"`
	Lamp     types.Bool      `tfsdk:"lamp"     api:"lamp"`
	Width    attribute.Bytes `tfsdk:"width"    api:"width"`
	Serial   types.String    `tfsdk:"serial"   api:"serial"`
	Approved types.Bool      `tfsdk:"approved"`
}

func theDesk() entity.Singleton[desk, struct{}] {
	return entity.Singleton[desk, struct{}]{
		Name: "shelf_desk", Description: "The desk.", Path: "desk", Update: entity.OneFieldPerRequest,
		Switches: []entity.Switch{{Attribute: "lamp", On: "desk/lamp_on", Off: "desk/lamp_off"}},
		Attributes: map[string]schema.Attribute{
			"motto":    schema.StringAttribute{Optional: true},
			"lamp":     schema.BoolAttribute{Optional: true, Computed: true},
			"width":    schema.Int64Attribute{Optional: true, Computed: true, CustomType: attribute.BytesType{Granularity: 20}},
			"serial":   schema.StringAttribute{Computed: true},
			"approved": entity.Approved(),
		},
	}
}

// office is a fake device with a desk that can be changed.
type office struct {
	*fakeDevice
	mu   sync.Mutex
	desk api.Object
	// refuse is asked about each change first.
	refuse func(change api.Change) (api.Answer, error)
	// deaf takes changes without making them.
	deaf bool
}

// newOffice has a desk as found.
func newOffice() *office {
	o := &office{desk: api.Object{"motto": nil, "lamp": false, "width": int64(100), "serial": "d1"}}
	o.fakeDevice = &fakeDevice{get: o.read, do: o.change}
	return o
}

func (o *office) read(string) (api.Object, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return maps.Clone(o.desk), nil
}

func (o *office) change(change api.Change) (api.Answer, error) {
	var answer api.Answer
	if o.refuse != nil {
		var err error
		if answer, err = o.refuse(change); err != nil {
			return answer, err
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if fields, ok := change.Body.(map[string]any); ok && !o.deaf {
		maps.Copy(o.desk, fields)
		if width, ok := fields["width"].(json.Number); ok && width == "105" {
			o.desk["width"] = json.Number("120") // rounded up
		}
	}
	if strings.HasPrefix(change.Path, "desk/lamp_") {
		o.desk["lamp"] = change.Path == "desk/lamp_on"
	}
	return answer, nil
}

// is what the desk has, in one line.
func (o *office) is() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return fmt.Sprintf("motto %v, lamp %v, width %v", o.desk["motto"], o.desk["lamp"], o.desk["width"])
}

const asFound = "motto <nil>, lamp false, width 100"

// setting is an empty resource of the desk.
func setting(t *testing.T, device api.Device) *acctest.Instance {
	t.Helper()
	made, err := theDesk().Entity()
	if err != nil {
		t.Fatal(err)
	}
	return acctest.Serve(t, library{made, device, &entity.Claims{}}).Resource("onprem_shelf_desk")
}

// touching tells whether a change is of a field.
func touching(change api.Change, field string) bool {
	fields, ok := change.Body.(map[string]any)
	return ok && slices.Contains(slices.Collect(maps.Keys(fields)), field)
}

// tidy is a configuration of the desk that changes all of it.
var tidy = map[string]any{"motto": "tidy", "lamp": true, "width": 120}

// TestSettingTakesOverAndGivesBack all that is configured, through switches
// both ways; what had no value has none again.
func TestSettingTakesOverAndGivesBack(t *testing.T) {
	t.Parallel()
	o := newOffice()
	s := setting(t, o)
	wantSuccess(t, s.Apply(tidy))
	if want := "GET desk, PUT desk, POST desk/lamp_on, PUT desk, GET desk"; o.is() != "motto tidy, lamp true, width 120" || o.requests() != want {
		t.Errorf("it has %s after %s", o.is(), o.requests())
	}
	if s.Text("serial") != "d1" || len(s.Unknowns()) > 0 {
		t.Errorf("the state has serial %q and doesn't know %v", s.Text("serial"), s.Unknowns())
	}
	wantSuccess(t, s.Destroy())
	if o.is() != asFound || !strings.Contains(o.requests(), "POST desk/lamp_off") {
		t.Errorf("given back: %s after %s", o.is(), o.requests())
	}
}

// TestSettingThatTheDeviceRounds is as planned, in other words.
func TestSettingThatTheDeviceRounds(t *testing.T) {
	t.Parallel()
	o := newOffice()
	s := setting(t, o)
	wantSuccess(t, s.Apply(map[string]any{"width": 105}))
	if o.is() != "motto <nil>, lamp false, width 120" {
		t.Errorf("it has %s", o.is())
	}
	if plan := s.Plan(map[string]any{"width": 105}); plan.Errors() != "" || len(plan.Changes) > 0 {
		t.Errorf("still to change: %v %s", plan.Changes, plan.Errors())
	}
}

// TestSettingKeepsWhatIsNotConfigured: it is neither changed nor given back
// otherwise.
func TestSettingKeepsWhatIsNotConfigured(t *testing.T) {
	t.Parallel()
	o := newOffice()
	s := setting(t, o)
	wantSuccess(t, s.Apply(map[string]any{"width": 120}))
	if o.is() != "motto <nil>, lamp false, width 120" || s.Int("width") != 120 {
		t.Errorf("it has %s", o.is())
	}
	if want := "GET desk, PUT desk, GET desk"; o.requests() != want {
		t.Errorf("sent %s", o.requests())
	}
	wantSuccess(t, s.Destroy())
	if o.is() != asFound {
		t.Errorf("given back: %s", o.is())
	}
}

// TestSettingGivesBackWhatItChanged and nothing else: what nobody configures may
// change by other means, and is somebody else's then. What is configured later
// is given back as it was by then.
func TestSettingGivesBackWhatItChanged(t *testing.T) {
	t.Parallel()
	for name, later := range map[string]map[string]any{
		"never configured": nil,
		"configured later": {"width": 120, "lamp": false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice()
			s := setting(t, o)
			wantSuccess(t, s.Apply(map[string]any{"width": 120}))
			o.desk["lamp"] = true
			wantSuccess(t, s.Refresh())
			if later != nil {
				wantSuccess(t, s.Apply(later))
				if o.is() != "motto <nil>, lamp false, width 120" {
					t.Errorf("it has %s", o.is())
				}
			}
			wantSuccess(t, s.Destroy())
			if o.is() != "motto <nil>, lamp true, width 100" {
				t.Errorf("given back: %s", o.is())
			}
		})
	}
}

// TestSettingFailsWhole wherever the device refuses: what went through before
// is undone.
func TestSettingFailsWhole(t *testing.T) {
	t.Parallel()
	for name, refused := range map[string]func(api.Change) bool{
		"the first":  func(c api.Change) bool { return touching(c, "motto") },
		"the switch": func(c api.Change) bool { return c.Path == "desk/lamp_on" },
		"the last":   func(c api.Change) bool { return touching(c, "width") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice()
			o.refuse = func(c api.Change) (api.Answer, error) {
				if refused(c) {
					return api.Answer{}, failed(api.ErrRefused, c.Method, c.Path)
				}
				return api.Answer{}, nil
			}
			s := setting(t, o)
			wantOneError(t, s.Apply(tidy), "Unable to change", "shelf desk", "refused")
			if o.is() != asFound || s.Exists() {
				t.Errorf("it has %s, the state has something: %t", o.is(), s.Exists())
			}
		})
	}
}

// TestSettingThatIgnoresAChange is an error: the next plan would change it
// again, for ever.
func TestSettingThatIgnoresAChange(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.deaf = true
	s := setting(t, o)
	wantOneError(t, s.Apply(tidy), "Unable to change", "shelf desk", "took the change, but still shows motto = <null>, lamp = true, width = 100")
	if o.is() != asFound || s.Exists() {
		t.Errorf("it has %s, the state has something: %t", o.is(), s.Exists())
	}
}

// TestSettingApproval is asked for by the device, undone without, recorded
// with, and not needed to put back what Terraform itself changed.
func TestSettingApproval(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.refuse = func(c api.Change) (api.Answer, error) {
		switch {
		case !touching(c, "width") && !touching(c, "motto"):
			return api.Answer{}, nil
		case !c.Approved && touching(c, "width"):
			return api.Answer{}, failed(api.ErrApprovalRequired, c.Method, c.Path)
		case touching(c, "motto") && o.is() != asFound && !c.Approved:
			return api.Answer{}, failed(api.ErrApprovalRequired, c.Method, c.Path)
		}
		return api.Answer{Approved: []string{"it may tip over"}}, nil
	}
	s := setting(t, o)
	wantOneError(t, s.Apply(tidy), "approved", "Approval Required To Change", "approved = true on this resource")
	if o.is() != asFound || s.Exists() {
		t.Errorf("it has %s, the state has something: %t", o.is(), s.Exists())
	}
	applied := s.Apply(with(tidy, "approved", true))
	wantSuccess(t, applied)
	if warnings := acctest.Warnings(applied); !strings.Contains(warnings, "Approved: Change") || !strings.Contains(warnings, "it may tip over") {
		t.Errorf("the approval isn't recorded: %s", warnings)
	}
	wantSuccess(t, s.Destroy())
	if o.is() != asFound {
		t.Errorf("given back: %s", o.is())
	}
}

// TestSettingUnknownUntilApply is decided when it is known.
func TestSettingUnknownUntilApply(t *testing.T) {
	t.Parallel()
	o := newOffice()
	s := setting(t, o)
	if plan := s.Plan(map[string]any{"motto": acctest.Unknown, "lamp": acctest.Unknown}); plan.Errors() != "" {
		t.Errorf("planned with %s", plan.Errors())
	}
	if o.requests() != "" {
		t.Errorf("planning sent %s", o.requests())
	}
}

// TestMistakesInSettings come to light when the provider starts.
func TestMistakesInSettings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mistake func(*entity.Singleton[desk, struct{}])
		text    string
	}{
		"attribute missing":     {func(s *entity.Singleton[desk, struct{}]) { delete(s.Attributes, "motto") }, `attribute "motto" isn't declared`},
		"switch of an unknown":  {func(s *entity.Singleton[desk, struct{}]) { s.Switches[0].Attribute = "fan" }, `"fan"`},
		"attribute not modeled": {func(s *entity.Singleton[desk, struct{}]) { s.Attributes["fan"] = schema.BoolAttribute{Optional: true} }, `attribute "fan" isn't in the model`},
	} {
		declared := theDesk()
		c.mistake(&declared)
		if _, err := declared.Entity(); err == nil || !strings.Contains(err.Error(), c.text) || !strings.Contains(err.Error(), "shelf_desk") {
			t.Errorf("%s: said %v, want shelf_desk and %s", name, err, c.text)
		}
	}
}
