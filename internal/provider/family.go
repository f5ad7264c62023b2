package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/provider/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// family is one kind of device: what the provider block says about it, and how
// a client comes of that. What all of them have is in settings.go.
type family struct {
	// name is the attribute's in the provider block, the first word of the
	// entities' names and, in capitals, the beginning of the variables.
	name string
	// product is what people call it, one the same with an article, and unit
	// what each of them is: "InfiniBox", "An InfiniBox", "array".
	product, one, unit string
	// description is the attribute's, address a management address, and others
	// what the standby endpoints are.
	description, address, others string
	// own are the attributes beside those that every device has.
	own map[string]schema.Attribute
	// needs are the attributes, its own as well, without which no device can be
	// asked.
	needs []string
	// client reads the family's own attributes and gives what makes the client,
	// which mustn't send anything.
	client func(ctx context.Context, r *reading, shared settings) func() (api.Device, error)
}

// families are all of them, in the order of the documentation.
func families() []family {
	return []family{infinibox(), symkloud()}
}

// variable is where a value comes from that the provider block leaves out.
func (f family) variable(name string) string { return variable(f.name, name) }

func variable(family, name string) string { return strings.ToUpper(family + "_" + name) }

// attribute is the family's in the provider block.
func (f family) attribute() schema.Attribute {
	attributes := f.shared()
	for name, own := range f.own {
		attributes[name] = own
	}
	return schema.SingleNestedAttribute{Optional: true, MarkdownDescription: f.description, Attributes: attributes}
}

// or ends an attribute's description with its variable.
func or(family, name, description string) string {
	return fmt.Sprintf("%s Or `%s`", description, variable(family, name))
}
