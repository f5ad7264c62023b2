package entity_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// TestDataSourceBySeveralKeys finds the object by all of them, or by its name
// under its parent.
func TestDataSourceBySeveralKeys(t *testing.T) {
	t.Parallel()
	device := shelf()
	shown, diagnostics := served(t, marks(), device).DataSource("onprem_shelf_mark").Read(map[string]any{"book_id": 1, "page": 10})
	wantSuccess(t, diagnostics)
	if fmt.Sprint(shown) != "map[book_id:1 color:red id:11 notes:[a b] page:10]" {
		t.Errorf("shown %v", shown)
	}
	wantRequests(t, device, "GET books/1")
	device = shelf()
	shown, diagnostics = served(t, printings(), device).DataSource("onprem_shelf_printing").Read(map[string]any{"book_id": 2, "label": "first"})
	wantSuccess(t, diagnostics)
	if fmt.Sprint(shown) != "map[book_id:2 code:b label:first]" {
		t.Errorf("shown %v", shown)
	}
	wantRequests(t, device, "LIST books/2/printings")
}

// TestDataSourceBySeveralKeysRefusals: each is one error at an attribute.
func TestDataSourceBySeveralKeysRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		config map[string]any
		texts  []string
	}{
		{"a reader's", map[string]any{"book_id": 1, "page": 20}, []string{`"page"`, "Unable to find shelf mark 1/20", "book_id and page isn't one. It is a reader's."}},
		{"no such page", map[string]any{"book_id": 1, "page": 30}, []string{`"page"`, "Unable to find shelf mark 1/30", "Shelf shows no object with that book_id and page"}},
		{"no such book", map[string]any{"book_id": 9, "page": 10}, []string{`"page"`, "Unable to find shelf mark 9/10"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, diagnostics := served(t, marks(), shelf()).DataSource("onprem_shelf_mark").Read(c.config)
			wantOneError(t, diagnostics, c.texts...)
		})
	}
	_, diagnostics := served(t, printings(), shelf()).DataSource("onprem_shelf_printing").Read(map[string]any{"book_id": 1})
	wantOneError(t, diagnostics, "code", "label", "one (and only one)")
}

// colors are those of the marks that a data source for many shows.
func colors(shown map[string]any) string {
	var colors []string
	marks, _ := shown["marks"].([]any)
	for _, one := range marks {
		attributes, _ := one.(map[string]any)
		colors = append(colors, fmt.Sprint(attributes["color"]))
	}
	return strings.Join(colors, " ")
}

// TestDataSourceForMarks asks where all are, or those of one parent, and takes
// none of another kind.
func TestDataSourceForMarks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, colors, request, fields string
		config                        map[string]any
	}{
		{"all", "red green", "LIST books", "[id marks]", map[string]any{}},
		{"of one book", "green", "LIST books/2/marks", "[book color id notes owned page]", map[string]any{"book_id": 2}},
		{"of one that has others' too", "red", "LIST books/1/marks", "[book color id notes owned page]", map[string]any{"book_id": 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			device, fields := shelf(), ""
			list := device.listAt
			device.listAt = func(path string, query api.Query) ([]api.Object, error) {
				fields = fmt.Sprint(query.Fields)
				if len(query.Filters) > 0 || len(query.Sort) > 0 {
					t.Errorf("asked to filter by %v and to sort by %v", query.Filters, query.Sort)
				}
				return list(path, query)
			}
			shown, diagnostics := served(t, marks(), device).DataSource("onprem_shelf_marks").Read(c.config)
			wantSuccess(t, diagnostics)
			if colors(shown) != c.colors {
				t.Errorf("shown %v", shown)
			}
			wantRequests(t, device, c.request)
			if fields != c.fields {
				t.Errorf("asked for %s", fields)
			}
		})
	}
	_, diagnostics := served(t, marks(), shelf()).DataSource("onprem_shelf_marks").Read(map[string]any{"book_id": 9})
	wantOneError(t, diagnostics, "Unable to list shelf mark", "not found")
}

