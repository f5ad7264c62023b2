package entity

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// Kept is what Terraform keeps of an object, in the encodings in which it
// travels.
type Kept struct {
	State, Identity *tfprotov6.DynamicValue
	Private         []byte
}

// Short answers for one managed resource whether the framework's whole way can
// be spared, because it would end where it began. False means that the way has
// to be gone; nothing is decided or reported here.
type Short interface {
	// Version is the schema's.
	Version() int64
	// Valid tells whether there is nothing to say of a configuration.
	Valid(ctx context.Context, config *tfprotov6.DynamicValue, secretsAllowed bool) bool
	// Unchanged tells whether a read would give back state, identity and private
	// state as they are, without a word. It does what a read does beside that.
	// Otherwise the context holds what was read, for the whole way.
	Unchanged(ctx context.Context, connections Connections, kept Kept) (context.Context, bool)
	// PlannedUnchanged tells whether the plan of what is to stay as it is would
	// give back the same. It does what such a plan does beside that.
	PlannedUnchanged(ctx context.Context, connections Connections, kept Kept) bool
	// PlannedNew plans an object that is to be made, where nothing is to be said
	// about it.
	PlannedNew(ctx context.Context, connections Connections, proposed, config *tfprotov6.DynamicValue) (planned *tfprotov6.DynamicValue, ok bool)
	// Made makes such an object and answers what Terraform is to keep, where
	// nothing is to be said about it. Otherwise that is nil, and the context holds
	// what came of the creation, for the whole way. Done has to be called when
	// either is over.
	Made(ctx context.Context, connections Connections, planned, config *tfprotov6.DynamicValue) (kept *Kept, whole context.Context, done func())
}

// Short is the short way of the managed resource; what isn't managed has none.
func (d *declared) Short() Short {
	if d.looked {
		return nil
	}
	return &shortWay{declared: d, identity: d.identityType()}
}

// shortWay is that of a managed object or setting.
type shortWay struct {
	*declared
	identity tftypes.Type
}

// Version is the schema's.
func (s *shortWay) Version() int64 { return s.schema.Version }

// Valid asks the schema's validators.
func (s *shortWay) Valid(ctx context.Context, config *tfprotov6.DynamicValue, secretsAllowed bool) bool {
	return s.valid(ctx, config, secretsAllowed)
}

// Unchanged compares the state with what the device shows, attribute by
// attribute, as a read would after it has made values of both.
func (s *shortWay) Unchanged(ctx context.Context, connections Connections, kept Kept) (context.Context, bool) {
	notes, ok := notesIn(kept.Private)
	if !ok || notes.unsettled() {
		return ctx, false
	}
	model, ok := s.decodeState(ctx, kept.State)
	if !ok || !s.identifies(kept.Identity, model) {
		return ctx, false
	}
	if s.blind {
		return ctx, true
	}
	m := managed{connected{declared: s.declared, connections: connections}}
	device, diags := m.device()
	if diags.HasError() {
		return ctx, false
	}
	object, err := s.refresh(ctx, device, model)
	ctx = readAhead(ctx, s.objectPath(model), object, err)
	if err != nil || !s.showsAsKept(ctx, device, object, model, notes) {
		return ctx, false
	}
	m.claimed(model)
	return ctx, true
}

// showsAsKept tells whether an object is as a state and its notes have it.
func (s *shortWay) showsAsKept(ctx context.Context, device api.Device, object api.Object, model any, notes notes) bool {
	if made := origin(device, object); made != "" && made != noted(ctx, notes, originKey) {
		return false
	}
	if seen, err := s.toRemember(object); err != nil || !bytes.Equal(seen, notes[seenKey]) {
		return false
	}
	for _, f := range s.model.fields {
		if !f.shown() {
			continue
		}
		if shown, err := f.decode(ctx, object); err != nil || !staysAs(s.model.value(model, f), shown) {
			return false
		}
	}
	return true
}

// PlannedUnchanged is always so: no attribute has a default or a plan modifier,
// and ModifyPlan has nothing to say where nothing changes.
func (s *shortWay) PlannedUnchanged(_ context.Context, _ Connections, kept Kept) bool {
	return some(kept.Identity)
}

