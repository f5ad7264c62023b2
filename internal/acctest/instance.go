package acctest

import (
	"context"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Instance is one managed resource, with what Terraform would keep of it.
type Instance struct {
	*Protocol
	name     string
	schema   *tfprotov6.Schema
	typ      tftypes.Type
	state    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	// Tainted is set when a create failed with something in the state.
	Tainted bool
}

// Resource starts with an empty state.
func (p *Protocol) Resource(name string) *Instance {
	p.t.Helper()
	schema, ok := p.schema.ResourceSchemas[name]
	if !ok {
		p.t.Fatalf("the provider has no resource %q", name)
	}
	i := &Instance{Protocol: p, name: name, schema: schema, typ: schema.ValueType()}
	i.state = tftypes.NewValue(i.typ, nil)
	return i
}

// Again is a resource in a later run of Terraform, which starts a provider of
// its own.
func (p *Protocol) Again(i *Instance) *Instance {
	again := *i
	again.Protocol = p
	return &again
}

// Plan is what the provider plans to do.
type Plan struct {
	// Changes are the attributes that differ from the state.
	Changes []string
	// Replaces are the attributes that force a replacement.
	Replaces []string
	// Diagnostics of validation and plan.
	Diagnostics []*tfprotov6.Diagnostic

	config, planned tftypes.Value
	private         []byte
	identity        *tfprotov6.ResourceIdentityData
}

// Errors joins the plan's errors.
func (p Plan) Errors() string { return Errors(p.Diagnostics) }

// Plan validates and plans a configuration; nil plans a destroy.
func (i *Instance) Plan(config map[string]any) Plan {
	i.t.Helper()
	return i.plan(config, i.state)
}

func (i *Instance) plan(config map[string]any, prior tftypes.Value) Plan {
	i.t.Helper()
	plan := Plan{config: tftypes.NewValue(i.typ, nil)}
	if config != nil {
		plan.config = Value(i.t, i.typ, config)
		validated, err := i.server.ValidateResourceConfig(i.t.Context(), &tfprotov6.ValidateResourceConfigRequest{
			TypeName: i.name, Config: i.dynamic(i.typ, plan.config),
			ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
		})
		i.must(err, nil)
		plan.Diagnostics = validated.Diagnostics
		if plan.Errors() != "" {
			return plan
		}
	}
	planned, err := i.server.PlanResourceChange(i.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: i.name, PriorState: i.dynamic(i.typ, prior), Config: i.dynamic(i.typ, plan.config),
		ProposedNewState: i.dynamic(i.typ, i.proposed(plan.config, prior)),
		PriorPrivate:     i.private, PriorIdentity: i.identity,
	})
	i.must(err, nil)
	plan.Diagnostics = append(plan.Diagnostics, planned.Diagnostics...)
	if plan.Errors() != "" {
		return plan
	}
	plan.planned, plan.private, plan.identity = i.value(planned.PlannedState, i.typ), planned.PlannedPrivate, planned.PlannedIdentity
	plan.Changes = i.differences(prior, plan.planned)
	for _, path := range planned.RequiresReplace {
		plan.Replaces = append(plan.Replaces, path.String())
	}
	return plan
}

// proposed merges configuration and prior state as Terraform does for flat
// schemas: what is computed and not configured keeps its value.
func (i *Instance) proposed(config, prior tftypes.Value) tftypes.Value {
	if config.IsNull() {
		return config
	}
	configured, before := i.attributes(config), i.attributes(prior)
	for _, attribute := range i.schema.Block.Attributes {
		if value, ok := before[attribute.Name]; ok && attribute.Computed && configured[attribute.Name].IsNull() {
			configured[attribute.Name] = value
		}
	}
	return tftypes.NewValue(i.typ, configured)
}

func (i *Instance) attributes(object tftypes.Value) map[string]tftypes.Value {
	attributes := map[string]tftypes.Value{}
	if !object.IsNull() {
		if err := object.As(&attributes); err != nil {
			i.t.Fatal(err)
		}
	}
	return attributes
}

func (i *Instance) differences(a, b tftypes.Value) []string {
	before, after := i.attributes(a), i.attributes(b)
	var names []string
	for _, attribute := range i.schema.Block.Attributes {
		if !before[attribute.Name].Equal(after[attribute.Name]) {
			names = append(names, attribute.Name)
		}
	}
	return names
}

