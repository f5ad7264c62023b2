package main

import (
	"io"
	"slices"
	"strings"
	"testing"
)

func names(t *testing.T, only ...string) []string {
	t.Helper()
	groups, err := choose(only)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, g := range groups {
		all = append(all, g.scenarios()...)
	}
	return all
}

func TestChosenScenarios(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		only, want []string
	}{
		{[]string{"plan-1000"}, []string{"plan-1000"}},
		{[]string{"schema", "validate"}, []string{"validate", "schema"}},
		{[]string{"plan-*1000"}, []string{"plan-1000", "plan-without-refresh-1000"}},
		// What isn't among the usual sizes.
		{[]string{"plan-7"}, []string{"plan-7"}},
		{[]string{"plan-hosts-3", "list-12"}, []string{"plan-hosts-3", "list-12"}},
		// Neither can be without the other.
		{[]string{"destroy-5"}, []string{"apply-5", "destroy-5"}},
	} {
		if got := names(t, c.only...); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.only, got, c.want)
		}
	}
}

func TestEveryScenarioHasANameOfItsOwn(t *testing.T) {
	t.Parallel()
	all := names(t)
	if len(all) < 20 {
		t.Errorf("there are %d scenarios: %v", len(all), all)
	}
	slices.Sort(all)
	if unique := slices.Compact(slices.Clone(all)); len(unique) != len(all) {
		t.Errorf("a name is there twice: %v", all)
	}
}

func TestUnknownScenariosAreRefused(t *testing.T) {
	t.Parallel()
	for _, only := range [][]string{{"plans-1000"}, {"plan-1000", "nothing"}, {"plan-0"}, {""}} {
		if _, err := choose(only); err == nil || !strings.Contains(err.Error(), only[len(only)-1]) {
			t.Errorf("%q: %v", only, err)
		}
	}
}

func TestOptionsThatAreRefused(t *testing.T) {
	t.Parallel()
	for says, arguments := range map[string][]string{
		`"more" isn't an option`:  {"more"},
		"-runs must be 1 or more": {"-runs", "0"},
		"leave out -only":         {"-readme", "-only", "plan-5"},
		"no scenario":             {"-only", "plan"},
		"not defined":             {"-volumes", "5"},
	} {
		if err := run(t.Context(), arguments, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, want %q", arguments, err, says)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), []string{"-list", "-only", "plan-*,schema"}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), strings.Join(names(t, "plan-*", "schema"), "\n")+"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
