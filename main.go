// Terraform-provider-onprem serves the provider to Terraform.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

// version is set when a release is built.
var version = "dev"

func main() {
	if err := serve(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "terraform-provider-onprem:", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context) error {
	debug := flag.Bool("debug", false, "serve for a debugger and print how Terraform reaches it")
	flag.Parse()
	if err := provider.SilenceUnreadLogs(); err != nil {
		return err
	}
	parent := os.Getppid()
	made, err := provider.New(provider.Options{
		Version: version,
		Alive:   func() bool { return os.Getppid() == parent },
	})
	if err != nil {
		return err
	}
	return providerserver.Serve(ctx, made, providerserver.ServeOpts{Address: provider.Address, Debug: *debug})
}
