// Package access declares who may do what on an InfiniBox, and how to get in.
package access

import (
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// EphemeralResources are those of access, ready to be registered.
func EphemeralResources() []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return &session{} },
	}
}

// Facts are what the faces that aren't declared call.
func Facts() []entity.Facts {
	return []entity.Facts{{
		Name:  "infinibox_session",
		Calls: []entity.Call{{Method: http.MethodPost, Path: "users/login"}, {Method: http.MethodPost, Path: "users/logout"}},
	}}
}
