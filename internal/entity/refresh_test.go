package entity_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// printed is a book of which the device doesn't say when it was made.
func printed(pages int) api.Object {
	object := shown(7, "dune", pages)
	delete(object, "created")
	return object
}

// together is a managed book on a device that reads books together and shows
// them as refresh says; a read of its own shows number 7 as it is.
func together(t *testing.T, refresh func(collection, id string, fields []string) (api.Object, error)) (*fakeDevice, *acctest.Instance) {
	t.Helper()
	device, managed := shelved(t, func() (api.Object, error) { return printed(601), nil })
	device.refresh = refresh
	return device, managed
}

// TestRefreshReadsTogether asks for the fields of the model, and for the one
// that tells whether the book counts.
func TestRefreshReadsTogether(t *testing.T) {
	t.Parallel()
	var asked []string
	device, managed := together(t, func(_, _ string, fields []string) (api.Object, error) {
		asked = fields
		return printed(602), nil
	})
	wantSuccess(t, managed.Refresh())
	if managed.Int("pages") != 602 || device.requests() != "REFRESH books 7" {
		t.Errorf("%d pages, sent %s", managed.Int("pages"), device.requests())
	}
	for _, field := range []string{"id", "name", "pages", "shelf"} {
		if !slices.Contains(asked, field) {
			t.Errorf("%s isn't among %v", field, asked)
		}
	}
}

// TestRefreshMakesSureOfALoss: that a book is another entity's by now is so
// only if a read of its own shows it.
func TestRefreshMakesSureOfALoss(t *testing.T) {
	t.Parallel()
	device, managed := together(t, func(string, string, []string) (api.Object, error) {
		object := printed(600)
		object["shelf"] = "bottom"
		return object, nil
	})
	diagnostics := managed.Refresh()
	wantSuccess(t, diagnostics)
	if acctest.Warnings(diagnostics) != "" || managed.Int("pages") != 601 || device.requests() != "REFRESH books 7, GET books/7" {
		t.Errorf("%d pages, sent %s, said %s", managed.Int("pages"), device.requests(), acctest.Warnings(diagnostics))
	}
}

// TestRefreshOfWhatIsGone needs no second read: the device has made sure.
func TestRefreshOfWhatIsGone(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]error{"gone": api.ErrNotFound, "refused": api.ErrForbidden} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			device, managed := together(t, func(string, string, []string) (api.Object, error) {
				return nil, failed(kind, "GET", "books/7")
			})
			diagnostics := managed.Refresh()
			gone := errors.Is(kind, api.ErrNotFound)
			if managed.Exists() == gone || (acctest.Errors(diagnostics) == "") != gone || device.requests() != "REFRESH books 7" {
				t.Errorf("exists %t, sent %s, said %s", managed.Exists(), device.requests(), acctest.Errors(diagnostics))
			}
		})
	}
}

// TestReadAfterAnImportIsOfItsOwn: what was read for others before may be older
// than what a person has just named.
func TestReadAfterAnImportIsOfItsOwn(t *testing.T) {
	t.Parallel()
	device := dune()
	device.refresh = func(string, string, []string) (api.Object, error) { return printed(1), nil }
	imported := instance(t, books(), device)
	wantSuccess(t, imported.Import("7"))
	if imported.Int("pages") != 600 || device.requests() != "GET books/7" {
		t.Errorf("%d pages, sent %s", imported.Int("pages"), device.requests())
	}
	wantSuccess(t, imported.Refresh())
	if imported.Int("pages") != 1 || device.requests() != "GET books/7, REFRESH books 7" {
		t.Errorf("%d pages, sent %s", imported.Int("pages"), device.requests())
	}
}

// chapter is an object that only its book shows.
type chapter struct {
	BookID types.Int64  `tfsdk:"book_id" api:"book_id,fixed"`
	Number types.Int64  `tfsdk:"number"  api:"number,fixed"`
	Title  types.String `tfsdk:"title"   api:"title"`
}

// TestRefreshOfWhatStandsInsideAnother reads the other one, and only the field
// in which it stands.
func TestRefreshOfWhatStandsInsideAnother(t *testing.T) {
	t.Parallel()
	inside := func(title string) api.Object {
		one := map[string]any{"book_id": json.Number("7"), "number": json.Number("1"), "title": title}
		return api.Object{"chapters": []any{one}}
	}
	device := &fakeDevice{
		get: func(string) (api.Object, error) { return inside("by itself"), nil },
		do: func(api.Change) (api.Answer, error) {
			object, _ := inside("made")["chapters"].([]any)[0].(map[string]any)
			return api.Answer{Object: object}, nil
		},
	}
	managed := instance(t, entity.Collection[chapter, struct{}]{
		Name: "shelf_chapter", Description: "A chapter.", Path: "books/{book_id}/chapters", Keys: []string{"book_id", "number"},
		Object: "books/{book_id}", Deleted: "books/{book_id}/chapters/{number}", Listed: "books", Inside: "chapters",
		Update: entity.OneFieldPerRequest,
		Attributes: map[string]schema.Attribute{
			"book_id": schema.Int64Attribute{Required: true},
			"number":  schema.Int64Attribute{Required: true},
			"title":   schema.StringAttribute{Optional: true, Computed: true},
		},
	}, device)
	wantSuccess(t, managed.Apply(map[string]any{"book_id": int64(7), "number": int64(1)}))
	var asked []string
	device.refresh = func(_, _ string, fields []string) (api.Object, error) {
		asked = fields
		return inside("together"), nil
	}
	device.sent = nil
	wantSuccess(t, managed.Refresh())
	if managed.Text("title") != "together" || device.requests() != "REFRESH books 7" || !slices.Equal(asked, []string{"chapters"}) {
		t.Errorf("title %q, asked for %v, sent %s", managed.Text("title"), asked, device.requests())
	}
	device.refresh = func(string, string, []string) (api.Object, error) { return api.Object{"chapters": []any{}}, nil }
	wantSuccess(t, managed.Refresh())
	if managed.Text("title") != "by itself" {
		t.Errorf("title %q, sent %s", managed.Text("title"), device.requests())
	}
}
