package entity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// taking is a setting that is being taken over: what it was, as model and as
// the device shows it, and what it shall be.
type taking struct {
	found, plan any
	object      api.Object
	approved    bool
}

// takeOver turns a setting into what is planned and answers what the device
// then shows. It fails whole: a setting that was changed although an error
// comes of it is put back, because nobody would know any more what it was.
func (s *setting) takeOver(ctx context.Context, device api.Device, t taking) (api.Object, diag.Diagnostics) {
	if diags := s.switchingOff(t.found, t.plan); diags.HasError() {
		return nil, diags
	}
	sent := s.turn(ctx, device, "change", t.found, t.plan, t.approved)
	if !sent.touched {
		return t.object, sent.diags
	}
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), aftermathLimit)
	defer cancel()
	present, object, err := s.present(after, device)
	switch {
	case err == nil && s.as(present, t.plan):
		// It is as planned, whatever became of the answers.
		return object, sent.diags.Warnings()
	case err != nil:
		present = t.plan
		if !sent.diags.HasError() {
			sent.diags.Append(s.failure("read", nil, err)...)
		}
	case !sent.diags.HasError():
		sent.diags.AddError(fmt.Sprintf("Unable to change %s", s.label(nil)),
			fmt.Sprintf("The device took the change, but still shows %s.", s.described(present)))
	}
	// It was Terraform that changed it, so this is approved.
	back := s.turn(after, device, "put back", present, t.found, true)
	if back.diags.HasError() {
		back.diags.AddError(fmt.Sprintf("%s Left Changed", s.label(nil)),
			fmt.Sprintf("Terraform has changed it and doesn't manage it. Before, it had %s. Set that by other means, or apply again, which then takes over what it finds.", s.described(t.found)))
	}
	return nil, append(sent.diags, back.diags...)
}

// as tells whether a setting is as planned, in the device's own words.
func (s *setting) as(present, plan any) bool {
	return !slices.ContainsFunc(s.model.changed(present, plan), func(f field) bool {
		return !same(s.model.value(present, f), s.model.value(plan, f))
	})
}

// sent is what came of the requests that change a setting. It is touched when
// the device may have carried one of them out.
type sent struct {
	touched bool
	diags   diag.Diagnostics
}

// turn changes the setting from one model to another.
func (s *setting) turn(ctx context.Context, device api.Device, action string, from, to any, approved bool) sent {
	requests, err := s.requests(ctx, from, to)
	if err != nil {
		return sent{diags: s.failure(action, nil, err)}
	}
	var diags diag.Diagnostics
	for i, change := range requests {
		change.Approved = approved
		answer, err := device.Do(ctx, change)
		diags.Append(s.record(Changing, nil, answer.Approved)...)
		switch {
		case errors.Is(err, api.ErrApprovalRequired):
			diags.Append(s.refused(Changing, nil, err))
		case err != nil:
			diags.Append(s.failure(action, nil, err)...)
		default:
			continue
		}
		return sent{touched: i > 0 || uncertain(err) || brokeDown(err), diags: diags}
	}
	return sent{touched: len(requests) > 0, diags: diags}
}

// brokeDown tells of an error in the device itself, which may have come after
// it had carried the request out.
func brokeDown(err error) bool {
	var failed *api.Error
	return errors.As(err, &failed) && failed.Status >= http.StatusInternalServerError
}

// described is what a setting has, for a person: `name = "ibox01"`.
func (s *setting) described(model any) string {
	var all []string
	for _, f := range s.model.fields {
		if f.api != "" {
			all = append(all, f.name+" = "+s.model.value(model, f).String())
		}
	}
	return strings.Join(all, ", ")
}

// keepFound notes what the setting was. What can't be written isn't noted.
func (s *setting) keepFound(ctx context.Context, in writablePrivate, found any) diag.Diagnostics {
	fields, err := s.model.encodeSet(ctx, found)
	if err != nil {
		return s.failure("note", nil, err)
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		return s.failure("note", nil, err)
	}
	return in.SetKey(ctx, foundKey, raw)
}
