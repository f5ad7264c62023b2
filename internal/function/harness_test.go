package function_test

import (
	"context"
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	onprem "github.com/terraform-onprem/terraform-provider-onprem/internal/function"
)

// functionsOnly is a provider that has functions and nothing else.
type functionsOnly struct{}

func (functionsOnly) Metadata(context.Context, provider.MetadataRequest, *provider.MetadataResponse) {
}
func (functionsOnly) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}
func (functionsOnly) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}
func (functionsOnly) Resources(context.Context) []func() resource.Resource       { return nil }
func (functionsOnly) DataSources(context.Context) []func() datasource.DataSource { return nil }
func (functionsOnly) Functions(context.Context) []func() function.Function       { return onprem.All() }

// server is the protocol server of the functions, as Terraform meets it.
func server() tfprotov6.ProviderServer {
	return providerserver.NewProtocol6(functionsOnly{})()
}

// call calls a function with one argument, as Terraform does, and gives its
// result (a string, an int64 or a map of strings) or the text of its error.
func call(t testing.TB, terraform tfprotov6.ProviderServer, name string, argument any) (result any, failure string) {
	t.Helper()
	var kind tftypes.Type = tftypes.Number
	if _, text := argument.(string); text {
		kind = tftypes.String
	}
	value := tftypes.NewValue(kind, argument)
	in, err := tfprotov6.NewDynamicValue(kind, value)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := terraform.CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{Name: name, Arguments: []*tfprotov6.DynamicValue{&in}})
	if err != nil {
		t.Fatal(err)
	}
	if resp.Error != nil {
		if resp.Error.FunctionArgument == nil || *resp.Error.FunctionArgument != 0 {
			t.Errorf("%s(%v): the error isn't put down to the argument: %s", name, argument, resp.Error.Text)
		}
		return nil, resp.Error.Text
	}
	return plain(t, resultOf(t, terraform, name, resp.Result)), ""
}

func resultOf(t testing.TB, terraform tfprotov6.ProviderServer, name string, result *tfprotov6.DynamicValue) tftypes.Value {
	t.Helper()
	functions, err := terraform.GetFunctions(t.Context(), &tfprotov6.GetFunctionsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	value, err := result.Unmarshal(functions.Functions[name].Return.Type)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// plain turns a value of Terraform into one of Go.
func plain(t testing.TB, value tftypes.Value) any {
	t.Helper()
	var err error
	switch kind := value.Type(); {
	case kind.Is(tftypes.String):
		var text string
		if err = value.As(&text); err == nil {
			return text
		}
	case kind.Is(tftypes.Number):
		var number big.Float
		if err = value.As(&number); err == nil {
			integer, accuracy := number.Int64()
			if accuracy != big.Exact {
				t.Fatalf("%v is no 64-bit integer", &number)
			}
			return integer
		}
	default:
		var fields map[string]tftypes.Value
		if err = value.As(&fields); err == nil {
			texts := make(map[string]string, len(fields))
			for name, field := range fields {
				text, ok := plain(t, field).(string)
				if !ok {
					t.Fatalf("%s is no text", name)
				}
				texts[name] = text
			}
			return texts
		}
	}
	t.Fatal(err)
	return nil
}

// called is what a call with one argument has to give.
type called struct {
	argument, want any
	// says is what the error has to mention; empty means no error.
	says string
}

func check(t *testing.T, name string, cases []called) {
	t.Helper()
	terraform := server()
	for _, c := range cases {
		got, failure := call(t, terraform, name, c.argument)
		switch {
		case c.says == "" && (failure != "" || got != c.want):
			t.Errorf("%s(%v): %v %s, want %v", name, c.argument, got, failure, c.want)
		case c.says != "" && !strings.Contains(failure, c.says):
			t.Errorf("%s(%v): %v %s, want an error with %q", name, c.argument, got, failure, c.says)
		}
	}
}

// number reads an argument that Go has no integer for.
func number(t testing.TB, text string) *big.Float {
	t.Helper()
	n, _, err := big.ParseFloat(text, 10, 512, big.ToNearestEven)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
