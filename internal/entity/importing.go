package entity

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// ImportState takes an identity, the key, or the natural key as "name=db01".
// Whether the object exists shows in the read that follows, so that an import
// by key costs one request.
func (m *managed) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	key, wording, diags := m.imported(ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(m.key.name), key)...)
	resp.Diagnostics.Append(resp.Identity.SetAttribute(ctx, path.Root(m.key.name), key)...)
	resp.Diagnostics.Append(note(ctx, resp.Private, importedKey, wording)...)
}

// imported finds the key that an import means, and how it was worded.
func (m *managed) imported(ctx context.Context, req resource.ImportStateRequest) (attr.Value, string, diag.Diagnostics) {
	if req.ID == "" && req.Identity != nil && !req.Identity.Raw.IsFullyNull() {
		model := m.model.new()
		target := m.model.value(model, m.key)
		diags := req.Identity.GetAttribute(ctx, path.Root(m.key.name), &target)
		return target, fmt.Sprintf("%s %s", m.key.name, text(target)), diags
	}
	if field, value, found := strings.Cut(req.ID, "="); found && m.naturalKey != "" && field == m.naturalKey && value != "" {
		key, diags := m.keyOf(ctx, value)
		return key, fmt.Sprintf("%s %q", field, value), diags
	}
	if _, isText := m.key.typ.(basetypes.StringTypable); isText && req.ID != "" {
		return types.StringValue(req.ID), fmt.Sprintf("%s %q", m.key.name, req.ID), nil
	}
	id, err := strconv.ParseInt(req.ID, 10, 64)
	if err != nil || id <= 0 {
		return nil, "", diag.Diagnostics{diag.NewErrorDiagnostic(
			fmt.Sprintf("Cannot Import %s", m.label(nil)),
			fmt.Sprintf("%q is no import id of this resource. %s", req.ID, m.importForms()))}
	}
	return types.Int64Value(id), fmt.Sprintf("%s %d", m.key.name, id), nil
}

// importForms says how an object can be named.
func (d *declared) importForms() string {
	if d.naturalKey == "" {
		return fmt.Sprintf("Give its %s, such as 1001.", d.key.name)
	}
	return fmt.Sprintf("Give its %s, such as 1001, or its %s, such as %s=db01.", d.key.name, d.naturalKey, d.naturalKey)
}

// keyOf finds the key of the object with a natural key.
func (m *managed) keyOf(ctx context.Context, value string) (attr.Value, diag.Diagnostics) {
	device, diags := m.device()
	if diags.HasError() {
		return nil, diags
	}
	object, diags := m.lookup(ctx, device, value)
	if diags.HasError() {
		return nil, diags
	}
	key, err := m.key.decode(ctx, object)
	if err != nil {
		return nil, m.failure("read", nil, err)
	}
	return key, nil
}

// lookup finds the one object with a natural key. None, or two, is an error.
func (d *declared) lookup(ctx context.Context, device api.Device, value string) (api.Object, diag.Diagnostics) {
	found, err := d.withNaturalKey(ctx, device, value, nil)
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

// withNaturalKey lists the entity's objects with a natural key. Devices
// compare names in any case, a person doesn't.
func (d *declared) withNaturalKey(ctx context.Context, device api.Device, value string, fields []string) ([]api.Object, error) {
	query := api.Query{
		Filters: append(d.onlyFilter(), api.Filter{Field: d.naturalKey, Operator: "eq", Values: []string{value}}),
		Fields:  fields,
	}
	var found []api.Object
	for object, err := range device.List(ctx, d.path, query) {
		if err != nil {
			return nil, err
		}
		if object[d.naturalKey] == value && d.only.admits(object) {
			found = append(found, object)
		}
	}
	return found, nil
}

// onlyFilter restricts a listing on the device's side, where it can.
func (d *declared) onlyFilter() []api.Filter {
	if d.only.Field == "" || d.only.Unfiltered {
		return nil
	}
	return []api.Filter{{Field: d.only.Field, Operator: "eq", Values: []string{d.only.Value}}}
}
