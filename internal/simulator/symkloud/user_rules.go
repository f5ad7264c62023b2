package symkloud

import (
	"strings"
	"unicode/utf8"
)

// Limits of accounts, in characters.
const (
	maxUserName = 20
	maxPassword = 20
	// fixedPassword is the length of the platform's password.
	fixedPassword = 8
)

const (
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	decimals     = "0123456789"
)

// validUserName: 1 to 20 letters and digits of ASCII (code 48).
func validUserName(name string) bool {
	return name != "" && len(name) <= maxUserName && !strings.ContainsFunc(name, special)
}

// validPassword: 1 to 20 characters, none of them a quote or a backslash (49).
func validPassword(password string) bool {
	return password != "" && utf8.ValidString(password) && utf8.RuneCountInString(password) <= maxPassword &&
		!strings.ContainsAny(password, `"'\`)
}

// validPlatformPassword: exactly 8 characters, with a lower case letter, an
// upper case letter, a digit and a special character among them (37).
func validPlatformPassword(password string) bool {
	return utf8.ValidString(password) && utf8.RuneCountInString(password) == fixedPassword &&
		strings.ContainsAny(password, lowerLetters) && strings.ContainsAny(password, upperLetters) &&
		strings.ContainsAny(password, decimals) && strings.ContainsFunc(password, special)
}

// special tells whether a character is no letter and no digit.
func special(r rune) bool {
	return !strings.ContainsRune(lowerLetters+upperLetters+decimals, r)
}
