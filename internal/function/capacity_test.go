package function_test

import (
	"math"
	"strings"
	"testing"
)

func TestBytes(t *testing.T) {
	t.Parallel()
	check(t, "bytes", []called{
		{argument: "1.5TiB", want: int64(1649267441664)},
		{argument: "1.5 TiB", want: int64(1649267441664)},
		{argument: "0", want: int64(0)},
		{argument: "4096", want: int64(4096)},
		{argument: "512B", want: int64(512)},
		{argument: "1kB", want: int64(1000)},
		{argument: "1KB", want: int64(1000)},
		{argument: "1MB", want: int64(1000000)},
		{argument: "500GB", want: int64(500000000000)},
		{argument: "1TB", want: int64(1000000000000)},
		{argument: "2PB", want: int64(2000000000000000)},
		{argument: "9EB", want: int64(9000000000000000000)},
		{argument: "1KiB", want: int64(1 << 10)},
		{argument: "1MiB", want: int64(1 << 20)},
		{argument: "1gib", want: int64(1 << 30)},
		{argument: "1PiB", want: int64(1 << 50)},
		{argument: "7EiB", want: int64(7 << 60)},
		{argument: "0.1kB", want: int64(100)},
		{argument: "0.1GB", want: int64(100000000)},
		{argument: "0.0009765625KiB", want: int64(1)},
		{argument: "007.50kB", want: int64(7500)},
		{argument: "9223372036854775807", want: int64(math.MaxInt64)},
		{argument: "9.223372036854775807EB", want: int64(math.MaxInt64)},
		{argument: "9223372036854775808", says: "too much"},
		{argument: "9223372036854775807.5", says: "nearest are 9223372036854775807 and 9223372036854775808"},
		{argument: "8EiB", says: "the largest capacity is 9223372036854775807 bytes"},
		{argument: strings.Repeat("9", 1000) + "TB", says: "too much"},
		{argument: "0.1KiB", says: "nearest are 102 and 103"},
		{argument: "1.5", says: "nearest are 1 and 2"},
		{argument: "-1GB", says: "is negative"},
		{argument: "", says: "does not start with a number"},
		{argument: "GB", says: "does not start with a number"},
		{argument: " 1GB", says: "does not start with a number"},
		{argument: "+1GB", says: "does not start with a number"},
		{argument: ".5GB", says: "not a decimal number"},
		{argument: "5.GB", says: "not a decimal number"},
		{argument: "1.2.3GB", says: "not a decimal number"},
		{argument: "1,5TiB", says: "has a comma"},
		{argument: "1e3GB", says: `"e3GB" must be B, kB`},
		{argument: "1T", says: `"T" must be B, kB`},
		{argument: "1 GB ", says: `"GB " must be B, kB`},
		{argument: "1/2GB", says: `"/2GB" must be B, kB`},
	})
}

func TestFormatBytes(t *testing.T) {
	t.Parallel()
	check(t, "format_bytes", []called{
		{argument: int64(0), want: "0B"},
		{argument: int64(1), want: "1B"},
		{argument: int64(999), want: "999B"},
		{argument: int64(1000), want: "1kB"},
		{argument: int64(1024), want: "1KiB"},
		{argument: int64(1025), want: "1025B"},
		{argument: int64(1536), want: "1.5KiB"},
		{argument: int64(1500000), want: "1.5MB"},
		{argument: int64(1649267441664), want: "1.5TiB"},
		{argument: int64(1000000000000), want: "1TB"},
		{argument: int64(1000000192512), want: "953674.5MiB"},
		{argument: int64(1230000000000), want: "1.23TB"},
		{argument: int64(1234000000000), want: "1234GB"},
		{argument: int64(10995116277760), want: "10TiB"},
		{argument: int64(1 << 60), want: "1EiB"},
		{argument: int64(1099511627777), want: "1099511627777B"},
		{argument: int64(math.MaxInt64), want: "9223372036854775807B"},
		{argument: int64(-1), says: "-1 is not a number of bytes: it must be a whole number from 0 to 9223372036854775807"},
		{argument: number(t, "0.5"), says: "0.5 is not a number of bytes"},
		{argument: number(t, "9223372036854775808"), says: "9223372036854775808 is not a number of bytes"},
	})
}

// FuzzFormatBytes holds format_bytes to its promise for every number of bytes.
func FuzzFormatBytes(f *testing.F) {
	terraform := server()
	for _, seed := range []int64{0, 1, 999, 1000, 1024, 1000000192512, 1649267441664, 1e18, 1 << 60, math.MaxInt64} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, bytes int64) {
		text, failure := call(t, terraform, "format_bytes", bytes)
		if (failure != "") != (bytes < 0) {
			t.Fatalf("%d: %v %s", bytes, text, failure)
		}
		if bytes < 0 {
			return
		}
		if again, failure := call(t, terraform, "bytes", text); again != bytes {
			t.Fatalf("%d became %v, which became %v %s", bytes, text, again, failure)
		}
	})
}

// FuzzBytes expects of every text an error or a size that can be written again.
func FuzzBytes(f *testing.F) {
	terraform := server()
	for _, seed := range []string{"1.5TiB", "500 GB", "0.1KiB", "9223372036854775808", "1,5", "-1", "1e9", "8EiB", "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		size, failure := call(t, terraform, "bytes", strings.ToValidUTF8(text, "?"))
		if failure != "" {
			return
		}
		bytes, ok := size.(int64)
		if !ok || bytes < 0 {
			t.Fatalf("%q became %v", text, size)
		}
		short, failure := call(t, terraform, "format_bytes", bytes)
		if failure != "" {
			t.Fatalf("%d: %s", bytes, failure)
		}
		if again, failure := call(t, terraform, "bytes", short); again != bytes {
			t.Fatalf("%q became %d, %v, %v %s", text, bytes, short, again, failure)
		}
	})
}
