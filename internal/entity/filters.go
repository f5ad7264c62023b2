package entity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// operators are the devices' for filters, in the references' spelling.
var operators = [...]string{"eq", "neq", "lt", "leq", "gt", "geq", "in", "notin", "between", "like", "is", "isnot"}

// What the attributes that choose objects say of themselves, in data sources
// and list resources alike.
const (
	filtersText = "What the objects must have in common; all of it must hold. Left out, all are listed."
	valuesText  = "What to compare with: one value, two for `between`, any number for `in` and `notin`, `null` for `is` and `isnot`."
	partText    = "Lists those of this `%s` alone. Left out, all are listed."
	sortText    = "Fields to sort by, most significant first; a leading `-` sorts descending. Left out, by the id, which also decides among equals."
)

// fieldText says which fields can be filtered by.
func (d *declared) fieldText() string {
	if familyNamed(d.family).lists {
		return "A field of the device's API reference."
	}
	return "A field of the device's API reference that it can filter by."
}

func operatorText() string {
	return "One of `" + strings.Join(operators[:], "`, `") + "`; `eq` when left out."
}

// filter is one element of the attribute filters.
type filter struct {
	Field    types.String   `tfsdk:"field"`
	Operator types.String   `tfsdk:"operator"`
	Values   []types.String `tfsdk:"values"`
}

// choice is what a person wants listed, and in which order.
type choice struct {
	filters []filter
	order   []string
	// of has the keys of the parent whose objects are wanted.
	of any
}

// parting are the attributes that say where a collection is.
func (d *declared) parting() []field {
	return slices.DeleteFunc(slices.Clone(d.model.fields), func(f field) bool { return !inPath(d.path, f) })
}

// chosen reads what a person wants listed.
func (d *declared) chosen(ctx context.Context, from tfsdk.Config) (choice, diag.Diagnostics) {
	var c choice
	of, diags := d.configured(ctx, from, d.parting())
	c.of = of
	if len(d.parting()) > 0 || d.unfiltered {
		return c, diags
	}
	diags.Append(from.GetAttribute(ctx, path.Root("filters"), &c.filters)...)
	diags.Append(from.GetAttribute(ctx, path.Root("sort"), &c.order)...)
	diags.Append(miscounted(c.filters)...)
	return c, diags
}

// query asks the device for the entity's objects that match, always in an
// order that doesn't change between two pages.
func (d *declared) query(chosen choice, mappers ...*mapper) api.Query {
	query := api.Query{Filters: d.onlyFilter(), Sort: slices.Clone(chosen.order)}
	if d.key.api != "" && !d.unfiltered && !slices.ContainsFunc(chosen.order, func(name string) bool { return strings.TrimPrefix(name, "-") == d.key.api }) {
		query.Sort = append(query.Sort, d.key.api)
	}
	for _, f := range chosen.filters {
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
	for _, f := range d.parents {
		names = append(names, f.api)
	}
	for _, m := range mappers {
		names = append(names, d.showsFrom...)
		for _, f := range m.fields {
			if f.shown() {
				names = append(names, f.api)
			}
		}
	}
	slices.Sort(names)
	query.Fields = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
	return query
}

// miscounted reports filters with more or fewer values than their operator
// takes, null ones among them.
func miscounted(filters []filter) diag.Diagnostics {
	var diags diag.Diagnostics
	for i, f := range filters {
		values := path.Root("filters").AtListIndex(i).AtName("values")
		if null := slices.IndexFunc(f.Values, types.String.IsNull); null >= 0 {
			diags.AddAttributeError(values.AtListIndex(null), "Value Is Null",
				"A value to compare with can't be null. To find what has no value use the operator is with the text \"null\".")
			continue
		}
		takes := 1
		switch f.Operator.ValueString() {
		case "in", "notin":
			continue
		case "between":
			takes = 2
		}
		if len(f.Values) != takes {
			operator := "eq"
			if !f.Operator.IsNull() {
				operator = f.Operator.ValueString()
			}
			diags.AddAttributeError(values, "Wrong Number Of Values",
				fmt.Sprintf("The operator %s takes %s, not %d. To compare with several values use in or notin.",
					operator, map[int]string{1: "one value", 2: "two values"}[takes], len(f.Values)))
		}
	}
	return diags
}

// unlistable is the error of a listing, at the filter or the order that holds
// the field which the device names.
func (d *declared) unlistable(chosen choice, err error) diag.Diagnostics {
	summary := fmt.Sprintf("Unable to list %s", d.label(nil))
	filters, order := chosen.filters, chosen.order
	if missing := d.missing(summary, d.argument, err); missing != nil {
		return missing
	}
	var failed *api.Error
	if !errors.As(err, &failed) {
		return d.diagnose(summary, err)
	}
	if errors.Is(failed, api.ErrQueryTooLong) {
		return tooLong(summary, filters, order, failed)
	}
	if failed.Operator != "" {
		return incomparable(summary, filters, failed)
	}
	const remedy = "Only the fields that the device's API reference lists for it can be filtered or sorted by."
	for _, name := range failed.Fields {
		for i, f := range filters {
			if f.Field.ValueString() == name {
				return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("filters").AtListIndex(i).AtName("field"), summary, explain(failed, remedy))}
			}
		}
		for i, field := range order {
			if strings.TrimPrefix(field, "-") == name {
				return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("sort").AtListIndex(i), summary, explain(failed, remedy))}
			}
		}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(summary, explain(failed, remedyFor(failed)))}
}

// incomparable is the error of a listing with an operator that the device
// doesn't take, at the filter that has it if only one does.
func incomparable(summary string, filters []filter, failed *api.Error) diag.Diagnostics {
	at, having := path.Empty(), 0
	for i, f := range filters {
		if f.Operator.ValueString() == failed.Operator || (f.Operator.IsNull() && failed.Operator == "eq") {
			at = path.Root("filters").AtListIndex(i).AtName("operator")
			having++
		}
	}
	detail := explain(failed, fmt.Sprintf("The device doesn't compare every field by %s: like is for free text, the order of lt, leq, gt, geq and between for numbers and free text. Use another operator, such as eq or in.", failed.Operator))
	if having != 1 {
		return diag.Diagnostics{diag.NewErrorDiagnostic(summary, detail)}
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(at, summary, detail)}
}

// tooLong is the error of a listing whose filter has more values than the
// device takes at once.
func tooLong(summary string, filters []filter, order []string, failed *api.Error) diag.Diagnostics {
	remedy := "Give fewer values, and the rest in further blocks."
	if len(order) > 0 {
		remedy = "Leave sort out, and what is found comes by the id; or give fewer values, and the rest in further blocks."
	}
	at, most := path.Root("filters"), 0
	for i, f := range filters {
		if slices.Contains(failed.Fields, f.Field.ValueString()) && len(f.Values) > most {
			at, most = path.Root("filters").AtListIndex(i).AtName("values"), len(f.Values)
		}
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(at, summary, explain(failed, remedy))}
}
