package main

import (
	"slices"
	"testing"
	"time"
)

func TestLimits(t *testing.T) {
	t.Parallel()
	r := measured()
	r.add("plan-1000", asker, sample{wall: time.Second})
	r.add("apply-1000", nothing, sample{wall: 2 * time.Second})
	r.add("apply-1000", asker, sample{wall: 4 * time.Second})
	for name, c := range map[string]struct {
		most func(*results) (float64, bool)
		want float64
	}{
		"fixed":                 {fixed(5), 5},
		"above another":         {above(row{"plan-1000", nothing}), 2.15},
		"no worse than another": {noWorse(row{"plan-1000", ours}), 2 * noise},
		"bound by the provider": {asking("plan-1000"), 2.4},
		"bound by the array":    {asking("apply-1000"), 4 * noise},
	} {
		if got, ok := c.most(r); !ok || got != c.want {
			t.Errorf("%s: %v, %t, want %v", name, got, ok, c.want)
		}
	}
}

func TestLimitsDependOnWhatWasMeasured(t *testing.T) {
	t.Parallel()
	r := newResults(20 * time.Millisecond)
	for name, most := range map[string]func(*results) (float64, bool){
		"above another":         above(row{"validate", nothing}),
		"no worse than another": noWorse(row{"plan-1000", ours}),
		"asking":                asking("apply-1000"),
	} {
		if got, ok := most(r); ok {
			t.Errorf("%s: %v without anything measured", name, got)
		}
	}
}

// TestLimitsAreOfRowsThatThereAre: a limit of anything else would never fail.
func TestLimitsAreOfRowsThatThereAre(t *testing.T) {
	t.Parallel()
	groups, err := choose(nil)
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, g := range groups {
		c, ok := g.(*commands)
		if !ok {
			for _, variant := range []string{ours, firstResult, lastResult} {
				rows = append(rows, row{g.scenarios()[0], variant})
			}
			continue
		}
		for _, s := range c.steps {
			for _, v := range s.variants {
				rows = append(rows, row{s.scenario, v.name})
			}
		}
	}
	for _, l := range mustHold() {
		if !slices.Contains(rows, l.row) {
			t.Errorf("no scenario measures %v", l.row)
		}
	}
}
