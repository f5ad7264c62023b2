package provider_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/acctest"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/provider"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// ways are two providers of one device: one that goes the short way where it
// can, and one that always goes the whole way.
type ways struct {
	t            *testing.T
	on           *acctest.Simulated
	short, whole tfprotov6.ProviderServer
	asked        *provider.Asked
	schema       *tfprotov6.GetProviderSchemaResponse
	identities   map[string]tftypes.Type
}

// bothWays configures both for a device.
func bothWays(t *testing.T, on *acctest.Simulated) *ways {
	t.Helper()
	environment := on.Environment()
	short, asked, err := provider.NewCounted(provider.Options{Getenv: getenv(environment), Patience: acctest.Hasty()})
	if err != nil {
		t.Fatal(err)
	}
	environment["ONPREM_SHORT_WAY"] = "off"
	w := &ways{t: t, on: on, short: short, whole: acctest.NewServer(t, getenv(environment)), asked: asked, identities: map[string]tftypes.Type{}}
	if provider.ShortensWays(w.whole) || !provider.ShortensWays(w.short) {
		t.Fatal("the two don't go different ways")
	}
	for _, server := range []tfprotov6.ProviderServer{w.short, w.whole} {
		if w.schema, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
			t.Fatal(err)
		}
		typ := w.schema.Provider.ValueType()
		block := w.encode(typ, acctest.Value(t, typ, map[string]any{}))
		configured, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.16.1", Config: block})
		if err != nil {
			t.Fatal(err)
		}
		wantSuccess(t, configured.Diagnostics)
	}
	identities, err := w.whole.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name, schema := range identities.IdentitySchemas {
		w.identities[name] = schema.ValueType()
	}
	return w
}

// kept is an object in a state, and what differs between cases.
type kept struct {
	resource string
	state    tftypes.Value
	identity *tfprotov6.ResourceIdentityData
	private  []byte
}

// read reads an object both ways, which have to agree and to ask the device for
// the same, and answers what they answer.
func (w *ways) read(k kept) kept {
	w.t.Helper()
	request := func() *tfprotov6.ReadResourceRequest {
		return &tfprotov6.ReadResourceRequest{TypeName: k.resource, CurrentState: w.encode(w.typ(k), k.state), CurrentIdentity: k.identity, Private: k.private}
	}
	w.on.ClearRequests()
	short, err := w.short.ReadResource(w.t.Context(), request())
	if err != nil {
		w.t.Fatal(err)
	}
	asked := w.requests()
	w.on.ClearRequests()
	whole, err := w.whole.ReadResource(w.t.Context(), request())
	if err != nil {
		w.t.Fatal(err)
	}
	w.same("requests", asked, w.requests())
	w.same("diagnostics", said(short.Diagnostics), said(whole.Diagnostics))
	w.same("state", w.shown(short.NewState, w.typ(k)), w.shown(whole.NewState, w.typ(k)))
	w.same("identity", w.identified(k.resource, short.NewIdentity), w.identified(k.resource, whole.NewIdentity))
	w.same("private state", secretly(w.t, short.Private), secretly(w.t, whole.Private))
	if whole.NewState == nil || said(whole.Diagnostics) != "" {
		return kept{}
	}
	return kept{resource: k.resource, state: w.decode(whole.NewState, w.typ(k)), identity: whole.NewIdentity, private: whole.Private}
}

// plan plans a configuration both ways, which have to agree.
func (w *ways) plan(k kept, config, proposed tftypes.Value) (errors string) {
	w.t.Helper()
	prior := w.encode(w.typ(k), k.state)
	wanted := w.encode(w.typ(k), proposed)
	if proposed.Equal(k.state) {
		// Terraform writes the keys of maps in one order, unlike encode.
		wanted = prior
	}
	request := func() *tfprotov6.PlanResourceChangeRequest {
		return &tfprotov6.PlanResourceChangeRequest{
			TypeName: k.resource, PriorState: prior, Config: w.encode(w.typ(k), config),
			ProposedNewState: wanted, PriorIdentity: k.identity, PriorPrivate: k.private,
		}
	}
	short, err := w.short.PlanResourceChange(w.t.Context(), request())
	if err != nil {
		w.t.Fatal(err)
	}
	whole, err := w.whole.PlanResourceChange(w.t.Context(), request())
	if err != nil {
		w.t.Fatal(err)
	}
	w.same("diagnostics", said(short.Diagnostics), said(whole.Diagnostics))
	w.same("planned state", w.shown(short.PlannedState, w.typ(k)), w.shown(whole.PlannedState, w.typ(k)))
	w.same("planned identity", w.identified(k.resource, short.PlannedIdentity), w.identified(k.resource, whole.PlannedIdentity))
	w.same("planned private state", secretly(w.t, short.PlannedPrivate), secretly(w.t, whole.PlannedPrivate))
	w.same("replacement", fmt.Sprint(short.RequiresReplace), fmt.Sprint(whole.RequiresReplace))
	return acctest.Errors(whole.Diagnostics)
}

