// Command simulator runs the simulated devices and tells the shell how to point
// the provider at them:
//
//	go run ./tools/simulator -volumes 1000 -latency 20ms > simulator.env
//
// and, in another terminal, once it says that the devices answer:
//
//	. ./simulator.env
//	terraform plan
//
// Standard output is nothing but one line "export NAME=VALUE" for each variable,
// written once all devices answer; messages go to standard error. The program
// stops on Ctrl-C or SIGTERM, with exit code 0.
//
// Each device also answers its control API, under /_simulator/ on the same
// address, to this machine alone: request log, faults, latency,
// asynchronous answers, clock, out-of-band changes, inventory. GET /_simulator/ lists what there is; the
// package internal/simulator/device describes it.
//
// -only runs some of the devices. -inventory fills a device from a file at start: one that its control API
// answered, or one written by hand, in which most fields may be left out. The
// documentation of Import describes a device's format:
//
//	go doc ./internal/simulator/infinibox Array.Import
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once, should stopping take long.
	context.AfterFunc(ctx, stop)
	os.Exit(exitCode(run(ctx, devices(), os.Args[1:], os.Stdout, os.Stderr), os.Stderr))
}

// errUsage stands for wrong arguments that the user has already been told about.
var errUsage = errors.New("wrong arguments")

func exitCode(err error, stderr io.Writer) int {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		return 2
	}
	fmt.Fprintln(stderr, "simulator:", err)
	return 1
}

// run starts the devices, prints their environment and keeps them until ctx
// ends.
func run(ctx context.Context, all []simulated, arguments []string, stdout, stderr io.Writer) (err error) {
	s, err := parse(all, arguments, stderr)
	if err != nil {
		return err
	}
	// The servers outlive ctx, so that stopping them is one step with one result.
	started, err := start(context.WithoutCancel(ctx), s.chosen(all), s)
	defer func() { err = errors.Join(err, started.close()) }()
	if err != nil {
		return err
	}
	if s.caFile != "" {
		if err := os.WriteFile(s.caFile, started.authorities(), 0o644); err != nil { //nolint:gosec // certificates are public
			return fmt.Errorf("writing the certificate authorities: %w", err)
		}
	}
	if _, err := io.WriteString(stdout, exports(started.environment())); err != nil {
		return fmt.Errorf("printing the environment: %w", err)
	}
	for _, server := range started {
		fmt.Fprintf(stderr, "%s answers on %s, its control API on %s/_simulator/\n", server.Device().Name(), server.URL(), server.URL())
		if second := server.SecureURL(); second != "" {
			fmt.Fprintf(stderr, "%s answers on %s while its settings enable HTTPS\n", server.Device().Name(), second)
		}
	}
	fmt.Fprintln(stderr, "Ctrl-C stops")
	<-ctx.Done()
	return nil
}
