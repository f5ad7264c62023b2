package entity

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
)

var _ datasource.DataSourceWithConfigure = &shownSetting{}

// shownSetting is the data source of a singleton. There is nothing to choose.
type shownSetting struct{ connected }

// Metadata names the data source as the resource.
func (s *shownSetting) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + s.name
}

// Schema has all attributes computed.
func (s *shownSetting) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes, err := s.shownAttributes()
	if err != nil {
		resp.Diagnostics.AddError("Data Source Undeclared", err.Error())
		return
	}
	resp.Schema = schema.Schema{MarkdownDescription: s.description, Attributes: attributes}
}

// Configure keeps the provider's connections.
func (s *shownSetting) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	resp.Diagnostics.Append(s.connect(req.ProviderData)...)
}

// Read reads the setting.
func (s *shownSetting) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	device, diags := s.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	object, err := device.Get(ctx, s.path)
	if err != nil {
		resp.Diagnostics.Append(s.failure("read", nil, err)...)
		return
	}
	shown, err := s.shown(ctx, object)
	if err != nil {
		resp.Diagnostics.Append(s.failure("read", nil, err)...)
		return
	}
	resp.Diagnostics.Append(setAll(ctx, &resp.State, shown)...)
}
