package entity

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// operators are the device's for filters, in the reference's spelling.
var operators = []string{"eq", "neq", "lt", "leq", "gt", "geq", "in", "notin", "between", "like", "is", "isnot"}

var _ datasource.DataSourceWithConfigure = &many{}

// many is the data source for all objects that match.
type many struct{ connected }

// filter is one element of the attribute filters.
type filter struct {
	Field    types.String   `tfsdk:"field"`
	Operator types.String   `tfsdk:"operator"`
	Values   []types.String `tfsdk:"values"`
}

// Metadata names the data source as the plural.
func (m *many) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + m.plural
}

// Schema has the filters, the order, and the result named as the plural.
func (m *many) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes, err := m.shownAttributes()
	if err != nil {
		resp.Diagnostics.AddError("Data Source Undeclared", err.Error())
		return
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: fmt.Sprintf("All objects that match, filtered and sorted by the device. %s", m.description),
		Attributes: map[string]schema.Attribute{
			"filters": schema.ListNestedAttribute{
				Optional:            true,
				MarkdownDescription: "What the objects must have in common; all of it must hold. Left out, all are listed.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"field": schema.StringAttribute{Required: true,
						MarkdownDescription: "A field of the device's API reference that it can filter by.",
						Validators:          []validator.String{stringvalidator.LengthAtLeast(1)}},
					"operator": schema.StringAttribute{Optional: true,
						MarkdownDescription: "One of `" + strings.Join(operators, "`, `") + "`; `eq` when left out.",
						Validators:          []validator.String{stringvalidator.OneOf(operators...)}},
					"values": schema.ListAttribute{Required: true, ElementType: types.StringType,
						MarkdownDescription: "What to compare with: one value, two for `between`, any number for `in` and `notin`, `null` for `is` and `isnot`.",
						Validators:          []validator.List{listvalidator.SizeAtLeast(1)}},
				}},
			},
			"sort": schema.ListAttribute{Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Fields to sort by, most significant first; a leading `-` sorts descending. By `" + m.key.api + "` when left out."},
			m.result(): schema.ListNestedAttribute{Computed: true,
				MarkdownDescription: "The objects, in that order.",
				NestedObject:        schema.NestedAttributeObject{Attributes: attributes}},
		},
	}
}

// Configure keeps the provider's connections.
func (m *many) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	resp.Diagnostics.Append(m.connect(req.ProviderData)...)
}

// Read lists all pages.
func (m *many) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	var filters []filter
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("filters"), &filters)...)
	var order []string
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("sort"), &order)...)
	if resp.Diagnostics.HasError() {
		return
	}
	elementType := m.elementType()
	objects := []attr.Value{}
	for object, err := range device.List(ctx, m.path, m.query(filters, order)) {
		if err != nil {
			resp.Diagnostics.Append(m.diagnose(fmt.Sprintf("Unable to list %s", m.label(nil)), err)...)
			return
		}
		if !m.only.admits(object) {
			continue
		}
		shown, err := m.shown(ctx, object)
		if err != nil {
			resp.Diagnostics.Append(m.failure("read", nil, err)...)
			return
		}
		value, diags := types.ObjectValue(elementType.AttrTypes, shown)
		resp.Diagnostics.Append(diags...)
		objects = append(objects, value)
	}
	list, diags := types.ListValue(elementType, objects)
	resp.Diagnostics.Append(diags...)
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(m.result()), list)...)
}

// query asks the device for what matches, with the fields that are shown.
func (m *many) query(filters []filter, order []string) api.Query {
	query := api.Query{Filters: m.onlyFilter(), Sort: order}
	if len(order) == 0 {
		query.Sort = []string{m.key.api}
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
	for _, fields := range [][]field{m.model.fields, m.figures.fields} {
		for _, f := range fields {
			if f.api != "" {
				query.Fields = append(query.Fields, f.api)
			}
		}
	}
	if m.only.Field != "" {
		query.Fields = append(query.Fields, m.only.Field)
	}
	return query
}

// elementType is the type of one object of the result.
func (d *declared) elementType() types.ObjectType {
	element := types.ObjectType{AttrTypes: map[string]attr.Type{}}
	for _, fields := range [][]field{d.model.fields, d.figures.fields} {
		for _, f := range fields {
			if f.api != "" {
				element.AttrTypes[f.name] = f.typ
			}
		}
	}
	return element
}
