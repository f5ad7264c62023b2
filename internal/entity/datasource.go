package entity

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

var _ datasource.DataSourceWithConfigure = &one{}

// one is the data source for one object, by key or natural key.
type one struct{ connected }

// Metadata names the data source as the resource.
func (o *one) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + o.name
}

// Schema has all attributes computed, but for the two keys.
func (o *one) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes, err := o.shownAttributes()
	if err != nil {
		resp.Diagnostics.AddError("Data Source Undeclared", err.Error())
		return
	}
	for _, f := range o.parents {
		attributes[f.name] = soughtBy(f, soughtText, nil)
	}
	// The key alone validates: both would say the same twice.
	either := []path.Expression{path.MatchRoot(o.key.name)}
	if o.naturalKey != "" {
		either = append(either, path.MatchRoot(o.naturalKey))
		natural := field{name: o.naturalKey, typ: types.StringType}
		if f, ok := o.model.field(o.naturalKey); ok {
			natural = f
		}
		attributes[o.naturalKey] = soughtBy(natural, "The %s to find it by, exactly as the device shows it. Give either this or `"+o.key.name+"`.", path.Expressions{})
	}
	attributes[o.key.name] = soughtBy(o.key, soughtText, either)
	resp.Schema = schema.Schema{MarkdownDescription: o.description, Attributes: attributes}
}

// soughtText describes what an object is found by.
const soughtText = "The %s to find it by."

// soughtBy is an attribute that an object is found by: required, unless there
// are alternatives to it.
func soughtBy(f field, description string, either path.Expressions) schema.Attribute {
	description = fmt.Sprintf(description, f.name)
	must := either == nil
	if f.isText() {
		custom, _ := f.typ.(basetypes.StringTypable)
		sought := schema.StringAttribute{CustomType: custom, Required: must, Optional: !must, Computed: !must, MarkdownDescription: description}
		if len(either) > 0 {
			sought.Validators = []validator.String{stringvalidator.ExactlyOneOf(either...)}
		}
		return sought
	}
	sought := schema.Int64Attribute{Required: must, Optional: !must, Computed: !must, MarkdownDescription: description}
	if len(either) > 0 {
		sought.Validators = []validator.Int64{int64validator.ExactlyOneOf(either...)}
	}
	return sought
}

// Configure keeps the provider's connections.
func (o *one) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	resp.Diagnostics.Append(o.connect(req.ProviderData)...)
}

// Read finds the object. None, or two of the same name, is an error.
func (o *one) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	device, diags := o.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	sought, diags := o.configured(ctx, req.Config, o.keys())
	resp.Diagnostics.Append(diags...)
	var object api.Object
	if o.model.value(sought, o.key).IsNull() {
		var name attr.Value = types.StringNull()
		if f, ok := o.model.field(o.naturalKey); ok {
			name = f.null(ctx)
		}
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(o.naturalKey), &name)...)
		object, diags = o.lookup(ctx, device, sought, text(name))
	} else {
		object, diags = o.byKey(ctx, device, sought)
	}
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	shown, err := o.shown(ctx, object)
	if err != nil {
		resp.Diagnostics.Append(o.failure("read", nil, err)...)
		return
	}
	if _, ok := shown[o.naturalKey]; !ok && o.naturalKey != "" {
		name, _ := object[o.naturalKey].(string)
		shown[o.naturalKey] = types.StringValue(name)
	}
	resp.Diagnostics.Append(setAll(ctx, &resp.State, shown)...)
}

// setAll sets all attributes at once: one by one costs the square of their
// number.
func setAll(ctx context.Context, state *tfsdk.State, shown map[string]attr.Value) diag.Diagnostics {
	kinds := make(map[string]attr.Type, len(shown))
	for name, value := range shown {
		kinds[name] = value.Type(ctx)
	}
	object, diags := types.ObjectValue(kinds, shown)
	diags.Append(state.Set(ctx, object)...)
	return diags
}

// byKey reads one object; a missing one is an error about the key.
func (o *one) byKey(ctx context.Context, device api.Device, sought any) (api.Object, diag.Diagnostics) {
	object, err := o.fetch(ctx, device, sought)
	summary := fmt.Sprintf("Unable to find %s %s", o.label(nil), o.keyText(sought))
	switch {
	case err == nil:
		return object, nil
	case errors.Is(err, errForeign):
		return nil, diag.Diagnostics{unwanted(o.key.name, summary, "The object with that %s isn't one. %s", o.keyNames(), o.only.Elsewhere)}
	case errors.Is(err, api.ErrNotFound):
		return nil, diag.Diagnostics{unwanted(o.key.name, summary, "%s shows no object with that %s. Check it, and that the account may see it.", device.Name(), o.keyNames())}
	}
	return nil, o.diagnose(summary, err)
}

// shown makes the attributes of a data source.
func (d *declared) shown(ctx context.Context, object api.Object) (map[string]attr.Value, error) {
	shown := make(map[string]attr.Value, len(d.model.fields)+len(d.figures.fields))
	for _, fields := range [][]field{d.model.fields, d.figures.fields} {
		for _, f := range fields {
			if !f.shown() {
				continue
			}
			value, err := f.decode(ctx, object)
			if err != nil {
				return nil, err
			}
			shown[f.name] = value
		}
	}
	return shown, nil
}
