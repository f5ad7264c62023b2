package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/client"
)

// infinibox are the storage arrays of Infinidat.
func infinibox() family {
	const name = "infinibox"
	return family{
		name: name, product: client.Product, one: "An InfiniBox", unit: "array",
		description: "An Infinidat InfiniBox storage array.",
		address:     "https://ibox01.example.com",
		others:      "Further management addresses of the same array",
		own: map[string]schema.Attribute{
			"approved": schema.BoolAttribute{Optional: true,
				MarkdownDescription: or(name, "approved", "Whether dangerous operations may go ahead on objects that don't say it themselves; `false` when left out.") + "."},
			"remote": schema.MapNestedAttribute{Optional: true,
				MarkdownDescription: or(name, "remote", "Accounts on peer arrays by the peers' system names, sent only when the array asks for permission there.") +
					", a JSON object of `{\"ibox02\": {\"username\": ..., \"password\": ...}}`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"username": schema.StringAttribute{Required: true, MarkdownDescription: "Account on the peer."},
					"password": schema.StringAttribute{Required: true, Sensitive: true, MarkdownDescription: "Its password."},
				}}},
		},
		needs: []string{"endpoint", "username", "password"},
		client: func(ctx context.Context, r *reading, s settings) func() (api.Device, error) {
			options := client.Options{
				Endpoint: s.endpoint, StandbyEndpoints: s.standbyEndpoints,
				Username: s.username, Password: s.password,
				Approved: r.truth("approved"), AdoptExisting: s.adoptExisting, ReadOnly: s.readOnly, ReadAlone: s.readAlone,
				Remote:        r.accounts(ctx, "remote"),
				CACertificate: s.caCertificate, InsecureSkipVerify: s.insecureSkipVerify,
				MaxConcurrentRequests: s.maxConcurrentRequests, RequestTimeout: s.requestTimeout,
				UserAgent: s.userAgent, Alive: s.alive, Retry: s.retry,
			}
			return func() (api.Device, error) { return client.New(options) }
		},
	}
}

// accounts are those on peer arrays by the peers' system names.
func (r *reading) accounts(ctx context.Context, name string) map[string]client.Credentials {
	accounts := map[string]client.Credentials{}
	value, ok := r.given(name)
	if !ok {
		if text := r.variable(name); text != "" {
			if err := json.Unmarshal([]byte(text), &accounts); err != nil {
				r.invalid(name, r.family.variable(name)+` must be a JSON object such as {"ibox02": {"username": "...", "password": "..."}}.`)
			}
		}
		return accounts
	}
	peers := map[string]struct {
		Username types.String `tfsdk:"username"`
		Password types.String `tfsdk:"password"`
	}{}
	object, _ := value.(basetypes.MapValue)
	if object.IsUnknown() {
		return accounts
	}
	r.diags.Append(object.ElementsAs(ctx, &peers, false)...)
	for peer, account := range peers {
		if account.Username.IsUnknown() || account.Password.IsUnknown() {
			r.note(name)
		}
		accounts[peer] = client.Credentials{Username: account.Username.ValueString(), Password: account.Password.ValueString()}
	}
	return accounts
}
