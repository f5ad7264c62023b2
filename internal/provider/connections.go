package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// connections are the devices of one provider block, by the names of their
// families.
type connections struct {
	devices  map[string]*connection
	claims   entity.Claims
	patience entity.Patience
}

// Known is false while values of the family's configuration are unknown.
func (c *connections) Known(family string) bool {
	found, ok := c.devices[family]
	return ok && len(found.unknown) == 0
}

// Claims are the objects that the configuration's resources have.
func (c *connections) Claims() *entity.Claims { return &c.claims }

// Patience is the provider's.
func (c *connections) Patience() entity.Patience { return c.patience }

// Device connects to a device at its first use. Nothing is sent by that.
func (c *connections) Device(family string) (api.Device, diag.Diagnostics) {
	found, ok := c.devices[family]
	if !ok {
		return nil, diag.Diagnostics{diag.NewErrorDiagnostic("Unknown Device", fmt.Sprintf("No device is called %q.", family))}
	}
	return found.connect()
}
