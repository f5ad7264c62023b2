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
	for deadline := time.Now().Add(time.Minute); !ready(); time.Sleep(5 * time.Millisecond) {
		select {
		case err := <-done:
			c.t.Fatalf("terraform %s ended by itself: %v\n%s", strings.Join(arguments, " "), err, printed.String())
		default:
		}
		if time.Now().After(deadline) {
			_ = command.Process.Kill()
			c.t.Fatalf("terraform %s never got there", strings.Join(arguments, " "))
		}
	}
	if err := command.Process.Signal(signal); err != nil {
		c.t.Fatal(err)
	}
	begun := time.Now()
	<-done
	return printed.String(), command.ProcessState.ExitCode(), time.Since(begun)
}
