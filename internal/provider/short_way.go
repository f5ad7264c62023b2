package provider

import (
	"bytes"
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// wholeServer is the framework's server with all that it implements: what a
// server before it leaves out is lost.
type wholeServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// shortWays are those of all resources, by their names.
func shortWays(entities []entity.Entity) map[string]entity.Short {
	ways := make(map[string]entity.Short, len(entities))
	for _, e := range entities {
		if short := e.Short(); short != nil {
			ways[typeName+"_"+e.Name()] = short
		}
	}
	return ways
}

// server answers what it can for objects that haven't changed, and leaves all
// else to the framework. The framework makes values of states and plans many
// times over for each object, which costs a hundred times what comparing them
// does; and most objects of most plans haven't changed.
//
// What StopProvider ends, it ends here too, since whoever serves a server cancels
// the context of every call. Reads that Terraform begins after that, while it
// comes to an end, aren't begun: a device that doesn't answer would hold it up.
type server struct {
	wholeServer
	provider *onprem
	ways     map[string]entity.Short
	// wanted ends when Terraform wants no more reads.
	wanted   context.Context //nolint:containedctx // of the whole process, not of a call
	unwanted context.CancelFunc
}

// newServer puts the short ways before a whole server.
func newServer(whole wholeServer, p *onprem, ways map[string]entity.Short) *server {
	s := &server{wholeServer: whole, provider: p, ways: ways}
	s.wanted, s.unwanted = context.WithCancel(context.Background())
	return s
}

// StopProvider lets no more reads begin.
func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.unwanted()
	return s.wholeServer.StopProvider(ctx, req)
}

// ValidateResourceConfig has nothing to say where no validator has.
func (s *server) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	way, ok := s.ways[req.TypeName]
	if !ok || !way.Valid(ctx, req.Config, req.ClientCapabilities != nil && req.ClientCapabilities.WriteOnlyAttributesAllowed) {
		return s.wholeServer.ValidateResourceConfig(ctx, req)
	}
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

// UpgradeResourceState hands a state of the present version back as it is:
// Terraform itself leaves out attributes that are no longer in the schema, and
// makes those null that weren't in it yet.
func (s *server) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	way, ok := s.ways[req.TypeName]
	if !ok || req.RawState == nil || len(req.RawState.JSON) == 0 || req.Version != way.Version() {
		return s.wholeServer.UpgradeResourceState(ctx, req)
	}
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &tfprotov6.DynamicValue{JSON: req.RawState.JSON}}, nil
}

// ReadResource gives back what is as it was.
func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	way, ok := s.ways[req.TypeName]
	connections := s.provider.configured.Load()
	if !ok || connections == nil || req.CurrentIdentity == nil {
		return s.wholeServer.ReadResource(ctx, req)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.wanted, cancel)()
	kept := entity.Kept{State: req.CurrentState, Identity: req.CurrentIdentity.IdentityData, Private: req.Private}
	ctx, unchanged := way.Unchanged(ctx, connections, kept)
	if !unchanged {
		return s.wholeServer.ReadResource(ctx, req)
	}
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, NewIdentity: req.CurrentIdentity, Private: req.Private}, nil
}

// PlanResourceChange plans nothing where Terraform proposes what there is, and
// what it proposes of an object that is new.
func (s *server) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	way, ok := s.ways[req.TypeName]
	connections := s.provider.configured.Load()
	if ok && connections != nil && isNew(req) {
		if planned, ok := way.PlannedNew(ctx, connections, req.ProposedNewState, req.Config); ok {
			none := &tfprotov6.ResourceIdentityData{IdentityData: &tfprotov6.DynamicValue{MsgPack: []byte{null}}}
			return &tfprotov6.PlanResourceChangeResponse{PlannedState: planned, PlannedIdentity: none}, nil
		}
	}
	if !ok || connections == nil || req.PriorIdentity == nil || !proposesPrior(req) {
		return s.wholeServer.PlanResourceChange(ctx, req)
	}
	kept := entity.Kept{State: req.PriorState, Identity: req.PriorIdentity.IdentityData, Private: req.PriorPrivate}
	if !way.PlannedUnchanged(ctx, connections, kept) {
		return s.wholeServer.PlanResourceChange(ctx, req)
	}
	return &tfprotov6.PlanResourceChangeResponse{
		PlannedState: req.ProposedNewState, PlannedIdentity: req.PriorIdentity, PlannedPrivate: req.PriorPrivate}, nil
}

// ApplyResourceChange makes an object where nothing is to be said about it.
func (s *server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	way, ok := s.ways[req.TypeName]
	connections := s.provider.configured.Load()
	if !ok || connections == nil || !makes(req) {
		return s.wholeServer.ApplyResourceChange(ctx, req)
	}
	kept, ctx, done := way.Made(ctx, connections, req.PlannedState, req.Config)
	defer done()
	if kept == nil {
		return s.wholeServer.ApplyResourceChange(ctx, req)
	}
	return &tfprotov6.ApplyResourceChangeResponse{
		NewState: kept.State, NewIdentity: &tfprotov6.ResourceIdentityData{IdentityData: kept.Identity}, Private: kept.Private}, nil
}

// null is how the encoding writes no value.
const null = 0xc0

// isNew tells whether an object is to be planned of which nothing is kept, not
// even what was noted of one that it replaces; makes, whether such a one is to be
// made.
func isNew(req *tfprotov6.PlanResourceChangeRequest) bool {
	return absent(req.PriorState) && present(req.ProposedNewState) && len(req.PriorPrivate) == 0 && nobody(req.PriorIdentity)
}

func makes(req *tfprotov6.ApplyResourceChangeRequest) bool {
	return absent(req.PriorState) && present(req.PlannedState) && len(req.PlannedPrivate) == 0 && nobody(req.PlannedIdentity)
}

// absent tells whether there is no object, present whether there is one, and
// nobody whether there is no identity.
func absent(value *tfprotov6.DynamicValue) bool {
	return value != nil && len(value.MsgPack) == 1 && value.MsgPack[0] == null
}

func present(value *tfprotov6.DynamicValue) bool { return value != nil && len(value.MsgPack) > 1 }

func nobody(identity *tfprotov6.ResourceIdentityData) bool {
	return identity == nil || identity.IdentityData == nil || absent(identity.IdentityData)
}

// proposesPrior tells whether an object is to stay as it is, byte for byte.
func proposesPrior(req *tfprotov6.PlanResourceChangeRequest) bool {
	if req.PriorState == nil || req.ProposedNewState == nil {
		return false
	}
	prior := req.PriorState.MsgPack
	return len(prior) > 0 && prior[0] != null && bytes.Equal(prior, req.ProposedNewState.MsgPack)
}
