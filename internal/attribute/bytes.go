package attribute

import (
	"context"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.Int64Typable                    = BytesType{}
	_ basetypes.Int64ValuableWithSemanticEquals = Bytes{}
	_ xattr.ValidateableAttribute               = Bytes{}
	_ Equivalent                                = Bytes{}
)

// BytesType is the type of a size in bytes that the device rounds up to a
// multiple of Granularity.
type BytesType struct {
	basetypes.Int64Type
	// Granularity is in bytes; 0 and 1 mean that the device doesn't round.
	Granularity int64
}

// String names the type for error messages.
func (t BytesType) String() string {
	return fmt.Sprintf("attribute.BytesType(%d)", t.Granularity)
}

// Equal tells whether o is a size with the same granularity.
func (t BytesType) Equal(o attr.Type) bool {
	other, ok := o.(BytesType)
	return ok && t.Granularity == other.Granularity
}

// ValueType is the Go type of the values.
func (t BytesType) ValueType(context.Context) attr.Value {
	return Bytes{granularity: t.Granularity}
}

// ValueFromInt64 makes a size of a plain number.
func (t BytesType) ValueFromInt64(_ context.Context, in basetypes.Int64Value) (basetypes.Int64Valuable, diag.Diagnostics) {
	return Bytes{Int64Value: in, granularity: t.Granularity}, nil
}

// ValueFromTerraform makes a size of Terraform's number.
func (t BytesType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	if wrong := impossible(in); wrong != "" {
		return Bytes{Int64Value: basetypes.NewInt64Unknown(), granularity: t.Granularity, wrong: wrong}, nil
	}
	value, err := t.Int64Type.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	number, ok := value.(basetypes.Int64Value)
	if !ok {
		return nil, fmt.Errorf("a size is a number, not %T", value)
	}
	return Bytes{Int64Value: number, granularity: t.Granularity}, nil
}

// impossible is what can't be a size, if in is that: a fraction, or more than
// any device has. The framework would call it a mistake of the provider.
func impossible(in tftypes.Value) string {
	if in.IsNull() || !in.IsKnown() || !in.Type().Is(tftypes.Number) {
		return ""
	}
	number := new(big.Float)
	if err := in.As(&number); err != nil {
		return ""
	}
	if _, accuracy := number.Int64(); accuracy == big.Exact {
		return ""
	}
	return number.Text('f', -1)
}

// Bytes is a size in bytes. Two sizes that the device rounds to the same one
// are equivalent, so that 1000000000000 in a configuration matches the
// 1000000192512 that the device made of it.
type Bytes struct {
	basetypes.Int64Value
	granularity int64
	// wrong is what was given instead of a whole number of bytes.
	wrong string
}

// ValidateAttribute refuses what can't be a size.
func (b Bytes) ValidateAttribute(_ context.Context, req xattr.ValidateAttributeRequest, resp *xattr.ValidateAttributeResponse) {
	if b.wrong != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Size Not Possible",
			fmt.Sprintf("Attribute %s must be a whole number of bytes below 2^63, got: %s. A division is made whole by floor(...).", req.Path, b.wrong))
	}
}

// Type is the value's type, with its granularity.
func (b Bytes) Type(context.Context) attr.Type {
	return BytesType{Granularity: b.granularity}
}

// Equal tells whether o is the same number of bytes, without rounding.
func (b Bytes) Equal(o attr.Value) bool {
	other, ok := o.(Bytes)
	return ok && b.granularity == other.granularity && b.Int64Value.Equal(other.Int64Value)
}

// Rounded is the size that the device makes of b, in bytes.
func (b Bytes) Rounded() int64 {
	size := b.ValueInt64()
	if b.granularity > 1 {
		if rest := size % b.granularity; rest > 0 {
			size += b.granularity - rest
		}
	}
	return size
}

// EquivalentTo tells whether the device rounds both sizes to the same one.
func (b Bytes) EquivalentTo(o attr.Value) bool {
	other, ok := o.(Bytes)
	if !ok || b.IsNull() || b.IsUnknown() || other.IsNull() || other.IsUnknown() {
		return ok && b.Equal(o)
	}
	return b.Rounded() == other.Rounded()
}

// Int64SemanticEquals is EquivalentTo for the framework, which asks after
// create, read and update.
func (b Bytes) Int64SemanticEquals(_ context.Context, o basetypes.Int64Valuable) (bool, diag.Diagnostics) {
	return b.EquivalentTo(o), nil
}
