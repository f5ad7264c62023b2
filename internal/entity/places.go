package entity

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// keys are the attributes that identify an object together: those of what it
// belongs to, then its own.
func (d *declared) keys() []field { return append(slices.Clone(d.parents), d.key) }

// isKey tells whether a field is one of the keys.
func (d *declared) isKey(f field) bool {
	return slices.ContainsFunc(d.keys(), func(key field) bool { return key.name == f.name })
}

// keyText is what an object is known by: its import id.
func (d *declared) keyText(model any) string {
	var texts []string
	for _, f := range d.keys() {
		texts = append(texts, canonical(d.model.value(model, f)))
	}
	return strings.Join(texts, "/")
}

// keyNames are the keys in a sentence: "host_id and volume_id".
func (d *declared) keyNames() string {
	var names []string
	for _, f := range d.keys() {
		names = append(names, f.name)
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// located tells whether a model has all keys, so that its object can be asked
// for.
func (d *declared) located(model any) bool {
	return !slices.ContainsFunc(d.keys(), func(f field) bool {
		value := d.model.value(model, f)
		return value.IsNull() || value.IsUnknown()
	})
}

// canonical is a value as paths, identities and comparisons have it: what can
// be written in several ways is always written in one.
func canonical(value attr.Value) string {
	if value, ok := value.(attribute.Canonical); ok {
		return value.Canonical()
	}
	return text(value)
}

// fill replaces each {name} of a sentence by the attribute's value.
func (d *declared) fill(sentence string, model any) string {
	return d.filled(sentence, model, text)
}

// fillPath replaces each {name} of a path by the attribute's value.
func (d *declared) fillPath(path string, model any) string {
	return d.filled(path, model, func(value attr.Value) string { return url.PathEscape(canonical(value)) })
}

func (d *declared) filled(words string, model any, written func(attr.Value) string) string {
	for _, f := range d.model.fields {
		if hole := "{" + f.name + "}"; strings.Contains(words, hole) {
			words = strings.ReplaceAll(words, hole, written(d.model.value(model, f)))
		}
	}
	return words
}

// inPath tells whether a path has a field's value, so that a body needn't.
func inPath(path string, f field) bool { return strings.Contains(path, "{"+f.name+"}") }

// objectPath is where one object is read and changed.
func (d *declared) objectPath(model any) string {
	if d.singleton {
		return d.path
	}
	return d.fillPath(d.object, model)
}

// creation is the request that makes a plan's object. What its path says isn't
// in its body.
func (d *declared) creation(ctx context.Context, plan any, given secrets) (api.Change, error) {
	path := d.path
	if d.createBy != "" {
		path = d.createBy
	}
	change := api.Change{Method: http.MethodPost, Path: d.fillPath(path, plan)}
	body, err := d.model.encodeSet(ctx, plan, func(f field) bool { return !inPath(path, f) })
	if err != nil {
		return change, err
	}
	maps.Copy(body, d.hidden(given))
	change.Secrets = given.all()
	if len(body) > 0 || d.createBy == "" {
		change.Body = d.formed(Creating, body)
	}
	return change, nil
}

// formed is a body in the form that the device takes.
func (d *declared) formed(operation Operation, body map[string]any) any {
	if d.sends == nil {
		return body
	}
	return d.sends(operation, body)
}

// deletion is the request that deletes an object.
func (d *declared) deletion(ctx context.Context, model any) (api.Change, error) {
	if d.deleteBy == "" {
		return api.Change{Method: http.MethodDelete, Path: d.fillPath(d.deleted, model)}, nil
	}
	change := api.Change{Method: http.MethodPost, Path: d.fillPath(d.deleteBy, model)}
	if len(d.deleteWith) == 0 {
		return change, nil
	}
	body, err := d.model.encodeSet(ctx, model, func(f field) bool { return slices.Contains(d.deleteWith, f.name) })
	if err != nil {
		return change, err
	}
	change.Body = d.formed(Deleting, body)
	return change, nil
}

// errOtherKeys is something else at an object's place: the object isn't there.
var errOtherKeys = errors.New("has other keys")

// fetch reads one object as it is now and makes sure that it is this entity's.
func (d *declared) fetch(ctx context.Context, device api.Device, model any) (api.Object, error) {
	shown, err := device.Get(ctx, d.objectPath(model))
	if err != nil {
		return shown, err
	}
	return d.pick(ctx, device, shown, model)
}

// pick finds a model's object in what was read at its place.
func (d *declared) pick(ctx context.Context, device api.Device, shown api.Object, model any) (api.Object, error) {
	candidates := []any{map[string]any(shown)}
	if d.inside != "" {
		candidates, _ = shown[d.inside].([]any)
	}
	for _, candidate := range candidates {
		object, ok := candidate.(map[string]any)
		if !ok || ((len(d.parents) > 0 || d.inside != "") && !d.hasKeys(ctx, object, model, d.keys())) {
			continue
		}
		if !d.only.admits(object) {
			return object, errForeign
		}
		return object, nil
	}
	return nil, &api.Error{Kind: api.ErrNotFound, Err: errOtherKeys, Device: device.Name(), Method: http.MethodGet, Path: d.objectPath(model),
		Message: "what is there has another " + d.keyNames()}
}

// hasKeys tells whether an object has the keys of a model, where that has any.
func (d *declared) hasKeys(ctx context.Context, object api.Object, model any, keys []field) bool {
	for _, f := range keys {
		wanted := d.model.value(model, f)
		if wanted.IsNull() || wanted.IsUnknown() {
			continue
		}
		// A host can have hundreds of mappings, and each of these is looked for
		// among all: whole numbers are told apart without making values of them.
		if number, ok := object[f.api].(json.Number); ok && !f.isText() {
			if whole, err := number.Int64(); err == nil {
				if strconv.FormatInt(whole, 10) != text(wanted) {
					return false
				}
				continue
			}
		}
		if shown, err := f.decode(ctx, object); err != nil || !same(wanted, shown) {
			return false
		}
	}
	return true
}

// objects lists the entity's objects. Those of one parent are listed where
// they live, when the model says which; what only shows inside other objects
// is taken out of these.
func (d *declared) objects(ctx context.Context, device api.Device, of any, query api.Query) iter.Seq2[api.Object, error] {
	path, parted := d.listed, false
	switch {
	case !strings.Contains(d.path, "{"):
	case d.belongs(of):
		path, query = d.fillPath(d.path, of), api.Query{Fields: query.Fields}
	default:
		parted = d.inside != ""
	}
	if parted {
		query = api.Query{Fields: []string{"id", d.inside}}
	}
	return func(yield func(api.Object, error) bool) {
		for shown, err := range device.List(ctx, path, query) {
			if err != nil {
				yield(nil, err)
				return
			}
			parts := []any{map[string]any(shown)}
			if parted {
				parts, _ = shown[d.inside].([]any)
			}
			for _, part := range parts {
				object, ok := part.(map[string]any)
				if !ok || !d.only.admits(object) || !d.belonging(object) || (of != nil && !d.hasKeys(ctx, object, of, d.parents)) {
					continue
				}
				if !yield(object, nil) {
					return
				}
			}
		}
	}
}

// belonging tells whether an object that is listed shows what it belongs to:
// where objects with and without that share a listing, the others aren't the
// entity's.
func (d *declared) belonging(object api.Object) bool {
	return !slices.ContainsFunc(d.parents, func(f field) bool { return !present(object[f.api]) })
}

// belongs tells whether a model says in full where its collection is.
func (d *declared) belongs(model any) bool {
	return model != nil && !slices.ContainsFunc(d.model.fields, func(f field) bool {
		value := d.model.value(model, f)
		return inPath(d.path, f) && (value.IsNull() || value.IsUnknown())
	})
}

// configured is a model with those of the fields that a configuration has.
func (d *declared) configured(ctx context.Context, from tfsdk.Config, fields []field) (any, diag.Diagnostics) {
	model := d.model.new()
	var diags diag.Diagnostics
	for _, f := range fields {
		value := f.null(ctx)
		diags.Append(from.GetAttribute(ctx, path.Root(f.name), &value)...)
		d.model.set(model, f, value)
	}
	return model, diags
}
