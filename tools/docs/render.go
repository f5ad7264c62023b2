package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// generator makes pages of a schema, templates and examples; its version is in
// tools/pinned.
const generator = "github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs"

// rendered is the outcome of render.
type rendered struct {
	// pages are what docs/ should hold.
	pages fs.FS
	// faces are the names in the schema, by kind.
	faces map[kind][]string
}

// render makes the pages in dir, an empty folder, and checks them by the
// Registry's rules. What takes long is told to progress.
func render(ctx context.Context, root, dir string, progress io.Writer) (*rendered, error) {
	terraform, err := cli.Find(ctx, root, progress)
	if err != nil {
		return nil, err
	}
	// The generator takes its input from one folder and writes into it.
	site, bin := filepath.Join(dir, "site"), filepath.Join(dir, "bin")
	for _, folder := range []string{"templates", "examples"} {
		if err := os.CopyFS(filepath.Join(site, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			return nil, fmt.Errorf("copying %s: %w", folder, err)
		}
	}
	if err := os.Mkdir(bin, 0o750); err != nil {
		return nil, err
	}
	target := bin + string(filepath.Separator)
	if _, err := output(ctx, root, nil, "go", "build", "-o", target, "."); err != nil {
		return nil, fmt.Errorf("building the provider: %w", err)
	}
	environment := append(os.Environ(), "GOFLAGS=-mod=readonly")
	if _, err := output(ctx, filepath.Join(root, "tools", "pinned"), environment, "go", "build", "-o", target, generator); err != nil {
		return nil, fmt.Errorf("building tfplugindocs: %w", err)
	}
	schema, faces, err := readSchema(ctx, terraform, dir, bin)
	if err != nil {
		return nil, fmt.Errorf("reading the provider's schema: %w", err)
	}
	given := []string{"--provider-dir", site, "--provider-name", "terraform-provider-onprem", "--providers-schema", schema}
	for _, command := range [][]string{{"generate", "--rendered-provider-name", "onprem"}, {"validate"}} {
		if _, err := output(ctx, dir, nil, filepath.Join(bin, "tfplugindocs"), append(command, given...)...); err != nil {
			return nil, err
		}
	}
	return &rendered{pages: os.DirFS(filepath.Join(site, pages)), faces: faces}, nil
}

// output runs a program in a folder and returns what it printed; a failure has
// all that it said. A nil environment is this process's.
func output(ctx context.Context, dir string, environment []string, program string, arguments ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Dir, command.Env = dir, environment
	said := &tail{}
	command.Stderr = said
	printed, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", filepath.Base(program), err, printed, said.text)
	}
	return printed, nil
}

// tail keeps the end of what is written to it: programs that log much say last
// why they failed.
type tail struct{ text []byte }

// Write keeps up to 16 KiB.
func (t *tail) Write(more []byte) (int, error) {
	t.text = append(t.text, more...)
	t.text = t.text[max(0, len(t.text)-16<<10):]
	return len(more), nil
}
