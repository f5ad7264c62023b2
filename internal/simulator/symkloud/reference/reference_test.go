package reference_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud/reference"
)

func TestRowsNameDocumentedCodesOnly(t *testing.T) {
	t.Parallel()
	known, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(known.Codes) != 54 {
		t.Errorf("%d codes", len(known.Codes))
	}
	seen := map[string]bool{}
	for _, row := range known.Rows {
		call := row.Method + " " + row.Path
		if seen[call] || row.Title == "" || !slices.Contains([]string{"documented", "inferred"}, row.Basis) {
			t.Errorf("%s is there twice, or has no title or basis", call)
		}
		seen[call] = true
		for _, code := range row.Codes {
			if _, ok := known.Codes[strconv.Itoa(code)]; !ok {
				t.Errorf("%s has the code %d, which the reference doesn't have", call, code)
			}
		}
	}
}
