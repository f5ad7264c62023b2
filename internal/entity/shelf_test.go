package entity_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// mark is a bookmark. The device shows those of a book inside the book, the
// readers' among them.
type mark struct {
	BookID types.Int64  `tfsdk:"book_id" api:"book,fixed"`
	Page   types.Int64  `tfsdk:"page"    api:"page,fixed"`
	Color  types.String `tfsdk:"color"   api:"color,fixed"`
}

// markFigures are what only data sources show of a mark.
type markFigures struct {
	ID    types.Int64 `tfsdk:"id"    api:"id"`
	Notes types.List  `tfsdk:"notes" api:"notes"`
}

func marks() entity.Collection[mark, markFigures] {
	return entity.Collection[mark, markFigures]{
		Name: "shelf_mark", Description: "A bookmark.", Path: "books/{book_id}/marks", Keys: []string{"book_id", "page"},
		Object: "books/{book_id}", Inside: "marks", Listed: "books", Deleted: "books/{book_id}/marks/page/{page}",
		Only: entity.Only{Field: "owned", Value: "false", Unfiltered: true, Elsewhere: "It is a reader's."},
		Attributes: map[string]schema.Attribute{
			"book_id": schema.Int64Attribute{Required: true},
			"page":    schema.Int64Attribute{Required: true},
			"color":   schema.StringAttribute{Optional: true, Computed: true},
		},
		Figures: map[string]string{"id": "Its number.", "notes": "What is written on it."},
	}
}

// printing is a copy of a book, known by a code.
type printing struct {
	BookID types.Int64  `tfsdk:"book_id" api:"book,fixed"`
	Code   types.String `tfsdk:"code"    api:"code,fixed"`
	Label  types.String `tfsdk:"label"   api:"label"`
}

func printings() entity.Collection[printing, struct{}] {
	return entity.Collection[printing, struct{}]{
		Name: "shelf_printing", Description: "A copy.", Path: "books/{book_id}/printings", Keys: []string{"book_id", "code"},
		Listed: "printings", NaturalKey: "label", Update: entity.TogetherInOneRequest,
		Attributes: map[string]schema.Attribute{
			"book_id": schema.Int64Attribute{Required: true},
			"code":    schema.StringAttribute{Required: true},
			"label":   schema.StringAttribute{Optional: true, Computed: true},
		},
	}
}

// lending is a book that a reader has: it shows in the book who that is.
type lending struct {
	ReaderID types.Int64 `tfsdk:"reader_id" api:"reader,fixed"`
	BookID   types.Int64 `tfsdk:"book_id"   api:"id,fixed"`
	Days     types.Int64 `tfsdk:"days"      api:"days,fixed"`
}

func lendings() entity.Collection[lending, struct{}] {
	return entity.Collection[lending, struct{}]{
		Name: "shelf_lending", Description: "A lending.", Path: "readers/{reader_id}/loans", Keys: []string{"reader_id", "book_id"},
		Object: "books/{book_id}", Listed: "books", Only: entity.Only{Field: "reader"},
		CreateBy: "books/{book_id}/lend", DeleteBy: "books/{book_id}/return", DeleteWith: []string{"reader_id"},
		Attributes: map[string]schema.Attribute{
			"reader_id": schema.Int64Attribute{Required: true},
			"book_id":   schema.Int64Attribute{Required: true},
			"days":      schema.Int64Attribute{Optional: true, Computed: true},
		},
	}
}

// plain is an object as a client makes it of JSON.
func plain(text string) api.Object {
	object := api.Object{}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil {
		return api.Object{"unreadable": err.Error()}
	}
	return object
}

// What the shelf of the tests has. Reader 5 has put a mark of his own into
// book 1, and has book 3.
const (
	red     = `{"id":11,"book":1,"page":10,"color":"red","owned":false,"notes":["a","b"]}`
	readers = `{"id":12,"book":1,"page":20,"color":"blue","owned":true}`
	green   = `{"id":21,"book":2,"page":10,"color":"green","owned":false}`
	one     = `{"id":1,"reader":0,"days":null,"marks":[` + red + `,` + readers + `]}`
	two     = `{"id":2,"reader":null,"days":null,"marks":[` + green + `]}`
	three   = `{"id":3,"reader":5,"days":14,"marks":null}`
	first   = `{"book":1,"code":"a/1","label":"first"}`
	second  = `{"book":2,"code":"b","label":"first"}`
)

// shelf is a device with books, their marks and printings.
func shelf() *fakeDevice {
	listings := map[string][]string{
		"books": {one, two, three}, "books/1/marks": {red, readers}, "books/2/marks": {green}, "readers/5/loans": {three},
		"printings": {first, second}, "books/1/printings": {first}, "books/2/printings": {second},
	}
	objects := map[string]string{
		"books/1": one, "books/2": two, "books/3": three, "books/1/printings/a%2F1": first, "books/2/printings/b": second,
	}
	return &fakeDevice{
		get: func(path string) (api.Object, error) {
			if text, ok := objects[path]; ok {
				return plain(text), nil
			}
			return nil, failed(api.ErrNotFound, "GET", path)
		},
		listAt: func(path string, _ api.Query) ([]api.Object, error) {
			texts, ok := listings[path]
			if !ok {
				return nil, failed(api.ErrNotFound, "GET", path)
			}
			var found []api.Object
			for _, text := range texts {
				found = append(found, plain(text))
			}
			return found, nil
		},
	}
}

// wantRequests wants exactly these requests, in this order.
func wantRequests(t *testing.T, device *fakeDevice, want ...string) {
	t.Helper()
	if got := device.requests(); got != strings.Join(want, ", ") {
		t.Errorf("sent %q, want %q", got, want)
	}
}

// wantMark fails unless the state is the mark on a page, with its identity.
func wantMark(t *testing.T, managed *acctest.Instance, book, page int64, color string) {
	t.Helper()
	if managed.Int("book_id") != book || managed.Int("page") != page || managed.Text("color") != color {
		t.Errorf("the state has book %d, page %d, %q", managed.Int("book_id"), managed.Int("page"), managed.Text("color"))
	}
	identity := managed.Identity()
	if len(identity) != 2 || !strings.Contains(identity["book_id"], fmt.Sprint(book)) || !strings.Contains(identity["page"], fmt.Sprint(page)) {
		t.Errorf("the identity is %v", identity)
	}
}
