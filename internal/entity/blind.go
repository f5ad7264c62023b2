package entity

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

var (
	_ resource.ResourceWithConfigure  = &blindSetting{}
	_ resource.ResourceWithIdentity   = &blindSetting{}
	_ resource.ResourceWithModifyPlan = &blindSetting{}
)

// blindSetting is the managed resource of a setting that the device never
// shows: it is as it was last sent. It can't be imported, and what somebody
// else changes goes unseen.
type blindSetting struct{ setting setting }

// Metadata names the resource.
func (b *blindSetting) Metadata(ctx context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	b.setting.Metadata(ctx, req, resp)
}

// Schema has the declared attributes.
func (b *blindSetting) Schema(ctx context.Context, req resource.SchemaRequest, resp *resource.SchemaResponse) {
	b.setting.Schema(ctx, req, resp)
}

// IdentitySchema has the setting's name.
func (b *blindSetting) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	b.setting.IdentitySchema(ctx, req, resp)
}

// Configure keeps the provider's connections.
func (b *blindSetting) Configure(ctx context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	b.setting.Configure(ctx, req, resp)
}

// ModifyPlan refuses what can't succeed.
func (b *blindSetting) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	b.setting.ModifyPlan(ctx, req, resp)
}

// Create sends all that is configured.
func (b *blindSetting) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	s := &b.setting
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
	sent := s.turn(ctx, device, s.model.new(), plan, given, s.approved(plan, device))
	resp.Diagnostics.Append(sent.approved...)
	if sent.err != nil {
		finding := ""
		if sent.touched {
			finding = "The device may have taken a part of it, and never shows what it has. " + sent.goesOn() + "Applying again sends all of it again."
		}
		resp.Diagnostics.Append(s.notDone("change", Changing, plan, finding, sent.err)...)
		return
	}
	resp.Diagnostics.Append(s.identify(ctx, resp.Identity, plan)...)
	resp.Diagnostics.Append(s.keep(ctx, &resp.State, plan)...)
}

// Read leaves everything as it is: the device shows nothing.
func (b *blindSetting) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	model, diags := b.setting.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(b.setting.identify(ctx, resp.Identity, model)...)
}

// Update sends what changed.
func (b *blindSetting) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	b.setting.managed.Update(ctx, req, resp)
}

// Delete leaves the setting as it is, and says so.
func (b *blindSetting) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	model, diags := b.setting.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.AddWarning(fmt.Sprintf("%s Stays As It Is", b.setting.label(model)), b.setting.stays+" Terraform no longer manages it.")
}
