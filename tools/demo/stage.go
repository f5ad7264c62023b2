package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// example is the configuration that is shown, below the repository's root.
const example = "examples/demo"

// stage is what the steps play on.
type stage struct {
	out *page
	// dir is a temporary folder that holds everything that is made.
	dir string
	// work is Terraform's working directory, with a copy of the example.
	work string
	// cli is the Terraform CLI, environment what it runs with.
	cli         string
	environment []string
	array       *device.Server
	headings    int
}

// prepare gets a Terraform CLI, builds the provider and starts the array. What
// it has begun before an error is for close to end.
func (s *stage) prepare(ctx context.Context) error {
	s.heading("Get ready")
	root, err := cli.Root()
	if err != nil {
		return err
	}
	if s.cli, err = cli.Find(ctx, root, s.out); err != nil {
		return err
	}
	version, err := cli.VersionOf(ctx, s.cli)
	if err != nil {
		return err
	}
	s.say("Terraform %s: %s", version, s.cli)
	if s.dir, err = os.MkdirTemp("", "onprem-demo-"); err != nil {
		return err
	}
	if err := s.build(ctx, root); err != nil {
		return err
	}
	s.work = filepath.Join(s.dir, "demo")
	if err := os.CopyFS(s.work, os.DirFS(filepath.Join(root, example))); err != nil {
		return err
	}
	// The array outlives ctx, so that stopping it is one step with one result.
	s.array, err = device.Start(context.WithoutCancel(ctx), infinibox.New(infinibox.Options{WithoutSchedules: true}), device.Options{
		TLS:      true,
		ErrorLog: log.New(io.Discard, "", 0),
	})
	if err != nil {
		return err
	}
	s.say("Simulated InfiniBox: %s", s.array.URL())
	config, err := cli.Config(s.dir, s.dir)
	if err != nil {
		return err
	}
	given := s.array.Environment()
	s.say("Terraform gets there by %s.", strings.Join(slices.Sorted(maps.Keys(given)), ", "))
	s.say("Lines with a bar are what Terraform prints, shortened to what matters.")
	s.environment = surroundings(cli.Environment(os.Environ(), config), given, s.dir)
	return nil
}

// surroundings is base without any InfiniBox of the person who runs the demo,
// who may have a real one, and with the simulated one. What Terraform and the
// provider leave in the folder for temporary files goes into dir.
func surroundings(base []string, array map[string]string, dir string) []string {
	own := slices.DeleteFunc(slices.Clone(base), func(variable string) bool {
		return strings.HasPrefix(variable, "INFINIBOX_") || strings.HasPrefix(variable, "TMPDIR=")
	})
	for _, name := range slices.Sorted(maps.Keys(array)) {
		own = append(own, name+"="+array[name])
	}
	return append(own, "TMPDIR="+dir, "TF_CLI_ARGS=-no-color")
}

// build builds the provider into the temporary folder.
func (s *stage) build(ctx context.Context, root string) error {
	s.say("Building the provider; the first time takes a minute or two.")
	begun := time.Now()
	binary := filepath.Join(s.dir, "terraform-provider-onprem")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	command := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", binary, ".")
	command.Dir = root
	// For this machine, whatever else the user builds for; and an interrupted
	// build may leave its temporary files.
	command.Env = append(os.Environ(), "GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH, "TMPDIR="+s.dir, "GOTMPDIR=")
	output, err := finish(ctx, command)
	if err != nil {
		return fmt.Errorf("building the provider: %w\n%s", err, output)
	}
	s.say("Built in %s.", time.Since(begun).Round(100*time.Millisecond))
	return nil
}

// close stops the array and removes the temporary folder.
func (s *stage) close() error {
	var err error
	if s.array != nil {
		err = s.array.Close()
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}
