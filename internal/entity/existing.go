package entity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// unknownObject is what is said of an object that was there before.
func (d *declared) unknownObject() string {
	return "It exists already, and this resource didn't make it. If another block manages it, this one needs another " + d.calledBy() + "."
}

// calledBy is what people give an object to tell it from others: "name", or
// "host_id or volume_id" where it has none.
func (d *declared) calledBy() string {
	if _, ok := d.model.field(d.naturalKey); ok {
		return d.naturalKey
	}
	return strings.ReplaceAll(d.keyNames(), " and ", " or ")
}

// conflict reports that the natural key is taken, or adopts the object where
// the provider block says so.
func (m *managed) conflict(ctx context.Context, device api.Device, plan any, cause error) (api.Object, diag.Diagnostics) {
	found, err := m.namesakes(ctx, device, plan)
	if err != nil || len(found) != 1 {
		return nil, m.failure("create", plan, cause)
	}
	return m.existing(ctx, device, plan, found[0], m.unknownObject())
}

// existing treats an object that this create didn't make; why says how that
// is known.
func (m *managed) existing(ctx context.Context, device api.Device, plan any, object api.Object, why string) (api.Object, diag.Diagnostics) {
	if !device.Settings().AdoptExisting {
		return nil, diag.Diagnostics{m.importInstead(ctx, plan, object, why)}
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
	if err := m.readable(ctx, object); err != nil {
		return nil, m.failure("adopt", plan, err)
	}
	shown := m.model.new()
	if err := m.model.decode(ctx, object, shown); err != nil || !m.connections.Claims().adopt(m.claim(shown)) {
		return nil, diag.Diagnostics{unwanted(m.key.name, fmt.Sprintf("Unable to adopt %s", m.label(plan)),
			"Another resource of this configuration has it, or the one that this replaces. Adopting it would lose it when that one is destroyed. "+
				"Give this one another %s, or remove create_before_destroy.", m.calledBy())}
	}
	told := "It existed already and matches the configuration, so it was taken over as adopt_existing says."
	if m.model.hides() {
		told += " Of " + m.unseen() + " the device shows nothing, so that it may have other values."
	}
	return object, diag.Diagnostics{diag.NewWarningDiagnostic(fmt.Sprintf("Adopted %s", m.label(plan)), told)}
}

// already finds what a plan would make, if it is there.
func (m *managed) already(ctx context.Context, device api.Device, plan any) (api.Object, error) {
	if m.located(plan) {
		object, err := m.fetch(ctx, device, plan)
		if errors.Is(err, errForeign) || errors.Is(err, errOtherKeys) {
			return nil, nil
		}
		return object, err
	}
	found, err := m.namesakes(ctx, device, plan)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// claim is what an object is known by in Claims.
func (d *declared) claim(model any) string { return d.name + " " + d.keyText(model) }

// claimed notes that this resource has an object. A device has a setting once,
// so that there is nothing to adopt twice.
func (m *managed) claimed(model any) {
	if !m.singleton {
		m.connections.Claims().has(m.claim(model))
	}
}

// namesakes lists the objects with the plan's natural key, or with its keys
// where these are configured.
func (m *managed) namesakes(ctx context.Context, device api.Device, plan any) ([]api.Object, error) {
	if f, ok := m.model.field(m.naturalKey); ok {
		return m.withNaturalKey(ctx, device, plan, text(m.model.value(plan, f)), nil)
	}
	if !m.located(plan) {
		return nil, nil
	}
	object, err := m.fetch(ctx, device, plan)
	switch {
	case errors.Is(err, api.ErrNotFound), errors.Is(err, errForeign):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return []api.Object{object}, nil
}

// wanted is what a plan makes, as far as only one object can be it; empty when
// nothing says that.
func (m *managed) wanted(plan any) string {
	if f, ok := m.model.field(m.naturalKey); ok {
		var words []string
		for _, f := range append(slices.Clone(m.parents), f) {
			words = append(words, canonical(m.model.value(plan, f)))
		}
		return m.name + " named " + strings.Join(words, "/")
	}
	if m.located(plan) {
		return m.claim(plan)
	}
	return ""
}

// differences lists the configured fields that an object has otherwise.
func (m *managed) differences(ctx context.Context, plan any, object api.Object) []field {
	var differences []field
	for _, f := range m.model.fields {
		planned := m.model.value(plan, f)
		if !f.shown() || !f.written || planned.IsNull() || planned.IsUnknown() {
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
	id := "its " + m.keyNames()
	shown := m.model.new()
	if err := m.model.decode(ctx, object, shown); err == nil && m.located(shown) {
		id = m.keyText(shown)
	}
	attributePath := m.key.name
	if _, ok := m.model.field(m.naturalKey); ok {
		attributePath = m.naturalKey
	}
	return unwanted(attributePath, fmt.Sprintf("Unable to create %s", m.label(plan)),
		"%s Otherwise import it to manage it, with this resource's address after to:\n\n  import {\n    to = onprem_%s.example\n    id = %q\n  }\n\n"+
			"To take over matching objects without import blocks, set adopt_existing = true in the provider's %s attribute.",
		why, m.name, id, m.family)
}
