package entity

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

const (
	// aftermathLimit bounds what is asked after an operation whose outcome is
	// unknown, also when the run is being interrupted.
	aftermathLimit = 20 * time.Second
	// lookout is how long an object may take to turn up: a device can still be
	// busy making it when the answer is lost already.
	lookout = 4 * time.Second
	// glance is the same when a person interrupts the run and waits for it to
	// end.
	glance = 500 * time.Millisecond
)

// errNotShown is a create that succeeded without showing the object.
var errNotShown = errors.New("the device carried it out, but the object can't be found")

// errAbsent ends a look that found nothing.
var errAbsent = errors.New("no such object")

// lost is a create whose answer didn't arrive.
type lost struct {
	begun time.Time
	cause error
	// pending is where the device will tell the outcome, if it said so.
	pending string
}

// uncertain tells whether a device may have carried out what failed.
func uncertain(err error) bool {
	return errors.Is(err, api.ErrOutcomeUnknown) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// aftermath finds out what became of a create whose answer was lost; its
// context may be cancelled already. An object made since it began, by the
// device's own clock, that has every sent field is the one.
func (m *managed) aftermath(ctx context.Context, device api.Device, plan any, lost lost) (api.Object, diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), aftermathLimit)
	defer cancel()
	patience := lookout
	interrupted := errors.Is(lost.cause, context.Canceled)
	if interrupted {
		patience = glance
	}
	found, err := m.lookOut(ctx, device, plan, patience)
	if len(found) == 0 && lost.pending != "" {
		return m.stillPending(ctx, device, plan, lost, interrupted)
	}
	switch {
	case err != nil && !errors.Is(err, errAbsent):
		return nil, m.unsettled(plan, lost.cause, "Whether the object exists can't be found out: "+err.Error()+
			". Look for it before applying again, and import it if it is there.")
	case len(found) == 0:
		return nil, m.unsettled(plan, lost.cause, "The object isn't there, so the device most likely didn't carry this out: apply again. "+
			"Should it turn up late, applying is refused and shows how to import it.")
	case m.createBy != "":
		if err := m.readable(ctx, found[0]); err != nil {
			return nil, m.failure("read the created", plan, err)
		}
		return found[0], nil
	}
	// The device tells its time in whole seconds.
	since := device.Now().Add(-time.Since(lost.begun) - time.Second)
	for _, object := range found {
		if created, ok := device.CreatedAt(object); ok && !created.Before(since) && m.differences(ctx, plan, object) == nil && m.readable(ctx, object) == nil {
			return object, nil
		}
	}
	return m.existing(ctx, device, plan, found[0], words(lost.cause)[0]+
		".\n\nAn object of that name exists, and nothing shows that this run made it.")
}

// stillPending asks for the outcome that the device announced, unless a person
// waits for the run to end.
func (m *managed) stillPending(ctx context.Context, device api.Device, plan any, lost lost, interrupted bool) (api.Object, diag.Diagnostics) {
	if !interrupted {
		object, err := device.Get(ctx, lost.pending)
		switch {
		case err == nil && object != nil:
			return object, nil
		case err != nil && !uncertain(err):
			return nil, m.failure("create", plan, err)
		}
	}
	return nil, m.unsettled(plan, lost.cause, "The device accepted it and was still working on it. "+
		"Once it has finished, import what it made: applying again is refused as soon as the name is taken.")
}

// readable tells whether an object can be brought into the state. What this
// run didn't surely make itself is never taken without: undoing the create
// would delete it.
func (m *managed) readable(ctx context.Context, object api.Object) error {
	return m.model.decode(ctx, object, m.model.new())
}

// lookOut lists the objects that may be what a create made; errAbsent when
// none turned up in time.
func (m *managed) lookOut(ctx context.Context, device api.Device, plan any, patience time.Duration) ([]api.Object, error) {
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var found []api.Object
	err := transport.Wait(limited, transport.Pace{Min: time.Second, Max: 2 * time.Second}, func(context.Context) (bool, string, error) {
		var err error
		if m.createBy == "" {
			found, err = m.namesakes(ctx, device, plan)
			return len(found) > 0, "", err
		}
		object, err := m.fetch(ctx, device, m.objectPath(plan))
		if err == nil {
			found = []api.Object{object}
		}
		if errors.Is(err, api.ErrNotFound) || errors.Is(err, errForeign) {
			err = nil
		}
		return len(found) > 0, "", err
	})
	if unfinished := (*transport.UnfinishedError)(nil); errors.As(err, &unfinished) {
		err = errAbsent
	}
	return found, err
}

// unsettled is the error of a create whose outcome stays open, with what was
// found out about it.
func (m *managed) unsettled(plan any, cause error, finding string) diag.Diagnostics {
	return m.diagnoseWith("Unable to create "+m.label(plan), finding, cause)
}

// abandon undoes a create whose object can't be brought into the state. It
// holds no data yet, so that this is approved. What can't be removed is left
// to Terraform, tainted, by its key.
func (m *managed) abandon(ctx context.Context, device api.Device, plan any, object api.Object, cause error, resp *resource.CreateResponse) diag.Diagnostics {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), aftermathLimit)
	defer cancel()
	summary := "Unable to read the created " + m.label(plan)
	key, err := m.key.decode(ctx, object)
	if err != nil || key.IsNull() {
		return m.diagnoseWith(summary, "It exists, but isn't in the state: what the device shows has no usable "+m.key.name+". Delete or import it.", cause)
	}
	m.model.set(plan, m.key, key)
	change := api.Change{Method: http.MethodDelete, Path: m.objectPath(plan), Approved: true}
	if m.deleteBy != "" {
		change = api.Change{Method: http.MethodPost, Path: m.fill(m.deleteBy, plan), Approved: true}
	}
	if _, err := device.Do(ctx, change); err == nil || errors.Is(err, api.ErrNotFound) {
		return m.diagnoseWith(summary, "It was deleted again, so nothing is left behind.", cause)
	}
	for _, f := range m.model.fields {
		if m.model.value(plan, f).IsUnknown() {
			m.model.set(plan, f, f.null(ctx))
		}
	}
	diags := m.identify(ctx, resp.Identity, plan)
	diags.Append(resp.State.Set(ctx, plan)...)
	return append(diags, m.diagnoseWith(summary, "It exists and couldn't be deleted again: Terraform keeps it as tainted, and the next apply replaces it.", cause)...)
}
