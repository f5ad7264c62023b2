package block

import "github.com/hashicorp/terraform-plugin-framework/types"

// hostOpenVMS is the type of hosts and clusters that has rules of its own.
const hostOpenVMS = "OPENVMS"

// hostTypes are the operating systems that the array adapts to.
func hostTypes() []string { return []string{"DEFAULT", "HPUX", hostOpenVMS} }

// asOpenVMS tells whether a change of type makes something OpenVMS or takes
// that from it, which only a creation can
// (OPENVMS_HOST_TYPE_NO_MODIFICATION).
func asOpenVMS(before, after types.String) bool {
	return !before.Equal(after) && (before.ValueString() == hostOpenVMS || after.ValueString() == hostOpenVMS)
}
