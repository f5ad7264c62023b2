package acctest

import (
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// DataSource is one data source of a configured provider.
type DataSource struct {
	*Protocol
	name string
	typ  tftypes.Type
}

// DataSource finds a data source by its full name.
func (p *Protocol) DataSource(name string) *DataSource {
	p.t.Helper()
	schema, ok := p.schema.DataSourceSchemas[name]
	if !ok {
		p.t.Fatalf("the provider has no data source %q", name)
	}
	return &DataSource{Protocol: p, name: name, typ: schema.ValueType()}
}

// Read validates a configuration and reads it: the attributes as Plain makes
// them, none when there is an error.
func (d *DataSource) Read(config map[string]any) (map[string]any, []*tfprotov6.Diagnostic) {
	d.t.Helper()
	dynamic := d.dynamic(d.typ, Value(d.t, d.typ, config))
	validated, err := d.server.ValidateDataResourceConfig(d.t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: d.name, Config: dynamic})
	d.must(err, nil)
	if Errors(validated.Diagnostics) != "" {
		return nil, validated.Diagnostics
	}
	read, err := d.server.ReadDataSource(d.t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: d.name, Config: dynamic})
	d.must(err, nil)
	diagnostics := slices.Concat(validated.Diagnostics, read.Diagnostics)
	if Errors(diagnostics) != "" {
		return nil, diagnostics
	}
	attributes, _ := d.plain(d.value(read.State, d.typ)).(map[string]any)
	return attributes, diagnostics
}

// plain makes plain Go values of a Terraform value, the reverse of Value:
// nil, string, bool, int64 or float64, []any and map[string]any; Unknown for
// what isn't known.
func (p *Protocol) plain(value tftypes.Value) any {
	p.t.Helper()
	switch {
	case !value.IsKnown():
		return Unknown
	case value.IsNull():
		return nil
	case value.Type().Is(tftypes.String):
		return as[string](p, value)
	case value.Type().Is(tftypes.Bool):
		return as[bool](p, value)
	case value.Type().Is(tftypes.Number):
		number := as[*big.Float](p, value)
		if whole, accuracy := number.Int64(); accuracy == big.Exact {
			return whole
		}
		rounded, _ := number.Float64()
		return rounded
	case value.Type().Is(tftypes.List{}), value.Type().Is(tftypes.Set{}):
		elements := []any{}
		for _, element := range as[[]tftypes.Value](p, value) {
			elements = append(elements, p.plain(element))
		}
		return elements
	}
	attributes := map[string]any{}
	for name, inner := range as[map[string]tftypes.Value](p, value) {
		attributes[name] = p.plain(inner)
	}
	return attributes
}

// as takes a known value out of Terraform's wrapping.
func as[T any](p *Protocol, value tftypes.Value) T {
	p.t.Helper()
	var target T
	if pointer, ok := any(&target).(**big.Float); ok {
		*pointer = new(big.Float)
	}
	if err := value.As(&target); err != nil {
		p.t.Fatal(err)
	}
	return target
}
