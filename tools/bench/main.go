// Bench measures what a plan of many resources costs: wall time, the
// provider's own CPU time and memory, and requests to the array. In the same
// run it measures the floor: a provider with the same schema that does
// nothing, and Terraform's built-in terraform_data. Absolute times differ from
// machine to machine; the ratios are what counts.
//
//	go run ./tools/bench -volumes 1000 -runs 5 -latency 20ms
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

func main() {
	switch {
	case os.Getenv(accountVariable) != "":
		exit(account())
	case os.Getenv(floorVariable) != "":
		exit(serveFloor())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	exit(bench(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// settings are the program's flags.
type settings struct {
	volumes, runs int
	latency       time.Duration
}

// variant is one way to plan the same number of resources.
type variant struct {
	name string
	// provider is the program behind the plan; empty for the built-in one.
	provider string
	env      []string
	config   string
	run      *run
	samples  []sample
}

// sample is one plan.
type sample struct {
	wall, cpu time.Duration
	memory    int64
	requests  int
}

func bench(ctx context.Context, arguments []string, out, progress io.Writer) error {
	var s settings
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.IntVar(&s.volumes, "volumes", 1000, "how many resources")
	flags.IntVar(&s.runs, "runs", 3, "how many plans of each kind are counted")
	flags.DurationVar(&s.latency, "latency", 20*time.Millisecond, "how long the array takes to answer")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	root, err := cli.Root()
	if err != nil {
		return err
	}
	terraform, err := cli.Find(ctx, root, progress)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	provider := filepath.Join(work, "provider")
	if err := build(ctx, root, provider); err != nil {
		return err
	}
	array, err := device.Start(ctx, infinibox.New(infinibox.Options{WithoutSchedules: true}), device.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = array.Close() }()
	pool, err := array.Device().Put("pools", "", map[string]any{
		"name": "bench", "physical_capacity": 1_000_000_000_000_000, "virtual_capacity": 10_000_000_000_000_000})
	if err != nil {
		return fmt.Errorf("making a pool: %w", err)
	}
	volumes := fmt.Sprintf(volumesConfig, s.volumes, pool["id"])
	var environment []string
	for name, value := range array.Environment() {
		environment = append(environment, name+"="+value)
	}
	variants := []*variant{
		{name: "terraform_data", config: fmt.Sprintf(dataConfig, s.volumes)},
		{name: "onprem, log switch on", provider: provider, env: environment, config: volumes},
		// A level that is set keeps the provider from switching logs off; this
		// one is for a provider that isn't there, so that none are written.
		{name: "onprem, log switch off", provider: provider, env: append(slices.Clone(environment), "TF_LOG_PROVIDER_NOBODY=ERROR"), config: volumes},
		{name: "does nothing, same schema", provider: provider, env: append(slices.Clone(environment), floorVariable+"=1"), config: volumes},
	}
	made := ""
	for i, v := range variants {
		fmt.Fprintf(progress, "making %d resources: %s\n", s.volumes, v.name)
		v.run = &run{terraform: terraform, dir: filepath.Join(work, fmt.Sprint(i))}
		if err := v.run.prepare(ctx, v, made); err != nil {
			return fmt.Errorf("%s: %w", v.name, err)
		}
		if i == 1 {
			made = v.run.dir
		}
	}
	if err := array.SetLatency(device.Latency{Fixed: s.latency}); err != nil {
		return err
	}
	// The first round warms caches and isn't counted; the variants take turns,
	// so that a machine that slows down slows all of them.
	for round := range s.runs + 1 {
		for _, v := range variants {
			array.ClearRequests()
			taken, err := v.run.plan(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", v.name, err)
			}
			taken.requests = array.Totals().Requests
			if round > 0 {
				v.samples = append(v.samples, taken)
			}
		}
	}
	return report(out, s, variants)
}

// report prints medians, and each wall time as a multiple of terraform_data's.
func report(out io.Writer, s settings, variants []*variant) error {
	fmt.Fprintf(out, "no-op plan of %d resources, %s latency, median of %d\n\n", s.volumes, s.latency, s.runs)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "variant\twall\ttimes terraform_data\tprovider CPU\tprovider memory\trequests")
	floor := median(variants[0].samples, func(s sample) float64 { return s.wall.Seconds() })
	for _, v := range variants {
		wall := median(v.samples, func(s sample) float64 { return s.wall.Seconds() })
		fmt.Fprintf(table, "%s\t%.2f s\t%.1f", v.name, wall, wall/floor)
		if v.provider == "" {
			fmt.Fprint(table, "\t-\t-\t-\n")
			continue
		}
		fmt.Fprintf(table, "\t%.2f s\t%.0f MB\t%.0f\n",
			median(v.samples, func(s sample) float64 { return s.cpu.Seconds() }),
			median(v.samples, func(s sample) float64 { return float64(s.memory) / 1e6 }),
			median(v.samples, func(s sample) float64 { return float64(s.requests) }))
	}
	return table.Flush()
}

func median(samples []sample, of func(sample) float64) float64 {
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

const volumesConfig = `
terraform {
  required_providers {
    onprem = { source = "terraform-onprem/onprem" }
  }
}

resource "onprem_infinibox_volume" "made" {
  count              = %d
  name               = "bench-${count.index}"
  pool_id            = %v
  size               = 1000000000
  provtype           = "THIN"
  snapshot_policy_id = 0
}
`

const dataConfig = `
resource "terraform_data" "made" {
  count = %d
  input = {
    name     = "bench-${count.index}"
    pool_id  = 1000
    size     = 1000000000
    provtype = "THIN"
  }
}
`
