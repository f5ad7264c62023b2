package entity

import "strings"

// family is a kind of device.
type family struct {
	// name is the first word of its entities' names, which is also the device's
	// attribute in the provider block and, in capitals, the beginning of its
	// variables. Product is what people call it.
	name, product string
	// texts says that the device writes numbers and truths as text.
	texts bool
	// lists says that the device neither filters nor sorts: the provider does.
	lists bool
}

var families = [...]family{
	{name: "infinibox", product: "InfiniBox"},
	{name: "symkloud", product: "symkloud", texts: true, lists: true},
}

// familyNamed finds a family by its name. One that isn't known, as of tests, is
// called by that.
func familyNamed(name string) family {
	for _, f := range families {
		if f.name == name {
			return f
		}
	}
	return family{name: name, product: name}
}

// product names the devices of a family, for messages that come before any
// device is configured.
func product(name string) string { return familyNamed(name).product }

// familyOf is the family of a product.
func familyOf(product string) string {
	for _, f := range families {
		if f.product == product {
			return f.name
		}
	}
	return strings.ToLower(product)
}
