package entity

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// ImportState takes an identity, the keys as "1001" or "1001/1002", or the
// natural key in place of the last one as "name=db01". Whether the object
// exists shows in the read that follows, so that an import by key costs one
// request.
func (m *managed) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	model, wording, diags := m.imported(ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	for _, f := range m.keys() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(f.name), m.model.value(model, f))...)
	}
	resp.Diagnostics.Append(m.identity(ctx, resp.Identity, model)...)
	resp.Diagnostics.Append(note(ctx, resp.Private, importedKey, wording)...)
}

// imported finds the keys that an import means, and how it was worded.
func (m *managed) imported(ctx context.Context, req resource.ImportStateRequest) (model any, wording string, diags diag.Diagnostics) {
	model = m.model.new()
	if req.ID == "" && req.Identity != nil && !req.Identity.Raw.IsFullyNull() {
		for _, f := range m.keys() {
			target := m.model.value(model, f)
			diags.Append(req.Identity.GetAttribute(ctx, path.Root(f.name), &target)...)
			key, err := f.typed(ctx, target)
			if err != nil {
				diags.AddAttributeError(path.Root(f.name), fmt.Sprintf("Cannot Import %s", m.label(nil)), err.Error())
				return nil, "", diags
			}
			m.model.set(model, f, key)
		}
		return model, m.wording(model), diags
	}
	parts := strings.SplitN(req.ID, "/", len(m.keys()))
	refused := diag.Diagnostics{diag.NewErrorDiagnostic(
		fmt.Sprintf("Cannot Import %s", m.label(nil)),
		fmt.Sprintf("%q is no import id of this resource. %s", req.ID, m.importForms()))}
	if len(parts) < len(m.keys()) {
		return nil, "", refused
	}
	for i, f := range m.keys() {
		name, value, found := strings.Cut(parts[i], "=")
		if found && i == len(m.parents) && m.naturalKey != "" && name == m.naturalKey && value != "" {
			diags = m.keyOf(ctx, model, value)
			return model, fmt.Sprintf("%s %q", name, value), diags
		}
		key, ok := f.parse(ctx, parts[i])
		if !ok {
			return nil, "", refused
		}
		m.model.set(model, f, key)
	}
	return model, m.wording(model), nil
}

// wording says by which keys an object was asked for: "id 1001".
func (d *declared) wording(model any) string {
	var words []string
	for _, f := range d.keys() {
		value := text(d.model.value(model, f))
		if f.isText() {
			value = strconv.Quote(value)
		}
		words = append(words, f.name+" "+value)
	}
	return strings.Join(words, " and ")
}

// importForms says how an object can be named.
func (d *declared) importForms() string {
	var parents, key string
	for _, f := range d.keys() {
		parents += key
		key = "1001"
		if f.isText() {
			key = strings.ToUpper(f.name)
		}
		key += "/"
	}
	form := fmt.Sprintf("Give its %s, such as %s", d.keyNames(), parents+strings.TrimSuffix(key, "/"))
	if d.naturalKey == "" {
		return form + "."
	}
	known := "db01"
	if f, ok := d.model.field(d.naturalKey); ok && !f.isText() {
		known = "1002"
	}
	return fmt.Sprintf("%s, or its %s, such as %s%s=%s.", form, d.naturalKey, parents, d.naturalKey, known)
}

// keyOf finds the key of the object with a natural key.
func (m *managed) keyOf(ctx context.Context, model any, value string) diag.Diagnostics {
	device, diags := m.device()
	if diags.HasError() {
		return diags
	}
	object, diags := m.lookup(ctx, device, model, value)
	if diags.HasError() {
		return diags
	}
	key, err := m.key.decode(ctx, object)
	if err != nil {
		return m.failure("read", nil, err)
	}
	m.model.set(model, m.key, key)
	return nil
}

// lookup finds the one object with a natural key. None, or two, is an error.
// It is looked for among those of the same parent, when the model has one.
func (d *declared) lookup(ctx context.Context, device api.Device, of any, value string) (api.Object, diag.Diagnostics) {
	found, err := d.withNaturalKey(ctx, device, of, value, nil)
	summary := fmt.Sprintf("Unable to find %s %q", d.label(nil), value)
	switch {
	case err != nil:
		return nil, d.diagnose(summary, err)
	case len(found) == 0:
		return nil, diag.Diagnostics{unwanted(d.naturalKey, summary,
			"%s shows no such object. Check the spelling, upper and lower case included, and that the account may see it.", device.Name())}
	case len(found) > 1:
		return nil, diag.Diagnostics{unwanted(d.naturalKey, summary,
			"%s shows %d objects of that name. Give the %s instead.", device.Name(), len(found), d.key.name)}
	}
	return found[0], nil
}

// withNaturalKey lists the entity's objects with a natural key, those of the
// model's parent if it has one. Devices compare names in any case, a person
// doesn't.
func (d *declared) withNaturalKey(ctx context.Context, device api.Device, of any, value string, fields []string) ([]api.Object, error) {
	query := api.Query{Filters: d.onlyFilter(), Fields: fields}
	if d.inside == "" && !d.unfiltered && !strings.Contains(d.path, "{") {
		query.Filters = append(query.Filters, api.Filter{Field: d.naturalKey, Operator: "eq", Values: []string{value}})
	}
	var found []api.Object
	for object, err := range d.objects(ctx, device, of, query) {
		if err != nil {
			return nil, err
		}
		if fmt.Sprint(object[d.naturalKey]) == value {
			found = append(found, object)
		}
	}
	return found, nil
}

// onlyFilter restricts a listing on the device's side, where it can.
func (d *declared) onlyFilter() []api.Filter {
	switch {
	case d.only.Field == "" || d.only.Unfiltered || d.unfiltered || d.inside != "":
		return nil
	case d.only.Value == "":
		return []api.Filter{{Field: d.only.Field, Operator: "gt", Values: []string{"0"}}}
	}
	return []api.Filter{{Field: d.only.Field, Operator: "eq", Values: []string{d.only.Value}}}
}
