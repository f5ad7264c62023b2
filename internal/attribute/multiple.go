package attribute

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// MultipleOf demands a number of bytes that is a multiple of unit.
func MultipleOf(unit int64) validator.Int64 {
	return multipleOf{unit: unit}
}

type multipleOf struct{ unit int64 }

func (m multipleOf) Description(context.Context) string {
	return fmt.Sprintf("value must be a multiple of %d bytes", m.unit)
}

func (m multipleOf) MarkdownDescription(ctx context.Context) string {
	return m.Description(ctx)
}

// ValidateInt64 names the two nearest sizes that would do.
func (m multipleOf) ValidateInt64(ctx context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	size := req.ConfigValue.ValueInt64()
	if size%m.unit == 0 {
		return
	}
	below := size - size%m.unit
	resp.Diagnostics.AddAttributeError(req.Path, "Size Not Aligned",
		fmt.Sprintf("Attribute %s %s, got: %d. The nearest are %d and %d.",
			req.Path, m.Description(ctx), size, below, below+m.unit))
}
