package acctest

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Interrupted runs Terraform, sends it a signal as soon as ready says so, and
// answers what it printed, its exit code, and how long it took to end after
// the signal.
func (c *CLI) Interrupted(signal os.Signal, ready func() bool, arguments ...string) (output string, code int, ended time.Duration) {
	c.t.Helper()
	command := exec.CommandContext(c.t.Context(), c.path, arguments...)
	command.Dir, command.Env = c.Dir, c.env
	var printed bytes.Buffer
	command.Stdout, command.Stderr = &printed, &printed
	if err := command.Start(); err != nil {
		c.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- command.Wait() }()
	deadline, look := time.After(time.Minute), time.NewTicker(5*time.Millisecond)
	defer look.Stop()
	for !ready() {
		select {
		case err := <-done:
			c.t.Fatalf("terraform %s ended by itself: %v\n%s", strings.Join(arguments, " "), err, printed.String())
		case <-deadline:
			_ = command.Process.Kill()
			c.t.Fatalf("terraform %s never got there", strings.Join(arguments, " "))
		case <-look.C:
		}
	}
	if err := command.Process.Signal(signal); err != nil {
		c.t.Fatal(err)
	}
	begun := time.Now()
	if err := <-done; err != nil && command.ProcessState == nil {
		c.t.Fatal(err)
	}
	return printed.String(), command.ProcessState.ExitCode(), time.Since(begun)
}
