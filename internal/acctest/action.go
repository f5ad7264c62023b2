package acctest

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Action is one action of a configured provider.
type Action struct {
	*Protocol
	name   string
	typ    tftypes.Type
	server tfprotov6.ActionServer
}

// Action finds an action by its full name.
func (p *Protocol) Action(name string) *Action {
	p.t.Helper()
	schema, ok := p.schema.ActionSchemas[name]
	if !ok {
		p.t.Fatalf("the provider has no action %q", name)
	}
	server, ok := p.server.(tfprotov6.ActionServer)
	if !ok {
		p.t.Fatal("the provider's server has no actions")
	}
	return &Action{Protocol: p, name: name, typ: schema.Schema.ValueType(), server: server}
}

// Plan validates and plans an invocation.
func (a *Action) Plan(config map[string]any) []*tfprotov6.Diagnostic {
	a.t.Helper()
	dynamic := a.dynamic(a.typ, Value(a.t, a.typ, config))
	validated, err := a.server.ValidateActionConfig(a.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: a.name, Config: dynamic})
	a.must(err, nil)
	if Errors(validated.Diagnostics) != "" {
		return validated.Diagnostics
	}
	planned, err := a.server.PlanAction(a.t.Context(), &tfprotov6.PlanActionRequest{ActionType: a.name, Config: dynamic})
	a.must(err, nil)
	return append(validated.Diagnostics, planned.Diagnostics...)
}

// Invoked is what came of an invocation.
type Invoked struct {
	// Progress are the messages, in their order.
	Progress []string
	// Diagnostics of plan and invocation.
	Diagnostics []*tfprotov6.Diagnostic
}

// Invoke plans and invokes.
func (a *Action) Invoke(config map[string]any) Invoked {
	a.t.Helper()
	return a.InvokeIn(a.t.Context(), config, nil)
}

// InvokeIn is Invoke in a context that can end; heard, unless nil, hears each
// progress message as it comes.
func (a *Action) InvokeIn(ctx context.Context, config map[string]any, heard func(string)) Invoked {
	a.t.Helper()
	invoked := Invoked{Diagnostics: a.Plan(config)}
	if Errors(invoked.Diagnostics) != "" {
		return invoked
	}
	stream, err := a.server.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{
		ActionType: a.name, Config: a.dynamic(a.typ, Value(a.t, a.typ, config)),
	})
	a.must(err, nil)
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			invoked.Progress = append(invoked.Progress, event.Message)
			if heard != nil {
				heard(event.Message)
			}
		case tfprotov6.CompletedInvokeActionEventType:
			invoked.Diagnostics = append(invoked.Diagnostics, event.Diagnostics...)
		}
	}
	return invoked
}

// Stop asks the provider to end what it does, as Terraform does when a person
// interrupts it.
func (p *Protocol) Stop() {
	p.t.Helper()
	stopped, err := p.server.StopProvider(context.WithoutCancel(p.t.Context()), &tfprotov6.StopProviderRequest{})
	p.must(err, nil)
	if stopped.Error != "" {
		p.t.Fatal(stopped.Error)
	}
}
