// Package cli finds or builds the Terraform CLI that the tests, the demo and
// the documentation run, and runs it apart from the user's own configuration.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// PathVariable names the environment variable with the Terraform CLI to use;
// the acceptance test framework reads the same one.
const PathVariable = "TF_ACC_TERRAFORM_PATH"

// modulePath tells the repository's go.mod from those of nested modules.
const modulePath = "github.com/terraform-onprem/terraform-provider-onprem"

// Least is the oldest Terraform that has every feature the provider serves:
// list resources and actions came with it.
func Least() Version { return Version{Major: 1, Minor: 14} }

// Find returns the absolute path of a Terraform CLI that is 1.14 or newer: the
// one that TF_ACC_TERRAFORM_PATH names, which must be new enough; else the one
// on PATH; else bin/terraform below root, built from its Go module if it isn't
// there. What takes long is told to progress.
func Find(ctx context.Context, root string, progress io.Writer) (string, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return "", fmt.Errorf("finding a Terraform CLI: %w", err)
	}
	return search{
		named: os.Getenv(PathVariable),
		look:  exec.LookPath,
		build: func(ctx context.Context, reason string) (string, error) {
			return newBuilder(root, progress).ensure(ctx, reason)
		},
	}.run(ctx)
}

// Root returns the repository's root folder, seen from the working directory.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("finding the repository: %w", err)
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("finding the repository: %w", err)
		}
		if first, _, _ := strings.Cut(string(text), "\n"); strings.TrimSpace(first) == "module "+modulePath {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("finding the repository: no folder above the working directory has its go.mod")
		}
		dir = parent
	}
}

// search is where a Terraform CLI may come from, in this order.
type search struct {
	named string
	look  func(file string) (string, error)
	build func(ctx context.Context, reason string) (string, error)
}

func (s search) run(ctx context.Context) (string, error) {
	if s.named != "" {
		return chosen(ctx, s.named)
	}
	found, err := s.look(executable("terraform"))
	if err != nil {
		return s.build(ctx, "No Terraform on PATH")
	}
	version, err := VersionOf(ctx, found)
	if err != nil {
		if ctx.Err() != nil {
			return "", fmt.Errorf("finding a Terraform CLI: %w", ctx.Err())
		}
		return s.build(ctx, fmt.Sprintf("The Terraform on PATH, %s, doesn't tell its version", found))
	}
	if !version.AtLeast(Least()) {
		return s.build(ctx, fmt.Sprintf("The Terraform on PATH, %s, is %s, older than %s", found, version, Least()))
	}
	return filepath.Abs(found)
}

// chosen checks the CLI that a person has named; another one in its place
// would test something else than they meant.
func chosen(ctx context.Context, path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", PathVariable, err)
	}
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%s: %w", PathVariable, err)
	}
	version, err := VersionOf(ctx, path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", PathVariable, err)
	}
	if !version.AtLeast(Least()) {
		return "", fmt.Errorf("%s: %s is Terraform %s; %s or newer is needed", PathVariable, path, version, Least())
	}
	return path, nil
}

// executable is a program's file name on this system.
func executable(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}
