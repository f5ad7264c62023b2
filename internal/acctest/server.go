package acctest

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// NewServer makes a provider server in process. Its environment is getenv's
// alone; nil is an empty one.
func NewServer(t testing.TB, getenv func(string) string) tfprotov6.ProviderServer {
	t.Helper()
	if getenv == nil {
		getenv = func(string) string { return "" }
	}
	made, err := provider.NewServer(provider.Options{
		Version: "test", Getenv: getenv, Patience: Hasty(),
		Retry: transport.Retry{Pace: transport.Pace{Min: 20 * time.Millisecond, Max: 200 * time.Millisecond}},
	})
	if err != nil {
		t.Fatalf("making the provider: %v", err)
	}
	return made()
}

// Hasty is the patience of a provider that gets its answers from a simulated
// device: the times of a run that isn't interrupted are shorter.
func Hasty() entity.Patience {
	return entity.Patience{Aftermath: 2 * time.Second, Lookout: 200 * time.Millisecond}
}

// Factories are the provider for terraform-plugin-testing. The provider reads
// no environment, so that tests can run side by side.
func Factories(t testing.TB) map[string]func() (tfprotov6.ProviderServer, error) {
	t.Helper()
	return map[string]func() (tfprotov6.ProviderServer, error){
		"onprem": func() (tfprotov6.ProviderServer, error) { return NewServer(t, nil), nil },
	}
}
