package function_test

import (
	"strings"
	"testing"
	"time"
)

func TestEpochMS(t *testing.T) {
	t.Parallel()
	check(t, "epoch_ms", []called{
		{argument: "1970-01-01T00:00:00Z", want: int64(0)},
		{argument: "2027-01-01T00:00:00Z", want: int64(1798761600000)},
		{argument: "2027-01-01T01:00:00.250+01:00", want: int64(1798761600250)},
		{argument: "1969-12-31T23:59:59.999Z", want: int64(-1)},
		{argument: "0000-01-01T00:00:00Z", want: int64(-62167219200000)},
		{argument: "9999-12-31T23:59:59.999Z", want: int64(253402300799999)},
		{argument: "2027-01-01T00:00:00.1234Z", says: `such as "2027-01-01T00:00:00.123Z"`},
		{argument: "2027-01-01T00:00:00.0000000000001Z", says: `such as "2027-01-01T00:00:00.000Z"`},
		{argument: "2027-01-01T00:00:00.1230000000000Z", want: int64(1798761600123)},
		{argument: "2027-01-01T00:00:00+25:00", says: "not a timestamp"},
		{argument: "2027-01-01", says: "not a timestamp"},
		{argument: "2027-01-01T00:00:00", says: "not a timestamp"},
		{argument: "2027-01-01 00:00:00Z", says: "not a timestamp"},
		{argument: "2027-02-29T00:00:00Z", says: "not a timestamp"},
		{argument: "2027-01-01T24:00:00Z", says: "not a timestamp"},
		{argument: "2027-01-01T00:00:00,5Z", says: "not a timestamp"},
		{argument: "2027-01-01T0:00:00Z", says: "not a timestamp"},
		{argument: "1798761600000", says: "not a timestamp"},
		{argument: "", says: "not a timestamp"},
	})
}

func TestRFC3339(t *testing.T) {
	t.Parallel()
	check(t, "rfc3339", []called{
		{argument: int64(0), want: "1970-01-01T00:00:00Z"},
		{argument: int64(1798761600000), want: "2027-01-01T00:00:00Z"},
		{argument: int64(1798761600250), want: "2027-01-01T00:00:00.25Z"},
		{argument: int64(-1), want: "1969-12-31T23:59:59.999Z"},
		{argument: int64(-62167219200000), want: "0000-01-01T00:00:00Z"},
		{argument: int64(253402300799999), want: "9999-12-31T23:59:59.999Z"},
		{argument: int64(253402300800000), says: "253402300800000 is not a time in milliseconds since 1970"},
		{argument: int64(-62167219200001), says: "-62167219200001 is not a time"},
		{argument: number(t, "0.5"), says: "0.5 is not a time"},
	})
}

func FuzzRFC3339(f *testing.F) {
	terraform := server()
	for _, seed := range []int64{0, -1, 1798761600250, -62167219200000, 253402300799999, 253402300800000} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, milliseconds int64) {
		text, failure := call(t, terraform, "rfc3339", milliseconds)
		if year := time.UnixMilli(milliseconds).UTC().Year(); (failure == "") != (0 <= year && year <= 9999) {
			t.Fatalf("%d: %v %s", milliseconds, text, failure)
		}
		if failure != "" {
			return
		}
		if again, failure := call(t, terraform, "epoch_ms", text); again != milliseconds {
			t.Fatalf("%d became %v, which became %v %s", milliseconds, text, again, failure)
		}
	})
}

func FuzzEpochMS(f *testing.F) {
	terraform := server()
	for _, seed := range []string{"2027-01-01T00:00:00Z", "2027-01-01T01:00:00.250+01:00", "2027-02-29T00:00:00Z", "9999-12-31T23:59:59-23:59", "2027-01-01T00:00:00.1234Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		got, failure := call(t, terraform, "epoch_ms", text)
		if failure != "" {
			return
		}
		if moment, err := time.Parse(time.RFC3339, text); err != nil || got != moment.UnixMilli() {
			t.Fatalf("%q: %v, want %v %v", text, got, moment, err)
		}
	})
}
