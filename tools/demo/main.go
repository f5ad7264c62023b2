// Command demo shows the provider at work on a simulated InfiniBox: Terraform
// applies examples/demo, plans again, finds and mends what somebody else has
// changed, is refused a destroy that isn't approved and carries out one that
// is. Each step is checked on the array itself; the first that doesn't go as
// told ends the demo with what Terraform printed and exit code 1.
//
//	go run ./tools/demo
//
// It needs Go alone. Everything it makes is in a temporary folder that is gone
// at the end, also after Ctrl-C, except the Terraform CLI if one has to be built
// into bin/ first.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A terminal or reader that goes away stops the demo like Ctrl-C.
	// Further signals are swallowed: stopping is bounded, and an impatient
	// second Ctrl-C would leave what the first one is about to remove.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	err := run(ctx, os.Stdout)
	stop()
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "\nInterrupted. Nothing is left running, and nothing left behind.")
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "\nThe demo failed:", err)
		os.Exit(1)
	}
}

// run sets the stage, shows every step and clears up, whatever happens.
func run(ctx context.Context, out io.Writer) error {
	s := &stage{out: &page{to: out}}
	err := s.prepare(ctx)
	if err == nil {
		err = s.show(ctx)
	}
	if leftOver := s.close(); leftOver != nil {
		if err != nil {
			s.say("%s", err)
		}
		return fmt.Errorf("clearing up: %w", leftOver)
	}
	if err != nil {
		return err
	}
	s.out.gap()
	_, err = fmt.Fprintln(s.out, shown)
	return err
}
