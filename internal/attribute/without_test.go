package attribute_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// TestWithout refuses some characters and doesn't say what was written.
func TestWithout(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		value types.String
		wrong bool
	}{
		"without": {types.StringValue("opensesame"), false},
		"with":    {types.StringValue("open'sesame"), true},
		"null":    {types.StringNull(), false},
		"unknown": {types.StringUnknown(), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var resp validator.StringResponse
			attribute.Without(`"'\`, "quotes and backslashes").ValidateString(t.Context(),
				validator.StringRequest{Path: path.Root("password_wo"), ConfigValue: c.value}, &resp)
			if resp.Diagnostics.HasError() != c.wrong {
				t.Fatalf("said %v", resp.Diagnostics)
			}
			for _, d := range resp.Diagnostics {
				if strings.Contains(d.Detail(), "sesame") || !strings.Contains(d.Detail(), "quotes and backslashes") {
					t.Errorf("said %q", d.Detail())
				}
			}
		})
	}
}
