package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// group is some scenarios that share their preparation and their rounds.
type group interface {
	// scenarios are the names of what is measured.
	scenarios() []string
	// prepare is called once, before the rounds.
	prepare(ctx context.Context, b *bench) error
	// round measures each scenario once with each variant.
	round(ctx context.Context, record func(scenario, variant string, taken sample)) error
	// long is set when a round takes so long that fewer are enough.
	long() bool
	// close ends what was prepared, also after a failure.
	close() error
}

// family makes groups of any size.
type family struct {
	// counts are the sizes that are measured unless others are asked for; none
	// where there is no size.
	counts []int
	group  func(count int, only []string) group
}

func families() []family {
	return []family{
		{[]int{100, 1000, 3000}, planned("plan", volumes)},
		{[]int{100, 1000, 3000}, lifecycle("", volumes)},
		{[]int{500}, planned("plan-hosts", hosts)},
		{[]int{500}, lifecycle("-hosts", hosts)},
		{[]int{10_000}, func(count int, only []string) group {
			return &commands{workload: oneAmong(count), applied: true, steps: steps(only, step{
				scenario: fmt.Sprintf("plan-one-of-%d", count), arguments: plan(), variants: besideNothing()})}
		}},
		{[]int{3000}, func(count int, only []string) group {
			return &commands{workload: lookup(count), steps: steps(only, step{
				scenario: fmt.Sprintf("data-%d", count), arguments: plan(), variants: alone()})}
		}},
		{[]int{3000}, func(count int, only []string) group {
			return &commands{workload: query(count), steps: steps(only, step{
				scenario: fmt.Sprintf("query-%d", count), arguments: []string{"query", "-json"}, variants: alone()})}
		}},
		{[]int{3000}, func(count int, only []string) group {
			return &streaming{count: count, wanted: wants(only, fmt.Sprintf("list-%d", count))}
		}},
		{nil, func(_ int, only []string) group {
			return &commands{workload: volumes(1), steps: steps(only,
				step{scenario: "validate", arguments: []string{"validate"}, variants: compared()},
				step{scenario: "schema-command", arguments: []string{"providers", "schema", "-json"}, variants: besideNothing()})}
		}},
		{nil, func(_ int, only []string) group { return &schemaServing{wanted: wants(only, "schema")} }},
	}
}

// planned are plans of what is there as it is configured.
func planned(name string, of func(int) workload) func(int, []string) group {
	return func(count int, only []string) group {
		return &commands{workload: of(count), applied: true, steps: steps(only,
			step{scenario: fmt.Sprintf("%s-%d", name, count), arguments: plan(), variants: refreshed(count)},
			step{scenario: fmt.Sprintf("%s-without-refresh-%d", name, count), arguments: plan("-refresh=false"), variants: unrefreshed(count)})}
	}
}

// lifecycle is an apply that makes everything and a destroy. They need each
// other, whichever is asked for.
func lifecycle(name string, of func(int) workload) func(int, []string) group {
	return func(count int, only []string) group {
		apply, destroy := fmt.Sprintf("apply%s-%d", name, count), fmt.Sprintf("destroy%s-%d", name, count)
		if !wants(only, apply) && !wants(only, destroy) {
			return &commands{}
		}
		return &commands{workload: of(count), steps: []step{
			{scenario: apply, arguments: []string{"apply", "-auto-approve", "-input=false"}, variants: changing(), leaves: of(count).made},
			{scenario: destroy, arguments: []string{"destroy", "-auto-approve", "-input=false"}, variants: changing(), leaves: map[string]int{}},
		}}
	}
}

// plan is a plan that fails unless it is empty.
func plan(arguments ...string) []string {
	return append([]string{"plan", "-detailed-exitcode", "-input=false"}, arguments...)
}

// steps are those that are asked for.
func steps(only []string, all ...step) []step {
	return slices.DeleteFunc(all, func(s step) bool { return !wants(only, s.scenario) })
}

var ending = regexp.MustCompile(`-(\d+)$`)

// choose finds the scenarios that are asked for: those that there are, and
// others that differ in their number of objects alone.
func choose(only []string) ([]group, error) {
	var chosen []group
	for _, f := range families() {
		for _, count := range f.sizes(only) {
			if g := f.group(count, only); len(g.scenarios()) > 0 {
				chosen = append(chosen, g)
			}
		}
	}
	for _, name := range only {
		if !slices.ContainsFunc(chosen, func(g group) bool {
			return slices.ContainsFunc(g.scenarios(), func(scenario string) bool { return wants([]string{name}, scenario) })
		}) {
			return nil, fmt.Errorf("there is no scenario %q; -list names them", name)
		}
	}
	return chosen, nil
}

// sizes are the family's own, and those that names end with.
func (f family) sizes(only []string) []int {
	if f.counts == nil {
		return []int{1}
	}
	all := slices.Clone(f.counts)
	for _, name := range only {
		found := ending.FindStringSubmatch(name)
		if found == nil {
			continue
		}
		if count, err := strconv.Atoi(found[1]); err == nil && count > 0 {
			all = append(all, count)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
