package entity

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Delete deletes the object. One that is gone already counts as deleted.
func (m *managed) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	model, diags := m.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	// Approval is for this attempt: a later one has to be approved anew.
	replacing := noted(ctx, req.Private, replacedKey) == m.keyText(model)
	if replacing {
		resp.Diagnostics.Append(note(ctx, resp.Private, replacedKey, "")...)
	}
	if m.connections.Claims().wasAdopted(m.claim(model)) {
		resp.Diagnostics.AddWarning(fmt.Sprintf("Kept %s", m.label(model)),
			"A create of this run adopted it, as adopt_existing says, so that it belongs to the new resource now. The old one is forgotten without deleting it.")
		return
	}
	begun, pending := keptPending(ctx, resp.Private)
	if resp.Diagnostics.Append(m.resume(ctx, device, resp.Private, model)...); resp.Diagnostics.HasError() {
		return
	}
	if pending != "" && begun == Deleting {
		if _, err := m.fetch(ctx, device, model); m.gone(err) {
			return
		}
	}
	if m.only.Otherwise != "" {
		_, err := m.fetch(ctx, device, model)
		switch {
		case errors.Is(err, api.ErrNotFound):
			return
		case errors.Is(err, errForeign):
			resp.Diagnostics.Append(m.foreign(model))
			return
		case err != nil:
			resp.Diagnostics.Append(m.failure("delete", model, err)...)
			return
		}
	}
	if resp.Diagnostics.Append(m.checked(change{prior: model, seen: m.seen(ctx, req.Private), now: device.Now()})...); resp.Diagnostics.HasError() {
		return
	}
	request, err := m.deletion(ctx, model)
	if err != nil {
		resp.Diagnostics.Append(m.failure("delete", model, err)...)
		return
	}
	request.Approved = m.approved(model, device) || replacing
	if _, diags := m.timeout(Deleting, model); diags.HasError() {
		resp.Diagnostics.Append(diags...)
		return
	}
	answer, err := m.deleteInTurn(ctx, device, model, request)
	resp.Diagnostics.Append(m.record(Deleting, model, answer.Approved)...)
	switch {
	case err == nil, errors.Is(err, api.ErrNotFound):
	case errors.Is(err, api.ErrApprovalRequired):
		resp.Diagnostics.Append(m.refused(Deleting, model, err))
	case uncertain(err):
		m.deleteAftermath(ctx, device, model, answer.Pending, err, resp)
	default:
		resp.Diagnostics.Append(m.failure("delete", model, err)...)
	}
}

// deleteInTurn sends a deletion once nothing has to go first any more. Where
// that shows only when the device finds it dangerous, as of two objects that
// go at the same time, it waits again before it is approved, unless it has
// waited in vain already.
func (m *managed) deleteInTurn(ctx context.Context, device api.Device, model any, request api.Change) (api.Answer, error) {
	send := func(change api.Change) (api.Answer, error) {
		limited, cancel, _ := m.bounded(ctx, Deleting, model)
		defer cancel()
		return device.Do(limited, change)
	}
	if m.awaits == nil {
		return send(request)
	}
	done, mayWait := m.connections.Claims().wait()
	defer done()
	patient := mayWait || !request.Approved
	if !m.await(ctx, device, model, patient) {
		return send(request)
	}
	first := request
	first.Approved = false
	answer, err := send(first)
	if errors.Is(err, api.ErrApprovalRequired) {
		m.await(ctx, device, model, patient)
		answer, err = send(request)
	}
	return answer, err
}

// await waits for what has to go first. It only puts the deletion off: when
// patience ends, which is false, or nothing can be found out, the device
// decides. Who isn't patient looks once.
func (m *managed) await(ctx context.Context, device api.Device, model any, patient bool) bool {
	if !patient {
		what, err := m.awaits(ctx, device, model)
		return what == "" || err != nil
	}
	return m.waitInTurn(ctx, Deleting, model, func(ctx context.Context) (bool, string, error) {
		what, err := m.awaits(ctx, device, model)
		return what == "" || err != nil, what, nil
	})
}

// gone tells whether a deletion has nothing left to do, by what reading the
// object gave.
func (m *managed) gone(err error) bool {
	return errors.Is(err, api.ErrNotFound) || (errors.Is(err, errForeign) && m.only.Otherwise == "")
}

// deleteAftermath finds out whether a deletion whose answer was lost happened.
// What the device still does is left to the next run.
func (m *managed) deleteAftermath(run context.Context, device api.Device, model any, pending string, cause error, resp *resource.DeleteResponse) {
	ctx, cancel := m.afterwards(run)
	defer cancel()
	_, err := m.fetch(ctx, device, model)
	finding := "It is still there. Apply again: should it be deleted after all meanwhile, that counts."
	switch {
	case m.gone(err):
		return
	case pending != "":
		finding = "The device goes on with it. " + resumed
		resp.Diagnostics.Append(keepPending(ctx, resp.Private, Deleting, pending)...)
	case err != nil && !errors.Is(err, errForeign):
		finding = "Whether it is gone can't be found out: " + sentence(worded(err)) + " Apply again: one that is gone counts as deleted."
	}
	resp.Diagnostics.Append(m.notDone("delete", Deleting, model, finding, cause)...)
}
