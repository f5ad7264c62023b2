//go:build unix

package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const builtPath = "/repository/bin/terraform"

// fakeTerraform writes a script that answers `terraform version -json` with the
// given version, if it is asked the way Terraform must be: under a CLI
// configuration that exists and with nothing of the user's.
func fakeTerraform(t *testing.T, version string) string {
	t.Helper()
	return script(t, `[ "$1 $2" = "version -json" ] || exit 3
[ -e "$TF_CLI_CONFIG_FILE" ] && [ -n "$CHECKPOINT_DISABLE" ] && [ -z "$TF_CLI_ARGS" ] || exit 4
echo '{"terraform_version": "`+version+`", "platform": "linux_amd64"}'`)
}

func script(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "terraform")
	if err := writeProgram(path, []byte("#!/bin/sh\n"+body+"\n")); err != nil {
		t.Fatal(err)
	}
	return path
}

// writeProgram keeps the other tests from forking while the file is open: the
// child would have it open for writing too, and nobody could run it then.
func writeProgram(path string, text []byte) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return os.WriteFile(path, text, 0o700)
}

// onPath is a search whose PATH has the given Terraform, none if it is "". The
// reasons for which it builds end up in reasons.
func onPath(path string, reasons *[]string) search {
	return search{
		look: func(string) (string, error) {
			if path == "" {
				return "", errors.New("executable file not found in $PATH")
			}
			return path, nil
		},
		build: func(_ context.Context, reason string) (string, error) {
			*reasons = append(*reasons, reason)
			return builtPath, nil
		},
	}
}

func TestSearchTakesANewEnoughTerraformFromPath(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"1.14.0", "1.15.3", "2.0.0"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			var reasons []string
			terraform := fakeTerraform(t, version)
			got, err := onPath(terraform, &reasons).run(t.Context())
			if err != nil || got != terraform || len(reasons) > 0 {
				t.Errorf("got %q, %v, built because of %q; want %q", got, err, reasons, terraform)
			}
		})
	}
}

func TestSearchBuildsWhenPathHasNothingUsable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ path, reason string }{
		"none":        {"", "No Terraform on PATH"},
		"old":         {fakeTerraform(t, "1.13.4"), "is 1.13.4, older than 1.14.0"},
		"candidate":   {fakeTerraform(t, "1.14.0-rc1"), "is 1.14.0-rc1, older than 1.14.0"},
		"no version":  {fakeTerraform(t, ""), "doesn't tell its version"},
		"no number":   {fakeTerraform(t, "newest"), "doesn't tell its version"},
		"not JSON":    {script(t, "echo Terraform v1.16.1"), "doesn't tell its version"},
		"failing":     {script(t, "echo no such version >&2; exit 1"), "doesn't tell its version"},
		"no program":  {filepath.Join(t.TempDir(), "terraform"), "doesn't tell its version"},
		"other shell": {script(t, "exit 127"), "doesn't tell its version"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var reasons []string
			got, err := onPath(test.path, &reasons).run(t.Context())
			if err != nil || got != builtPath {
				t.Fatalf("got %q, %v; want %q", got, err, builtPath)
			}
			if len(reasons) != 1 || !strings.Contains(reasons[0], test.reason) {
				t.Errorf("built because of %q, want %q", reasons, test.reason)
			}
		})
	}
}

func TestSearchPrefersTheNamedTerraform(t *testing.T) {
	t.Parallel()
	var reasons []string
	search := onPath(fakeTerraform(t, "1.16.1"), &reasons)
	search.named = fakeTerraform(t, "1.14.2")
	got, err := search.run(t.Context())
	if err != nil || got != search.named {
		t.Errorf("got %q, %v; want %q", got, err, search.named)
	}
}

func TestSearchRefusesANamedTerraformThatWontDo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ named, want string }{
		"absent":  {filepath.Join(t.TempDir(), "terraform"), "no such file"},
		"old":     {fakeTerraform(t, "1.11.4"), "is Terraform 1.11.4; 1.14.0 or newer is needed"},
		"failing": {script(t, "echo wrong architecture >&2; exit 1"), "wrong architecture"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var reasons []string
			search := onPath(fakeTerraform(t, "1.16.1"), &reasons)
			search.named = test.named
			got, err := search.run(t.Context())
			if err == nil {
				t.Fatalf("took %q", got)
			}
			for _, part := range []string{PathVariable, test.named, test.want} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q doesn't mention %q", err, part)
				}
			}
			if len(reasons) > 0 {
				t.Errorf("built because of %q", reasons)
			}
		})
	}
}

func TestSearchStopsWhenInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var reasons []string
	got, err := onPath(fakeTerraform(t, "1.16.1"), &reasons).run(ctx)
	if !errors.Is(err, context.Canceled) || len(reasons) > 0 {
		t.Errorf("got %q, %v, built because of %q", got, err, reasons)
	}
}

// Not parallel: it sets the variables of this process.
func TestFindReadsTheVariable(t *testing.T) {
	terraform := fakeTerraform(t, "1.14.2")
	t.Setenv(PathVariable, terraform)
	t.Setenv("TF_CLI_ARGS", "-no-color")
	t.Setenv("TF_CLI_CONFIG_FILE", filepath.Join(t.TempDir(), "absent"))
	var progress strings.Builder
	got, err := Find(t.Context(), t.TempDir(), &progress)
	if err != nil || got != terraform || progress.Len() > 0 {
		t.Errorf("got %q, %v, said %q; want %q", got, err, progress.String(), terraform)
	}
}

func TestRootIsTheRepositorys(t *testing.T) {
	t.Parallel()
	want, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Root(); err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}
