package client

import (
	"fmt"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// BenchmarkRefresh is 1,000 volumes, ten at a time, with the array's own work
// in it; BenchmarkGet is the same one by one.
func BenchmarkRefresh(b *testing.B) {
	s := simulate(b, map[string]int{"volumes": 1000})
	ids := shuffled(s.all("volumes"))
	b.ReportAllocs()
	for b.Loop() {
		s.together.forget(0)
		for _, got := range s.refresh(10, "volumes", ids, volumeFields()) {
			if got.err != nil {
				b.Fatal(got.err)
			}
		}
	}
}

func BenchmarkGet(b *testing.B) {
	s := simulate(b, map[string]int{"volumes": 1000})
	ids := shuffled(s.all("volumes"))
	b.ReportAllocs()
	for b.Loop() {
		for _, id := range ids {
			if _, err := s.Get(b.Context(), "volumes/"+id); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkRefreshOf is what hangs on 1,000 volumes, ten at a time, with the
// array's own work in it; BenchmarkList is the same one by one.
func BenchmarkRefreshOf(b *testing.B) {
	s, owners := tagged(b, 1000, 2)
	b.ReportAllocs()
	for b.Loop() {
		s.together.forget(0)
		for _, got := range s.refreshOf(owners) {
			if got.err != nil {
				b.Fatal(got.err)
			}
		}
	}
}

func BenchmarkList(b *testing.B) {
	s, owners := tagged(b, 1000, 2)
	b.ReportAllocs()
	for b.Loop() {
		for _, owner := range owners {
			if _, err := api.Whole(s.List(b.Context(), "metadata/"+owner, api.Query{})); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkKeepPage is a page that is kept and of which one object is wanted.
func BenchmarkKeepPage(b *testing.B) {
	for _, fields := range []int{15, 90} {
		body := volumesPage(fields)
		b.Run(fmt.Sprintf("%d fields", fields), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				answer, err := decode[[]located](body)
				if err != nil || len(answer.Result) != 1000 {
					b.Fatal(len(answer.Result), err)
				}
				k := known{raw: answer.Result[500].raw}
				if object, err := k.take(); err != nil || len(object[0]) != fields {
					b.Fatal(object, err)
				}
			}
		})
	}
}
