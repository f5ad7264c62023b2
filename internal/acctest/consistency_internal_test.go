package acctest

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// TestInconsistencies are found as Terraform finds them: each test that
// applies through an Instance relies on it.
func TestInconsistencies(t *testing.T) {
	t.Parallel()
	texts := tftypes.List{ElementType: tftypes.String}
	ids := tftypes.Set{ElementType: tftypes.Number}
	typ := tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"name": tftypes.String, "size": tftypes.Number, "tags": texts, "owners": ids, "words": tftypes.Map{ElementType: tftypes.String},
	}}
	whole := map[string]any{
		"name": "db01", "size": 5, "tags": []any{"a", "b"}, "owners": []any{1, 2}, "words": map[string]any{"x": "y"},
	}
	for _, c := range []struct {
		name             string
		planned, applied map[string]any
		want             string
	}{
		{"nothing changed", nil, nil, ""},
		{"what wasn't known", map[string]any{"size": Unknown, "tags": Unknown, "owners": Unknown, "words": Unknown}, nil, ""},
		{"what wasn't known in a list", map[string]any{"tags": []any{Unknown, "b"}}, nil, ""},
		{"what wasn't known in a set", map[string]any{"owners": []any{Unknown, 2}}, nil, ""},
		{"another text", nil, map[string]any{"name": "db02"}, ".name was planned"},
		{"another number", nil, map[string]any{"size": 6}, ".size was planned"},
		{"nothing for something", nil, map[string]any{"size": nil}, ".size was planned"},
		{"something for nothing", map[string]any{"size": nil}, nil, ".size was planned"},
		{"another element", nil, map[string]any{"tags": []any{"a", "c"}}, ".tags[1] was planned"},
		{"beside an unknown one", map[string]any{"tags": []any{Unknown, "c"}}, nil, ".tags[1] was planned"},
		{"more elements", nil, map[string]any{"tags": []any{"a", "b", "c"}}, ".tags was planned"},
		{"another member", nil, map[string]any{"owners": []any{1, 3}}, ".owners was planned"},
		{"another word", nil, map[string]any{"words": map[string]any{"x": "z"}}, ".words.x was planned"},
		{"a word less", nil, map[string]any{"words": map[string]any{}}, ".words.x was planned"},
		{"a word more", map[string]any{"words": map[string]any{}}, nil, ".words.x wasn't planned"},
		{"still unknown", map[string]any{"size": Unknown}, map[string]any{"size": Unknown}, "not all is known"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			value := func(changed map[string]any) tftypes.Value {
				plain := map[string]any{}
				for name, one := range whole {
					plain[name] = one
				}
				for name, one := range changed {
					plain[name] = one
				}
				return Value(t, typ, plain)
			}
			got := strings.Join(inconsistencies(value(c.planned), value(c.applied)), "; ")
			if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
	gone := inconsistencies(Value(t, typ, whole), Value(t, typ, nil))
	if len(gone) != 1 {
		t.Errorf("an object that is gone: %q", gone)
	}
}
