package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/tools/readme"
	"github.com/terraform-onprem/terraform-provider-onprem/tools/terraform/cli"
)

// settings are the program's flags.
type settings struct {
	// runs is how many rounds are counted.
	runs int
	// latency is how long the arrays take to answer.
	latency time.Duration
	// only are names or patterns of scenarios; none are all.
	only         []string
	list, readme bool
}

// bench is one run of the program.
type bench struct {
	settings
	progress io.Writer
	limits   []limit
	// root is the repository's folder, work a temporary one.
	root, work string
	// terraform and provider are programs; plugins is where Terraform looks for
	// the provider.
	terraform, provider, plugins string
	results                      *results
}

// fewer is how many rounds are counted at most where a round is long; a round
// before them would take too long as well.
const fewer = 3

// errExceeded is the outcome of a run in which a limit doesn't hold.
var errExceeded = errors.New("limits are exceeded")

func run(ctx context.Context, arguments []string, out, progress io.Writer) error {
	b := &bench{progress: progress, limits: mustHold()}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(progress)
	flags.IntVar(&b.runs, "runs", 5, "how many rounds are counted")
	flags.DurationVar(&b.latency, "latency", 20*time.Millisecond, "how long the arrays take to answer")
	flags.BoolVar(&b.list, "list", false, "print the scenarios' names")
	flags.BoolVar(&b.readme, "readme", false, "write the table into README.md")
	flags.Func("only", "scenarios, such as plan-1000 or 'plan-*,validate'; any number of objects will do", func(names string) error {
		b.only = append(b.only, strings.Split(names, ",")...)
		return nil
	})
	err := flags.Parse(arguments)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil:
		return err
	case flags.NArg() > 0:
		return fmt.Errorf("%q isn't an option", flags.Arg(0))
	case b.runs < 1:
		return fmt.Errorf("-runs must be 1 or more, not %d", b.runs)
	case b.readme && b.only != nil:
		return errors.New("-readme writes the whole table: leave out -only")
	}
	return b.run(ctx, out)
}

// run measures the chosen scenarios and prints the table.
func (b *bench) run(ctx context.Context, out io.Writer) (err error) {
	chosen, err := choose(b.only)
	if err != nil {
		return err
	}
	if b.list {
		for _, g := range chosen {
			for _, name := range g.scenarios() {
				fmt.Fprintln(out, name)
			}
		}
		return nil
	}
	if err := b.prepare(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.work)) }()
	version, err := cli.VersionOf(ctx, b.terraform)
	if err != nil {
		return err
	}
	b.results = newResults(b.latency)
	for _, g := range chosen {
		if err := b.measure(ctx, g); err != nil {
			// What was measured until then took a while.
			return errors.Join(err, b.results.table(b.limits).print(out))
		}
	}
	table := b.results.table(b.limits)
	conditions := fmt.Sprintf("Terraform %s, %s/%s with %d processors, arrays that take %s to answer. Medians of %d rounds, of %d where a round is long.",
		version, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), b.latency, b.runs, min(b.runs, fewer))
	fmt.Fprintf(out, "%s\n\n", conditions)
	if err := table.print(out); err != nil {
		return err
	}
	if b.readme {
		if err := readme.Write(filepath.Join(b.root, "README.md"), "bench", conditions+"\n\n"+table.markdown()); err != nil {
			return err
		}
	}
	if len(table.exceeded) > 0 {
		return fmt.Errorf("%w:\n  %s", errExceeded, strings.Join(table.exceeded, "\n  "))
	}
	return nil
}

// prepare finds Terraform and builds the provider.
func (b *bench) prepare(ctx context.Context) error {
	var err error
	if b.root, err = cli.Root(); err != nil {
		return err
	}
	if b.terraform, err = cli.Find(ctx, b.root, b.progress); err != nil {
		return err
	}
	if b.work, err = os.MkdirTemp("", "bench"); err != nil {
		return err
	}
	b.provider, b.plugins = filepath.Join(b.work, program("provider")), filepath.Join(b.work, "plugins")
	output, err := exec.CommandContext(ctx, "go", "build", "-C", b.root, "-trimpath", "-o", b.provider, ".").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("building the provider: %w\n%s", err, output)
	} else {
		err = wrap(b.plugins)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(b.work))
	}
	return nil
}

// measure runs the rounds of one group; round 0 isn't counted.
func (b *bench) measure(ctx context.Context, g group) (err error) {
	name := strings.Join(g.scenarios(), ", ")
	fmt.Fprintf(b.progress, "%s: preparing\n", name)
	defer func() {
		if err = errors.Join(err, g.close()); err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
	}()
	if err := g.prepare(ctx, b); err != nil {
		return err
	}
	runs, first := b.runs, 0
	if g.long() {
		runs, first = min(runs, fewer), 1
	}
	for round := first; round <= runs; round++ {
		fmt.Fprintf(b.progress, "%s: round %d of %d\n", name, round, runs)
		record := b.results.add
		if round == 0 {
			record = func(string, string, sample) {}
		}
		if err := g.round(ctx, record); err != nil {
			return err
		}
	}
	return nil
}

// wants tells whether a scenario is among those that are asked for.
func wants(only []string, name string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(pattern string) bool {
		matched, err := filepath.Match(pattern, name)
		return err == nil && matched
	})
}
