package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// event is one line of `go test -json`; see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Elapsed    float64
	Output     string
}

// outcome is how a test or a package ended.
type outcome string

const (
	pass outcome = "pass"
	fail outcome = "fail"
	skip outcome = "skip"
	// unfinished is a test that started and was never heard of again, because
	// another one panicked or time ran out.
	unfinished outcome = ""
)

// test is one test, subtest, example or seed of a fuzz test.
type test struct {
	pkg, name string
	outcome   outcome
	elapsed   time.Duration
	output    strings.Builder
	// parent marks a test with subtests: it is counted by them.
	parent bool
}

// tested is a package whose tests have run, or that could not be built.
type tested struct {
	name    string
	outcome outcome
	elapsed time.Duration
	output  strings.Builder
	tests   map[string]*test
}

// results are all packages of a run.
type results struct {
	packages map[string]*tested
	// build is what the compiler printed.
	build    strings.Builder
	exitCode int
}

func newResults() *results { return &results{packages: map[string]*tested{}} }

// read takes the events in and calls done for every package that has ended.
func (r *results) read(events io.Reader, done func(*tested)) error {
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			r.line(line, done)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading the events of go test: %w", err)
		}
	}
}

// line takes one line in. What isn't an event is what a build printed.
func (r *results) line(line []byte, done func(*tested)) {
	var e event
	if err := json.Unmarshal(line, &e); err != nil || e.Action == "" {
		r.build.Write(line)
		return
	}
	switch {
	case e.Action == "build-output":
		r.build.WriteString(e.Output)
	case e.Package == "":
		return
	case e.Test == "":
		r.forPackage(e, done)
	default:
		r.forTest(e)
	}
}

func (r *results) of(name string) *tested {
	p, ok := r.packages[name]
	if !ok {
		p = &tested{name: name, tests: map[string]*test{}}
		r.packages[name] = p
	}
	return p
}

func (r *results) forPackage(e event, done func(*tested)) {
	p := r.of(e.Package)
	switch e.Action {
	case "output":
		p.output.WriteString(e.Output)
	case "pass", "fail", "skip":
		p.outcome, p.elapsed = outcome(e.Action), seconds(e.Elapsed)
		done(p)
	}
}

func (r *results) forTest(e event) {
	p := r.of(e.Package)
	t, ok := p.tests[e.Test]
	if !ok {
		t = &test{pkg: e.Package, name: e.Test}
		p.tests[e.Test] = t
		p.markParents(e.Test)
	}
	switch e.Action {
	case "output":
		if !frame(e.Output) {
			t.output.WriteString(e.Output)
		}
	case "pass", "fail", "skip":
		t.outcome, t.elapsed = outcome(e.Action), seconds(e.Elapsed)
		if t.outcome == pass {
			t.output.Reset()
		}
	}
}

// frame reports whether a line is go test's own, such as "=== RUN TestX" or
// "--- FAIL: TestX (0.00s)", which says nothing that the report doesn't.
func frame(line string) bool {
	line = strings.TrimLeft(line, " ")
	return strings.HasPrefix(line, "=== ") || strings.HasPrefix(line, "--- ")
}

// markParents finds the tests that the named one is a subtest of. A subtest's
// own name may hold slashes, so that not every prefix is a test.
func (p *tested) markParents(name string) {
	for i, letter := range name {
		if letter == '/' {
			if above, ok := p.tests[name[:i]]; ok {
				above.parent = true
			}
		}
	}
}

// ordered are the package's tests by name.
func (p *tested) ordered() []*test {
	tests := make([]*test, 0, len(p.tests))
	for _, name := range slices.Sorted(maps.Keys(p.tests)) {
		tests = append(tests, p.tests[name])
	}
	return tests
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