// TestQueryForMarks lists them by all their keys.
func TestQueryForMarks(t *testing.T) {
	t.Parallel()
	list := served(t, marks(), shelf()).ListResource("onprem_shelf_mark")
	if attributes := list.Attributes(); !slices.Equal(attributes, []string{"book_id"}) {
		t.Errorf("the config block has %v", attributes)
	}
	for _, c := range []struct {
		name  string
		query acctest.Query
		want  string
	}{
		{"all", acctest.Query{}, "1/10 2/10"},
		{"of one book", acctest.Query{Config: map[string]any{"book_id": 2}}, "2/10"},
		{"with a limit", acctest.Query{Limit: 1}, "1/10"},
		{"with attributes", acctest.Query{Include: true}, "1/10 2/10"},
	} {
		found, diagnostics := list.Ask(c.query)
		wantSuccess(t, diagnostics)
		var names []string
		for _, one := range found {
			names = append(names, one.Name)
			if fmt.Sprintf("%v/%v", one.Identity["book_id"], one.Identity["page"]) != one.Name {
				t.Errorf("%s: %s has the identity %v", c.name, one.Name, one.Identity)
			}
			if (one.Resource["color"] != nil) != c.query.Include {
				t.Errorf("%s: %s has %v", c.name, one.Name, one.Resource)
			}
		}
		if strings.Join(names, " ") != c.want {
			t.Errorf("%s: found %v", c.name, names)
		}
	}
}

// TestQueryForWhatHasAnyValue leaves out what has none, or 0, and has the
// device filter by that where it can.
func TestQueryForWhatHasAnyValue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		unfiltered bool
		filters    string
	}{{false, "[{reader gt [0]}]"}, {true, "[]"}} {
		device, declared := shelf(), lendings()
		declared.Only.Unfiltered = c.unfiltered
		filters, list := "", device.listAt
		device.listAt = func(path string, query api.Query) ([]api.Object, error) {
			filters = fmt.Sprint(query.Filters)
			return list(path, query)
		}
		found, diagnostics := served(t, declared, device).ListResource("onprem_shelf_lending").Ask(acctest.Query{})
		wantSuccess(t, diagnostics)
		if len(found) != 1 || found[0].Name != "5/3" || filters != c.filters {
			t.Errorf("found %v, filtered by %s", found, filters)
		}
	}
}

// TestMistakesInDeclarationsOfParts come to light when the provider starts.
func TestMistakesInDeclarationsOfParts(t *testing.T) {
	t.Parallel()
	type marking = entity.Collection[mark, markFigures]
	for name, c := range map[string]struct {
		mistake func(*marking)
		text    string
	}{
		"nowhere listed":      {func(m *marking) { m.Listed = "" }, `"books/{book_id}/marks" can't be listed`},
		"unknown parent":      {func(m *marking) { m.Keys = []string{"shelf_id", "page"} }, `key "shelf_id" isn't in the model`},
		"unknown in a path":   {func(m *marking) { m.Path = "books/{volume}/marks" }, `attribute "volume" of path`},
		"unknown in Object":   {func(m *marking) { m.Object = "volumes/{volume}" }, `attribute "volume" of path`},
		"unknown in Deleted":  {func(m *marking) { m.Deleted = "marks/{id}" }, `attribute "id" of path`},
		"unknown in CreateBy": {func(m *marking) { m.CreateBy = "books/{book}/mark" }, `attribute "book" of path`},
		"unknown in DeleteBy": {func(m *marking) { m.DeleteBy = "books/{book}/unmark" }, `attribute "book" of path`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			declared := marks()
			c.mistake(&declared)
			if _, err := declared.Entity(); err == nil || !strings.Contains(err.Error(), c.text) {
				t.Errorf("said %v, want %s", err, c.text)
			}
		})
	}
	declared := printings()
	declared.Keys = []string{"book_id", "label"}
	if _, err := declared.Entity(); err == nil || !strings.Contains(err.Error(), `key "label" can change in place`) {
		t.Errorf("said %v", err)
	}
}
