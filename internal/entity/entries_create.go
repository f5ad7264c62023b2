package entity

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Create sets the entries, if none of them is there yet. It fails whole: what
// it has set is removed again, because the state wouldn't know of it.
func (o *ownEntries) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan, diags := o.get(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	device, diags := o.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	limited, cancel, diags := o.bounded(ctx, Creating, nil)
	defer cancel()
	resp.Diagnostics.Append(diags...)
	wanted := plainly(plan.entries)
	resp.Diagnostics.Append(o.create(limited, device, plan.object, wanted)...)
	if resp.Diagnostics.HasError() {
		for key := range wanted {
			o.connections.Claims().forgets(o.of.claimOn(plan.object, key))
		}
		return
	}
	planner := newPlanner()
	for key := range wanted {
		o.connections.Claims().has(o.of.claimOn(plan.object, key))
		o.connections.Claims().settled(o.of.claimOn(plan.object, key), planner)
	}
	resp.Diagnostics.Append(note(ctx, resp.Private, plannerKey, planner)...)
	resp.Diagnostics.Append(o.identifyBy(ctx, resp.Identity, plan.object, wanted)...)
	resp.Diagnostics.Append(o.set(ctx, &resp.State, plan.object, wanted)...)
}

// create sets the wanted entries of an object, one create of an object after
// the other.
func (o *ownEntries) create(ctx context.Context, device api.Device, object types.Int64, wanted map[string]string) diag.Diagnostics {
	done, err := o.connections.Claims().begin(ctx, o.of.claimOn(object, ""))
	if err != nil {
		return o.of.failed("create", Creating, object, "", err)
	}
	defer done()
	found, err := o.of.present(ctx, device, object)
	if err != nil {
		return o.of.failed("create", Creating, object, "", err)
	}
	missing, diags := o.free(device, object, wanted, found)
	if diags.HasError() {
		return diags
	}
	if err := o.of.put(ctx, device, object, missing); err != nil {
		return append(diags, o.undone(ctx, device, object, missing, err)...)
	}
	return diags
}

// undone looks into a create that failed. What is there nevertheless wasn't
// there before: all of it is the create's success, a part of it is removed.
func (o *ownEntries) undone(run context.Context, device api.Device, object types.Int64, missing map[string]string, cause error) diag.Diagnostics {
	if !unclear(cause) {
		return o.of.failed("create", Creating, object, "", cause)
	}
	ctx, cancel := o.afterwards(run)
	defer cancel()
	found, err := o.of.present(ctx, device, object)
	if err != nil {
		return o.of.failed("create", Creating, object, fmt.Sprintf("Whether the entries are there can't be found out: %s\n\n"+
			"Look for them before applying again. Should they be there, remove them, or import them with the id %q.",
			sentence(worded(err)), o.importID(object, slices.Sorted(maps.Keys(missing)))), cause)
	}
	set := maps.Clone(missing)
	maps.DeleteFunc(set, func(key, value string) bool { return found[key] != value })
	switch len(set) {
	case len(missing):
		return nil
	case 0:
		return o.of.failed("create", Creating, object, "None of the entries is there, so the device most likely didn't carry this out: apply again.", cause)
	}
	var left []string
	for _, key := range slices.Sorted(maps.Keys(set)) {
		if err := o.of.remove(ctx, device, object, key); err != nil {
			left = append(left, key)
		}
	}
	finding := "A part of the entries had been set. They were removed again, so nothing is left behind."
	if len(left) > 0 {
		finding = fmt.Sprintf("A part of the entries was set, and these can't be removed again: %s. Remove them before applying again.", strings.Join(left, ", "))
	}
	return o.of.failed("create", Creating, object, finding, cause)
}
