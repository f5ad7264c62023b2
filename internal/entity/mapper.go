package entity

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// field is one attribute of a model.
type field struct {
	// name is the attribute's, api the device's; api is empty for what is the
	// provider's own.
	name, api string
	// sent is what the device calls it in a request: api, unless the tag says
	// otherwise.
	sent string
	// changed is what the device calls it in a change: sent, unless the tag says
	// otherwise.
	changed string
	// fixed, zero, bare, secret, unread and demanded are the tag's options.
	fixed, zero, bare, secret, unread, demanded bool
	// texts is set where the device writes numbers and truths as text; words are
	// what it calls the latter in what it is sent, true and false unless given.
	texts bool
	words truthWords
	// version is the attribute that counts a secret's changes; empty when
	// there is none.
	version string
	// written is set for what a person may configure.
	written bool
	// computed is set for what the device may fill in.
	computed bool
	typ      attr.Type
	index    []int
}

// mapper moves values between a model struct and the device's fields. It is
// the one place that uses reflection.
type mapper struct {
	model  reflect.Type
	fields []field
}

// newMapper reads the tags of a model, embedded structs included.
func newMapper(model reflect.Type) (*mapper, error) {
	m := &mapper{model: model}
	for _, f := range reflect.VisibleFields(model) {
		if f.Anonymous {
			continue
		}
		name := f.Tag.Get("tfsdk")
		if name == "" {
			return nil, fmt.Errorf("%s.%s has no tfsdk tag", model, f.Name)
		}
		zero, ok := reflect.New(f.Type).Elem().Interface().(attr.Value)
		if !ok {
			return nil, fmt.Errorf("%s.%s is no attribute value", model, f.Name)
		}
		mapped := field{name: name, index: f.Index, typ: zero.Type(context.Background())}
		if err := mapped.tagged(f.Tag.Get("api")); err != nil {
			return nil, fmt.Errorf("%s.%s has %w", model, f.Name, err)
		}
		m.fields = append(m.fields, mapped)
	}
	return m, nil
}

// readTexts has numbers and truths read from texts too.
func (m *mapper) readTexts() {
	for i := range m.fields {
		m.fields[i].texts = true
	}
}

// sets tells whether an attribute, or one inside it, has a field of its schema
// set, such as Default or PlanModifiers.
func sets(attribute any, name string) bool {
	if outer, ok := attribute.(schema.NestedAttribute); ok {
		for _, inner := range outer.GetNestedObject().GetAttributes() {
			if sets(inner, name) {
				return true
			}
		}
	}
	of := reflect.Indirect(reflect.ValueOf(attribute))
	if of.Kind() != reflect.Struct {
		return false
	}
	set := of.FieldByName(name)
	return set.IsValid() && !set.IsZero()
}

// field finds an attribute by its name.
func (m *mapper) field(name string) (field, bool) {
	i := slices.IndexFunc(m.fields, func(f field) bool { return f.name == name })
	if i < 0 {
		return field{}, false
	}
	return m.fields[i], true
}

// shown tells whether the device shows a field. What it doesn't show is as it
// was configured.
func (f field) shown() bool { return f.api != "" && !f.secret && !f.unread }

// named tells whether a device means a field by a name; the provider's own has
// none.
func (f field) named(name string) bool { return name != "" && (f.api == name || f.sent == name) }

// new makes an empty model; it is a pointer. What no device shows is null,
// since no device will set it.
func (m *mapper) new() any {
	model := reflect.New(m.model)
	for _, f := range m.fields {
		if !f.shown() {
			model.Elem().FieldByIndex(f.index).Set(reflect.ValueOf(f.null(context.Background())))
		}
	}
	return model.Interface()
}

// value reads one attribute of a model.
func (m *mapper) value(model any, f field) attr.Value {
	value, _ := reflect.ValueOf(model).Elem().FieldByIndex(f.index).Interface().(attr.Value)
	return value
}

// set writes one attribute of a model.
func (m *mapper) set(model any, f field, value attr.Value) {
	reflect.ValueOf(model).Elem().FieldByIndex(f.index).Set(reflect.ValueOf(value))
}

