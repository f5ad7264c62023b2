package entity

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// half is an update that failed on its way.
type half struct {
	prior, plan any
	cause       error
	// pending is where the device will tell the outcome of what it still does.
	pending string
	// blind is set when what failed holds a secret: no object shows whether the
	// device has it.
	blind bool
	// touched is set when the device may have carried out a part of it.
	touched bool
}

// half ends an update that failed, even if the run was interrupted: the state
// gets what the object has by now, and what the device still does is left to
// the next run.
func (m *managed) half(run context.Context, device api.Device, h half, resp *resource.UpdateResponse) {
	ctx, cancel := m.afterwards(run)
	defer cancel()
	var object api.Object
	err := errForeign
	if h.touched {
		object, err = m.fetch(ctx, device, h.prior)
	}
	finding := ""
	switch {
	case h.pending != "":
		if err == nil && !h.blind && m.differences(ctx, h.plan, object) == nil && m.take(ctx, object, h.prior, h.plan) == nil {
			resp.Diagnostics.Append(m.keep(ctx, &resp.State, h.plan)...)
			resp.Diagnostics.Append(m.postpone(ctx, resp.Private, Changing, h.plan, h.pending)...)
			return
		}
		resp.Diagnostics.Append(keepPending(ctx, resp.Private, Changing, h.pending)...)
		finding = "The device goes on with it. " + resumed
	case uncertain(h.cause):
		finding = "Whether the device carried this out isn't known. Plan again: the provider then reads what is there."
	}
	if errors.Is(h.cause, context.DeadlineExceeded) {
		resp.Diagnostics.Append(m.outOfTime("Unable to change "+m.label(h.prior), Changing, h.plan, finding, h.cause))
	} else {
		resp.Diagnostics.Append(m.notDone("change", Changing, h.prior, finding, h.cause)...)
	}
	// What can't be read leaves the state as it was.
	if err == nil && m.model.decode(ctx, object, h.prior) == nil {
		resp.Diagnostics.Append(m.keep(ctx, &resp.State, h.prior)...)
	}
}
