// Command testrun runs go test with everything on: acceptance tests against a
// Terraform CLI that is new enough, apart from the user's own configuration. A
// skipped test fails the run, because a skipped test has shown nothing.
//
//	go run ./tools/testrun -race ./...
//
// The arguments are those of go test. It prints a line for every package, what
// the failed and the skipped tests printed, the slowest tests and, as its last
// line, the counts.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	passed, err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
	}
	if err != nil || !passed {
		os.Exit(1)
	}
}

// run reports whether every test has run and passed.
func run(ctx context.Context, arguments []string) (passed bool, err error) {
	root, err := cli.Root()
	if err != nil {
		return false, err
	}
	terraform, err := cli.Find(ctx, root, os.Stderr)
	if err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "testrun-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	config, err := cli.Config(dir, dir)
	if err != nil {
		return false, err
	}
	command := exec.CommandContext(ctx, "go", append([]string{"test", "-json"}, arguments...)...)
	command.Env = append(cli.Environment(os.Environ(), config), "TF_ACC=1", cli.PathVariable+"="+terraform)
	command.Stderr = os.Stderr
	if runtime.GOOS != "windows" {
		command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	}
	command.WaitDelay = time.Minute
	return follow(command, os.Stdout)
}

// follow runs the command and turns the events that it prints into a report.
func follow(command *exec.Cmd, report io.Writer) (bool, error) {
	events, err := command.StdoutPipe()
	if err != nil {
		return false, err
	}
	start := time.Now()
	if err := command.Start(); err != nil {
		return false, err
	}
	out := bufio.NewWriter(report)
	results := newResults()
	readErr := results.read(events, func(p *tested) {
		printPackage(out, p)
		_ = out.Flush() // an error stays in out and comes back at the end
	})
	// Whatever has not been read would keep the command from ending.
	_, drainErr := io.Copy(io.Discard, events)
	waitErr := command.Wait()
	var exit *exec.ExitError
	if errors.As(waitErr, &exit) {
		waitErr = nil
		results.exitCode = exit.ExitCode()
	}
	counts := results.counts()
	printSummary(out, results, counts, time.Since(start))
	return counts.good() && results.exitCode == 0, errors.Join(readErr, drainErr, waitErr, out.Flush())
}
