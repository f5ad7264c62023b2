package attribute_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// TestASCII refuses without repeating what it refuses.
func TestASCII(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text    types.String
		refused bool
	}{
		{types.StringValue("12s32112s3d234 ~!\x7f"), false},
		{types.StringValue(""), false},
		{types.StringNull(), false},
		{types.StringUnknown(), false},
		{types.StringValue("geheimnisvollünd"), true},
		{types.StringValue("\u212a"), true},
	} {
		t.Run(c.text.String(), func(t *testing.T) {
			t.Parallel()
			var resp validator.StringResponse
			attribute.ASCII().ValidateString(t.Context(), validator.StringRequest{Path: path.Root("secret_wo"), ConfigValue: c.text}, &resp)
			if resp.Diagnostics.HasError() != c.refused {
				t.Fatalf("said %v", resp.Diagnostics)
			}
			if c.refused && (strings.Contains(resp.Diagnostics[0].Detail(), c.text.ValueString()) || !strings.Contains(resp.Diagnostics[0].Detail(), "secret_wo")) {
				t.Errorf("said %q", resp.Diagnostics[0].Detail())
			}
		})
	}
}
