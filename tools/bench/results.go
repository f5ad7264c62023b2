package main

import (
	"slices"
	"time"
)

// sample is what one command took.
type sample struct {
	wall time.Duration
	// terraform and provider are the processes; zero where there are none.
	terraform, provider usage
	requests            int
}

// row is where samples are kept: one variant of a scenario.
type row struct{ scenario, variant string }

// results are all samples.
type results struct {
	latency time.Duration
	// order is that of the scenarios, and of the variants in each.
	order   []row
	samples map[row][]sample
}

func newResults(latency time.Duration) *results {
	return &results{latency: latency, samples: make(map[row][]sample)}
}

func (r *results) add(scenario, variant string, taken sample) {
	at := row{scenario, variant}
	if r.samples[at] == nil {
		after := len(r.order)
		for i, other := range r.order {
			if other.scenario == scenario {
				after = i + 1
			}
		}
		r.order = slices.Insert(r.order, after, at)
	}
	r.samples[at] = append(r.samples[at], taken)
}

// measure is a column of the table.
type measure int

const (
	wall measure = iota
	timesNothing
	timesBuiltin
	terraformCPU
	providerCPU
	terraformMemory
	providerMemory
	requests
	measures
)

// of is a median, in seconds, bytes or requests, or a quotient of medians;
// false when it wasn't measured.
func (r *results) of(m measure, at row) (float64, bool) {
	switch m {
	case timesNothing:
		return r.quotient(at, nothing)
	case timesBuiltin:
		return r.quotient(at, builtin)
	}
	samples := r.samples[at]
	if len(samples) == 0 {
		return 0, false
	}
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = s.value(m)
	}
	found := median(values)
	// A process takes some time and memory, if there is one.
	return found, found > 0 || m == requests && at.variant != builtin && at.variant != nothing
}

// quotient is the wall time as a multiple of another variant's.
func (r *results) quotient(at row, other string) (float64, bool) {
	mine, ok := r.of(wall, at)
	theirs, there := r.of(wall, row{at.scenario, other})
	if !ok || !there || at.variant == other {
		return 0, false
	}
	return mine / theirs, true
}

func (s sample) value(m measure) float64 {
	switch m {
	case wall:
		return s.wall.Seconds()
	case terraformCPU:
		return s.terraform.CPU.Seconds()
	case providerCPU:
		return s.provider.CPU.Seconds()
	case terraformMemory:
		return float64(s.terraform.Memory)
	case providerMemory:
		return float64(s.provider.Memory)
	case requests:
		return float64(s.requests)
	}
	return 0
}

// median is the middle of some values, of two the mean.
func median(values []float64) float64 {
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	return (values[middle-1] + values[middle]) / 2
}
