package entity

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// settingAttribute is the identity of a singleton: its own name, since a
// device has it once.
const settingAttribute = "setting"

// setting is the managed resource of what is there without Terraform: of a
// singleton, or of an object that is taken over. It changes like any other.
type setting struct{ managed }

// IdentitySchema has the setting's name, or the object's keys.
func (s *setting) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	if !s.singleton {
		s.managed.IdentitySchema(ctx, req, resp)
		return
	}
	resp.IdentitySchema = s.settingIdentity()
}

// settingIdentity has the setting's name.
func (d *declared) settingIdentity() identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		settingAttribute: identityschema.StringAttribute{RequiredForImport: true,
			Description: fmt.Sprintf("Always %q: a device has it once.", d.settingName())},
	}}
}

// Create takes the setting over: it notes what it finds and changes what the
// configuration has otherwise. After a failure it puts back what it changed.
func (s *setting) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan, diags := s.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	given, diags := s.given(ctx, req.Config, nil, plan)
	resp.Diagnostics.Append(diags...)
	given.fresh = true
	device, diags := s.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, object, err := s.present(ctx, device, plan)
	if err != nil {
		resp.Diagnostics.Append(s.untakeable(device, plan, err)...)
		return
	}
	if !s.singleton && !s.connections.Claims().adopt(s.claim(found)) {
		resp.Diagnostics.Append(unwanted(s.key.name, "Unable to take over "+s.label(plan),
			"Another resource of this configuration has it. Remove one of the two."))
		return
	}
	configured := s.configuredIn(plan)
	object, diags = s.takeOver(ctx, device, taking{found: found, plan: plan, object: object, given: given, approved: s.approved(plan, device)})
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	if err := s.model.decode(ctx, object, plan); err != nil {
		resp.Diagnostics.Append(s.failure("read", plan, err)...)
		return
	}
	resp.Diagnostics.Append(s.keepFound(ctx, resp.Private, api.Object{}, found, configured)...)
	resp.Diagnostics.Append(s.identify(ctx, resp.Identity, plan)...)
	resp.Diagnostics.Append(s.keep(ctx, &resp.State, plan)...)
}

// Delete gives the setting back as it was found, in what was configured. Where that isn't safe, or
// isn't known because it was imported, it stays as it is, with a warning.
func (s *setting) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	model, diags := s.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	device, diags := s.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	summary := fmt.Sprintf("%s Stays As It Is", s.label(model))
	if !s.singleton && s.connections.Claims().wasAdopted(s.claim(model)) {
		resp.Diagnostics.AddWarning(summary, "Another resource took it over in this run, so that it belongs to that one now.")
		return
	}
	if s.stays != "" {
		resp.Diagnostics.AddWarning(summary, s.stays+" Terraform no longer manages it.")
		return
	}
	before := s.found(ctx, req.Private)
	if before == nil {
		resp.Diagnostics.AddWarning(summary, "What it was before Terraform managed it isn't known, as after an import. Terraform no longer manages it.")
		return
	}
	present, object, err := s.present(ctx, device, model)
	if errors.Is(err, api.ErrNotFound) {
		return
	}
	var found any
	if err == nil {
		found, err = s.asFound(ctx, before, object)
	}
	if err != nil {
		resp.Diagnostics.Append(s.failure("give back", model, err)...)
		return
	}
	sent := s.turn(ctx, device, present, found, secrets{}, s.approved(model, device))
	resp.Diagnostics.Append(sent.approved...)
	if sent.err != nil {
		resp.Diagnostics.Append(s.notDone("give back", Changing, model, sent.goesOn(), sent.err)...)
	}
}

// ImportState takes the setting's name, as id or identity; an object that is
// taken over is imported as any other.
func (s *setting) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if !s.singleton {
		s.managed.ImportState(ctx, req, resp)
		return
	}
	named := types.StringValue(req.ID)
	if req.ID == "" && req.Identity != nil {
		resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(settingAttribute), &named)...)
	}
	if named.ValueString() != s.settingName() {
		resp.Diagnostics.AddError(fmt.Sprintf("Cannot Import %s", s.label(nil)),
			fmt.Sprintf("%q is no import id of this resource. A device has it once: its id is %q.", named.ValueString(), s.settingName()))
		return
	}
	device, diags := s.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	model, _, err := s.present(ctx, device, nil)
	if err != nil {
		resp.Diagnostics.Append(s.failure("read", nil, err)...)
		return
	}
	resp.Diagnostics.Append(s.identify(ctx, resp.Identity, model)...)
	resp.Diagnostics.Append(s.keep(ctx, &resp.State, model)...)
}

// untakeable is the error of what can't be taken over. What isn't there can't
// be made either.
func (s *setting) untakeable(device api.Device, plan any, err error) diag.Diagnostics {
	if s.singleton || !errors.Is(err, api.ErrNotFound) {
		return s.failure("take over", plan, err)
	}
	return diag.Diagnostics{unwanted(s.key.name, "Unable to take over "+s.label(plan),
		"%s shows no object with that %s, and Terraform can't make one. Check it, and that the account may see it.", device.Name(), s.keyNames())}
}

// present reads the setting, or the object that a model is about.
func (s *setting) present(ctx context.Context, device api.Device, of any) (any, api.Object, error) {
	object, err := s.fetch(ctx, device, of)
	if err != nil {
		return nil, nil, err
	}
	model := s.model.new()
	return model, object, s.model.decode(ctx, object, model)
}
