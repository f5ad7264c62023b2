package entity

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// drive has as many attributes as a volume, of the same kinds.
type drive struct {
	ID         types.Int64     `tfsdk:"id"         api:"id"`
	Name       types.String    `tfsdk:"name"       api:"name"`
	Pool       types.Int64     `tfsdk:"pool"       api:"pool_id"`
	Size       attribute.Bytes `tfsdk:"size"       api:"size"`
	Type       types.String    `tfsdk:"type"       api:"provtype"`
	Protected  types.Bool      `tfsdk:"protected"  api:"write_protected"`
	Compressed types.Bool      `tfsdk:"compressed" api:"compression_enabled"`
	Cached     types.Bool      `tfsdk:"cached"     api:"ssd_enabled"`
	Express    types.Bool      `tfsdk:"express"    api:"ssa_express_enabled"`
	Policy     types.Int64     `tfsdk:"policy"     api:"snapshot_policy_id,zero"`
	Domain     types.Int64     `tfsdk:"domain"     api:"udid"`
	Serial     types.String    `tfsdk:"serial"     api:"serial"`
	NGUID      types.String    `tfsdk:"nguid"      api:"nguid"`
	Approved   types.Bool      `tfsdk:"approved"`
}

// driveMapper is its mapper, with a drive as the device shows it.
func driveMapper(b *testing.B) (*mapper, api.Object) {
	b.Helper()
	m, err := newMapper(reflect.TypeFor[drive]())
	if err != nil {
		b.Fatal(err)
	}
	for i := range m.fields {
		m.fields[i].written = m.fields[i].name != "id"
		if m.fields[i].name == "size" {
			m.fields[i].typ = attribute.BytesType{}
		}
	}
	return m, api.Object{
		"id": json.Number("1001"), "name": "bench-1", "pool_id": json.Number("1000"), "size": json.Number("1000000000"),
		"provtype": "THIN", "write_protected": false, "compression_enabled": true, "ssd_enabled": true,
		"ssa_express_enabled": false, "snapshot_policy_id": nil, "udid": nil,
		"serial": "742b0f000004e1d000000000000003e9", "nguid": "00000000000003e9742b0f0000004e1d",
	}
}

// BenchmarkDecode makes a model of what the device shows.
func BenchmarkDecode(b *testing.B) {
	m, shown := driveMapper(b)
	var model drive
	b.ReportAllocs()
	for b.Loop() {
		if err := m.decode(b.Context(), shown, &model); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEncode makes the body of a create.
func BenchmarkEncode(b *testing.B) {
	m, shown := driveMapper(b)
	var model drive
	if err := m.decode(b.Context(), shown, &model); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if body, err := m.encodeSet(b.Context(), &model, every); err != nil || len(body) != 11 {
			b.Fatal(body, err)
		}
	}
}

// BenchmarkChanged compares a model with its equal.
func BenchmarkChanged(b *testing.B) {
	m, shown := driveMapper(b)
	var prior, plan drive
	for _, model := range []*drive{&prior, &plan} {
		if err := m.decode(b.Context(), shown, model); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if changed := m.changed(&prior, &plan); len(changed) > 0 {
			b.Fatal(changed)
		}
	}
}
