package entity_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// bound is a book that only some libraries take.
func bound() entity.Collection[book, struct{}] {
	declared := books()
	declared.Needs = []entity.Need{{Attribute: "name", Value: "Folio", Feature: "tall_shelves"}}
	return declared
}

// TestNeeds are asked for only when a value has any, and decided by what the
// device lists.
func TestNeeds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		title    string
		features map[string]bool
		deaf     error
		want     string
		asked    bool
	}{
		"another value":              {title: "Quarto", features: map[string]bool{"tall_shelves": false}},
		"enabled":                    {title: "Folio", features: map[string]bool{"tall_shelves": true}, asked: true},
		"switched off":               {title: "Folio", features: map[string]bool{"tall_shelves": false}, want: `AttributeName("name") Feature Not Enabled: name = "Folio" needs the feature tall_shelves`, asked: true},
		"not listed":                 {title: "Folio", features: map[string]bool{"ladder": false}, asked: true},
		"a device that doesn't tell": {title: "Folio", deaf: failed(api.ErrNotFound, "GET", "features"), asked: true},
		"a device out of reach":      {title: "Folio", deaf: failed(api.ErrUnreachable, "GET", "features"), want: "Unable to plan", asked: true},
	} {
		device := &fakeDevice{features: c.features, deaf: c.deaf}
		got := instance(t, bound(), device).Plan(map[string]any{"name": c.title}).Errors()
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if asked := device.requests() != ""; asked != c.asked {
			t.Errorf("%s: asked %q", name, device.requests())
		}
	}
}

// TestNeedOfAnObjectThatIsThere is none: it keeps what it has.
func TestNeedOfAnObjectThatIsThere(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{
		features: map[string]bool{"tall_shelves": false},
		get:      func(string) (api.Object, error) { return shown(1, "Folio", 10), nil },
	}
	kept := instance(t, bound(), device)
	if got := acctest.Errors(kept.Import("1")); got != "" {
		t.Fatal(got)
	}
	plan := kept.Plan(map[string]any{"name": "Folio", "pages": 20})
	if plan.Errors() != "" || len(plan.Changes) != 1 || strings.Contains(device.requests(), "FEATURES") {
		t.Errorf("changes %q, asked %q: %s", plan.Changes, device.requests(), plan.Errors())
	}
}

// TestNeedOfAnUnknownAttribute is a mistake in the declaration.
func TestNeedOfAnUnknownAttribute(t *testing.T) {
	t.Parallel()
	declared := books()
	declared.Needs = []entity.Need{{Attribute: "colour", Value: "red", Feature: "ink"}}
	if _, err := declared.Entity(); err == nil || errors.Unwrap(err) == nil || !strings.Contains(err.Error(), "colour") {
		t.Errorf("%v", err)
	}
}
