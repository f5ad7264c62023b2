package entity

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Need is a value that a device takes only while one of its features is
// enabled.
type Need struct {
	// Attribute and Value are what needs it: type and "S3".
	Attribute, Value string
	// Feature is the device's own name of it.
	Feature string
}

// lacking refuses new values whose feature is switched off. The device is asked
// only if there are such values. What it doesn't list or tell it judges itself
// when it gets the value.
func (m *managed) lacking(ctx context.Context, device api.Device, prior, plan any) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, need := range m.needs {
		f, _ := m.model.field(need.Attribute)
		value := m.model.value(plan, f)
		if text(value) != need.Value || (prior != nil && m.model.value(prior, f).Equal(value)) {
			continue
		}
		enabled, err := device.Features(ctx)
		if err != nil {
			if untold(err) {
				return diags
			}
			return append(diags, m.failure("plan", plan, err)...)
		}
		if on, listed := enabled[need.Feature]; listed && !on {
			diags.Append(unwanted(need.Attribute, "Feature Not Enabled",
				"%s = %q needs the feature %s, which is switched off on this %s. Have it enabled there, or choose another value.",
				need.Attribute, need.Value, need.Feature, device.Name()))
		}
	}
	return diags
}

// untold tells whether a device doesn't say what it can do.
func untold(err error) bool {
	return errors.Is(err, api.ErrNotFound) || errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrRefused)
}
