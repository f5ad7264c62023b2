package block_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// wantRefusedQuery wants nothing found and one diagnostic with each text.
func wantRefusedQuery(t *testing.T, list *acctest.ListResource, query acctest.Query, texts ...string) {
	t.Helper()
	found, diagnostics := list.Ask(query)
	wantErrors(t, acctest.Errors(diagnostics), texts...)
	if len(found) > 0 || len(diagnostics) != 1 {
		t.Errorf("found %d with %d diagnostics: %s", len(found), len(diagnostics), acctest.Errors(diagnostics))
	}
}

// TestListBadQuery is one diagnostic that says what to change.
func TestListBadQuery(t *testing.T) {
	t.Parallel()
	array := stocked(t, 1, 2, 0)
	volumes := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume")
	for _, c := range []struct {
		name   string
		config map[string]any
		asked  bool
		texts  []string
	}{
		{"unknown field", filters([]string{"colour", "", "red"}), true,
			[]string{"Unable to list InfiniBox volume", "ATTRIBUTE_NOT_FOUND", "colour", "GET volumes"}},
		{"field that isn't filterable", filters([]string{"nguid", "", "x"}), true,
			[]string{"Unable to list InfiniBox volume", "NOT_FILTERABLE_FIELD", "nguid"}},
		{"operator that doesn't suit the field", filters([]string{"provtype", "like", "TH"}), true,
			[]string{"Unable to list InfiniBox volume", "UNSUPPORTED_FILTER_RELATION", `AttributeName("operator")`, "Use another operator"}},
		{"value of the wrong type", filters([]string{"size", "", "big"}), true,
			[]string{"Unable to list InfiniBox volume", "MALFORMED_PARAMETER", "big"}},
		{"unknown order", map[string]any{"sort": []any{"colour"}}, true,
			[]string{"Unable to list InfiniBox volume", "colour"}},
		{"unknown operator", filters([]string{"name", "matches", "x"}), false,
			[]string{"filters", "operator", `"neq"`, `"between"`, "matches"}},
		{"no value", map[string]any{"filters": []any{map[string]any{"field": "name", "values": []any{}}}}, false,
			[]string{"filters", "values", "at least 1"}},
		{"null among the values", map[string]any{"filters": []any{map[string]any{"field": "udid", "operator": "is", "values": []any{nil}}}}, false,
			[]string{"filters", "values", "Value Is Null", `"null"`}},
		{"no field", filters([]string{"", "", "x"}), false,
			[]string{"filters", "field", "at least 1"}},
		{"between with one value", filters([]string{"size", "between", "1"}), false,
			[]string{"filters", "values", "between takes two values"}},
		{"two values for one", filters([]string{"name", "eq", "a", "b"}), false,
			[]string{"filters", "values", "eq takes one value"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := array.CountRequests(device.Match{})
			wantRefusedQuery(t, volumes, acctest.Query{Config: c.config}, c.texts...)
			if asked := array.CountRequests(device.Match{}) > before; asked != c.asked {
				t.Errorf("the array was asked: %t", asked)
			}
		})
	}
}

// TestListWhatTheArrayRefuses ends with one diagnostic, also in the middle.
func TestListWhatTheArrayRefuses(t *testing.T) {
	t.Parallel()
	array := stocked(t, 5, 1500, 0)
	volumes := acctest.NewProtocol(t, array, nil).ListResource("onprem_infinibox_volume")
	array.Break(device.Rule{Method: "GET", Query: "page=2", Error: "INTERNAL_SERVER_ERROR"})
	found, diagnostics := volumes.Ask(acctest.Query{})
	if len(found) != 1000 || len(diagnostics) != 1 {
		t.Errorf("found %d with %d diagnostics", len(found), len(diagnostics))
	}
	wantErrors(t, acctest.Errors(diagnostics), "Unable to list InfiniBox volume", "INTERNAL_SERVER_ERROR", "page=2")
}

// TestListWithoutAccess is one diagnostic with its remedy.
func TestListWithoutAccess(t *testing.T) {
	t.Parallel()
	array := stocked(t, 1, 1, 0)
	volumes := acctest.NewProtocol(t, array, map[string]any{"password": "wrong"}).ListResource("onprem_infinibox_volume")
	wantRefusedQuery(t, volumes, acctest.Query{}, "Unable to list InfiniBox volume", "INFINIBOX_PASSWORD")
}

// TestListWithoutConfiguration says what is missing.
func TestListWithoutConfiguration(t *testing.T) {
	t.Parallel()
	protocol, diagnostics := acctest.Configure(t, nil, map[string]any{})
	wantErrors(t, acctest.Errors(diagnostics))
	wantRefusedQuery(t, protocol.ListResource("onprem_infinibox_volume"), acctest.Query{}, "InfiniBox Not Configured", "INFINIBOX_ENDPOINT")
}
