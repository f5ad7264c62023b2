package entity

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Create makes the object. It leaves nothing on the device that the state
// doesn't know: a lost answer is looked into, and what can't be told apart
// from somebody else's object is reported instead of taken.
func (m *managed) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan, diags := m.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	given, diags := m.given(ctx, req.Config, nil, plan)
	resp.Diagnostics.Append(diags...)
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	made, done, err := m.createOnce(ctx, device, plan, given)
	if err != nil {
		resp.Diagnostics.Append(m.failure("create", plan, err)...)
		return
	}
	defer done()
	object := made.object
	resp.Diagnostics.Append(made.diags...)
	if object == nil {
		return
	}
	if err := m.model.decode(ctx, object, plan); err != nil {
		resp.Diagnostics.Append(m.abandon(ctx, device, plan, object, err, resp)...)
		return
	}
	resp.Diagnostics.Append(m.identify(ctx, resp.Identity, plan)...)
	resp.Diagnostics.Append(m.keep(ctx, &resp.State, plan)...)
	m.claimed(plan)
	resp.Diagnostics.Append(m.remember(ctx, resp.Private, object)...)
	resp.Diagnostics.Append(note(ctx, resp.Private, originKey, origin(device, object))...)
	if made.pending != "" {
		resp.Diagnostics.Append(m.postpone(ctx, resp.Private, Creating, plan, made.pending)...)
	}
}

// create answers the object as the device shows it, nil when there is none,
// and where the device will tell the outcome if it hasn't finished.
func (m *managed) create(ctx context.Context, device api.Device, plan any, given secrets) (api.Object, string, diag.Diagnostics) {
	limited, cancel, diags := m.bounded(ctx, Creating, plan)
	defer cancel()
	if diags.HasError() {
		return nil, "", diags
	}
	change, err := m.creation(ctx, plan, given)
	if err != nil {
		return nil, "", m.failure("create", plan, err)
	}
	change.Approved = m.approved(plan, device)
	if m.createBy != "" {
		// An operation may go through on what is there already.
		there, err := m.already(limited, device, plan)
		switch {
		case err != nil:
			return nil, "", m.notDone("create", Creating, plan, "", err)
		case there != nil:
			object, diags := m.existing(ctx, device, plan, there, m.unknownObject())
			return object, "", diags
		}
	}
	begun := time.Now()
	answer, err := device.Do(limited, change)
	warnings := m.record(Creating, plan, answer.Approved)
	var object api.Object
	switch {
	case err == nil && m.isAnswer(ctx, answer.Object, plan):
		object = answer.Object
	case err == nil && m.located(plan):
		if object, err = m.fetch(limited, device, plan); err != nil {
			object, diags = m.aftermath(ctx, device, plan, lost{begun: begun, cause: errNotShown})
		}
	case err == nil:
		object, diags = m.aftermath(ctx, device, plan, lost{begun: begun, cause: errNotShown})
	case uncertain(err):
		object, diags = m.aftermath(ctx, device, plan, lost{begun: begun, cause: err, pending: answer.Pending})
	case errors.Is(err, api.ErrNameConflict):
		object, diags = m.conflict(ctx, device, plan, err)
	case errors.Is(err, api.ErrApprovalRequired):
		diags = diag.Diagnostics{m.refused(Creating, plan, err)}
	default:
		diags = m.failure("create", plan, err)
	}
	return object, answer.Pending, append(warnings, diags...)
}

// isAnswer tells whether the answer to a create shows what was created. Some
// operations answer with what it belongs to.
func (m *managed) isAnswer(ctx context.Context, answer api.Object, plan any) bool {
	return answer != nil && m.only.admits(answer) && m.hasKeys(ctx, answer, plan, m.keys())
}

// words are a device's reasons for demanding approval.
func words(err error) []string {
	var failed *api.Error
	if !errors.As(err, &failed) {
		return []string{err.Error()}
	}
	words := []string{failed.Message}
	for _, reason := range failed.Reasons {
		if !slices.Contains(words, reason) {
			words = append(words, reason)
		}
	}
	return words
}
