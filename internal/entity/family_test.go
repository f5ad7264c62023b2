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
	for product, name := range map[string]string{"InfiniBox": "infinibox", "symkloud": "symkloud"} {
		for kind, texts := range map[error][]string{
			api.ErrUnauthenticated:  {"{name}", "{NAME}_USERNAME", "{NAME}_PASSWORD"},
			api.ErrForbidden:        {"{name}.username"},
			api.ErrRemotePermission: {"{name}.remote", "{NAME}_REMOTE"},
			api.ErrUntrusted:        {"{name}.ca_certificate", "{NAME}_CA_CERTIFICATE"},
			api.ErrUnreachable:      {"{name}.endpoint", "{NAME}_ENDPOINT"},
			api.ErrReadOnly:         {"{name}.read_only", "{NAME}_READ_ONLY"},
		} {
			said := entity.Failure("Unable", &api.Error{Kind: kind, Device: product, Method: "GET", Path: "volumes", Message: "no"})
			for _, text := range texts {
				text = strings.NewReplacer("{name}", name, "{NAME}", strings.ToUpper(name)).Replace(text)
				if len(said) != 1 || !strings.Contains(said[0].Detail(), text) {
					t.Errorf("%s: no %q in %v", product, text, said)
				}
			}
		}
	}
	if said := entity.Failure("Unable", errors.New("no")); len(said) != 1 || said[0].Detail() != "no" {
		t.Errorf("said %v", said)
	}
}
