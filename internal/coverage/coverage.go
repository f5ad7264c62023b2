// Package coverage compares what the provider declares with the devices' API
// references: which operations some face reaches, which are declined and why,
// and which are still to come.
package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// Device is one device with its reference.
type Device struct {
	// Name is the product's: "InfiniBox".
	Name string
	// Family is how the names of its entities begin: "infinibox".
	Family string
	// Reference reads the reference.
	Reference func() (*catalogue.Catalogue, error)
	// Declined are the operations that get no face.
	Declined []Declined
}

// Devices are all of them, in the order in which the README has them.
func Devices() []Device {
	return []Device{
		{"InfiniBox", "infinibox", catalogue.InfiniBox, InfiniBox()},
		{"symkloud", "symkloud", catalogue.Symkloud, Symkloud()},
	}
}

// Own are the facts of a device's entities and actions.
func (d Device) Own(facts []entity.Facts) []entity.Facts {
	return slices.DeleteFunc(slices.Clone(facts), func(f entity.Facts) bool { return !strings.HasPrefix(f.Name, d.Family+"_") })
}

// Compare makes the device's report; facts may be those of all devices.
func (d Device) Compare(facts []entity.Facts) (Report, error) {
	reference, err := d.Reference()
	if err != nil {
		return Report{}, err
	}
	report := Compare(reference, d.Own(facts), d.Declined)
	report.Device, report.Sections = d.Name, reference.Sections
	return report, nil
}

// Endpoint is one documented operation and what became of it.
type Endpoint struct {
	*catalogue.Endpoint
	// Faces are the names of what reaches it, sorted.
	Faces []string
	// Declined is why nothing does and nothing will; empty otherwise.
	Declined string
}

// Report is the coverage of one device's reference.
type Report struct {
	// Device is the product's name, and Sections are those of its reference.
	Device   string
	Sections []string
	// Endpoints are in the catalogue's order.
	Endpoints []Endpoint
	// Undocumented are calls that the reference doesn't have, with who makes
	// them.
	Undocumented []string
	// Needless are reasons to decline what isn't documented, or is reached.
	Needless []string
}

// Compare makes the report.
func Compare(reference *catalogue.Catalogue, facts []entity.Facts, declined []Declined) Report {
	reached := map[*catalogue.Endpoint][]string{}
	var report Report
	for _, declared := range facts {
		for _, call := range declared.Calls {
			found := documented(reference, call)
			if len(found) == 0 {
				report.Undocumented = append(report.Undocumented, fmt.Sprintf("%s: %s %s", declared.Name, call.Method, call.Path))
			}
			for _, endpoint := range found {
				reached[endpoint] = append(reached[endpoint], declared.Name)
			}
		}
	}
	used := make([]bool, len(declined))
	for _, endpoint := range reference.Endpoints {
		row := Endpoint{Endpoint: endpoint, Faces: reached[endpoint]}
		slices.Sort(row.Faces)
		row.Faces = slices.Compact(row.Faces)
		for i, d := range declined {
			if len(row.Faces) == 0 && d.covers(endpoint) {
				used[i], row.Declined = true, d.Reason
			}
		}
		report.Endpoints = append(report.Endpoints, row)
	}
	for i, d := range declined {
		if !used[i] {
			report.Needless = append(report.Needless, d.Method+" "+d.Path)
		}
	}
	return report
}

// documented finds the endpoints of a call. Several share method and path when
// their bodies differ.
func documented(reference *catalogue.Catalogue, call entity.Call) []*catalogue.Endpoint {
	var segments []string
	for segment := range strings.SplitSeq(call.Path, "/") {
		if strings.HasPrefix(segment, "{") {
			segment = "1"
		}
		segments = append(segments, segment)
	}
	match, ok := reference.Match(call.Method, strings.Join(segments, "/"))
	if !ok {
		return nil
	}
	return match.Endpoints
}

// Figures are how many operations are reached, declined and to come.
type Figures struct{ Reached, Declined, ToCome int }

// Total is all of them.
func (f Figures) Total() int { return f.Reached + f.Declined + f.ToCome }

// String says it in words that follow "of the 7 operations".
func (f Figures) String() string {
	return fmt.Sprintf("%d are reached, %d are declined with a reason, %d are still to come", f.Reached, f.Declined, f.ToCome)
}

// Line is the line that the README has: where a reference is put together from
// samples, what is published is counted apart from what was inferred.
func (r Report) Line() string {
	published := r.count((*catalogue.Endpoint).Published)
	inferred := r.count(func(e *catalogue.Endpoint) bool { return !e.Published() })
	line := fmt.Sprintf("%s: of the %d documented operations %s", r.Device, published.Total(), published)
	if inferred.Total() > 0 {
		line += fmt.Sprintf("; of another %d, whose request is inferred, %s", inferred.Total(), inferred)
	}
	return line + "."
}

// Figures counts the endpoints of a section; of all sections when it is empty.
func (r Report) Figures(section string) Figures {
	return r.count(func(e *catalogue.Endpoint) bool { return section == "" || e.Section == section })
}

// count counts the endpoints that are wanted.
func (r Report) count(wanted func(*catalogue.Endpoint) bool) Figures {
	var f Figures
	for _, endpoint := range r.Endpoints {
		switch {
		case !wanted(endpoint.Endpoint):
		case len(endpoint.Faces) > 0:
			f.Reached++
		case endpoint.Declined != "":
			f.Declined++
		default:
			f.ToCome++
		}
	}
	return f
}
