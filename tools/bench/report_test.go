package main

import (
	"slices"
	"strings"
	"testing"
)

// some limits of what was measured, of which two are exceeded.
func some() []limit {
	at := row{"plan-1000", ours}
	return []limit{
		{at, timesNothing, fixed(1.3)},
		{at, providerCPU, fixed(1.5)},
		{at, requests, fixed(2)},
		{row{"validate", ours}, wall, above(row{"validate", nothing})},
	}
}

func TestTableForATerminal(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := measured().table(some()).print(&out); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"scenario   provider        wall    × does nothing  × terraform_data  Terraform CPU  provider CPU     Terraform memory  provider memory  requests",
		"plan-1000  onprem          4.00 s  2.00 > 1.30 !   4.00              2.00 s         1.50 s ≤ 1.50 s  140 MB            90 MB            3 > 2 !",
		"           does nothing    2.00 s  -               2.00              -              1.00 s           -                 -                -",
		"           terraform_data  1.00 s  0.50            -                 -              -                -                 -                -",
		"validate   onprem          0.25 s  -               -                 90 ms          -                -                 -                0",
	}
	if got := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"); !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTableForADocument(t *testing.T) {
	t.Parallel()
	got := measured().table(some()).markdown()
	for _, line := range []string{
		"| scenario | provider | wall | × does nothing | × terraform_data | Terraform CPU | provider CPU | Terraform memory | provider memory | requests |\n|---|---|---|---|---|---|---|---|---|---|\n",
		"| plan-1000 | onprem | 4.00 s | **2.00 > 1.30** | 4.00 | 2.00 s | 1.50 s ≤ 1.50 s | 140 MB | 90 MB | **3 > 2** |\n",
		"|  | terraform_data | 1.00 s | 0.50 | - | - | - | - | - | - |\n",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("%q isn't in:\n%s", line, got)
		}
	}
}

func TestExceededLimitsAreNamed(t *testing.T) {
	t.Parallel()
	want := []string{
		"plan-1000, onprem: × does nothing is 2.00, and 1.30 is allowed",
		"plan-1000, onprem: requests is 3, and 2 is allowed",
	}
	if got := measured().table(some()).exceeded; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestHairsbreadthCounts: figures are compared as they are, not as they look.
func TestHairsbreadthCounts(t *testing.T) {
	t.Parallel()
	for most, want := range map[float64]int{1.999: 1, 2: 0} {
		limits := []limit{{row{"plan-1000", ours}, timesNothing, fixed(most)}}
		if got := measured().table(limits).exceeded; len(got) != want {
			t.Errorf("of at most %v: %q", most, got)
		}
	}
}
