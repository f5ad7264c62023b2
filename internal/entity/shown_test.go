package entity_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// chart is what only hangs on the wall.
type chart struct {
	ID    types.Int64  `tfsdk:"id"    api:"id"`
	Name  types.String `tfsdk:"name"  api:"name"`
	Lands types.List   `tfsdk:"lands" api:"lands"`
}

func charts() entity.Shown[chart] {
	return entity.Shown[chart]{
		Name: "shelf_chart", Description: "A chart.", Path: "charts", NaturalKey: "name",
		Figures: map[string]string{"id": "Its number.", "name": "Its name."},
		Nested: map[string]schema.Attribute{"lands": schema.ListNestedAttribute{Computed: true, NestedObject: schema.NestedAttributeObject{
			Attributes: map[string]schema.Attribute{"name": schema.StringAttribute{Computed: true}}}}},
	}
}

// TestShownHasNothingToManage, and the faces that the declaration says.
func TestShownHasNothingToManage(t *testing.T) {
	t.Parallel()
	onlyMany, ofOne := charts(), charts()
	onlyMany.OnlyMany = true
	ofOne.Path, ofOne.Arguments = "walls/{wall_id}/charts", map[string]schema.Attribute{"wall_id": schema.Int64Attribute{Required: true}}
	for name, c := range map[string]struct {
		declared entity.Shown[chart]
		sources  int
		calls    string
	}{
		"both":          {charts(), 2, "[{GET charts} {GET charts/{id}}]"},
		"only many":     {onlyMany, 1, "[{GET charts}]"},
		"with argument": {ofOne, 1, "[{GET walls/{wall_id}/charts}]"},
	} {
		made, err := c.declared.Entity()
		if err != nil {
			t.Fatal(err)
		}
		if len(made.DataSources()) != c.sources || len(made.Resources()) != 0 || len(made.ListResources()) != 0 {
			t.Errorf("%s: %d data sources", name, len(made.DataSources()))
		}
		if facts := made.Facts(); fmt.Sprint(facts.Calls) != c.calls || !facts.Looked {
			t.Errorf("%s: states %v", name, facts)
		}
	}
}

// TestShownOfOne asks where the argument says, and for no order that the
// device doesn't know.
func TestShownOfOne(t *testing.T) {
	t.Parallel()
	declared := charts()
	declared.Path, declared.Arguments = "walls/{wall}/charts", map[string]schema.Attribute{"wall": schema.StringAttribute{Required: true}}
	var query api.Query
	device := &fakeDevice{list: func(q api.Query) ([]api.Object, error) {
		query = q
		return []api.Object{{"name": "north", "lands": []any{map[string]any{"name": "Iceland"}}}}, nil
	}}
	made, err := declared.Entity()
	if err != nil {
		t.Fatal(err)
	}
	source := acctest.Serve(t, library{made, device, &entity.Claims{}}).DataSource("onprem_shelf_charts")
	shown, diagnostics := source.Read(map[string]any{"wall": "a/b"})
	wantSuccess(t, diagnostics)
	if want := "[map[id:<nil> lands:[map[name:Iceland]] name:north]]"; fmt.Sprint(shown["charts"]) != want {
		t.Errorf("shows %v, want %s", shown, want)
	}
	if device.requests() != "LIST walls/a%2Fb/charts" || len(query.Sort) > 0 || len(query.Filters) > 0 {
		t.Errorf("asked %s: %v", device.requests(), query)
	}
}

// TestMistakesInShown come to light when the provider starts.
func TestMistakesInShown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mistake func(*entity.Shown[chart])
		text    string
	}{
		"figure without a text":   {func(s *entity.Shown[chart]) { delete(s.Figures, "name") }, `figure "name" has no description`},
		"figure not in the model": {func(s *entity.Shown[chart]) { s.Figures["scale"] = "Its scale." }, "4 attributes are described, and the model has 3"},
		"list without a schema":   {func(s *entity.Shown[chart]) { s.Nested = nil }, `figure "lands" has no description`},
		"list as a figure": {func(s *entity.Shown[chart]) {
			s.Nested, s.Figures["lands"] = nil, "What it shows."
		}, `figure "lands" is a list`},
		"key not in the model":     {func(s *entity.Shown[chart]) { s.Key = "sheet" }, `key "sheet" isn't in the model`},
		"argument that isn't one":  {func(s *entity.Shown[chart]) { s.Path = "walls/{wall_id}/charts" }, `argument "wall_id" isn't declared`},
		"argument that isn't used": {func(s *entity.Shown[chart]) { s.Paths = map[string]string{"wall_id": "charts"} }, `argument "wall_id" isn't declared`},
		"filtered by no argument":  {func(s *entity.Shown[chart]) { s.Filtered = []string{"wall_id"} }, `argument "wall_id" isn't declared`},
	} {
		declared := charts()
		c.mistake(&declared)
		if _, err := declared.Entity(); err == nil || !strings.Contains(err.Error(), c.text) || !strings.Contains(err.Error(), "shelf_chart") {
			t.Errorf("%s: said %v, want shelf_chart and %s", name, err, c.text)
		}
	}
}
