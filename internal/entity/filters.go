package entity

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// operators are the devices' for filters, in the references' spelling.
var operators = [...]string{"eq", "neq", "lt", "leq", "gt", "geq", "in", "notin", "between", "like", "is", "isnot"}

// What the attributes that choose objects say of themselves, in data sources
// and list resources alike.
const (
	filtersText = "What the objects must have in common; all of it must hold. Left out, all are listed."
	fieldText   = "A field of the device's API reference that it can filter by."
	valuesText  = "What to compare with: one value, two for `between`, any number for `in` and `notin`, `null` for `is` and `isnot`."
	sortText    = "Fields to sort by, most significant first; a leading `-` sorts descending. Left out, by the id."
)

func operatorText() string {
	return "One of `" + strings.Join(operators[:], "`, `") + "`; `eq` when left out."
}

// filter is one element of the attribute filters.
type filter struct {
	Field    types.String   `tfsdk:"field"`
	Operator types.String   `tfsdk:"operator"`
	Values   []types.String `tfsdk:"values"`
}

// query asks the device for the entity's objects that match, always in an
// order that doesn't change between two pages.
func (d *declared) query(filters []filter, order []string, mappers ...*mapper) api.Query {
	query := api.Query{Filters: d.onlyFilter(), Sort: order}
	if len(order) == 0 {
		query.Sort = []string{d.key.api}
	}
	for _, f := range filters {
		wanted := api.Filter{Field: f.Field.ValueString(), Operator: "eq"}
		if !f.Operator.IsNull() {
			wanted.Operator = f.Operator.ValueString()
		}
		for _, value := range f.Values {
			wanted.Values = append(wanted.Values, value.ValueString())
		}
		query.Filters = append(query.Filters, wanted)
	}
	names := []string{d.key.api, d.naturalKey, d.only.Field}
	for _, m := range mappers {
		for _, f := range m.fields {
			names = append(names, f.api)
		}
	}
	slices.Sort(names)
	query.Fields = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
	return query
}
