package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestMain plays the program's other parts when the program, here the test, has
// started itself.
func TestMain(m *testing.M) {
	part := otherPart()
	if part == nil {
		os.Exit(m.Run())
	}
	if err := part(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// TestAccBenchMeasures runs one scenario of each kind, with a handful of
// objects.
func TestAccBenchMeasures(t *testing.T) {
	temporary := workplace(t)
	apply, plan := row{"apply-3", ours}, row{"plan-3", ours}
	b := &bench{
		settings: settings{runs: 1, latency: time.Millisecond, only: []string{
			"plan-3", "plan-without-refresh-3", "apply-3", "destroy-3", "apply-hosts-2", "plan-hosts-2",
			"plan-one-of-5", "data-5", "query-5", "list-5", "validate", "schema", "schema-command"}},
		progress: io.Discard,
		limits: []limit{
			{plan, requests, fixed(3)},
			{plan, timesNothing, fixed(1000)},
			{row{"plan-one-of-5", ours}, requests, fixed(1)},
			{row{"data-5", ours}, requests, fixed(1)},
			{row{"list-5", firstResult}, requests, fixed(1)},
			// Three volumes can't be made by two requests, in no time.
			{apply, requests, fixed(2)},
			{apply, wall, fixed(0.001)},
		},
	}
	var out strings.Builder
	err := b.run(t.Context(), &out)
	if !errors.Is(err, errExceeded) {
		t.Fatalf("the error is %v\n%s", err, &out)
	}
	for line := range strings.Lines(err.Error()) {
		if strings.HasPrefix(line, "  ") && !strings.Contains(line, "apply-3, onprem: requests is ") && !strings.Contains(line, "apply-3, onprem: wall is ") {
			t.Errorf("%s\n%s", line, &out)
		}
	}
	if exceeded := strings.Count(err.Error(), "\n"); exceeded != 2 {
		t.Errorf("%d limits are exceeded, want 2: %v", exceeded, err)
	}
	complete(t, b.results)
	left, err := os.ReadDir(temporary)
	if err != nil || len(left) > 0 {
		t.Errorf("the program left %v, %v", left, err)
	}
}

// complete checks that what has to be measured was, in every row.
func complete(t *testing.T, r *results) {
	t.Helper()
	for _, at := range r.order {
		wanted := []measure{wall}
		command := at.variant != firstResult && at.variant != lastResult && at.scenario != "schema"
		if command {
			wanted = append(wanted, terraformCPU)
			if at.variant != builtin {
				wanted = append(wanted, providerCPU)
			}
		}
		if command && runtime.GOOS == "linux" {
			wanted = append(wanted, terraformMemory)
		}
		for _, m := range wanted {
			if _, ok := r.of(m, at); !ok {
				t.Errorf("%s of %v wasn't measured", titles()[m], at)
			}
		}
	}
	for scenario, variants := range map[string][]string{
		"plan-3": {ours, nothing, builtin, longWay, oneByOne}, "plan-without-refresh-3": {ours, nothing, builtin, longWay},
		"apply-3": {ours, nothing, builtin}, "destroy-hosts-2": {ours, nothing, builtin}, "validate": {ours, nothing, builtin},
		"query-5": {ours}, "list-5": {firstResult, lastResult}, "schema": {ours},
	} {
		for _, variant := range variants {
			if got := len(r.samples[row{scenario, variant}]); got != 1 {
				t.Errorf("%d samples of %s with %s", got, scenario, variant)
			}
		}
	}
}

// workplace skips the test outside of acceptance runs, and gives it a folder
// for temporary files of its own.
func workplace(t *testing.T) string {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("runs Terraform; set TF_ACC=1")
	}
	dir, err := os.MkdirTemp("", "bench") //nolint:usetesting // the paths of t.TempDir are too long for sockets
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	t.Setenv("TMPDIR", dir)
	return dir
}
