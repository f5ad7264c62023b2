package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// page is where the demo writes. It keeps one empty line between passages.
type page struct {
	to io.Writer
	// full is set when the last line has something on it.
	full bool
}

// Write implements io.Writer for whole lines.
func (p *page) Write(text []byte) (int, error) {
	p.full = !bytes.HasSuffix(text, []byte("\n\n")) && !bytes.Equal(text, []byte("\n"))
	return p.to.Write(text)
}

// gap ends a passage.
func (p *page) gap() {
	if p.full {
		fmt.Fprintln(p)
	}
}

// lines writes a text with something before each line.
func (p *page) lines(before, text string) {
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		fmt.Fprintln(p, strings.TrimRight(before+line, " "))
	}
}

// indent sets off what is said below a heading.
const indent = "   "

// heading begins the next step.
func (s *stage) heading(format string, values ...any) {
	s.headings++
	s.out.gap()
	fmt.Fprintf(s.out, "%d. %s\n\n", s.headings, fmt.Sprintf(format, values...))
}

// say prints a text of the demo's own.
func (s *stage) say(format string, values ...any) {
	s.out.lines(indent, fmt.Sprintf(format, values...))
}

// quote prints a text of Terraform's, set off from the demo's own.
func (s *stage) quote(text string) {
	s.out.lines(indent+"| ", text)
	s.out.gap()
}

// view is what a person gets to see of Terraform's output.
type view func(output string) string

// cuts are the passages that say nothing about the provider or the array.
var cuts = []*regexp.Regexp{
	// That the provider isn't a release: it has just been built.
	regexp.MustCompile(`(?s)\n*Warning: Provider development overrides are in effect\n.*?published\s+releases\.\n`),
	regexp.MustCompile(`(?m)^\S.*: (?:Refreshing state\.\.\.|Reading\.\.\.|Read complete after ).*\n`),
	// The legend of the symbols.
	regexp.MustCompile(`(?s)Terraform used the selected providers to generate .*?\n\n`),
	// The advice to save the plan.
	regexp.MustCompile(`(?s)\n─+\n.*`),
	// What data sources will read isn't known yet, attribute by attribute.
	regexp.MustCompile(`(?ms)^  # data\..*?\n    \}\n\n?`),
	regexp.MustCompile(`(?m)^Changes to Outputs:\n(?:  .*\n)+`),
}

// actions is the list of planned actions.
var actions = regexp.MustCompile(`(?ms)^Terraform (?:will perform|planned) the following actions.*?\n(Plan: )`)

var blankLines = regexp.MustCompile(`\n{3,}`)

// changes leaves the planned actions on resources, and what becomes of them.
func changes(output string) string {
	for _, cut := range cuts {
		output = cut.ReplaceAllString(output, "")
	}
	return blankLines.ReplaceAllString(output, "\n\n")
}

// outcome leaves how much is planned, and what becomes of it.
func outcome(output string) string {
	return changes(actions.ReplaceAllString(output, "$1"))
}
