package client

import (
	"fmt"
	"strings"
	"testing"
)

// volumesPage is a page of 1,000 volumes with so many fields each.
func volumesPage(fields int) []byte {
	var body strings.Builder
	body.WriteString(`{"metadata":{"ready":true,"page":1,"page_size":1000,"pages_total":1,"number_of_objects":1000},"result":[`)
	for i := range 1000 {
		if i > 0 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, `{"id":%d,"name":"volume-%05d"`, 1000+i, i)
		for f := range fields - 2 {
			value := []string{"null", "1000000000000", "true", `"THIN"`}[f%4]
			fmt.Fprintf(&body, `,"field_of_a_volume_%02d":%s`, f, value)
		}
		body.WriteByte('}')
	}
	body.WriteString(`],"error":null}`)
	return []byte(body.String())
}

func BenchmarkDecodePage(b *testing.B) {
	for _, fields := range []int{15, 90} {
		body := volumesPage(fields)
		b.Run(fmt.Sprintf("%d fields", fields), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				answer, err := decode[[]any](body)
				if err != nil || len(answer.Result) != 1000 {
					b.Fatal(len(answer.Result), err)
				}
			}
		})
	}
}
