package entity

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Action declares something that a device is told to do once: a request to an
// operation. M is its model, tagged as an entity's: what has an api tag is the
// body. Every model has Approved and Timeouts.
type Action[M any] struct {
	// Name is the action's without the provider's prefix:
	// "infinibox_volume_restore".
	Name string
	// Description says in Markdown what it does, for its page.
	Description string
	// Method is the operation's: POST unless given.
	Method string
	// Path is the operation's; {name} is the attribute of that name.
	Path string
	// Attributes are the action's, without approved and timeouts.
	Attributes map[string]schema.Attribute
	// Refusals are what to tell of the device's error codes.
	Refusals Refusals
	// Danger says why, as part of a sentence, where the device always demands
	// approval, so that it is refused at plan time. Where it depends, the
	// device says so itself.
	Danger string
	// DangerousIf tells whether a configuration is what Danger is about; nil
	// when any is. What isn't known yet, it leaves to the device.
	DangerousIf func(M) bool
}

// Action checks the declaration and makes the action.
func (a Action[M]) Action() (*Invocable, error) {
	d, err := newDeclared(a.Name, a.Description, a.Path, reflect.TypeFor[M](), reflect.TypeFor[struct{}]())
	if err != nil {
		return nil, err
	}
	attributes := map[string]schema.Attribute{
		approvedAttribute: schema.BoolAttribute{Optional: true,
			MarkdownDescription: "Whether it may go ahead although the array deems it dangerous. Left out, the provider's `approved` counts."},
		timeoutsAttribute: timeouts.AttributesWithOpts(context.Background(), timeouts.Opts{
			InvokeDescription: "How long to wait until the array has done it, such as `30s` or `1h`; 20 minutes when left out."}),
	}
	for name, attribute := range a.Attributes {
		attributes[name] = attribute
	}
	d.approvable, d.refusals = true, a.Refusals
	if a.Danger != "" {
		d.dangers = []Danger{{On: Invoking, Reason: a.Danger}}
	}
	for i := range d.model.fields {
		f := &d.model.fields[i]
		attribute, ok := attributes[f.name]
		if !ok {
			return nil, fmt.Errorf("%s: attribute %q isn't declared", a.Name, f.name)
		}
		f.typ, f.written = attribute.GetType(), true
	}
	for name := range attributes {
		if _, ok := d.model.field(name); !ok {
			return nil, fmt.Errorf("%s: attribute %q isn't in the model", a.Name, name)
		}
	}
	made := &Invocable{declared: d, method: cmp.Or(a.Method, http.MethodPost), schema: schema.Schema{MarkdownDescription: a.Description, Attributes: attributes}}
	if a.DangerousIf != nil {
		if a.Danger == "" {
			return nil, fmt.Errorf("%s: DangerousIf has no Danger to tell", a.Name)
		}
		made.dangerousIf = func(model any) bool {
			told, ok := model.(*M)
			return ok && a.DangerousIf(*told)
		}
	}
	return made, nil
}

// Invocable is a declared action, ready to be registered.
type Invocable struct {
	*declared
	method      string
	dangerousIf func(model any) bool
	schema      schema.Schema
}

// Make makes the action for the framework.
func (i *Invocable) Make() action.Action {
	return &invoked{connected: connected{declared: i.declared}, method: i.method, dangerousIf: i.dangerousIf, schema: i.schema}
}

var (
	_ action.ActionWithConfigure  = &invoked{}
	_ action.ActionWithModifyPlan = &invoked{}
)

// invoked is any declared action.
type invoked struct {
	connected
	method      string
	dangerousIf func(model any) bool
	schema      schema.Schema
}

// Metadata names the action.
func (i *invoked) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + i.name
}

// Schema has the declared attributes.
func (i *invoked) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = i.schema
}

// Configure keeps the provider's connections.
func (i *invoked) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	resp.Diagnostics.Append(i.connect(req.ProviderData)...)
}

// ModifyPlan refuses at plan time what would need approval, or wait no time.
func (i *invoked) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	model, diags := i.read(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	_, diags = i.timeout(Invoking, model)
	resp.Diagnostics.Append(diags...)
	if len(i.dangers) == 0 || (i.dangerousIf != nil && !i.dangerousIf(model)) || i.connections == nil || !i.connections.Known(i.family) {
		return
	}
	device, diags := i.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || i.ownApproval(model).IsUnknown() || i.approved(model, device) {
		return
	}
	resp.Diagnostics.Append(i.refusal(Invoking, nil, i.dangers[0].Reason))
}

// read fills a new model from the configuration.
func (i *invoked) read(ctx context.Context, from source) (any, diag.Diagnostics) {
	model := i.model.new()
	return model, from.Get(ctx, model)
}

// Invoke tells the device and waits until it has done it. What was approved is
// told as progress too, because Terraform drops the warnings of an action that
// a resource triggered.
func (i *invoked) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	model, diags := i.read(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	device, diags := i.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel, diags := i.bounded(ctx, Invoking, model)
	defer cancel()
	if resp.Diagnostics.Append(diags...); diags.HasError() {
		return
	}
	tell := func(format string, args ...any) {
		resp.SendProgress(action.InvokeProgressEvent{Message: fmt.Sprintf(format, args...)})
	}
	change := api.Change{Method: i.method, Path: i.fillPath(i.path, model), Approved: i.approved(model, device),
		Progress: func(status string) { tell("%s: %s", i.label(nil), status) }}
	body, err := i.model.encodeSet(ctx, model, every)
	if err != nil {
		resp.Diagnostics.Append(i.failure("invoke", nil, err)...)
		return
	}
	if len(body) > 0 {
		change.Body, change.Secrets = body, i.secrets(model).all()
	}
	tell("%s: asking %s", i.label(nil), device.Name())
	answer, err := device.Do(ctx, change)
	if len(answer.Approved) > 0 {
		tell("Approved as configured, because the device demanded it: %s", strings.Join(answer.Approved, "; "))
		resp.Diagnostics.Append(i.record(Invoking, nil, answer.Approved)...)
	}
	if err != nil {
		resp.Diagnostics.Append(i.unfinished(model, err, answer.Pending)...)
		return
	}
	tell("%s: done", i.label(nil))
}
