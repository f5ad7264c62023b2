// Terraform-provider-onprem serves the provider to Terraform.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

// version is set when a release is built.
var version = "dev"

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "terraform-provider-onprem:", err)
		os.Exit(1)
	}
}

func serve() error {
	attached := flag.Bool("debug", false, "serve for a debugger and print how Terraform reaches it")
	flag.Parse()
	if err := provider.SilenceUnreadLogs(); err != nil {
		return err
	}
	collectLess()
	alive := watch(*attached)
	made, err := provider.NewServer(provider.Options{Version: version, Alive: alive})
	if err != nil {
		return err
	}
	var debugging []tf6server.ServeOpt
	if *attached {
		debugging = append(debugging, tf6server.WithManagedDebug())
	}
	served := make(chan error, 1)
	go func() {
		served <- tf6server.Serve(provider.Address, made, debugging...)
	}()
	if *attached {
		return <-served
	}
	select {
	case err := <-served:
		return err
	case <-provider.Orphaned(alive):
		return errors.New("the process that started it has ended")
	}
}

// collectLess has garbage collected half as often as Go would by itself, unless
// GOGC says otherwise: a provider lives for seconds, and collecting takes a
// third of its time.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
}

// watch tells whether the process that started the provider, Terraform, still
// runs. Nothing is watched for a debugger: the shell that started it may end
// while Terraform uses the provider.
func watch(attached bool) (alive func() bool) {
	if attached {
		return nil
	}
	parent := os.Getppid()
	return func() bool { return os.Getppid() == parent }
}
