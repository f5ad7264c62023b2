package acctest

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

// NewServer makes a provider server in process. Its environment is getenv's
// alone; nil is an empty one.
func NewServer(t testing.TB, getenv func(string) string) tfprotov6.ProviderServer {
	t.Helper()
	if getenv == nil {
		getenv = func(string) string { return "" }
	}
	made, err := provider.New(provider.Options{Version: "test", Getenv: getenv})
	if err != nil {
		t.Fatalf("making the provider: %v", err)
	}
	server, err := providerserver.NewProtocol6WithError(made())()
	if err != nil {
		t.Fatalf("making the provider's server: %v", err)
	}
	return server
}

// Factories are the provider for terraform-plugin-testing. The provider reads
// no environment, so that tests can run side by side.
func Factories(t testing.TB) map[string]func() (tfprotov6.ProviderServer, error) {
	t.Helper()
	return map[string]func() (tfprotov6.ProviderServer, error){
		"onprem": func() (tfprotov6.ProviderServer, error) { return NewServer(t, nil), nil },
	}
}
