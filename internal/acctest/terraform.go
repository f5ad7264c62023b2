package acctest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// CLI runs a real Terraform with the built provider in a folder of its own.
// It is for what terraform-plugin-testing can't do.
type CLI struct {
	t    testing.TB
	path string
	env  []string
	// Dir is where the configuration is and where Terraform runs.
	Dir string
}

// built is the provider's program, made once for all tests of a package.
var built = sync.OnceValues(func() (string, error) {
	root, err := cli.Root()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "provider")
	if err != nil {
		return "", err
	}
	output, err := exec.CommandContext(context.Background(), "go", "build", "-C", root, "-o", dir+string(filepath.Separator), ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the provider: %w\n%s", err, output)
	}
	return dir, nil
})

// NewCLI prepares a folder; extra are variables of the environment, which has
// nothing of Terraform's besides. The test is skipped where acceptance tests
// aren't asked for.
func NewCLI(t testing.TB, extra ...string) *CLI {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance tests run only with TF_ACC set")
	}
	root, err := cli.Root()
	if err != nil {
		t.Fatal(err)
	}
	path, err := cli.Find(t.Context(), root, os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	provider, err := built()
	if err != nil {
		t.Fatal(err)
	}
	config, err := cli.Config(t.TempDir(), provider)
	if err != nil {
		t.Fatal(err)
	}
	return &CLI{t: t, path: path, env: append(cli.Environment(os.Environ(), config), extra...), Dir: t.TempDir()}
}

// Write puts a file into the folder, or into one below it.
func (c *CLI) Write(name, content string) {
	c.t.Helper()
	if err := os.MkdirAll(filepath.Dir(filepath.Join(c.Dir, name)), 0o750); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.Dir, name), []byte(content), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// Read takes a file from the folder.
func (c *CLI) Read(name string) string {
	c.t.Helper()
	content, err := os.ReadFile(filepath.Join(c.Dir, name))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(content)
}

// Run runs Terraform and answers what it printed, with its exit code.
func (c *CLI) Run(arguments ...string) (string, int) {
	c.t.Helper()
	command := exec.CommandContext(c.t.Context(), c.path, arguments...)
	command.Dir, command.Env = c.Dir, c.env
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err := command.Run()
	if err != nil && command.ProcessState == nil {
		c.t.Fatal(err)
	}
	return output.String(), command.ProcessState.ExitCode()
}

// Must is Run for what has to succeed.
func (c *CLI) Must(arguments ...string) string {
	c.t.Helper()
	output, code := c.Run(arguments...)
	if code != 0 {
		c.t.Fatalf("terraform %s: exit code %d\n%s", strings.Join(arguments, " "), code, output)
	}
	return output
}

// Required is the terraform block of a configuration that a CLI runs.
const Required = `
terraform {
  required_providers {
    onprem = { source = "terraform-onprem/onprem" }
  }
}
`

// Environ are the variables that point a provider at the device.
func (s *Simulated) Environ(extra ...string) []string {
	var variables []string
	for name, value := range s.Environment() {
		variables = append(variables, name+"="+value)
	}
	return append(variables, extra...)
}

// Generated is what Terraform made of an import block without a resource.
type Generated struct {
	// Configuration is what it wrote.
	Configuration string
	// Changes is the plan's summary with that configuration in place.
	Changes string
}

var summary = regexp.MustCompile(`Plan: (.+)\.`)

// Generate has Terraform write the configuration of an object, and plans it.
func Generate(t testing.TB, on Simulation, resource, id string) Generated {
	t.Helper()
	terraform := NewCLI(t, on.simulated().Environ()...)
	configuration := Required + "provider \"onprem\" {}\n" + fmt.Sprintf("import {\n  to = %s.made\n  id = %q\n%%s}\n", resource, id)
	// With a development override Terraform finds the provider of a resource
	// that isn't written yet only when told, and allows telling only then.
	terraform.Write("main.tf", fmt.Sprintf(configuration, "  provider = onprem\n"))
	terraform.Must("plan", "-no-color", "-generate-config-out=generated.tf")
	terraform.Write("main.tf", fmt.Sprintf(configuration, ""))
	output := terraform.Must("plan", "-no-color")
	generated := Generated{Configuration: terraform.Read("generated.tf")}
	if found := summary.FindStringSubmatch(output); found != nil {
		generated.Changes = found[1]
	}
	return generated
}
