package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/infinibox/client"
)

// infiniboxAttribute is the schema of the device's settings.
func infiniboxAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "An Infinidat InfiniBox storage array.",
		Attributes: map[string]schema.Attribute{
			"endpoint": schema.StringAttribute{Optional: true,
				MarkdownDescription: "Management address, such as `https://ibox01.example.com`. Or `INFINIBOX_ENDPOINT`."},
			"standby_endpoints": schema.ListAttribute{Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Further management addresses of the same array, tried in turn when one can't be reached. Or `INFINIBOX_STANDBY_ENDPOINTS`, separated by commas."},
			"username": schema.StringAttribute{Optional: true,
				MarkdownDescription: "Account to log in with. Or `INFINIBOX_USERNAME`."},
			"password": schema.StringAttribute{Optional: true, Sensitive: true,
				MarkdownDescription: "Its password. Or `INFINIBOX_PASSWORD`."},
			"approved": schema.BoolAttribute{Optional: true,
				MarkdownDescription: "Whether dangerous operations may go ahead on objects that don't say it themselves; `false` when left out. Or `INFINIBOX_APPROVED`."},
			"read_only": schema.BoolAttribute{Optional: true,
				MarkdownDescription: "Whether to refuse every change before it is sent, and show the request that it would have been; `false` when left out. Or `INFINIBOX_READ_ONLY`."},
			"adopt_existing": schema.BoolAttribute{Optional: true,
				MarkdownDescription: "Whether creating may take over an object of the same name whose configured attributes match; `false` when left out. Or `INFINIBOX_ADOPT_EXISTING`."},
			"ca_certificate": schema.StringAttribute{Optional: true,
				MarkdownDescription: "PEM text of authorities to trust beside the system's. Or `INFINIBOX_CA_CERTIFICATE`."},
			"insecure_skip_verify": schema.BoolAttribute{Optional: true,
				MarkdownDescription: "Whether to accept any certificate, which lets anyone on the way read the password; `false` when left out. Or `INFINIBOX_INSECURE_SKIP_VERIFY`."},
			"max_concurrent_requests": schema.Int64Attribute{Optional: true, Validators: []validator.Int64{int64validator.Between(1, 1000)},
				MarkdownDescription: "How many requests the array gets at once, 1 to 1000; 10 when left out. Or `INFINIBOX_MAX_CONCURRENT_REQUESTS`."},
			"request_timeout": schema.StringAttribute{Optional: true, Validators: []validator.String{attribute.Duration()},
				MarkdownDescription: "How long one attempt of a request may take, such as `30s`; a minute when left out. Or `INFINIBOX_REQUEST_TIMEOUT`."},
			"remote": schema.MapNestedAttribute{Optional: true,
				MarkdownDescription: "Accounts on peer arrays by the peers' system names, sent only when the array asks for permission there. Or `INFINIBOX_REMOTE`, a JSON object of `{\"ibox02\": {\"username\": ..., \"password\": ...}}`.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"username": schema.StringAttribute{Required: true, MarkdownDescription: "Account on the peer."},
					"password": schema.StringAttribute{Required: true, Sensitive: true, MarkdownDescription: "Its password."},
				}}},
		},
	}
}

// infiniboxSettings are the values of the attribute and the environment.
type infiniboxSettings struct {
	options client.Options
	// configured tells whether the provider block has the attribute.
	configured bool
	// unknown are the values that Terraform doesn't know yet.
	unknown []string
}

// environment reads variables.
type environment func(string) string

func (e environment) lookup(name string) string {
	if e == nil {
		return os.Getenv(variable(name))
	}
	return e(variable(name))
}

// variable is where a value comes from that the provider block leaves out.
func variable(name string) string { return "INFINIBOX_" + strings.ToUpper(name) }

// reading takes each value from the block, else from the environment.
type reading struct {
	attributes map[string]attr.Value
	env        environment
	settings   infiniboxSettings
	diags      diag.Diagnostics
}

