package entity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// waiting is how long an operation is waited for unless timeouts say otherwise.
const waiting = 20 * time.Minute

// pendingKey is where the private state keeps the path of an outcome that
// wasn't waited for to its end: the next read or change takes the wait up
// again.
const pendingKey = "pending"

// Timeouts is the attribute of every resource whose operations the device may
// finish later than it answers.
func Timeouts() schema.Attribute {
	return timeouts.Attributes(context.Background(), timeouts.Opts{
		Create: true, Update: true, Delete: true,
		CreateDescription: "How long to wait until the array has made it, such as `30s` or `1h`; 20 minutes when left out.",
		UpdateDescription: "How long to wait for each change; 20 minutes when left out.",
		DeleteDescription: "How long to wait until it is gone; 20 minutes when left out.",
	})
}

// bounded limits an operation to the resource's timeout for it.
func (d *declared) bounded(ctx context.Context, operation Operation, model any) (context.Context, context.CancelFunc, diag.Diagnostics) {
	limit := waiting
	var diags diag.Diagnostics
	if f, ok := d.model.field(timeoutsAttribute); ok {
		if configured, ok := d.model.value(model, f).(timeouts.Value); ok && !configured.IsNull() && !configured.IsUnknown() {
			switch operation {
			case Creating:
				limit, diags = configured.Create(ctx, waiting)
			case Changing:
				limit, diags = configured.Update(ctx, waiting)
			case Deleting:
				limit, diags = configured.Delete(ctx, waiting)
			}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	return ctx, cancel, diags
}

// postpone keeps an outcome that wasn't waited for to its end and says so. It
// is a warning, because an error would have Terraform destroy what the device
// is still making.
func (d *declared) postpone(ctx context.Context, in writablePrivate, operation Operation, model any, pending string) diag.Diagnostics {
	diags := note(ctx, in, pendingKey, pending)
	diags.AddWarning(fmt.Sprintf("Still Working On %s", d.label(model)),
		fmt.Sprintf("The device hadn't finished when the run stopped waiting for it, and goes on. The next plan or apply waits for the outcome of the same operation: nothing is done twice. "+
			"If it always takes that long, raise timeouts = { %s = \"1h\" }.", map[Operation]string{Creating: "create", Changing: "update"}[operation]))
	return diags
}

// resume takes up the wait for an operation of an earlier run. What it was is
// over after that, well or not: the object itself shows what came of it.
func (d *declared) resume(ctx context.Context, device api.Device, in writablePrivate, model any) diag.Diagnostics {
	pending := noted(ctx, in, pendingKey)
	if pending == "" {
		return nil
	}
	ctx, cancel, diags := d.bounded(ctx, Creating, model)
	defer cancel()
	_, err := device.Get(ctx, pending)
	switch {
	case err == nil, errors.Is(err, api.ErrNotFound), errors.Is(err, api.ErrNotTheDevice):
		// The last is an outcome without an object, as a deletion's.
	case uncertain(err), errors.Is(err, api.ErrUnreachable):
		return append(diags, d.failure("wait for", model, err)...)
	default:
		for _, failed := range d.failure("finish", model, err) {
			diags.AddWarning(failed.Summary(), failed.Detail())
		}
	}
	return append(diags, note(ctx, in, pendingKey, "")...)
}
