package attribute_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// size makes a size as the framework does, through its type.
func size(t *testing.T, granularity int64, bytes any) attribute.Bytes {
	t.Helper()
	value, err := attribute.BytesType{Granularity: granularity}.ValueFromTerraform(t.Context(), tftypes.NewValue(tftypes.Number, bytes))
	if err != nil {
		t.Fatal(err)
	}
	made, ok := value.(attribute.Bytes)
	if !ok {
		t.Fatalf("made a %T", value)
	}
	return made
}

func TestSizesThatTheDeviceRoundsToTheSameAreEquivalent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		granularity int64
		a, b        any
		want        bool
	}{
		{"sample of a pool", 512 << 10, int64(1000000000000), int64(1000000192512), true},
		{"and the other way round", 512 << 10, int64(1000000192512), int64(1000000000000), true},
		{"one unit more", 512 << 10, int64(1000000192512), int64(1000000192513), false},
		{"no rounding", 1, int64(1000), int64(1001), false},
		{"unset granularity", 0, int64(1000), int64(1001), false},
		{"null and null", 512, nil, nil, true},
		{"null and a size", 512, nil, int64(512), false},
		{"unknown and a size", 512, tftypes.UnknownValue, int64(512), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, b := size(t, c.granularity, c.a), size(t, c.granularity, c.b)
			if got, diags := a.Int64SemanticEquals(t.Context(), b); got != c.want || diags.HasError() {
				t.Errorf("%v and %v: %t (%v), want %t", a, b, got, diags, c.want)
			}
		})
	}
}

func TestSizesOfOtherGranularityAreNotEqual(t *testing.T) {
	t.Parallel()
	if size(t, 512, int64(512)).Equal(size(t, 1024, int64(512))) {
		t.Error("equal although the device rounds them differently")
	}
}

func FuzzRounded(f *testing.F) {
	f.Add(int64(1000000000000), int64(512<<10))
	f.Fuzz(func(t *testing.T, bytes, granularity int64) {
		if bytes < 0 || bytes > 1<<60 || granularity < 1 || granularity > 1<<40 {
			t.Skip()
		}
		rounded := size(t, granularity, bytes).Rounded()
		if rounded < bytes || rounded-bytes >= granularity || rounded%granularity != 0 {
			t.Errorf("%d by %d became %d", bytes, granularity, rounded)
		}
	})
}

func TestSizeAtLeast(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value types.Int64
		says  string
	}{
		{types.Int64Value(2048), ""},
		{types.Int64Value(1024), ""},
		{types.Int64Value(2000), "The nearest are 1536 and 2048."},
		{types.Int64Value(1000), "The least is 1024."},
		{types.Int64Value(512), "The least is 1024."},
		{types.Int64Null(), ""},
		{types.Int64Unknown(), ""},
	} {
		resp := &validator.Int64Response{}
		attribute.SizeAtLeast(1024, 512).ValidateInt64(t.Context(), validator.Int64Request{Path: path.Root("size"), ConfigValue: c.value}, resp)
		var said string
		for _, d := range resp.Diagnostics {
			said += d.Detail()
		}
		if !strings.HasSuffix(said, c.says) || (said == "") != (c.says == "") || len(resp.Diagnostics) > 1 {
			t.Errorf("%v: %q, want %q", c.value, said, c.says)
		}
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for text, fails := range map[string]bool{"30s": false, "2m": false, "0s": true, "-1s": true, "30": true, "soon": true} {
		resp := &validator.StringResponse{}
		attribute.Duration().ValidateString(t.Context(), validator.StringRequest{Path: path.Root("request_timeout"), ConfigValue: types.StringValue(text)}, resp)
		if resp.Diagnostics.HasError() != fails {
			t.Errorf("%q: %v", text, resp.Diagnostics)
		}
	}
}
