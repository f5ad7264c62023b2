package entity

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// unreadKey is set for an object that was imported: what the device never shows
// of it isn't known, and null in the state doesn't mean that it has none.
const unreadKey = "unread"

// leavesOpen tells whether no read can say what a fixed attribute is. A version
// stands for its secret.
func (d *declared) leavesOpen(f field) bool {
	return f.unread || (f.fixed && f.api == "")
}

// keepUnread notes of an imported object that not all of it is known.
func (d *declared) keepUnread(ctx context.Context, in writablePrivate) diag.Diagnostics {
	if !slices.ContainsFunc(d.model.fields, d.leavesOpen) {
		return nil
	}
	return note(ctx, in, unreadKey, "imported")
}

// unseen names the attributes that the device never shows.
func (d *declared) unseen() string {
	var names []string
	for _, f := range d.model.fields {
		if f.api != "" && !f.shown() {
			names = append(names, f.name)
		}
	}
	return strings.Join(names, ", ")
}

// unreadAside leaves out of what replaces an object that was imported what is
// configured for the first time: it may well be what the object has, and the
// state takes it for that.
func (d *declared) unreadAside(ctx context.Context, from private, replaced path.Paths, prior any) path.Paths {
	if noted(ctx, from, unreadKey) == "" {
		return replaced
	}
	return slices.DeleteFunc(replaced, func(at path.Path) bool {
		return slices.ContainsFunc(d.model.fields, func(f field) bool {
			return d.leavesOpen(f) && at.Equal(path.Root(f.name)) && d.model.value(prior, f).IsNull()
		})
	})
}
