package entity_test

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// lent are books that count only while they stand on the top shelf, and are
// reported when they don't.
func lent() entity.Collection[book, struct{}] {
	declared := books()
	declared.Only = entity.Only{Field: "shelf", Value: "top", Otherwise: "It was lent.", Elsewhere: "It is lent."}
	return declared
}

// shelved is a book that is managed, on a device that shows it as object says.
func shelved(t *testing.T, object func() (api.Object, error)) (*fakeDevice, *acctest.Instance) {
	t.Helper()
	device := &fakeDevice{get: func(string) (api.Object, error) { return object() }}
	device.do = func(api.Change) (api.Answer, error) { return api.Answer{Object: shown(7, "dune", 600)}, nil }
	managed := instance(t, lent(), device)
	wantSuccess(t, managed.Apply(map[string]any{"name": "dune"}))
	device.sent = nil
	return device, managed
}

// TestBecomingSomethingElse is reported, kept in the state, and nothing is
// changed or deleted, whether a refresh saw it or not.
func TestBecomingSomethingElse(t *testing.T) {
	t.Parallel()
	moved := func() (api.Object, error) {
		object := shown(7, "dune", 600)
		object["shelf"] = "bottom"
		return object, nil
	}
	for name, refreshed := range map[string]bool{"seen by a refresh": true, "not seen before": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			device, managed := shelved(t, moved)
			if refreshed {
				diagnostics := managed.Refresh()
				wantSuccess(t, diagnostics)
				if warnings := acctest.Warnings(diagnostics); !strings.Contains(warnings, "It was lent.") {
					t.Errorf("not reported: %s", warnings)
				}
			}
			wantOneError(t, managed.Apply(map[string]any{"name": "emma"}), "It was lent.", "removed block")
			wantOneError(t, managed.Destroy(), "It was lent.", "removed block")
			if sent := device.requests(); strings.Contains(sent, "PUT") || strings.Contains(sent, "DELETE") || !managed.Exists() {
				t.Errorf("sent %s", sent)
			}
		})
	}
}

// TestReplacingWhatBecameSomethingElse is refused too when a person asks for it.
func TestReplacingWhatBecameSomethingElse(t *testing.T) {
	t.Parallel()
	_, managed := shelved(t, func() (api.Object, error) {
		object := shown(7, "dune", 600)
		object["shelf"] = "bottom"
		return object, nil
	})
	wantSuccess(t, managed.Refresh())
	wantOneError(t, managed.PlanReplaced(map[string]any{"name": "dune"}).Diagnostics, `Refused To Touch shelf book "dune"`, "It was lent.", "removed block")
}

// TestDeleteOfWhatCannotBeSeen: while it isn't certain what the object has
// become, it isn't deleted.
func TestDeleteOfWhatCannotBeSeen(t *testing.T) {
	t.Parallel()
	device, managed := shelved(t, func() (api.Object, error) { return nil, failed(api.ErrUnreachable, "GET", "books/7") })
	wantOneError(t, managed.Destroy(), `Unable to delete shelf book "dune"`, "unreachable")
	if sent := device.requests(); strings.Contains(sent, "DELETE") || !managed.Exists() {
		t.Errorf("sent %s", sent)
	}
}

// TestDeleteOfWhatIsSeenToBeGone needs no deletion.
func TestDeleteOfWhatIsSeenToBeGone(t *testing.T) {
	t.Parallel()
	device, managed := shelved(t, func() (api.Object, error) { return nil, failed(api.ErrNotFound, "GET", "books/7") })
	wantSuccess(t, managed.Destroy())
	if sent := device.requests(); sent != "GET books/7" || managed.Exists() {
		t.Errorf("sent %s", sent)
	}
}
