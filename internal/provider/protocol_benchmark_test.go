package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
)

// traffic is a provider server and what Terraform sends it for a volume that
// is as it was.
type traffic struct {
	server tfprotov6.ProviderServer
	state  tfprotov6.DynamicValue
	config tfprotov6.DynamicValue
	// stored is the state as Terraform keeps it in a file.
	stored   []byte
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// carry creates a few volumes, and reads them often enough for the client to
// have all of them: what is measured later sends nothing.
func carry(b *testing.B, environment map[string]string) *traffic {
	b.Helper()
	array := acctest.NewArray(b)
	t, typ, pool := connectTo(b, array, environment)
	for i := range 5 {
		t.create(b, typ, with(db01(pool), map[string]any{"name": fmt.Sprint("v", i)}))
	}
	for range 5 {
		t.read(b)
	}
	value, err := t.state.Unmarshal(typ)
	accept(b, nil, err)
	t.stored, err = json.Marshal(plain(b, value))
	accept(b, nil, err)
	array.ClearRequests()
	b.Cleanup(func() {
		if sent := array.Totals().Requests; sent > 0 {
			b.Errorf("%d requests were sent meanwhile", sent)
		}
	})
	return t
}

// connectTo configures a server for an array on which it makes a pool, and
// answers the type of a volume as well.
func connectTo(b *testing.B, array *acctest.Array, environment map[string]string) (t *traffic, typ tftypes.Type, pool int64) {
	b.Helper()
	pool = poolOn(array, "p")
	variables := array.Environment()
	maps.Copy(variables, environment)
	t = &traffic{server: acctest.NewServer(b, getenv(variables))}
	schemas, err := t.server.GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
	accept(b, schemas.Diagnostics, err)
	block := schemas.Provider.ValueType()
	configured, err := t.server.ConfigureProvider(b.Context(), &tfprotov6.ConfigureProviderRequest{Config: encode(b, block, acctest.Value(b, block, map[string]any{}))})
	accept(b, configured.Diagnostics, err)
	return t, schemas.ResourceSchemas[volumeResource].ValueType(), pool
}

// create makes a volume, the one that traffic is about from then on.
func (t *traffic) create(b *testing.B, typ tftypes.Type, attributes map[string]any) {
	b.Helper()
	null, config := encode(b, typ, tftypes.NewValue(typ, nil)), encode(b, typ, acctest.Value(b, typ, attributes))
	planned, err := t.server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: volumeResource, PriorState: null, ProposedNewState: config, Config: config})
	accept(b, planned.Diagnostics, err)
	applied, err := t.server.ApplyResourceChange(b.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: volumeResource, PriorState: null, PlannedState: planned.PlannedState, Config: config,
		PlannedPrivate: planned.PlannedPrivate, PlannedIdentity: planned.PlannedIdentity})
	accept(b, applied.Diagnostics, err)
	t.state, t.config, t.private, t.identity = *applied.NewState, *config, applied.Private, applied.NewIdentity
}

func (t *traffic) read(b *testing.B) {
	b.Helper()
	read, err := t.server.ReadResource(b.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: volumeResource, CurrentState: &t.state, Private: t.private, CurrentIdentity: t.identity})
	accept(b, read.Diagnostics, err)
	t.state, t.private, t.identity = *read.NewState, read.Private, read.NewIdentity
}

func (t *traffic) plan(b *testing.B) {
	b.Helper()
	planned, err := t.server.PlanResourceChange(b.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: volumeResource, PriorState: &t.state, ProposedNewState: &t.state, Config: &t.config,
		PriorPrivate: t.private, PriorIdentity: t.identity})
	accept(b, planned.Diagnostics, err)
}

func (t *traffic) upgrade(b *testing.B) {
	b.Helper()
	upgraded, err := t.server.UpgradeResourceState(b.Context(), &tfprotov6.UpgradeResourceStateRequest{
		TypeName: volumeResource, RawState: &tfprotov6.RawState{JSON: t.stored}})
	accept(b, upgraded.Diagnostics, err)
}

func (t *traffic) validate(b *testing.B) {
	b.Helper()
	validated, err := t.server.ValidateResourceConfig(b.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: volumeResource, Config: &t.config})
	accept(b, validated.Diagnostics, err)
}

func encode(b *testing.B, typ tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	b.Helper()
	encoded, err := tfprotov6.NewDynamicValue(typ, value)
	accept(b, nil, err)
	return &encoded
}

func accept(b *testing.B, diagnostics []*tfprotov6.Diagnostic, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	if text := acctest.Errors(diagnostics); text != "" {
		b.Fatal(text)
	}
}

// BenchmarkUnchanged is what Terraform asks, for each volume of a plan, of a
// volume that is as it was.
func BenchmarkUnchanged(b *testing.B) {
	for _, call := range []struct {
		name string
		make func(*traffic, *testing.B)
	}{
		{"validate", (*traffic).validate}, {"upgrade", (*traffic).upgrade}, {"read", (*traffic).read}, {"plan", (*traffic).plan},
	} {
		for _, way := range []struct {
			name        string
			environment map[string]string
		}{{"short", nil}, {"whole", map[string]string{"ONPREM_SHORT_WAY": "off"}}} {
			b.Run(call.name+"/"+way.name, func(b *testing.B) {
				t := carry(b, way.environment)
				b.ReportAllocs()
				for b.Loop() {
					call.make(t, b)
				}
			})
		}
	}
}

// BenchmarkCreate is what Terraform asks of a volume that is made, with the
// array's own work in it.
func BenchmarkCreate(b *testing.B) {
	t, typ, pool := connectTo(b, acctest.NewArray(b), nil)
	made := 0
	b.ReportAllocs()
	for b.Loop() {
		made++
		t.create(b, typ, with(db01(pool), map[string]any{"name": fmt.Sprint("v", made)}))
	}
}

// BenchmarkSchema makes a provider and asks for all its schemas.
func BenchmarkSchema(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		schemas, err := acctest.NewServer(b, nil).GetProviderSchema(b.Context(), &tfprotov6.GetProviderSchemaRequest{})
		accept(b, schemas.Diagnostics, err)
	}
}
