package entity

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure   = &ownEntries{}
	_ resource.ResourceWithIdentity    = &ownEntries{}
	_ resource.ResourceWithImportState = &ownEntries{}
	_ resource.ResourceWithModifyPlan  = &ownEntries{}
)

// ownEntries is the managed resource: some of the entries of one object.
type ownEntries struct {
	connected
	of *entries
}

// Metadata names the resource.
func (o *ownEntries) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + o.name
}

// Schema has the declared attributes.
func (o *ownEntries) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = o.resourceSchema()
}

// IdentitySchema has the object and the keys that the resource began with.
func (o *ownEntries) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	attributes := map[string]identityschema.Attribute{
		keysAttribute: identityschema.ListAttribute{OptionalForImport: true, ElementType: types.StringType,
			Description: "The keys to take; all that there are when left out. Afterwards those that the resource began with, sorted: they tell it apart from others of the same object and don't follow its changes."},
	}
	if o.of.itself != "" {
		attributes[settingAttribute] = identityschema.StringAttribute{RequiredForImport: true,
			Description: fmt.Sprintf("Always %q: a device has it once.", o.settingName())}
	} else {
		attributes[objectAttribute] = identityschema.Int64Attribute{RequiredForImport: true, Description: "The id of the object."}
	}
	resp.IdentitySchema = identityschema.Schema{Attributes: attributes}
}

// Configure keeps the provider's connections.
func (o *ownEntries) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	resp.Diagnostics.Append(o.connect(req.ProviderData)...)
}

// held is what a state or plan has: an object and some of its entries.
type held struct {
	object  types.Int64
	entries types.Map
}

// get reads what a state or plan has.
func (o *ownEntries) get(ctx context.Context, from interface {
	GetAttribute(ctx context.Context, at path.Path, target any) diag.Diagnostics
}) (held, diag.Diagnostics) {
	var h held
	diags := from.GetAttribute(ctx, path.Root(entriesAttribute), &h.entries)
	if o.of.itself == "" {
		diags.Append(from.GetAttribute(ctx, path.Root(objectAttribute), &h.object)...)
	}
	return h, diags
}

// set writes the entries of an object into a state.
func (o *ownEntries) set(ctx context.Context, state *tfsdk.State, object types.Int64, of map[string]string) diag.Diagnostics {
	diags := state.SetAttribute(ctx, path.Root(entriesAttribute), mapped(of))
	if o.of.itself == "" {
		diags.Append(state.SetAttribute(ctx, path.Root(objectAttribute), object)...)
	}
	return diags
}

// identifyBy sets the identity to an object with the keys that are its own.
func (o *ownEntries) identifyBy(ctx context.Context, identity *tfsdk.ResourceIdentity, object types.Int64, of map[string]string) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	diags := identity.SetAttribute(ctx, path.Root(keysAttribute), slices.Sorted(maps.Keys(of)))
	if o.of.itself != "" {
		return append(diags, identity.SetAttribute(ctx, path.Root(settingAttribute), o.settingName())...)
	}
	return append(diags, identity.SetAttribute(ctx, path.Root(objectAttribute), object)...)
}

// ModifyPlan replaces the resource when the object is another one, and refuses
// keys that another resource of the configuration plans to have.
func (o *ownEntries) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var prior, plan held
	if !req.State.Raw.IsNull() {
		state, diags := o.get(ctx, req.State)
		resp.Diagnostics.Append(diags...)
		prior = state
	}
	if !req.Plan.Raw.IsNull() {
		planned, diags := o.get(ctx, req.Plan)
		resp.Diagnostics.Append(diags...)
		plan = planned
	}
	if resp.Diagnostics.HasError() || o.connections == nil {
		return
	}
	planner := noted(ctx, req.Private, plannerKey)
	claims := o.connections.Claims()
	moves := !plan.object.Equal(prior.object)
	for key := range prior.entries.Elements() {
		if _, stays := plan.entries.Elements()[key]; !stays || moves {
			claims.gives(o.of.claimOn(prior.object, key), planner)
		}
	}
	if req.Plan.Raw.IsNull() {
		return
	}
	if !req.State.Raw.IsNull() && moves {
		// The plan of what comes in its place claims the keys.
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root(objectAttribute))
		return
	}
	if planner == "" {
		planner = newPlanner()
		resp.Diagnostics.Append(note(ctx, resp.Private, plannerKey, planner)...)
	}
	if plan.object.IsUnknown() || plan.entries.IsUnknown() {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(plan.entries.Elements())) {
		if !claims.plans(o.of.claimOn(plan.object, key), planner) {
			resp.Diagnostics.Append(diag.NewAttributeErrorDiagnostic(path.Root(entriesAttribute).AtMapKey(key),
				fmt.Sprintf("Key %q Belongs To Two Resources", key),
				fmt.Sprintf("Another resource of this configuration has the key %q of %s too. They would set it against each other: leave it to one of them.",
					key, o.label(o.of.about(plan.object)))))
		}
	}
}
