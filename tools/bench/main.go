// Bench measures what the provider costs: wall time, CPU time and peak memory
// of Terraform and of the provider, and requests to the array, on simulated
// arrays that take 20 ms to answer.
//
//	go run ./tools/bench                           everything; about a quarter of an hour
//	go run ./tools/bench -only plan-1000 -runs 3   one scenario
//	go run ./tools/bench -list                     the scenarios' names
//	go run ./tools/bench -readme                   writes the table into README.md, too
//
// Absolute times differ from machine to machine. So each scenario runs with
// several providers, which take turns, and what counts is how they compare: a
// provider with the same schemas that does nothing, Terraform's built-in
// terraform_data, and the provider with its own measures switched off. Figures
// are medians; a first round warms caches and isn't counted. Some figures have
// a limit, and the program fails when one is exceeded.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	if part := otherPart(); part != nil {
		exit(part())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	exit(err)
}

// otherPart is what this program does when it has started itself; nil when
// somebody else has.
func otherPart() func() error {
	switch {
	case os.Getenv(accountVariable) != "":
		return account
	case os.Getenv(floorVariable) != "":
		return serveFloor
	case os.Getenv(schemaVariable) != "":
		return func() error { return timeSchema(context.Background(), os.Stdout) }
	}
	return nil
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}
