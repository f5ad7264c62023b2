// Coverage prints which documented operations of a device the provider reaches,
// which it declines and why, and which are still to come.
//
//	go run ./tools/coverage          a line per section of the reference
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

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
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
	reference, err := catalogue.InfiniBox()
	if err != nil {
		return err
	}
	facts, err := provider.Facts()
	if err != nil {
		return err
	}
	report := coverage.Compare(reference, facts, coverage.InfiniBox())
	if write {
		return readme.Write("README.md", "coverage", report.Figures("").String()+" `go run ./tools/coverage -list` names each.")
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if list {
		for _, endpoint := range report.Endpoints {
			what := "to come"
			if len(endpoint.Faces) > 0 {
				what = strings.Join(endpoint.Faces, ", ")
			} else if endpoint.Declined != "" {
				what = "declined: " + endpoint.Declined
			}
			fmt.Fprintf(table, "%s %s\t%s\t%s\n", endpoint.Method, endpoint.Path, endpoint.Title, what)
		}
	} else {
		fmt.Fprintln(table, "section\treached\tdeclined\tto come")
		for _, section := range reference.Sections {
			figures := report.Figures(section)
			fmt.Fprintf(table, "%s\t%d\t%d\t%d\n", section, figures.Reached, figures.Declined, figures.ToCome)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "\n%s\n", report.Figures(""))
	return err
}
