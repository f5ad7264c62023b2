package entity

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// PlannedNew plans an object that is to be made: what Terraform proposes, with
// what the device will fill in unknown. False means that there is something to
// say, or to be found out, and the whole way says it.
func (s *shortWay) PlannedNew(ctx context.Context, connections Connections, proposed, config *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, bool) {
	planned, ok := attributesOf(proposed, s.state)
	if !ok {
		return nil, false
	}
	configured, ok := attributesOf(config, s.state)
	if !ok {
		return nil, false
	}
	for _, f := range s.model.fields {
		switch typ := s.state.AttributeTypes[f.name]; {
		case f.secret:
			planned[f.name] = tftypes.NewValue(typ, nil)
		case f.computed && configured[f.name].IsNull():
			planned[f.name] = tftypes.NewValue(typ, tftypes.UnknownValue)
		}
	}
	plan, ok := s.modelOf(ctx, planned)
	if !ok || !s.possible(ctx, plan) {
		return nil, false
	}
	given, ok := s.modelOf(ctx, configured)
	if !ok {
		return nil, false
	}
	m := managed{connected{declared: s.declared, connections: connections}}
	if diags := m.planNew(ctx, plan, given, nil); len(diags) > 0 {
		return nil, false
	}
	made, err := tfprotov6.NewDynamicValue(s.state, tftypes.NewValue(s.state, planned))
	return &made, err == nil
}

// planNew refuses what is known to fail of an object that is to be made.
func (m *managed) planNew(ctx context.Context, plan, configured any, notes private) diag.Diagnostics {
	if diags := m.timeouts(nil, plan); diags.HasError() {
		return diags
	}
	if !m.model.hides() {
		configured = nil
	} else if diags := m.unsaid(nil, plan, configured); diags.HasError() {
		return diags
	}
	if m.connections == nil || !m.connections.Known(m.family) {
		return nil
	}
	device, diags := m.device()
	if diags.HasError() {
		return diags
	}
	wanted := change{plan: plan, config: configured, now: device.Now(), account: device.Settings().Username}
	if notes != nil {
		wanted.seen = m.seen(ctx, notes)
	}
	diags.Append(m.lacking(ctx, device, nil, plan)...)
	return append(diags, m.planChange(wanted, device)...)
}
