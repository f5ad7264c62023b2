package entity

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// Made makes an object, as Create does.
func (s *shortWay) Made(ctx context.Context, connections Connections, planned, config *tfprotov6.DynamicValue) (kept *Kept, whole context.Context, done func()) {
	done = func() {}
	if s.taken || s.nestsEquivalents() {
		return nil, ctx, done
	}
	attributes, ok := attributesOf(planned, s.state)
	if !ok {
		return nil, ctx, done
	}
	plan, ok := s.modelOf(ctx, attributes)
	if !ok || !s.possible(ctx, plan) {
		return nil, ctx, done
	}
	m := managed{connected{declared: s.declared, connections: connections}}
	given, ok := s.givenBy(ctx, config, plan)
	device, diags := m.device()
	if !ok || diags.HasError() {
		return nil, ctx, done
	}
	done, err := m.begin(ctx, plan)
	if err != nil {
		return nil, ctx, func() {}
	}
	var made creation
	made.object, made.pending, made.diags = m.create(ctx, device, plan, given)
	if kept := s.keptOf(ctx, device, made, plan, attributes); kept != nil {
		m.claimed(plan)
		return kept, ctx, done
	}
	return nil, context.WithValue(ctx, creationKey{}, made), done
}

// givenBy are the secrets that a configuration gives; false where something is
// missing or can't be read.
func (s *shortWay) givenBy(ctx context.Context, config *tfprotov6.DynamicValue, plan any) (secrets, bool) {
	if !s.model.hides() {
		return secrets{}, true
	}
	attributes, ok := attributesOf(config, s.state)
	if !ok {
		return secrets{}, false
	}
	configured, ok := s.modelOf(ctx, attributes)
	if !ok || s.unsaid(nil, plan, configured).HasError() {
		return secrets{}, false
	}
	return s.secrets(configured), true
}

// keptOf is what Terraform is to keep of a creation; nil where there is more to
// it. Of what the device makes the same of, the plan's wording stays. The plan
// becomes what was made.
func (s *shortWay) keptOf(ctx context.Context, device api.Device, made creation, plan any, planned map[string]tftypes.Value) *Kept {
	if made.object == nil || made.pending != "" || len(made.diags) > 0 {
		return nil
	}
	wanted, ok := s.modelOf(ctx, planned)
	if !ok || s.model.decode(ctx, made.object, plan) != nil {
		return nil
	}
	for _, f := range s.model.fields {
		value := s.model.value(plan, f)
		if value.IsUnknown() {
			return nil
		}
		if equivalent, ok := value.(attribute.Equivalent); ok && equivalent.EquivalentTo(s.model.value(wanted, f)) {
			s.model.set(plan, f, s.model.value(wanted, f))
		}
	}
	raw, ok := s.rawOf(ctx, plan)
	if !ok || !s.possible(ctx, plan) {
		return nil
	}
	kept := notes{}
	if seen, err := s.toRemember(made.object); err != nil {
		return nil
	} else if seen != nil {
		kept[seenKey] = seen
	}
	origin, err := json.Marshal(origin(device, made.object))
	if err != nil {
		return nil
	}
	kept[originKey] = origin
	private, err := json.Marshal(map[string][]byte(kept))
	if err != nil {
		return nil
	}
	state, err := tfprotov6.NewDynamicValue(s.state, raw)
	if err != nil {
		return nil
	}
	identity, err := tfprotov6.NewDynamicValue(s.identity, tftypes.NewValue(s.identity, s.identityOf(plan)))
	if err != nil {
		return nil
	}
	return &Kept{State: &state, Identity: &identity, Private: private}
}

// nestsEquivalents tells whether an attribute holds values that can be written
// in several ways within another: the framework knows how to keep those.
func (s *shortWay) nestsEquivalents() bool {
	for _, f := range s.model.fields {
		if of, ok := f.typ.(attr.TypeWithElementType); ok {
			if _, equivalent := of.ElementType().ValueType(context.Background()).(attribute.Equivalent); equivalent {
				return true
			}
		}
	}
	return false
}

// creation is what came of one.
type creation struct {
	object  api.Object
	pending string
	diags   diag.Diagnostics
}

// creationKey is where a context has a creation that went ahead of the whole
// way.
type creationKey struct{}

// createOnce makes an object, unless that went ahead already.
func (m *managed) createOnce(ctx context.Context, device api.Device, plan any, given secrets) (made creation, done func(), err error) {
	if made, ok := ctx.Value(creationKey{}).(creation); ok {
		return made, func() {}, nil
	}
	if done, err = m.begin(ctx, plan); err != nil {
		return made, func() {}, err
	}
	made.object, made.pending, made.diags = m.create(ctx, device, plan, given)
	return made, done, nil
}

// begin waits for the turn to make what only one resource can make.
func (m *managed) begin(ctx context.Context, plan any) (done func(), err error) {
	wanted := m.wanted(plan)
	if wanted == "" {
		return func() {}, nil
	}
	return m.connections.Claims().begin(ctx, wanted)
}
