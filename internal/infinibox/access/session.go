package access

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/client"
)

// sessionKey is where the session waits for its end. Terraform keeps an
// ephemeral resource's private data in memory alone.
const sessionKey = "session"

// sessions is what the InfiniBox's client can do besides the engine's needs.
type sessions interface {
	Login(ctx context.Context) (client.Session, error)
	Logout(ctx context.Context, session client.Session) error
}

var (
	_ ephemeral.EphemeralResourceWithConfigure = &session{}
	_ ephemeral.EphemeralResourceWithClose     = &session{}
)

// session is a login for other tools ("Login the User" and "Logout the User"
// in the reference). The provider itself sends its credentials with each
// request and needs none.
type session struct{ connections entity.Connections }

// opened is what the session shows.
type opened struct {
	Endpoint types.String `tfsdk:"endpoint"`
	Cookie   types.String `tfsdk:"cookie"`
}

// Metadata names the ephemeral resource.
func (s *session) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_infinibox_session"
}

// Schema has the cookie and where it is valid.
func (s *session) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A login to an InfiniBox with the provider's own account, for tools that take a session cookie. It is opened when Terraform needs it, is never stored, and is logged out at the end of the run.",
		Attributes: map[string]schema.Attribute{
			"endpoint": schema.StringAttribute{Computed: true,
				MarkdownDescription: "Management address at which the session is valid."},
			"cookie": schema.StringAttribute{Computed: true, Sensitive: true,
				MarkdownDescription: "Value for the header `Cookie`: `JSESSIONID=...`."},
		},
	}
}

// Configure keeps the provider's connections.
func (s *session) Configure(_ context.Context, req ephemeral.ConfigureRequest, _ *ephemeral.ConfigureResponse) {
	if connections, ok := req.ProviderData.(entity.Connections); ok {
		s.connections = connections
	}
}

// Open logs in.
func (s *session) Open(ctx context.Context, _ ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	array, diags := entity.DeviceAs[sessions](s.connections, "infinibox")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	login, err := array.Login(ctx)
	if err != nil {
		resp.Diagnostics.Append(entity.Failure("Unable to log in to the InfiniBox", err)...)
		return
	}
	kept, err := json.Marshal(login)
	if err != nil {
		resp.Diagnostics.Append(entity.Failure("Unable to keep the InfiniBox session", err)...)
		return
	}
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, sessionKey, kept)...)
	resp.Diagnostics.Append(resp.Result.Set(ctx, opened{
		Endpoint: types.StringValue(login.Endpoint), Cookie: types.StringValue(login.Cookie)})...)
}

// Close logs out. A session that can't be ended is a warning: it expires.
func (s *session) Close(ctx context.Context, req ephemeral.CloseRequest, resp *ephemeral.CloseResponse) {
	raw, diags := req.Private.GetKey(ctx, sessionKey)
	resp.Diagnostics.Append(diags...)
	var login client.Session
	if err := json.Unmarshal(raw, &login); err != nil {
		resp.Diagnostics.AddWarning("InfiniBox Session Not Ended", fmt.Sprintf("What was kept of it can't be read: %s.", err))
		return
	}
	array, diags := entity.DeviceAs[sessions](s.connections, "infinibox")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if err := array.Logout(ctx, login); err != nil {
		for _, failed := range entity.Failure("InfiniBox Session Not Ended", err) {
			resp.Diagnostics.AddWarning(failed.Summary(), failed.Detail())
		}
	}
}
