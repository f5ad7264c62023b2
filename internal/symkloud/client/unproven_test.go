package client

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// TestUnprovenCallsAreThoseOfTheReference: each request that isn't published
// stands in the table, and no other does.
func TestUnprovenCallsAreThoseOfTheReference(t *testing.T) {
	t.Parallel()
	reference, err := catalogue.Symkloud()
	if err != nil {
		t.Fatal(err)
	}
	unpublished := map[string]bool{}
	for _, e := range reference.Endpoints {
		if !e.Published() {
			unpublished[e.String()] = true
		}
	}
	for _, call := range unproven() {
		if !unpublished[call.called] {
			t.Errorf("%s is published, or isn't in the reference", call.called)
		}
		delete(unpublished, call.called)
	}
	for call := range unpublished {
		t.Errorf("%s isn't in the table", call)
	}
}

// TestSettingsAreCallsOfTheReference: nothing is sent twice by a wrong name.
func TestSettingsAreCallsOfTheReference(t *testing.T) {
	t.Parallel()
	reference, err := catalogue.Symkloud()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range settings() {
		if len(reference.EndpointsAt(one.method, one.path)) != 1 {
			t.Errorf("%s %s isn't in the reference", one.method, one.path)
		}
	}
	for path := range lists() {
		found := false
		for _, e := range reference.Endpoints {
			found = found || e.Method == "GET" && (e.Path == path || strings.HasSuffix(e.Path, "/"+path))
		}
		if !found {
			t.Errorf("no call ends in %s", path)
		}
	}
}
