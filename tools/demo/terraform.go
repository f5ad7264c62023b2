package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// stopping is how long an interrupted program may take to end by itself.
const stopping = 20 * time.Second

// result is what a Terraform command came to.
type result struct {
	command string
	code    int
	// output is all that it printed.
	output string
}

// terraform runs a command, shows it with what view leaves of its output, and
// fails unless it ends with the wanted exit code.
func (s *stage) terraform(ctx context.Context, wanted int, view view, arguments ...string) (result, error) {
	return s.terraformWith(ctx, "", wanted, view, arguments...)
}

// terraformWith is terraform with one more variable, "NAME=VALUE".
func (s *stage) terraformWith(ctx context.Context, variable string, wanted int, view view, arguments ...string) (result, error) {
	r := result{command: strings.TrimSpace(variable + " terraform " + strings.Join(arguments, " "))}
	s.say("$ %s", r.command)
	command := exec.CommandContext(ctx, s.cli, arguments...)
	command.Dir = s.work
	command.Env = s.environment
	if variable != "" {
		command.Env = slices.Concat(s.environment, []string{variable})
	}
	output, err := finish(ctx, command)
	r.output = string(output)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		r.code = exit.ExitCode()
	case err != nil:
		return r, fmt.Errorf("running %s: %w", r.command, err)
	}
	if r.code != wanted {
		return r, r.mismatch("exit code %d, and %d was to be expected", r.code, wanted)
	}
	s.quote(view(r.output))
	return r, nil
}

// mismatch is the error of a step that didn't go as told, with everything that
// Terraform printed.
func (r result) mismatch(format string, values ...any) error {
	return fmt.Errorf("%s: %s. Terraform printed:\n\n%s", r.command, fmt.Sprintf(format, values...), r.output)
}

// finish runs a program in a process group of its own and returns what it
// printed. A Ctrl-C then reaches only the demo, which asks the program to stop
// once: a second request would make Terraform give up without tidying. When ctx
// ends, nothing of the group is left and the error is that of ctx.
func finish(ctx context.Context, command *exec.Cmd) ([]byte, error) {
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	command.Cancel = func() error { return askToStop(command.Process) }
	command.WaitDelay = stopping
	separate(command)
	err := command.Run()
	if ctx.Err() != nil {
		if command.Process != nil {
			sweep(command.Process)
		}
		return output.Bytes(), ctx.Err()
	}
	return output.Bytes(), err
}
