package entity

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Connections is what the provider block gives to every face: the configured
// devices, connected when they are first needed.
type Connections interface {
	// Device finds the device of a family, such as "infinibox". The
	// diagnostics say which attribute or variable is missing.
	Device(family string) (api.Device, diag.Diagnostics)
	// Known is false while the family's configuration holds values that
	// Terraform doesn't know yet, so that nothing can be said at plan time.
	Known(family string) bool
	// Claims are the same for every face of the configuration.
	Claims() *Claims
	// Patience is for operations whose outcome is unknown.
	Patience() Patience
}

// DeviceAs finds the device of a family as what its client is besides an
// api.Device, for faces that aren't an entity's. Connections is nil while the
// provider isn't configured.
func DeviceAs[T any](connections Connections, family string) (T, diag.Diagnostics) {
	var wanted T
	if connections == nil {
		return wanted, diag.Diagnostics{unconfigured()}
	}
	device, diags := connections.Device(family)
	if diags.HasError() {
		return wanted, diags
	}
	wanted, ok := device.(T)
	if !ok {
		diags.AddError("Device Unsuitable", device.Name()+" can't do that. This is an error in the provider: please report it.")
	}
	return wanted, diags
}

// unconfigured is the error of what comes before the provider's configuration.
func unconfigured() diag.Diagnostic {
	return diag.NewErrorDiagnostic("Provider Not Configured",
		"The provider's configuration isn't known yet, so that no device can be asked.")
}

// connected is the part that every face has.
type connected struct {
	*declared
	connections Connections
}

// connect keeps what the provider's Configure handed over; nil means that the
// provider isn't configured yet, as when Terraform validates.
func (c *connected) connect(data any) diag.Diagnostics {
	if data == nil {
		return nil
	}
	connections, ok := data.(Connections)
	if !ok {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Provider Data Unusable",
			"The provider handed over something else than its connections. This is an error in the provider: please report it.")}
	}
	c.connections = connections
	return nil
}

// device is the entity's own, showing objects in the model's form.
func (c *connected) device() (api.Device, diag.Diagnostics) {
	if c.connections == nil {
		return nil, diag.Diagnostics{unconfigured()}
	}
	device, diags := c.connections.Device(c.family)
	if c.shows != nil && device != nil {
		device = showing{device: device, shows: c.shows, inside: c.inside}
	}
	return device, diags
}
