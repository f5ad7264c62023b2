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

// labelled are the entries of a book, as keys and values in turn.
func labelled(pairs ...string) []api.Object {
	entries := []api.Object{}
	for i := 0; i < len(pairs); i += 2 {
		entries = append(entries, api.Object{"key": pairs[i], "value": pairs[i+1]})
	}
	return entries
}

// labelledBook is a managed label of book 7, whose color is red; a listing of the
// book's own shows it green, and the label of another.
func labelledBook(t *testing.T) (*fakeDevice, *acctest.Instance) {
	t.Helper()
	made, err := entity.Entries{
		Name: "shelf_label", Plural: "shelf_labels", Description: "Labels.", Path: "labels",
		Figures: map[string]string{"id": "The id.", "object_id": "The book.", "object_type": "What it is.", "key": "The key.", "value": "The value."},
		Attributes: map[string]schema.Attribute{
			"object_id": schema.Int64Attribute{Required: true},
			"entries":   schema.MapAttribute{Required: true, ElementType: types.StringType},
		},
	}.Entity()
	if err != nil {
		t.Fatal(err)
	}
	device := &fakeDevice{do: func(api.Change) (api.Answer, error) { return api.Answer{}, nil }}
	managed := acctest.Serve(t, library{made, device, &entity.Claims{}}).Resource("onprem_shelf_label")
	wantSuccess(t, managed.Apply(map[string]any{"object_id": int64(7), "entries": map[string]any{"color": "red"}}))
	device.list = func(api.Query) ([]api.Object, error) { return labelled("color", "green", "theirs", "1"), nil }
	device.sent = nil
	return device, managed
}

// TestEntriesAreRefreshedTogether as far as that shows all that the resource
// has; that one is gone is so only if a listing of its own shows it.
func TestEntriesAreRefreshedTogether(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		together []api.Object
		err      error
		color    string
		requests string
	}{
		{"as it was", labelled("theirs", "1", "color", "red"), nil, "red", "REFRESH OF labels 7"},
		{"another value", labelled("color", "blue"), nil, "blue", "REFRESH OF labels 7"},
		{"missing", labelled("theirs", "1"), nil, "green", "REFRESH OF labels 7, LIST labels/7"},
		{"none", labelled(), nil, "green", "REFRESH OF labels 7, LIST labels/7"},
		{"the book is gone", nil, failed(api.ErrNotFound, "GET", "labels/7"), "", "REFRESH OF labels 7"},
		{"refused", nil, failed(api.ErrForbidden, "GET", "labels/7"), "red", "REFRESH OF labels 7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device, managed := labelledBook(t)
			device.refreshOf = func(string, string) ([]api.Object, error) { return c.together, c.err }
			diagnostics := managed.Refresh()
			if refused := acctest.Errors(diagnostics) != ""; refused != (c.name == "refused") {
				t.Errorf("said %s", acctest.Errors(diagnostics))
			}
			if managed.Exists() != (c.color != "") || !strings.Contains(managed.Everything(), c.color) || device.requests() != c.requests {
				t.Errorf("the state has %s, sent %s", managed.Everything(), device.requests())
			}
		})
	}
}

// TestEntriesAreReadByThemselves where what is there now counts: by an import,
// and before a change.
func TestEntriesAreReadByThemselves(t *testing.T) {
	t.Parallel()
	device, managed := labelledBook(t)
	device.refreshOf = func(string, string) ([]api.Object, error) { return labelled("color", "old", "size", "old"), nil }
	wantSuccess(t, managed.Apply(map[string]any{"object_id": int64(7), "entries": map[string]any{"color": "red", "size": "xl"}}))
	if device.requests() != "LIST labels/7, PUT labels/7" {
		t.Errorf("changed by %s", device.requests())
	}
	device.sent = nil
	other := managed.Resource("onprem_shelf_label")
	wantSuccess(t, other.Import("7/color"))
	if device.requests() != "LIST labels/7" || !strings.Contains(other.Everything(), "green") {
		t.Errorf("imported %s by %s", other.Everything(), device.requests())
	}
}
