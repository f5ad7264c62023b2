package provider

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// New makes the provider without a server.
func New(options Options) (func() provider.Provider, error) {
	entities, actions, err := register()
	if err != nil {
		return nil, err
	}
	return func() provider.Provider { return &onprem{options: options, entities: entities, actions: actions} }, nil
}

// Asked is how often the short way was left to the framework's whole one.
type Asked struct{ Upgrades, Reads, Plans, Applies atomic.Int64 }

// NewCounted is a server as NewServer makes them, and what it asks of the
// framework.
func NewCounted(options Options) (tfprotov6.ProviderServer, *Asked, error) {
	entities, actions, err := register()
	if err != nil {
		return nil, nil, err
	}
	p := &onprem{options: options, entities: entities, actions: actions}
	whole, ok := providerserver.NewProtocol6(p)().(wholeServer)
	if !ok {
		return nil, nil, errors.New("the framework's server doesn't implement all that a server can")
	}
	asked := &Asked{}
	return newServer(counted{whole, asked}, p, shortWays(entities)), asked, nil
}

type counted struct {
	wholeServer
	asked *Asked
}

func (c counted) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	c.asked.Upgrades.Add(1)
	return c.wholeServer.UpgradeResourceState(ctx, req)
}

func (c counted) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	c.asked.Reads.Add(1)
	return c.wholeServer.ReadResource(ctx, req)
}

func (c counted) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	c.asked.Applies.Add(1)
	return c.wholeServer.ApplyResourceChange(ctx, req)
}

func (c counted) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	c.asked.Plans.Add(1)
	return c.wholeServer.PlanResourceChange(ctx, req)
}

// ShortensWays tells whether a server goes the short way at all.
func ShortensWays(s tfprotov6.ProviderServer) bool {
	_, shortens := s.(*server)
	return shortens
}

// Connect gives the device of a family that a configured server has.
func Connect(served tfprotov6.ProviderServer, family string) (api.Device, diag.Diagnostics) {
	s, ok := served.(*server)
	if !ok {
		return nil, diag.Diagnostics{diag.NewErrorDiagnostic("no server of the provider's", "")}
	}
	return s.provider.configured.Load().Device(family)
}
