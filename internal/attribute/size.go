package attribute

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// SizeAtLeast demands a number of bytes that is no less than minimum and a
// multiple of unit; minimum itself is one.
func SizeAtLeast(minimum, unit int64) validator.Int64 {
	return sizeAtLeast{minimum: minimum, unit: unit}
}

type sizeAtLeast struct{ minimum, unit int64 }

func (s sizeAtLeast) Description(context.Context) string {
	return fmt.Sprintf("value must be at least %d and a multiple of %d bytes", s.minimum, s.unit)
}

func (s sizeAtLeast) MarkdownDescription(ctx context.Context) string {
	return s.Description(ctx)
}

// ValidateInt64 names the nearest sizes that would do.
func (s sizeAtLeast) ValidateInt64(ctx context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	size := req.ConfigValue.ValueInt64()
	if size >= s.minimum && size%s.unit == 0 {
		return
	}
	nearest := fmt.Sprintf("The least is %d.", s.minimum)
	if below := size - size%s.unit; size >= s.minimum {
		nearest = fmt.Sprintf("The nearest are %d and %d.", below, below+s.unit)
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Size Not Possible",
		fmt.Sprintf("Attribute %s %s, got: %d. %s", req.Path, s.Description(ctx), size, nearest))
}
