package infinibox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// clockAt is a clock that runs on from a time.
func clockAt(t time.Time) *device.Clock {
	clock := device.NewClock(nil)
	clock.Set(t)
	return clock
}

// protectionPath are the variables of paths that lead to policies, schedules
// and assignments, which are made for it.
func (i *inspected) protectionPath(t *testing.T) []string {
	t.Helper()
	a := i.array
	if err := a.Generate(map[string]int{"snapshot_policies": 1, "schedules": 1, "qos_policies": 1}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(i.endpoint.path, "unassign") || strings.Contains(i.endpoint.path, "assigned_entities") {
		if err := a.Generate(map[string]int{"snapshot_policy_assignments": 1, "qos_assignments": 1}); err != nil {
			t.Fatal(err)
		}
	}
	if strings.HasPrefix(i.endpoint.path, "snapshot_policies") {
		p := a.policies.items[1]
		return []string{fmt.Sprint(p.id), fmt.Sprint(p.schedules[0].id)}
	}
	p := a.qosPolicies.items[0]
	switch {
	case len(p.assigned) == 0:
		return []string{fmt.Sprint(p.id)}
	case strings.HasPrefix(i.endpoint.path, "qos/assigned_entities"):
		return []string{fmt.Sprint(p.assigned[0].id)}
	default:
		return []string{fmt.Sprint(p.id), fmt.Sprint(p.assigned[0].id)}
	}
}

// assigned is the entity that an assignment is about.
func (i *inspected) assigned() int64 {
	for _, p := range i.array.policies.items[1:] {
		for _, e := range i.array.plannedBy(p) {
			return e.identity()
		}
	}
	return i.array.volumes.items[0].id
}

// limitVolume puts a volume under the QoS policy in question.
func (i *inspected) limitVolume() {
	i.send(http.MethodPost, i.path+"/assign", map[string]any{"entity_id": i.array.volumes.items[0].id})
}
