package attribute

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Duration demands a positive duration as Go writes it: "30s", "2m".
func Duration() validator.String { return duration{} }

type duration struct{}

func (duration) Description(context.Context) string {
	return `value must be a positive duration such as "30s" or "2m"`
}

func (d duration) MarkdownDescription(ctx context.Context) string { return d.Description(ctx) }

// ValidateString refuses what isn't a duration.
func (d duration) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if parsed, err := time.ParseDuration(req.ConfigValue.ValueString()); err != nil || parsed <= 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not A Duration",
			fmt.Sprintf("Attribute %s %s, got: %q.", req.Path, d.Description(ctx), req.ConfigValue.ValueString()))
	}
}