// validate validates a configuration both ways, which have to agree, for a
// Terraform that takes secrets and for one that doesn't.
func (w *ways) validate(config kept) {
	w.t.Helper()
	for _, capabilities := range []*tfprotov6.ValidateResourceConfigClientCapabilities{nil, {WriteOnlyAttributesAllowed: true}} {
		request := &tfprotov6.ValidateResourceConfigRequest{TypeName: config.resource, Config: w.encode(w.typ(config), config.state), ClientCapabilities: capabilities}
		short, err := w.short.ValidateResourceConfig(w.t.Context(), request)
		if err != nil {
			w.t.Fatal(err)
		}
		whole, err := w.whole.ValidateResourceConfig(w.t.Context(), request)
		if err != nil {
			w.t.Fatal(err)
		}
		w.same("diagnostics", sorted(said(short.Diagnostics)), sorted(said(whole.Diagnostics)))
	}
}

// sorted are lines in an order of their own, since attributes have none.
func sorted(lines string) string {
	return strings.Join(slices.Sorted(strings.SplitSeq(lines, "\n")), "\n")
}

// planNew plans a configuration of something that isn't there yet both ways,
// which have to agree.
func (w *ways) planNew(config kept) (errors string) {
	w.t.Helper()
	w.validate(config)
	proposed := config
	for _, attribute := range w.schema.ResourceSchemas[config.resource].Block.Attributes {
		if attribute.WriteOnly {
			proposed = proposed.with(w.t, attribute.Name, tftypes.NewValue(attribute.ValueType(), nil))
		}
	}
	prior := kept{resource: config.resource, state: tftypes.NewValue(w.typ(config), nil)}
	return w.plan(prior, config.state, proposed.state)
}

// upgrade upgrades a state of a version of the schema both ways, which have to
// agree, and answers it.
func (w *ways) upgrade(k kept, version int64, written []byte) kept {
	w.t.Helper()
	request := &tfprotov6.UpgradeResourceStateRequest{TypeName: k.resource, Version: version, RawState: &tfprotov6.RawState{JSON: written}}
	short, err := w.short.UpgradeResourceState(w.t.Context(), request)
	if err != nil {
		w.t.Fatal(err)
	}
	whole, err := w.whole.UpgradeResourceState(w.t.Context(), request)
	if err != nil {
		w.t.Fatal(err)
	}
	w.same("diagnostics", said(short.Diagnostics), said(whole.Diagnostics))
	w.same("upgraded state", w.shown(short.UpgradedState, w.typ(k)), w.shown(whole.UpgradedState, w.typ(k)))
	if whole.UpgradedState == nil {
		return kept{}
	}
	k.state = w.decode(whole.UpgradedState, w.typ(k))
	return k
}

// imported imports an object each way by its identity, and reads it both ways.
func (w *ways) imported(k kept) kept {
	w.t.Helper()
	request := &tfprotov6.ImportResourceStateRequest{TypeName: k.resource, Identity: k.identity}
	whole, err := w.whole.ImportResourceState(w.t.Context(), request)
	if err != nil {
		w.t.Fatal(err)
	}
	wantSuccess(w.t, whole.Diagnostics)
	one := whole.ImportedResources[0]
	return w.read(kept{resource: k.resource, state: w.decode(one.State, w.typ(k)), identity: one.Identity, private: one.Private})
}

// requests are those that the device has got since they were cleared, without
// logins: where an account has one at a time, the two take it from each other.
func (w *ways) requests() string {
	var all strings.Builder
	for _, request := range w.on.Requests(device.Match{}) {
		if request.Status == http.StatusUnauthorized || request.Path == "/v3/Auth" {
			continue
		}
		fmt.Fprintln(&all, request.Method, request.Path, request.Query)
	}
	return all.String()
}

func (w *ways) typ(k kept) tftypes.Type { return w.schema.ResourceSchemas[k.resource].ValueType() }

func (w *ways) same(what, short, whole string) {
	w.t.Helper()
	if short != whole {
		w.t.Errorf("the %s of the short way:\n%s\nof the whole way:\n%s", what, short, whole)
	}
}

func (w *ways) encode(typ tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	w.t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(typ, value)
	if err != nil {
		w.t.Fatal(err)
	}
	return &encoded
}

func (w *ways) decode(value *tfprotov6.DynamicValue, typ tftypes.Type) tftypes.Value {
	w.t.Helper()
	decoded, err := value.Unmarshal(typ)
	if err != nil {
		w.t.Fatal(err)
	}
	return decoded
}

// shown is a value as text; the same for the same values.
func (w *ways) shown(value *tfprotov6.DynamicValue, typ tftypes.Type) string {
	w.t.Helper()
	if value == nil {
		return "nothing"
	}
	return w.decode(value, typ).String()
}

func (w *ways) identified(resource string, identity *tfprotov6.ResourceIdentityData) string {
	w.t.Helper()
	if identity == nil {
		return "nothing"
	}
	return w.shown(identity.IdentityData, w.identities[resource])
}

// said are diagnostics as text, without times.
func said(diagnostics []*tfprotov6.Diagnostic) string {
	texts := make([]string, len(diagnostics))
	for i, d := range diagnostics {
		texts[i] = fmt.Sprintf("%s %s %s: %s", d.Severity, d.Attribute, d.Summary, timeless(d.Detail))
	}
	return strings.Join(texts, "\n")
}

// secretly is a private state as text, without what is drawn by chance.
func secretly(t *testing.T, private []byte) string {
	t.Helper()
	notes := map[string][]byte{}
	if len(private) > 0 {
		if err := json.Unmarshal(private, &notes); err != nil {
			t.Fatal(err)
		}
	}
	texts := map[string]string{}
	for key, note := range notes {
		if texts[key] = string(note); key == "planner" {
			texts[key] = "drawn"
		}
	}
	return fmt.Sprint(texts)
}
