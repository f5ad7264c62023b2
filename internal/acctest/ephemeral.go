package acctest

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Ephemeral is one ephemeral resource of a configured provider.
type Ephemeral struct {
	*Protocol
	name    string
	typ     tftypes.Type
	private []byte
}

// Ephemeral finds an ephemeral resource by its full name.
func (p *Protocol) Ephemeral(name string) *Ephemeral {
	p.t.Helper()
	schema, ok := p.schema.EphemeralResourceSchemas[name]
	if !ok {
		p.t.Fatalf("the provider has no ephemeral resource %q", name)
	}
	return &Ephemeral{Protocol: p, name: name, typ: schema.ValueType()}
}

// Open validates a configuration and opens it: the attributes as plain Go
// values, none when there is an error.
func (e *Ephemeral) Open(config map[string]any) (map[string]any, []*tfprotov6.Diagnostic) {
	e.t.Helper()
	if config == nil {
		config = map[string]any{}
	}
	dynamic := e.dynamic(e.typ, Value(e.t, e.typ, config))
	validated, err := e.server.ValidateEphemeralResourceConfig(e.t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: e.name, Config: dynamic})
	e.must(err, nil)
	if Errors(validated.Diagnostics) != "" {
		return nil, validated.Diagnostics
	}
	opened, err := e.server.OpenEphemeralResource(e.t.Context(), &tfprotov6.OpenEphemeralResourceRequest{TypeName: e.name, Config: dynamic})
	e.must(err, nil)
	e.private = opened.Private
	diagnostics := slices.Concat(validated.Diagnostics, opened.Diagnostics)
	if Errors(diagnostics) != "" {
		return nil, diagnostics
	}
	attributes, _ := e.plain(e.value(opened.Result, e.typ)).(map[string]any)
	return attributes, diagnostics
}

// Close ends what Open opened last.
func (e *Ephemeral) Close() []*tfprotov6.Diagnostic {
	e.t.Helper()
	closed, err := e.server.CloseEphemeralResource(e.t.Context(), &tfprotov6.CloseEphemeralResourceRequest{TypeName: e.name, Private: e.private})
	e.must(err, nil)
	return closed.Diagnostics
}
