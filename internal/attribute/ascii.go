package attribute

import (
	"context"
	"fmt"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// ascii takes text of ASCII characters.
type ascii struct{}

// ASCII refuses text with other characters than those of ASCII. What it says
// doesn't repeat the text, so that secrets can have it.
func ASCII() validator.String { return ascii{} }

// Description says what is taken.
func (ascii) Description(context.Context) string { return "must have ASCII characters only" }

// MarkdownDescription says what is taken.
func (a ascii) MarkdownDescription(ctx context.Context) string { return a.Description(ctx) }

// ValidateString looks for other characters.
func (a ascii) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	for _, character := range req.ConfigValue.ValueString() {
		if character > unicode.MaxASCII {
			resp.Diagnostics.AddAttributeError(req.Path, "Not ASCII",
				fmt.Sprintf("Attribute %s %s, and it has others. Leave out accented letters and the like.", req.Path, a.Description(ctx)))
			return
		}
	}
}
