// Package attribute has the value types and validators of the devices' own
// notions: sizes that a device rounds, addresses that are written in many ways,
// and what it takes as one.
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

// Canonical is a value that can be written in several ways, of which paths and
// identities take one.
type Canonical interface {
	attr.Value
	// Canonical is that one; as written when it is none of the known ways.
	Canonical() string
}
