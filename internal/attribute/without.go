package attribute

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Without refuses text that has any of some characters, which are called what
// people call them. It never repeats the text, which may be a secret.
func Without(characters, called string) validator.String { return without{characters, called} }

type without struct{ characters, called string }

// Description says what is taken.
func (w without) Description(context.Context) string { return "must have none of " + w.called }

// MarkdownDescription is Description.
func (w without) MarkdownDescription(ctx context.Context) string { return w.Description(ctx) }

// ValidateString refuses text that has one of the characters.
func (w without) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || !strings.ContainsAny(req.ConfigValue.ValueString(), w.characters) {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Character Not Possible", fmt.Sprintf("Attribute %s %s.", req.Path, w.Description(ctx)))
}
