package function_test

import (
	"net"
	"strings"
	"testing"
)

func TestNetmask(t *testing.T) {
	t.Parallel()
	check(t, "netmask", []called{
		{argument: int64(0), want: "0.0.0.0"},
		{argument: int64(1), want: "128.0.0.0"},
		{argument: int64(19), want: "255.255.224.0"},
		{argument: int64(24), want: "255.255.255.0"},
		{argument: int64(32), want: "255.255.255.255"},
		{argument: int64(33), says: "33 is not a prefix length: it must be a whole number from 0 to 32"},
		{argument: int64(-1), says: "-1 is not a prefix length"},
		{argument: number(t, "24.5"), says: "24.5 is not a prefix length"},
		{argument: number(t, "1e30"), says: "is not a prefix length"},
	})
}

func TestPrefixLength(t *testing.T) {
	t.Parallel()
	check(t, "prefix_length", []called{
		{argument: "0.0.0.0", want: int64(0)},
		{argument: "128.0.0.0", want: int64(1)},
		{argument: "255.255.224.0", want: int64(19)},
		{argument: "255.255.255.0", want: int64(24)},
		{argument: "255.255.255.255", want: int64(32)},
		{argument: "255.0.255.0", says: `its 16 ones must all stand at its start, as in "255.255.0.0"`},
		{argument: "0.0.0.255", says: `as in "255.0.0.0"`},
		{argument: "192.168.1.1", says: "not a network mask"},
		{argument: "255.255.255", says: "not an IPv4 network mask"},
		{argument: "255.255.255.256", says: "not an IPv4 network mask"},
		{argument: "ffff:ffff::", says: "not an IPv4 network mask"},
		{argument: "::ffff:255.255.0.0", says: "not an IPv4 network mask"},
		{argument: "24", says: "not an IPv4 network mask"},
		{argument: "", says: "not an IPv4 network mask"},
	})
}

func TestNetmaskAndPrefixLengthAreInverse(t *testing.T) {
	t.Parallel()
	terraform := server()
	for length := range int64(33) {
		mask, failure := call(t, terraform, "netmask", length)
		if failure != "" {
			t.Fatal(failure)
		}
		if again, failure := call(t, terraform, "prefix_length", mask); again != length {
			t.Errorf("%d became %v, which became %v %s", length, mask, again, failure)
		}
	}
}

// FuzzPrefixLength compares with the mask arithmetic of the standard library.
func FuzzPrefixLength(f *testing.F) {
	terraform := server()
	for _, seed := range []string{"255.255.255.0", "0.0.0.0", "255.0.255.0", "::", "1.2.3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		length, failure := call(t, terraform, "prefix_length", text)
		want, valid := int64(0), false
		if ip := net.ParseIP(text); ip != nil && !strings.Contains(text, ":") {
			ones, bits := net.IPMask(ip.To4()).Size()
			want, valid = int64(ones), bits == 32
		}
		if valid != (failure == "") || valid && length != want {
			t.Fatalf("%q: %v %s, want %d, %t", text, length, failure, want, valid)
		}
	})
}
