package entity

import (
	"context"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Update sets what is new or changed, then removes what is gone. When a
// request fails, the state keeps what went through.
func (o *ownEntries) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	prior, diags := o.get(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	plan, diags := o.get(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	device, diags := o.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	limited, cancel, diags := o.bounded(ctx, Changing, nil)
	defer cancel()
	resp.Diagnostics.Append(diags...)
	before := plainly(prior.entries)
	wanted := plainly(plan.entries)
	c := changing{own: o, device: device, object: prior.object, before: before, wanted: wanted}
	reached, diags := c.change(limited)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(o.set(ctx, &resp.State, prior.object, reached)...)
	for key := range reached {
		o.connections.Claims().has(o.of.claimOn(prior.object, key))
	}
}

// changing is an update of the entries of an object.
type changing struct {
	own            *ownEntries
	device         api.Device
	object         types.Int64
	before, wanted map[string]string
}

// change carries an update out and answers what the resource then has.
func (c changing) change(ctx context.Context) (map[string]string, diag.Diagnostics) {
	of := c.own.of
	set, removed := changes(c.before, c.wanted)
	done, err := c.own.connections.Claims().begin(ctx, of.claimOn(c.object, ""))
	if err != nil {
		return c.before, of.failed("change", Changing, c.object, "", err)
	}
	defer done()
	var diags diag.Diagnostics
	if added := without(set, c.before); len(added) > 0 {
		found, err := of.present(ctx, c.device, c.object)
		if err != nil {
			return c.before, of.failed("change", Changing, c.object, "", err)
		}
		fresh := map[string]string{}
		for _, key := range added {
			fresh[key] = set[key]
		}
		missing, taken := c.own.free(c.device, c.object, fresh, found)
		if diags.Append(taken...); diags.HasError() {
			return c.before, diags
		}
		for _, key := range without(fresh, missing) {
			delete(set, key)
		}
	}
	reached := maps.Clone(c.before)
	if err := of.put(ctx, c.device, c.object, set); err != nil {
		return c.half(ctx, reached, diags, err)
	}
	for key, value := range c.wanted {
		reached[key] = value
	}
	for _, key := range removed {
		kept, err := c.own.drop(ctx, c.device, c.object, key)
		diags.Append(kept...)
		if err != nil {
			return c.half(ctx, reached, diags, err)
		}
		delete(reached, key)
	}
	return reached, diags
}

// half ends an update that failed: the state gets what is there by now, of
// what the resource had or was to have.
func (c changing) half(run context.Context, reached map[string]string, diags diag.Diagnostics, cause error) (map[string]string, diag.Diagnostics) {
	of := c.own.of
	if !unclear(cause) {
		return reached, append(diags, of.failed("change", Changing, c.object, "", cause)...)
	}
	ctx, cancel := c.own.afterwards(run)
	defer cancel()
	found, err := of.present(ctx, c.device, c.object)
	if err != nil {
		return reached, append(diags, of.failed("change", Changing, c.object,
			"Whether the device carried this out isn't known. Plan again: the provider then reads what is there.", cause)...)
	}
	maps.DeleteFunc(found, func(key, value string) bool {
		_, had := c.before[key]
		planned, wanted := c.wanted[key]
		return !had && (!wanted || planned != value)
	})
	if maps.Equal(found, c.wanted) {
		return found, diags
	}
	return found, append(diags, of.failed("change", Changing, c.object, "The state has what of it is there.", cause)...)
}

// drop removes an entry, unless another resource has adopted it.
func (o *ownEntries) drop(ctx context.Context, device api.Device, object types.Int64, key string) (diag.Diagnostics, error) {
	if o.connections.Claims().wasAdopted(o.of.claimOn(object, key)) {
		return diag.Diagnostics{diag.NewWarningDiagnostic(fmt.Sprintf("Kept %s", o.label(o.of.about(object))),
			fmt.Sprintf("Another resource of this run adopted the key %q, as adopt_existing says. It is forgotten here without removing it.", key))}, nil
	}
	return nil, o.of.remove(ctx, device, object, key)
}

// Delete removes the entries that are the resource's own, one by one. All
// others of the object stay.
func (o *ownEntries) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	state, diags := o.get(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	device, diags := o.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	limited, cancel, diags := o.bounded(ctx, Deleting, nil)
	defer cancel()
	resp.Diagnostics.Append(diags...)
	left := plainly(state.entries)
	for _, key := range without(left, nil) {
		kept, err := o.drop(limited, device, state.object, key)
		resp.Diagnostics.Append(kept...)
		if err != nil {
			o.undeleted(ctx, device, state.object, left, err, resp)
			return
		}
		delete(left, key)
	}
}

// undeleted ends a deletion that failed: the state keeps what is still there.
func (o *ownEntries) undeleted(run context.Context, device api.Device, object types.Int64, left map[string]string, cause error, resp *resource.DeleteResponse) {
	ctx, cancel := o.afterwards(run)
	defer cancel()
	finding := ""
	if unclear(cause) {
		found, err := o.of.present(ctx, device, object)
		finding = "What is still there stays in the state: apply again."
		if err != nil {
			finding = "Whether all are gone can't be found out: " + sentence(worded(err)) + " Apply again: one that is gone counts as removed."
			found = left
		}
		maps.DeleteFunc(left, func(key, _ string) bool {
			_, there := found[key]
			return !there
		})
	}
	if len(left) == 0 {
		return
	}
	resp.Diagnostics.Append(o.of.failed("delete", Deleting, object, finding, cause)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(entriesAttribute), mapped(left))...)
}
