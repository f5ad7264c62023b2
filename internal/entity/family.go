package entity

import "strings"

// families are the devices by the first word of their entities' names, which
// is also the device's attribute in the provider block and, in capitals, the
// beginning of its variables. Product is what people call it.
var families = [...]struct {
	name, product string
	// texts says that the device writes numbers and truths as text.
	texts bool
	// lists says that the device neither filters nor sorts: the provider does.
	lists bool
}{
	{name: "infinibox", product: "InfiniBox"},
	{name: "symkloud", product: "symkloud", texts: true, lists: true},
}

// writesTexts tells whether the devices of a family write numbers and truths as
// text.
func writesTexts(family string) bool {
	for _, f := range families {
		if f.name == family {
			return f.texts
		}
	}
	return false
}

// listsOnly tells whether the devices of a family neither filter nor sort.
func listsOnly(family string) bool {
	for _, f := range families {
		if f.name == family {
			return f.lists
		}
	}
	return false
}

// product names the devices of a family, for messages that come before any
// device is configured.
func product(family string) string {
	for _, f := range families {
		if f.name == family {
			return f.product
		}
	}
	return family
}

// familyOf is the family of a product.
func familyOf(product string) string {
	for _, f := range families {
		if f.product == product {
			return f.name
		}
	}
	return strings.ToLower(product)
}
