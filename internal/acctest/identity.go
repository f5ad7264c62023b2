package acctest

import "github.com/hashicorp/terraform-plugin-go/tfprotov6"

// ImportIdentity imports by identity and reads, as Terraform does.
func (i *Instance) ImportIdentity(identity map[string]any) []*tfprotov6.Diagnostic {
	i.t.Helper()
	schemas, err := i.server.GetResourceIdentitySchemas(i.t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	i.must(err, nil)
	typ := schemas.IdentitySchemas[i.name].ValueType()
	imported, err := i.server.ImportResourceState(i.t.Context(), &tfprotov6.ImportResourceStateRequest{
		TypeName: i.name, Identity: &tfprotov6.ResourceIdentityData{IdentityData: i.dynamic(typ, Value(i.t, typ, identity))},
	})
	i.must(err, nil)
	if Errors(imported.Diagnostics) != "" {
		return imported.Diagnostics
	}
	one := imported.ImportedResources[0]
	i.state, i.private, i.identity = i.value(one.State, i.typ), one.Private, one.Identity
	return append(imported.Diagnostics, i.Refresh()...)
}
