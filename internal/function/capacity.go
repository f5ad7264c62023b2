package function

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

// unit is a unit of capacity.
type unit struct {
	name  string
	bytes int64
}

// units are the units of capacity, largest first.
func units() []unit {
	return []unit{
		{"EiB", 1 << 60}, {"EB", 1e18}, {"PiB", 1 << 50}, {"PB", 1e15}, {"TiB", 1 << 40}, {"TB", 1e12},
		{"GiB", 1 << 30}, {"GB", 1e9}, {"MiB", 1 << 20}, {"MB", 1e6}, {"KiB", 1 << 10}, {"kB", 1e3}, {"B", 1},
	}
}

const unitNames = "B, kB, MB, GB, TB, PB, EB (powers of 1000), KiB, MiB, GiB, TiB, PiB or EiB (powers of 1024)"

func newBytes() function.Function {
	return conversion[string, int64]{
		name: "bytes",
		definition: function.Definition{
			Summary: "Number of bytes of a capacity with a unit",
			MarkdownDescription: "Turns a capacity such as `\"1.5TiB\"` into its number of bytes, the form in which devices take sizes.\n\n" +
				"The units are `B`, `kB`, `MB`, `GB`, `TB`, `PB` and `EB` (powers of 1000) and `KiB`, `MiB`, `GiB`, `TiB`, `PiB` and `EiB` (powers of 1024), " +
				"in any case, with or without a space before them. A number without a unit is in bytes.\n\n" +
				"The result is exact: a capacity that is no whole number of bytes is an error, never rounded. So are negative capacities and those of 8 EiB and more.",
			Parameters: []function.Parameter{function.StringParameter{
				Name:                "capacity",
				MarkdownDescription: "A decimal number and a unit, for example `\"500GB\"`, `\"1.5 TiB\"` or `\"4096\"`.",
			}},
			Return: function.Int64Return{},
		},
		convert: parseBytes,
	}
}

func newFormatBytes() function.Function {
	return conversion[*big.Float, string]{
		name: "format_bytes",
		definition: function.Definition{
			Summary: "Capacity with a unit of a number of bytes",
			MarkdownDescription: "Turns a number of bytes into a capacity that people can read, such as `\"1.5TiB\"`.\n\n" +
				"The unit is the largest one, decimal or binary, in which the number needs no more than two decimals, and bytes where no larger one will do. " +
				"Nothing is rounded: `bytes(format_bytes(n))` is always `n`.",
			Parameters: []function.Parameter{function.NumberParameter{
				Name:                "bytes",
				MarkdownDescription: "A whole number of bytes from 0 to 9223372036854775807.",
			}},
			Return: function.StringReturn{},
		},
		convert: formatBytes,
	}
}

// parseBytes reads a capacity exactly.
func parseBytes(text string) (int64, error) {
	end := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(text)
	}
	number, name := text[:end], strings.TrimLeft(text[end:], " ")
	if err := decimal(text, number, name); err != nil {
		return 0, err
	}
	factor, err := unitOf(text, name)
	if err != nil {
		return 0, err
	}
	bytes, ok := new(big.Rat).SetString(number)
	if !ok {
		return 0, fmt.Errorf("%q is not a capacity: %q is not a decimal number", text, number)
	}
	bytes.Mul(bytes, new(big.Rat).SetInt64(factor))
	quotient := new(big.Int).Quo(bytes.Num(), bytes.Denom())
	if !quotient.IsInt64() {
		return 0, fmt.Errorf("%q is too much: the largest capacity is %d bytes, one below 8 EiB", text, int64(math.MaxInt64))
	}
	if !bytes.IsInt() {
		above := new(big.Int).Add(quotient, big.NewInt(1))
		return 0, fmt.Errorf("%q is no whole number of bytes: the nearest are %d and %d", text, quotient, above)
	}
	return quotient.Int64(), nil
}

// decimal explains what's wrong with a number, if anything is.
func decimal(text, number, following string) error {
	switch before, after, point := strings.Cut(number, "."); {
	case strings.HasPrefix(text, "-"):
		return fmt.Errorf("%q is negative, which no capacity can be", text)
	case strings.HasPrefix(following, ","):
		return fmt.Errorf("%q has a comma: decimals are written with a point, as in \"1.5TiB\", and thousands without a separator", text)
	case number == "":
		return fmt.Errorf("%q does not start with a number: a capacity is written like \"1.5TiB\" or \"500GB\"", text)
	case before == "" || point && after == "" || strings.Contains(after, "."):
		return fmt.Errorf("%q is not a decimal number: a capacity is written like \"1.5TiB\" or \"500GB\"", number)
	}
	return nil
}

// unitOf gives the bytes of a unit; none is one byte.
func unitOf(text, name string) (int64, error) {
	if name == "" {
		return 1, nil
	}
	for _, u := range units() {
		if strings.EqualFold(name, u.name) {
			return u.bytes, nil
		}
	}
	return 0, fmt.Errorf("%q has no unit of capacity: %q must be %s", text, name, unitNames)
}

// formatBytes writes a number of bytes so that parseBytes gives it back.
func formatBytes(number *big.Float) (string, error) {
	bytes, err := whole(number, "a number of bytes", 0, math.MaxInt64)
	if err != nil {
		return "", err
	}
	for _, u := range units() {
		if bytes < u.bytes {
			continue
		}
		hundredths := new(big.Int).Mul(big.NewInt(bytes), big.NewInt(100))
		count, rest := hundredths.QuoRem(hundredths, big.NewInt(u.bytes), new(big.Int))
		if rest.Sign() == 0 {
			text := new(big.Rat).SetFrac(count, big.NewInt(100)).FloatString(2)
			return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + u.name, nil
		}
	}
	return fmt.Sprintf("%dB", bytes), nil
}
