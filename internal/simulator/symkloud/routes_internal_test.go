package symkloud

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud/reference"
)

func TestThereAreNoCallsBesideTheReference(t *testing.T) {
	t.Parallel()
	known, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, row := range known.Rows {
		documented[row.Method+" "+row.Path] = true
	}
	for _, route := range New(Options{}).router.routes {
		for method := range strings.SplitSeq(route.methods, "|") {
			if !documented[method+" "+route.path] {
				t.Errorf("%s %s isn't in the reference", method, route.path)
			}
		}
	}
}
