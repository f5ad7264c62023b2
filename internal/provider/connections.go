package provider

import (
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/client"
)

// infinibox is the family of InfiniBox entities and the name of the device's
// attribute.
const infinibox = "infinibox"

// connections are the configured devices of one provider block.
type connections struct {
	infinibox infiniboxSettings

	once   sync.Once
	device api.Device
	diags  diag.Diagnostics
}

// Known is false while values of the family's configuration are unknown.
func (c *connections) Known(family string) bool {
	return family == infinibox && len(c.infinibox.unknown) == 0
}

// Device connects to a device at its first use. Nothing is sent by that.
func (c *connections) Device(family string) (api.Device, diag.Diagnostics) {
	if family != infinibox {
		return nil, diag.Diagnostics{diag.NewErrorDiagnostic("Unknown Device", fmt.Sprintf("No device is called %q.", family))}
	}
	c.once.Do(func() { c.device, c.diags = c.infinibox.connect() })
	return c.device, c.diags
}

// connect makes the client, or says what is missing or wrong.
func (s infiniboxSettings) connect() (api.Device, diag.Diagnostics) {
	var diags diag.Diagnostics
	for _, name := range s.unknown {
		diags.AddAttributeError(path.Root(infinibox).AtName(name), "Device Not Known Yet",
			fmt.Sprintf("infinibox.%s depends on something that is known only after an apply, and it is needed now. "+
				"Apply what it depends on first, for instance with -target.", name))
	}
	for _, needed := range []struct{ name, value string }{
		{"endpoint", s.options.Endpoint}, {"username", s.options.Username}, {"password", s.options.Password},
	} {
		if needed.value == "" && len(s.unknown) == 0 {
			diags.AddAttributeError(path.Root(infinibox).AtName(needed.name), "InfiniBox Not Configured",
				fmt.Sprintf("An InfiniBox is needed, and its %s is missing. Set infinibox.%s in the provider block, or the variable %s.",
					needed.name, needed.name, variable(needed.name)))
		}
	}
	if diags.HasError() {
		return nil, diags
	}
	made, err := client.New(s.options)
	if err == nil {
		return made, nil
	}
	var wrong *client.OptionError
	if errors.As(err, &wrong) {
		diags.AddAttributeError(path.Root(infinibox).AtName(wrong.Option), "InfiniBox Configuration Invalid",
			fmt.Sprintf("infinibox.%s (or %s) %s.", wrong.Option, variable(wrong.Option), wrong.Problem))
		return nil, diags
	}
	diags.AddAttributeError(path.Root(infinibox), "InfiniBox Configuration Invalid", err.Error())
	return nil, diags
}
