package entity

import (
	"context"
	"fmt"
	"math"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

var _ list.ListResourceWithConfigure = &listing{}

// listing is the list resource, which terraform query asks.
type listing struct{ connected }

// Metadata names the list resource as the managed one.
func (l *listing) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + l.name
}

// ListResourceConfigSchema has the filters and the order.
func (l *listing) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	attributes := map[string]schema.Attribute{}
	for _, f := range l.parting() {
		attributes[f.name] = schema.Int64Attribute{Optional: true, MarkdownDescription: fmt.Sprintf(partText, f.name)}
	}
	if len(attributes) == 0 && !l.unfiltered {
		attributes["filters"] = schema.ListNestedAttribute{Optional: true, MarkdownDescription: filtersText,
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"field": schema.StringAttribute{Required: true, MarkdownDescription: l.fieldText(),
					Validators: []validator.String{stringvalidator.LengthAtLeast(1)}},
				"operator": schema.StringAttribute{Optional: true, MarkdownDescription: operatorText(),
					Validators: []validator.String{stringvalidator.OneOf(operators[:]...)}},
				"values": schema.ListAttribute{Required: true, ElementType: types.StringType, MarkdownDescription: valuesText,
					Validators: []validator.List{listvalidator.SizeAtLeast(1)}},
			}}}
		attributes["sort"] = schema.ListAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: sortText}
	}
	if len(l.owners) > 0 {
		attributes["include_owned"] = schema.BoolAttribute{Optional: true,
			MarkdownDescription: "Whether to list also what isn't for Terraform to manage because something else on the device made it and will remove it; `false` when left out."}
	}
	resp.Schema = schema.Schema{MarkdownDescription: l.description, Attributes: attributes}
}

// Configure keeps the provider's connections.
func (l *listing) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	resp.Diagnostics.Append(l.connect(req.ProviderData)...)
}

// List streams: a page is asked for when Terraform gets to it.
func (l *listing) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	device, diags := l.device()
	chosen, wrong := l.chosen(ctx, req.Config)
	diags.Append(wrong...)
	var owned types.Bool
	if len(l.owners) > 0 {
		diags.Append(req.Config.GetAttribute(ctx, path.Root("include_owned"), &owned)...)
	}
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	query := l.query(chosen)
	if req.IncludeResource {
		query = l.query(chosen, l.model)
	}
	query.Fields = append(query.Fields, l.owners...)
	// Where some of what is found is left out, small pages would be many.
	if len(l.parents) == 0 && !l.only.Unfiltered && (len(l.owners) == 0 || owned.ValueBool()) {
		query.Page = int(min(req.Limit, math.MaxInt32))
	}
	stream.Results = func(push func(list.ListResult) bool) {
		var listed int64
		for object, err := range l.objects(ctx, device, chosen.of, query) {
			if err != nil {
				push(list.ListResult{Diagnostics: l.unlistable(chosen, err)})
				return
			}
			if !owned.ValueBool() && l.owned(object) {
				continue
			}
			if !push(l.listed(ctx, req, object)) {
				return
			}
			if listed++; listed == req.Limit {
				return
			}
		}
	}
}

// owned tells whether something else on the device made an object.
func (l *listing) owned(object api.Object) bool {
	for _, field := range l.owners {
		if object[field] != nil {
			return true
		}
	}
	return false
}

// listed is one object with its identity, and as a resource when asked for.
func (l *listing) listed(ctx context.Context, req list.ListRequest, object api.Object) list.ListResult {
	result := req.NewListResult(ctx)
	model := l.model.new()
	for _, f := range l.model.fields {
		if !f.shown() || (!req.IncludeResource && !l.isKey(f)) {
			continue
		}
		value, err := f.decode(ctx, object)
		if err != nil {
			result.Diagnostics = l.failure("read", nil, err)
			return result
		}
		l.model.set(model, f, value)
	}
	result.DisplayName = l.keyText(model)
	if name, ok := object[l.naturalKey].(string); ok {
		result.DisplayName = name
	}
	result.Diagnostics.Append(l.identity(ctx, result.Identity, model)...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, model)...)
	}
	return result
}
