package entity

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Short is the short way of the managed resource.
func (e *entries) Short() Short {
	return &shortEntries{of: e, state: e.stateType()}
}

// shortEntries is that of the entries of an object.
type shortEntries struct {
	of    *entries
	state tftypes.Type
}

// Version is the schema's.
func (s *shortEntries) Version() int64 { return s.of.schema.Version }

// Valid asks the schema's validators.
func (s *shortEntries) Valid(ctx context.Context, config *tfprotov6.DynamicValue, secretsAllowed bool) bool {
	return s.of.valid(ctx, config, secretsAllowed)
}

// Unchanged compares the entries that are the resource's own with the device's.
func (s *shortEntries) Unchanged(ctx context.Context, connections Connections, kept Kept) (context.Context, bool) {
	notes, ok := notesIn(kept.Private)
	if !ok || notes.unsettled() || !some(kept.Identity) {
		return ctx, false
	}
	object, own, ok := s.held(kept)
	if !ok || len(own) == 0 {
		return ctx, false
	}
	c := connected{declared: s.of.declared, connections: connections}
	device, diags := c.device()
	if diags.HasError() {
		return ctx, false
	}
	found, err := s.of.refreshed(ctx, device, object, own)
	ctx = readAhead(ctx, s.of.place(object), found, err)
	if err != nil {
		return ctx, false
	}
	for key, value := range own {
		if shown, there := found[key]; !there || shown != value {
			return ctx, false
		}
	}
	for key := range own {
		connections.Claims().has(s.of.claimOn(object, key))
	}
	return ctx, true
}

// PlannedUnchanged notes that the resource goes on having its keys, which must
// not be planned by another one too.
func (s *shortEntries) PlannedUnchanged(ctx context.Context, connections Connections, kept Kept) bool {
	notes, ok := notesIn(kept.Private)
	planner := noted(ctx, notes, plannerKey)
	object, own, held := s.held(kept)
	if !ok || !held || planner == "" || !some(kept.Identity) {
		return false
	}
	for _, key := range slices.Sorted(maps.Keys(own)) {
		if !connections.Claims().plans(s.of.claimOn(object, key), planner) {
			return false
		}
	}
	return true
}

// PlannedNew leaves new ones to the whole way, which notes who plans them.
func (*shortEntries) PlannedNew(context.Context, Connections, *tfprotov6.DynamicValue, *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, bool) {
	return nil, false
}

// Made leaves new ones to the whole way.
func (*shortEntries) Made(ctx context.Context, _ Connections, _, _ *tfprotov6.DynamicValue) (kept *Kept, whole context.Context, done func()) {
	return nil, ctx, func() {}
}

// held is what a state has: the object and the entries; false when it has
// none.
func (s *shortEntries) held(kept Kept) (object types.Int64, own map[string]string, ok bool) {
	attributes, ok := attributesOf(kept.State, s.state)
	if !ok {
		return object, nil, false
	}
	var values map[string]tftypes.Value
	if attributes[entriesAttribute].IsNull() || attributes[entriesAttribute].As(&values) != nil {
		return object, nil, false
	}
	own = make(map[string]string, len(values))
	for key, value := range values {
		var text string
		if value.IsNull() || value.As(&text) != nil {
			return object, nil, false
		}
		own[key] = text
	}
	if s.of.itself != "" {
		return object, own, true
	}
	id, err := types.Int64Type.ValueFromTerraform(context.Background(), attributes[objectAttribute])
	object, ok = id.(types.Int64)
	return object, own, err == nil && ok && !object.IsNull()
}
