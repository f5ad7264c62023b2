package entity

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// BenchmarkPick looks for the last of 500 objects inside another.
func BenchmarkPick(b *testing.B) {
	d := disks(&testing.T{}, OneFieldPerRequest, nil).declared
	d.inside = "disks"
	var within []any
	for id := range 500 {
		within = append(within, map[string]any{"id": json.Number(text(types.Int64Value(int64(id + 1))))})
	}
	model := disk{ID: types.Int64Value(500)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.pick(b.Context(), nil, api.Object{"disks": within}, &model); err != nil {
			b.Fatal(err)
		}
	}
}
