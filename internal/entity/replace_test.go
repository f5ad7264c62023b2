package entity_test

import (
	"slices"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// novel is a book that can get more pages, but not fewer: that is another one.
func novel(t *testing.T, device *fakeDevice) *acctest.Instance {
	t.Helper()
	declared := books()
	declared.Replaces = func(change entity.Change[book], attribute string) bool {
		return attribute == "pages" && change.Plan.Pages.ValueInt64() < change.Prior.Pages.ValueInt64()
	}
	device.do = func(api.Change) (api.Answer, error) { return api.Answer{Object: shown(7, "dune", 600)}, nil }
	made := instance(t, declared, device)
	wantSuccess(t, made.Apply(map[string]any{"name": "dune", "pages": 600}))
	return made
}

// TestSomeChangesReplace, and the others of the same attribute don't.
func TestSomeChangesReplace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		pages    any
		replaces bool
	}{
		{"fewer", 599, true},
		{"more", 601, false},
		{"not known yet", acctest.Unknown, false},
		{"left out", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			plan := novel(t, &fakeDevice{}).Plan(map[string]any{"name": "emma", "pages": c.pages})
			wantSuccess(t, plan.Diagnostics)
			if replaced := len(plan.Replaces) > 0; replaced != c.replaces || !slices.Contains(plan.Changes, "name") {
				t.Errorf("changes %v, replacing %v", plan.Changes, plan.Replaces)
			}
		})
	}
}

// TestSomeChangesReplaceAtApply: the old object goes, and a new one comes.
func TestSomeChangesReplaceAtApply(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{}
	made := novel(t, device)
	device.sent = nil
	device.do = func(api.Change) (api.Answer, error) { return api.Answer{Object: shown(8, "dune", 500)}, nil }
	wantSuccess(t, made.Apply(map[string]any{"name": "dune", "pages": 500}))
	if device.requests() != "DELETE books/7, POST books" || made.Int("id") != 8 {
		t.Errorf("sent %s; the state has id %d", device.requests(), made.Int("id"))
	}
}

// TestApprovalOfAReplacementIsUsedUp: an old object that couldn't be deleted
// isn't deleted later by an approval that was taken back.
func TestApprovalOfAReplacementIsUsedUp(t *testing.T) {
	t.Parallel()
	device := &fakeDevice{}
	made := novel(t, device)
	device.do = func(change api.Change) (api.Answer, error) {
		return api.Answer{}, failed(api.ErrRefused, change.Method, change.Path)
	}
	wantOneError(t, made.Apply(map[string]any{"name": "dune", "pages": 500, "approved": true}), "Unable to delete", "refused")
	var approved bool
	device.do = func(change api.Change) (api.Answer, error) {
		approved = approved || change.Approved
		return api.Answer{}, nil
	}
	wantSuccess(t, made.Apply(nil))
	if approved || made.Exists() {
		t.Errorf("approved: %t, in the state: %t", approved, made.Exists())
	}
}
