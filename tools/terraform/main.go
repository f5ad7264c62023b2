// Command terraform prints the path of a Terraform CLI that is new enough for
// every feature of the provider, and builds one if there is none.
//
//	go run ./tools/terraform          # the path, on standard output
//	go run ./tools/terraform -renew   # after cli.Pinned has changed
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

func main() {
	renew := flag.Bool("renew", false, "resolve the modules of the pinned Terraform anew, instead of finding a CLI")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *renew, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, renew bool, stdout, progress io.Writer) error {
	root, err := cli.Root()
	if err != nil {
		return err
	}
	if renew {
		return cli.Renew(ctx, root, progress)
	}
	path, err := cli.Find(ctx, root, progress)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, path)
	return err
}