// staysAs tells whether a read keeps a value in the state when the device
// shows another one.
func staysAs(kept, shown attr.Value) bool {
	if shown.Equal(kept) {
		return true
	}
	equivalent, ok := shown.(attribute.Equivalent)
	return ok && equivalent.EquivalentTo(kept)
}

// decodeState makes a model of a state; false when there is none, it isn't one
// of this schema, or it has a secret, which a read takes out.
func (s *shortWay) decodeState(ctx context.Context, state *tfprotov6.DynamicValue) (any, bool) {
	attributes, ok := attributesOf(state, s.state)
	if !ok {
		return nil, false
	}
	for _, f := range s.model.fields {
		if f.secret && !attributes[f.name].IsNull() {
			return nil, false
		}
	}
	return s.modelOf(ctx, attributes)
}

// identifies tells whether an identity is that of a model.
func (s *shortWay) identifies(identity *tfprotov6.DynamicValue, model any) bool {
	keys, ok := attributesOf(identity, s.identity)
	if !ok {
		return false
	}
	for name, value := range s.identityOf(model) {
		if !keys[name].Equal(value) {
			return false
		}
	}
	return true
}

// identityOf is the identity of a model: its keys, or the setting's name.
func (s *shortWay) identityOf(model any) map[string]tftypes.Value {
	if s.singleton {
		return map[string]tftypes.Value{settingAttribute: tftypes.NewValue(tftypes.String, s.settingName())}
	}
	identity := make(map[string]tftypes.Value)
	for _, f := range s.keys() {
		if f.isText() {
			identity[f.name] = tftypes.NewValue(tftypes.String, canonical(s.model.value(model, f)))
		} else {
			identity[f.name] = tftypes.NewValue(tftypes.Number, number(s.model.value(model, f)))
		}
	}
	return identity
}

// some tells whether there is a value that isn't null.
func some(value *tfprotov6.DynamicValue) bool {
	if value == nil {
		return false
	}
	null, err := value.IsNull()
	return err == nil && !null
}

// attributesOf takes an object apart; false when there is none.
func attributesOf(value *tfprotov6.DynamicValue, typ tftypes.Type) (map[string]tftypes.Value, bool) {
	if value == nil {
		return nil, false
	}
	object, err := value.Unmarshal(typ)
	if err != nil || object.IsNull() || !object.IsKnown() {
		return nil, false
	}
	var attributes map[string]tftypes.Value
	return attributes, object.As(&attributes) == nil
}

// notes are the texts that the private state keeps, by their keys.
type notes map[string][]byte

// notesIn reads a private state as the framework writes it; false when it is
// something else.
func notesIn(private []byte) (notes, bool) {
	var read notes
	if len(private) == 0 {
		return read, true
	}
	return read, json.Unmarshal(private, &read) == nil
}

// GetKey makes notes a private state to look into.
func (n notes) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) { return n[key], nil }

// unsettled tells whether something is noted that the next read has to see to,
// such as an import, what an earlier run began, an object that became another
// entity's. A key that isn't known to be none of a read's counts as that.
func (n notes) unsettled() bool {
	for key, value := range n {
		switch key {
		case originKey, seenKey, unreadKey, foundKey, plannerKey, replacedKey:
		default:
			if string(value) != noNote {
				return true
			}
		}
	}
	return false
}

// noNote is a text in the private state that was taken back.
const noNote = `""`

// aheadKey is where a context has what was read ahead of the whole way.
type aheadKey struct{}

// ahead is the outcome of a read.
type ahead struct {
	place string
	found any
	err   error
}

// readAhead has a context hold the outcome of a read, so that the whole way,
// if it has to be gone, doesn't ask the device for the same again.
func readAhead(ctx context.Context, place string, found any, err error) context.Context {
	return context.WithValue(ctx, aheadKey{}, ahead{place: place, found: found, err: err})
}

// readBefore is what was read at a place ahead of the whole way, if it was.
func readBefore[T any](ctx context.Context, place string) (found T, ok bool, err error) {
	read, ok := ctx.Value(aheadKey{}).(ahead)
	if !ok || read.place != place {
		return found, false, nil
	}
	found, _ = read.found.(T)
	return found, true, read.err
}
