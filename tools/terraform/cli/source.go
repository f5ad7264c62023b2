package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed" // the module that builds Terraform
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

// Pinned is the release that is built when no Terraform is at hand. After
// changing it run `go run ./tools/terraform -renew`.
const Pinned = "1.16.1"

const terraformModule = "github.com/hashicorp/terraform"

// The module that builds Terraform has a go.mod and go.sum of its own, so that
// none of Terraform's dependencies reach the provider. They are kept under
// other names because a go.mod would put them out of the reach of embed.
var (
	//go:embed module/terraform.mod
	moduleFile string
	//go:embed module/terraform.sum
	sumFile string
	//go:embed module/backend.go.tmpl
	backendFile string
)

// absentBackends are nested modules of Terraform that are never published; each
// is replaced by a small one, written from module/backend.go.tmpl.
func absentBackends() []string {
	return []string{"azure", "consul", "cos", "gcs", "kubernetes", "oci", "oss", "pg", "s3"}
}

// legacyModule is replaced too: Terraform's tests use it, its program doesn't.
const legacyModule = terraformModule + "/internal/legacy"

func backendModule(name string) string {
	return terraformModule + "/internal/backend/remote-state/" + name
}

// source is everything that decides what is built.
type source struct {
	version, module, sum, backend string
}

func pinnedSource() source {
	return source{version: Pinned, module: moduleFile, sum: sumFile, backend: backendFile}
}

// digest changes whenever the Terraform built from the source could.
func (s source) digest() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{s.version, s.module, s.sum, s.backend}, "\x00")))
	return hex.EncodeToString(sum[:])
}

// write lays the module that builds Terraform out in dir.
func (s source) write(dir string) error {
	backend, err := template.New("backend").Parse(s.backend)
	if err != nil {
		return fmt.Errorf("backend template: %w", err)
	}
	files := map[string]string{
		"go.mod":                  s.module,
		"go.sum":                  s.sum,
		"absent/legacy/go.mod":    "module " + legacyModule + "\n",
		"absent/legacy/legacy.go": "// Package legacy stands in for what only Terraform's own tests need.\npackage legacy\n",
	}
	for _, name := range absentBackends() {
		var text bytes.Buffer
		if err := backend.Execute(&text, name); err != nil {
			return fmt.Errorf("backend template: %w", err)
		}
		files["absent/"+name+"/go.mod"] = "module " + backendModule(name) + "\n"
		files["absent/"+name+"/backend.go"] = text.String()
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// unresolved is the module before its dependencies are known.
func (s source) unresolved(goVersion string) source {
	var text strings.Builder
	fmt.Fprintf(&text, "module terraform\n\ngo %s\n\ntool %s\n\nrequire %s v%s\n\nreplace (\n",
		goVersion, terraformModule, terraformModule, s.version)
	for _, name := range absentBackends() {
		fmt.Fprintf(&text, "\t%s => ./absent/%s\n", backendModule(name), name)
	}
	fmt.Fprintf(&text, "\t%s => ./absent/legacy\n)\n", legacyModule)
	s.module, s.sum = text.String(), ""
	return s
}

// Renew resolves the dependencies of the pinned Terraform and keeps the result
// in the repository at root.
func Renew(ctx context.Context, root string, progress io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "terraform-modules-")
	if err != nil {
		return fmt.Errorf("renewing the modules of Terraform: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	goVersion, err := goVersionOf(filepath.Join(root, "go.mod"))
	if err != nil {
		return fmt.Errorf("renewing the modules of Terraform: %w", err)
	}
	if err := pinnedSource().unresolved(goVersion).write(dir); err != nil {
		return fmt.Errorf("renewing the modules of Terraform: %w", err)
	}
	if _, err := fmt.Fprintf(progress, "Resolving the modules of Terraform %s.\n", Pinned); err != nil {
		return err
	}
	// -e: the tests of Terraform import packages of the modules left out.
	if err := goCommand(ctx, dir, "-mod=mod", "mod", "tidy", "-e"); err != nil {
		return fmt.Errorf("renewing the modules of Terraform: %w", err)
	}
	kept := filepath.Join(root, "tools", "terraform", "cli", "module")
	for from, to := range map[string]string{"go.mod": "terraform.mod", "go.sum": "terraform.sum"} {
		text, err := os.ReadFile(filepath.Join(dir, from))
		if err != nil {
			return fmt.Errorf("renewing the modules of Terraform: %w", err)
		}
		if err := os.WriteFile(filepath.Join(kept, to), text, 0o644); err != nil { //nolint:gosec // a source file, read by everyone
			return fmt.Errorf("renewing the modules of Terraform: %w", err)
		}
	}
	return nil
}

// goVersionOf is the Go release that a go.mod demands.
func goVersionOf(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(text)) {
		if version, ok := strings.CutPrefix(strings.TrimSpace(line), "go "); ok {
			return version, nil
		}
	}
	return "", fmt.Errorf("%s has no go line", path)
}
