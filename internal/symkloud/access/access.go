// Package access declares who may do what on a symkloud platform, and how to get
// in.
package access

import (
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// EphemeralResources are those of access, ready to be registered.
func EphemeralResources() []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return &token{} },
	}
}

// Facts are what the faces that aren't declared call.
func Facts() []entity.Facts {
	return []entity.Facts{{
		Name:  "symkloud_token",
		Calls: []entity.Call{{Method: http.MethodGet, Path: "v3/Auth"}},
	}}
}
