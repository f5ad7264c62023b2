package entity

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Approved is the attribute of every resource with dangerous operations.
func Approved() schema.Attribute {
	return schema.BoolAttribute{
		Optional: true,
		MarkdownDescription: "Whether dangerous operations on this object may go ahead. " +
			"Overrides the provider's `approved`; left out, the provider's counts. " +
			"It is never sent to the array, and changing it alone sends no request. " +
			"Destroying reads it from the state, so it counts once it has been applied.",
	}
}

func (d *declared) resourceSchema() schema.Schema {
	return schema.Schema{MarkdownDescription: d.description, Attributes: d.attributes}
}

// stateType is the state's as Terraform has it, and identityType the identity's.
func (d *declared) stateType() tftypes.Object {
	typ, _ := d.resourceSchema().Type().TerraformType(context.Background()).(tftypes.Object)
	return typ
}

func (d *declared) identityType() tftypes.Type {
	if d.singleton {
		return d.settingIdentity().Type().TerraformType(context.Background())
	}
	return d.identitySchema().Type().TerraformType(context.Background())
}

// identitySchema has the keys alone: they never change, unlike a name.
func (d *declared) identitySchema() identityschema.Schema {
	attributes := map[string]identityschema.Attribute{}
	for _, f := range d.keys() {
		description := d.attributes[f.name].GetMarkdownDescription()
		if f.isText() {
			attributes[f.name] = identityschema.StringAttribute{RequiredForImport: true, Description: description}
		} else {
			attributes[f.name] = identityschema.Int64Attribute{RequiredForImport: true, Description: description}
		}
	}
	return identityschema.Schema{Attributes: attributes}
}

// shownAttributes are the attributes of the data sources: all that the device
// has, computed, with the live figures.
func (d *declared) shownAttributes() (map[string]datasourceschema.Attribute, error) {
	shown := map[string]datasourceschema.Attribute{}
	for _, f := range d.model.fields {
		if !f.shown() {
			continue
		}
		if attribute, ok := d.shownAs[f.name]; ok {
			shown[f.name] = attribute
			continue
		}
		attribute, err := computed(f.typ, d.attributes[f.name].GetMarkdownDescription())
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", d.name, f.name, err)
		}
		shown[f.name] = attribute
	}
	for _, f := range d.figures.fields {
		attribute, err := computed(f.typ, d.figureTexts[f.name])
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", d.name, f.name, err)
		}
		shown[f.name] = attribute
	}
	return shown, nil
}

// computed makes a computed attribute of any type that an entity has.
func computed(typ attr.Type, description string) (datasourceschema.Attribute, error) {
	switch typ := typ.(type) {
	case basetypes.Int64Typable:
		return datasourceschema.Int64Attribute{CustomType: typ, Computed: true, MarkdownDescription: description}, nil
	case basetypes.Float64Typable:
		return datasourceschema.Float64Attribute{CustomType: typ, Computed: true, MarkdownDescription: description}, nil
	case basetypes.StringTypable:
		return datasourceschema.StringAttribute{CustomType: typ, Computed: true, MarkdownDescription: description}, nil
	case basetypes.BoolTypable:
		return datasourceschema.BoolAttribute{CustomType: typ, Computed: true, MarkdownDescription: description}, nil
	case basetypes.SetType:
		return datasourceschema.SetAttribute{ElementType: typ.ElemType, Computed: true, MarkdownDescription: description}, nil
	case basetypes.ListType:
		return datasourceschema.ListAttribute{ElementType: typ.ElemType, Computed: true, MarkdownDescription: description}, nil
	}
	return nil, fmt.Errorf("no data source attribute for type %s", typ)
}

// text is a value as paths and messages show it.
func text(value attr.Value) string {
	if value, ok := value.(basetypes.StringValuable); ok {
		plain, _ := value.ToStringValue(context.Background())
		return plain.ValueString()
	}
	return strings.Trim(value.String(), `"`)
}
