package infinibox

import (
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// Endpoints are the reference's endpoints, sorted by path and method, with how
// far each is simulated: "behaviour" has rules of its own, "generic" what holds
// for every endpoint and the documented fields, "not simulated" answers 501
// with the code NOT_SIMULATED.
func (a *Array) Endpoints() []device.Endpoint {
	var all []device.Endpoint
	for _, at := range a.world.addresses {
		found := a.router.at(at.method, at.path)
		for _, documented := range at.documented {
			all = append(all, device.Endpoint{
				Method: documented.Method, Path: documented.Path, Title: documented.Title, Level: string(found.level),
			})
		}
	}
	slices.SortFunc(all, func(x, y device.Endpoint) int {
		return strings.Compare(x.Path+" "+x.Method+" "+x.Title, y.Path+" "+y.Method+" "+y.Title)
	})
	return all
}

// GeneratedKinds are the names that Generate takes counts for, sorted.
func GeneratedKinds() []string {
	kinds := []string{"pools", "volumes", "snapshots", "snapshot_groups"}
	for name := range loadWorld().kinds {
		if generates(name) && !slices.Contains(kinds, name) {
			kinds = append(kinds, name)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// hasRules tells whether a call on records goes through rules of its domain.
func (a *Array) hasRules(e *endpoint) bool {
	own := a.domains[e.kind.name()]
	switch {
	case e.method == "POST" && e.documented[0].Operation == "create":
		return own.create != nil
	case e.method == "PUT":
		return own.update != nil
	case e.documented[0].Operation == "delete":
		return own.remove != nil
	case e.documented[0].Operation == "op":
		return own.act != nil
	default:
		return false
	}
}
