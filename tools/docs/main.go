// Command docs makes docs/, the provider's pages in the Terraform Registry, of
// the provider's schema, templates/ and examples/. It needs no network.
//
//	go run ./tools/docs
//
// The test of this package makes the same pages and compares them with docs/.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// pages is the folder of what is made.
const pages = "docs"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

// run replaces docs/ by pages made anew.
func run(ctx context.Context, stdout, progress io.Writer) (err error) {
	root, err := cli.Root()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "docs-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	made, err := render(ctx, root, dir, progress)
	if err != nil {
		return err
	}
	target := filepath.Join(root, pages)
	changes, err := differences(os.DirFS(target), made.pages)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		_, err = fmt.Fprintln(stdout, "docs/ is as it should be.")
		return err
	}
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	if err := os.CopyFS(target, made.pages); err != nil {
		return err
	}
	for _, change := range changes {
		fmt.Fprintln(stdout, change)
	}
	return nil
}
