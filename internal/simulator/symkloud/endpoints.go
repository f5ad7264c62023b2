package symkloud

import (
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/symkloud/reference"
)

// Endpoints are the reference's calls with how far each is simulated:
// "behaviour", or "not simulated" for one that this package has nothing for.
// Titles tell the calls whose path was inferred.
func (s *Stack) Endpoints() []device.Endpoint {
	known, err := reference.Load()
	if err != nil {
		return nil // tested: the data is a part of this package
	}
	all := make([]device.Endpoint, len(known.Rows))
	for i, row := range known.Rows {
		level, title := "not simulated", row.Title
		if _, _, err := s.router.match(row.Method, basePath+row.Path); err == nil {
			level = "behaviour"
		}
		if row.Basis != "documented" {
			title += " (" + row.Basis + ")"
		}
		all[i] = device.Endpoint{Method: row.Method, Path: row.Path, Title: title, Level: level}
	}
	return all
}
