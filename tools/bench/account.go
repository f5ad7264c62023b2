package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

// What this program is told when it runs as a provider.
const (
	// accountVariable names the file that takes the provider's usage.
	accountVariable = "BENCH_ACCOUNT"
	// providerVariable is the program of the real provider.
	providerVariable = "BENCH_PROVIDER"
	// floorVariable asks for the provider that does nothing.
	floorVariable = "BENCH_FLOOR"
	// askVariable has that one ask the array something for each object that it
	// makes or deletes, and wait for the answer.
	askVariable = "BENCH_FLOOR_ASK"
)

// usage is what processes took.
type usage struct {
	// CPU is user and system time.
	CPU time.Duration `json:"cpu"`
	// Memory is the largest resident size, in bytes; 0 where it isn't known.
	Memory int64 `json:"memory"`
	// Accounting is the CPU time of this program itself, which ran in between.
	Accounting time.Duration `json:"accounting"`
}

// account runs the provider in this program's place and writes what it used.
func account() error {
	program := os.Getenv(providerVariable)
	if os.Getenv(floorVariable) != "" {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		program = self
	}
	file := os.Getenv(accountVariable)
	if err := os.Unsetenv(accountVariable); err != nil {
		return err
	}
	// Terraform ends a provider by a request; the signals are for people, and
	// reach the provider too.
	signal.Ignore(os.Interrupt)
	parent := os.Getppid()
	command := exec.Command(program) //nolint:noctx // The provider lives as long as Terraform wants.
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		return err
	}
	// The provider looks for its own parent, which is this program.
	orphaned := provider.Orphaned(func() bool { return os.Getppid() == parent })
	go func() {
		<-orphaned
		_ = command.Process.Kill()
	}()
	err := command.Wait()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		return err
	}
	return usage{CPU: processorTime(command.ProcessState), Memory: resident(command.ProcessState), Accounting: own()}.write(file)
}

func processorTime(state *os.ProcessState) time.Duration {
	return state.UserTime() + state.SystemTime()
}

// write adds a line to a file.
func (u usage) write(file string) error {
	line, err := json.Marshal(u)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // named by the bench itself
	if err != nil {
		return err
	}
	_, err = out.Write(append(line, '\n'))
	return errors.Join(err, out.Close())
}

// used sums up the lines of a file: Terraform starts the provider for the
// schema, and again for the work. The memory is that of the largest.
func used(file string) (usage, error) {
	content, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return usage{}, nil
	}
	if err != nil {
		return usage{}, err
	}
	var sum usage
	decoder := json.NewDecoder(bytes.NewReader(content))
	for decoder.More() {
		var one usage
		if err := decoder.Decode(&one); err != nil {
			return usage{}, err
		}
		sum.CPU += one.CPU
		sum.Accounting += one.Accounting
		sum.Memory = max(sum.Memory, one.Memory)
	}
	return sum, nil
}
