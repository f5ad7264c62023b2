package entity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// Read refreshes the state. A missing object is removed from it.
func (m *managed) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	model, diags := m.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(m.identify(ctx, resp.Identity, model)...)
	device, diags := m.device()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	imported := noted(ctx, req.Private, importedKey)
	if imported != "" {
		resp.Diagnostics.Append(note(ctx, resp.Private, importedKey, "")...)
		resp.Diagnostics.Append(m.keepUnread(ctx, resp.Private)...)
	}
	// Right after an import, or after what an earlier run began, only what is
	// there now counts.
	read := m.refresh
	if _, pending := keptPending(ctx, req.Private); imported != "" || pending != "" {
		read = m.fetch
	}
	if resp.Diagnostics.Append(m.resume(ctx, device, resp.Private, model)...); resp.Diagnostics.HasError() {
		return
	}
	object, err := read(ctx, device, model)
	switch {
	case errors.Is(err, api.ErrNotFound):
		if imported != "" {
			resp.Diagnostics.Append(m.nothingToImport(imported, err))
			return
		}
		resp.State.RemoveResource(ctx)
		return
	case errors.Is(err, errForeign):
		m.readForeign(ctx, imported, model, resp)
		return
	case err != nil:
		resp.Diagnostics.Append(m.failure("read", model, err)...)
		return
	}
	if resp.Diagnostics.Append(m.recognise(ctx, resp.Private, model, device, object)...); resp.Diagnostics.HasError() {
		return
	}
	m.claimed(model)
	if noted(ctx, req.Private, foreignKey) != "" {
		resp.Diagnostics.Append(note(ctx, resp.Private, foreignKey, "")...)
	}
	if err := m.model.decode(ctx, object, model); err != nil {
		resp.Diagnostics.Append(m.failure("read", model, err)...)
		return
	}
	resp.Diagnostics.Append(m.remember(ctx, resp.Private, object)...)
	resp.Diagnostics.Append(m.keep(ctx, &resp.State, model)...)
}

// refresh is fetch for a plan, which reads many objects at about the same time:
// the device may read this one together with others. What that shows to be
// missing or another entity's is so only if a read of its own shows it too.
func (d *declared) refresh(ctx context.Context, device api.Device, model any) (api.Object, error) {
	place := d.objectPath(model)
	if object, ok, err := readBefore[api.Object](ctx, place); ok {
		return object, err
	}
	end := strings.LastIndexByte(place, '/')
	shown, err := device.Refresh(ctx, place[:max(end, 0)], place[end+1:], d.needed())
	if err != nil {
		return nil, err
	}
	if object, err := d.pick(ctx, device, shown, model); err == nil {
		return object, nil
	}
	return d.fetch(ctx, device, model)
}

// fieldsToRead are the device's fields that a refresh looks at.
func (d *declared) fieldsToRead() []string {
	if d.inside != "" {
		return []string{d.inside}
	}
	needed := slices.Clone(d.remembered)
	needed = append(needed, d.showsFrom...)
	for _, f := range append(d.keys(), d.model.fields...) {
		if f.shown() {
			needed = append(needed, f.api)
		}
	}
	if d.only.Field != "" {
		needed = append(needed, d.only.Field)
	}
	return needed
}

// admits tells whether an object belongs to the entity.
func (o Only) admits(object api.Object) bool {
	shown := fmt.Sprint(object[o.Field])
	switch {
	case o.Field == "":
		return true
	case o.Value == "":
		return present(object[o.Field])
	}
	return shown == o.Value
}

// present tells whether a device shows a reference to something.
func present(shown any) bool { return shown != nil && fmt.Sprint(shown) != "0" }

// readForeign treats an object that isn't this entity's: never taken by an
// import, reported when it was this entity's once, gone otherwise.
func (m *managed) readForeign(ctx context.Context, imported string, model any, resp *resource.ReadResponse) {
	if imported != "" {
		resp.Diagnostics.AddError(fmt.Sprintf("Cannot Import %s", m.label(nil)),
			fmt.Sprintf("The object with %s isn't one. %s", imported, m.only.Elsewhere))
		return
	}
	if m.only.Otherwise == "" {
		resp.State.RemoveResource(ctx)
		return
	}
	resp.Diagnostics.Append(note(ctx, resp.Private, foreignKey, m.name)...)
	resp.Diagnostics.AddWarning(fmt.Sprintf("%s Has Become Something Else", m.label(model)),
		m.only.Otherwise+"\n\nThe state keeps it as it was, and Terraform neither changes nor deletes it. "+forgetting)
}

func (m *managed) nothingToImport(imported string, err error) diag.Diagnostic {
	detail := fmt.Sprintf("There is no object with %s.", imported)
	var failed *api.Error
	if errors.As(err, &failed) {
		detail += " " + explain(failed, remedyFor(failed))
	}
	return diag.NewErrorDiagnostic(fmt.Sprintf("Cannot Import %s", m.label(nil)),
		detail+"\n\n"+m.importForms())
}
