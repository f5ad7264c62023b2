package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"time"
)

// What this program is told when it runs as a provider.
const (
	// accountVariable names the file that takes the provider's usage.
	accountVariable = "BENCH_ACCOUNT"
	// providerVariable is the program of the real provider.
	providerVariable = "BENCH_PROVIDER"
	// floorVariable asks for the provider that does nothing.
	floorVariable = "BENCH_FLOOR"
)

// usage is what one provider process took.
type usage struct {
	// CPU is user and system time.
	CPU time.Duration `json:"cpu"`
	// Memory is the largest resident size, in bytes.
	Memory int64 `json:"memory"`
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
	command := exec.Command(program) //nolint:noctx // The provider lives as long as Terraform wants.
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := command.Run()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		return err
	}
	used := usage{CPU: command.ProcessState.UserTime() + command.ProcessState.SystemTime(), Memory: resident(command.ProcessState)}
	line, err := json.Marshal(used)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // named by the bench itself
	if err != nil {
		return err
	}
	if _, err := out.Write(append(line, '\n')); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}
