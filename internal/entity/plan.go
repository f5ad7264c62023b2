package entity

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// ModifyPlan settles what a plan changes and refuses what is known to fail.
// What it knows comes from the state, the plan and the provider block; a
// request is sent only for a value that needs a feature of the device, once.
func (m *managed) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.Equal(req.State.Raw) {
		return
	}
	var prior, plan any
	var diags diag.Diagnostics
	if !req.State.Raw.IsNull() {
		prior, diags = m.read(ctx, req.State)
		resp.Diagnostics.Append(diags...)
	}
	if !req.Plan.Raw.IsNull() {
		plan, diags = m.read(ctx, req.Plan)
		resp.Diagnostics.Append(diags...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if prior == nil && noted(ctx, req.Private, foreignKey) == "" {
		var configured any
		if m.model.hides() {
			configured, diags = m.read(ctx, req.Config)
			resp.Diagnostics.Append(diags...)
		}
		resp.Diagnostics.Append(m.planNew(ctx, plan, configured, req.Private)...)
		return
	}
	if resp.Diagnostics.Append(m.timeouts(prior, plan)...); resp.Diagnostics.HasError() {
		return
	}
	var configured any
	if plan != nil {
		configured, diags = m.read(ctx, req.Config)
		resp.Diagnostics.Append(diags...)
		if resp.Diagnostics.Append(m.unsaid(prior, plan, configured)...); resp.Diagnostics.HasError() {
			return
		}
	}
	if prior != nil && plan != nil {
		settled, replaced := m.settle(prior, plan, configured)
		resp.RequiresReplace = m.unreadAside(ctx, req.Private, replaced, prior)
		if settled {
			resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
		}
	}
	if noted(ctx, req.Private, foreignKey) != "" {
		switch {
		case prior == nil:
			// A replacement that a person asks for is planned without the state.
			resp.Diagnostics.Append(m.foreign(plan))
			return
		case plan == nil, len(resp.RequiresReplace) > 0, len(m.model.changed(prior, plan)) > 0:
			resp.Diagnostics.Append(m.foreign(prior))
			return
		}
	}
	if m.connections == nil || !m.connections.Known(m.family) {
		return
	}
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	wanted := change{prior: prior, plan: plan, config: configured, seen: m.seen(ctx, req.Private), now: device.Now(), account: device.Settings().Username}
	gone := wanted
	gone.plan, gone.config = nil, nil
	if plan != nil {
		resp.Diagnostics.Append(m.lacking(ctx, device, prior, plan)...)
	}
	switch {
	case plan == nil:
		resp.Diagnostics.Append(m.checked(gone)...)
		resp.Diagnostics.Append(m.planDelete(prior, device)...)
	case len(resp.RequiresReplace) > 0:
		resp.Diagnostics.Append(m.checked(gone)...)
		resp.Diagnostics.Append(m.planReplace(ctx, prior, plan, device, resp)...)
	default:
		resp.Diagnostics.Append(m.planChange(wanted, device)...)
	}
}

// settle keeps the prior value of what the configuration doesn't say or says
// in other words, and finds what replaces the object.
func (m *managed) settle(prior, plan, configured any) (settled bool, replaced path.Paths) {
	for _, f := range m.model.fields {
		before, after := m.model.value(prior, f), m.model.value(plan, f)
		if after.Equal(before) {
			continue
		}
		if f.computed && after.IsUnknown() && m.model.value(configured, f).IsNull() {
			m.model.set(plan, f, m.following(prior, plan, f, before))
			settled = true
			continue
		}
		if same(before, after) {
			m.model.set(plan, f, before)
			settled = true
			continue
		}
		if f.fixed || m.replacing(prior, plan, f) {
			replaced = append(replaced, path.Root(f.name))
		}
	}
	return settled, replaced
}

// replacing tells whether the declaration has a change make a new object. What
// isn't known yet is left to the device.
func (m *managed) replacing(prior, plan any, f field) bool {
	if m.replaces == nil || m.model.value(plan, f).IsUnknown() {
		return false
	}
	return m.replaces(change{prior: prior, plan: plan}, f.name)
}

// following is what becomes of an attribute that the configuration leaves out.
func (m *managed) following(prior, plan any, f field, before attr.Value) attr.Value {
	if m.follows == nil {
		return before
	}
	if followed := m.follows(change{prior: prior, plan: plan}, f.name); followed != nil {
		return followed
	}
	return before
}

// same tells whether the device makes the same of two values.
func same(a, b attr.Value) bool {
	if equivalent, ok := b.(attribute.Equivalent); ok {
		return equivalent.EquivalentTo(a)
	}
	return a.Equal(b)
}

// checked asks the entity's own check.
func (m *managed) checked(change change) diag.Diagnostics {
	if m.check == nil {
		return nil
	}
	return m.check(change)
}

// planChange refuses at plan time what a create or a change in place would be
// refused for.
func (m *managed) planChange(change change, device api.Device) diag.Diagnostics {
	prior, plan := change.prior, change.plan
	diags := m.checked(change)
	operation := Creating
	if prior != nil {
		operation = Changing
		diags.Append(m.shrinking(prior, plan)...)
		diags.Append(m.switchingOff(prior, plan)...)
	}
	danger, dangerous := m.dangerOf(operation, prior, plan)
	if dangerous && !m.ownApproval(plan).IsUnknown() && !m.approved(plan, device) {
		diags.Append(m.refusal(operation, plan, danger.Reason))
	}
	return diags
}

// shrinking refuses a smaller size: data would be lost.
func (m *managed) shrinking(prior, plan any) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, name := range m.grows {
		f, _ := m.model.field(name)
		before, after := number(m.model.value(prior, f)), number(m.model.value(plan, f))
		if before != nil && after != nil && *after < *before {
			diags.Append(unwanted(name, "Shrinking Not Possible",
				"%s has %s = %d and can't shrink to %d, which would lose data. Keep at least the present value; for a smaller object create a new one and copy what it holds.",
				m.label(prior), name, *before, *after))
		}
	}
	return diags
}

