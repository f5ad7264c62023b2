package entity

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ datasource.DataSourceWithConfigure = &many{}

// many is the data source for all objects that match.
type many struct{ connected }

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
	chosen := map[string]schema.Attribute{
		m.result(): schema.ListNestedAttribute{Computed: true,
			MarkdownDescription: "The objects, in that order.",
			NestedObject:        schema.NestedAttributeObject{Attributes: attributes}},
	}
	for _, f := range m.parting() {
		chosen[f.name] = schema.Int64Attribute{Optional: true, MarkdownDescription: fmt.Sprintf(partText, f.name)}
	}
	described := fmt.Sprintf("All objects, or those of one parent. %s", m.description)
	if m.unfiltered && len(m.parting()) == 0 {
		described = m.description
	}
	if len(m.parting()) == 0 && !m.unfiltered {
		by := "device"
		if familyNamed(m.family).lists {
			by = "provider"
		}
		described = fmt.Sprintf("All objects that match, filtered and sorted by the %s. %s", by, m.description)
		chosen["filters"] = schema.ListNestedAttribute{Optional: true,
			MarkdownDescription: filtersText,
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"field": schema.StringAttribute{Required: true,
					MarkdownDescription: m.fieldText(),
					Validators:          []validator.String{stringvalidator.LengthAtLeast(1)}},
				"operator": schema.StringAttribute{Optional: true,
					MarkdownDescription: operatorText(),
					Validators:          []validator.String{stringvalidator.OneOf(operators[:]...)}},
				"values": schema.ListAttribute{Required: true, ElementType: types.StringType,
					MarkdownDescription: valuesText,
					Validators:          []validator.List{listvalidator.SizeAtLeast(1)}},
			}},
		}
		chosen["sort"] = schema.ListAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: sortText}
	}
	resp.Schema = schema.Schema{MarkdownDescription: described, Attributes: chosen}
}

// Configure keeps the provider's connections.
func (m *many) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	resp.Diagnostics.Append(m.connect(req.ProviderData)...)
}

// Read lists all pages.
func (m *many) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	chosen, diags := m.chosen(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	elementType := m.elementType()
	objects := []attr.Value{}
	for object, err := range m.objects(ctx, device, chosen.of, m.query(chosen, m.model, m.figures)) {
		if err != nil {
			resp.Diagnostics.Append(m.unlistable(chosen, err)...)
			return
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

// elementType is the type of one object of the result.
func (d *declared) elementType() types.ObjectType {
	element := types.ObjectType{AttrTypes: map[string]attr.Type{}}
	for _, fields := range [][]field{d.model.fields, d.figures.fields} {
		for _, f := range fields {
			if f.shown() {
				element.AttrTypes[f.name] = f.typ
			}
		}
	}
	return element
}
