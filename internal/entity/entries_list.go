package entity

import (
	"context"
	"fmt"
	"maps"
	"slices"

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

var _ list.ListResourceWithConfigure = &listedEntries{}

// listedEntries is the list resource: each object with those of its entries
// that match.
type listedEntries struct {
	connected
	of *entries
}

// Metadata names the list resource as the managed one.
func (l *listedEntries) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + l.name
}

// ListResourceConfigSchema has the filters. The order is the objects'.
func (l *listedEntries) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: l.description, Attributes: map[string]schema.Attribute{
		"filters": schema.ListNestedAttribute{Optional: true,
			MarkdownDescription: "What the entries must have in common; all of it must hold, and an object is listed with those that match. Left out, with all that it has.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"field": schema.StringAttribute{Required: true, MarkdownDescription: l.fieldText(),
					Validators: []validator.String{stringvalidator.LengthAtLeast(1)}},
				"operator": schema.StringAttribute{Optional: true, MarkdownDescription: operatorText(),
					Validators: []validator.String{stringvalidator.OneOf(operators[:]...)}},
				"values": schema.ListAttribute{Required: true, ElementType: types.StringType, MarkdownDescription: valuesText,
					Validators: []validator.List{listvalidator.SizeAtLeast(1)}},
			}}},
	}}
}

// Configure keeps the provider's connections.
func (l *listedEntries) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	resp.Diagnostics.Append(l.connect(req.ProviderData)...)
}

// List reads all entries that match, and then gives them object by object: the
// entries of one object needn't follow each other.
func (l *listedEntries) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	device, diags := l.device()
	var chosen choice
	diags.Append(req.Config.GetAttribute(ctx, path.Root("filters"), &chosen.filters)...)
	diags.Append(miscounted(chosen.filters)...)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	of := map[int64]map[string]string{}
	query := l.query(chosen)
	query.Sort, query.Fields = []string{"id"}, nil
	for shown, err := range device.List(ctx, l.path, query) {
		if err != nil {
			stream.Results = list.ListResultsStreamDiagnostics(l.unlistable(chosen, err))
			return
		}
		l.gather(of, shown)
	}
	stream.Results = func(push func(list.ListResult) bool) {
		var listed int64
		for _, object := range slices.Sorted(maps.Keys(of)) {
			if !push(l.result(ctx, req, types.Int64Value(object), of[object])) {
				return
			}
			if listed++; listed == req.Limit {
				return
			}
		}
	}
}

// gather puts an entry to those of its object. Those of the device itself have
// a resource of their own, and an id that no object has.
func (l *listedEntries) gather(of map[int64]map[string]string, shown api.Object) {
	object, err := l.key.decode(context.Background(), shown)
	id := number(object)
	if err != nil || id == nil || *id <= 0 {
		return
	}
	if of[*id] == nil {
		of[*id] = map[string]string{}
	}
	key, _ := shown[keyField].(string)
	of[*id][key] = fmt.Sprint(shown[valueField])
}

// result is one object with its identity, and as a resource when asked for.
func (l *listedEntries) result(ctx context.Context, req list.ListRequest, object types.Int64, found map[string]string) list.ListResult {
	own := &ownEntries{connected: l.connected, of: l.of}
	result := req.NewListResult(ctx)
	result.DisplayName = l.of.named(object)
	result.Diagnostics.Append(own.identifyBy(ctx, result.Identity, object, found)...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.SetAttribute(ctx, path.Root(objectAttribute), object)...)
		result.Diagnostics.Append(result.Resource.SetAttribute(ctx, path.Root(entriesAttribute), mapped(found))...)
	}
	return result
}
