package entity

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// waiting is how long an operation is waited for unless timeouts say otherwise.
const waiting = 20 * time.Minute

// pendingKey is where the private state keeps what the device was still doing
// when the run stopped waiting, as the operation and the path of its outcome:
// the next read, change or deletion takes the wait up again.
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

// timeout is the operation's name among the timeouts.
func (o Operation) timeout() string {
	return [...]string{"create", "update", "delete", "invoke", "read"}[o]
}

// timeout is how long an operation may take, and what is wrong with a time in
// which nothing could be done.
func (d *declared) timeout(operation Operation, model any) (time.Duration, diag.Diagnostics) {
	f, ok := d.model.field(timeoutsAttribute)
	if !ok || model == nil {
		return waiting, nil
	}
	all, ok := d.model.value(model, f).(interface{ Attributes() map[string]attr.Value })
	if !ok {
		return waiting, nil
	}
	name := operation.timeout()
	configured, ok := all.Attributes()[name].(types.String)
	if !ok || configured.IsNull() || configured.IsUnknown() {
		return waiting, nil
	}
	limit, err := time.ParseDuration(configured.ValueString())
	at := path.Root(timeoutsAttribute).AtName(name)
	const remedy = `Give a duration such as "30s" or "1h", or leave it out for %s.`
	switch {
	case err != nil:
		return waiting, diag.Diagnostics{diag.NewAttributeErrorDiagnostic(at, "Timeout Not A Duration",
			fmt.Sprintf("timeouts.%s is %q. "+remedy, name, configured.ValueString(), waiting))}
	case limit <= 0:
		return limit, diag.Diagnostics{diag.NewAttributeErrorDiagnostic(at, "Timeout Not Above Zero",
			fmt.Sprintf("timeouts.%s is %s, so that nothing could be waited for. "+remedy, name, limit, waiting))}
	}
	return limit, nil
}

// timeouts checks those of a plan, or of what a plan deletes.
func (d *declared) timeouts(prior, plan any) diag.Diagnostics {
	if plan == nil {
		_, diags := d.timeout(Deleting, prior)
		return diags
	}
	var diags diag.Diagnostics
	for _, operation := range []Operation{Creating, Changing, Deleting} {
		_, wrong := d.timeout(operation, plan)
		diags.Append(wrong...)
	}
	return diags
}

// bounded limits an operation to the resource's timeout for it.
func (d *declared) bounded(ctx context.Context, operation Operation, model any) (context.Context, context.CancelFunc, diag.Diagnostics) {
	limit, diags := d.timeout(operation, model)
	ctx, cancel := context.WithTimeout(ctx, limit)
	return ctx, cancel, diags
}

// longer says how to wait longer, where that can be said.
func (d *declared) longer(operation Operation) string {
	if _, ok := d.model.field(timeoutsAttribute); !ok {
		return ""
	}
	return fmt.Sprintf("To wait longer, set timeouts = { %s = \"1h\" }.", operation.timeout())
}

// postpone keeps an outcome that wasn't waited for to its end and says so. It
// is a warning, because an error would have Terraform destroy what the device
// is still making.
func (d *declared) postpone(ctx context.Context, in writablePrivate, operation Operation, model any, pending string) diag.Diagnostics {
	diags := keepPending(ctx, in, operation, pending)
	diags.AddWarning(fmt.Sprintf("Still Working On %s", d.label(model)),
		strings.TrimSpace("The device hadn't finished when the run stopped waiting for it, and goes on. "+resumed+" "+d.longer(operation)))
	return diags
}

// resumed is what becomes of an outcome that is kept.
const resumed = "The next plan or apply waits for the outcome of the same operation: nothing is done twice."

// keepPending notes what the device was still doing.
func keepPending(ctx context.Context, in writablePrivate, operation Operation, pending string) diag.Diagnostics {
	return note(ctx, in, pendingKey, operation.String()+" "+pending)
}

// keptPending is what keepPending noted; no path when there is nothing.
func keptPending(ctx context.Context, from private) (Operation, string) {
	named, pending, _ := strings.Cut(noted(ctx, from, pendingKey), " ")
	for _, operation := range []Operation{Changing, Deleting} {
		if operation.String() == named {
			return operation, pending
		}
	}
	return Creating, pending
}

// resume takes up the wait for an operation of an earlier run. What it was is
// over after that, well or not: the object itself shows what came of it.
func (d *declared) resume(ctx context.Context, device api.Device, in writablePrivate, model any) diag.Diagnostics {
	operation, pending := keptPending(ctx, in)
	if pending == "" {
		return nil
	}
	limited, cancel, diags := d.bounded(ctx, operation, model)
	defer cancel()
	if diags.HasError() {
		return diags
	}
	_, err := device.Get(limited, pending)
	switch {
	case err == nil, errors.Is(err, api.ErrNotFound), errors.Is(err, api.ErrNotTheDevice):
		// The last is an outcome without an object, as a deletion's.
	case uncertain(err), unasked(err):
		return d.notDone("wait for", operation, model, "What an earlier run began may still go on. "+resumed, err)
	default:
		for _, failed := range d.failure("finish", model, err) {
			diags.AddWarning(failed.Summary(), failed.Detail())
		}
	}
	return append(diags, note(ctx, in, pendingKey, "")...)
}

// unasked tells that a question never got to the device, so that the error is
// none of what was asked about.
func unasked(err error) bool {
	return errors.Is(err, api.ErrUnreachable) || errors.Is(err, api.ErrUntrusted) || errors.Is(err, api.ErrUnauthenticated)
}
