package entity

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// present reads all entries of an object.
func (e *entries) present(ctx context.Context, device api.Device, object types.Int64) (map[string]string, error) {
	shown, err := api.Whole(device.List(ctx, e.place(object), api.Query{}))
	if err != nil {
		return nil, err
	}
	return byKey(shown), nil
}

// refreshed is present for a plan, which reads the entries of many objects at
// about the same time: the device may read them together. That one of a
// resource's own is gone is so only if a read of its own shows it too.
func (e *entries) refreshed(ctx context.Context, device api.Device, object types.Int64, own map[string]string) (map[string]string, error) {
	if found, ok, err := readBefore[map[string]string](ctx, e.place(object)); ok {
		return found, err
	}
	if e.itself != "" {
		return e.present(ctx, device, object)
	}
	shown, err := device.RefreshOf(ctx, e.path, e.named(object))
	if err != nil {
		return nil, err
	}
	if found := byKey(shown); len(without(own, found)) == 0 {
		return found, nil
	}
	return e.present(ctx, device, object)
}

// byKey are the values of entries, as a device shows them, by their keys.
func byKey(shown []api.Object) map[string]string {
	found := make(map[string]string, len(shown))
	for _, one := range shown {
		key, _ := one[keyField].(string)
		found[key] = fmt.Sprint(one[valueField])
	}
	return found
}

// put sets entries of an object.
func (e *entries) put(ctx context.Context, device api.Device, object types.Int64, set map[string]string) error {
	if len(set) == 0 {
		return nil
	}
	_, err := device.Do(ctx, api.Change{Method: http.MethodPut, Path: e.place(object), Body: set})
	return err
}

// remove removes one entry; one that is gone counts as removed.
func (e *entries) remove(ctx context.Context, device api.Device, object types.Int64, key string) error {
	_, err := device.Do(ctx, api.Change{Method: http.MethodDelete, Path: e.entryPlace(object, key)})
	if errors.Is(err, api.ErrNotFound) {
		return nil
	}
	return err
}

// without are the keys of one map that another hasn't, sorted.
func without(held, others map[string]string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(held)), func(key string) bool {
		_, also := others[key]
		return also
	})
}

// unclear tells whether a device may have carried out what failed.
func unclear(err error) bool { return uncertain(err) || brokeDown(err) }

// failed is the error of a request about an object's entries, with what was
// found out about it afterwards.
func (e *entries) failed(action string, operation Operation, object types.Int64, finding string, err error) diag.Diagnostics {
	summary := fmt.Sprintf("Unable to %s %s", action, e.label(e.about(object)))
	attribute := entriesAttribute
	if errors.Is(err, api.ErrNotFound) && e.itself == "" {
		attribute = objectAttribute
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return diag.Diagnostics{e.outOfTime(summary, operation, nil, finding, err)}
	case uncertain(err) && finding != "":
		return e.diagnoseWith(summary, finding, err)
	}
	return e.explained(summary, nil, finding, &requestError{err, attribute, nil})
}

// free settles which of the wanted entries an object doesn't have yet. Those
// that it has are somebody else's: refused, unless they are to be adopted.
func (o *ownEntries) free(device api.Device, object types.Int64, wanted, found map[string]string) (missing map[string]string, diags diag.Diagnostics) {
	missing = maps.Clone(wanted)
	var taken []string
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		if _, exists := found[key]; exists {
			taken = append(taken, key)
		}
	}
	label := o.label(o.of.about(object))
	for _, key := range taken {
		delete(missing, key)
		at := path.Root(entriesAttribute).AtMapKey(key)
		summary := fmt.Sprintf("Unable to adopt %s", label)
		switch {
		case !device.Settings().AdoptExisting:
			diags.AddAttributeError(at, fmt.Sprintf("Key %q Exists Already", key),
				fmt.Sprintf("%s has the key %q, and this resource didn't set it. If something else looks after it, leave it out here. "+
					"Otherwise import it to manage it, with this resource's address after to:\n\n  import {\n    to = onprem_%s.example\n    id = %q\n  }\n\n"+
					"To take over entries of the same value without import blocks, set adopt_existing = true in the provider's %s attribute.",
					label, key, o.name, o.importID(object, taken), o.family))
		case found[key] != wanted[key]:
			diags.AddAttributeError(at, summary, fmt.Sprintf("The key %q exists with the value %q, and the configuration has %q. "+
				"Only what matches is adopted: change one of the two, or import it.", key, found[key], wanted[key]))
		case !o.connections.Claims().adopt(o.of.claimOn(object, key)):
			diags.AddAttributeError(at, summary, fmt.Sprintf("Another resource of this configuration has the key %q. "+
				"Adopting it would lose it when that one is destroyed: leave it to one of them.", key))
		default:
			diags.AddAttributeWarning(at, "Adopted "+label,
				fmt.Sprintf("The key %q existed already with the same value, so it was taken over as adopt_existing says.", key))
		}
	}
	return missing, diags
}

// importID is what some keys of an object are imported by.
func (o *ownEntries) importID(object types.Int64, keys []string) string {
	return o.importName(object) + "/" + strings.Join(keys, ",")
}

// importName is what an object with all its keys is imported by.
func (o *ownEntries) importName(object types.Int64) string {
	if o.of.itself != "" {
		return o.settingName()
	}
	return o.of.named(object)
}
