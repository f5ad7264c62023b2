package acctest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Unknown stands in a configuration for a value that Terraform doesn't know
// before the apply.
const Unknown = unknown("unknown")

type unknown string

// Protocol is a configured provider server that a test drives with Terraform's
// own messages, without Terraform.
type Protocol struct {
	t      testing.TB
	server tfprotov6.ProviderServer
	schema *tfprotov6.GetProviderSchemaResponse
}

// NewProtocol configures a provider server for a device; settings are values of
// its attribute that replace or join its own.
func NewProtocol(t testing.TB, on Simulation, settings map[string]any) *Protocol {
	t.Helper()
	block := map[string]any{}
	for name, value := range on.simulated().Settings() {
		block[name] = strings.ReplaceAll(strings.Trim(value, `"`), `\n`, "\n")
	}
	for name, value := range settings {
		block[name] = value
	}
	protocol, diagnostics := Configure(t, nil, map[string]any{on.simulated().family(): block})
	if text := Errors(diagnostics); text != "" {
		t.Fatalf("configuring the provider: %s", text)
	}
	return protocol
}

// Configure makes a provider server and configures it with a provider block.
func Configure(t testing.TB, getenv func(string) string, block map[string]any) (*Protocol, []*tfprotov6.Diagnostic) {
	t.Helper()
	p := &Protocol{t: t, server: NewServer(t, getenv)}
	var err error
	p.schema, err = p.server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	p.must(err, p.schema.Diagnostics)
	config := p.dynamic(p.schema.Provider.ValueType(), Value(t, p.schema.Provider.ValueType(), block))
	validated, err := p.server.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: config})
	p.must(err, nil)
	if Errors(validated.Diagnostics) != "" {
		return p, validated.Diagnostics
	}
	configured, err := p.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.16.1", Config: config})
	p.must(err, nil)
	return p, configured.Diagnostics
}

// Server is the provider's own.
func (p *Protocol) Server() tfprotov6.ProviderServer { return p.server }

// must fails the test on what isn't the test's subject.
func (p *Protocol) must(err error, diagnostics []*tfprotov6.Diagnostic) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	if text := Errors(diagnostics); text != "" {
		p.t.Fatal(text)
	}
}

func (p *Protocol) dynamic(typ tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	p.t.Helper()
	dynamic, err := tfprotov6.NewDynamicValue(typ, value)
	if err != nil {
		p.t.Fatal(err)
	}
	return &dynamic
}

func (p *Protocol) value(dynamic *tfprotov6.DynamicValue, typ tftypes.Type) tftypes.Value {
	p.t.Helper()
	if dynamic == nil {
		return tftypes.NewValue(typ, nil)
	}
	value, err := dynamic.Unmarshal(typ)
	if err != nil {
		p.t.Fatal(err)
	}
	return value
}

// Errors joins the errors among diagnostics, each with its attribute; empty
// when there are none.
func Errors(diagnostics []*tfprotov6.Diagnostic) string {
	return join(diagnostics, tfprotov6.DiagnosticSeverityError)
}

// Warnings is Errors for the warnings.
func Warnings(diagnostics []*tfprotov6.Diagnostic) string {
	return join(diagnostics, tfprotov6.DiagnosticSeverityWarning)
}

func join(diagnostics []*tfprotov6.Diagnostic, severity tfprotov6.DiagnosticSeverity) string {
	var texts []string
	for _, d := range diagnostics {
		if d.Severity == severity {
			texts = append(texts, strings.TrimSpace(fmt.Sprintf("%s %s: %s", d.Attribute, d.Summary, d.Detail)))
		}
	}
	return strings.Join(texts, "\n")
}

// Value makes a Terraform value of plain Go ones; what an object leaves out is
// null.
func Value(t testing.TB, typ tftypes.Type, plain any) tftypes.Value {
	t.Helper()
	switch plain := plain.(type) {
	case nil:
		return tftypes.NewValue(typ, nil)
	case unknown:
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	case map[string]any:
		inner := map[string]tftypes.Value{}
		switch typ := typ.(type) {
		case tftypes.Object:
			for name := range plain {
				if _, ok := typ.AttributeTypes[name]; !ok {
					t.Fatalf("there is no attribute %q", name)
				}
			}
			for name, of := range typ.AttributeTypes {
				inner[name] = Value(t, of, plain[name])
			}
		case tftypes.Map:
			for name, value := range plain {
				inner[name] = Value(t, typ.ElementType, value)
			}
		}
		return tftypes.NewValue(typ, inner)
	case []any:
		var of tftypes.Type
		switch typ := typ.(type) {
		case tftypes.List:
			of = typ.ElementType
		case tftypes.Set:
			of = typ.ElementType
		}
		inner := make([]tftypes.Value, len(plain))
		for i, value := range plain {
			inner[i] = Value(t, of, value)
		}
		return tftypes.NewValue(typ, inner)
	}
	return tftypes.NewValue(typ, plain)
}
