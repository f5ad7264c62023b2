package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

const (
	module = "github.com/terraform-onprem/terraform-provider-onprem/"
	// Tests that take a second or longer are worth a look, the first ten of them.
	slow, slowest = time.Second, 10
)

func short(pkg string) string { return strings.TrimPrefix(pkg, module) }

// printPackage prints the line of a package that has ended, unless it has no
// tests.
func printPackage(out io.Writer, p *tested) {
	var c counts
	c.add(p.ordered())
	if len(p.tests) == 0 && p.outcome != fail {
		return
	}
	mark := "ok  "
	if p.outcome == fail || len(c.skipped) > 0 {
		mark = "FAIL"
	}
	_, _ = fmt.Fprintf(out, "%s %6d tests %8.1fs  %s\n",
		mark, c.passed+len(c.failed)+len(c.skipped), p.elapsed.Seconds(), short(p.name))
}

// printSummary prints what there is to know after the last package. The writer
// keeps its first error.
func printSummary(out io.Writer, r *results, c counts, took time.Duration) {
	if r.build.Len() > 0 {
		_, _ = fmt.Fprintf(out, "\n%s", r.build.String())
	}
	for _, p := range c.broken {
		_, _ = fmt.Fprintf(out, "\n--- FAIL: package %s\n%s", short(p.name), p.output.String())
	}
	for _, t := range byName(c.failed, c.told) {
		word := "FAIL"
		if t.outcome == unfinished {
			word = "DID NOT FINISH"
		}
		_, _ = fmt.Fprintf(out, "\n--- %s: %s %s\n%s", word, short(t.pkg), t.name, t.output.String())
		if t.outcome == unfinished {
			_, _ = io.WriteString(out, r.packages[t.pkg].output.String())
		}
	}
	for _, t := range byName(c.skipped) {
		_, _ = fmt.Fprintf(out, "\n--- SKIP: %s %s\n%s", short(t.pkg), t.name, t.output.String())
	}
	printSlowest(out, r)
	if c.passed+c.failures()+len(c.skipped) == 0 {
		_, _ = fmt.Fprintln(out, "\nNo test has run.")
	}
	_, _ = fmt.Fprintf(out, "\nTook %s.\n%d passed, %d failed, %d skipped\n",
		took.Round(time.Second), c.passed, c.failures(), len(c.skipped))
}

// byName puts tests in the order in which a reader looks for them.
func byName(tests ...[]*test) []*test {
	return slices.SortedFunc(slices.Values(slices.Concat(tests...)), func(a, b *test) int {
		return cmp.Or(cmp.Compare(a.pkg, b.pkg), cmp.Compare(a.name, b.name))
	})
}

func printSlowest(out io.Writer, r *results) {
	var tests []*test
	for _, p := range r.packages {
		for _, t := range p.tests {
			if !t.parent && t.elapsed >= slow {
				tests = append(tests, t)
			}
		}
	}
	slices.SortFunc(tests, func(a, b *test) int {
		return cmp.Or(cmp.Compare(b.elapsed, a.elapsed), cmp.Compare(a.pkg, b.pkg), cmp.Compare(a.name, b.name))
	})
	if len(tests) > 0 {
		_, _ = fmt.Fprintln(out, "\nThe slowest tests:")
	}
	for _, t := range tests[:min(len(tests), slowest)] {
		_, _ = fmt.Fprintf(out, "%8.1fs  %s %s\n", t.elapsed.Seconds(), short(t.pkg), t.name)
	}
}
