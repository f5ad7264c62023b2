package infinibox

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxQualifiedName is the longest name of an iSCSI or NVMe initiator, in bytes:
// that of their standards, as the reference gives no figure.
const maxQualifiedName = 223

// The forms of addresses that are taken. World wide names come bare, as the
// samples have them, or with colons, in any case.
var (
	worldWideName = regexp.MustCompile(`^([0-9a-f]{16}|[0-9a-f]{2}(:[0-9a-f]{2}){7})$`)
	iscsiName     = regexp.MustCompile(`^iqn\.[0-9]{4}-(0[1-9]|1[0-2])\.[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[a-z0-9.:_-]+)?$`)
	nvmeName      = regexp.MustCompile(`^nqn\.[0-9]{4}-(0[1-9]|1[0-2])\.[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[^\s]+$`)
)

// canonical is an address of a kind the way the array answers it: world wide
// names in sixteen lower-case digits, iSCSI names in lower case, as their
// standard says that they are equal, NVMe names as they are.
func canonical(kind, address string) (string, error) {
	switch kind {
	case portFC:
		folded := strings.ToLower(address)
		if !worldWideName.MatchString(folded) {
			return "", fail("MALFORMED_PARAMETER", address)
		}
		return strings.ReplaceAll(folded, ":", ""), nil
	case portISCSI:
		folded := strings.ToLower(address)
		if len(folded) > maxQualifiedName || !iscsiName.MatchString(folded) {
			return "", fail("INVALID_IQN", address)
		}
		return folded, nil
	default:
		if len(address) > maxQualifiedName || !utf8.ValidString(address) || !nvmeName.MatchString(address) {
			return "", fail("INVALID_NQN", address)
		}
		return address, nil
	}
}

// spellings are what an address can mean when its kind isn't said.
func spellings(address string) []string {
	var found []string
	for _, kind := range portKinds() {
		if spelled, err := canonical(kind, address); err == nil {
			found = append(found, spelled)
		}
	}
	return found
}
