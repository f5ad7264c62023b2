package entity

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// errNotShown is a create that succeeded without showing the object.
var errNotShown = errors.New("the device carried it out, but the object can't be found")

// errNameless: without a name nothing can be looked for.
var errNameless = errors.New("it has no name to look for")

// lost is a create whose answer didn't arrive.
type lost struct {
	begun time.Time
	cause error
	// pending is where the device will tell the outcome, if it said so.
	pending string
}

// interrupted tells whether a person ended the wait, and waits now.
func (l lost) interrupted() bool { return errors.Is(l.cause, context.Canceled) }

// uncertain tells whether a device may have carried out what failed.
func uncertain(err error) bool {
	return errors.Is(err, api.ErrOutcomeUnknown) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// aftermath finds out what became of a create whose answer was lost; the run
// may be cancelled already. An object made since it began, by the device's own
// clock, that has every sent field is the one.
func (m *managed) aftermath(run context.Context, device api.Device, plan any, lost lost) (api.Object, diag.Diagnostics) {
	ctx, cancel := m.afterwards(run)
	defer cancel()
	found, err := m.lookOut(ctx, device, plan, lost)
	switch {
	case len(found) == 0 && lost.pending != "":
		return m.stillPending(ctx, device, plan, lost)
	case err != nil:
		return nil, m.notDone("create", Creating, plan, "Whether the object exists can't be found out: "+sentence(worded(err))+
			"\n\nLook for it before applying again, and import it if it is there.", lost.cause)
	case len(found) == 0:
		return nil, m.notDone("create", Creating, plan, "The object isn't there, so the device most likely didn't carry this out: apply again. "+
			"Should it turn up late, applying is refused and shows how to import it.", lost.cause)
	case m.createBy != "" && m.located(plan) && m.differences(ctx, plan, found[0]) == nil:
		// It wasn't there when this began.
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
	return m.existing(ctx, device, plan, found[0], sentence(worded(lost.cause))+
		"\n\nSuch an object exists, and nothing shows that this run made it.")
}

// stillPending treats a create that the device accepted and may finish later,
// and of which it shows nothing yet. It asks for the announced outcome, unless
// the time for that is over.
//
// There is no key to keep it in the state by, so that the next apply sends the
// create again, even while the first goes on. What guards against a second
// object is that the device gives a name only once: whichever of the two is
// carried out last is refused. If that is the later one, it ends as any name
// that is taken: with the import block, never with somebody else's object.
func (m *managed) stillPending(ctx context.Context, device api.Device, plan any, lost lost) (api.Object, diag.Diagnostics) {
	if !lost.interrupted() && !errors.Is(lost.cause, context.DeadlineExceeded) {
		object, err := device.Get(ctx, lost.pending)
		switch {
		case err == nil && object != nil:
			return object, nil
		case err != nil && !uncertain(err) && !unasked(err):
			return nil, m.failure("create", plan, err)
		}
	}
	return nil, m.notDone("create", Creating, plan, "The device accepted it and still works on it, and shows nothing of it yet, so that it isn't in the state. "+
		"It will most likely turn up: wait for that, then import it. Applying again makes no second one: as soon as the name is taken, it is refused and shows how to import it.", lost.cause)
}

// readable tells whether an object can be brought into the state. What this
// run didn't surely make itself is never taken without: undoing the create
// would delete it.
func (m *managed) readable(ctx context.Context, object api.Object) error {
	return m.model.decode(ctx, object, m.model.new())
}

// lookOut looks for the objects that may be what a create made, until one
// turns up or there is no more hope. That none was found without an error
// means that the device was asked and showed none.
func (m *managed) lookOut(ctx context.Context, device api.Device, plan any, lost lost) ([]api.Object, error) {
	if m.wanted(plan) == "" {
		return nil, errNameless
	}
	lookout := m.patience().Lookout
	if lost.interrupted() || lost.pending != "" {
		lookout = 0
	}
	var found []api.Object
	begun, looked := time.Now(), false
	err := transport.Wait(ctx, transport.Pace{Min: lookout / 4, Max: lookout / 2}, func(ctx context.Context) (bool, string, error) {
		var err error
		if found, err = m.namesakes(ctx, device, plan); err != nil {
			return false, "", err
		}
		looked = true
		return len(found) > 0 || time.Since(begun) >= lookout, "", nil
	})
	if looked && ctx.Err() != nil {
		err = nil
	}
	return found, err
}

// abandon undoes a create whose object can't be brought into the state. It
// holds no data yet, so that this is approved. What can't be removed is left
// to Terraform, tainted, by its key.
func (m *managed) abandon(ctx context.Context, device api.Device, plan any, object api.Object, cause error, resp *resource.CreateResponse) diag.Diagnostics {
	ctx, cancel := m.afterwards(ctx)
	defer cancel()
	summary := "Unable to read the created " + m.label(plan)
	key, err := m.key.decode(ctx, object)
	if err != nil || key.IsNull() {
		return m.diagnoseWith(summary, "It exists, but isn't in the state: what the device shows has no usable "+m.key.name+". Delete or import it.", cause)
	}
	m.model.set(plan, m.key, key)
	change, err := m.deletion(ctx, plan)
	change.Approved = true
	if err == nil {
		_, err = device.Do(ctx, change)
	}
	if err == nil || errors.Is(err, api.ErrNotFound) {
		return m.diagnoseWith(summary, "It was deleted again, so nothing is left behind.", cause)
	}
	for _, f := range m.model.fields {
		if m.model.value(plan, f).IsUnknown() {
			m.model.set(plan, f, f.null(ctx))
		}
	}
	diags := m.identify(ctx, resp.Identity, plan)
	diags.Append(m.keep(ctx, &resp.State, plan)...)
	return append(diags, m.diagnoseWith(summary, "It exists and couldn't be deleted again: Terraform keeps it as tainted, and the next apply replaces it.", cause)...)
}