// switchingOff refuses to switch off what the device can't.
func (m *managed) switchingOff(prior, plan any) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, s := range m.switches {
		f, _ := m.model.field(s.Attribute)
		if s.Off == "" && is(m.model.value(prior, f), true) && is(m.model.value(plan, f), false) {
			diags.Append(unwanted(s.Attribute, "Switching Off Not Possible",
				"%s is on, and the device has no way to switch it off. Set %s = true.", m.label(prior), s.Attribute))
		}
	}
	return diags
}

func number(value attr.Value) *int64 {
	valuable, ok := value.(basetypes.Int64Valuable)
	if !ok || value.IsNull() || value.IsUnknown() {
		return nil
	}
	plain, _ := valuable.ToInt64Value(context.Background())
	return plain.ValueInt64Pointer()
}

// planDelete refuses a deletion that is known to need approval.
func (m *managed) planDelete(prior any, device api.Device) diag.Diagnostics {
	danger, dangerous := m.dangerOf(Deleting, prior, nil)
	if !dangerous || m.approved(prior, device) {
		return nil
	}
	return diag.Diagnostics{m.refusal(Deleting, prior, danger.Reason)}
}

// planReplace refuses a replacement that isn't approved, and carries the
// approval to the delete leg.
func (m *managed) planReplace(ctx context.Context, prior, plan any, device api.Device, resp *resource.ModifyPlanResponse) diag.Diagnostics {
	own := m.ownApproval(plan)
	approved := m.approved(plan, device)
	danger, dangerous := m.dangerOf(Deleting, prior, nil)
	if m.holdsData {
		approved = is(own, true)
		dangerous = true
		danger.Reason = "replacing it deletes it with all it holds"
	}
	if dangerous && !approved {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(resp.RequiresReplace[0],
			fmt.Sprintf("Approval Required To Replace %s", m.label(prior)),
			fmt.Sprintf("Changing %s can't be done in place, and %s.\n\nTo go ahead, set approved = true on this resource; otherwise keep the present value.",
				resp.RequiresReplace[0], danger.Reason))}
	}
	if approved {
		return note(ctx, resp.Private, replacedKey, m.keyText(prior))
	}
	return nil
}

// foreign refuses to touch what has become an object of another entity.
func (m *managed) foreign(model any) diag.Diagnostic {
	return diag.NewErrorDiagnostic(fmt.Sprintf("Refused To Touch %s", m.label(model)),
		m.only.Otherwise+"\n\n"+forgetting)
}

// forgetting is how a person gets an object out of the state that Terraform
// must not touch.
const forgetting = "To let Terraform forget it without touching it, use a removed block with lifecycle { destroy = false }."

// errForeign is an object that doesn't belong to the entity.
var errForeign = errors.New("belongs to another entity")
