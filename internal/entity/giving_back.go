package entity

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// foundKey is where the private state keeps what a setting was before Terraform
// changed it, as the device's fields.
const foundKey = "found"

// Update changes the setting as any other object. What is configured for the
// first time is noted as it was until now.
func (s *setting) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	prior, diags := s.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	plan, diags := s.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if found := s.found(ctx, req.Private); found != nil {
		fresh := slices.DeleteFunc(s.model.changed(prior, plan), func(f field) bool {
			_, known := found[f.api]
			return known
		})
		resp.Diagnostics.Append(s.keepFound(ctx, resp.Private, found, prior, fresh)...)
	}
	s.managed.Update(ctx, req, resp)
}

// configuredIn are the fields that a plan says what they shall be. The others are
// left to whoever changes them, and aren't given back.
func (s *setting) configuredIn(plan any) []field {
	var configured []field
	for _, f := range s.model.fields {
		if !s.model.value(plan, f).IsUnknown() {
			configured = append(configured, f)
		}
	}
	return configured
}

// keepFound notes some fields of what the setting was, with those noted before.
// What can't be written isn't noted.
func (s *setting) keepFound(ctx context.Context, in writablePrivate, before api.Object, found any, fields []field) diag.Diagnostics {
	for _, f := range fields {
		if !f.shown() || !f.written {
			continue
		}
		sent, err := f.encode(ctx, s.model.value(found, f))
		if err != nil {
			return s.failure("note", nil, err)
		}
		before[f.api] = sent
	}
	raw, err := json.Marshal(before)
	if err != nil {
		return s.failure("note", nil, err)
	}
	return in.SetKey(ctx, foundKey, raw)
}

// found is what was noted; nil when nothing was, as after an import.
func (s *setting) found(ctx context.Context, from private) api.Object {
	raw, _ := from.GetKey(ctx, foundKey)
	var found api.Object
	if len(raw) == 0 || decodeJSON(raw, &found) != nil {
		return nil
	}
	return found
}

// asFound is a setting with what was noted of it.
func (s *setting) asFound(ctx context.Context, before, present api.Object) (any, error) {
	model := s.model.new()
	object := make(api.Object, len(present))
	for _, f := range s.model.fields {
		object[f.api] = present[f.api]
		if was, known := before[f.api]; known {
			object[f.api] = was
		}
	}
	return model, s.model.decode(ctx, object, model)
}
