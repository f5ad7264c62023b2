package main

import (
	"context"
	"io"
	"net/http"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

// floor is a provider with the real schemas that does nothing: what any
// provider costs at the least.
type floor struct {
	tfprotov6.ProviderServer
	// types are those of the resources, by name.
	types map[string]tftypes.Type
	// computed are the resources' attributes that a provider may choose.
	computed map[string]map[string]bool
	// asks is what it sends the array for each object that it makes or deletes;
	// nil when it sends nothing.
	asks   *http.Request
	client http.Client
}

// atOnce is how many objects Terraform works on at once.
const atOnce = 10

// serveFloor serves it to Terraform.
func serveFloor() error {
	if err := provider.SilenceUnreadLogs(); err != nil {
		return err
	}
	server, err := newServer(provider.Options{Version: "floor", Alive: func() bool { return os.Getppid() > 1 }})
	if err != nil {
		return err
	}
	asks, err := question()
	if err != nil {
		return err
	}
	return tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer {
		return &floor{ProviderServer: server, asks: asks, client: http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: atOnce}}}
	})
}

// question is for an object that the array has, the pool. Nil when none is
// wanted.
func question() (*http.Request, error) {
	if os.Getenv(askVariable) == "" {
		return nil, nil
	}
	asks, err := http.NewRequest(http.MethodGet, os.Getenv("INFINIBOX_ENDPOINT")+"/api/rest/pools?page_size=1", nil) //nolint:noctx,gosec // each has its call's context, and the bench set the variables
	if err != nil {
		return nil, err
	}
	asks.SetBasicAuth(os.Getenv("INFINIBOX_USERNAME"), os.Getenv("INFINIBOX_PASSWORD"))
	return asks, nil
}

// ask asks it, and waits for the answer.
func (f *floor) ask(ctx context.Context) error {
	if f.asks == nil {
		return nil
	}
	answer, err := f.client.Do(f.asks.Clone(ctx))
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	return answer.Body.Close()
}

// ValidateResourceConfig accepts anything.
func (*floor) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

// UpgradeResourceState hands the state back.
func (*floor) UpgradeResourceState(_ context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &tfprotov6.DynamicValue{JSON: req.RawState.JSON}}, nil
}

// ConfigureProvider connects to nothing, and remembers the resources' types.
func (f *floor) ConfigureProvider(ctx context.Context, _ *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	schemas, err := f.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	f.types, f.computed = make(map[string]tftypes.Type), make(map[string]map[string]bool)
	for name, schema := range schemas.ResourceSchemas {
		f.types[name], f.computed[name] = schema.ValueType(), make(map[string]bool)
		for _, attribute := range schema.Block.Attributes {
			f.computed[name][attribute.Name] = attribute.Computed
		}
	}
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

// ReadResource hands the state back.
func (*floor) ReadResource(_ context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, NewIdentity: req.CurrentIdentity, Private: req.Private}, nil
}

// PlanResourceChange plans what Terraform proposed; of a new object everything
// that a provider may choose is unknown.
func (f *floor) PlanResourceChange(_ context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	planned := req.ProposedNewState
	if absent(req.PriorState) {
		var err error
		planned, err = f.attributes(req.TypeName, planned, func(name string, value tftypes.Value) tftypes.Value {
			if value.IsNull() && f.computed[req.TypeName][name] {
				return tftypes.NewValue(value.Type(), tftypes.UnknownValue)
			}
			return value
		})
		if err != nil {
			return nil, err
		}
	}
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: planned, PlannedIdentity: req.PriorIdentity, PlannedPrivate: req.PriorPrivate}, nil
}

// ApplyResourceChange has the plan come true; what is unknown becomes the same
// each time.
func (f *floor) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if err := f.ask(ctx); err != nil {
		return nil, err
	}
	state := req.PlannedState
	if !absent(state) {
		var err error
		state, err = f.attributes(req.TypeName, state, func(_ string, value tftypes.Value) tftypes.Value {
			if value.IsKnown() {
				return value
			}
			return chosen(value.Type())
		})
		if err != nil {
			return nil, err
		}
	}
	return &tfprotov6.ApplyResourceChangeResponse{NewState: state, NewIdentity: req.PlannedIdentity, Private: req.PlannedPrivate}, nil
}

// attributes makes each attribute of an object into another.
func (f *floor) attributes(resource string, of *tfprotov6.DynamicValue, change func(string, tftypes.Value) tftypes.Value) (*tfprotov6.DynamicValue, error) {
	typ := f.types[resource]
	object, err := of.Unmarshal(typ)
	if err != nil {
		return nil, err
	}
	var values map[string]tftypes.Value
	if err := object.As(&values); err != nil {
		return nil, err
	}
	for name, value := range values {
		values[name] = change(name, value)
	}
	changed, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, values))
	return &changed, err
}

// absent tells whether there is no object: MessagePack's nil.
func absent(value *tfprotov6.DynamicValue) bool {
	return len(value.MsgPack) == 1 && value.MsgPack[0] == 0xc0
}

// chosen is a value of a type, null where there is more than one part.
func chosen(typ tftypes.Type) tftypes.Value {
	switch {
	case typ.Is(tftypes.String):
		return tftypes.NewValue(typ, "chosen")
	case typ.Is(tftypes.Number):
		return tftypes.NewValue(typ, 1)
	case typ.Is(tftypes.Bool):
		return tftypes.NewValue(typ, false)
	}
	return tftypes.NewValue(typ, nil)
}
