package main

import (
	"slices"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{7}, 7},
		{[]float64{9, 1, 5}, 5},
		{[]float64{4, 100, 1, 2}, 3},
	} {
		if got := median(slices.Clone(c.values)); got != c.want {
			t.Errorf("%v: %v, want %v", c.values, got, c.want)
		}
	}
}

// measured are a plan of the provider, three times, beside both others.
func measured() *results {
	r := newResults(20 * time.Millisecond)
	for _, wall := range []time.Duration{3 * time.Second, 9 * time.Second, 4 * time.Second} {
		r.add("plan-1000", ours, sample{wall: wall, requests: 3,
			terraform: usage{CPU: 2 * time.Second, Memory: 140e6}, provider: usage{CPU: 1500 * time.Millisecond, Memory: 90e6}})
	}
	r.add("validate", ours, sample{wall: 250 * time.Millisecond, terraform: usage{CPU: 90 * time.Millisecond}})
	r.add("plan-1000", nothing, sample{wall: 2 * time.Second, provider: usage{CPU: time.Second}})
	r.add("plan-1000", builtin, sample{wall: time.Second})
	return r
}

func TestFigures(t *testing.T) {
	t.Parallel()
	r, at := measured(), row{"plan-1000", ours}
	for m, want := range map[measure]float64{
		wall: 4, timesNothing: 2, timesBuiltin: 4, terraformCPU: 2, providerCPU: 1.5,
		terraformMemory: 140e6, providerMemory: 90e6, requests: 3,
	} {
		if got, ok := r.of(m, at); !ok || got != want {
			t.Errorf("%s: %v, %t, want %v", titles()[m], got, ok, want)
		}
	}
}

func TestWhatWasNotMeasuredHasNoFigure(t *testing.T) {
	t.Parallel()
	r := measured()
	for _, c := range []struct {
		at      row
		measure measure
	}{
		{row{"plan-1000", "another"}, wall},
		{row{"plan-1000", nothing}, timesNothing},
		{row{"plan-1000", nothing}, requests},
		{row{"plan-1000", builtin}, providerCPU},
		{row{"validate", ours}, timesNothing},
		{row{"validate", ours}, providerMemory},
	} {
		if got, ok := r.of(c.measure, c.at); ok {
			t.Errorf("%v has %v in %q", c.at, got, titles()[c.measure])
		}
	}
}

func TestRowsOfAScenarioStayTogether(t *testing.T) {
	t.Parallel()
	want := []row{{"plan-1000", ours}, {"plan-1000", nothing}, {"plan-1000", builtin}, {"validate", ours}}
	if got := measured().order; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
