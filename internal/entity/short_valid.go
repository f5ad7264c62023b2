package entity

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// valid tells whether the framework would find nothing to say of a
// configuration. It asks the same validators; what has parts of its own is left
// to the framework.
func (d *declared) valid(ctx context.Context, configured *tfprotov6.DynamicValue, secretsAllowed bool) bool {
	if configured == nil {
		return false
	}
	raw, err := configured.Unmarshal(d.state)
	var values map[string]tftypes.Value
	if err != nil || raw.IsNull() || raw.As(&values) != nil {
		return false
	}
	config := tfsdk.Config{Raw: raw, Schema: d.schema}
	for name, attribute := range d.attributes {
		value, err := attribute.GetType().ValueFromTerraform(ctx, values[name])
		if err != nil || !permitted(attribute, value, secretsAllowed) || !d.passes(ctx, name, attribute, value, config) {
			return false
		}
	}
	return true
}

// permitted tells whether an attribute may be given or left out as it is.
func permitted(attribute schema.Attribute, value attr.Value, secretsAllowed bool) bool {
	if _, nested := attribute.(schema.NestedAttribute); nested && !value.IsNull() {
		return false
	}
	if value.IsNull() {
		return !attribute.IsRequired()
	}
	readOnly := attribute.IsComputed() && !attribute.IsOptional()
	return !readOnly && (secretsAllowed || !attribute.IsWriteOnly()) && attribute.GetDeprecationMessage() == ""
}

// passes tells whether an attribute's type and validators take its value without
// a word.
func (d *declared) passes(ctx context.Context, name string, attribute schema.Attribute, value attr.Value, config tfsdk.Config) bool {
	at, expression := path.Root(name), path.MatchRoot(name)
	if checked, ok := value.(xattr.ValidateableAttribute); ok {
		var resp xattr.ValidateAttributeResponse
		if checked.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: at}, &resp); len(resp.Diagnostics) > 0 {
			return false
		}
	}
	var said diag.Diagnostics
	switch attribute := attribute.(type) {
	case interface{ StringValidators() []validator.String }:
		text, ok := value.(basetypes.StringValuable)
		if !ok {
			return false
		}
		plain, diags := text.ToStringValue(ctx)
		said = diags
		for _, v := range attribute.StringValidators() {
			var resp validator.StringResponse
			v.ValidateString(ctx, validator.StringRequest{Path: at, PathExpression: expression, Config: config, ConfigValue: plain}, &resp)
			said = append(said, resp.Diagnostics...)
		}
	case interface{ Int64Validators() []validator.Int64 }:
		number, ok := value.(basetypes.Int64Valuable)
		if !ok {
			return false
		}
		plain, diags := number.ToInt64Value(ctx)
		said = diags
		for _, v := range attribute.Int64Validators() {
			var resp validator.Int64Response
			v.ValidateInt64(ctx, validator.Int64Request{Path: at, PathExpression: expression, Config: config, ConfigValue: plain}, &resp)
			said = append(said, resp.Diagnostics...)
		}
	case interface{ BoolValidators() []validator.Bool }:
		return len(attribute.BoolValidators()) == 0
	case interface{ ListValidators() []validator.List }:
		return len(attribute.ListValidators()) == 0
	case interface{ SetValidators() []validator.Set }:
		return len(attribute.SetValidators()) == 0
	case interface{ MapValidators() []validator.Map }:
		return len(attribute.MapValidators()) == 0
	case interface{ ObjectValidators() []validator.Object }:
		return len(attribute.ObjectValidators()) == 0
	default:
		return false
	}
	return len(said) == 0
}
