package access

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/symkloud/client"
)

// sessions is what the symkloud's client can do besides the engine's needs.
type sessions interface {
	Session(ctx context.Context) (client.Session, error)
}

var _ ephemeral.EphemeralResourceWithConfigure = &token{}

// token is the provider's own login for other tools ("Authentication and roles"
// in the reference). It isn't one of its own, because a new login of the account
// would end the provider's. So there is nothing to close either: the API has no
// logout, and the provider still needs it.
type token struct{ connections entity.Connections }

// shown is what the token consists of.
type shown struct {
	Endpoint types.String `tfsdk:"endpoint"`
	Username types.String `tfsdk:"username"`
	Token    types.String `tfsdk:"token"`
	RoleKey  types.String `tfsdk:"role_key"`
	RoleText types.String `tfsdk:"role_text"`
}

// Metadata names the ephemeral resource.
func (e *token) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_symkloud_token"
}

// Schema has the token and where and how it is valid.
func (e *token) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The token with which the provider itself calls a symkloud, for tools of the same run. It is never stored. " +
			"It is the provider's own because each login of an account ends the one before: a tool that logs in with the same account takes the platform away from the provider, and one that uses this token doesn't.\n\n" +
			"The platform knows no logout, so that nothing is ended at the end of the run: the token counts until it has been unused for a while, or until the account logs in again, as the next run does. " +
			"Within a run the provider logs in again only when another session of the account ended its login, or when that has expired; a tool then gets the code 27 or 31, and the next run helps. " +
			"What should go on after the run needs an account of its own.",
		Attributes: map[string]schema.Attribute{
			"endpoint": schema.StringAttribute{Computed: true,
				MarkdownDescription: "Management address that gave the token. The API is below `/v3` there."},
			"username": schema.StringAttribute{Computed: true,
				MarkdownDescription: "Account whose token it is: the user of HTTP Basic."},
			"token": schema.StringAttribute{Computed: true, Sensitive: true,
				MarkdownDescription: "The token: in HTTP Basic it takes the place of the password."},
			"role_key": schema.StringAttribute{Computed: true,
				MarkdownDescription: "Key of the account's role, such as `admin`."},
			"role_text": schema.StringAttribute{Computed: true,
				MarkdownDescription: "Name of the account's role, such as `Administrator`."},
		},
	}
}

// Configure keeps the provider's connections.
func (e *token) Configure(_ context.Context, req ephemeral.ConfigureRequest, _ *ephemeral.ConfigureResponse) {
	if connections, ok := req.ProviderData.(entity.Connections); ok {
		e.connections = connections
	}
}

// Open logs in, unless the provider has.
func (e *token) Open(ctx context.Context, _ ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	platform, diags := entity.DeviceAs[sessions](e.connections, "symkloud")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	login, err := platform.Session(ctx)
	if err != nil {
		resp.Diagnostics.Append(entity.Failure("Unable to log in to the symkloud", err)...)
		return
	}
	resp.Diagnostics.Append(resp.Result.Set(ctx, shown{
		Endpoint: types.StringValue(login.Endpoint), Username: types.StringValue(login.Username), Token: types.StringValue(login.Token),
		RoleKey: types.StringValue(login.RoleKey), RoleText: types.StringValue(login.RoleText)})...)
}
