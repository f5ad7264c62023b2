package entity

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The framework fills models from states and plans, and these from models, by
// reflection over all their types anew each time. What is done here comes to the
// same, as the types are known from the declaration. Whatever is unusual is left
// to the framework, which has the words for it.

// source is a plan, state or configuration.
type source interface {
	Get(ctx context.Context, target any) diag.Diagnostics
}

// read fills a new model from a plan, state or configuration.
func (d *declared) read(ctx context.Context, from source) (any, diag.Diagnostics) {
	var raw tftypes.Value
	switch from := from.(type) {
	case tfsdk.Plan:
		raw = from.Raw
	case tfsdk.State:
		raw = from.Raw
	case tfsdk.Config:
		raw = from.Raw
	}
	var attributes map[string]tftypes.Value
	if raw.IsKnown() && !raw.IsNull() && raw.As(&attributes) == nil {
		if model, ok := d.modelOf(ctx, attributes); ok && d.possible(ctx, model) {
			return model, nil
		}
	}
	model := d.model.new()
	return model, from.Get(ctx, model)
}

// keep writes a model into a state.
func (d *declared) keep(ctx context.Context, state *tfsdk.State, model any) diag.Diagnostics {
	if raw, ok := d.rawOf(ctx, model); ok && d.possible(ctx, model) {
		state.Raw = raw
		return nil
	}
	return state.Set(ctx, model)
}

// modelOf makes a model of attributes; false when they can't be one.
func (d *declared) modelOf(ctx context.Context, attributes map[string]tftypes.Value) (any, bool) {
	model := d.model.new()
	for _, f := range d.model.fields {
		value, err := f.typ.ValueFromTerraform(ctx, attributes[f.name])
		if err != nil {
			return nil, false
		}
		d.model.set(model, f, value)
	}
	return model, true
}

// rawOf makes Terraform's value of a model; false when it can't be one.
func (d *declared) rawOf(ctx context.Context, model any) (tftypes.Value, bool) {
	attributes := make(map[string]tftypes.Value, len(d.model.fields))
	for _, f := range d.model.fields {
		value, err := d.model.value(model, f).ToTerraformValue(ctx)
		if err != nil || !value.Type().Equal(d.state.AttributeTypes[f.name]) {
			return tftypes.Value{}, false
		}
		attributes[f.name] = value
	}
	return tftypes.NewValue(d.state, attributes), true
}

// possible tells whether all values are such as their types take.
func (d *declared) possible(ctx context.Context, model any) bool {
	for _, f := range d.model.fields {
		value, ok := d.model.value(model, f).(xattr.ValidateableAttribute)
		if !ok {
			continue
		}
		var resp xattr.ValidateAttributeResponse
		value.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: path.Root(f.name)}, &resp)
		if len(resp.Diagnostics) > 0 {
			return false
		}
	}
	return true
}
