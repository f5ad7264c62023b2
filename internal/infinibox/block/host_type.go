package block

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// hostOpenVMS is the type of hosts and clusters that has rules of its own.
const hostOpenVMS = "OPENVMS"

// hostTypeRules are how the array writes the types of hosts. Its reference
// doesn't list them, so that which there are is the array's own affair
// (MALFORMED_PARAMETER).
func hostTypeRules() []validator.String {
	return []validator.String{stringvalidator.RegexMatches(regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`),
		"must be a type of host as the array writes it, such as DEFAULT or OPENVMS")}
}

// asOpenVMS tells whether a change of type makes something OpenVMS or takes
// that from it, which only a creation can
// (OPENVMS_HOST_TYPE_NO_MODIFICATION).
func asOpenVMS(before, after types.String) bool {
	return !before.Equal(after) && (before.ValueString() == hostOpenVMS || after.ValueString() == hostOpenVMS)
}
