// Package address knows the names that hosts and arrays go by in a storage
// network: world-wide names (Fibre Channel), iSCSI names and NVMe names. Each
// has one canonical form, the one that devices show; people and tools write
// many others.
package address

import (
	"errors"
	"fmt"
	"strings"
)

// PortType is the InfiniBox's word for the network an initiator is on, as in
// the field "type" of host ports and initiators.
type PortType string

// The port types of the InfiniBox.
const (
	FC    PortType = "FC"
	ISCSI PortType = "ISCSI"
	NVMe  PortType = "NVME"
)

// errUnknown is for texts that start like no address at all.
var errUnknown = errors.New("it neither starts with iqn., eui. or nqn., " +
	"nor is it a WWN of 16 hexadecimal digits such as 5742b0f000001300 or 57:42:b0:f0:00:00:13:00")

// Initiator tells from an address which network it belongs to, and gives its
// canonical form. "naa." and 16 digits is taken as a Fibre Channel WWN, the way
// operating systems write it; "naa." and 32 digits is an iSCSI name.
func Initiator(text string) (kind PortType, canonical string, err error) {
	kind, convert := initiator(text)
	if convert == nil {
		return "", "", refuse(text, "an initiator's address", errUnknown)
	}
	if canonical, err = convert(text); err != nil {
		return "", "", err
	}
	return kind, canonical, nil
}

// initiator chooses by how a text starts, and nothing for what can't be an address.
func initiator(text string) (PortType, func(string) (string, error)) {
	scheme, rest, _ := strings.Cut(strings.ToLower(text), ".")
	switch {
	case scheme == "iqn":
		return ISCSI, IQN
	case scheme == "eui":
		return ISCSI, EUI
	case scheme == "nqn":
		return NVMe, NQN
	case scheme == "naa" && len(rest) == 2*wwnDigits:
		return ISCSI, NAA
	case text == "" || strings.ContainsFunc(withoutPrefix(strings.ToLower(text)), notInWWN):
		return "", nil
	default:
		return FC, WWN
	}
}

// refuse says what a text isn't, and why.
func refuse(text, what string, why error) error {
	const longest = 80
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "..."
	}
	return fmt.Errorf("%q is not %s: %w", text, what, why)
}
