package entity

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

var (
	_ datasource.DataSourceWithConfigure      = &asking{}
	_ datasource.DataSourceWithValidateConfig = &asking{}
)

// asking is the data source of a question.
type asking struct {
	connected
	inquiry *inquiry
}

// Metadata names the data source.
func (a *asking) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + a.name
}

// Schema has the declared attributes.
func (a *asking) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = a.inquiry.schema
}

// Configure keeps the provider's connections.
func (a *asking) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	resp.Diagnostics.Append(a.connect(req.ProviderData)...)
}

// ValidateConfig refuses arguments that exclude each other.
func (a *asking) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	resp.Diagnostics.Append(a.paths.exclusive(ctx, req.Config)...)
}

// Read asks.
func (a *asking) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	model := a.model.new()
	resp.Diagnostics.Append(req.Config.Get(ctx, model)...)
	device, diags := a.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if a.inquiry.ask != nil {
		if err := a.inquiry.ask(ctx, device, model); err != nil {
			resp.Diagnostics.Append(a.unanswered(model, "", err)...)
			return
		}
	} else {
		resp.Diagnostics.Append(a.answer(ctx, device, req.Config, model)...)
	}
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
	}
}

// answer asks what is declared and fills the answers of a model.
func (a *asking) answer(ctx context.Context, device api.Device, config tfsdk.Config, model any) diag.Diagnostics {
	path, argument, diags := a.paths.choose(ctx, config)
	if diags.HasError() {
		return diags
	}
	if path != "" {
		object, approved, err := a.request(ctx, device, path, model)
		diags.Append(a.record(Asking, nil, approved)...)
		if err == nil {
			err = a.take(ctx, object, model, func(f field) bool { return a.inquiry.lists[f.name] == "" })
		}
		if err != nil {
			return append(diags, a.unanswered(model, argument, err)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.inquiry.lists)) {
		path, argument, wrong := paths{one: a.inquiry.lists[name]}.choose(ctx, config)
		if diags.Append(wrong...); diags.HasError() {
			return diags
		}
		if err := a.listed(ctx, device, path, name, model); err != nil {
			return append(diags, a.unanswered(model, argument, err)...)
		}
	}
	return diags
}

// request asks one thing, by GET or with the arguments as a body, and tells
// what had to be approved for that.
func (a *asking) request(ctx context.Context, device api.Device, path string, model any) (api.Object, []string, error) {
	if !a.inquiry.post {
		object, err := device.Get(ctx, path)
		return object, nil, err
	}
	body, err := a.model.encodeSet(ctx, model, func(f field) bool { return !inPath(a.path, f) })
	if err != nil {
		return nil, nil, err
	}
	answer, err := device.Ask(ctx, api.Question{Path: path, Body: body, Approved: a.approved(model, device)})
	return answer.Object, answer.Approved, err
}

// listed fills an answer that is a listing.
func (a *asking) listed(ctx context.Context, device api.Device, path, attribute string, model any) error {
	elements := []any{}
	for object, err := range device.List(ctx, path, api.Query{}) {
		if err != nil {
			return err
		}
		if bare, ok := object["result"]; ok && len(object) == 1 {
			elements = append(elements, bare)
		} else {
			elements = append(elements, map[string]any(object))
		}
	}
	f, _ := a.model.field(attribute)
	return a.take(ctx, api.Object{f.api: elements}, model, func(f field) bool { return f.name == attribute })
}

// take fills those of the answers that are wanted.
func (a *asking) take(ctx context.Context, object api.Object, model any, wanted func(field) bool) error {
	for _, f := range a.model.fields {
		if !f.computed || f.api == "" || !wanted(f) {
			continue
		}
		value, err := f.decode(ctx, object)
		if err != nil {
			return err
		}
		a.model.set(model, f, value)
	}
	return nil
}

// unanswered is the error of a question, at the argument that it is about
// where that is known.
func (a *asking) unanswered(model any, argument string, err error) diag.Diagnostics {
	summary := "Unable to read " + a.label(nil)
	var failed *api.Error
	if errors.As(err, &failed) {
		if errors.Is(failed, api.ErrApprovalRequired) {
			return diag.Diagnostics{a.refused(Asking, nil, err)}
		}
		if _, told := a.refusals[failed.Code]; !told {
			if missing := a.missing(summary, argument, err); missing != nil {
				return missing
			}
		}
	}
	return a.explained(summary, model, "", &requestError{err, argument, model})
}
