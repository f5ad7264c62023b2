package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// run is a folder in which Terraform plans one variant.
type run struct {
	terraform, dir string
	env            []string
	account        string
}

// build makes the provider's program.
func build(ctx context.Context, root, path string) error {
	output, err := exec.CommandContext(ctx, "go", "build", "-C", root, "-trimpath", "-o", path, ".").CombinedOutput()
	if err != nil {
		return fmt.Errorf("building the provider: %w\n%s", err, output)
	}
	return nil
}

// prepare writes the configuration and gets its state: from the folder of a
// variant that has the same resources, or by applying.
func (r *run) prepare(ctx context.Context, v *variant, made string) error {
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(r.dir, "main.tf"), []byte(v.config), 0o600); err != nil {
		return err
	}
	plugins := filepath.Join(r.dir, "plugins")
	if err := r.wrap(plugins); err != nil {
		return err
	}
	config, err := cli.Config(r.dir, plugins)
	if err != nil {
		return err
	}
	r.account = filepath.Join(r.dir, "account.json")
	r.env = append(cli.Environment(os.Environ(), config), v.env...)
	r.env = append(r.env, accountVariable+"="+r.account, providerVariable+"="+v.provider)
	if made != "" {
		state, err := os.ReadFile(filepath.Join(made, "terraform.tfstate"))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(r.dir, "terraform.tfstate"), state, 0o600) //nolint:gosec // a folder of our own
	}
	_, err = r.run(ctx, "apply", "-auto-approve", "-input=false")
	return err
}

// wrap puts this program where Terraform looks for the provider: it starts the
// real one and accounts for it.
func (r *run) wrap(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	from, err := os.Open(self)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	to, err := os.OpenFile(filepath.Join(dir, "terraform-provider-onprem"), os.O_CREATE|os.O_WRONLY, 0o700) //nolint:gosec // a program is executable
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		_ = to.Close()
		return err
	}
	return to.Close()
}

// plan plans once; a plan that isn't empty is an error.
func (r *run) plan(ctx context.Context) (sample, error) {
	if err := os.RemoveAll(r.account); err != nil {
		return sample{}, err
	}
	wall, err := r.run(ctx, "plan", "-detailed-exitcode", "-input=false")
	if err != nil {
		return sample{}, err
	}
	taken := sample{wall: wall}
	content, err := os.ReadFile(r.account)
	if os.IsNotExist(err) {
		return taken, nil
	}
	if err != nil {
		return sample{}, err
	}
	// Terraform starts the provider for the schema, and again for the plan.
	decoder := json.NewDecoder(bytes.NewReader(content))
	for decoder.More() {
		var used usage
		if err := decoder.Decode(&used); err != nil {
			return sample{}, err
		}
		taken.cpu += used.CPU
		taken.memory = max(taken.memory, used.Memory)
	}
	return taken, nil
}

func (r *run) run(ctx context.Context, arguments ...string) (time.Duration, error) {
	command := exec.CommandContext(ctx, r.terraform, arguments...)
	command.Dir, command.Env = r.dir, r.env
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	begun := time.Now()
	if err := command.Run(); err != nil {
		return 0, fmt.Errorf("terraform %s: %w\n%s", arguments[0], err, last(output.Bytes(), 4000))
	}
	return time.Since(begun), nil
}

func last(output []byte, most int) []byte {
	return output[max(0, len(output)-most):]
}
