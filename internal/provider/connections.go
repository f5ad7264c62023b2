package provider

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/client"
)

// infinibox is the family of InfiniBox entities and the name of the device's
// attribute.
const infinibox = "infinibox"

// connections are the configured devices of one provider block.
type connections struct {
	infinibox infiniboxSettings
	claims    entity.Claims
	patience  entity.Patience

	once   sync.Once
	device api.Device
	diags  diag.Diagnostics
}

// Known is false while values of the family's configuration are unknown.
func (c *connections) Known(family string) bool {
	return family == infinibox && len(c.infinibox.unknown) == 0
}

// Claims are the objects that the configuration's resources have.
func (c *connections) Claims() *entity.Claims { return &c.claims }

// Patience is the provider's.
func (c *connections) Patience() entity.Patience { return c.patience }

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
	if len(s.unknown) > 0 {
		return nil, diag.Diagnostics{about(s.unknown, "Device Not Known Yet",
			"The InfiniBox is needed now, but infinibox."+strings.Join(s.unknown, " and infinibox.")+
				" will be known only after an apply. Apply what that depends on first, for instance with -target.")}
	}
	var missing, remedies []string
	for _, needed := range []struct{ name, value string }{
		{"endpoint", s.options.Endpoint}, {"username", s.options.Username}, {"password", s.options.Password},
	} {
		if needed.value == "" {
			missing = append(missing, needed.name)
			remedies = append(remedies, fmt.Sprintf("infinibox.%s (or the variable %s)", needed.name, variable(needed.name)))
		}
	}
	if len(missing) > 0 {
		return nil, diag.Diagnostics{about(missing, "InfiniBox Not Configured",
			"An InfiniBox is needed, and the provider block doesn't say enough to reach it. Set "+strings.Join(remedies, " and ")+".")}
	}
	var diags diag.Diagnostics
	made, err := client.New(s.options)
	if err == nil {
		return made, nil
	}
	var wrong *client.OptionError
	if errors.As(err, &wrong) {
		at := path.Root(infinibox).AtName(wrong.Option)
		if wrong.Index != nil {
			at = at.AtListIndex(*wrong.Index)
		}
		diags.AddAttributeError(at, "InfiniBox Configuration Invalid",
			fmt.Sprintf("%s (or %s) %s.", at, variable(wrong.Option), wrong.Problem))
		return nil, diags
	}
	diags.AddAttributeError(path.Root(infinibox), "InfiniBox Configuration Invalid", err.Error())
	return nil, diags
}

// about is an error about the one attribute that it concerns, or about the
// device when there are several.
func about(names []string, summary, detail string) diag.Diagnostic {
	at := path.Root(infinibox)
	if len(names) == 1 {
		at = at.AtName(names[0])
	}
	return diag.NewAttributeErrorDiagnostic(at, summary, detail)
}
