package infinibox

import (
	"slices"
	"testing"
)

// Everything about hosts, and the mappings of volumes, has behaviour.
func TestTheSectionsOfHostsHaveBehaviour(t *testing.T) {
	t.Parallel()
	a := New(Options{})
	looked := 0
	for _, e := range a.world.Endpoints {
		if !slices.Contains([]string{"Host", "Host Cluster", "Initiator", "San Clients"}, e.Section) && e.Path != "volumes/{volume_id}/luns" {
			continue
		}
		looked++
		if found := a.router.at(e.Method, e.Path); found.level != behaves {
			t.Errorf("%s is %q", e, found.level)
		}
	}
	if looked < 35 {
		t.Errorf("only %d endpoints", looked)
	}
}

// Every error of those sections has the reference's status, and can be asked
// for by fault rules.
func TestTheErrorsOfHostsAreTheReferences(t *testing.T) {
	t.Parallel()
	w := loadWorld()
	for code, known := range sanCodes {
		if want, documented := w.Errors[code]; !documented || want != known.status {
			t.Errorf("%s has the status %d, the reference %d", code, known.status, want)
		}
		if _, ok := sampleFailure(code); !ok {
			t.Errorf("%s has no sample", code)
		}
	}
	for _, e := range w.Endpoints {
		if !slices.Contains([]string{"Host", "Host Cluster", "Initiator", "San Clients"}, e.Section) {
			continue
		}
		for _, code := range e.Errors {
			if _, ok := lookUpCode(code); !ok {
				t.Errorf("%s: %s is unknown", e, code)
			}
		}
	}
}