// readInfinibox reads the attribute. Unknown values are noted, not refused.
func readInfinibox(ctx context.Context, block types.Object, env environment) (infiniboxSettings, diag.Diagnostics) {
	r := &reading{attributes: block.Attributes(), env: env}
	r.settings.configured = !block.IsNull() && !block.IsUnknown()
	if block.IsUnknown() {
		r.settings.unknown = []string{"endpoint"}
		return r.settings, nil
	}
	r.settings.options = client.Options{
		Endpoint:           r.text("endpoint"),
		StandbyEndpoints:   r.texts(ctx, "standby_endpoints"),
		Username:           r.text("username"),
		Password:           r.text("password"),
		Approved:           r.truth("approved"),
		ReadOnly:           r.truth("read_only"),
		AdoptExisting:      r.truth("adopt_existing"),
		CACertificate:      r.text("ca_certificate"),
		InsecureSkipVerify: r.truth("insecure_skip_verify"),
		Remote:             r.accounts(ctx, "remote"),
	}
	if count := r.text("max_concurrent_requests"); count != "" {
		number, err := strconv.Atoi(count)
		if number < 1 || number > 1000 {
			err = strconv.ErrRange
		}
		r.settings.options.MaxConcurrentRequests = number
		r.refuse("max_concurrent_requests", count, err, "a number from 1 to 1000")
	}
	if timeout := r.text("request_timeout"); timeout != "" {
		span, err := time.ParseDuration(timeout)
		if span <= 0 {
			err = strconv.ErrRange
		}
		r.settings.options.RequestTimeout = span
		r.refuse("request_timeout", timeout, err, `a duration above zero such as "30s"`)
	}
	if r.settings.options.InsecureSkipVerify {
		r.diags.AddAttributeWarning(path.Root(infinibox).AtName("insecure_skip_verify"), "Certificates Are Not Verified",
			"Anyone on the way to the array can read the password and change what is sent. Set ca_certificate instead.")
	}
	return r.settings, r.diags
}

// refuse reports a value of the wrong form.
func (r *reading) refuse(name, value string, err error, wanted string) {
	if err != nil {
		r.diags.AddAttributeError(path.Root(infinibox).AtName(name), "InfiniBox Configuration Invalid",
			fmt.Sprintf("infinibox.%s (or %s) must be %s, got: %q.", name, variable(name), wanted, value))
	}
}

// given finds a configured value; false when the environment counts.
func (r *reading) given(name string) (attr.Value, bool) {
	value := r.attributes[name]
	if value == nil || value.IsNull() {
		return nil, false
	}
	if value.IsUnknown() {
		r.unknown(name)
	}
	return value, true
}

// unknown notes that a value, or part of it, isn't known yet.
func (r *reading) unknown(name string) {
	if !slices.Contains(r.settings.unknown, name) {
		r.settings.unknown = append(r.settings.unknown, name)
	}
}

func (r *reading) text(name string) string {
	value, ok := r.given(name)
	if !ok {
		return r.env.lookup(name)
	}
	switch value := value.(type) {
	case basetypes.StringValue:
		return value.ValueString()
	case basetypes.Int64Value:
		if value.IsUnknown() {
			return ""
		}
		return strconv.FormatInt(value.ValueInt64(), 10)
	}
	return ""
}

func (r *reading) truth(name string) bool {
	if value, ok := r.given(name); ok {
		known, _ := value.(basetypes.BoolValue)
		return known.ValueBool()
	}
	value := r.env.lookup(name)
	if value == "" {
		return false
	}
	truth, err := strconv.ParseBool(value)
	r.refuse(name, value, err, "true or false")
	return truth
}

func (r *reading) texts(ctx context.Context, name string) []string {
	value, ok := r.given(name)
	if !ok {
		return strings.FieldsFunc(r.env.lookup(name), func(c rune) bool { return c == ',' || c == ' ' })
	}
	var texts []types.String
	list, _ := value.(basetypes.ListValue)
	if list.IsUnknown() {
		return nil
	}
	r.diags.Append(list.ElementsAs(ctx, &texts, false)...)
	plain := make([]string, 0, len(texts))
	for _, text := range texts {
		if text.IsUnknown() {
			r.unknown(name)
		}
		plain = append(plain, text.ValueString())
	}
	return plain
}

func (r *reading) accounts(ctx context.Context, name string) map[string]client.Credentials {
	accounts := map[string]client.Credentials{}
	value, ok := r.given(name)
	if !ok {
		if text := r.env.lookup(name); text != "" {
			if err := json.Unmarshal([]byte(text), &accounts); err != nil {
				r.diags.AddAttributeError(path.Root(infinibox).AtName(name), "InfiniBox Configuration Invalid",
					variable(name)+` must be a JSON object such as {"ibox02": {"username": "...", "password": "..."}}.`)
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
			r.unknown(name)
		}
		accounts[peer] = client.Credentials{Username: account.Username.ValueString(), Password: account.Password.ValueString()}
	}
	return accounts
}
