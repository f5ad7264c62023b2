package entity

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// aftermathLimit bounds what is asked after an interrupted create, to find out
// whether the object exists.
const aftermathLimit = 20 * time.Second

// Create makes the object. It leaves nothing on the device that the state
// doesn't know: a lost answer is looked into, and what can't be told apart
// from somebody else's object is reported instead of taken.
func (m *managed) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan, diags := m.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	object, diags := m.create(ctx, device, plan)
	resp.Diagnostics.Append(diags...)
	if object == nil {
		return
	}
	if err := m.model.decode(ctx, object, plan); err != nil {
		resp.Diagnostics.Append(m.failure("read the created", plan, err)...)
		return
	}
	resp.Diagnostics.Append(m.identify(ctx, resp.Identity, plan)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
}

// create answers the object as the device shows it; nil when there is none.
func (m *managed) create(ctx context.Context, device api.Device, plan any) (api.Object, diag.Diagnostics) {
	change := api.Change{Method: http.MethodPost, Path: m.path, Approved: m.approved(plan, device)}
	if m.createBy != "" {
		change.Path = m.fill(m.createBy, plan)
		if object, err := m.fetch(ctx, device, m.objectPath(plan)); err == nil {
			return m.existing(ctx, device, plan, object)
		} else if !errors.Is(err, errForeign) {
			return nil, m.failure("create", plan, err)
		}
	} else {
		body, err := m.model.encodeSet(ctx, plan)
		if err != nil {
			return nil, m.failure("create", plan, err)
		}
		change.Body = body
	}
	begun := time.Now()
	answer, err := device.Do(ctx, change)
	warnings := m.record(Creating, plan, answer.Approved)
	switch {
	case err == nil && m.createBy == "" && answer.Object != nil:
		return answer.Object, warnings
	case err == nil:
		object, err := m.fetch(ctx, device, m.objectPath(plan))
		if err != nil {
			return nil, append(warnings, m.failure("read the created", plan, err)...)
		}
		return object, warnings
	case uncertain(err):
		return m.aftermath(ctx, device, plan, begun, err)
	case errors.Is(err, api.ErrNameConflict):
		return m.conflict(ctx, device, plan, err)
	case errors.Is(err, api.ErrApprovalRequired):
		return nil, diag.Diagnostics{m.refusal(Creating, plan, words(err)...)}
	}
	return nil, m.failure("create", plan, err)
}

// uncertain tells whether a device may have carried out what failed.
func uncertain(err error) bool {
	return errors.Is(err, api.ErrOutcomeUnknown) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// aftermath finds out what became of a create whose answer was lost. An object
// made since begun, by the device's own clock, that has every sent field is
// the one; its context may be cancelled already.
func (m *managed) aftermath(ctx context.Context, device api.Device, plan any, begun time.Time, cause error) (api.Object, diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), aftermathLimit)
	defer cancel()
	if m.createBy != "" {
		if object, err := m.fetch(ctx, device, m.objectPath(plan)); err == nil {
			return object, nil
		}
		return nil, m.failure("create", plan, cause)
	}
	found, err := m.namesakes(ctx, device, plan)
	if err != nil || len(found) == 0 {
		return nil, m.failure("create", plan, cause)
	}
	// The device tells its time in whole seconds.
	since := device.Now().Add(-time.Since(begun) - time.Second)
	for _, object := range found {
		if created, ok := device.CreatedAt(object); ok && !created.Before(since) && m.differences(ctx, plan, object) == nil {
			return object, nil
		}
	}
	return nil, append(m.failure("create", plan, cause), m.importInstead(ctx, plan, found[0],
		"An object of that name exists, and whether this run made it isn't certain."))
}

// conflict reports that the natural key is taken, or adopts the object where
// the provider block says so.
func (m *managed) conflict(ctx context.Context, device api.Device, plan any, cause error) (api.Object, diag.Diagnostics) {
	found, err := m.namesakes(ctx, device, plan)
	if err != nil || len(found) != 1 {
		return nil, m.failure("create", plan, cause)
	}
	return m.existing(ctx, device, plan, found[0])
}

// existing treats an object that was there before the create.
func (m *managed) existing(ctx context.Context, device api.Device, plan any, object api.Object) (api.Object, diag.Diagnostics) {
	if !device.Settings().AdoptExisting {
		return nil, diag.Diagnostics{m.importInstead(ctx, plan, object, "It exists already, and Terraform doesn't know it.")}
	}
	if differences := m.differences(ctx, plan, object); differences != nil {
		var diags diag.Diagnostics
		for _, f := range differences {
			shown, _ := f.decode(ctx, object)
			diags.Append(unwanted(f.name, fmt.Sprintf("Unable to adopt %s", m.label(plan)),
				"It exists with %s = %s, and the configuration has %s. Only what matches is adopted: change one of the two, or import it.",
				f.name, shown, m.model.value(plan, f)))
		}
		return nil, diags
	}
	return object, diag.Diagnostics{diag.NewWarningDiagnostic(fmt.Sprintf("Adopted %s", m.label(plan)),
		"It existed already and matches the configuration, so it was taken over as adopt_existing says.")}
}

// namesakes lists the objects with the plan's natural key.
func (m *managed) namesakes(ctx context.Context, device api.Device, plan any) ([]api.Object, error) {
	f, ok := m.model.field(m.naturalKey)
	if !ok {
		return nil, nil
	}
	return m.withNaturalKey(ctx, device, text(m.model.value(plan, f)), nil)
}

// differences lists the configured fields that an object has otherwise.
func (m *managed) differences(ctx context.Context, plan any, object api.Object) []field {
	var differences []field
	for _, f := range m.model.fields {
		planned := m.model.value(plan, f)
		if f.api == "" || !f.written || planned.IsNull() || planned.IsUnknown() {
			continue
		}
		if shown, err := f.decode(ctx, object); err != nil || !same(shown, planned) {
			differences = append(differences, f)
		}
	}
	return differences
}

// importInstead is the error that comes with a ready import block.
func (m *managed) importInstead(ctx context.Context, plan any, object api.Object, why string) diag.Diagnostic {
	id := "its " + m.key.name
	if key, err := m.key.decode(ctx, object); err == nil {
		id = text(key)
	}
	attributePath := m.key.name
	if _, ok := m.model.field(m.naturalKey); ok {
		attributePath = m.naturalKey
	}
	return unwanted(attributePath, fmt.Sprintf("Unable to create %s", m.label(plan)),
		"%s To manage it, import it, with this resource's address after to:\n\n  import {\n    to = onprem_%s.example\n    id = %q\n  }\n\n"+
			"To take over matching objects without import blocks, set adopt_existing = true in the provider's %s attribute.",
		why, m.name, id, m.family)
}

// words are a device's reasons for demanding approval.
func words(err error) []string {
	var failed *api.Error
	if !errors.As(err, &failed) {
		return []string{err.Error()}
	}
	return append([]string{failed.Message}, failed.Reasons...)
}
