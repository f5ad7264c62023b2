package function_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func TestEveryFunctionIsDocumented(t *testing.T) {
	t.Parallel()
	resp, err := server().GetFunctions(t.Context(), &tfprotov6.GetFunctionsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		t.Errorf("%s: %s", d.Summary, d.Detail)
	}
	want := []string{"bytes", "epoch_ms", "format_bytes", "netmask", "normalize_wwn", "parse_initiator", "prefix_length", "rfc3339"}
	if names := slices.Sorted(maps.Keys(resp.Functions)); !slices.Equal(names, want) {
		t.Errorf("functions %v, want %v", names, want)
	}
	for name, f := range resp.Functions {
		if f.Summary == "" || strings.HasSuffix(f.Summary, ".") || f.DescriptionKind != tfprotov6.StringKindMarkdown || !strings.HasSuffix(f.Description, ".") {
			t.Errorf("%s: summary %q, description %q", name, f.Summary, f.Description)
		}
		if len(f.Parameters) != 1 || f.Parameters[0].Name == "param1" || f.Parameters[0].Description == "" {
			t.Errorf("%s: parameters %v", name, f.Parameters)
		}
	}
}
