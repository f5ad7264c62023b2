package entity

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestSpelled(t *testing.T) {
	t.Parallel()
	numbers := tftypes.List{ElementType: tftypes.Number}
	point := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"x": tftypes.Number, "on": tftypes.Bool, "name": tftypes.String}}
	for name, c := range map[string]struct {
		typ         tftypes.Type
		shown, want any
	}{
		"number":             {tftypes.Number, "12", json.Number("12")},
		"fraction":           {tftypes.Number, "-3.25", json.Number("-3.25")},
		"no number":          {tftypes.Number, "twelve", "twelve"},
		"empty number":       {tftypes.Number, "", ""},
		"number as such":     {tftypes.Number, json.Number("12"), json.Number("12")},
		"yes":                {tftypes.Bool, "yes", true},
		"On":                 {tftypes.Bool, "On", true},
		"0":                  {tftypes.Bool, "0", false},
		"perhaps":            {tftypes.Bool, "perhaps", "perhaps"},
		"truth as such":      {tftypes.Bool, true, true},
		"text":               {tftypes.String, "yes", "yes"},
		"nothing":            {tftypes.Number, nil, nil},
		"list":               {numbers, []any{"1", json.Number("2")}, []any{json.Number("1"), json.Number("2")}},
		"list for a number":  {tftypes.Number, []any{"1"}, []any{"1"}},
		"object":             {point, map[string]any{"x": "1", "on": "no", "name": "1", "other": "2"}, map[string]any{"x": json.Number("1"), "on": false, "name": "1", "other": "2"}},
		"map":                {tftypes.Map{ElementType: tftypes.Bool}, map[string]any{"a": "off"}, map[string]any{"a": false}},
		"object for a truth": {tftypes.Bool, map[string]any{"a": "off"}, map[string]any{"a": "off"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := spelled(c.typ, c.shown); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%#v, want %#v", got, c.want)
			}
		})
	}
}

// lamp is something that a device writes as text.
type lamp struct {
	Number types.Int64 `tfsdk:"number" api:"number"`
	Lit    types.Bool  `tfsdk:"lit"    api:"status,words=on/off"`
}

// TestWords: a truth is read from any word for it and sent by the device's own.
func TestWords(t *testing.T) {
	t.Parallel()
	m, err := newMapper(reflect.TypeFor[lamp]())
	if err != nil {
		t.Fatal(err)
	}
	m.readTexts()
	for i := range m.fields {
		m.fields[i].written = true
	}
	for _, c := range []struct{ shown, sent string }{{"on", "on"}, {"off", "off"}, {"yes", "on"}} {
		shown := &lamp{}
		if err := m.decode(t.Context(), api.Object{"number": "7", "status": c.shown}, shown); err != nil {
			t.Fatal(err)
		}
		body, err := m.encodeSet(t.Context(), shown, every)
		if err != nil {
			t.Fatal(err)
		}
		if want := (map[string]any{"number": json.Number("7"), "status": c.sent}); !reflect.DeepEqual(body, want) {
			t.Errorf("%s is sent as %v, want %v", c.shown, body, want)
		}
	}
	if _, err := newMapper(reflect.TypeFor[struct {
		Lit types.Bool `tfsdk:"lit" api:"status,words=on"`
	}]()); err == nil {
		t.Error("one word for two truths is taken")
	}
}
