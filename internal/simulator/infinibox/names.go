package infinibox

import (
	"strings"
	"unicode/utf8"
)

// maxNameLength is the reference's (INVALID_NAME_LENGTH), in characters.
const maxNameLength = 65

// nameSigns are the characters beside letters, digits and inner spaces that a
// name may hold. The reference shows *, / and the comma refused and lists none;
// this is the set without those and without quotes, wildcards and separators.
const nameSigns = "-_.~@#$^&()[]{}=+:!"

// checkName refuses what can't be the name of an object.
func checkName(name string) error {
	if n := utf8.RuneCountInString(name); n < 1 || n > maxNameLength {
		return fail("INVALID_NAME_LENGTH")
	}
	if strings.TrimSpace(name) != name || !isNameText(name) {
		return fail("INVALID_CHARACTERS_IN_NAME", name)
	}
	return nil
}

// isNameText tells whether all characters may stand in a name.
func isNameText(name string) bool {
	for _, c := range name {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == ' ':
		case strings.ContainsRune(nameSigns, c):
		default:
			return false
		}
	}
	return true
}
