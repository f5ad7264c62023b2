package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// table is what people read.
type table struct {
	head []string
	rows [][]cell
	// exceeded says which limits are exceeded, and by what.
	exceeded []string
}

// cell is a figure, with its limit if it has one.
type cell struct {
	text, limit string
	exceeded    bool
}

// titles are the columns' names.
func titles() [measures]string {
	return [measures]string{"wall", "× does nothing", "× terraform_data", "Terraform CPU", "provider CPU",
		"Terraform memory", "provider memory", "requests"}
}

// table makes the figures into text.
func (r *results) table(limits []limit) table {
	names := titles()
	made := table{head: append([]string{"scenario", "provider"}, names[:]...)}
	previous := ""
	for _, at := range r.order {
		line := []cell{{text: at.scenario}, {text: at.variant}}
		if at.scenario == previous {
			line[0].text = ""
		}
		previous = at.scenario
		for m := range measures {
			value, ok := r.of(m, at)
			if !ok {
				line = append(line, cell{text: "-"})
				continue
			}
			shown := cell{text: m.text(value)}
			if most, limited := r.most(limits, at, m); limited {
				shown.limit, shown.exceeded = m.text(most), value > most
				if shown.exceeded {
					made.exceeded = append(made.exceeded, fmt.Sprintf("%s, %s: %s is %s, and %s is allowed",
						at.scenario, at.variant, names[m], shown.text, shown.limit))
				}
			}
			line = append(line, shown)
		}
		made.rows = append(made.rows, line)
	}
	return made
}

// most is the limit of a figure, if there is one.
func (r *results) most(limits []limit, at row, m measure) (float64, bool) {
	found := slices.IndexFunc(limits, func(l limit) bool { return l.row == at && l.measure == m })
	if found < 0 {
		return 0, false
	}
	return limits[found].most(r)
}

// text is a figure with its unit.
func (m measure) text(value float64) string {
	switch m {
	case timesNothing, timesBuiltin:
		return fmt.Sprintf("%.2f", value)
	case terraformMemory, providerMemory:
		return fmt.Sprintf("%.0f MB", value/1e6)
	case requests:
		return fmt.Sprintf("%.0f", value)
	}
	if value < 0.1 {
		return fmt.Sprintf("%.0f ms", value*1000)
	}
	return fmt.Sprintf("%.2f s", value)
}

// plain is a cell on a terminal.
func (c cell) plain() string {
	switch {
	case c.exceeded:
		return c.text + " > " + c.limit + " !"
	case c.limit != "":
		return c.text + " ≤ " + c.limit
	}
	return c.text
}

// markdown is a cell in a document.
func (c cell) markdown() string {
	if c.exceeded {
		return "**" + c.text + " > " + c.limit + "**"
	}
	return c.plain()
}

// print writes the table for a terminal.
func (t table) print(out io.Writer) error {
	to := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(to, strings.Join(t.head, "\t"))
	for _, line := range t.rows {
		fmt.Fprintln(to, strings.Join(each(line, cell.plain), "\t"))
	}
	return to.Flush()
}

// markdown is the table for a document.
func (t table) markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "| %s |\n|%s\n", strings.Join(t.head, " | "), strings.Repeat("---|", len(t.head)))
	for _, line := range t.rows {
		fmt.Fprintf(&out, "| %s |\n", strings.Join(each(line, cell.markdown), " | "))
	}
	return out.String()
}

func each(line []cell, text func(cell) string) []string {
	texts := make([]string, len(line))
	for i, c := range line {
		texts[i] = text(c)
	}
	return texts
}
