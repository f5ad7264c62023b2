package block_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// manyIDs is a filter that takes several requests: the volumes' ids from the
// last to the first among thousands that don't exist.
func manyIDs(array *acctest.Array, operator string) map[string]any {
	values := []string{"id", operator}
	held := array.Find("volumes", nil)
	slices.Reverse(held)
	for i, volume := range held {
		values = append(values, fmt.Sprint(volume["id"]))
		for j := range 300 {
			values = append(values, fmt.Sprint(1000000+1000*i+j))
		}
	}
	return filters(values)
}

// TestManyValues find what they find with few: every object once, by the id.
func TestManyValues(t *testing.T) {
	t.Parallel()
	array := stocked(t, 2, 12, 0)
	want := []string{}
	for _, volume := range array.Find("volumes", nil) {
		want = append(want, fmt.Sprint(volume["name"]))
	}
	protocol := acctest.NewProtocol(t, array, nil)
	listed := names(ask(t, protocol.ListResource("onprem_infinibox_volume"), acctest.Query{Config: manyIDs(array, "in")}))
	if !slices.Equal(listed, want) {
		t.Errorf("the list resource found %q, want %q", listed, want)
	}
	if asked := array.CountRequests(device.Match{Method: "GET", Path: "/api/rest/volumes"}); asked < 2 {
		t.Errorf("%d request: the values fit into one", asked)
	}
	read, diagnostics := protocol.DataSource("onprem_infinibox_volumes").Read(manyIDs(array, "in"))
	wantErrors(t, acctest.Errors(diagnostics))
	shown := []string{}
	volumes, _ := read["volumes"].([]any)
	for _, one := range volumes {
		volume, _ := one.(map[string]any)
		shown = append(shown, fmt.Sprint(volume["name"]))
	}
	if !slices.Equal(shown, want) {
		t.Errorf("the data source found %q, want %q", shown, want)
	}
}

// TestTooManyValues are an error at the values, with what helps, and nothing
// is asked.
func TestTooManyValues(t *testing.T) {
	t.Parallel()
	const values = `AttributeName("filters").ElementKeyInt(0).AttributeName("values")`
	array := stocked(t, 1, 8, 0)
	protocol := acctest.NewProtocol(t, array, nil)
	sorted := configured(manyIDs(array, "in"), map[string]any{"sort": []any{"name"}})
	array.ClearRequests()
	for name, c := range map[string]struct {
		config map[string]any
		texts  []string
	}{
		"in an order of their own": {sorted, []string{values, "Leave sort out", "requests"}},
		"all but these":            {manyIDs(array, "notin"), []string{values, "Give fewer values"}},
		"one of excessive length":  {filters([]string{"name", "eq", strings.Repeat("x", 9000)}), []string{values, "Give fewer values"}},
	} {
		_, diagnostics := protocol.ListResource("onprem_infinibox_volume").Ask(acctest.Query{Config: c.config})
		wantErrors(t, acctest.Errors(diagnostics), c.texts...)
		_, diagnostics = protocol.DataSource("onprem_infinibox_volumes").Read(c.config)
		wantErrors(t, acctest.Errors(diagnostics), c.texts...)
		if len(diagnostics) != 1 {
			t.Errorf("%s: %d diagnostics", name, len(diagnostics))
		}
	}
	if asked := array.CountRequests(device.Match{}); asked > 0 {
		t.Errorf("%d requests", asked)
	}
}

// TestListWithALimitAsksForNoMore, except where some of what is found is left
// out: many small pages would cost more than a large one.
func TestListWithALimitAsksForNoMore(t *testing.T) {
	t.Parallel()
	array := stocked(t, 1, 3, 3)
	protocol := acctest.NewProtocol(t, array, nil)
	owned := map[string]any{"include_owned": true}
	for _, c := range []struct {
		resource string
		query    acctest.Query
		want     string
	}{
		{"onprem_infinibox_volume", acctest.Query{Limit: 2}, "page_size=2&"},
		{"onprem_infinibox_volume", acctest.Query{Limit: 1001}, "page_size=1000&"},
		{"onprem_infinibox_volume", acctest.Query{Limit: 1 << 40}, "page_size=1000&"},
		{"onprem_infinibox_volume_snapshot", acctest.Query{Limit: 2}, "page_size=1000&"},
		{"onprem_infinibox_volume_snapshot", acctest.Query{Limit: 2, Config: owned}, "page_size=2&"},
	} {
		array.ClearRequests()
		ask(t, protocol.ListResource(c.resource), c.query)
		requests := array.Requests(device.Match{Path: "/api/rest/volumes"})
		if len(requests) != 1 || !strings.Contains(requests[0].Query, c.want) {
			t.Errorf("%s, at most %d: asked %v", c.resource, c.query.Limit, requests)
		}
	}
}
