package attribute

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/address"
)

var (
	_ basetypes.StringTypable                    = InitiatorType{}
	_ basetypes.StringValuableWithSemanticEquals = Initiator{}
	_ xattr.ValidateableAttribute                = Initiator{}
	_ Equivalent                                 = Initiator{}
	_ Canonical                                  = Initiator{}
)

// InitiatorType is the type of an initiator's address: a WWN, or the name of
// an iSCSI or NVMe initiator.
type InitiatorType struct{ basetypes.StringType }

// String names the type for error messages.
func (InitiatorType) String() string { return "attribute.InitiatorType" }

// Equal tells whether o is the same type.
func (InitiatorType) Equal(o attr.Type) bool {
	_, ok := o.(InitiatorType)
	return ok
}

// ValueType is the Go type of the values.
func (InitiatorType) ValueType(context.Context) attr.Value { return Initiator{} }

// ValueFromString makes an address of plain text.
func (InitiatorType) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return Initiator{in}, nil
}

// ValueFromTerraform makes an address of Terraform's text.
func (t InitiatorType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.StringType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	text, ok := value.(basetypes.StringValue)
	if !ok {
		return nil, fmt.Errorf("an address is text, not %T", value)
	}
	return Initiator{text}, nil
}

// Initiator is an initiator's address. People and tools write one in many
// ways, of which the device shows one: 50:01:43:80:12:34:56:78 in a
// configuration is the 5001438012345678 that the device lists.
type Initiator struct{ basetypes.StringValue }

// NewInitiator is an address that is known.
func NewInitiator(text string) Initiator { return Initiator{basetypes.NewStringValue(text)} }

// Type is the value's type.
func (Initiator) Type(context.Context) attr.Type { return InitiatorType{} }

// Equal tells whether o is written the same.
func (i Initiator) Equal(o attr.Value) bool {
	other, ok := o.(Initiator)
	return ok && i.StringValue.Equal(other.StringValue)
}

// ValidateAttribute refuses what can't be an address.
func (i Initiator) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if i.IsNull() || i.IsUnknown() {
		return
	}
	if _, _, err := address.Initiator(i.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not An Initiator's Address",
			fmt.Sprintf("Attribute %s: %s. Give a WWN, an iSCSI name (iqn., eui., naa.) or an NVMe name (nqn.).", req.Path, err))
	}
}

// Canonical is the address as the device shows it; as written when it is none.
func (i Initiator) Canonical() string {
	if _, canonical, err := address.Initiator(i.ValueString()); err == nil {
		return canonical
	}
	return i.ValueString()
}

// PortType is the network that an address belongs to; empty when it is none.
func (i Initiator) PortType() string {
	kind, _, err := address.Initiator(i.ValueString())
	if err != nil {
		return ""
	}
	return string(kind)
}

// EquivalentTo tells whether both are one address.
func (i Initiator) EquivalentTo(o attr.Value) bool {
	other, ok := o.(Initiator)
	if !ok || i.IsNull() || i.IsUnknown() || other.IsNull() || other.IsUnknown() {
		return ok && i.Equal(o)
	}
	return i.Canonical() == other.Canonical()
}

// StringSemanticEquals is EquivalentTo for the framework, which asks after
// create, read and update.
func (i Initiator) StringSemanticEquals(_ context.Context, o basetypes.StringValuable) (bool, diag.Diagnostics) {
	return i.EquivalentTo(o), nil
}