// Apply plans and applies a configuration, with a destroy and a create when
// the plan replaces; nil destroys.
func (i *Instance) Apply(config map[string]any) []*tfprotov6.Diagnostic {
	i.t.Helper()
	plan := i.Plan(config)
	if plan.Errors() != "" {
		return plan.Diagnostics
	}
	if len(plan.Replaces) > 0 {
		destroyed := i.apply(Plan{config: tftypes.NewValue(i.typ, nil), planned: tftypes.NewValue(i.typ, nil), private: plan.private})
		if Errors(destroyed) != "" {
			return append(plan.Diagnostics, destroyed...)
		}
		i.private, i.identity = nil, nil
		plan.Diagnostics = append(plan.Diagnostics, destroyed...)
		again := i.plan(config, tftypes.NewValue(i.typ, nil))
		again.Diagnostics = append(plan.Diagnostics, again.Diagnostics...)
		plan = again
	}
	return append(plan.Diagnostics, i.apply(plan)...)
}

func (i *Instance) apply(plan Plan) []*tfprotov6.Diagnostic {
	i.t.Helper()
	return i.applyIn(i.t.Context(), plan)
}

func (i *Instance) applyIn(ctx context.Context, plan Plan) []*tfprotov6.Diagnostic {
	i.t.Helper()
	creating := i.state.IsNull()
	applied, err := i.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: i.name, PriorState: i.dynamic(i.typ, i.state), PlannedState: i.dynamic(i.typ, plan.planned),
		Config: i.dynamic(i.typ, plan.config), PlannedPrivate: plan.private, PlannedIdentity: plan.identity,
	})
	i.must(err, nil)
	i.state, i.private, i.identity = i.value(applied.NewState, i.typ), applied.Private, applied.NewIdentity
	i.Tainted = creating && Errors(applied.Diagnostics) != "" && !i.state.IsNull()
	if Errors(applied.Diagnostics) == "" {
		for _, inconsistency := range inconsistencies(plan.planned, i.state) {
			i.t.Errorf("Terraform would refuse the result of applying %s: %s", i.name, inconsistency)
		}
	}
	return applied.Diagnostics
}

// Destroy plans and applies the deletion.
func (i *Instance) Destroy() []*tfprotov6.Diagnostic {
	i.t.Helper()
	return i.Apply(nil)
}

// Refresh reads the object.
func (i *Instance) Refresh() []*tfprotov6.Diagnostic {
	i.t.Helper()
	read, err := i.server.ReadResource(i.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: i.name, CurrentState: i.dynamic(i.typ, i.state), Private: i.private, CurrentIdentity: i.identity,
	})
	i.must(err, nil)
	if Errors(read.Diagnostics) == "" {
		i.state, i.private, i.identity = i.value(read.NewState, i.typ), read.Private, read.NewIdentity
	}
	return read.Diagnostics
}

// Import imports by id and reads, as Terraform does.
func (i *Instance) Import(id string) []*tfprotov6.Diagnostic {
	i.t.Helper()
	imported, err := i.server.ImportResourceState(i.t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: i.name, ID: id})
	i.must(err, nil)
	if Errors(imported.Diagnostics) != "" {
		return imported.Diagnostics
	}
	one := imported.ImportedResources[0]
	i.state, i.private, i.identity = i.value(one.State, i.typ), one.Private, one.Identity
	return append(imported.Diagnostics, i.Refresh()...)
}

// Exists tells whether the state has the object.
func (i *Instance) Exists() bool { return !i.state.IsNull() }

// Int is a number in the state; 0 when null.
func (i *Instance) Int(name string) int64 {
	i.t.Helper()
	value := i.attributes(i.state)[name]
	if value.IsNull() {
		return 0
	}
	number := new(big.Float)
	if err := value.As(&number); err != nil {
		i.t.Fatal(err)
	}
	whole, _ := number.Int64()
	return whole
}

// Text is a text in the state; empty when null.
func (i *Instance) Text(name string) string {
	i.t.Helper()
	value := i.attributes(i.state)[name]
	if value.IsNull() {
		return ""
	}
	var text string
	if err := value.As(&text); err != nil {
		i.t.Fatal(err)
	}
	return text
}
