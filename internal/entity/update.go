package entity

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Update changes the object in place: what changed, and nothing else. When a
// request fails half-way, the state keeps what went through.
func (m *managed) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	prior, diags := m.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	plan, diags := m.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	given, diags := m.given(ctx, req.Config, prior, plan)
	resp.Diagnostics.Append(diags...)
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(m.identify(ctx, resp.Identity, prior)...)
	if resp.Diagnostics.Append(m.resume(ctx, device, resp.Private, prior)...); resp.Diagnostics.HasError() {
		return
	}
	requests, err := m.requests(ctx, prior, plan, given)
	if err != nil {
		resp.Diagnostics.Append(m.failure("change", prior, err)...)
		return
	}
	if m.only.Otherwise != "" && len(requests) > 0 {
		switch _, err := m.fetch(ctx, device, prior); {
		case errors.Is(err, errForeign):
			resp.Diagnostics.Append(m.foreign(prior))
			return
		case err != nil:
			resp.Diagnostics.Append(m.failure("change", prior, err)...)
			return
		}
	}
	object, done := m.carryOut(ctx, device, requests, prior, plan, resp)
	if !done {
		return
	}
	if object != nil {
		err = m.take(ctx, object, prior, plan)
	} else {
		m.carry(prior, plan)
	}
	if err != nil {
		resp.Diagnostics.Append(m.failure("read the changed", prior, err)...)
		return
	}
	resp.Diagnostics.Append(m.keep(ctx, &resp.State, plan)...)
}

// carryOut sends the requests of a change, waits until the device is done with
// them and answers the object as it then is; nil when nothing was sent. False
// means that it failed, with what the state then has.
func (m *managed) carryOut(ctx context.Context, device api.Device, requests []request, prior, plan any, resp *resource.UpdateResponse) (object api.Object, done bool) {
	for i, request := range requests {
		request.change.Approved = m.approved(plan, device)
		limited, cancel, diags := m.bounded(ctx, Changing, plan)
		if resp.Diagnostics.Append(diags...); diags.HasError() {
			cancel()
			return nil, false
		}
		answer, err := m.perform(limited, device, request, prior, plan)
		cancel()
		resp.Diagnostics.Append(m.record(Changing, prior, answer.Approved)...)
		if err != nil {
			cause := &requestError{err, request.attribute, plan}
			m.half(ctx, device, half{prior: prior, plan: plan, pending: answer.Pending, cause: cause, blind: len(request.change.Secrets) > 0, touched: i > 0 || uncertain(err)}, resp)
			return nil, false
		}
		object = answer.Object
		for _, version := range request.versions {
			m.model.set(prior, version, m.model.value(plan, version))
		}
	}
	if len(requests) == 0 {
		return nil, true
	}
	late, err := m.finish(ctx, device, m.settling(), plan)
	resp.Diagnostics.Append(late...)
	if err != nil {
		m.half(ctx, device, half{prior: prior, plan: plan, cause: err, touched: true}, resp)
		return nil, false
	}
	if object == nil && !m.blind {
		if object, err = m.shownAfter(ctx, device, prior, plan, len(late) > 0); err != nil {
			resp.Diagnostics.Append(m.failure("read the changed", prior, err)...)
			return nil, false
		}
	}
	return object, true
}

// shownAfter reads an object after a change. Where the device still works on it,
// it has what is planned already.
func (m *managed) shownAfter(ctx context.Context, device api.Device, prior, plan any, late bool) (api.Object, error) {
	if late {
		after, cancel := m.afterwards(ctx)
		defer cancel()
		ctx = after
	}
	object, err := m.fetch(ctx, device, prior)
	if err != nil && !errors.Is(err, errForeign) {
		return nil, err
	}
	if late {
		return m.asPlanned(ctx, object, plan)
	}
	return object, nil
}

