package acctest

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ApplyIn is Apply, without replacements, in a context that ends as Terraform's
// does when a person interrupts it.
func (i *Instance) ApplyIn(ctx context.Context, config map[string]any) []*tfprotov6.Diagnostic {
	i.t.Helper()
	plan := i.Plan(config)
	if plan.Errors() != "" {
		return plan.Diagnostics
	}
	return append(plan.Diagnostics, i.applyIn(ctx, plan)...)
}

// ApplyLater plans one configuration, in which not all is known yet, and applies
// another, as Terraform does when it gets to know the rest in between. Write-only
// attributes may differ however they like.
func (i *Instance) ApplyLater(planned, applied map[string]any) []*tfprotov6.Diagnostic {
	i.t.Helper()
	plan := i.Plan(planned)
	if plan.Errors() != "" {
		return plan.Diagnostics
	}
	plan.config = Value(i.t, i.typ, applied)
	return append(plan.Diagnostics, i.apply(plan)...)
}

// PlanReplaced plans a replacement that a person asks for, as with -replace: what
// is planned first, with the state, is kept in the private state of what is
// planned then, without it.
func (i *Instance) PlanReplaced(config map[string]any) Plan {
	i.t.Helper()
	first := i.Plan(config)
	if first.Errors() != "" {
		return first
	}
	anew := *i
	anew.private, anew.identity = first.private, nil
	return anew.plan(config, tftypes.NewValue(i.typ, nil))
}

// Everything is all that Terraform keeps of the resource, as it would write it:
// the state and the private state.
func (i *Instance) Everything() string {
	return i.state.String() + string(i.private)
}

// Identity is the identity that Terraform keeps, by attribute; nil when it
// keeps none.
func (i *Instance) Identity() map[string]string {
	i.t.Helper()
	if i.identity == nil || i.identity.IdentityData == nil {
		return nil
	}
	schemas, err := i.server.GetResourceIdentitySchemas(i.t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	i.must(err, nil)
	value := i.value(i.identity.IdentityData, schemas.IdentitySchemas[i.name].ValueType())
	if value.IsNull() {
		return nil
	}
	shown := map[string]string{}
	for name, of := range i.attributes(value) {
		shown[name] = of.String()
	}
	return shown
}

// WithoutIdentity forgets the identity, as a Terraform before 1.12 keeps none.
func (i *Instance) WithoutIdentity() *Instance {
	i.identity = nil
	return i
}

// Unknowns are the attributes of the state that aren't known, which none may
// be after an apply.
func (i *Instance) Unknowns() []string {
	i.t.Helper()
	var names []string
	for name, value := range i.attributes(i.state) {
		if !value.IsFullyKnown() {
			names = append(names, name)
		}
	}
	return names
}

// At is the same resource in another configuration of the provider, as when a
// state meets another device.
func (i *Instance) At(elsewhere *Protocol) *Instance {
	there := *i
	there.Protocol = elsewhere
	return &there
}
