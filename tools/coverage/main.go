// Coverage prints which documented operations of each device the provider
// reaches, which it declines and why, and which are still to come.
//
//	go run ./tools/coverage          a line per section of the references
//	go run ./tools/coverage -list    a line per operation
//	go run ./tools/coverage -readme  writes the totals into README.md
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/coverage"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/tools/readme"
)

func main() {
	list := flag.Bool("list", false, "print every operation")
	write := flag.Bool("readme", false, "write the totals into README.md, in the working directory")
	flag.Parse()
	if err := run(os.Stdout, *list, *write); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, list, write bool) error {
	facts, err := provider.Facts()
	if err != nil {
		return err
	}
	var lines []string
	for _, device := range coverage.Devices() {
		report, err := device.Compare(facts)
		if err != nil {
			return err
		}
		lines = append(lines, report.Line())
		if write {
			continue
		}
		if err := show(out, report, list); err != nil {
			return err
		}
	}
	if write {
		return readme.Write("README.md", "coverage", "- "+strings.Join(lines, "\n- ")+"\n\n`go run ./tools/coverage -list` names each.")
	}
	return nil
}

// show prints the report of one device.
func show(out io.Writer, report coverage.Report, list bool) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if list {
		for _, endpoint := range report.Endpoints {
			fmt.Fprintf(table, "%s %s\t%s\t%s\t%s\n", endpoint.Method, endpoint.Path, endpoint.Title, endpoint.Basis, fate(endpoint))
		}
	} else {
		fmt.Fprintf(table, "%s\treached\tdeclined\tto come\n", report.Device)
		for _, section := range report.Sections {
			figures := report.Figures(section)
			fmt.Fprintf(table, "%s\t%d\t%d\t%d\n", section, figures.Reached, figures.Declined, figures.ToCome)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\n%s\n\n", report.Line())
	return err
}

// fate is what became of an operation.
func fate(endpoint coverage.Endpoint) string {
	switch {
	case len(endpoint.Faces) > 0:
		return strings.Join(endpoint.Faces, ", ")
	case endpoint.Declined != "":
		return "declined: " + endpoint.Declined
	}
	return "to come"
}
