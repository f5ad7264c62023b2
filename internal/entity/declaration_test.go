package entity_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// weight is the live figure of a book.
type weight struct {
	Grams types.Int64 `tfsdk:"grams" api:"grams"`
}

type weighed = entity.Collection[book, weight]

func weighedBooks() weighed {
	plain := books()
	return weighed{
		Name: plain.Name, Path: plain.Path, NaturalKey: plain.NaturalKey, Attributes: plain.Attributes,
		Figures: map[string]string{"grams": "What it weighs."},
	}
}

// TestSoundDeclaration is what the mistakes below differ from in one thing.
func TestSoundDeclaration(t *testing.T) {
	t.Parallel()
	made, err := weighedBooks().Entity()
	if err != nil || made.Name() != "shelf_book" || len(made.DataSources()) != 2 {
		t.Errorf("made %v, %v", made, err)
	}
}

// TestMistakesInDeclarations come to light when the provider starts, with the
// entity and what is wrong.
func TestMistakesInDeclarations(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mistake func(*weighed)
		text    string
	}{
		"attribute missing":            {func(w *weighed) { delete(w.Attributes, "pages") }, `attribute "pages" isn't declared`},
		"attribute not in the model":   {func(w *weighed) { w.Attributes["title"] = schema.StringAttribute{Required: true} }, `attribute "title" isn't in the model`},
		"greater of a pair unknown":    {func(w *weighed) { w.Ordered = []entity.Pair{{Greater: "leaves", Lesser: "pages"}} }, `"leaves"`},
		"lesser of a pair unknown":     {func(w *weighed) { w.Ordered = []entity.Pair{{Greater: "pages", Lesser: "leaves"}} }, `"leaves"`},
		"move of an unknown attribute": {func(w *weighed) { w.Moves = map[string]string{"place": "books/{id}/move"} }, `"place"`},
		"carried and not moved":        {func(w *weighed) { w.Carried = map[string]string{"pages": "shelf"} }, `"pages" is carried`},
		"growth of an unknown":         {func(w *weighed) { w.Grows = []string{"length"} }, `"length"`},
		"danger of an unknown": {func(w *weighed) {
			w.Dangers = []entity.Danger{{On: entity.Changing, Attribute: "burnt", Becomes: true}}
		}, `"burnt"`},
		"figure without a text": {func(w *weighed) { w.Figures = nil }, `figure "grams" has no description`},
		"default": {func(w *weighed) {
			w.Attributes["pages"] = schema.Int64Attribute{Computed: true, Default: int64default.StaticInt64(1)}
		}, `"pages" has a default or a plan modifier`},
		"default inside": {func(w *weighed) {
			w.Attributes["pages"] = schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
				"printed": schema.Int64Attribute{Computed: true, Default: int64default.StaticInt64(1)},
			}}
		}, `"pages" has a default or a plan modifier`},
		"key not in the model": {func(w *weighed) { w.Keys = []string{"isbn"} }, `key "isbn" isn't in the model`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			declared := weighedBooks()
			c.mistake(&declared)
			_, err := declared.Entity()
			if err == nil || !strings.Contains(err.Error(), c.text) || !strings.Contains(err.Error(), "shelf_book") {
				t.Errorf("said %v, want shelf_book and %s", err, c.text)
			}
		})
	}
}

// TestDangersNeedApproval: without the attribute nobody could ever give it.
func TestDangersNeedApproval(t *testing.T) {
	t.Parallel()
	dangerous, precious := labels(), labels()
	dangerous.Dangers = []entity.Danger{{On: entity.Deleting, Reason: "it is gone"}}
	precious.HoldsData = true
	for name, declared := range map[string]entity.Collection[label, struct{}]{"danger": dangerous, "data": precious} {
		if _, err := declared.Entity(); err == nil || !strings.Contains(err.Error(), `need the attribute "approved"`) {
			t.Errorf("%s: said %v", name, err)
		}
	}
}
