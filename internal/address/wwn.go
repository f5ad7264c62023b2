package address

import (
	"errors"
	"fmt"
	"strings"
)

// wwnDigits are the hexadecimal digits of a WWN, which has 64 bits.
const wwnDigits = 16

// WWN gives the canonical form of a world-wide name: 16 lower-case hexadecimal
// digits, as the InfiniBox shows the addresses of Fibre Channel ports. It takes
// them in upper case, in groups of two or four between colons, dashes or dots,
// and behind "0x" or "naa.".
func WWN(text string) (string, error) {
	digits, err := ungrouped(withoutPrefix(strings.ToLower(text)))
	if err != nil {
		return "", refuse(text, "a WWN", err)
	}
	if err := hexadecimal(digits, wwnDigits); err != nil {
		return "", refuse(text, "a WWN", err)
	}
	return digits, nil
}

// EUI gives the canonical form of an iSCSI name of type eui: "eui." and 16
// lower-case hexadecimal digits.
func EUI(text string) (string, error) {
	digits, ok := strings.CutPrefix(strings.ToLower(text), "eui.")
	if !ok {
		return "", refuse(text, "an EUI-64 name", errors.New("it does not start with eui., as in eui.0123456789abcdef"))
	}
	if err := hexadecimal(digits, wwnDigits); err != nil {
		return "", refuse(text, "an EUI-64 name", err)
	}
	return "eui." + digits, nil
}

// NAA gives the canonical form of an iSCSI name of type naa: "naa." and 16 or
// 32 lower-case hexadecimal digits.
func NAA(text string) (string, error) {
	digits, ok := strings.CutPrefix(strings.ToLower(text), "naa.")
	if !ok {
		return "", refuse(text, "an NAA name", errors.New("it does not start with naa., as in naa.5742b0f000001300"))
	}
	want := wwnDigits
	if len(digits) > wwnDigits {
		want = 2 * wwnDigits
	}
	if err := hexadecimal(digits, want); err != nil {
		return "", refuse(text, "an NAA name", err)
	}
	return "naa." + digits, nil
}

func withoutPrefix(lower string) string {
	for _, prefix := range []string{"0x", "naa."} {
		if rest, ok := strings.CutPrefix(lower, prefix); ok {
			return rest
		}
	}
	return lower
}

// ungrouped takes out what stands between groups of two or four digits.
func ungrouped(text string) (string, error) {
	at := strings.IndexAny(text, ":-.")
	if at < 0 {
		return text, nil
	}
	separator := text[at : at+1]
	groups := strings.Split(text, separator)
	size := len(groups[0])
	if size != 2 && size != 4 {
		return "", fmt.Errorf("the digits between %q must be in groups of two or four, as in 57:42:b0:f0:00:00:13:00", separator)
	}
	for _, group := range groups {
		if len(group) != size || strings.ContainsAny(group, ":-.") {
			return "", errors.New("all groups of digits must have the same length and the same character between them, as in 57:42:b0:f0:00:00:13:00")
		}
	}
	return strings.Join(groups, ""), nil
}

func hexadecimal(digits string, want int) error {
	if r, found := first(digits, notHexadecimal); found {
		return fmt.Errorf("%q is no hexadecimal digit", r)
	}
	if len(digits) != want {
		return fmt.Errorf("it has %d hexadecimal digits and must have %d", len(digits), want)
	}
	return nil
}

func notHexadecimal(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'f') }

func notInWWN(r rune) bool { return notHexadecimal(r) && !strings.ContainsRune(":-.", r) }
