// Package attribute has the value types and validators of the devices' own
// notions: sizes that a device rounds, and what it takes as one.
package attribute

import "github.com/hashicorp/terraform-plugin-framework/attr"

// Equivalent is a value that can stand for another one written differently.
// The engine keeps the prior value in a plan when the configured one is its
// equivalent, because the framework compares such values only after a create,
// read or update: without it an imported size would plan a change for ever.
type Equivalent interface {
	attr.Value
	// EquivalentTo tells whether the device makes the same of both.
	EquivalentTo(other attr.Value) bool
}
