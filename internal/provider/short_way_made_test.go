package provider_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// TestAccShortWayMakes applies the example of every resource on two arrays that
// are alike, each way on one of them: what Terraform keeps is the same, but for
// when it was made.
func TestAccShortWayMakes(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("../../examples/resources/onprem_infinibox_*")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			array, short := exemplary(t, folder)
			_, whole := exemplary(t, folder)
			whole = whole.Knowing("ONPREM_SHORT_WAY=off")
			short.Must("apply", "-no-color", "-auto-approve", "-parallelism=1")
			whole.Must("apply", "-no-color", "-auto-approve", "-parallelism=1")
			w := bothWays(t, array)
			ours, theirs := keptIn(t, short, w), keptIn(t, whole, w)
			if len(ours) == 0 || len(ours) != len(theirs) {
				t.Fatalf("%d objects and %d", len(ours), len(theirs))
			}
			w.same("objects", inAll(w, ours), inAll(w, theirs))
		})
	}
}

// drawn is what an array gives in the order of creation, which varies: ids,
// serials and the like.
var drawn = regexp.MustCompile(`"(\d{4}|[0-9a-f]{32}|[0-9a-f-]{36})"|[0-9]{4}`)

// inAll is all that is kept of some objects, without what is drawn.
func inAll(w *ways, objects []kept) string {
	w.t.Helper()
	texts := make([]string, len(objects))
	for i, k := range objects {
		text := k.resource + " " + k.state.String() + " " + w.identified(k.resource, k.identity) + " " + timeless(secretly(w.t, k.private))
		texts[i] = drawn.ReplaceAllString(text, "drawn")
	}
	slices.Sort(texts)
	return strings.Join(texts, "\n")
}

// makeVolume plans and makes db01 the short way.
func makeVolume(t *testing.T, array *acctest.Array) (*ways, []*tfprotov6.Diagnostic) {
	t.Helper()
	w := bothWays(t, array.Simulated)
	typ := w.schema.ResourceSchemas[volumeResource].ValueType()
	config, null := w.encode(typ, acctest.Value(t, typ, db01(poolOn(array, "p")))), w.encode(typ, tftypes.NewValue(typ, nil))
	planned, err := w.short.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: volumeResource, PriorState: null, ProposedNewState: config, Config: config})
	if err != nil {
		t.Fatal(err)
	}
	wantSuccess(t, planned.Diagnostics)
	array.ClearRequests()
	applied, err := w.short.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: volumeResource, PriorState: null, PlannedState: planned.PlannedState, Config: config,
		PlannedIdentity: planned.PlannedIdentity, PlannedPrivate: planned.PlannedPrivate})
	if err != nil {
		t.Fatal(err)
	}
	return w, applied.Diagnostics
}

// TestShortWayMakesWithoutTheFramework what nothing is to be said about, by one
// request.
func TestShortWayMakesWithoutTheFramework(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	w, said := makeVolume(t, array)
	wantSuccess(t, said)
	array.Only("volumes", map[string]any{"name": "db01"})
	if plans, applies, sent := w.asked.Plans.Load(), w.asked.Applies.Load(), array.Totals().Requests; plans+applies > 0 || sent != 1 {
		t.Errorf("the framework planned %d times and applied %d times, and the array got %d requests", plans, applies, sent)
	}
}

// TestShortWayHandsOnWhatFailed: the framework says what became of a creation,
// which isn't sent again.
func TestShortWayHandsOnWhatFailed(t *testing.T) {
	t.Parallel()
	array := acctest.NewArray(t)
	array.Break(device.Rule{Method: "POST", Path: "/api/rest/volumes", Error: "POOL_VIRTUAL_CAPACITY"})
	w, said := makeVolume(t, array)
	wantOneError(t, said, "POOL_VIRTUAL_CAPACITY")
	if posts := array.CountRequests(device.Match{Method: "POST"}); posts != 1 || w.asked.Applies.Load() != 1 {
		t.Errorf("sent %d times, and the framework applied %d times", posts, w.asked.Applies.Load())
	}
}
