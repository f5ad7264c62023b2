package acctest

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Serve drives any provider that needs no configuration, such as one made of
// entities that no device has.
func Serve(t testing.TB, made provider.Provider) *Protocol {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(made)()
	if err != nil {
		t.Fatalf("making the provider's server: %v", err)
	}
	p := &Protocol{t: t, server: server}
	p.schema, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	p.must(err, p.schema.Diagnostics)
	typ := p.schema.Provider.ValueType()
	configured, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.16.1", Config: p.dynamic(typ, Value(t, typ, map[string]any{})),
	})
	p.must(err, configured.Diagnostics)
	return p
}
