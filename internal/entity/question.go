package entity

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Question declares a data source that asks a device one thing. M is its
// model, arguments and answers in one struct tagged as an entity's: what is
// computed is the answer, the rest are arguments.
type Question[M any] struct {
	// Name is the data source's without the provider's prefix:
	// "infinibox_deletion_estimate". Its first word is the device.
	Name string
	// Description says in Markdown what it answers, for its page.
	Description string
	// Attributes are the arguments and the answers; without approved, which
	// every model has that can need approval.
	Attributes map[string]schema.Attribute
	// Path is what is asked (GET): an object, or a bare value for a field
	// tagged "result". {name} is the argument of that name.
	Path string
	// Paths stand in for Path where it depends on the argument that is given:
	// each by that argument. Exactly one of them has to be given.
	Paths map[string]string
	// Post says that the question is asked by POST, with the arguments that
	// have an api tag as its body. It changes nothing all the same.
	Post bool
	// Lists are the answers that are listings of their own (GET, all pages),
	// of objects or of bare values, with their paths by attribute.
	Lists map[string]string
	// Refusals are what to tell of the device's error codes.
	Refusals Refusals
	// Ask stands in for all that, where it takes more: it fills the answers.
	// Calls are the requests that it makes. Its errors are the device's.
	Ask   func(ctx context.Context, device api.Device, model *M) error
	Calls []Call
}

// Entity checks the declaration and makes its data source. An error is a
// mistake in the declaration.
func (q Question[M]) Entity() (Entity, error) {
	d, err := newDeclared(q.Name, q.Description, q.Path, reflect.TypeFor[M](), reflect.TypeFor[struct{}]())
	if err != nil {
		return nil, err
	}
	a := &inquiry{declared: d, schema: schema.Schema{MarkdownDescription: q.Description, Attributes: maps.Clone(q.Attributes)},
		post: q.Post, lists: q.Lists, calls: q.Calls}
	d.refusals, d.paths = q.Refusals, paths{one: q.Path, byArgument: q.Paths}
	if q.Ask != nil {
		a.ask = func(ctx context.Context, device api.Device, model any) error {
			typed, _ := model.(*M)
			return q.Ask(ctx, device, typed)
		}
	}
	if _, d.approvable = d.model.field(approvedAttribute); d.approvable {
		a.schema.Attributes[approvedAttribute] = schema.BoolAttribute{Optional: true,
			MarkdownDescription: "Whether to ask although the array wants approval before it answers. Left out, the provider's `approved` counts. Nothing is changed by it."}
	}
	if err := a.bind(); err != nil {
		return nil, fmt.Errorf("%s: %w", q.Name, err)
	}
	return a, nil
}

// inquiry is a declared question, ready to be registered.
type inquiry struct {
	*declared
	schema schema.Schema
	post   bool
	lists  map[string]string
	ask    func(ctx context.Context, device api.Device, model any) error
	calls  []Call
}

// Short is nil: a question is no resource.
func (*inquiry) Short() Short { return nil }

// bind joins the model's fields with the declared attributes.
func (a *inquiry) bind() error {
	for i := range a.model.fields {
		f := &a.model.fields[i]
		declared, ok := a.schema.Attributes[f.name]
		if !ok {
			return fmt.Errorf("attribute %q isn't declared", f.name)
		}
		f.typ, f.computed = declared.GetType(), declared.IsComputed()
		f.written = !f.computed
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(a.schema.Attributes)), slices.Collect(maps.Keys(a.lists))) {
		if _, ok := a.model.field(name); !ok {
			return fmt.Errorf("attribute %q isn't in the model", name)
		}
	}
	for _, path := range a.lists {
		if err := (paths{one: path}).check(a.schema.Attributes); err != nil {
			return err
		}
	}
	return a.paths.check(a.schema.Attributes)
}

// Resources are none.
func (a *inquiry) Resources() []func() resource.Resource { return nil }

// ListResources are none.
func (a *inquiry) ListResources() []func() list.ListResource { return nil }

// DataSources makes the one that asks.
func (a *inquiry) DataSources() []func() datasource.DataSource {
	return []func() datasource.DataSource{
		func() datasource.DataSource { return &asking{connected: connected{declared: a.declared}, inquiry: a} },
	}
}

// Facts tells what a question declares.
func (a *inquiry) Facts() Facts {
	facts := Facts{Name: a.name, Refusals: a.refusals, Calls: slices.Clone(a.calls)}
	for _, f := range a.model.fields {
		facts.Attributes = append(facts.Attributes, AttributeFacts{Name: f.name, API: f.api, Sent: f.sent, Written: f.written})
	}
	method := http.MethodGet
	if a.post {
		method = http.MethodPost
	}
	for _, path := range a.paths.all() {
		facts.Calls = append(facts.Calls, Call{method, path})
	}
	for _, name := range slices.Sorted(maps.Keys(a.lists)) {
		facts.Calls = append(facts.Calls, Call{http.MethodGet, a.lists[name]})
	}
	return facts
}