// take brings an answer into a plan: what was sent, and what the plan left
// open. Whatever else the device shows otherwise has changed there meanwhile;
// Terraform takes a planned value that comes back changed for a mistake of the
// provider, and finds that change at the next refresh.
func (m *managed) take(ctx context.Context, object api.Object, prior, plan any) error {
	shown := m.model.new()
	if err := m.model.decode(ctx, object, shown); err != nil {
		return err
	}
	for _, f := range m.model.fields {
		planned := m.model.value(plan, f)
		if f.shown() && (planned.IsUnknown() || (f.written && !planned.Equal(m.model.value(prior, f)))) {
			m.model.set(plan, f, m.model.value(shown, f))
		}
	}
	return nil
}

// request is a change and, when it has a request of its own, the attribute.
type request struct {
	attribute string
	change    api.Change
	// versions are those of the secrets that it holds, and secrets these.
	versions []field
	secrets  map[string]string
}

// requests are what turns prior into plan, in an order that the device takes.
func (m *managed) requests(ctx context.Context, prior, plan any, given secrets) ([]request, error) {
	if m.performs != nil {
		if len(given.leaving(m.model, prior, plan)) == 0 {
			return nil, nil
		}
		return []request{{secrets: given.values}}, nil
	}
	var requests []request
	send := func(attribute, method, path string, body any, fields []field) {
		values, versions := m.hiddenIn(fields, given)
		requests = append(requests, request{attribute: attribute, change: api.Change{Method: method, Path: path, Body: body, Secrets: values}, versions: versions})
	}
	with, err := m.model.encodeSet(ctx, prior, func(f field) bool { return slices.Contains(m.updateWith, f.name) })
	if err != nil {
		return nil, err
	}
	method, path := m.changing(prior)
	alter := func(attribute string, body map[string]any, fields []field) {
		for _, f := range fields {
			if value, ok := body[f.sent]; ok && f.changed != f.sent {
				delete(body, f.sent)
				body[f.changed] = value
			}
		}
		maps.Copy(body, with)
		send(attribute, method, path, m.formed(Changing, body), fields)
	}
	together, all := map[string]any{}, []field(nil)
	for _, group := range m.inOrder(m.jointly(given.leaving(m.model, prior, plan)), prior, plan) {
		f, fields := group[0], m.whole(group, plan, given)
		body, err := m.body(ctx, fields, plan, given)
		if err != nil {
			return nil, err
		}
		switch move, moves := m.moves[f.name]; {
		case m.switched(f):
			operation := m.switchOf(f, plan)
			if operation == "" {
				return nil, fmt.Errorf("%s = %s: the device has no operation for that", f.name, text(m.model.value(plan, f)))
			}
			send(f.name, http.MethodPost, m.fillPath(operation, prior), nil, nil)
		case f.bare:
			send(f.name, http.MethodPut, m.objectPath(prior), body[f.sent], fields)
		case moves:
			send(f.name, http.MethodPost, m.fillPath(move, prior), body, fields)
		case m.update == OneFieldPerRequest && len(fields) == 1:
			alter(f.name, body, fields)
		case m.update == OneFieldPerRequest:
			alter("", body, fields)
		default:
			maps.Copy(together, body)
			all = append(all, fields...)
		}
	}
	if len(together) > 0 {
		alter("", together, all)
	}
	return requests, nil
}

// changing is the method and the path of a change in place.
func (d *declared) changing(model any) (method, path string) {
	if d.updateBy != "" {
		return http.MethodPost, d.fillPath(d.updateBy, model)
	}
	return http.MethodPut, d.objectPath(model)
}

// switched tells whether operations switch a field.
func (d *declared) switched(f field) bool {
	return slices.ContainsFunc(d.switches, func(s Switch) bool { return s.Attribute == f.name })
}

// switchOf is the operation that makes a field what the plan has.
func (d *declared) switchOf(f field, plan any) string {
	i := slices.IndexFunc(d.switches, func(s Switch) bool { return s.Attribute == f.name })
	if is(d.model.value(plan, f), true) {
		return d.switches[i].On
	}
	return d.switches[i].Off
}

// carry fills what a plan leaves unknown from the prior state, when nothing
// was sent because only the provider's own settings changed.
func (m *managed) carry(prior, plan any) {
	for _, f := range m.model.fields {
		if m.model.value(plan, f).IsUnknown() {
			m.model.set(plan, f, m.model.value(prior, f))
		}
	}
}
