package address

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is the length in bytes that iSCSI and NVMe allow a name.
const longestName = 223

// IQN gives the canonical form of an iSCSI qualified name
// ("iqn.2011-08.com.example:storage"): lower case, because iSCSI names differ
// in more than case.
func IQN(text string) (string, error) {
	const example = "iqn.2011-08.com.example:storage"
	name := strings.ToLower(text)
	unique, hasUnique, err := qualified(name, "iqn.", example)
	if err != nil {
		return "", refuse(text, "an IQN", err)
	}
	if hasUnique && unique == "" {
		return "", refuse(text, "an IQN", fmt.Errorf("nothing follows the colon, as in %s", example))
	}
	// The text itself, because lower case turns some foreign letters into Latin ones.
	if r, found := first(text, notInIQN); found {
		return "", refuse(text, "an IQN", fmt.Errorf("%q cannot be in one; letters, digits, dots, dashes and colons can", r))
	}
	return name, nil
}

// NQN gives the canonical form of an NVMe qualified name
// ("nqn.2014-08.com.example:host1"). NVMe compares names byte by byte, so that
// only the case of "nqn" can change.
func NQN(text string) (string, error) {
	const example = "nqn.2014-08.com.example:host1"
	name := text
	if len(name) >= len("nqn.") {
		name = strings.ToLower(name[:len("nqn.")]) + name[len("nqn."):]
	}
	unique, _, err := qualified(name, "nqn.", example)
	if err != nil {
		return "", refuse(text, "an NQN", err)
	}
	if unique == "" {
		return "", refuse(text, "an NQN", fmt.Errorf("a colon and a unique name must follow the domain, as in %s", example))
	}
	if !utf8.ValidString(name) {
		return "", refuse(text, "an NQN", errors.New("it is not valid UTF-8"))
	}
	if r, found := first(name, notInNQN); found {
		return "", refuse(text, "an NQN", fmt.Errorf("%q cannot be in one", r))
	}
	return name, nil
}

// qualified looks at prefix, year and month and reversed domain of a name, and
// gives what the domain's owner calls it after the colon.
func qualified(name, prefix, example string) (unique string, hasUnique bool, err error) {
	rest, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return "", false, fmt.Errorf("it does not start with %s, as in %s", prefix, example)
	}
	if len(name) > longestName {
		return "", false, fmt.Errorf("it has %d bytes and may have %d", len(name), longestName)
	}
	month, rest, ok := strings.Cut(rest, ".")
	if !ok || !yearAndMonth(month) {
		return "", false, fmt.Errorf("a year and month and a dot must follow %s, as in %s", prefix, example)
	}
	domain, unique, hasUnique := strings.Cut(rest, ":")
	for label := range strings.SplitSeq(domain, ".") {
		if label == "" {
			return "", false, fmt.Errorf("a reversed domain name must follow the month, as in %s", example)
		}
	}
	return unique, hasUnique, nil
}

// yearAndMonth tells whether the text is like "2011-08".
func yearAndMonth(text string) bool {
	year, month, ok := strings.Cut(text, "-")
	return ok && len(year) == 4 && strings.Trim(year, "0123456789") == "" &&
		len(month) == 2 && month >= "01" && month <= "12" && strings.Trim(month, "0123456789") == ""
}

// notInIQN tells whether an IQN can't have r. By the book the underscore is in
// none, in the field it's in many.
func notInIQN(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune(".-:_", r):
		return false
	default:
		return true
	}
}

func notInNQN(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }

// first finds the first character that is of some kind.
func first(text string, is func(rune) bool) (rune, bool) {
	for _, r := range text {
		if is(r) {
			return r, true
		}
	}
	return 0, false
}