// decode sets all attributes of a model that the device shows; the others
// stay as they are.
func (m *mapper) decode(ctx context.Context, object api.Object, model any) error {
	for _, f := range m.fields {
		if !f.shown() {
			continue
		}
		value, err := f.decode(ctx, object)
		if err != nil {
			return err
		}
		m.set(model, f, value)
	}
	return nil
}

// decode makes an attribute's value of the device's.
func (f field) decode(ctx context.Context, object api.Object) (attr.Value, error) {
	shown := object[f.api]
	if shown == nil && f.zero {
		shown = int64(0)
	}
	typ := f.typ.TerraformType(ctx)
	if f.texts {
		shown = spelled(typ, shown)
	}
	raw, err := toTerraform(typ, shown)
	if err != nil {
		return nil, fmt.Errorf("field %q: %w", f.api, err)
	}
	value, err := f.typ.ValueFromTerraform(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("field %q: %w", f.api, err)
	}
	return value, nil
}

// isText tells text from numbers.
func (f field) isText() bool {
	_, isText := f.typ.(basetypes.StringTypable)
	return isText
}

// parse makes a value of what a person wrote for a key; false when it can't be
// one.
func (f field) parse(ctx context.Context, written string) (attr.Value, bool) {
	var shown any = json.Number(written)
	if f.isText() {
		shown = written
	} else if id, err := strconv.ParseInt(written, 10, 64); err != nil || id <= 0 {
		return nil, false
	}
	value, err := f.decode(ctx, api.Object{f.api: shown})
	return value, err == nil && written != ""
}

// null is no value of an attribute.
func (f field) null(ctx context.Context) attr.Value {
	value, err := f.typ.ValueFromTerraform(ctx, tftypes.NewValue(f.typ.TerraformType(ctx), nil))
	if err != nil {
		return f.typ.ValueType(ctx)
	}
	return value
}

// typed is a value in the attribute's own type, where it comes from something
// that has a plainer one, as an identity.
func (f field) typed(ctx context.Context, plain attr.Value) (attr.Value, error) {
	raw, err := plain.ToTerraformValue(ctx)
	if err != nil {
		return nil, fmt.Errorf("attribute %q: %w", f.name, err)
	}
	value, err := f.typ.ValueFromTerraform(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("attribute %q: %w", f.name, err)
	}
	return value, nil
}

// encode makes the device's value of an attribute's.
func (f field) encode(ctx context.Context, value attr.Value) (any, error) {
	if spelled, ok := value.(attribute.Canonical); ok && !value.IsNull() && !value.IsUnknown() {
		return spelled.Canonical(), nil
	}
	raw, err := value.ToTerraformValue(ctx)
	if err != nil {
		return nil, fmt.Errorf("attribute %q: %w", f.name, err)
	}
	sent, err := fromTerraform(raw)
	if err != nil {
		return nil, fmt.Errorf("attribute %q: %w", f.name, err)
	}
	if truth, ok := sent.(bool); ok && f.words.yes != "" {
		return f.words.of(truth), nil
	}
	return sent, nil
}

// encodeSet makes a body of the wanted fields: what is configured, and nothing
// else. Secrets aren't in the model of a resource.
func (m *mapper) encodeSet(ctx context.Context, model any, wanted func(field) bool) (map[string]any, error) {
	body := map[string]any{}
	for _, f := range m.fields {
		value := m.value(model, f)
		if f.api == "" || !f.written || !wanted(f) || value.IsNull() || value.IsUnknown() {
			continue
		}
		sent, err := f.encode(ctx, value)
		if err != nil {
			return nil, err
		}
		body[f.sent] = sent
	}
	return body, nil
}

// changed lists the written attributes that differ between two models, in the
// model's order: a secret when its version does, and what is only sent when the
// object is made never. What isn't known yet doesn't count as changed.
func (m *mapper) changed(prior, plan any) []field {
	var changed []field
	for _, f := range m.fields {
		if f.api == "" || !f.written || f.unread || (f.secret && f.fixed) {
			continue
		}
		compared := f
		if f.secret {
			version, ok := m.field(f.version)
			if !ok {
				continue
			}
			compared = version
		}
		if value := m.value(plan, compared); !value.IsUnknown() && !value.Equal(m.value(prior, compared)) {
			changed = append(changed, f)
		}
	}
	return changed
}

// every field is wanted.
func every(field) bool { return true }
