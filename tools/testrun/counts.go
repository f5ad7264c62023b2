package main

import (
	"maps"
	"slices"
	"strings"
)

// counts is what a run comes to. A test with subtests is counted only when it
// failed or was skipped and none of its subtests did.
type counts struct {
	passed          int
	failed, skipped []*test
	// told are failed tests that are counted by their subtests but have something
	// to say of their own.
	told []*test
	// broken are packages that failed without a failed test: they could not be
	// built, or ended before or after their tests.
	broken []*tested
}

// good reports whether something was tested and nothing failed or was skipped.
func (c counts) good() bool {
	return c.passed > 0 && c.failures() == 0 && len(c.skipped) == 0
}

func (c counts) failures() int { return len(c.failed) + len(c.broken) }

func (r *results) counts() counts {
	var c counts
	for _, name := range slices.Sorted(maps.Keys(r.packages)) {
		p := r.packages[name]
		before := len(c.failed)
		c.add(p.ordered())
		if p.outcome != pass && p.outcome != skip && len(c.failed) == before {
			c.broken = append(c.broken, p)
		}
	}
	return c
}

// add counts the tests of one package, given by name: subtests come after the
// test they belong to.
func (c *counts) add(tests []*test) {
	for _, t := range slices.Backward(tests) {
		switch t.outcome {
		case pass:
			if !t.parent {
				c.passed++
			}
		case skip:
			if !t.parent || !within(c.skipped, t) {
				c.skipped = append(c.skipped, t)
			}
		case fail, unfinished:
			if !t.parent || !within(c.failed, t) {
				c.failed = append(c.failed, t)
			} else if t.output.Len() > 0 {
				c.told = append(c.told, t)
			}
		}
	}
}

// within reports whether one of the tests is a subtest of the given one.
func within(tests []*test, above *test) bool {
	return slices.ContainsFunc(tests, func(t *test) bool {
		return t.pkg == above.pkg && strings.HasPrefix(t.name, above.name+"/")
	})
}
