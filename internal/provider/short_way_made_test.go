package provider_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
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
