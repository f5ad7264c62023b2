package entity

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// disk is a model with one attribute of each kind.
type disk struct {
	ID       types.Int64   `tfsdk:"id"       api:"id"`
	Label    types.String  `tfsdk:"label"    api:"name"`
	Locked   types.Bool    `tfsdk:"locked"   api:"locked"`
	Ratio    types.Float64 `tfsdk:"ratio"    api:"ratio"`
	Policy   types.Int64   `tfsdk:"policy"   api:"policy,zero"`
	Parent   types.Int64   `tfsdk:"parent"   api:"parent,fixed"`
	Owners   types.Set     `tfsdk:"owners"   api:"owners"`
	Approved types.Bool    `tfsdk:"approved"`
}

// diskMapper is the mapper of a disk whose attributes can all be configured.
func diskMapper(t *testing.T) *mapper {
	t.Helper()
	m, err := newMapper(reflect.TypeFor[disk]())
	if err != nil {
		t.Fatal(err)
	}
	for i := range m.fields {
		m.fields[i].written = m.fields[i].name != "id"
		if m.fields[i].name == "owners" {
			m.fields[i].typ = types.SetType{ElemType: types.Int64Type}
		}
	}
	return m
}

func owners(ids ...int64) types.Set {
	elements := make([]attr.Value, len(ids))
	for i, id := range ids {
		elements[i] = types.Int64Value(id)
	}
	return types.SetValueMust(types.Int64Type, elements)
}

func TestDecode(t *testing.T) {
	t.Parallel()
	shown := api.Object{
		"id": json.Number("9007199254740993"), "name": "db01", "locked": true, "ratio": json.Number("1.5"),
		"policy": nil, "parent": nil, "owners": []any{json.Number("3"), json.Number("4")}, "unmapped": "x",
	}
	got, m := disk{Approved: types.BoolValue(true)}, diskMapper(t)
	if err := m.decode(t.Context(), shown, &got); err != nil {
		t.Fatal(err)
	}
	want := disk{
		ID: types.Int64Value(9007199254740993), Label: types.StringValue("db01"), Locked: types.BoolValue(true),
		Ratio: types.Float64Value(1.5), Policy: types.Int64Value(0), Parent: types.Int64Null(),
		Owners: owners(3, 4), Approved: types.BoolValue(true),
	}
	for _, f := range m.fields {
		if !m.value(&got, f).Equal(m.value(&want, f)) {
			t.Errorf("%s is %v, want %v", f.name, m.value(&got, f), m.value(&want, f))
		}
	}
}

func TestDecodeRefusesWhatTheReferenceDoesNotSay(t *testing.T) {
	t.Parallel()
	for name, shown := range map[string]api.Object{
		"text for a number": {"id": "seven"},
		"number for text":   {"name": json.Number("7")},
		"text for a truth":  {"locked": "yes"},
		"object for a list": {"owners": map[string]any{}},
		"text in a list":    {"owners": []any{"three"}},
		"fraction":          {"id": json.Number("1.5")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := diskMapper(t).decode(t.Context(), shown, &disk{}); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestEncodeSendsOnlyWhatIsSet(t *testing.T) {
	t.Parallel()
	model := disk{
		ID: types.Int64Value(1), Label: types.StringValue("db01"), Locked: types.BoolValue(false),
		Ratio: types.Float64Null(), Policy: types.Int64Value(0), Parent: types.Int64Unknown(),
		Owners: owners(4), Approved: types.BoolValue(true),
	}
	got, err := diskMapper(t).encodeSet(t.Context(), &model, every)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"name": "db01", "locked": false, "policy": json.Number("0"), "owners": []any{json.Number("4")}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestEncodeSendsOneSpelling of what can be written in several: devices don't
// take them all.
func TestEncodeSendsOneSpelling(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]any{
		"21:00:00:00:00:AB:CD:01": "2100000000abcd01",
		"naa.2100000000abcd01":    "2100000000abcd01",
		"IQN.2011-08.com.Example": "iqn.2011-08.com.example",
		"no address":              "no address",
	} {
		if got, err := (field{name: "address"}).encode(t.Context(), attribute.NewInitiator(written)); err != nil || got != want {
			t.Errorf("%s: sent %v (%v), want %v", written, got, err, want)
		}
	}
	if got, err := (field{name: "address"}).encode(t.Context(), attribute.Initiator{}); err != nil || got != nil {
		t.Errorf("none: sent %v (%v)", got, err)
	}
}

func TestChangedListsOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	prior := disk{Label: types.StringValue("a"), Locked: types.BoolValue(true), Policy: types.Int64Value(1), Owners: owners(1)}
	plan := disk{Label: types.StringValue("b"), Locked: types.BoolValue(true), Policy: types.Int64Unknown(), Owners: owners(1), Approved: types.BoolValue(true)}
	var names []string
	for _, f := range diskMapper(t).changed(&prior, &plan) {
		names = append(names, f.name)
	}
	if want := []string{"label"}; !reflect.DeepEqual(names, want) {
		t.Errorf("changed %v, want %v", names, want)
	}
}

func TestLargeNumbersKeepEveryDigit(t *testing.T) {
	t.Parallel()
	m := diskMapper(t)
	id, _ := m.field("id")
	for _, digits := range []string{"0", "-1", "1000000192512", "22517998137507840", "9223372036854775807"} {
		value, err := id.decode(t.Context(), api.Object{"id": json.Number(digits)})
		if err != nil {
			t.Fatal(err)
		}
		if sent, err := id.encode(t.Context(), value); err != nil || sent != json.Number(digits) {
			t.Errorf("%s became %v (%v)", digits, sent, err)
		}
	}
}

func TestMapperRefusesUnclearModels(t *testing.T) {
	t.Parallel()
	type noTag struct{ Name types.String }
	type noValue struct {
		Name string `tfsdk:"name"`
	}
	type oddOption struct {
		Name types.String `tfsdk:"name" api:"name,fixd"`
	}
	for _, model := range []reflect.Type{reflect.TypeFor[noTag](), reflect.TypeFor[noValue](), reflect.TypeFor[oddOption]()} {
		if _, err := newMapper(model); err == nil {
			t.Errorf("%s: no error", model)
		}
	}
}
