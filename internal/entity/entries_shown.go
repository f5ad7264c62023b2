package entity

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ datasource.DataSourceWithConfigure = &shownEntries{}

// shownEntries is the data source for all entries of one object.
type shownEntries struct {
	connected
	of *entries
}

// Metadata names the data source as the resource.
func (s *shownEntries) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + s.name
}

// Schema has the object and its entries.
func (s *shownEntries) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: s.description, Attributes: s.of.shownObject()}
}

// Configure keeps the provider's connections.
func (s *shownEntries) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	resp.Diagnostics.Append(s.connect(req.ProviderData)...)
}

// Read reads all entries.
func (s *shownEntries) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	device, diags := s.device()
	resp.Diagnostics.Append(diags...)
	var object types.Int64
	if s.of.itself == "" {
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(objectAttribute), &object)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	found, err := s.of.present(ctx, device, object)
	if err != nil {
		resp.Diagnostics.Append(s.of.failed("read", Changing, object, "", err)...)
		return
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(entriesAttribute), mapped(found))...)
}
