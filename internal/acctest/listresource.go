package acctest

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ListResource is one list resource of a configured provider.
type ListResource struct {
	*Protocol
	name               string
	typ, object, ident tftypes.Type
}

// ListResource finds a list resource by its full name.
func (p *Protocol) ListResource(name string) *ListResource {
	p.t.Helper()
	schema, ok := p.schema.ListResourceSchemas[name]
	if !ok {
		p.t.Fatalf("the provider has no list resource %q", name)
	}
	identities, err := p.server.GetResourceIdentitySchemas(p.t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	p.must(err, identities.Diagnostics)
	return &ListResource{
		Protocol: p, name: name, typ: schema.ValueType(),
		object: p.schema.ResourceSchemas[name].ValueType(), ident: identities.IdentitySchemas[name].ValueType(),
	}
}

// Query is what a list block says.
type Query struct {
	// Config is the config block.
	Config map[string]any
	// Include asks for the resources beside their identities.
	Include bool
	// Limit is how many are expected; 0 is no limit.
	Limit int64
	// Taken is how many results Terraform takes before it goes away; 0 is all.
	Taken int
}

// Listed is one result, with values as Plain makes them.
type Listed struct {
	// Name is what Terraform shows it as.
	Name string
	// Identity by attribute.
	Identity map[string]any
	// Resource by attribute; nil when it wasn't asked for.
	Resource map[string]any
}

// Ask validates a query and takes its results.
func (l *ListResource) Ask(query Query) ([]Listed, []*tfprotov6.Diagnostic) {
	l.t.Helper()
	server, ok := l.server.(tfprotov6.ListResourceServer)
	if !ok {
		l.t.Fatal("the provider's server can't list")
	}
	if query.Config == nil {
		query.Config = map[string]any{}
	}
	config := l.dynamic(l.typ, Value(l.t, l.typ, query.Config))
	validated, err := server.ValidateListResourceConfig(l.t.Context(), &tfprotov6.ValidateListResourceConfigRequest{
		TypeName: l.name, Config: config,
		IncludeResourceObject: l.dynamic(tftypes.Bool, tftypes.NewValue(tftypes.Bool, query.Include)),
		Limit:                 l.dynamic(tftypes.Number, tftypes.NewValue(tftypes.Number, query.Limit)),
	})
	l.must(err, nil)
	diagnostics := validated.Diagnostics
	if Errors(diagnostics) != "" {
		return nil, diagnostics
	}
	stream, err := server.ListResource(l.t.Context(), &tfprotov6.ListResourceRequest{
		TypeName: l.name, Config: config, IncludeResource: query.Include, Limit: query.Limit,
	})
	l.must(err, nil)
	var found []Listed
	for result := range stream.Results {
		diagnostics = append(diagnostics, result.Diagnostics...)
		if Errors(result.Diagnostics) != "" {
			continue
		}
		found = append(found, l.listed(result))
		if len(found) == query.Taken {
			break
		}
	}
	return found, diagnostics
}

func (l *ListResource) listed(result tfprotov6.ListResourceResult) Listed {
	l.t.Helper()
	one := Listed{Name: result.DisplayName}
	one.Identity, _ = l.plain(l.value(result.Identity.IdentityData, l.ident)).(map[string]any)
	if result.Resource != nil {
		one.Resource, _ = l.plain(l.value(result.Resource, l.object)).(map[string]any)
	}
	return one
}

// Attributes are those of the config block.
func (l *ListResource) Attributes() []string {
	l.t.Helper()
	object, ok := l.typ.(tftypes.Object)
	if !ok {
		l.t.Fatalf("the config block of %s is no object", l.name)
	}
	return slices.Sorted(maps.Keys(object.AttributeTypes))
}
