package cli

import (
	"bytes"
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
	"time"
)

// tick is how often a build under way says that it still is.
const tick = 30 * time.Second

// builder builds the pinned Terraform into the repository's bin folder.
type builder struct {
	bin      string
	source   source
	progress io.Writer
	// compile builds the module in dir into the file out.
	compile func(ctx context.Context, dir, out string) error
}

func newBuilder(root string, progress io.Writer) builder {
	return builder{
		bin:      filepath.Join(root, "bin"),
		source:   pinnedSource(),
		progress: progress,
		compile:  compileTerraform,
	}
}

func (b builder) path() string  { return filepath.Join(b.bin, executable("terraform")) }
func (b builder) stamp() string { return filepath.Join(b.bin, "terraform.stamp") }

// ensure returns the built Terraform, and builds it if need be; reason says why
// no other will do. Of several processes one builds and the others wait for it.
func (b builder) ensure(ctx context.Context, reason string) (string, error) {
	if b.built(ctx) {
		return b.path(), nil
	}
	if err := os.MkdirAll(b.bin, 0o750); err != nil {
		return "", fmt.Errorf("building Terraform: %w", err)
	}
	unlock, err := lock(ctx, filepath.Join(b.bin, "terraform.lock"), func() {
		b.say("Another process builds Terraform; waiting for it.")
	})
	if err != nil {
		return "", fmt.Errorf("building Terraform: %w", err)
	}
	if !b.built(ctx) {
		b.say("%s: building Terraform %s from its Go module into %s, once; this takes 2 to 6 minutes.",
			reason, b.source.version, b.path())
		err = b.build(ctx)
	}
	if err := errors.Join(err, unlock()); err != nil {
		return "", fmt.Errorf("building Terraform: %w", err)
	}
	return b.path(), nil
}

// built reports whether bin has a Terraform made from the very same source.
func (b builder) built(ctx context.Context) bool {
	stamp, err := os.ReadFile(b.stamp())
	if err != nil || string(stamp) != b.source.digest() {
		return false
	}
	version, err := VersionOf(ctx, b.path())
	return err == nil && version.String() == b.source.version
}

// build puts the new Terraform in place only when it is whole, so that neither
// an interrupted build nor a running test ever meets half a program.
func (b builder) build(ctx context.Context) (err error) {
	start := time.Now()
	dir, err := os.MkdirTemp(b.bin, "terraform-build-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := b.source.write(dir); err != nil {
		return err
	}
	fresh := filepath.Join(dir, executable("terraform"))
	if err := b.reporting(start, func() error { return b.compile(ctx, dir, fresh) }); err != nil {
		return err
	}
	version, err := VersionOf(ctx, fresh)
	if err != nil {
		return err
	}
	if version.String() != b.source.version {
		return fmt.Errorf("the build gave version %s instead of %s", version, b.source.version)
	}
	if err := os.Remove(b.stamp()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(fresh, b.path()); err != nil {
		return err
	}
	if err := os.WriteFile(b.stamp(), []byte(b.source.digest()), 0o600); err != nil {
		return err
	}
	b.say("Built Terraform %s in %s.", version, time.Since(start).Round(time.Second))
	return nil
}

// reporting runs work and tells from time to time how long it has been going.
func (b builder) reporting(start time.Time, work func() error) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	done := make(chan error, 1)
	go func() { done <- work() }()
	for {
		select {
		case err := <-done:
			return err
		case <-ticker.C:
			b.say("Building Terraform, %s so far.", time.Since(start).Round(time.Second))
		}
	}
}

// say writes a line of progress; nobody listening is no reason to stop.
func (b builder) say(format string, values ...any) {
	_, _ = fmt.Fprintf(b.progress, format+"\n", values...)
}

func compileTerraform(ctx context.Context, dir, out string) error {
	return goCommand(ctx, dir, "-mod=readonly", "build", "-trimpath",
		"-ldflags=-s -w -X "+terraformModule+"/version.dev=no", "-o", out, terraformModule)
}

// goCommand runs the go tool in dir, for this machine, whatever the user builds
// for. What it prints is shown only when it fails.
func goCommand(ctx context.Context, dir, flags string, arguments ...string) error {
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Dir = dir
	command.Env = append(os.Environ(),
		"GOFLAGS="+flags+" -buildvcs=false",
		"GOWORK=off",
		"CGO_ENABLED=0",
		"GOOS="+runtime.GOOS,
		"GOARCH="+runtime.GOARCH,
	)
	// An interrupt lets go remove its work folder; a kill wouldn't.
	command.Cancel = func() error {
		if runtime.GOOS == "windows" {
			return command.Process.Kill()
		}
		return command.Process.Signal(os.Interrupt)
	}
	command.WaitDelay = 10 * time.Second
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	if err := command.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("go %s: %w\n%s", arguments[0], err, tail(output.String(), 40))
	}
	return nil
}

// tail is the last lines of a text.
func tail(text string, lines int) string {
	all := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
