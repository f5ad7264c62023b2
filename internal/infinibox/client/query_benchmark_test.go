package client

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// BenchmarkQueries writes what reads 1,000 objects by their ids, in several
// queries, and what a data source asks for.
func BenchmarkQueries(b *testing.B) {
	for name, c := range map[string]struct {
		query api.Query
		parts int
	}{
		"1,000 ids": {api.Query{Fields: volumeFields(), Filters: []api.Filter{{Field: "id", Operator: "in", Values: numbers(1000, 1999)}}}, 1},
		"filters": {api.Query{Sort: []string{"-size"}, Filters: []api.Filter{
			{Field: "name", Operator: "like", Values: []string{"db & more"}}, {Field: "pool_id", Operator: "eq", Values: []string{"1000"}}}}, 1},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				parts, err := queries("volumes", c.query)
				if err != nil || len(parts) != c.parts {
					b.Fatal(len(parts), err)
				}
			}
		})
	}
}
