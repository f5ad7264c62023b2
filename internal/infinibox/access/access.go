// Package access declares who may do what on an InfiniBox, and how to get in.
package access

import "github.com/hashicorp/terraform-plugin-framework/ephemeral"

// EphemeralResources are those of access, ready to be registered.
func EphemeralResources() []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return &session{} },
	}
}
