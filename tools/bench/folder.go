package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

const (
	// stopping is how long an interrupted Terraform may take to end.
	stopping = 20 * time.Second
	// glance is how often Terraform's memory is looked at.
	glance = 20 * time.Millisecond
)

// folder is where Terraform runs with one variant.
type folder struct {
	terraform, dir, account string
	env                     []string
	// state is the name of the state.
	state string
}

// newFolder makes a folder in which Terraform finds this program in the place
// of the provider, which it starts and accounts for.
func newFolder(b *bench, dir string, v variant, env []string) (*folder, error) {
	f := &folder{terraform: b.terraform, dir: dir, account: filepath.Join(dir, "account.json")}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	config, err := cli.Config(dir, b.plugins)
	if err != nil {
		return nil, err
	}
	f.env = append(cli.Environment(os.Environ(), config), env...)
	f.env = append(f.env, accountVariable+"="+f.account, providerVariable+"="+b.provider)
	if v.floor {
		f.env = append(f.env, floorVariable+"=1")
	}
	if v.asks {
		f.env = append(f.env, askVariable+"=1")
	}
	return f, nil
}

// wrap puts this program into a folder as the provider.
func wrap(plugins string) error {
	if err := os.MkdirAll(plugins, 0o700); err != nil {
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
	to, err := os.OpenFile(filepath.Join(plugins, program("terraform-provider-onprem")), os.O_CREATE|os.O_WRONLY, 0o700) //nolint:gosec // a program is executable
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		_ = to.Close()
		return err
	}
	return to.Close()
}

// program is the name of a program's file.
func program(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// write puts a file into the folder.
func (f *folder) write(name string, content []byte) error {
	return os.WriteFile(filepath.Join(f.dir, name), content, 0o600)
}

// run runs Terraform, which has to succeed, and says what it took.
func (f *folder) run(ctx context.Context, arguments ...string) (sample, error) {
	if err := os.RemoveAll(f.account); err != nil {
		return sample{}, err
	}
	command := exec.CommandContext(ctx, f.terraform, arguments...)
	command.Dir, command.Env = f.dir, f.env
	// Asked, Terraform ends its providers.
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = stopping
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	begun := time.Now()
	if err := command.Start(); err != nil {
		return sample{}, err
	}
	memory := watch(command.Process.Pid)
	err := command.Wait()
	taken := sample{wall: time.Since(begun)}
	taken.terraform.Memory = memory()
	if err != nil {
		return sample{}, fmt.Errorf("terraform %s: %w\n%s", arguments[0], err, last(output.Bytes(), 4000))
	}
	if taken.provider, err = used(f.account); err != nil {
		return sample{}, err
	}
	// What a process took includes its children.
	taken.terraform.CPU = processorTime(command.ProcessState) - taken.provider.CPU - taken.provider.Accounting
	return taken, nil
}

// watch follows a process's memory until the returned function is called,
// which says what the most was.
func watch(pid int) func() int64 {
	var most int64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		ticker := time.NewTicker(glance)
		defer ticker.Stop()
		for {
			most = max(most, peak(pid))
			select {
			case <-ticker.C:
			case <-stop:
				return
			}
		}
	}()
	return func() int64 {
		close(stop)
		<-stopped
		return most
	}
}

func last(output []byte, most int) []byte {
	return output[max(0, len(output)-most):]
}
