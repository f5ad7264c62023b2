package entity

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// foundKey is where the private state keeps what a setting was before it was
// taken over, as the device's fields.
const foundKey = "found"

// settingAttribute is the identity of a singleton: its own name, since a
// device has it once.
const settingAttribute = "setting"

// setting is the managed resource of a singleton. It changes like any other.
type setting struct{ managed }

// IdentitySchema has the setting's name.
func (s *setting) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		settingAttribute: identityschema.StringAttribute{RequiredForImport: true,
			Description: fmt.Sprintf("Always %q: a device has it once.", s.settingName())},
	}}
}

// Create takes the setting over: it notes what it finds and changes what the
// configuration has otherwise. After a failure it puts back what it changed.
func (s *setting) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan, diags := s.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	device, diags := s.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, object, err := s.present(ctx, device)
	if err != nil {
		resp.Diagnostics.Append(s.failure("take over", nil, err)...)
		return
	}
	object, diags = s.takeOver(ctx, device, taking{found: found, plan: plan, object: object, approved: s.approved(plan, device)})
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	if err := s.model.decode(ctx, object, plan); err != nil {
		resp.Diagnostics.Append(s.failure("read", nil, err)...)
		return
	}
	resp.Diagnostics.Append(s.keepFound(ctx, resp.Private, found)...)
	resp.Diagnostics.Append(s.identify(ctx, resp.Identity, plan)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
}

// Delete gives the setting back as it was found. Where that isn't safe, or
// isn't known because it was imported, it stays as it is, with a warning.
func (s *setting) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	model, diags := s.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	device, diags := s.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	summary := fmt.Sprintf("%s Stays As It Is", s.label(nil))
	if s.stays != "" {
		resp.Diagnostics.AddWarning(summary, s.stays+" Terraform no longer manages it.")
		return
	}
	raw, _ := req.Private.GetKey(ctx, foundKey)
	var object api.Object
	if len(raw) == 0 || decodeJSON(raw, &object) != nil {
		resp.Diagnostics.AddWarning(summary, "What it was before Terraform managed it isn't known, as after an import. Terraform no longer manages it.")
		return
	}
	found := s.model.new()
	if err := s.model.decode(ctx, object, found); err != nil {
		resp.Diagnostics.Append(s.failure("give back", nil, err)...)
		return
	}
	present, _, err := s.present(ctx, device)
	if err != nil {
		resp.Diagnostics.Append(s.failure("give back", nil, err)...)
		return
	}
	sent := s.turn(ctx, device, present, found, s.approved(model, device))
	resp.Diagnostics.Append(sent.approved...)
	if sent.err != nil {
		resp.Diagnostics.Append(s.notDone("give back", Changing, model, sent.goesOn(), sent.err)...)
	}
}

// ImportState takes the setting's name, as id or identity.
func (s *setting) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
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
	model, _, err := s.present(ctx, device)
	if err != nil {
		resp.Diagnostics.Append(s.failure("read", nil, err)...)
		return
	}
	resp.Diagnostics.Append(s.identify(ctx, resp.Identity, model)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

// present reads the setting.
func (s *setting) present(ctx context.Context, device api.Device) (any, api.Object, error) {
	object, err := device.Get(ctx, s.path)
	if err != nil {
		return nil, nil, err
	}
	model := s.model.new()
	return model, object, s.model.decode(ctx, object, model)
}
