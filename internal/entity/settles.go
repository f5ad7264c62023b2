package entity

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// finish waits until a device is done with what a change began. What isn't done
// when the time for it is over, or a person ends the run, is left to the
// device, with a warning: it goes on by itself, and what comes of it shows at
// the next refresh. An error is the device's word that it failed.
func (d *declared) finish(ctx context.Context, device api.Device, lookout transport.Pace, plan any) (late diag.Diagnostics, err error) {
	if d.settles == nil {
		return nil, nil
	}
	limited, cancel, diags := d.bounded(ctx, Changing, plan)
	defer cancel()
	if diags.HasError() {
		return diags, nil
	}
	err = transport.Wait(limited, lookout, func(ctx context.Context) (bool, string, error) {
		return d.settles(ctx, device, plan)
	})
	if unfinished := (*transport.UnfinishedError)(nil); errors.As(err, &unfinished) {
		status := "."
		if unfinished.Status != "" {
			status = ": " + unfinished.Status + "."
		}
		late.AddWarning(fmt.Sprintf("Still Working On %s", d.label(plan)), strings.TrimSpace(
			"The device hadn't finished when the run stopped waiting for it"+status+
				" It goes on by itself, and the next plan shows what came of it. "+d.longer(Changing)))
		return late, nil
	}
	return nil, err
}

// settling is how often a device is asked whether it is done.
func (c *connected) settling() transport.Pace {
	lookout := c.patience().Lookout
	return transport.Pace{Min: lookout / 8, Max: lookout * 5 / 2}
}

// asPlanned is an object with all that is planned, where the device still works
// on it.
func (d *declared) asPlanned(ctx context.Context, object api.Object, plan any) (api.Object, error) {
	planned, err := d.model.encodeSet(ctx, plan, field.shown)
	if err != nil {
		return nil, err
	}
	object = maps.Clone(object)
	for _, f := range d.model.fields {
		if value, ok := planned[f.sent]; ok {
			object[f.api] = value
		}
	}
	return object, nil
}
