package main

import (
	"bytes"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
)

const volumeResource = "onprem_infinibox_volume"

// idle is a configured provider that does nothing, and the type of a volume.
func idle(t *testing.T) (*floor, tftypes.Type) {
	t.Helper()
	server, err := newServer(provider.Options{Getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	f := &floor{ProviderServer: server}
	if _, err := f.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{}); err != nil {
		t.Fatal(err)
	}
	return f, f.types[volumeResource]
}

// object is a volume with a name, and nothing else.
func object(t *testing.T, typ tftypes.Type) *tfprotov6.DynamicValue {
	t.Helper()
	of, ok := typ.(tftypes.Object)
	if !ok {
		t.Fatalf("a volume is a %s", typ)
	}
	values := make(map[string]tftypes.Value)
	for name, typ := range of.AttributeTypes {
		values[name] = tftypes.NewValue(typ, nil)
	}
	values["name"] = tftypes.NewValue(tftypes.String, "db01")
	return dynamic(t, typ, tftypes.NewValue(typ, values))
}

func dynamic(t *testing.T, typ tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(typ, value)
	if err != nil {
		t.Fatal(err)
	}
	return &encoded
}

func attributes(t *testing.T, typ tftypes.Type, value *tfprotov6.DynamicValue) map[string]tftypes.Value {
	t.Helper()
	decoded, err := value.Unmarshal(typ)
	if err != nil {
		t.Fatal(err)
	}
	var values map[string]tftypes.Value
	if err := decoded.As(&values); err != nil {
		t.Fatal(err)
	}
	return values
}

func TestFloorMakesWhatIsPlanned(t *testing.T) {
	t.Parallel()
	f, typ := idle(t)
	none := dynamic(t, typ, tftypes.NewValue(typ, nil))
	planned, err := f.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: volumeResource, PriorState: none, ProposedNewState: object(t, typ)})
	if err != nil {
		t.Fatal(err)
	}
	before := attributes(t, typ, planned.PlannedState)
	if before["id"].IsKnown() || !before["approved"].IsNull() {
		t.Errorf("planned %v", before)
	}
	applied, err := f.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: volumeResource, PriorState: none, PlannedState: planned.PlannedState})
	if err != nil {
		t.Fatal(err)
	}
	after := attributes(t, typ, applied.NewState)
	if !after["name"].Equal(before["name"]) || !after["id"].Equal(tftypes.NewValue(tftypes.Number, 1)) || !after["approved"].IsNull() {
		t.Errorf("made %v", after)
	}
	for name, value := range after {
		if !value.IsFullyKnown() {
			t.Errorf("%s isn't known after the apply", name)
		}
	}
}

func TestFloorDestroys(t *testing.T) {
	t.Parallel()
	f, typ := idle(t)
	none := dynamic(t, typ, tftypes.NewValue(typ, nil))
	planned, err := f.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: volumeResource, PriorState: object(t, typ), ProposedNewState: none})
	if err != nil {
		t.Fatal(err)
	}
	applied, err := f.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: volumeResource, PriorState: object(t, typ), PlannedState: planned.PlannedState})
	if err != nil || !absent(applied.NewState) {
		t.Errorf("left %v, %v", applied.NewState, err)
	}
}

func TestFloorHandsBackWhatItGets(t *testing.T) {
	t.Parallel()
	f, typ := idle(t)
	state := object(t, typ)
	read, err := f.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: volumeResource, CurrentState: state, Private: []byte("p")})
	if err != nil || !bytes.Equal(read.NewState.MsgPack, state.MsgPack) || string(read.Private) != "p" {
		t.Errorf("read %v, %v", read, err)
	}
	planned, err := f.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: volumeResource, PriorState: state, ProposedNewState: state, PriorPrivate: []byte("p")})
	if err != nil || !bytes.Equal(planned.PlannedState.MsgPack, state.MsgPack) || string(planned.PlannedPrivate) != "p" {
		t.Errorf("planned %v, %v", planned, err)
	}
	upgraded, err := f.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
		TypeName: volumeResource, RawState: &tfprotov6.RawState{JSON: []byte(`{"id":1}`)}})
	if err != nil || string(upgraded.UpgradedState.JSON) != `{"id":1}` {
		t.Errorf("upgraded %v, %v", upgraded, err)
	}
}
