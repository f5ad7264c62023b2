package entity

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Read refreshes the entries that are the resource's own. When none is left,
// or the object is gone, so is the resource.
func (o *ownEntries) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	state, diags := o.get(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	device, diags := o.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	own := plainly(state.entries)
	imported := noted(ctx, req.Private, importedKey)
	found, err := o.toRefresh(ctx, device, state.object, own, imported)
	switch {
	case errors.Is(err, api.ErrNotFound) && imported == "":
		o.vanish(ctx, state.object, own, resp)
		return
	case err != nil:
		resp.Diagnostics.Append(o.of.failed("read", Changing, state.object, "", err)...)
		return
	}
	if imported != "" {
		resp.Diagnostics.Append(note(ctx, resp.Private, importedKey, "")...)
		if resp.Diagnostics.Append(o.found(state, own, found)...); resp.Diagnostics.HasError() {
			return
		}
	}
	// What is imported without keys takes all there are.
	if imported == "" || len(own) > 0 {
		maps.DeleteFunc(found, func(key, _ string) bool {
			_, mine := own[key]
			return !mine
		})
	}
	if len(found) == 0 {
		o.vanish(ctx, state.object, own, resp)
		return
	}
	for key := range found {
		o.connections.Claims().has(o.of.claimOn(state.object, key))
	}
	// A state that a Terraform without identities wrote has none yet.
	if imported != "" || (resp.Identity != nil && resp.Identity.Raw.IsNull()) {
		resp.Diagnostics.Append(o.identifyBy(ctx, resp.Identity, state.object, found)...)
	}
	resp.Diagnostics.Append(o.set(ctx, &resp.State, state.object, found)...)
}

// toRefresh reads an object's entries. Right after an import only what is there
// now counts.
func (o *ownEntries) toRefresh(ctx context.Context, device api.Device, object types.Int64, own map[string]string, imported string) (map[string]string, error) {
	if imported != "" {
		return o.of.present(ctx, device, object)
	}
	return o.of.refreshed(ctx, device, object, own)
}

// vanish removes a resource of which nothing is left: another one can have its
// keys now.
func (o *ownEntries) vanish(ctx context.Context, object types.Int64, own map[string]string, resp *resource.ReadResponse) {
	for key := range own {
		o.connections.Claims().forgets(o.of.claimOn(object, key))
	}
	resp.State.RemoveResource(ctx)
}

// found refuses an import of what isn't there.
func (o *ownEntries) found(state held, own, found map[string]string) diag.Diagnostics {
	missing := without(own, found)
	label := o.label(o.of.about(state.object))
	switch {
	case len(missing) > 0:
		return diag.Diagnostics{diag.NewErrorDiagnostic("Cannot Import "+label,
			fmt.Sprintf("It has no key %s.", strings.Join(missing, ", ")))}
	case len(found) == 0:
		return diag.Diagnostics{diag.NewErrorDiagnostic("Cannot Import "+label, "It has no entries yet: there is nothing to import.")}
	}
	return nil
}

// ImportState takes an identity, or the object's id with all keys or with some:
// "1001" or "1001/team,tier". Whether they exist shows in the read that
// follows.
func (o *ownEntries) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	var object types.Int64
	var keys []string
	var ok bool
	if req.ID == "" && req.Identity != nil && !req.Identity.Raw.IsFullyNull() {
		var listed types.List
		resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(keysAttribute), &listed)...)
		for _, key := range listed.Elements() {
			keys = append(keys, text(key))
		}
		if o.of.itself == "" {
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(objectAttribute), &object)...)
			ok = true
		} else {
			var setting types.String
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(settingAttribute), &setting)...)
			req.ID, ok = setting.ValueString(), setting.ValueString() == o.settingName()
		}
	} else {
		object, keys, ok = o.parse(req.ID)
	}
	if !ok {
		resp.Diagnostics.AddError("Cannot Import "+o.label(nil), fmt.Sprintf("%q is no import id of this resource. %s", req.ID, o.forms()))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	own := map[string]string{}
	for _, key := range keys {
		own[key] = ""
	}
	if o.of.itself == "" {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(objectAttribute), object)...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(entriesAttribute), mapped(own))...)
	resp.Diagnostics.Append(o.identifyBy(ctx, resp.Identity, object, own)...)
	resp.Diagnostics.Append(note(ctx, resp.Private, importedKey, o.importName(object))...)
	resp.Diagnostics.Append(note(ctx, resp.Private, plannerKey, newPlanner())...)
}

// parse reads an import id; false when it isn't one.
func (o *ownEntries) parse(id string) (object types.Int64, keys []string, ok bool) {
	name, listed, some := strings.Cut(id, "/")
	if some {
		keys = strings.Split(listed, ",")
	}
	if slices.Contains(keys, "") {
		return object, nil, false
	}
	if o.of.itself != "" {
		return object, keys, name == o.settingName()
	}
	number, err := strconv.ParseInt(name, 10, 64)
	return types.Int64Value(number), keys, err == nil && number > 0
}

// forms says how entries can be named.
func (o *ownEntries) forms() string {
	name := "1001"
	if o.of.itself != "" {
		name = o.settingName()
	}
	return fmt.Sprintf("Give %q for all keys that there are, or %q for some. Keys that have a comma can be given by the identity.", name, name+"/team,tier")
}
