package entity_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// TestRemediesNameTheDevicesOwnSettings of the provider block and of the
// environment, for each kind of failure that a setting mends.
func TestRemediesNameTheDevicesOwnSettings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind  error
		texts []string
	}{
		{api.ErrUnauthenticated, []string{"infinibox", "INFINIBOX_USERNAME", "INFINIBOX_PASSWORD"}},
		{api.ErrForbidden, []string{"infinibox.username"}},
		{api.ErrRemotePermission, []string{"infinibox.remote", "INFINIBOX_REMOTE"}},
		{api.ErrUntrusted, []string{"infinibox.ca_certificate", "INFINIBOX_CA_CERTIFICATE"}},
		{api.ErrUnreachable, []string{"infinibox.endpoint", "INFINIBOX_ENDPOINT"}},
		{api.ErrReadOnly, []string{"infinibox.read_only", "INFINIBOX_READ_ONLY"}},
	} {
		said := entity.Failure("Unable", &api.Error{Kind: c.kind, Device: "InfiniBox", Method: "GET", Path: "volumes", Message: "no"})
		for _, text := range c.texts {
			if len(said) != 1 || !strings.Contains(said[0].Detail(), text) {
				t.Errorf("%s: no %q in %v", c.kind, text, said)
			}
		}
	}
	if said := entity.Failure("Unable", errors.New("no")); len(said) != 1 || said[0].Detail() != "no" {
		t.Errorf("said %v", said)
	}
}
